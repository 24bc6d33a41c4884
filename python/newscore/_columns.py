"""Columns in, columns out: a verb over a column of any library gives a column of that library.

| given | comes back |
|---|---|
| list, tuple, iterator | list |
| NumPy array of str | NumPy array of objects |
| pandas Series | pandas Series, index and name kept; text in its own dtype, lists as Arrow's |
| Polars Series | Polars Series, name kept |
| pyarrow Array, ChunkedArray | the same |
| DuckDB relation of one column | DuckDB relation, the column's name kept |
| any other object with `__arrow_c_stream__` or `__arrow_c_array__` | a `newscore.Table` of one column |

What comes back depends on what was given alone, never on what else is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from newscore._errors import TableError
from newscore._libraries import is_null, library_of, load

if TYPE_CHECKING:
    from newscore._pipeline import Pipeline
    from newscore._table import Table

OfList = Callable[[list[Any]], list[Any]]
OfColumn = Callable[[Any], "Table"]


def apply(verb: str, x: Any, pipe: Pipeline, **options: Any) -> Any:
    """Applies "clean", "sentences" or "sentence_spans" to a column.

    Args:
        verb: the name of the engine's method.
        x: a null, a list, tuple or iterator of texts, or a column.
        pipe: whose engine does it.
        **options: of the engine's method.

    Returns:
        For a null, None; else see above.
    """
    engine = pipe._engine  # noqa: SLF001

    def of_list(texts: list[Any]) -> list[Any]:
        values: list[Any] = getattr(engine, f"{verb}_list")(texts, **options)
        return values

    def of_column(texts: Any) -> Table:
        table: Table = getattr(engine, f"{verb}_column")(texts, **options)
        return table

    return through(x, of_list, of_column, text_out=verb == "clean")


def through(x: Any, of_list: OfList, of_column: OfColumn, *, text_out: bool = False) -> Any:
    """A column through a function of lists and one of Arrow columns; `text_out` where both give text for text.

    Raises:
        TypeError: `x` is no column, or something in it is neither text nor null.
        TableError: a column of something else than text.
    """
    if is_null(x):
        return None
    library = library_of(x)
    if library in {"polars", "pyarrow"}:
        x = _one_column(x)
    if isinstance(x, (list, tuple, Iterator)) and library != "pyarrow":
        return of_list(list(x))
    if library == "pandas":
        return _pandas(x, of_list, of_column, text_out=text_out)
    if library == "numpy":
        return _numpy(x, of_list)
    if library == "polars" and hasattr(x, "to_frame"):
        polars = load("polars", "a Polars column")
        return polars.DataFrame(of_column(polars_text(x))).to_series().alias(x.name)
    if library == "duckdb":
        return _duckdb(x, of_column)
    if hasattr(x, "__arrow_c_stream__") or hasattr(x, "__arrow_c_array__"):
        if library != "pyarrow":
            return of_column(x)
        pyarrow = load("pyarrow", "an Arrow column")
        result = pyarrow.table(of_column(x)).column(0)
        return result.combine_chunks() if isinstance(x, pyarrow.Array) else result
    name = type(x).__name__
    raise TypeError(f"expected a str, a list of str or a column of text (pandas, Polars, Arrow, DuckDB), not {name}")


def _one_column(x: Any) -> Any:
    """A column of Polars or Arrow, or a table of one: of Polars its column."""
    if hasattr(x, "collect"):
        raise TypeError("expected one column of text, not a LazyFrame: collect it, or use `.newscore` in expressions")
    if len(getattr(x, "schema", ())) > 1:
        raise TypeError(f"expected one column of text, not a {type(x).__name__}: pick one, or use newscore.run")
    return x.to_series() if library_of(x) == "polars" and hasattr(x, "columns") else x


def _pandas(series: Any, of_list: OfList, of_column: OfColumn, *, text_out: bool) -> Any:
    pandas = load("pandas", "a pandas column")
    if not isinstance(series, pandas.Series):
        name = type(series).__name__
        raise TypeError(f"expected a pandas Series of text, not a {name}: pick one column, or use newscore.run")
    series = of_nulls(series)
    plain = series.dtype == object
    if text_out and plain:
        values = of_list(series.tolist())
        return pandas.Series(values, index=series.index, name=series.name, dtype=object)
    pyarrow = load("pyarrow", "a pandas column")
    # An object column may hold what Arrow cannot (lone surrogates) or what is no text: the core reads it itself.
    texts = series.tolist() if plain else pandas_to_arrow(series, series.name)
    result = pyarrow.table(of_column(texts)).column(0)
    dtype = pandas.ArrowDtype(result.type)
    if text_out:
        dtype = series.dtype
        if isinstance(dtype, pandas.CategoricalDtype):
            # Clean texts repeat less often than the categories did.
            text = holds_text(dtype.categories.dtype) and dtype.categories.dtype != object
            dtype = dtype.categories.dtype if text else pandas.StringDtype()
        elif isinstance(dtype, pandas.ArrowDtype):
            result = result.cast(dtype.pyarrow_dtype)
    return pandas.Series(dtype.__from_arrow__(result), index=series.index, name=series.name)


def polars_text(series: Any) -> Any:
    """A Polars column that Arrow readers take: Polars hands nulls alone over in a form that they refuse.

    Raises:
        TableError: it is of Python objects, which Polars hands over as bytes.
    """
    polars = load("polars", "a Polars column")
    if series.dtype == polars.Object:
        raise TableError(f"column {series.name!r} holds {series.dtype}, not text")
    return series.cast(polars.String) if series.dtype == polars.Null else series


def of_nulls(series: Any) -> Any:
    """A pandas column that is of floats for want of any text in it as one of objects."""
    return series.astype(object) if series.dtype.kind == "f" and series.isna().all() else series


def column_called(name: object) -> str:
    """What an error calls a column."""
    return "the column" if name is None else f"column {name!r}"


def pandas_to_arrow(series: Any, name: object) -> Any:
    """A pandas column of text as an Arrow array; TableError names a column of something else."""
    pyarrow = load("pyarrow", "a pandas column")
    if not holds_text(series.dtype):
        raise TableError(f"{column_called(name)} holds {series.dtype}, not text")
    if isinstance(series.dtype, load("pandas", "a pandas column").CategoricalDtype) and series.dtype.categories.empty:
        return pyarrow.nulls(len(series))
    return pyarrow.array(series, from_pandas=True)


def holds_text(dtype: Any) -> bool:
    """Whether a pandas column of this dtype can hold text: one of the string dtypes, categories of them, or objects."""
    pandas = load("pandas", "a pandas column")
    if isinstance(dtype, pandas.CategoricalDtype) and dtype.categories.empty:
        return True  # nulls alone
    inner = dtype.categories.dtype if isinstance(dtype, pandas.CategoricalDtype) else dtype
    if isinstance(inner, pandas.ArrowDtype):
        kind = str(inner.pyarrow_dtype)
        return kind in {"null", *_ARROW_TEXT} or (
            kind.startswith("dictionary") and str(inner.pyarrow_dtype.value_type) in _ARROW_TEXT
        )
    return bool(pandas.api.types.is_string_dtype(inner) or inner == object)  # noqa: E721 - pandas compares its types so


_ARROW_TEXT = frozenset({"string", "large_string", "string_view"})


def _numpy(array: Any, of_list: OfList) -> Any:
    numpy = load("numpy", "a NumPy array")
    if getattr(array, "ndim", None) != 1 or array.dtype.kind not in "OUT":
        raise TypeError(
            f"expected a one-dimensional array of str, not one of {getattr(array, 'dtype', type(array).__name__)} with "
            f"{getattr(array, 'ndim', 0)} dimensions"
        )
    values = of_list(array.tolist())
    out = numpy.empty(len(values), dtype=object)
    # Item by item: NumPy would take lists of equal length for a second dimension.
    for at, value in enumerate(values):
        out[at] = value
    return out


def _duckdb(relation: Any, of_column: OfColumn) -> Any:
    duckdb = load("duckdb", "a DuckDB column")
    if not hasattr(relation, "columns") or len(relation.columns) != 1:
        columns = ", ".join(getattr(relation, "columns", ())) or type(relation).__name__
        raise TypeError(f"expected a DuckDB relation of one column, not {columns}: select one, or use newscore.run")
    result = duckdb.from_arrow(load("pyarrow", "a DuckDB column").table(of_column(relation)))
    return result.project(f'value AS "{relation.columns[0].replace(chr(34), chr(34) * 2)}"')
