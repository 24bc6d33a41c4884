"""The documentation: examples and stories run, every public name has a place, no link is broken."""

import contextlib
import io
import re
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest

import newscore as nc
from newscore import display, plots
from test_readme import python_blocks

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)
STORIES = sorted((DOCS / "stories").glob("*.py"))
# Words that a person reads at one sitting; the reference is looked up, not read.
MOST_WORDS = 1200


@pytest.fixture
def folder(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_examples_of_a_page_run_in_order(path, folder):
    namespace = {"__name__": "page"}
    for line, code in python_blocks(path.read_text(encoding="utf-8")):
        exec(compile("\n" * line + code, str(path), "exec"), namespace)  # noqa: S102 - the examples are ours


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_links_lead_to_pages_that_are_there(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        assert "://" not in target, target
        assert (path.parent / target).is_file(), target
    for target in re.findall(r"\{(?:literalinclude|include)\} (\S+)", text):
        assert (path.parent / target).is_file(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_no_page_is_longer_than_a_person_reads(path):
    # The bars of tables are no words.
    assert len(path.read_text(encoding="utf-8").replace("|", " ").split()) <= MOST_WORDS


@pytest.fixture(scope="module")
def scrape():
    sys.path.insert(0, str(ROOT / "notebooks"))
    try:
        import made_up_news
    finally:
        sys.path.pop(0)
    return pd.DataFrame(made_up_news.pages(200)), pd.DataFrame(made_up_news.gazetteer_rows())


def test_there_are_five_stories_and_the_page_shows_each():
    assert len(STORIES) == 5
    shown = (DOCS / "stories.md").read_text(encoding="utf-8")
    assert all(f"stories/{path.name}" in shown for path in STORIES)


@pytest.mark.filterwarnings("default")  # what the libraries of the frames deprecate is not ours to mend
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_has_at_most_twenty_lines_and_runs(path, folder, scrape):
    code = path.read_text(encoding="utf-8")
    lines = [line for line in code.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(lines) <= 20
    pages, people = scrape
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        namespace = {"__name__": "story", "pages": pages.copy(), "people": people.copy()}
        exec(compile(code, str(path), "exec"), namespace)  # noqa: S102 - the stories are ours
    assert said.getvalue().strip() or list(folder.glob("tables/*"))


def test_every_public_name_is_in_the_reference():
    reference = "".join(path.read_text(encoding="utf-8") for path in (DOCS / "reference").glob("*.md"))
    listed = set(re.findall(r":: ([\w.]+)", reference))
    names = {f"newscore.{name}" for name in vars(nc) if not name.startswith("_")}
    names |= {f"{module.__name__}.{name}" for module in (display, plots) for name in module.__all__}
    modules = {
        name for name in names if name.removeprefix("newscore.") in sys.modules or f"newscore.{name}" in sys.modules
    }
    modules |= {"newscore.display", "newscore.plots", "newscore.pandas", "newscore.polars", "newscore.cli"}
    assert sorted(names - modules - listed) == []
