"""What `docs/supply.md` says is inside is what is inside."""

import re
import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "supply.md").read_text(encoding="utf-8")


def first_cells(title):
    """The code in the first cells of the table under a title."""
    section = PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_every_crate_has_its_reason():
    manifest = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))
    assert first_cells("Crates") == {*manifest["dependencies"], *manifest["dev-dependencies"]}


def test_every_file_with_unsafe_is_named():
    guard = (ROOT / "tests" / "core" / "architecture.rs").read_text(encoding="utf-8")
    listed = guard.partition("const UNSAFE")[2].partition("];")[0]
    assert first_cells("`unsafe`") == {f"src/{path}" for path in re.findall(r'\("([\w/]+\.rs)"', listed)}
