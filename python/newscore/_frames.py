"""Frames of each library, in and out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._columns import column_called, of_nulls, pandas_to_arrow, polars_text
from newscore._errors import OptionError, TableError, listed_names
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
    # Whether ids are text; without a row the ids do not tell.
    text_ids: bool = False


class Columns(NamedTuple):
    """The names of the columns that a run reads."""

    text: str
    id: str | None
    published: str | None
    source: str | None
    carry: tuple[str, ...]
    # Whether an id names one row.
    unique: bool = True

    def named(self) -> list[str]:
        """Every column that must be there."""
        return [name for name in (self.text, self.id, self.published, self.source, *self.carry) if name is not None]


SURROGATE = re.compile("[\ud800-\udfff]")
OWN_COLUMNS = ("page_id", "text", "n_characters", "n_cut", "n_articles", "flags")


def read_frame(data: Any, columns: Columns) -> Input | None:
    """The texts of a frame or a column; None for anything else."""
    library = library_of(data)
    if library == "pandas":
        pandas = load("pandas", "a pandas frame")
        if isinstance(data, (pandas.Index, pandas.api.extensions.ExtensionArray)):
            data = pandas.Series(data)
        if isinstance(data, pandas.Series):
            return Input("pandas", _pandas_texts(data, data.name))
        return _pandas_frame(data, columns)
    data = gathered(data)
    if library == "polars":
        if not hasattr(data, "columns"):
            return Input("polars", polars_text(data))
        return _arrow_frame("polars", data, list(data.columns), columns)
    if library == "pyarrow" and not hasattr(data, "column_names"):
        return Input("pyarrow", data)
    if library in {"pyarrow", "duckdb"}:
        return _arrow_frame(library, data, data.column_names, columns)
    return None


def gathered(data: Any) -> Any:
    """What is lazy or can be read once as a frame at hand; anything else as it is."""
    library = library_of(data)
    if library == "polars" and hasattr(data, "collect"):
        return data.collect()
    once = library == "pyarrow" and (hasattr(data, "read_next_batch") or hasattr(data, "to_struct_array"))
    return load("pyarrow", "a table").table(data) if once or library == "duckdb" else data


def check_columns(found: Sequence[object], columns: Columns) -> None:
    """TableError, by name, for a column that a frame lacks, or that cannot be carried."""
    missing = [name for name in columns.named() if name not in found]
    if missing:
        listed = ", ".join(map(repr, missing))
        raise TableError(f"no column {listed}; the frame has {', '.join(map(repr, found))}")
    twice = [name for name in columns.named() if list(found).count(name) > 1]
    if twice:
        raise TableError(f"the frame has more than one column {twice[0]!r}")
    check_carry(columns.carry)


def carried(names: Any) -> tuple[str, ...]:
    """The names of carried columns.

    Raises:
        OptionError: they are no list of names.
    """
    if isinstance(names, str):
        raise OptionError(f"carry must be a list of column names, not the str {names!r}")
    return tuple(listed_names("carry", names))


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
    check_columns(list(frame.columns), columns)
    return Input(
        "pandas",
        _pandas_texts(frame[columns.text], columns.text),
        None if columns.id is None else _ids(frame[columns.id].tolist(), columns),
        None if columns.published is None else _moments(frame[columns.published], columns.published),
        None if columns.source is None else _sources(frame[columns.source].tolist(), columns.source),
        frame[list(columns.carry)].reset_index(drop=True),
        columns.id is not None and not _is_whole(frame[columns.id].dtype),
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
        None if columns.id is None else _ids(values(columns.id), columns),
        None if columns.published is None else _moments(values(columns.published), columns.published),
        None if columns.source is None else _sources(values(columns.source), columns.source),
        frame.select(list(columns.carry)),
        columns.id is not None and not _is_whole(getattr(frame[columns.id], "type", None) or frame[columns.id].dtype),
    )


def _is_whole(kind: Any) -> bool:
    """Whether a library calls a type one of whole numbers."""
    return str(kind).lower().lstrip("u").startswith("int")


def _ids(values: list[Any], columns: Columns) -> list[int] | list[str]:
    name = columns.id
    seen: dict[Any, int] = {}
    kinds = set()
    for row, value in enumerate(values):
        if is_null(value):
            raise TableError(f"column {name!r}: the id of row {row} is null")
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            raise TableError(
                f"column {name!r}: ids must be text or whole numbers; row {row} holds {type(value).__name__}"
            )
        if reason := unwritable("id", value):
            raise TableError(f"column {name!r}, row {row}: {reason}")
        kinds.add(str if isinstance(value, str) else int)
        first = seen.setdefault(value, row)
        if first != row and columns.unique:
            raise TableError(f"column {name!r}: the id {value!r} stands twice, in rows {first} and {row}")
    if len(kinds) > 1:
        raise TableError(f"column {name!r}: ids must be all text or all numbers, not both")
    return values


def unwritable(name: str, value: Any) -> str | None:
    """Why a table cannot hold an id or a source."""
    if isinstance(value, str) and SURROGATE.search(value):
        return f"the {name} holds a lone surrogate, which no file can"
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return f"the {name} is a number of more than 64 bits"
    return None


def _sources(values: list[Any], name: str) -> list[str | None]:
    for row, value in enumerate(values):
        if not is_null(value) and not isinstance(value, str):
            raise TableError(f"column {name!r}: sources must be text; row {row} holds {type(value).__name__}")
        if reason := unwritable("source", value):
            raise TableError(f"column {name!r}, row {row}: {reason}")
    return [None if is_null(value) else value for value in values]


def _moments(values: Iterable[Any], name: str) -> list[int | None]:
    moments = []
    for row, value in enumerate(values):
        try:
            moments.append(published_at(value))
        except OptionError as error:  # noqa: PERF203 - the row is named
            raise TableError(f"column {name!r}, row {row}: {error}") from None
    return moments


def pandas_text() -> Any:
    """The string type of pandas."""
    pandas = load("pandas", "a pandas frame")
    kind = pandas.Series([""]).dtype
    return pandas.StringDtype() if kind == object else kind  # noqa: E721 - pandas compares its types so


def id_column(values: list[Any], text: bool, library: str) -> Any:
    """Ids as a column of `library`; without a row too it has their type."""
    if library == "pandas":
        return load("pandas", "a pandas frame").array(values, dtype=pandas_text() if text else "int64")
    if library == "polars":
        polars = load("polars", "a Polars frame")
        return polars.Series(values, dtype=polars.String if text else polars.Int64)
    pyarrow = load("pyarrow", "an Arrow table")
    return pyarrow.array(values, pyarrow.large_string() if text else pyarrow.int64())


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
    text = pandas_text()

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
