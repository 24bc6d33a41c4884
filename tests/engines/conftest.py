"""The pages that every engine gets, and what one machine makes of them."""

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import newscore as nc

SEEDS = Path(__file__).parents[2] / "seeds" / "pages"
TABLES = ("pages", "articles", "segments", "sentences", "mentions")


@pytest.fixture(scope="session")
def frame():
    """Sample pages, some of them null, with ids, dates and publishers."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    rows = [
        {
            "url": f"https://osk.example/{n}",
            "body": None if n % 31 == 7 else texts[n % len(texts)],
            "day": "2026-11-24" if n % 3 else None,
            "outlet": f"outlet-{n % 4}",
        }
        for n in range(120)
    ]
    return pd.DataFrame(rows)


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory):
    """A gazetteer that was loaded from a file."""
    path = tmp_path_factory.mktemp("gazetteer") / "builtin.gaz"
    nc.Gazetteer.builtin().save(path)
    return nc.Gazetteer.load(path)


@pytest.fixture(scope="session")
def single(frame, gazetteer):
    """The rows of every table and the manifest, as one machine has them."""
    out = nc.run(frame, text="body", id="url", published="day", source="outlet", gazetteer=gazetteer).to_arrow()
    return {"manifest": out.manifest, **{name: getattr(out, name).to_pylist() for name in TABLES}}


NAMED = {"text": "body", "id": "url", "published": "day", "source": "outlet"}


def ordered(rows):
    """Rows of a table in an order of their own."""
    return sorted(
        rows, key=lambda row: (row["page_id"], *(row.get(name) or 0 for name in ("article_id", "start", "end")))
    )


def check_written(out, folder, single):
    """All tables in one pass: rows, schemas and manifest are those of one machine."""
    manifest = out.write_parquet(folder)
    for name in TABLES:
        files = sorted(path.name for path in (folder / name).iterdir())
        assert files == [f"part-{n:05}.parquet" for n in range(len(files))]
        assert len(files) > 1
        assert ordered(pq.read_table(folder / name).to_pylist()) == ordered(single[name])
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8")) == manifest
    told = {key: value for key, value in single["manifest"].items() if key != "refused"}
    assert {**manifest, **_sorted(manifest)} == {**told, **_sorted(told)}
    with pytest.raises(nc.OptionError, match="holds tables already"):
        out.write_parquet(folder)


def _sorted(manifest):
    return {key: sorted(value, key=str) for key, value in manifest.items() if isinstance(value, list)}
