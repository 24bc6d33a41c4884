"""Every kind of input and output of the commands; a killed run goes on; how work was cut leaves no trace."""

import csv
import gzip
import io
import json
import signal
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import newscore as nc
from newscore import _writers, cli

TABLES = ["articles.parquet", "mentions.parquet", "pages.parquet", "segments.parquet", "sentences.parquet"]
ROWS = [
    {"url": "a", "body": "The dock at Oslo reopened. Ships queued.\nSource link", "day": "2026-11-05", "outlet": "osk"},
    {"url": "b", "body": None, "day": None, "outlet": None},
    {"url": "c", "body": "“Étape deux,” said\tMs. Oru.", "day": None, "outlet": "osk"},
    {"url": "d", "body": "", "day": None, "outlet": None},
]
COLUMNS = ["--text-col", "body", "--id-col", "url", "--published-col", "day", "--source-col", "outlet"]


def code(*arguments):
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return left.value.code


def jsonl(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def written(path, rows=ROWS):
    """The rows as a file of what the name says."""
    ending = path.name.partition(".")[2]
    if ending == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=3)
        return path
    if ending.startswith("jsonl"):
        data = jsonl(rows)
    else:
        tab = "\t" if ending.startswith("tsv") else ","
        quoted = [['"' + (value or "").replace('"', '""') + '"' for value in row.values()] for row in rows]
        data = "".join(tab.join(cells) + "\r\n" for cells in [list(rows[0]), *quoted]).encode()
    if ending.endswith("gz"):
        data = gzip.compress(data)
    elif ending.endswith("zst"):
        data = pa.compress(data, codec="zstd", asbytes=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz", "x.jsonl.zst", "x.csv", "x.tsv", "x.csv.gz", "x.parquet"])
def test_every_table_reads_alike(name, tmp_path, capsys):
    path = written(tmp_path / name)
    out = tmp_path / "out"
    assert code("run", path, *COLUMNS, "-o", out, "--gazetteer", "builtin") == 0
    # CSV has no null text: its empty cell is an empty text.
    texts = [row["body"] or "" if "sv" in name else row["body"] for row in ROWS]
    whole = nc.run(
        pa.table({**{key: [row[key] for row in ROWS] for key in ROWS[0]}, "body": pa.array(texts, pa.string())}),
        text="body", id="url", published="day", source="outlet", gazetteer=nc.Gazetteer.builtin(),
    )  # fmt: skip
    for table in TABLES:
        assert pq.read_table(out / table).equals(getattr(whole, table.partition(".")[0]))
    manifest = json.loads((out / "manifest.json").read_text())
    for key in ("versions", "pages", "characters", "sources", "options", "pipeline"):
        assert manifest[key] == whole.manifest[key]
    assert not (out / "report.html").exists()


@pytest.mark.parametrize("name", ["x.jsonl", "x.csv", "x.parquet"])
def test_carried_columns_stand_after_the_id(name, tmp_path, capsys):
    path = written(tmp_path / name)
    out = tmp_path / "out"
    carry = ["--carry", "outlet", "--carry", "day"]
    assert code("run", path, *COLUMNS, "-o", out, "--gazetteer", "none", "--batch-mb", "0.00001", *carry) == 0
    pages = pq.read_table(out / "pages.parquet")
    assert pages.column_names[:4] == ["page_id", "outlet", "day", "text"]
    assert pages["outlet"].to_pylist() == [row["outlet"] for row in ROWS]
    assert pages["day"].to_pylist() == [row["day"] for row in ROWS]


def test_carried_values_are_text_whatever_they_were(tmp_path, capsys):
    values = ["a", 1, 2.5, True, [1, "é"], {"k": None}, None, "\ud800"]
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps({"text": "A.", "v": value}) + "\n" for value in values) + '{"text": "B."}\n')
    assert code("run", path, "-o", tmp_path / "out", "--gazetteer", "none", "--carry", "v") == 0
    told = ["a", "1", "2.5", "true", '[1, "é"]', '{"k": null}', None, "\ufffd", None]
    assert pq.read_table(tmp_path / "out" / "pages.parquet")["v"].to_pylist() == told
    assert code("run", path, "-o", tmp_path / "no", "--carry", "text") == 2
    assert "'text' is a column of the pages table itself" in capsys.readouterr().err
    (tmp_path / "y.txt").write_text("A.")
    assert code("run", tmp_path / "y.txt", "-o", tmp_path / "no", "--carry", "v") == 2
    assert "--carry needs tables" in capsys.readouterr().err
    assert not (tmp_path / "no").exists()


def in_a_cell(value):
    """A value of a row as CSV has it."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)


@pytest.mark.parametrize("command", ["clean", "sentences", "articles", "find"])
@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "csv", "csv.gz", "csv.zst"])
def test_every_output_holds_the_same_rows(command, ending, tmp_path, capsys):
    path = written(tmp_path / "x.jsonl")
    out = tmp_path / "deep" / f"out.{ending}"
    assert code(command, path, "--text-col", "body", "--id-col", "url", "-o", out) == 0
    assert capsys.readouterr().out == ""
    assert [entry.name for entry in out.parent.iterdir()] == [out.name]
    if ending == "parquet":
        rows = pq.read_table(out).to_pylist()
        dates = {"dateline_date", "published"}
        rows = [{key: str(v) if key in dates and v else v for key, v in row.items()} for row in rows]
    else:
        data = out.read_bytes()
        unpacked = {
            "gz": gzip.decompress,
            "zst": lambda data: pa.input_stream(io.BytesIO(data), compression="zstd").read(),
        }
        data = unpacked.get(ending.rpartition(".")[2], bytes)(data).decode()
        rows = (
            [json.loads(line) for line in data.splitlines()]
            if "jsonl" in ending
            else list(csv.DictReader(io.StringIO(data)))
        )
    assert code(command, path, "--text-col", "body", "--id-col", "url") == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    if "csv" in ending:
        assert rows == [{key: in_a_cell(value) for key, value in row.items()} for row in printed]
        return
    assert rows == printed
    texts = {row["url"]: row["body"] for row in ROWS}
    if command == "clean":
        assert {row["page_id"]: row["text"] for row in rows} == {key: nc.clean(text) for key, text in texts.items()}
    elif command == "sentences":
        found = [(row["page_id"], row["sentence_id"], row["start"], row["end"], row["text"]) for row in rows]
        assert found == [
            (key, number, *span, text[slice(*span)])
            for key, text in texts.items()
            for number, span in enumerate(nc.sentence_spans(text) if text else [])
        ]
    elif command == "find":
        assert [(row["page_id"], row["text"], row["entity_id"]) for row in rows] == [("a", "Oslo", "NO")]
    else:
        assert [(row["page_id"], row["article_id"]) for row in rows] == [("a", 0), ("c", 0)]


def test_plain_lines_for_text_files(tmp_path, capsys):
    path = tmp_path / "x.txt"
    path.write_text("The dock at Oslo reopened.\nShips  queued.\nSource link\n")
    for command, said in [
        ("clean", "The dock at Oslo reopened.\nShips  queued.\n"),
        ("sentences", "The dock at Oslo reopened.\nShips queued.\nSource link\n"),
        ("find", "12\t16\tOslo\tNO\tcapital\n"),
        ("articles", "# (no headline)\nThe dock at Oslo reopened.\nShips  queued.\n"),
    ]:
        assert code(command, path) == 0
        assert capsys.readouterr().out == said
    assert code("explain", path) == 0
    said = capsys.readouterr().out
    assert "separator" in said and "Source link" in said


def test_standard_input_globs_and_several_files(tmp_path, capsys, monkeypatch):
    for name in ("one.jsonl", "two.jsonl"):
        written(tmp_path / name, [{"text": name}])
    assert code("clean", tmp_path / "*.jsonl") == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"page_id": 0, "text": "one.jsonl"},
        {"page_id": 1, "text": "two.jsonl"},
    ]
    for kind, given in (
        ("text", b"Rain fell."),
        ("jsonl", jsonl([{"text": "Rain fell."}])),
        ("csv", b"text\nRain fell.\n"),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        assert code("sentences", "-", "--stdin-format", kind) == 0
        said = capsys.readouterr().out
        assert said == "Rain fell.\n" if kind == "text" else json.loads(said)["text"] == "Rain fell."
    assert code("clean", tmp_path / "*.csv") == 2
    assert "nothing that matches" in capsys.readouterr().err


def test_what_is_piped_in_needs_no_dash():
    command = [sys.executable, "-m", "newscore", "clean"]
    piped = subprocess.run(command, input=b"Rain fell.\nShare", capture_output=True, check=True)
    assert piped.stdout.split() == [b"Rain", b"fell."]
    nothing = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert nothing.returncode == 2 and b"Missing argument" in nothing.stderr


def test_what_is_refused_is_named(tmp_path, capsys):
    good = {"text": "Rain fell.", "id": "good"}
    lines = [
        good, {"text": 5, "id": "five"}, {"id": "none"}, [1], {"text": "a"}, {"text": "b", "id": None}, good,
        {"text": "c", "id": "\ud800"}, {"text": "d", "id": 7}, {"text": "e", "id": "last"},
    ]  # fmt: skip
    path = tmp_path / "x.jsonl"
    path.write_bytes(
        b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        + b'\n{"text": "half\n{"text": "\xe9", "id": "z"}\n'
    )
    rejects = tmp_path / "rejects.jsonl"
    assert code("run", path, "--id-col", "id", "-o", tmp_path / "out", "--rejects", rejects) == 1
    assert pq.read_table(tmp_path / "out" / "pages.parquet")["page_id"].to_pylist() == ["good", "last"]
    found = [json.loads(line) for line in rejects.read_text().splitlines()]
    assert [(entry["row"], entry["reason"].partition(":")[0]) for entry in found] == [
        (1, "the text is int, not str"),
        (2, "no field 'text'"),
        (3, "list, not an object"),
        (4, "no field 'id'"),
        (5, "the id is null"),
        (6, "the id stands twice"),
        (7, "the id holds a lone surrogate, which no file can"),
        (8, "the id is int, those before are str"),
        (10, "no JSON"),
        (11, "not UTF-8"),
    ]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["pages"] == 2 and manifest["rejects"]["rows"] == len(found) == 10
    assert "x.jsonl, row 1" in capsys.readouterr().out
    assert code("clean", path, "--id-col", "id", "-o", tmp_path / "clean.jsonl") == 1
    assert "row 1: the text is int" in capsys.readouterr().err


def test_bad_csv_and_broken_archives(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_bytes(b'text,id\nRain fell.,1\n"caf\xe9",2\nonly one\n,4\n')
    assert code("clean", path, "--id-col", "id", "-o", tmp_path / "out.jsonl") == 1
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert rows == [{"page_id": "1", "text": "Rain fell."}, {"page_id": "4", "text": ""}]
    said = capsys.readouterr().err
    assert "row 1: not utf-8" in said and "row 2: 1 fields, the header has 2" in said
    archive = tmp_path / "x.jsonl.gz"
    archive.write_bytes(gzip.compress(jsonl([{"text": f"Rain {n} fell."} for n in range(99_999)]))[:-2_000])
    assert code("clean", archive, "-o", tmp_path / "out.jsonl") == 1
    assert "x.jsonl.gz: " in capsys.readouterr().err
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) > 100


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["clean", "{x}.csv", "-o", "{out}.jsonl"], "no column 'text'; the file has a, b"),
        (["clean", "{x}.txt", "-o", "{out}.docx"], "accepted endings: .parquet, .jsonl"),
        (["clean", "{x}.txt", "-o", "{x}.jsonl"], "is a folder, though named like a file"),
        (["clean", "{x}.txt", "{x}.csv", "-o", "{out}.jsonl"], "need --id-col"),
        (["clean", "{x}.txt", "{x}.txt"], "is named twice"),
        (["clean", "{x}.txt", "--resume"], "--resume needs --out"),
        (["clean", "-", "--resume", "-o", "{out}.jsonl"], "--resume needs files"),
        (["clean", "{x}.txt", "--boilerplate", "m.json"], "needs --source-col"),
        (["find", "{x}.txt", "--gazetteer", "none"], "find needs names"),
        (["find", "{x}.txt", "--lang", "english", "-o", "{out}.jsonl"], 'lang="english" is not accepted'),
        (["explain", "{x}.txt", "--page", "y"], "there is no page 'y'"),
        (["run", "{x}.txt", "-o", "{out}", "--pipeline", "{x}.toml", "--articles", "single"], "leave out --articles"),
        (["fit-boilerplate", "{x}.csv", "--text-col", "a", "-o", "{out}.json"], "needs --source-col"),
        (["build-gazetteer", "{x}.csv", "-o", "{out}.csv"], "ends in .gaz"),
    ],
)
def test_wrong_usage_leaves_nothing_behind(tmp_path, capsys, arguments, message):
    (tmp_path / "x.txt").write_text("Rain fell.")
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    (tmp_path / "x.toml").write_text("")
    (tmp_path / "x.jsonl").mkdir()
    before = sorted(tmp_path.rglob("*"))
    assert code(*(argument.format(x=tmp_path / "x", out=tmp_path / "out") for argument in arguments)) == 2
    assert message in " ".join(capsys.readouterr().err.split())
    assert sorted(tmp_path.rglob("*")) == before


def test_names_within_names_and_of_other_languages(tmp_path, capsys):
    (tmp_path / "names.csv").write_text(
        "entity_id,type,alias,lang\nosk,port,Port of Osk,\ntown,city,Osk,\nfr,city,Osque,fr\n"
    )
    (tmp_path / "a.txt").write_text("The Port of Osk, Osque in French, reopened.")

    def ids(*options):
        assert code("find", tmp_path / "a.txt", "--gazetteer", tmp_path / "names.csv", *options) == 0
        return [line.split("\t")[3] for line in capsys.readouterr().out.splitlines()]

    assert ids() == ["osk", "fr"]
    assert ids("--overlap", "all") == ["osk", "town", "fr"]
    assert ids("--lang", "en") == ["osk"]


def test_a_model_and_a_gazetteer_made_and_used(tmp_path, capsys):
    stories = ["Rain fell on Osk all night.", "Ships queued at the pier.", "The mayor of Osk resigned."]
    rows = [{"text": f"Osk Herald\n{story}\n{n} min read", "outlet": "herald"} for n, story in enumerate(stories, 2)]
    pages = written(tmp_path / "pages.jsonl", rows)
    model, names = tmp_path / "model.json", tmp_path / "desk.csv"
    assert code("fit-boilerplate", pages, "--source-col", "outlet", "--min-pages", "3", "-o", model) == 0
    assert nc.BoilerplateModel.load(model) == nc.BoilerplateModel(3).fit([row["text"] for row in rows], source="herald")
    assert code("clean", pages, "--source-col", "outlet", "--boilerplate", model, "-o", tmp_path / "x.jsonl") == 0
    assert [json.loads(line)["text"] for line in (tmp_path / "x.jsonl").read_text().splitlines()] == stories
    names.write_text("entity_id,type,alias\nosk,port,Osk\n,port,Nowhere\n")
    saved = tmp_path / "desk.gaz"
    assert code("find", tmp_path / "x.jsonl", "--gazetteer", names) == 0
    assert f"{names}: 1 of 2 rows refused; the first, line 3: " in capsys.readouterr().err
    assert code("build-gazetteer", names, "-o", saved) == 1
    assert "row 3" in capsys.readouterr().err
    pipe = nc.Pipeline(gazetteer=nc.Gazetteer.load(saved), boilerplate=nc.BoilerplateModel.load(model))
    pipe.to_toml(tmp_path / "pipe.toml")
    toml = ["--pipeline", tmp_path / "pipe.toml", "--source-col", "outlet"]
    assert code("run", pages, *toml, "-o", tmp_path / "x.parquet", "--threads", "1") == 0
    assert sorted(path.name for path in tmp_path.glob("x.*")) == [
        "x.articles.parquet", "x.jsonl", "x.manifest.json", "x.mentions.parquet", "x.pages.parquet",
        "x.segments.parquet", "x.sentences.parquet",
    ]  # fmt: skip
    assert json.loads((tmp_path / "x.manifest.json").read_text())["pipeline"] == pipe.hash
    assert pq.read_table(tmp_path / "x.mentions.parquet")["entity_id"].to_pylist() == ["osk", "osk"]
    # Of text files the folder is the publisher.
    folder = tmp_path / "herald"
    folder.mkdir()
    for n, row in enumerate(rows):
        (folder / f"{n}.txt").write_text(row["text"])
    assert code("fit-boilerplate", folder, "--min-pages", "3", "-o", tmp_path / "again.json") == 0
    assert (tmp_path / "again.json").read_text() == model.read_text()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, pages):
    """Some 2 MB of pages as JSON lines, a few of them rejected."""
    path = tmp_path_factory.mktemp("corpus") / "pages.jsonl"
    texts = list(pages.values())
    rows = [{"id": f"page-{n}", "text": 5 if n % 97 == 5 else texts[n % len(texts)]} for n in range(600)]
    path.write_bytes(jsonl(rows))
    return path


def tree(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def once(corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("once")
    assert code("run", corpus, "--id-col", "id", "-o", out, "--threads", "1") == 1
    return tree(out)


@pytest.mark.parametrize(("threads", "batch"), [(1, 0.02), (2, 0.3), (5, 4)])
def test_threads_and_batches_leave_no_trace(corpus, once, tmp_path, threads, batch, capsys):
    assert code("run", corpus, "--id-col", "id", "-o", tmp_path, "--threads", threads, "--batch-mb", batch) == 1
    assert tree(tmp_path) == once


@pytest.mark.parametrize("batch", ["0.02", "4"])
def test_row_groups_do_not_depend_on_batches(corpus, tmp_path, monkeypatch, batch, capsys):
    monkeypatch.setattr(_writers, "GROUP_ROWS", 700)
    monkeypatch.setattr(_writers, "GROUP_BYTES", 100_000)
    assert code("sentences", corpus, "--id-col", "id", "-o", tmp_path / "x.parquet", "--batch-mb", batch) == 1
    file = pq.ParquetFile(tmp_path / "x.parquet")
    groups = [file.read_row_group(at)["text"].to_pylist() for at in range(file.metadata.num_row_groups)]
    for group in groups[:-1]:
        size = sum(len(text.encode()) for text in group)
        last = len(group[-1].encode())
        assert len(group) == 700 or (size >= 100_000 > size - last)


SLOW = """
import sys, time
from newscore import _job, _tasks
_job.STEP_CHARACTERS = 100_000
work = _tasks._tables
def slowly(*arguments):
    time.sleep(0.02)
    return work(*arguments)
_tasks._tables = slowly
from newscore.cli import main
main(sys.argv[1:])
"""


def test_killed_three_times_and_resumed_is_one_run(corpus, once, tmp_path):
    out = tmp_path / "out"
    command = [sys.executable, "-c", SLOW, "run", corpus, "--id-col", "id", "-o", out, "--batch-mb", "0.03", "--resume"]
    for steps in (2, 5, 9):
        running = subprocess.Popen([*command, "--no-progress"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wanted = out / ".newscore" / f"step-{steps:06}"
        deadline = time.monotonic() + 60
        while not wanted.exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        running.send_signal(signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL, "it was over before it was killed"
        assert [path.name for path in out.iterdir()] == [".newscore"]
    state = json.loads((out / ".newscore" / "state.json").read_text())
    assert 0 < state["place"][1] < 600
    assert subprocess.run([*command, "--no-progress"], stdout=subprocess.DEVNULL, check=False).returncode == 1
    assert tree(out) == once


def test_an_unfinished_run_of_something_else_is_not_continued(corpus, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"

    def interrupted(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(_writers.ParquetFile, "close", interrupted)
        assert code("run", corpus, "--id-col", "id", "-o", out) == 130
    assert code("run", corpus, "--id-col", "id", "-o", out, "--resume", "--articles", "single") == 2
    assert "is of other inputs, options or versions" in " ".join(capsys.readouterr().err.split())
    assert (out / ".newscore").exists()
    assert code("run", corpus, "--id-col", "id", "-o", out, "--articles", "single") == 1
    assert not (out / ".newscore").exists()


def test_two_runs_into_one_folder(corpus, tmp_path, capsys):
    fcntl = pytest.importorskip("fcntl")
    work = tmp_path / "out" / ".newscore"
    work.mkdir(parents=True)
    with (work / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        (work / "unfinished").mkdir()
        assert code("run", corpus, "-o", tmp_path / "out") == 2
        assert "another run is writing to" in capsys.readouterr().err
        assert (work / "unfinished").exists()
    assert code("run", corpus, "-o", tmp_path / "out") == 1
    assert not work.exists()


def test_help_has_an_example_of_every_command(capsys):
    from newscore._commands import newscore_command

    for name in newscore_command.commands:
        assert code(name, "--help") == 0
        helped = capsys.readouterr().out
        assert f"  newscore {name} " in helped and "Exit codes:" in helped


def test_a_piped_page_into_a_folder_has_a_report(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"The dock at Oslo reopened.")))
    assert code("run", "-", "-o", tmp_path / "out") == 0
    assert "The dock at" in (tmp_path / "out" / "report.html").read_text()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(jsonl([{"text": "Rain fell."}]))))
    assert code("run", "-", "--stdin-format", "jsonl", "--report", "-o", tmp_path / "tables") == 2
    assert "--report reads tables twice" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("option", ["--carry", "--published-col", "--source-col"])
def test_a_mistyped_column_of_json_lines_is_refused(option, tmp_path, capsys):
    path = written(tmp_path / "x.jsonl")
    assert code("run", path, "--text-col", "body", option, "dya", "-o", tmp_path / "out") == 2
    assert "no column 'dya'; the file has url, body, day, outlet" in " ".join(capsys.readouterr().err.split())
    # A field that only later rows have is there.
    path.write_bytes(jsonl([{"body": "Rain fell."}] * 900 + [{"body": "Fog.", "dya": "2026-11-05"}]))
    assert code("run", path, "--text-col", "body", option, "dya", "-o", tmp_path / "out") == 0
    assert pq.read_table(tmp_path / "out" / "pages.parquet").num_rows == 901


def test_a_column_twice(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_text("text,text\na,b\n")
    assert code("run", path, "-o", tmp_path / "out") == 2
    assert "more than one column 'text'" in capsys.readouterr().err


def test_ids_of_no_row_are_text(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("id,text\n")
    assert code("run", path, "--id-col", "id", "-o", tmp_path / "out") == 0
    for name in ("pages", "mentions"):
        kind = pq.read_schema(tmp_path / "out" / f"{name}.parquet").field("page_id").type
        assert kind == pa.large_string(), name


def test_a_reader_that_has_enough(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(jsonl([{"text": "Rain fell. It stopped. " * 2000}] * 200))
    arguments = [sys.executable, "-m", "newscore", "sentences", str(path), "--batch-mb", "0.1", "--no-progress"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        command.stdout.readline()
        command.stdout.close()
        assert command.stderr.read() == b"" and command.wait() == 0


@pytest.mark.parametrize("name", ["x.jsonl", "x.csv", "x.csv.gz", "x.parquet"])
def test_run_tells_tables_from_texts(name, tmp_path):
    path = written(tmp_path / name)
    with pytest.raises(nc.TableError, match=r"is a table, not a text: .* pandas or pyarrow reads of it"):
        nc.run(path)
    with pytest.raises(nc.TableError, match="a list of paths has no column 'zz'; give a frame"):
        nc.run(tmp_path, carry=["zz"])
