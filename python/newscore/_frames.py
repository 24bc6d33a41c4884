"""Frames of each library, in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._columns import column_called, of_nulls, pandas_to_arrow, polars_text
from newscore._errors import OptionError, TableError
from newscore._libraries import is_null, library_of, load
from newscore._published import published_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newscore._table import Table


class Input(NamedTuple):
    """Texts to run over, and what stands beside them."""

    library: str
    texts: Any
    ids: Any = None
    published: list[int | None] | None = None
    sources: list[str | None] | None = None
    carried: Any = None


class Columns(NamedTuple):
    """The names of the columns that a run reads."""

    text: str
    id: str | None
    published: str | None
    source: str | None
    carry: tuple[str, ...]

    def named(self) -> list[str]:
        """Every column that must be there."""
        return [name for name in (self.text, self.id, self.published, self.source, *self.carry) if name is not None]


OWN_COLUMNS = ("page_id", "text", "n_characters", "n_cut", "n_articles", "flags")


def read_frame(data: Any, columns: Columns) -> Input | None:
    """The texts of a frame or a column; None for anything else."""
    library = library_of(data)
    if library == "pandas":
        pandas = load("pandas", "a pandas frame")
        if isinstance(data, pandas.Series):
            return Input("pandas", _pandas_texts(data, data.name))
        return _pandas_frame(data, columns)
    if library == "polars":
        polars = load("polars", "a Polars frame")
        if isinstance(data, polars.LazyFrame):
            data = data.collect()
        if isinstance(data, polars.Series):
            return Input("polars", polars_text(data))
        return _arrow_frame("polars", data, list(data.columns), columns)
    if library == "pyarrow":
        pyarrow = load("pyarrow", "an Arrow table")
        if isinstance(data, (pyarrow.RecordBatch, pyarrow.RecordBatchReader)):
            data = pyarrow.table(data)
        if isinstance(data, pyarrow.Table):
            return _arrow_frame("pyarrow", data, data.column_names, columns)
        return Input("pyarrow", data)
    if library == "duckdb":
        table = load("pyarrow", "a DuckDB relation").table(data)
        return _arrow_frame("duckdb", table, table.column_names, columns)
    return None


def check_columns(found: Sequence[object], columns: Columns) -> None:
    """TableError, by name, for a column that a frame lacks, or that cannot be carried."""
    missing = [name for name in columns.named() if name not in found]
    if missing:
        listed = ", ".join(map(repr, missing))
        raise TableError(f"no column {listed}; the frame has {', '.join(map(repr, found))}")
    check_carry(columns.carry)


def check_carry(names: Sequence[str]) -> None:
    """Names of carried columns must not stand twice in the pages table.

    Raises:
        TableError: one does.
    """
    clash = [name for name in names if name in OWN_COLUMNS]
    if clash:
        raise TableError(f"carry: {clash[0]!r} is a column of the pages table itself; rename it in the input first")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise TableError(f"carry names {twice[0]!r} twice")


def _pandas_texts(series: Any, name: object) -> Any:
    series = of_nulls(series)
    if series.dtype != object:
        return pandas_to_arrow(series, name)
    values = series.tolist()
    for row, value in enumerate(values):
        if not (isinstance(value, str) or is_null(value)):
            raise TypeError(f"{column_called(name)}: row {row} must be str or null, not {type(value).__name__}")
    return values


def _pandas_frame(frame: Any, columns: Columns) -> Input:
    pandas = load("pandas", "a pandas frame")
    check_columns(list(frame.columns), columns)
    for name in columns.named():
        if isinstance(frame[name], pandas.DataFrame):
            raise TableError(f"the frame has more than one column {name!r}")
    return Input(
        "pandas",
        _pandas_texts(frame[columns.text], columns.text),
        None if columns.id is None else _ids(frame[columns.id].tolist(), columns.id),
        None if columns.published is None else _moments(frame[columns.published], columns.published),
        None if columns.source is None else _sources(frame[columns.source].tolist(), columns.source),
        frame[list(columns.carry)].reset_index(drop=True),
    )


def _arrow_frame(library: str, frame: Any, found: list[str], columns: Columns) -> Input:
    check_columns(found, columns)

    def values(name: str) -> list[Any]:
        column = frame[name]
        out: list[Any] = column.to_list() if hasattr(column, "to_list") else column.to_pylist()
        return out

    return Input(
        library,
        polars_text(frame[columns.text]) if library == "polars" else frame[columns.text],
        None if columns.id is None else _ids(values(columns.id), columns.id),
        None if columns.published is None else _moments(values(columns.published), columns.published),
        None if columns.source is None else _sources(values(columns.source), columns.source),
        frame.select(list(columns.carry)),
    )


def _ids(values: list[Any], name: str) -> list[int] | list[str]:
    seen: dict[Any, int] = {}
    kinds = set()
    for row, value in enumerate(values):
        if is_null(value):
            raise TableError(f"column {name!r}: the id of row {row} is null")
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            raise TableError(
                f"column {name!r}: ids must be text or whole numbers; row {row} holds {type(value).__name__}"
            )
        kinds.add(str if isinstance(value, str) else int)
        first = seen.setdefault(value, row)
        if first != row:
            raise TableError(f"column {name!r}: the id {value!r} stands twice, in rows {first} and {row}")
    if len(kinds) > 1:
        raise TableError(f"column {name!r}: ids must be all text or all numbers, not both")
    return values


def _sources(values: list[Any], name: str) -> list[str | None]:
    for row, value in enumerate(values):
        if not is_null(value) and not isinstance(value, str):
            raise TableError(f"column {name!r}: sources must be text; row {row} holds {type(value).__name__}")
    return [None if is_null(value) else value for value in values]


def _moments(values: Iterable[Any], name: str) -> list[int | None]:
    moments = []
    for row, value in enumerate(values):
        try:
            moments.append(published_at(value))
        except OptionError as error:  # noqa: PERF203 - the row is named
            raise TableError(f"column {name!r}, row {row}: {error}") from None
    return moments


def to_library(table: Table, library: str, carried: Any = None) -> Any:
    """A table of a run as a frame of `library`; "newscore" leaves it as it is."""
    if library == "pandas":
        return _to_pandas(table, carried)
    if library == "polars":
        polars = load("polars", "a Polars frame")
        frame = polars.DataFrame(table)
        return frame if carried is None else frame[:, :1].hstack(carried).hstack(frame[:, 1:])
    if library in ("pyarrow", "duckdb"):
        pyarrow = load("pyarrow", "an Arrow table")
        frame = pyarrow.table(table)
        for at, name in enumerate(carried.column_names if carried is not None else ()):
            frame = frame.add_column(1 + at, carried.schema.field(name), carried.column(name))
        return load("duckdb", "a DuckDB relation").from_arrow(frame) if library == "duckdb" else frame
    return table


def _to_pandas(table: Table, carried: Any) -> Any:
    pandas = load("pandas", "a pandas frame")
    pyarrow = load("pyarrow", "a pandas frame")
    # Text is the library's own string type; what pandas has no type of its own for (lists, structs, dates) stays Arrow.
    text = pandas.Series([""]).dtype if pandas.Series([""]).dtype != object else pandas.StringDtype()

    def pick(kind: Any) -> Any:
        if pyarrow.types.is_large_string(kind):
            return text
        if pyarrow.types.is_nested(kind) or pyarrow.types.is_date(kind):
            return pandas.ArrowDtype(kind)
        return None

    arrow = pyarrow.table(table)
    frame = arrow.to_pandas(types_mapper=pick, integer_object_nulls=True)
    for field in arrow.schema:
        if field.nullable and pyarrow.types.is_integer(field.type):
            frame[field.name] = frame[field.name].astype(f"Int{field.type.bit_width}")
    if carried is not None:
        for at, name in enumerate(carried.columns):
            frame.insert(1 + at, name, carried[name])
    frame.attrs.update({key.decode(): value.decode() for key, value in (arrow.schema.metadata or {}).items()})
    return frame
