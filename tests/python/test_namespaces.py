"""`.newscore` on Series and expressions says what the functions say."""

import pandas as pd
import polars as pl
import pytest

import newscore as nc
import newscore.pandas
import newscore.polars

TEXTS = ["The dock reopened. Ships queued.\nSource link", None, ""]


def test_pandas():
    series = pd.Series(TEXTS, index=[3, 1, 2], name="body")
    pd.testing.assert_series_equal(series.newscore.clean(), nc.clean(series))
    pd.testing.assert_series_equal(series.newscore.sentences(lang="en"), nc.sentences(series, lang="en"))
    pd.testing.assert_series_equal(series.newscore.sentence_spans(), nc.sentence_spans(series))
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
