"""Columns in, columns out: every verb over every kind of column says what a loop over str says."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import newscore as nc

TEXTS = ["The dock reopened. Ships queued.", None, "", "“Why?” asked Ms. Oru.\nALSO SEE: Ports\nÉtape deux."]
VERBS = ["clean", "sentences", "sentence_spans"]


def loop(verb):
    return [None if text is None else getattr(nc, verb)(text) for text in TEXTS]


def plain(values):
    """Nulls as None, spans as tuples, arrays as lists."""
    out = []
    for value in values:
        if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
            out.append(None)
        elif isinstance(value, str):
            out.append(value)
        else:
            out.append([(v["start"], v["end"]) if isinstance(v, dict) else v for v in value])
    return out


ARROW = {
    "utf8": pa.array(TEXTS, pa.string()),
    "large_utf8": pa.array(TEXTS, pa.large_string()),
    "view": pa.array(TEXTS, pa.string_view()),
    "dictionary": pa.array(TEXTS, pa.string()).dictionary_encode(),
    "chunked": pa.chunked_array([pa.array(TEXTS[:1], pa.string()), pa.array(TEXTS[1:], pa.string())]),
    "sliced": pa.array(["before", *TEXTS, "after"], pa.string()).slice(1, len(TEXTS)),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("kind", ARROW)
def test_arrow(verb, kind):
    result = getattr(nc, verb)(ARROW[kind])
    assert type(result) is (pa.ChunkedArray if kind == "chunked" else type(result))
    assert isinstance(result, (pa.Array, pa.ChunkedArray))
    assert plain(result.to_pylist()) == loop(verb)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("dtype", ["str", "object", "string", "large_string[pyarrow]", "category"])
def test_pandas(verb, dtype):
    index = pd.Index([7, 3, 9, 1], name="row")
    series = pd.Series(TEXTS, index=index, name="body", dtype=dtype)
    result = getattr(nc, verb)(series)
    assert isinstance(result, pd.Series)
    assert result.name == "body"
    pd.testing.assert_index_equal(result.index, index)
    assert plain(result.tolist()) == loop(verb)
    if verb == "clean" and dtype != "category":
        assert result.dtype == series.dtype


def test_pandas_span_fields_can_be_taken_apart():
    spans = nc.sentence_spans(pd.Series(["A dog. A cat."]))
    assert spans.explode().struct.field("start").tolist() == [0, 7]


@pytest.mark.parametrize("verb", VERBS)
def test_polars(verb):
    result = getattr(nc, verb)(pl.Series("body", TEXTS))
    assert isinstance(result, pl.Series)
    assert result.name == "body"
    assert plain(result.to_list()) == loop(verb)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("make", [list, tuple, iter], ids=["list", "tuple", "iterator"])
def test_plain_python(verb, make):
    result = getattr(nc, verb)(make(TEXTS))
    assert isinstance(result, list)
    assert result == loop(verb)


@pytest.mark.parametrize("verb", VERBS)
def test_numpy(verb):
    result = getattr(nc, verb)(np.array(TEXTS, dtype=object))
    assert isinstance(result, np.ndarray)
    assert result.dtype == object
    assert result.tolist() == loop(verb)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("null", [None, float("nan"), pd.NA])
def test_a_null_alone_is_null(verb, null):
    assert getattr(nc, verb)(null) is None


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "empty",
    [
        [],
        (),
        pd.Series([], dtype="str"),
        pa.array([], pa.string()),
        pl.Series([], dtype=pl.String),
        pa.chunked_array([], pa.string()),
    ],
    ids=["list", "tuple", "pandas", "arrow", "polars", "chunked"],
)
def test_an_empty_column_is_an_empty_column(verb, empty):
    assert len(getattr(nc, verb)(empty)) == 0


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_no_text_is_named_with_its_place(verb):
    function = getattr(nc, verb)
    with pytest.raises(TypeError, match=r"item 1 must be str or null, not int"):
        function(["a", 5])
    with pytest.raises(TypeError, match=r"item 2 must be str or null, not bytes"):
        function(pd.Series(["a", None, b"b"], dtype=object))
    with pytest.raises(TypeError, match="int"):
        function(5)
    with pytest.raises(nc.TableError, match=r"column 'n' holds int64, not text"):
        function(pd.Series([1, 2], name="n"))
    with pytest.raises(nc.OptionError, match="Int64"):
        function(pa.array([1, 2]))
    with pytest.raises(TypeError, match="DataFrame"):
        function(pd.DataFrame({"text": ["a"]}))


def test_a_lone_surrogate_comes_back_as_it_was():
    text = "The \ud800 dock reopened. Ships \udfff queued.\nSource link"
    assert nc.sentences(text) == ["The \ud800 dock reopened.", "Ships \udfff queued.", "Source link"]
    assert nc.clean([text]) == ["The \ud800 dock reopened. Ships \udfff queued."]
    assert nc.clean(pd.Series([text], dtype=object)).tolist() == nc.clean([text])
    assert nc.sentence_spans(text) == [(0, 20), (21, 36), (37, 48)]


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_do_not_change_the_answer(threads, pages):
    texts = [*pages.values(), None] * 40
    pipe = nc.Pipeline(n_threads=threads)
    assert pipe._engine.clean_list(texts) == nc.clean(texts)
    assert pipe._engine.sentences_list(texts) == nc.sentences(texts)


def test_a_wrong_lang_names_the_known_ones():
    with pytest.raises(nc.OptionError, match=r'"xx".*en, de'):
        nc.sentences("a", lang="xx")
    with pytest.raises(nc.OptionError, match=r'"joined".*ends, wrapped'):
        nc.sentences("a", line_breaks="joined")


@pytest.mark.parametrize("line_breaks", ["ends", "wrapped"])
def test_a_huge_text_is_split_alike_by_any_number_of_threads(line_breaks):
    text = "“Why?” asked Ms. Oru — at 9 a.m. on Nov. 4.\nNobody knew, he said. The dock reopened.\n\n" * 60_000
    column = pa.array(["A. B.", None, text, "One. Two."])
    alone, together = [nc.Pipeline(line_breaks=line_breaks, n_threads=n)._engine for n in (1, 2)]
    assert alone.sentences(text) == together.sentences(text)
    assert alone.sentence_spans(text) == together.sentence_spans(text)
    for verb in ("sentences_column", "sentence_spans_column"):
        one, two = [pa.table(getattr(engine, verb)(column)).combine_chunks() for engine in (alone, together)]
        assert one == two
    assert two.column(0)[2].as_py()[-1]["end"] == len(text.rstrip())
