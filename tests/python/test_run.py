"""A run: frames in, tables out that join back, errors that name what is wrong, an account that balances."""

import datetime
import threading
import time
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import newscore as nc

TABLES = ["pages", "articles", "segments", "sentences", "mentions"]
TEXTS = [
    (
        "Osk port reopens | Trade\n\n"
        "OSLO, Nov. 3 (Nordwire) — The dock reopened on Monday, the port of Osk said.\n\nSource link"
    ),
    None,
    "Chinese ships queued off South Korea for days, pilots said. “Why?” asked Ms. Oru.",
]


@pytest.fixture
def frame():
    columns = {
        "url": ["u1", "u2", "u3"],
        "text": TEXTS,
        "outlet": ["Aft", "Bow", "Aft"],
        "day": ["2026-11-04", None, " "],
    }
    return pd.DataFrame(columns, index=[10, 5, 7])


def test_pandas_frames_join_back(frame, builtin):
    out = nc.run(frame, text="text", id="url", carry=["outlet"], source="outlet", published="day", gazetteer=builtin)
    assert all(isinstance(getattr(out, name), pd.DataFrame) for name in TABLES)
    assert out.pages["page_id"].tolist() == ["u1", "u2", "u3"]
    assert out.pages["outlet"].tolist() == ["Aft", "Bow", "Aft"]
    assert out.pages["text"].isna().tolist() == [False, True, False]
    assert out.pages["text"].dtype == frame["text"].dtype
    joined = out.sentences.merge(frame, left_on="page_id", right_on="url", suffixes=("", "_raw"))
    assert len(joined) == len(out.sentences) > 0
    assert all(row.text_raw[row.start : row.end] == row.text for row in joined.itertuples())
    article = out.articles.iloc[0]
    assert (article.headline, article.section, article.dateline_place_id) == ("Osk port reopens", "Trade", "NO")
    assert article.dateline_date == datetime.date(2026, 11, 3)
    assert out.mentions["entity_id"].tolist() == ["NO", "CN", "KR"]
    assert out.mentions["match_kind"].tolist() == ["capital", "demonym", "name"]
    assert out.manifest["sources"]["Aft"]["total"] == len(TEXTS[0]) + len(TEXTS[2])


@pytest.mark.parametrize("library", [pd.DataFrame, pl.DataFrame])
def test_days_are_iso_dates(library):
    days = library({"text": ["a", "b"], "d": [None, "24/11/2026"]})
    with pytest.raises(nc.TableError, match=r"column 'd', row 1: published='24/11/2026' is no ISO date"):
        nc.run(days, published="d")
    [out] = nc.Pipeline().stream([days], published="d", on_error="reject")
    assert out.n_pages == 1 and "is no ISO date" in out.rejects[0].reason
    text = "Osk port reopens\n\nOSLO, Nov. 3 (Nordwire) — The dock reopened on Monday, the port of Osk said."
    for day in ("20261105T093000Z", "Thu, 05 Nov 2026 10:00:00 GMT"):
        assert nc.analyze(text, published=day).articles[0].dateline_date == datetime.date(2026, 11, 3)


def test_tables_have_the_columns_promised(builtin):
    out = nc.run(TEXTS, gazetteer=builtin)
    assert out.pages.column_names == ["page_id", "text", "n_characters", "n_cut", "n_articles", "flags"]
    assert out.articles.column_names == [
        "page_id", "article_id", "start", "end", "confidence", "headline", "section", "standfirst", "authors",
        "credits", "agency", "dateline_text", "dateline_place", "dateline_place_id", "dateline_date",
        "published", "rights", "text",
    ]  # fmt: skip
    assert out.segments.column_names == [
        "page_id",
        "article_id",
        "segment_id",
        "start",
        "end",
        "label",
        "action",
        "rule",
        "score",
    ]
    assert out.sentences.column_names == [
        "page_id",
        "article_id",
        "sentence_id",
        "start",
        "end",
        "segment_label",
        "text",
    ]
    assert out.mentions.column_names == [
        "page_id", "article_id", "sentence_id", "start", "end", "text", "entity_id", "entity_type", "match_kind",
        "antecedent", "candidates", "segment_label",
    ]  # fmt: skip
    types = dict(out.segments.types)
    assert (types["start"], types["article_id"], types["score"]) == ("Int64", "Int32", "Float32")


def test_the_same_tables_for_every_library(frame, builtin):
    plain = nc.run(TEXTS, gazetteer=builtin)
    arrow = nc.run(pa.table({"text": TEXTS}), gazetteer=builtin)
    polars = nc.run(pl.DataFrame({"text": TEXTS}), gazetteer=builtin)
    column = nc.run(frame["text"], gazetteer=builtin)
    for name in TABLES:
        expected = getattr(plain, name).to_pylist()
        assert isinstance(getattr(arrow, name), pa.Table)
        assert getattr(arrow, name).to_pylist() == expected
        assert isinstance(getattr(polars, name), pl.DataFrame)
        assert getattr(polars, name)["page_id"].to_list() == [row["page_id"] for row in expected]
        assert isinstance(getattr(column, name), pd.DataFrame)
        assert len(getattr(column, name)) == len(expected)
        assert isinstance(getattr(plain.to_arrow(), name), pa.Table)
        assert isinstance(getattr(plain.to_pandas(), name), pd.DataFrame)


@pytest.mark.parametrize("make", [pl.DataFrame, pa.table])
def test_carried_columns_come_along_in_every_library(make):
    data = make({"text": ["a b", "c d"], "key": [3, 1], "desk": ["x", None]})
    out = nc.run(data, id="key", carry=["desk"])
    pages = out.pages.to_pydict() if isinstance(out.pages, pa.Table) else out.pages.to_dict(as_series=False)
    assert list(pages)[:2] == ["page_id", "desk"]
    assert (pages["page_id"], pages["desk"]) == ([3, 1], ["x", None])
    assert out.to_pandas().pages["desk"].tolist()[0] == "x"


def test_what_is_wrong_with_a_frame_is_named(frame):
    with pytest.raises(nc.TableError, match=r"no column 'body'; the frame has 'url', 'text'"):
        nc.run(frame, text="body")
    with pytest.raises(nc.TableError, match=r"no column 'desk'"):
        nc.run(frame, carry=["desk"])
    with pytest.raises(nc.TableError, match=r"'outlet': the id 'Aft' stands twice, in rows 0 and 2"):
        nc.run(frame, id="outlet")
    with pytest.raises(nc.TableError, match=r"'day': the id of row 1 is null"):
        nc.run(frame, id="day")
    with pytest.raises(nc.TableError, match=r"column 'n' holds int64, not text"):
        nc.run(frame.assign(n=1), text="n")
    with pytest.raises(TypeError, match=r"column 'text': row 1 must be str or null, not list"):
        nc.run(frame.assign(text=pd.Series(["a", ["b"], "c"], index=frame.index)))
    with pytest.raises(nc.TableError, match=r"carry: 'text'"):
        nc.run(frame, carry=["text"])
    with pytest.raises(nc.OptionError, match="carry must be a list"):
        nc.run(frame, carry="outlet")
    with pytest.raises(TypeError, match=r"no option 'gazeteer'; accepted: .*gazetteer"):
        nc.run(frame, gazeteer=1)
    with pytest.raises(TypeError, match="must be Gazetteer or None, not dict"):
        nc.analyze("x", gazetteer={"osk": ["Osk"]})
    with pytest.raises(TypeError, match="source must be str or None, not int"):
        nc.analyze("x", source=3)
    with pytest.raises(TypeError, match=r"must be Gazetteer or None, not str: .*builtin\(\)"):
        nc.run(frame, gazetteer="builtin")
    with pytest.raises(TypeError, match=r"is the name of a file: give paths as pathlib.Path"):
        nc.run([__file__])
    with pytest.raises(TypeError, match="analyze"):
        nc.run("one text")
    with pytest.raises(TypeError, match="int"):
        nc.run(5)
    with pytest.raises(nc.TableError, match="a list of texts has no column 'url'"):
        nc.run(TEXTS, id="url")


def test_the_account_balances(pages, builtin):
    out = nc.run(list(pages.values()), gazetteer=builtin)
    counts = out.manifest["characters"]
    assert counts["total"] == sum(map(len, pages.values()))
    assert counts["total"] == counts["blank"] + counts["keep"] + counts["metadata"] + counts["drop"]
    solid = sum(1 for text in pages.values() for c in text if not c.isspace())
    inner = sum(s["end"] - s["start"] for s in out.segments.to_pylist())
    assert solid <= inner == counts["total"] - counts["blank"]
    assert sum(entry["characters"] for entry in out.manifest["labels"]) == inner
    for row, text in zip(out.pages.to_pylist(), pages.values(), strict=True):
        assert row["n_characters"] == len(text)
        assert row["n_cut"] == len(text) - len(row["text"])
        assert row["text"] == nc.clean(text)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(threads, pages, builtin):
    texts = list(pages.values()) * 30
    one = nc.run(texts, gazetteer=builtin, n_threads=1)
    more = nc.run(texts, gazetteer=builtin, n_threads=threads)
    assert more.manifest == one.manifest
    for name in TABLES:
        assert getattr(more, name).to_arrow().equals(getattr(one, name).to_arrow())


def test_a_stream_is_a_run_in_pieces(pages):
    texts = list(pages.values())
    pipe = nc.Pipeline()
    whole = pipe.run(texts).sentences.to_pylist()
    pieces = [
        row
        for out in pipe.stream(texts[k : k + 4] for k in range(0, len(texts), 4))
        for row in out.sentences.to_pylist()
    ]
    assert pieces == whole


def test_paths_and_folders(tmp_path):
    (tmp_path / "a.txt").write_bytes("\ufeffÉtape.\r\nSource link".encode())
    (tmp_path / "b.text").write_text("Ships queued.")
    out = nc.run(tmp_path)
    assert out.pages["page_id"] == [str(tmp_path / "a.txt"), str(tmp_path / "b.text")]
    assert out.pages["text"] == ["Étape.", "Ships queued."]
    assert out.page(0).raw == "Étape.\r\nSource link"
    assert out.page(0).page_id == str(tmp_path / "a.txt")
    assert out.page(str(tmp_path / "a.txt")).raw == out.page(0).raw
    for result in (out, nc.run(["Rain fell."])):
        with pytest.raises(KeyError, match="no page 'a'"):
            result.page("a")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        nc.run([tmp_path / "nowhere"])
    with pytest.raises(TypeError, match="item 1 is str, but others are paths"):
        nc.run([tmp_path / "a.txt", "b"])
    with pytest.raises(nc.OptionError, match="unknown encoding 'utf-9'"):
        nc.run(tmp_path, encoding="utf-9")
    with pytest.raises(nc.TableError, match="named twice"):
        nc.run([tmp_path / "a.txt", Path(tmp_path) / "a.txt"])


def test_progress_is_told_and_its_errors_surface(pages):
    texts = list(pages.values())
    told = []
    nc.run(texts, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    def stop(done, total):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        nc.run(texts, progress=stop)
    with pytest.raises(TypeError, match="progress must be"):
        nc.run(texts, progress="yes")


def test_ctrl_c_is_heard(pages):
    import _thread

    texts = ["\n".join(pages.values())] * 3000
    threading.Timer(0.2, _thread.interrupt_main).start()
    start = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - it comes when it comes
        while time.perf_counter() - start < 60:
            nc.run(texts)


def test_parquet_is_written_whole(tmp_path, pages):
    import pyarrow.parquet as pq

    out = nc.run(list(pages.values()))
    paths = out.write_parquet(tmp_path / "new")
    assert sorted(path.name for path in paths) == sorted([*(f"{name}.parquet" for name in TABLES), "manifest.json"])
    for name in TABLES:
        assert pq.read_table(tmp_path / "new" / f"{name}.parquet").to_pylist() == getattr(out, name).to_pylist()
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(NotADirectoryError):
        out.write_parquet(blocked)


def test_tables_need_no_library(pages):
    table = nc.run(list(pages.values())).sentences
    assert len(table) == table.num_rows > 0
    assert table[0]["text"] == table["text"][0]
    assert table[-1] == table.to_pylist()[-1]
    with pytest.raises(IndexError):
        table[len(table)]
    with pytest.raises(KeyError, match="no column"):
        table["sentence"]


def test_the_audit_balances_over_glued_pages(pages):
    stories = [text.strip() for text in pages.values()]
    glued = [
        "\n\nSource link\n\n".join(stories[k % len(stories)] for k in range(start, start + 10)) for start in range(500)
    ]
    out = nc.run(glued)
    audit = out.audit()
    assert audit.balanced
    assert audit.manifest["unaccounted"] == 0
    solid = sum(1 for text in glued for c in text if not c.isspace())
    owned = sum(entry["characters"] for entry in audit.manifest["owners"].values())
    assert solid <= owned == audit.manifest["characters"]["total"] - audit.manifest["characters"]["blank"]
    # Blanks within segments are owned, too; without them the two are the same, page by page.
    left = [sum(1 for c in text if not c.isspace()) for text in glued]
    for page, start, end in zip(out.segments["page_id"], out.segments["start"], out.segments["end"], strict=True):
        left[page] -= sum(1 for c in glued[page][start:end] if not c.isspace())
    assert set(left) == {0}
    assert audit.n_articles >= 500 * 9
    assert "unaccounted" in str(audit)


def test_doubtful_starts_are_listed():
    out = nc.run(["The dock at Osk reopened on Monday.\nSource link\nShips queued for hours outside the harbour."])
    assert len(out.audit(confidence=1.01).doubtful) == len(out.articles)
    assert out.audit(confidence=0).doubtful == []


def test_a_duckdb_relation_gives_relations():
    con = duckdb.connect()
    con.register("given", pa.table({"body": ["The dock reopened.", None], "url": ["a", "b"], "desk": [1, 2]}))
    out = nc.run(con.sql("select * from given"), text="body", id="url", carry=["desk"])
    assert isinstance(out.pages, duckdb.DuckDBPyRelation)
    found = out.pages.project("page_id, desk, text").fetchall()
    assert found == [("a", 1, "The dock reopened."), ("b", 2, None)]


def test_a_frame_is_no_stream(frame):
    with pytest.raises(TypeError, match=r"batches must be an iterable of frames, such as \[df\], not a DataFrame"):
        nc.Pipeline().stream(frame)


def test_a_reader_is_the_table_that_it_reads():
    table = pa.table({"url": ["a", "b"], "text": ["One dock.", None]})
    assert nc.run(table.to_reader(), id="url").pages == nc.run(table, id="url").pages


@pytest.mark.parametrize("length", [200, 300, 1000, 1100])
def test_a_text_longer_than_a_file_name_may_be_is_a_text(length):
    text = "a" * length
    assert list(nc.run([text, "nul \0"]).pages["n_characters"]) == [length, 5]


def test_a_str_that_names_a_folder_is_told_how_to_be_a_path(tmp_path):
    with pytest.raises(TypeError, match=r"pathlib.Path\("):
        nc.run(str(tmp_path))
