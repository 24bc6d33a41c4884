"""What several tests share."""

from pathlib import Path

import pytest

import newscore as nc

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def pages():
    """The sample pages by name."""
    return {path.name: path.read_bytes().decode() for path in sorted((SEEDS / "pages").glob("*.txt"))}


@pytest.fixture(scope="session")
def builtin():
    """The built-in gazetteer."""
    return nc.Gazetteer.builtin()
