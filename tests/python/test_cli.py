"""The command: what it writes, what it says, how it leaves. The run itself is stood in for by a small one."""

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

import newscore
from newscore import cli

pytest.importorskip("click")


class Result:
    """What a run gives, as far as the command looks at it."""

    def __init__(self):
        self.refused = []
        self.manifest = {"versions": {"newscore": "0"}, "path": "a\udce9"}

    def stats(self):
        return {"pages": 1, "articles": 0, "sentences": 0, "mentions": 0, "refused": self.refused}

    def iter_pages(self):
        return iter(())

    def write_parquet(self, folder):
        paths = [folder / "pages.parquet", folder / "articles.parquet"]
        for path in paths:
            path.write_bytes(b"PAR1")
        return paths


@pytest.fixture
def ran(monkeypatch):
    calls = SimpleNamespace(options=None, result=Result())

    def run(paths, **options):
        calls.paths, calls.options = paths, options
        if options["progress"]:
            options["progress"](1, 1)
        return calls.result

    monkeypatch.setattr(newscore, "run", run, raising=False)
    return calls


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Some text.")
    return path


def code(*arguments):
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return left.value.code


def test_writes_tables_manifest_and_report(ran, source, tmp_path, capsys):
    out = tmp_path / "deep" / "out"
    assert code("run", source, "-o", out, "--gazetteer", "none", "--threads", "2", "--encoding", "cp1252") == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "articles.parquet",
        "manifest.json",
        "pages.parquet",
        "report.html",
    ]
    assert json.loads((out / "manifest.json").read_text())["path"] == "a\udce9"
    assert ran.paths == [str(source)]
    progress = ran.options.pop("progress")
    assert ran.options == {"gazetteer": None, "articles": "auto", "encoding": "cp1252", "n_threads": 2}
    assert callable(progress)
    said = capsys.readouterr()
    assert said.out.startswith("1 page") and "report.html" in said.out
    assert said.err == "1 of 1 pages (100 %)\n"


def test_replaces_files_of_its_own_names_only(ran, source, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "pages.parquet").write_text("old")
    (out / "mine.txt").write_text("mine")
    assert code("run", source, "-o", out, "--gazetteer", "none", "--no-report", "--no-progress") == 0
    assert (out / "pages.parquet").read_bytes() == b"PAR1"
    assert (out / "mine.txt").read_text() == "mine"
    assert not (out / "report.html").exists()
    assert capsys.readouterr().err == ""


def test_refusals_leave_with_1(ran, source, tmp_path, capsys):
    ran.result.refused = [{"path": "b.txt", "reason": "is a folder"}]
    assert code("run", source, "-o", tmp_path / "out", "--gazetteer", "none") == 1
    assert "is a folder" in capsys.readouterr().out


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
def test_wrong_usage_leaves_with_2_and_says_what(ran, source, tmp_path, capsys, arguments, message):
    filled = [argument.format(source=source, out=tmp_path / "out") for argument in arguments]
    assert code(*filled) == 2
    assert message in capsys.readouterr().err
    assert ran.options is None and not (tmp_path / "out").exists()


def test_interrupted_while_writing_leaves_the_folder_as_it_was(ran, source, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "pages.parquet").write_text("old")

    def interrupted(folder):
        (folder / "pages.parquet").write_text("half")
        raise KeyboardInterrupt

    ran.result.write_parquet = interrupted
    assert code("run", source, "-o", out, "--gazetteer", "none") == 130
    assert [path.name for path in out.iterdir()] == ["pages.parquet"]
    assert (out / "pages.parquet").read_text() == "old"


def test_version_and_help(capsys):
    assert code("--version") == 0
    assert capsys.readouterr().out == f"newscore {newscore.__version__}\n"
    assert code("run", "--help") == 0
    helped = capsys.readouterr().out
    assert "130  interrupted" in helped and "some inputs refused" in helped


def test_missing_libraries_are_named_with_the_remedy(monkeypatch, capsys):
    monkeypatch.setattr(cli, "_NEEDED", ("click", "surely_not_installed"))
    assert code("run") == 2
    said = capsys.readouterr().err
    assert "surely_not_installed" in said and 'pip install "newscore[cli]"' in said


def test_the_library_loads_neither_display_nor_click():
    script = "import newscore, sys; print([m for m in ('newscore.display', 'click', 'rich') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
