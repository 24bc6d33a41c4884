"""Columns in, columns out: a verb over a column of any library gives a column of that library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newscore._errors import TableError
from newscore._libraries import is_null, library_of, load

if TYPE_CHECKING:
    from newscore._pipeline import Pipeline


def apply(verb: str, x: Any, pipe: Pipeline) -> Any:
    """Applies "clean", "sentences" or "sentence_spans" to a column.

    Args:
        verb: the name of the engine's method.
        x: a null, a list, tuple or iterator of texts, or a column.
        pipe: whose engine does it.

    Returns:
        For a null, None; for lists, tuples and iterators a list; else a column of the library of `x`.
    """
    engine = pipe._engine  # noqa: SLF001
    if is_null(x):
        return None
    if isinstance(x, (list, tuple, Iterator)):
        return getattr(engine, f"{verb}_list")(list(x))
    library = library_of(x)
    column = getattr(engine, f"{verb}_column")
    if library == "pandas":
        return _pandas(verb, x, engine)
    if library == "polars" and hasattr(x, "to_frame"):
        polars = load("polars", "a Polars column")
        result = polars.DataFrame(column(x)).to_series()
        return result.alias(x.name)
    if library == "numpy":
        return _numpy(verb, x, engine)
    if hasattr(x, "__arrow_c_stream__") or hasattr(x, "__arrow_c_array__"):
        pyarrow = load("pyarrow", "an Arrow column")
        result = pyarrow.table(column(x)).column(0)
        return result.combine_chunks() if isinstance(x, pyarrow.Array) else result
    name = type(x).__name__
    raise TypeError(f"expected a str, a list of str or a column of text (pandas, Polars, Arrow), not {name}")


def _pandas(verb: str, series: Any, engine: Any) -> Any:
    pandas = load("pandas", "a pandas column")
    if not isinstance(series, pandas.Series):
        name = type(series).__name__
        raise TypeError(f"expected a pandas Series of text, not a {name}: pick one column, or use newscore.run")
    plain = series.dtype == object
    if verb == "clean" and plain:
        values = engine.clean_list(series.tolist())
        return pandas.Series(values, index=series.index, name=series.name, dtype=object)
    pyarrow = load("pyarrow", "a pandas column")
    # An object column may hold what Arrow cannot (lone surrogates) or what is no text: the engine reads it itself.
    texts = series.tolist() if plain else pandas_to_arrow(series, series.name)
    result = pyarrow.table(getattr(engine, f"{verb}_column")(texts)).column(0)
    dtype = pandas.ArrowDtype(result.type)
    if verb == "clean":
        dtype = series.dtype if not isinstance(series.dtype, pandas.CategoricalDtype) else pandas.StringDtype()
    return pandas.Series(dtype.__from_arrow__(result), index=series.index, name=series.name)


def pandas_to_arrow(series: Any, name: object) -> Any:
    """A pandas column of text as an Arrow array; TableError names a column of something else."""
    pyarrow = load("pyarrow", "a pandas column")
    if not holds_text(series.dtype):
        column = "the column" if name is None else f"column {name!r}"
        raise TableError(f"{column} holds {series.dtype}, not text")
    return pyarrow.array(series, from_pandas=True)


def holds_text(dtype: Any) -> bool:
    """Whether a pandas column of this dtype can hold text: one of the string dtypes, categories of them, or objects."""
    pandas = load("pandas", "a pandas column")
    inner = dtype.categories.dtype if isinstance(dtype, pandas.CategoricalDtype) else dtype
    return bool(pandas.api.types.is_string_dtype(inner) or inner == object)  # noqa: E721 - pandas compares its types so


def _numpy(verb: str, array: Any, engine: Any) -> Any:
    numpy = load("numpy", "a NumPy array")
    if array.ndim != 1 or array.dtype.kind not in "OUT":
        raise TypeError(
            f"expected a one-dimensional array of str, not one of {array.dtype} with {array.ndim} dimensions"
        )
    out = numpy.empty(len(array), dtype=object)
    out[:] = getattr(engine, f"{verb}_list")(array.tolist())
    return out
