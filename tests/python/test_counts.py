"""What counts, and among how many: labels, denominators, groups, the column of the page, contexts."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import newscore as nc
from newscore import plots

GAZ = nc.Gazetteer.from_dict({"osk": ["Osk"], "oslo": ["Oslo", "OSLO"], "moe": ["Moe"]})
PAGE = """Osk port reopens | Trade

OSLO, Nov. 3 (Nordwire) — Ships queued for two days off the quay, the port said on Monday.

Moe waves from the quay on Tuesday. Photo: Ada Lund/Nordwire

The port of Osk handles most of the grain that leaves the country, and waits for a second crane."""


def rows_of(frame):
    return pl.DataFrame(frame).to_dicts()


@pytest.mark.parametrize("library", ["to_pandas", "to_polars", "to_arrow"])
def test_datelines_and_captions_do_not_count_unless_asked_for(library):
    out = getattr(nc.run([PAGE], gazetteer=GAZ), library)()
    assert {row["segment_label"] for row in rows_of(out.mentions)} == {"headline", "dateline", "caption", "body"}
    assert [(row["entity_id"], row["n"]) for row in rows_of(nc.counts(out))] == [("osk", 2)]
    assert {row["entity_id"] for row in rows_of(nc.counts(out, labels="all"))} == {"osk", "oslo", "moe"}
    for labels, found in (("dateline", ["oslo"]), (["caption", "headline"], ["moe", "osk"])):
        assert [row["entity_id"] for row in rows_of(nc.counts(out, labels=labels))] == found
    assert len(nc.cooccurrence(out)) == 0 and len(nc.cooccurrence(out.mentions, labels="all")) == 3
    dates = ["2026-11-03"]
    assert [row["entity_id"] for row in rows_of(nc.timeline(out, date=dates))] == ["osk"]
    assert [row["entity_id"] for row in rows_of(nc.timeline(out, date=dates, labels="caption"))] == ["moe"]
    assert [entity["entity_id"] for entity in out.stats()["entities"]] == ["osk"]


def test_labels_of_plots():
    out = nc.run([PAGE], gazetteer=GAZ)
    drawn = plots.timeline(out, date=["2026-11-03"], labels="dateline").to_dict()
    assert {row["entity"] for row in drawn["data"]["values"]} == {"oslo"}
    assert len(plots.cooccurrence(out, labels="all").to_dict()["data"]["values"]) == 6


def test_a_table_without_labels_counts_all_and_takes_none():
    table = GAZ.find_table([PAGE])
    assert {row["entity_id"] for row in rows_of(nc.counts(table))} == {"osk", "oslo", "moe"}
    with pytest.raises(nc.TableError, match="no column segment_label"):
        nc.counts(table, labels="headline")
    with pytest.raises(nc.OptionError, match='unknown label "titel"; accepted: body'):
        nc.counts(nc.run([PAGE], gazetteer=GAZ), labels="titel")


FRAME = pd.DataFrame(
    {
        "text": ["Osk slept. It rained.", "Rain fell.", None, "Osk woke.", "Moe left."],
        "outlet": ["x", "x", "x", "x", "y"],
        "day": ["2026-11-01", "2026-11-02", "2026-11-03", "2026-12-01", "2026-12-02"],
    }
)


@pytest.mark.parametrize("library", ["to_pandas", "to_polars", "to_arrow"])
def test_a_run_counts_among_all_that_it_searched(library):
    out = getattr(nc.run(FRAME, carry=["outlet", "day"], gazetteer=GAZ), library)()
    # Four pages have text, each is an article; there are five sentences.
    for unit, denominator in (("article", 4), ("page", 4), ("sentence", 5)):
        assert {row["denominator"] for row in rows_of(nc.counts(out, unit=unit))} == {denominator}, unit
    assert [row["share"] for row in rows_of(nc.counts(out))] == [0.5, 0.25]
    # Three articles of x, one of y.
    by_outlet = rows_of(nc.counts(out, by=["outlet", "entity_id"]))
    assert [(row["outlet"], row["entity_id"], row["denominator"]) for row in by_outlet] == [
        ("x", "osk", 3), ("y", "moe", 1),
    ]  # fmt: skip
    # A table of mentions knows of no others.
    assert {row["denominator"] for row in rows_of(nc.counts(out.mentions))} == {3}
    months = rows_of(nc.timeline(out, date="day"))
    assert [(row["period"], row["entity_id"], row["denominator"], row["share"]) for row in months] == [
        ("2026-11", "osk", 2, 0.5), ("2026-12", "moe", 2, 0.5), ("2026-12", "osk", 2, 0.5),
    ]  # fmt: skip
    both = rows_of(nc.timeline(out, date="day", by=["outlet", "entity_id"]))
    assert [(row["period"], row["outlet"], row["entity_id"], row["denominator"]) for row in both] == [
        ("2026-11", "x", "osk", 2), ("2026-12", "x", "osk", 1), ("2026-12", "y", "moe", 1),
    ]  # fmt: skip


def test_pages_are_counted_by_what_their_articles_have():
    frame = FRAME.dropna()
    out = nc.run(frame, published="day", gazetteer=GAZ)
    rows = rows_of(nc.timeline(out, date="published", unit="page", freq="month"))
    assert [(row["period"], row["denominator"]) for row in rows] == [("2026-11", 2), ("2026-12", 2), ("2026-12", 2)]


def test_a_total_is_no_less_than_what_was_found():
    table = GAZ.find_table(["Osk", "Osk"])
    with pytest.raises(nc.OptionError, match="total=1 is not accepted: 2 articles have a mention"):
        nc.counts(table, total=1)
    assert nc.counts(table, total=2)["share"].to_pylist() == [1.0]


def test_the_column_of_the_page_is_found_wherever_it_stands():
    frame = pd.DataFrame({"id": ["a", "b"], "text": ["Osk", "Osk"]})
    table = GAZ.find_table(frame, id="id")
    assert nc.counts(table[["entity_id", "match_kind", "id"]])["n_articles"].tolist() == [2]
    with pytest.raises(nc.TableError, match="which column names the page of a mention"):
        nc.counts(table.assign(desk="x")[["entity_id", "desk", "match_kind", "id"]])
    with pytest.raises(nc.TableError, match="which column names the page"):
        nc.counts(table[["entity_id", "match_kind"]])


@pytest.mark.parametrize("id_column", ["start", "text", "entity_id"])
@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame, pa.table])
def test_an_id_column_is_not_called_like_ours(frame, id_column):
    data = frame({id_column: ["a"], "body": ["Osk"]})
    with pytest.raises(nc.TableError, match=f"id: '{id_column}' is a column of the table of mentions itself"):
        GAZ.find_table(data, text="body", id=id_column)


def test_what_to_count_by_is_named():
    table = GAZ.find_table(["Osk"])
    for by, told in (([], "by=.. is not accepted"), ("candidates", "it holds lists"), (5, "by=5 is not accepted")):
        with pytest.raises(nc.OptionError, match=told):
            nc.counts(table, by=by)
    for freq, date in (("month", "2026-13"), ("year", "20a6")):
        with pytest.raises(nc.OptionError, match=f"date='{date}' is no ISO date"):
            nc.timeline(table, date=[date], freq=freq)
    with pytest.raises(TypeError, match="date must be a date"):
        nc.timeline(table, date=[1])


def test_nothing_counted_has_types_in_pandas():
    made = nc.counts(nc.run(FRAME[:0], gazetteer=GAZ))
    assert [str(made[name].dtype) for name in ("n", "n_articles", "share")] == ["int64", "int64", "float64"]
    assert pd.api.types.is_string_dtype(made["entity_id"])


def test_contexts_are_of_the_texts_that_were_searched():
    raw = ["“Rain” fell on Osk.\nSource link", "“”“” — Osk"]
    gaz = nc.Gazetteer.from_dict({"osk": ["Osk"]})
    out = nc.run(raw, gazetteer=gaz, unit="bytes")
    assert nc.kwic(out, raw, width=3).to_pydict()["left"] == ["on ", " — "]
    assert nc.kwic(out.to_arrow().mentions, raw, width=3).to_pydict()["text"] == ["Osk", "Osk"]
    # pandas keeps no metadata of columns: the unit is told.
    mentions = out.to_pandas().mentions
    assert nc.kwic(mentions, raw, unit="bytes")["text"].tolist() == ["Osk", "Osk"]
    with pytest.raises(nc.TableError, match="where 'Osk' was found: give the raw texts that were searched"):
        nc.kwic(mentions, raw)
    with pytest.raises(nc.TableError, match="give the raw texts"):
        nc.kwic(out, [text[1:] for text in raw])
    for texts in (pd.DataFrame({"text": raw}), out.pages, out, "Osk"):
        with pytest.raises(TypeError, match="texts must be the raw texts"):
            nc.kwic(out, texts)


def test_names_of_any_alphabet_are_missed():
    texts = ["We saw Ada Şimşek, Željko Lund and Łukasz in Москва today. Then Øyvind left Åre with Æsa."]
    found = {missed.text for missed in GAZ.coverage(texts)}
    assert found == {"Ada Şimşek", "Željko Lund", "Łukasz", "Москва", "Øyvind", "Åre", "Æsa"}
    for given in ("Ada Moe", pd.DataFrame({"text": texts})):
        with pytest.raises(TypeError, match="texts must be a list or a column"):
            GAZ.coverage(given)
