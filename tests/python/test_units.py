"""Offsets count code points, or bytes for whoever asks: what they cut out is the same."""

from importlib import import_module

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import newscore as nc

GAZ = nc.Gazetteer.from_dict({"osk": ["Osk"], "oru": ["Ilse Oru"]}, entity_type="thing")
BROAD = "“Où est Osk?” 🇳🇴 Ilse Oru é, “čas” 日本.\nOsk — ¡sí! 𝄞 Osk…"
LONE = "A lone \ud800 surrogate at Osk. “Two.”"
LOOSE = "Osk — “Où?”\nBy Ilse Oru; Photo by Ána Grå\nOSK (Nordwire) — " + BROAD
PAGES = [LOOSE, None, "plain Osk.", BROAD, LONE]


def cut(text, start, end):
    return text.encode("utf-8", "surrogatepass")[start:end].decode("utf-8", "surrogatepass")


@pytest.mark.parametrize("text", [BROAD, LONE, "plain Osk. Two.", ""])
def test_bytes_cut_what_code_points_cut(text):
    assert [cut(text, *span) for span in nc.sentence_spans(text, unit="bytes")] == nc.sentences(text)
    told = nc.explain_sentences(text, unit="bytes")
    assert [len(cut(text, 0, at)) for at, _, _ in told] == [at for at, _, _ in nc.explain_sentences(text)]
    found = GAZ.find_spans(text)
    assert [text[start:end] for start, end, _ in found] == [
        cut(text, start, end) for start, end, _ in GAZ.find_spans(text, unit="bytes")
    ]
    assert bool(found) == ("Osk" in text)


def test_a_table_of_mentions_in_bytes():
    table = GAZ.find_table([None, BROAD], unit="bytes")
    rows = table.to_pylist()
    assert [cut(BROAD, row["start"], row["end"]) for row in rows] == ["Osk", "Ilse Oru", "Osk", "Osk"]
    assert pa.table(table).schema.field("start").metadata == {b"unit": b"bytes"}
    assert pa.table(table).schema.metadata[b"newscore.offsets"] == b"bytes, end-exclusive"
    lines, wanted = nc.kwic(table, ["", BROAD], unit="bytes"), nc.kwic(GAZ.find_table([None, BROAD]), ["", BROAD])
    assert lines.select(["left", "text", "right"]) == wanted.select(["left", "text", "right"])


@pytest.mark.parametrize("threads", [1, 3])
def test_tables_in_bytes_say_what_those_in_code_points_say(threads):
    points = nc.Pipeline(gazetteer=GAZ, n_threads=threads).run(PAGES)
    out = nc.Pipeline(gazetteer=GAZ, n_threads=threads, unit="bytes").run(PAGES)
    assert (out.manifest["options"]["unit"], points.manifest["options"]["unit"]) == ("bytes", "code points")
    assert out.manifest["characters"] == points.manifest["characters"]
    assert out.pages.to_pylist() == points.pages.to_pylist()

    def in_points(row):
        for place in (row, *row.get("credits", ())):
            for name in ("start", "end"):
                place[name] = len(cut(PAGES[row["page_id"]], 0, place[name]))
        return row

    for name in ("articles", "segments", "sentences", "mentions"):
        table = pa.table(getattr(out, name))
        assert table.schema.field("start").metadata == {b"unit": b"bytes"}
        assert table.schema.metadata[b"newscore.offsets"] == b"bytes of the raw page, end-exclusive"
        rows = table.to_pylist()
        assert rows != getattr(points, name).to_pylist()
        assert [in_points(row) for row in rows] == getattr(points, name).to_pylist()
    articles = pa.table(out.articles)
    assert any(articles["credits"].to_pylist())
    assert articles.schema.field("credits").type.value_type.field("end").metadata == {b"unit": b"bytes"}


def test_doubts_count_code_points_whatever_the_tables_count():
    texts = ["Où?\nREAD MORE: Six ports to watch, où?\nShips queued.", BROAD]
    wanted = list(nc.Pipeline(gazetteer=GAZ).run(texts).doubtful())
    assert list(nc.Pipeline(gazetteer=GAZ, unit="bytes").run(texts).doubtful()) == wanted
    assert any(one.text.startswith("READ MORE") for one in wanted)


def test_the_unit_is_a_choice_of_the_pipeline():
    pipe = nc.Pipeline(unit="bytes")
    assert nc.Pipeline.from_toml(pipe.to_toml()) == pipe != nc.Pipeline()
    assert pipe.hash != nc.Pipeline().hash == nc.Pipeline(unit="code points").hash
    (out,) = pipe.stream([[BROAD]])
    assert cut(BROAD, out.sentences["start"][1], out.sentences["end"][1]) == out.sentences["text"][1]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_accessors_take_the_unit(library):
    import_module(f"newscore.{library}")
    spans = {"pandas": pd, "polars": pl}[library].Series([BROAD]).newscore.sentence_spans(unit="bytes").to_list()[0]
    assert [(span["start"], span["end"]) for span in spans] == nc.sentence_spans(BROAD, unit="bytes")


@pytest.mark.parametrize(
    "asked",
    [
        lambda unit: nc.sentence_spans("a", unit=unit),
        lambda unit: nc.explain_sentences("a", unit=unit),
        lambda unit: nc.Pipeline(unit=unit),
        lambda unit: GAZ.find_spans("Osk", unit=unit),
        lambda unit: GAZ.find_table(["Osk"], unit=unit),
        lambda unit: nc.kwic(GAZ.find_table(["Osk"]), ["Osk"], unit=unit),
    ],
)
def test_no_other_unit(asked):
    with pytest.raises(nc.OptionError, match=r"chars.*code points, bytes"):
        asked("chars")
