"""The Python blocks of the README and of the package index's page run, in order, with the sample pages at hand."""

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "python/README.md"]


def python_blocks(markdown):
    """The line of the page on which each block starts, and its code."""
    fences = re.finditer(r"^```python\n(.*?)^```$", markdown, flags=re.DOTALL | re.MULTILINE)
    return [(markdown.count("\n", 0, fence.start(1)), fence.group(1)) for fence in fences]


@pytest.mark.parametrize("page", PAGES)
def test_examples_run(page, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    blocks = python_blocks((ROOT / page).read_text(encoding="utf-8"))
    assert blocks, f"{page} has no example"
    namespace = {"__name__": "readme"}
    for line, code in blocks:
        # Empty lines before the code let a traceback name the line of the page.
        exec(compile("\n" * line + code, page, "exec"), namespace)  # noqa: S102 - the examples are ours
