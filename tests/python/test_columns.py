"""Columns in, columns out: every verb over every kind of column says what a loop over str says."""

import itertools
import subprocess
import sys

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import newscore as nc
from newscore._columns import pandas_to_arrow

TEXTS = ["The dock reopened. Ships queued at Oslo.", None, "", "“Why?” asked Ms. Oru.\nALSO SEE: Ports\nÉtape deux."]
VERBS = ["clean", "sentences", "sentence_spans"]
GAZ = nc.Gazetteer.from_dict({"osk": ["Ms. Oru"], "NO": ["Oslo"]}, entity_type="thing")
FUNCTIONS = {
    "clean": nc.clean,
    "sentences": nc.sentences,
    "sentence_spans": nc.sentence_spans,
    "sentence_spans in bytes": lambda x: nc.sentence_spans(x, unit="bytes"),
    "find": GAZ.find,
}
INDEX = pd.Index([7, 3, 9, 1], name="row")


def loop(name, texts):
    """What the function says of each str, in plain values."""
    return plain([None if text is None else FUNCTIONS[name](text) for text in texts])


def plain(values):
    """Nulls as None, spans as tuples, mentions as tuples, arrays as lists."""
    return [None if null(value) else value if isinstance(value, str) else [item(v) for v in value] for value in values]


def null(value):
    return value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value))


def item(value):
    if isinstance(value, nc.Mention):
        return (value.start, value.end, value.entity_id)
    if isinstance(value, dict) and "entity_id" in value:
        return (value["start"], value["end"], value["entity_id"])
    return (value["start"], value["end"]) if isinstance(value, dict) else value


def series(dtype, missing=None):
    def make(texts):
        values = [missing if text is None else text for text in texts]
        return pd.Series(values, index=INDEX[: len(texts)], name="body", dtype=dtype)

    return make


def arrow_dtype(kind):
    return lambda texts: pd.Series(
        pd.arrays.ArrowExtensionArray(pa.array(texts, kind)), index=INDEX[: len(texts)], name="body"
    )


def relation(texts):
    con = duckdb.connect()
    con.register("given", pa.table({"the body": pa.array(texts, pa.string())}))
    return con.sql('select "the body" from given')


def numpy_objects(texts):
    out = np.empty(len(texts), dtype=object)
    out[:] = texts
    return out


# How a column of each kind is made from a list of str and None; what comes back, and its values as a list.
LIBRARIES = {
    "list": (list, list, list),
    "tuple": (tuple, list, list),
    "generator": (lambda texts: (text for text in texts), list, list),
    "numpy": (numpy_objects, np.ndarray, list),
    "pandas str": (series("str"), pd.Series, list),
    "pandas object": (series(object), pd.Series, list),
    "pandas object with NaN": (series(object, float("nan")), pd.Series, list),
    "pandas object with NA": (series(object, pd.NA), pd.Series, list),
    "pandas string": (series("string"), pd.Series, list),
    "pandas string[python]": (series("string[python]"), pd.Series, list),
    "pandas string[pyarrow]": (series(pd.ArrowDtype(pa.string())), pd.Series, list),
    "pandas large_string[pyarrow]": (series(pd.ArrowDtype(pa.large_string())), pd.Series, list),
    "pandas string_view[pyarrow]": (arrow_dtype(pa.string_view()), pd.Series, list),
    "pandas category": (series("category"), pd.Series, list),
    "polars": (lambda texts: pl.Series("body", texts, dtype=pl.String), pl.Series, list),
    "polars of any type": (lambda texts: pl.Series("body", texts), pl.Series, list),
    "polars categorical": (lambda texts: pl.Series("body", texts, dtype=pl.Categorical), pl.Series, list),
    "utf8": (lambda texts: pa.array(texts, pa.string()), pa.Array, pa.Array.to_pylist),
    "large_utf8": (lambda texts: pa.array(texts, pa.large_string()), pa.Array, pa.Array.to_pylist),
    "utf8_view": (lambda texts: pa.array(texts, pa.string_view()), pa.Array, pa.Array.to_pylist),
    "dictionary": (lambda texts: pa.array(texts, pa.string()).dictionary_encode(), pa.Array, pa.Array.to_pylist),
    "chunked": (
        lambda texts: pa.chunked_array([pa.array(texts[:1], pa.string()), pa.array(texts[1:], pa.string())]),
        pa.ChunkedArray,
        pa.ChunkedArray.to_pylist,
    ),
    "duckdb": (relation, duckdb.DuckDBPyRelation, lambda found: found.to_arrow_table().column(0).to_pylist()),
}
SHAPES = {
    "all": TEXTS,
    "no nulls": ["A dog. A cat.", "Rain."],
    "nulls alone": [None, None],
    "empty": [],
    "sliced": TEXTS[1:3],
}


def column_of(make, shape):
    texts = SHAPES[shape]
    if shape != "sliced":
        return make(texts), texts
    whole = make(TEXTS)
    if isinstance(whole, pd.Series):
        return whole.iloc[1:3], texts
    if isinstance(whole, duckdb.DuckDBPyRelation):
        return whole.limit(2, offset=1), texts
    return (whole[1:3] if hasattr(whole, "__getitem__") else itertools.islice(whole, 1, 3)), texts


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_column_is_the_loop_over_its_texts(name, library, shape):
    make, kind, values = LIBRARIES[library]
    column, texts = column_of(make, shape)
    result = FUNCTIONS[name](column)
    assert isinstance(result, kind)
    assert plain(values(result)) == loop(name, texts)
    if kind is pd.Series:
        assert result.name == "body"
        pd.testing.assert_index_equal(result.index, column.index)
        if name == "clean" and library != "pandas category":
            assert result.dtype == column.dtype
    elif kind is pl.Series:
        assert result.name == "body"
    elif kind is np.ndarray:
        assert result.dtype == object and result.shape == (len(texts),)
    elif kind is duckdb.DuckDBPyRelation:
        assert result.columns == ["the body"]


def test_lists_of_one_length_stay_lists_in_numpy():
    found = nc.sentences(np.array(["A dog. A cat.", "Rain fell. It stopped."], dtype=object))
    assert found.shape == (2,)
    assert found.tolist() == [["A dog.", "A cat."], ["Rain fell.", "It stopped."]]


def test_a_library_newscore_does_not_know_gets_a_table():
    class Column:
        def __init__(self, array):
            self.array = array

        def __arrow_c_array__(self, requested_schema=None):
            return self.array.__arrow_c_array__(requested_schema)

    found = nc.sentences(Column(pa.array(TEXTS)))
    assert isinstance(found, nc.Table)
    assert found["value"] == loop("sentences", TEXTS)


def test_a_series_of_a_class_of_ones_own_is_a_series():
    class Texts(pd.Series):
        pass

    assert isinstance(nc.clean(Texts(TEXTS)), pd.Series)


def test_the_unit_stands_in_the_metadata():
    column = pa.array(TEXTS)
    for unit in ("code points", "bytes"):
        spans = nc.sentence_spans(column, unit=unit).type.value_type
        assert [spans.field(at).metadata for at in range(2)] == [{b"unit": unit.encode()}] * 2
    found = GAZ.find(column).type.value_type
    assert found.field("start").metadata == {b"unit": b"code points"}
    out = nc.run(column, gazetteer=GAZ)
    for table in (out.articles, out.segments, out.sentences, out.mentions):
        assert table.schema.field("end").metadata == {b"unit": b"code points"}
        assert table.schema.metadata[b"newscore.pipeline"].decode() == out.manifest["pipeline"]
    with pytest.raises(nc.OptionError, match=r'"chars".*code points, bytes'):
        nc.sentence_spans("a", unit="chars")


def test_bytes_are_those_of_utf8():
    text = TEXTS[3]
    raw = text.encode()
    assert [raw[start:end].decode() for start, end in nc.sentence_spans(text, unit="bytes")] == nc.sentences(text)


def test_pandas_span_fields_can_be_taken_apart():
    spans = nc.sentence_spans(pd.Series(["A dog. A cat."]))
    assert spans.explode().struct.field("start").tolist() == [0, 7]


def test_pandas_columns_come_in_without_a_copy():
    for dtype in ("str", pd.ArrowDtype(pa.string()), pd.ArrowDtype(pa.large_string())):
        given = pd.Series(TEXTS, dtype=dtype)
        inside = pa.chunked_array(given.array._pa_array).chunks
        handed_on = pandas_to_arrow(given, "body")
        chunks = handed_on.chunks if isinstance(handed_on, pa.ChunkedArray) else [handed_on]
        assert [chunk.buffers()[2].address for chunk in chunks] == [chunk.buffers()[2].address for chunk in inside]


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_spans_of_a_column_take_a_quarter_of_its_memory():
    script = """
import resource, pyarrow as pa, newscore as nc
line = "The dock of Osk reopened on Monday, said Capt. Per Dahl, and the ships that had queued for days came in. "
text = pa.array([line * 900] * 700)
nc.sentence_spans(text[:2])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
nc.sentence_spans(text)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / text.nbytes)
"""
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert float(said.stdout) < 0.25


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("null", [None, float("nan"), pd.NA])
def test_a_null_alone_is_null(verb, null):
    assert getattr(nc, verb)(null) is None


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
    with pytest.raises(nc.TableError, match="holds Int64, not text"):
        function(pa.array([1, 2]))
    with pytest.raises(TypeError, match="DataFrame"):
        function(pd.DataFrame({"text": ["a"]}))
    wide = pa.table({"a": ["x"], "b": ["y"]})
    for frame in (wide, wide.to_reader(), wide.to_batches()[0], pl.DataFrame(wide)):
        with pytest.raises(TypeError, match=f"expected one column of text, not a {type(frame).__name__}: pick one"):
            function(frame)
    assert len(function(wide.select(["a"]).to_reader())) == 1
    with pytest.raises(TypeError, match="one column, not a, b"):
        function(duckdb.sql("select 'x' as a, 'y' as b"))
    with pytest.raises(TypeError, match="2 dimensions"):
        function(np.array([["a"]], dtype=object))


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


def test_sentence_ends_are_explained_in_code_points():
    text = "Ünal left. “Why?” asked Mr. Fen… 🤔 Nobody at Acme Inc. knew.\nBye"
    told = nc.explain_sentences(text)
    assert [b.at for b in told if b.ends] == [end for _, end in nc.sentence_spans(text)]
    refused = {text[: b.at].rsplit(maxsplit=1)[-1]: b.rule for b in told if not b.ends}
    assert refused["Mr."] == "abbreviation-binds"
    assert refused["“Why?”"] == "lower-case-follows"
    assert nc.explain_sentences("Ein 3. Oktober.", lang="de")[0] == nc.Boundary(at=6, ends=False, rule="ordinal")
    assert nc.explain_sentences("One\ntwo.", line_breaks="wrapped")[0].rule == "wrapped-line"
    assert nc.explain_sentences("") == []
    with pytest.raises(TypeError, match="text must be str, not list"):
        nc.explain_sentences(["A."])
    with pytest.raises(nc.OptionError, match=r"tlh.*en, de, fr"):
        nc.explain_sentences("A.", lang="tlh")


@pytest.mark.parametrize("dtype", ["float64", "float32", "Float64"])
@pytest.mark.parametrize("values", [[], [None, None]])
def test_floats_that_are_all_nan_are_nulls(values, dtype):
    import newscore.pandas  # noqa: F401 - registers the accessor

    series = pd.Series(values, dtype=dtype, index=range(5, 5 + len(values)), name="text")
    for out in (nc.clean(series), nc.sentences(series), series.newscore.clean(), GAZ.find(series)):
        assert out.isna().all()
        assert out.index.equals(series.index)
    nc.clean(series).str.len()
    assert nc.run(series.to_frame()).pages["text"].isna().sum() == len(values)
    with pytest.raises(nc.TableError, match="not text"):
        nc.clean(pd.Series([1, None], dtype=dtype))
