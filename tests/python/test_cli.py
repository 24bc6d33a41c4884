"""The command: what it writes, what it says, how it leaves."""

import json
import subprocess
import sys

import pandas as pd
import pyarrow.parquet as pq
import pytest

import newscore
from newscore import _writers, cli

TABLES = ["articles.parquet", "mentions.parquet", "pages.parquet", "segments.parquet", "sentences.parquet"]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The dock at Oslo reopened. Ships queued.\nSource link\n")
    return path


def code(*arguments):
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return left.value.code


def test_writes_tables_manifest_and_report(source, tmp_path, capsys):
    out = tmp_path / "deep" / "out"
    assert code("run", source, "-o", out, "--threads", "2") == 0
    assert sorted(path.name for path in out.iterdir()) == sorted([*TABLES, "manifest.json", "report.html"])
    assert pq.read_table(out / "sentences.parquet")["text"].to_pylist() == [
        "The dock at Oslo reopened.",
        "Ships queued.",
    ]
    assert pq.read_table(out / "mentions.parquet")["entity_id"].to_pylist() == ["NO"]
    assert pq.read_table(out / "pages.parquet")["page_id"].to_pylist() == [str(source)]
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["characters"] == {"total": 53, "blank": 2, "keep": 40, "metadata": 0, "drop": 11}
    said = capsys.readouterr()
    assert said.out.startswith("1 page")
    assert "report.html" in said.out
    assert said.err == ""


def test_another_encoding_and_no_gazetteer(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_bytes("Café Oslo reopened.".encode("cp1252"))
    assert code("run", path, "-o", tmp_path / "out", "--encoding", "cp1252", "--gazetteer", "none") == 0
    assert pq.read_table(tmp_path / "out" / "pages.parquet")["text"].to_pylist() == ["Café Oslo reopened."]
    assert pq.read_table(tmp_path / "out" / "mentions.parquet").num_rows == 0
    assert "1 page" in capsys.readouterr().out


def test_bytes_and_wrapped_lines(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The café at the dock in\nOslo reopened. Ships queued.\n", encoding="utf-8")
    for chosen, expected in [
        ((), [(0, 23), (24, 38), (39, 52)]),
        (("--line-breaks", "wrapped"), [(0, 38), (39, 52)]),
        (("--line-breaks", "wrapped", "--unit", "bytes"), [(0, 39), (40, 53)]),
    ]:
        assert code("run", path, "-o", tmp_path / "out", "--articles", "single", *chosen) == 0
        table = pq.read_table(tmp_path / "out" / "sentences.parquet")
        assert list(zip(table["start"].to_pylist(), table["end"].to_pylist(), strict=True)) == expected
    pipe = tmp_path / "pipe.toml"
    newscore.Pipeline(unit="bytes").to_toml(pipe)
    assert code("run", path, "-o", tmp_path / "out", "--pipeline", pipe, "--line-breaks", "ends") == 2


def test_replaces_files_of_its_own_names_only(source, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "pages.parquet").write_text("old")
    (out / "mine.txt").write_text("mine")
    assert code("run", source, "-o", out, "--gazetteer", "none", "--no-report", "--no-progress") == 0
    assert pq.read_table(out / "pages.parquet").num_rows == 1
    assert (out / "mine.txt").read_text() == "mine"
    assert not (out / "report.html").exists()
    assert capsys.readouterr().err == ""


def test_a_messy_folder_is_done_but_for_what_is_refused(tmp_path, capsys):
    folder = tmp_path / "in"
    (folder / "dir.txt").mkdir(parents=True)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "latin.txt").write_bytes(b"caf\xe9 news")
    (folder / "long.txt").write_text("The dock reopened on Monday. " * 50_000)
    (folder / "notes.md").write_text("not looked at")
    (folder / "sub").mkdir()
    (folder / "sub" / "ok.txt").write_text("Ships queued.")
    out = tmp_path / "out"
    assert code("run", folder, "-o", out) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "is a directory, though named like a text file" in said
    assert "not UTF-8: byte 0xe9 at offset 3" in said
    assert "encoding: cp1252" in said
    pages = pq.read_table(out / "pages.parquet").to_pylist()
    assert [page["page_id"].removeprefix(str(folder)) for page in pages] == ["/empty.txt", "/long.txt", "/sub/ok.txt"]
    assert pages[0]["flags"] == ["empty"]
    refused = json.loads((out / "manifest.json").read_text())["refused"]
    assert [entry["path"].removeprefix(str(folder)) for entry in refused] == ["/dir.txt", "/latin.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run"], "INPUTS"),
        (["run", "{source}"], "--out"),
        (["run", "{source}", "-o", "{source}"], "existing file"),
        (["run", "nowhere.txt", "-o", "{out}"], "nowhere.txt"),
        (["run", "{source}", "-o", "{out}", "--articles", "many"], "aggressive"),
        (["run", "{source}", "-o", "{out}", "--encoding", "utf-9"], "utf-9"),
        (["run", "{source}", "-o", "{out}", "--gazetteer", "nowhere.csv"], "builtin"),
        (["run", "{source}", "-o", "{out}", "--threads", "0"], "threads"),
        (["walk"], "walk"),
    ],
)
def test_wrong_usage_leaves_with_2_and_says_what(source, tmp_path, capsys, arguments, message):
    filled = [argument.format(source=source, out=tmp_path / "out") for argument in arguments]
    assert code(*filled) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_interrupted_while_writing_leaves_the_results_as_they_were_and_can_go_on(source, tmp_path, capsys, monkeypatch):
    out = tmp_path / "out"
    out.mkdir()
    (out / "pages.parquet").write_text("old")

    def interrupted(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(_writers.ParquetFile, "close", interrupted)
        assert code("run", source, "-o", out, "--gazetteer", "none") == 130
    assert sorted(path.name for path in out.iterdir()) == [".newscore", "pages.parquet"]
    assert (out / "pages.parquet").read_text() == "old"
    assert "Interrupted" in capsys.readouterr().err
    with monkeypatch.context() as patch:
        patch.setattr(newscore.Pipeline, "run", None)
        assert code("run", source, "-o", out, "--gazetteer", "none", "--resume") == 0
    assert sorted(path.name for path in out.iterdir()) == sorted([*TABLES, "manifest.json", "report.html"])
    assert pq.read_table(out / "pages.parquet").num_rows == 1


def test_a_gazetteer_without_the_columns_is_refused_by_name(source, tmp_path, capsys):
    table = tmp_path / "names.csv"
    table.write_text("id,name\n1,Oslo\n")
    assert code("run", source, "-o", tmp_path / "out", "--gazetteer", table) == 2
    said = capsys.readouterr().err
    assert "entity_id" in said
    assert "found: id, name" in said


def test_version_and_help(capsys):
    assert code("--version") == 0
    assert capsys.readouterr().out == f"newscore {newscore.__version__}\n"
    assert code("run", "--help") == 0
    helped = capsys.readouterr().out
    assert "130  interrupted" in helped and "some inputs or rows refused" in helped


def test_missing_libraries_are_named_with_the_remedy(monkeypatch, capsys):
    monkeypatch.setattr(cli, "_NEEDED", ("click", "surely_not_installed"))
    assert code("run") == 2
    said = capsys.readouterr().err
    assert "surely_not_installed" in said and 'pip install "newscore[cli]"' in said


def test_the_library_loads_neither_display_nor_click():
    script = "import newscore, sys; print([m for m in ('newscore.display', 'click', 'rich') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_module_is_the_command():
    done = subprocess.run([sys.executable, "-m", "newscore", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("newscore ")


def test_tables_as_csv(source, tmp_path, capsys):
    assert code("run", source, "-o", tmp_path / "day.csv") == 0
    assert sorted(path.name for path in tmp_path.glob("day.*.csv")) == [f"day.{name[:-8]}.csv" for name in TABLES]
    sentences = pd.read_csv(tmp_path / "day.sentences.csv")
    assert sentences["text"].tolist() == ["The dock at Oslo reopened.", "Ships queued."]
    mentions = pd.read_csv(tmp_path / "day.mentions.csv")
    assert json.loads(mentions["candidates"][0])[0]["entity_id"] == "NO"
    assert mentions["antecedent"].isna().all()
    for name in ("day.xlsx", "day.tsv", "day.csv.bz2", "day.json"):
        assert code("run", source, "-o", tmp_path / name) == 2
        assert (
            f"cannot tell what to write from the name '{name}'; accepted: a folder, or .parquet"
            in capsys.readouterr().err
        )
        assert not (tmp_path / name).exists()
    (tmp_path / "of.json").mkdir()
    assert code("run", source, "-o", tmp_path / "of.json") == 0, "a folder that is there is one"


@pytest.mark.parametrize("command", ["run", "articles", "explain", "clean"])
def test_labels_and_rules(command, tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("The dock at Oslo reopened.\nREAD MORE: Six ports to watch\nShips queued.\nSource link\n")
    out = ["-o", tmp_path / "out"] if command == "run" else []

    def kept(*options):
        assert code(command, path, *options, *out) == 0
        said = capsys.readouterr().out
        if command == "run":
            said = pq.read_table(tmp_path / "out" / "pages.parquet")["text"][0].as_py()
        if command == "explain":
            said = "".join(line for line in said.splitlines() if line[:1] == "+")
        return {line for line in ("READ MORE", "Source link") if line in said}

    assert kept() == set()
    assert kept("--disable", "related-link") == {"READ MORE"}
    assert kept("--actions", "related-link=keep", "--actions", "separator=keep") == {"READ MORE", "Source link"}
    for options, told in [
        (["--disable", "related"], "unknown rule 'related'"),
        (["--actions", "related-link"], "is not LABEL=ACTION"),
        (["--actions", "related-link=leave"], "unknown action"),
        (["--actions", "link=keep"], "unknown label"),
    ]:
        assert code(command, path, *options, *out) == 2
        assert told in capsys.readouterr().err.replace('"', "'")


def test_language(source, tmp_path, capsys):
    source.write_text("Er kam am 3. Mai. Dann ging er.")
    assert code("run", source, "-o", tmp_path / "out", "--lang", "de") == 0
    assert pq.read_table(tmp_path / "out" / "sentences.parquet").num_rows == 2
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["options"]["lang"] == "de"
    assert code("run", source, "-o", tmp_path / "out", "--lang", "xx") == 2
    assert "unknown language" in capsys.readouterr().err
    (tmp_path / "p.toml").write_text('lang = "de"')
    assert code("run", source, "-o", tmp_path / "out", "--pipeline", tmp_path / "p.toml", "--disable", "byline") == 2
    assert "leave out --disable" in capsys.readouterr().err
