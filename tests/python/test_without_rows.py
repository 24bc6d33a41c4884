"""Batches and frames without a row, and batches whose rows are all refused, keep their types and their library."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import newscore as nc

GAZ = nc.Gazetteer.from_dict({"osk": ["Osk"]})
FULL = pa.table({"id": ["a", "b"], "text": ["Osk slept.", "Rain fell."], "desk": ["x", "y"]})


@pytest.mark.parametrize("convert", [pa.Table.to_pandas, pl.from_arrow, lambda table: table])
def test_ids_of_no_row_are_of_the_columns_type(convert):
    empty = convert(FULL.slice(0, 0))
    out = nc.run(empty, id="id", gazetteer=GAZ).to_arrow()
    for name in ("pages", "articles", "segments", "sentences", "mentions"):
        assert getattr(out, name).schema.field("page_id").type == pa.large_string(), name
    found = pl.DataFrame(GAZ.find_table(empty, id="id"))
    assert found.schema["id"] == pl.String and len(found) == 0
    whole = convert(FULL.set_column(0, "id", [[1, 2]]).slice(0, 0))
    assert nc.run(whole, id="id").to_arrow().pages.schema.field("page_id").type == pa.int64()
    assert pl.DataFrame(GAZ.find_table(whole, id="id")).schema["id"] == pl.Int64


def test_an_empty_pandas_frame_has_ids_of_text():
    empty = pd.DataFrame(columns=["id", "text"])
    found = GAZ.find_table(empty, id="id")
    assert pd.api.types.is_string_dtype(found["id"]) and found["id"].dtype != float
    assert pd.api.types.is_string_dtype(nc.run(empty, id="id").pages["page_id"])


def test_streamed_batches_can_be_put_together():
    batches = [FULL, FULL.slice(0, 0)]
    outs = list(nc.Pipeline(gazetteer=GAZ).stream(batches, id="id"))
    for name in ("pages", "mentions"):
        whole = pa.concat_tables([getattr(out, name) for out in outs])
        assert set(whole["page_id"].to_pylist()) <= {"a", "b"}


BAD = pa.table({"id": pa.array([None, None], pa.string()), "text": ["Rain fell.", "It stopped."], "desk": ["x", "y"]})
KINDS = {
    "table": lambda table: table,
    "batch": lambda table: table.to_batches()[0],
    "reader": lambda table: table.to_reader(),
    "pandas": pa.Table.to_pandas,
    "polars": pl.from_arrow,
    "lazy": lambda table: pl.from_arrow(table).lazy(),
    "duckdb": duckdb.from_arrow,
}


@pytest.mark.parametrize("kind", KINDS)
def test_rejects_of_whatever_run_takes(kind):
    some = pa.table({"id": ["a", None, "b"], "text": ["Osk.", "Rain.", "Fog."], "desk": ["x", "y", "z"]})
    pipe = nc.Pipeline(gazetteer=GAZ)
    first, second = pipe.stream(map(KINDS[kind], [BAD, some]), id="id", carry=["desk"], on_error="reject")
    assert [reject.row for reject in first.rejects] == [0, 1] and first.n_pages == 0
    assert [tuple(reject) for reject in second.rejects] == [(3, None, "the id is null")]
    pages = second.to_arrow().pages
    assert pages["page_id"].to_pylist() == ["a", "b"] and pages["desk"].to_pylist() == ["x", "z"]
    assert type(first.pages) is type(second.pages) is type(pipe.run(KINDS[kind](some.slice(0, 1)), id="id").pages)


def test_rejects_of_columns_lists_and_paths(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("Rain fell.")
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    batches = [pd.Series(["Rain fell."]), pl.Series(["Fog."]), pa.array(["Sun."]), iter(["Ice.", 5]), [tmp_path]]
    outs = list(nc.Pipeline().stream(batches, on_error="reject"))
    assert [out.n_pages for out in outs] == [1, 1, 1, 1, 1]
    assert [len(out.rejects) for out in outs] == [0, 0, 0, 1, 0]
    assert [refusal.path for refusal in outs[-1].refused] == [str(tmp_path / "bad.txt")]


def test_what_is_carried_is_a_list():
    for carry in ("desk", None, 5):
        for on_error in ("raise", "reject"):
            with pytest.raises(nc.OptionError, match="carry"):
                nc.Pipeline().stream([FULL], carry=carry, on_error=on_error)
        with pytest.raises(nc.OptionError, match="carry"):
            nc.run(FULL, carry=carry)


def test_lists_of_parts_have_the_same_types_with_and_without_rows():
    page = nc.analyze("Osk port | Trade\n\nOSK, Nov. 3 (Nordwire) — Ships queued at Osk.", gazetteer=GAZ)
    for full in (page.mentions, page.segments, page.sentences, page.articles):
        none = type(full)()
        assert full.to_polars().schema == none.to_polars().schema and len(none.to_polars()) == 0
        assert full.to_arrow().schema == none.to_arrow().schema
        assert full.to_arrow().num_rows == full.to_polars().height == len(full) > 0
    assert page.mentions.to_polars().schema["antecedent"] == pl.Int64
    assert page.mentions.to_arrow()["candidates"][0].as_py()[0]["entity_id"] == "osk"


def test_ids_of_a_table_to_search_may_repeat():
    sentences = nc.run(["Osk slept. Rain fell.", "Fog at Osk."]).to_polars().sentences
    found = GAZ.find_table(sentences, id="page_id")
    assert found["page_id"].to_list() == [0, 1]
