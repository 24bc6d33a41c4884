"""The Python blocks of the README run, in order, in one namespace, with the sample pages at hand."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


def python_blocks(markdown):
    """The line of the page on which each block starts, and its code."""
    fences = re.finditer(r"^```python\n(.*?)^```$", markdown, flags=re.DOTALL | re.MULTILINE)
    return [(markdown.count("\n", 0, fence.start(1)), fence.group(1)) for fence in fences]


def test_examples_run(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    blocks = python_blocks(README.read_text(encoding="utf-8"))
    assert blocks, "the README has no example"
    namespace = {"__name__": "readme"}
    for line, code in blocks:
        # Empty lines before the code let a traceback name the line of the README.
        exec(compile("\n" * line + code, str(README), "exec"), namespace)  # noqa: S102 - the examples are ours
