"""A table of the core."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, overload


class Table:
    """A table in Arrow's memory layout that needs no Arrow library.

    It offers itself to any (`pyarrow.table(t)`, `polars.DataFrame(t)`) through `__arrow_c_stream__`, and as plain
    Python values. It pickles by means of pyarrow.

    Example:
        >>> import newscore as nc
        >>> table = nc.run(["Rain fell. It stopped."]).sentences
        >>> table["text"], table[1]["start"]
        (['Rain fell.', 'It stopped.'], 11)
        >>> table.to_pydict(["sentence_id", "end"])
        {'sentence_id': [0, 1], 'end': [10, 22]}
    """

    __slots__ = ("_columns",)

    def __init__(self, columns: Any) -> None:
        self._columns = columns

    @property
    def num_rows(self) -> int:
        """Number of rows."""
        rows: int = self._columns.num_rows
        return rows

    @property
    def num_columns(self) -> int:
        """Number of columns."""
        return len(self.types)

    @property
    def column_names(self) -> list[str]:
        """Names of the columns."""
        return [name for name, _ in self.types]

    @property
    def types(self) -> list[tuple[str, str]]:
        """Type of each column, by name, in Arrow's words."""
        types: list[tuple[str, str]] = self._columns.types
        return types

    def __len__(self) -> int:
        return self.num_rows

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, key: str, /) -> list[Any]: ...
        @overload
        def __getitem__(self, key: int, /) -> dict[str, Any]: ...

    def __getitem__(self, key: str | int, /) -> list[Any] | dict[str, Any]:
        """A column by name as a list, or a row by number as a dict."""
        if isinstance(key, str):
            return self.to_pydict([key])[key]
        if not hasattr(key, "__index__"):
            raise TypeError(f"a table is indexed by column name or row number, not {type(key).__name__}")
        rows = self.num_rows
        if not -rows <= key < rows:
            raise IndexError(f"row {key} of a table of {rows} rows")
        row: dict[str, Any] = self._columns.row(key % rows)
        return row

    def to_pylist(self) -> list[dict[str, Any]]:
        """The rows as a list of dicts. Every value becomes a Python object: for large tables use a library."""
        columns = self.to_pydict()
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]

    def to_pydict(self, columns: Sequence[str] | None = None) -> dict[str, list[Any]]:
        """The columns as a dict of lists; `columns` names those wanted."""
        names = self.column_names
        out = {}
        for name in names if columns is None else columns:
            if name not in names:
                raise KeyError(f"no column {name!r}; the table has {', '.join(names)}")
            out[name] = self._columns.column(names.index(name))
        return out

    def to_arrow(self) -> Any:
        """As a pyarrow.Table, without copying."""
        return self._to("pyarrow")

    def to_pandas(self) -> Any:
        """As a pandas.DataFrame."""
        return self._to("pandas")

    def to_polars(self) -> Any:
        """As a polars.DataFrame."""
        return self._to("polars")

    def _to(self, library: str) -> Any:
        from newscore._frames import to_library

        return to_library(self, library)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The table as an Arrow C stream, for libraries. `requested_schema` is accepted and not followed."""
        return self._columns.__arrow_c_stream__()

    def __reduce__(self) -> tuple[Any, ...]:
        from newscore._libraries import load

        return _read, (self.types, load("pyarrow", "a pickled table").table(self))

    def __deepcopy__(self, _memo: object) -> Table:
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and (self.types, self.to_pydict()) == (other.types, other.to_pydict())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Table({self.num_rows} rows: {', '.join(self.column_names)})"

    def __str__(self) -> str:
        from newscore.display import table_rows_text

        return table_rows_text(self)

    def _repr_html_(self) -> str:
        from newscore.display import table_rows_html

        return table_rows_html(self)


class _Read:
    """The columns of a table that was pickled, as pyarrow has them."""

    def __init__(self, types: list[tuple[str, str]], table: Any) -> None:
        self.types = types
        self.num_rows = table.num_rows
        self._table = table
        self.__arrow_c_stream__ = table.__arrow_c_stream__

    def column(self, at: int) -> Any:
        return self._table.column(at).to_pylist()

    def row(self, at: int) -> Any:
        return self._table.slice(at, 1).to_pylist()[0]


def _read(types: list[tuple[str, str]], table: Any) -> Table:
    return Table(_Read(types, table))
