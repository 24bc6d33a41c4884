"""Files that are not what they should be, on the command line: each test is a row of `docs/hostile.md`."""

import gzip
import json
import os
import socket
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import newscore as nc
from hostile import row
from newscore import _sources, cli

GOOD = "A storm came. It passed.\n"


def code(*arguments):
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return left.value.code


@pytest.fixture
def run(tmp_path, capsys):
    """Runs `newscore run` and gives the exit code, the clean texts by page, and why what was refused."""

    def run(*inputs, **options):
        out, rejects = tmp_path / "out", tmp_path / "rejects.jsonl"
        flags = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
        left = code("run", *inputs, "-o", out, "--rejects", rejects, "--no-report", "--no-progress", *flags)
        texts = {page["page_id"]: page["text"] for page in pq.read_table(out / "pages.parquet").to_pylist()}
        refused = [json.loads(line) for line in rejects.read_text().splitlines()] if rejects.exists() else []
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return left, texts, [(entry["path"], entry.get("row"), entry["reason"]) for entry in refused]

    return run


@pytest.fixture
def folder(tmp_path):
    """A folder with one good file, to which a test adds what is bad."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD)
    return folder


def only_the_good(run, folder, reason, **options):
    """The good file is done; one other is refused for `reason`."""
    left, texts, refused = run(folder, **options)
    assert left == 1
    assert list(texts.values()) == [GOOD.strip()]
    assert len(refused) == 1 and reason in refused[0][2], refused


@row("a file that is not UTF-8", "refused, naming byte and offset; the others are done, exit code 1")
def test_invalid_utf8(run, folder):
    (folder / "bad.txt").write_bytes(b"caf\xc3\x28 and more")
    only_the_good(run, folder, "not UTF-8: byte 0xc3 at offset 3")


@row("a file in cp1252", "refused with the hint to name the encoding; read with `--encoding cp1252`")
def test_cp1252(run, folder):
    (folder / "latin.txt").write_bytes("Café “Osk” reopened.".encode("cp1252"))
    only_the_good(run, folder, "name it (encoding: cp1252")
    left, texts, refused = run(folder, encoding="cp1252")
    assert (left, refused) == (0, [])
    assert "Café “Osk” reopened." in texts.values()


@row("a file that begins with a byte order mark", "the mark is the encoding's and no text")
def test_bom_in_a_file(run, folder):
    (folder / "bom.txt").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    left, texts, _ = run(folder)
    assert (left, set(texts.values())) == (0, {GOOD.strip()})


@row("a file in UTF-16", "refused, naming byte and offset; read with `--encoding utf-16`")
def test_utf16(run, folder):
    (folder / "wide.txt").write_text(GOOD, encoding="utf-16")
    only_the_good(run, folder, "not UTF-8: byte 0xff at offset 0")


@row("an empty file, an empty folder", "a page without text, flagged `empty`; a run of no pages")
def test_empty(run, folder, tmp_path):
    (folder / "empty.txt").touch()
    left, texts, _ = run(folder)
    assert (left, sorted(texts.values())) == (0, ["", GOOD.strip()])
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    assert run(nothing)[:2] == (0, {})


@row("a file name that is not UTF-8", r"read; the name is shown with `\xe9` for the byte")
def test_file_name_of_bytes(run, folder):
    try:
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text(GOOD)
    except OSError:
        pytest.skip("this file system takes no such names")
    left, texts, _ = run(folder)
    assert left == 0
    assert any(name.endswith(r"caf\xe9.txt") for name in texts)


@row("a folder that links to itself or to its parent", "links to folders inside a folder are not followed")
def test_links_in_circles(run, folder):
    (folder / "self").symlink_to(folder)
    (folder / "deep").mkdir()
    (folder / "deep" / "up").symlink_to("../..")
    left, texts, refused = run(folder)
    assert (left, len(texts), refused) == (0, 1, [])


@row("a link to itself, a link to nothing, named like texts", "refused with the system's reason; the others are done")
@pytest.mark.parametrize(("target", "reason"), [("loop.txt", "symbolic links"), ("gone.txt", "No such file")])
def test_broken_links(run, folder, target, reason):
    (folder / "loop.txt").symlink_to(target)
    only_the_good(run, folder, reason)


@row("a pipe or a socket, named like a text", "refused, never waited for; the others are done")
@pytest.mark.parametrize("kind", ["pipe", "socket"])
def test_pipes_in_a_folder(run, folder, kind, monkeypatch):
    if kind == "pipe":
        os.mkfifo(folder / "pipe.txt")
    else:
        # The name of a socket must be short.
        monkeypatch.chdir(folder)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("pipe.txt")
    only_the_good(run, folder, "is no regular file")


@row("a file that cannot be read", "refused with the system's reason; the others are done")
def test_unreadable_file(run, folder):
    unreadable = folder / "locked.txt"
    if os.geteuid() == 0:
        # Root may read any file; no process may read all of its own memory.
        unreadable.symlink_to("/proc/self/mem")
        only_the_good(run, folder, "Input/output error")
    else:
        unreadable.write_text(GOOD)
        unreadable.chmod(0)
        only_the_good(run, folder, "Permission denied")


@row("a folder named like a text", "refused; what is in it is not read")
def test_folder_named_like_a_text(run, folder):
    (folder / "dir.txt").mkdir()
    (folder / "dir.txt" / "inside.txt").write_text(GOOD)
    only_the_good(run, folder, "is a directory, though named like a text file")


@row(
    "JSON lines that are no JSON, no object, nested too deep",
    "each row is refused with its number; the others are done",
)
def test_bad_json(run, tmp_path):
    path = tmp_path / "x.jsonl"
    lines = [
        b'{"text": "half', b"[1]", b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", b"\xff", b"NaN",
        b'{"text": "\\ud800 alone"}', json.dumps({"text": GOOD}).encode(),
    ]  # fmt: skip
    path.write_bytes(b"\n".join(lines))
    left, texts, refused = run(path)
    assert left == 1
    assert [number for _, number, _ in refused] == [0, 1, 2, 3, 4]
    assert texts == {5: "\ufffd alone", 6: GOOD.strip()}


@row("CSV with broken quotes", "the row is refused with its number, for its text cannot be told; the others are done")
def test_broken_quotes(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(f'id,text\na,"He said "no" to it."\nb,"{GOOD}"\nc,one,two\nd,\n')
    left, texts, refused = run(path, id_col="id")
    assert left == 1
    assert texts == {"b": GOOD.strip(), "d": ""}
    assert [number for _, number, _ in refused] == [0, 2]


@row("CSV with a quote that is never closed", "what follows it is refused as one row, and why; it becomes no page")
def test_unclosed_quote(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(f'id,text\na,"{GOOD}"\nb,"never closed\n' + "c,Lost.\n" * 1000)
    left, texts, refused = run(path, id_col="id")
    assert (left, texts) == (1, {"a": GOOD.strip()})
    assert len(refused) == 1 and "a quote is never closed" in refused[0][2]


@row("CSV, Parquet or JSON lines without the column", "exit code 2, naming it and those there are; nothing is written")
@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_missing_column(ending, tmp_path, capsys):
    path = tmp_path / f"x.{ending}"
    if ending == "jsonl":
        path.write_text('[1]\n{"id": 1}\n' + '{"id": "a", "body": "b"}\n' * 9)
    elif ending == "csv":
        path.write_text("id,body\na,b\n")
    else:
        pq.write_table(pa.table({"id": ["a"], "body": ["b"]}), path)
    assert code("run", path, "-o", tmp_path / "out") == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "no column 'text'; the file has id, body" in said
    assert not (tmp_path / "out").exists()


@row("Parquet whose text is dictionary, large or view", "read like any text")
@pytest.mark.parametrize("kind", [pa.dictionary(pa.int8(), pa.string()), pa.large_string(), pa.string_view()], ids=str)
def test_parquet_of_text_of_all_kinds(run, tmp_path, kind):
    path = tmp_path / "x.parquet"
    column = pa.array([GOOD, None, GOOD])
    column = column.dictionary_encode() if pa.types.is_dictionary(kind) else column.cast(kind)
    pq.write_table(pa.table({"text": column}), path)
    left, texts, refused = run(path)
    assert (left, texts, refused) == (0, {0: GOOD.strip(), 1: None, 2: GOOD.strip()}, [])


@row("Parquet whose text is bytes, numbers, lists, structs", "each row that is no text is refused with its type")
@pytest.mark.parametrize(
    ("column", "named"),
    [
        (pa.array([b"a", None]), "bytes"),
        (pa.array([1, None]), "int"),
        (pa.array([1.5, None]), "float"),
        (pa.array([["a"], None]), "list"),
        (pa.array([{"x": 1}, None]), "dict"),
        (pa.array([True, None]), "bool"),
    ],
    ids=["binary", "int", "float", "list", "struct", "bool"],
)
def test_parquet_of_odd_types(run, tmp_path, column, named):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"text": column}), path)
    left, texts, refused = run(path)
    assert (left, texts) == (1, {1: None})
    assert refused == [(str(path), 0, f"the text is {named}, not str")]


@row("a Parquet file that is none, or cut short", "refused with the reason; the others are done")
@pytest.mark.parametrize("cut", [0, 100])
def test_broken_parquet(run, tmp_path, cut):
    path, good = tmp_path / "x.parquet", tmp_path / "good.jsonl"
    pq.write_table(pa.table({"text": [GOOD] * 1000}), path)
    path.write_bytes(path.read_bytes()[:cut])
    good.write_text(json.dumps({"text": GOOD}))
    left, texts, refused = run(path, good)
    assert left == 1
    assert list(texts.values()) == [GOOD.strip()]
    assert len(refused) == 1 and refused[0][0] == str(path)


@row("gzip or zstd that is cut short or is none", "what came out whole is done; the file is refused by name")
@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_broken_archives(run, tmp_path, ending):
    path = tmp_path / f"x.jsonl.{ending}"
    data = "".join(json.dumps({"text": f"Rain {n} fell."}) + "\n" for n in range(50_000)).encode()
    packed = gzip.compress(data) if ending == "gz" else pa.compress(data, codec="zstd", asbytes=True)
    path.write_bytes(packed[: len(packed) // 2])
    left, texts, refused = run(path)
    assert left == 1 and refused and refused[-1][0] == str(path)
    assert len(texts) > 5_000
    path.write_bytes(b"no archive at all")
    assert run(path)[0] == 1


@row("a zip bomb: gzip or zstd of next to nothing", "refused once more than 256 MB, and 250 times its size, came out")
@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_zip_bombs(run, tmp_path, ending, monkeypatch):
    monkeypatch.setattr(_sources, "UNPACKED_FLOOR", 4 << 20)
    good = tmp_path / "good.txt"
    good.write_text(GOOD)
    bomb = tmp_path / f"bomb.txt.{ending}"
    data = b" " * (40 << 20)
    bomb.write_bytes(gzip.compress(data) if ending == "gz" else pa.compress(data, codec="zstd", asbytes=True))
    assert bomb.stat().st_size * 500 < len(data)
    left, texts, refused = run(bomb, good)
    assert (left, list(texts.values())) == (1, [GOOD.strip()])
    assert "unpacks to more than 250 times its size" in refused[0][2]
    # News itself is far from that.
    story = tmp_path / f"story.txt.{ending}"
    data = "".join(f"Storm {n} came ashore near Osk, {n * 7919 % 1000} people said.\n" for n in range(100_000)).encode()
    story.write_bytes(gzip.compress(data) if ending == "gz" else pa.compress(data, codec="zstd", asbytes=True))
    assert run(story, good)[0] == 0


@row(
    "ids that stand twice, are null, or of two kinds",
    "in frames an error that names them; in files each row is refused",
)
def test_bad_ids(run, tmp_path):
    with pytest.raises(nc.NewscoreError, match=r"twice|not unique|duplicate"):
        nc.run(pa.table({"text": ["a", "b"], "id": ["x", "x"]}), id="id")
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps({"text": GOOD, "id": number}) + "\n" for number in ("a", "a", None, 3, "b")))
    left, texts, refused = run(path, id_col="id")
    assert (left, sorted(texts), [number for _, number, _ in refused]) == (1, ["a", "b"], [1, 2, 3])


@row("a reader that goes away, as in `newscore ... \\| head`", "the command ends, quietly")
def test_broken_pipe(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(GOOD * 50_000)
    command = [sys.executable, "-m", "newscore", "sentences", str(path)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout.readline() == b"A storm came.\n"
    running.stdout.close()
    assert running.wait(60) == 0
    assert running.stderr.read() == b""
    running.stderr.close()
