"""`.newscore` on Series and expressions says what the functions say."""

import io
import pickle
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import newscore as nc
import newscore.dask
import newscore.duckdb
import newscore.exports
import newscore.pandas
import newscore.polars
import newscore.spark

TEXTS = ["The dock reopened. Ships queued.\nSource link", None, ""]


def test_pandas():
    series = pd.Series(TEXTS, index=[3, 1, 2], name="body")
    pd.testing.assert_series_equal(series.newscore.clean(), nc.clean(series))
    pd.testing.assert_series_equal(series.newscore.sentences(lang="en"), nc.sentences(series, lang="en"))
    pd.testing.assert_series_equal(series.newscore.sentence_spans(), nc.sentence_spans(series))
    gaz = nc.Gazetteer.from_dict({"osk": ["Ships"]})
    pd.testing.assert_series_equal(series.newscore.find(gaz), gaz.find(series))
    with pytest.raises(AttributeError, match=r"only a Series of text has \.newscore, not one of int64"):
        pd.Series([1]).newscore  # noqa: B018
    with pytest.raises(nc.OptionError, match="xx"):
        series.newscore.sentences(lang="xx")


def test_polars():
    series = pl.Series("body", TEXTS)
    assert series.newscore.clean().equals(nc.clean(series))
    assert series.newscore.sentences().equals(nc.sentences(series))
    assert series.newscore.sentence_spans().equals(nc.sentence_spans(series))
    with pytest.raises(TypeError, match=r"only a Series of text has \.newscore, not one of Int64"):
        pl.Series([1]).newscore  # noqa: B018


def test_polars_lazily():
    frame = pl.LazyFrame({"body": TEXTS}).with_columns(
        clean=pl.col("body").newscore.clean(),
        spans=pl.col("body").newscore.sentence_spans(line_breaks="wrapped"),
        sentences=pl.col("body").newscore.sentences(),
    )
    eager = frame.collect()
    assert eager["clean"].to_list() == nc.clean(TEXTS)
    assert eager["sentences"].to_list() == nc.sentences(TEXTS)
    assert eager["spans"].to_list()[1] is None
    assert frame.collect_schema()["spans"] == eager.schema["spans"]


def test_polars_finds_by_path_in_serialised_and_streaming_queries(tmp_path):
    gaz = nc.Gazetteer.from_dict({"osk": ["Ships"]}, entity_type="port")
    gaz.save(tmp_path / "osk.gaz")
    series = pl.Series("body", TEXTS)
    assert series.newscore.find(gaz).equals(gaz.find(series))
    assert series.newscore.find(tmp_path / "osk.gaz").equals(gaz.find(series))
    query = pl.LazyFrame({"body": TEXTS * 100}).with_columns(
        found=pl.col("body").newscore.find(str(tmp_path / "osk.gaz")), clean=pl.col("body").newscore.clean()
    )
    again = pl.LazyFrame.deserialize(io.BytesIO(query.serialize()))
    assert len(query.serialize()) < 20_000
    for collected in (query.collect(), again.collect(), again.collect(engine="streaming")):
        assert collected["found"].to_list() == gaz.find(series).to_list() * 100
        assert collected["clean"].to_list() == nc.clean(TEXTS) * 100
    assert query.collect_schema()["found"] == gaz.find(series).dtype


def test_duckdb_functions_say_what_the_functions_say():
    con = duckdb.connect()
    gaz = nc.Gazetteer.from_dict({"osk": ["Ships"]}, entity_type="port")
    assert newscore.duckdb.register(con) is con
    assert newscore.duckdb.register(con, gazetteer=gaz, line_breaks="wrapped") is con
    con.register("given", pa.table({"n": range(3), "body": pa.array(TEXTS)}))
    found = con.sql(
        "SELECT newscore_clean(body), newscore_sentences(body), newscore_sentence_spans(body), newscore_find(body) "
        "FROM given ORDER BY n"
    ).fetchall()
    clean, sentences, spans, mentions = map(list, zip(*found, strict=True))
    assert clean == nc.clean(TEXTS)
    assert sentences == nc.sentences(TEXTS, line_breaks="wrapped")
    assert [row and [(span["start"], span["end"]) for span in row] for row in spans] == nc.sentence_spans(
        TEXTS, line_breaks="wrapped"
    )
    assert mentions == gaz.find(pa.array(TEXTS)).to_pylist()
    # More rows than DuckDB hands over at a time.
    counted = con.sql("SELECT sum(len(newscore_sentences('A dog. ' || range || '.'))) FROM range(10000)").fetchall()
    assert counted == [(20_000,)]
    with pytest.raises(nc.OptionError, match="xx"):
        newscore.duckdb.register(con, lang="xx")


def test_duckdb_finds_with_the_options_of_the_pipeline():
    gaz = nc.Gazetteer.from_dict({"ny": ["New Osk"], "osk": ["Osk"]})
    con = newscore.duckdb.register(duckdb.connect(), gazetteer=gaz, overlap="all")
    assert con.sql("SELECT len(newscore_find('New Osk'))").fetchall() == [(2,)]
    with pytest.raises(TypeError, match="con must be a DuckDB connection, not str"):
        newscore.duckdb.register("x")


def test_accessors_take_the_options_of_find():
    gaz = nc.Gazetteer.from_dict({"ny": ["New Osk"], "osk": ["Osk"]})
    assert len(pd.Series(["New Osk"]).newscore.find(gaz, overlap="all")[0]) == 2
    assert len(pl.Series(["New Osk"]).newscore.find(gaz, overlap="all")[0]) == 2
    found = pl.DataFrame({"t": ["New Osk"]}).select(pl.col("t").newscore.find(gaz, overlap="all"))
    assert len(found["t"][0]) == 2
    with pytest.raises(TypeError, match="gazetteer must be a Gazetteer, not str"):
        pd.Series(["Osk"]).newscore.find("desk.csv")


def test_expressions_refuse_at_once_what_is_not_accepted():
    text = pl.col("text").newscore
    for call in (
        lambda: text.sentences(lang="xx"),
        lambda: text.sentence_spans(unit="words"),
        lambda: text.find(nc.Gazetteer.builtin(), overlap="some"),
    ):
        with pytest.raises(nc.OptionError):
            call()
    with pytest.raises(TypeError):
        text.find(5)


def test_scikit_learn_habits_of_the_model_of_boilerplate():
    pages = [f"Osk Herald\n{story}" for story in ("Rain fell all night.", "Ships queued.", "The mayor resigned.")]
    model = nc.BoilerplateModel(min_pages=3, max_pages=50).fit(pages, source="herald")
    again = pickle.loads(pickle.dumps(model))  # noqa: S301
    assert again == model and again.transform(pages, source="herald") == model.transform(pages, source="herald")
    copy = clone(model)
    assert copy.get_params() == model.get_params() and copy is not model
    with pytest.raises(nc.NotFittedError):
        copy.transform(pages, source="herald")


def clone(estimator):
    """What scikit-learn's `clone` does."""
    copy = type(estimator)(**estimator.get_params(deep=False))
    for name, value in estimator.get_params(deep=False).items():
        assert copy.get_params(deep=False)[name] is value
    return copy


@pytest.mark.parametrize(
    ("library", "call"),
    [
        ("pyarrow", lambda: nc.sentences(pd.Series(TEXTS))),
        ("duckdb", lambda: newscore.duckdb.register(None)),
        ("pyspark", lambda: newscore.spark.run(None)),
        ("dask.dataframe", lambda: newscore.dask.run(None)),
        ("spacy", lambda: newscore.exports.to_spacy(("Osk", []))),
    ],
)
def test_a_missing_library_is_named_with_the_command_that_brings_it(library, call, monkeypatch):
    for name in (library, library.partition(".")[0]):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(nc.MissingLibraryError, match=rf'needs {library}: pip install "newscore\['):
        call()
