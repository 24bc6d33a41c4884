"""Rows of a batch that make no page, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._errors import OptionError, TableError
from newscore._frames import check_columns, gathered, unwritable
from newscore._libraries import FRAMES, is_null, library_of, listed, load
from newscore._published import published_at

if TYPE_CHECKING:
    from newscore._frames import Columns


class Reject(NamedTuple):
    """A row that made no page: its number over all batches, its id where it has one, and why."""

    row: int
    page_id: str | int | None
    reason: str


class Sieve:
    """Tells rows that can be run from others, batch after batch; it remembers the ids."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._seen: set[int] = set()
        self._kind: type[str | int] | None = None

    def sift(self, batch: Any, first: int) -> tuple[Any, list[int], list[Reject]]:
        """The batch without what is rejected, the numbers of the rows that stay, and the rejects.

        Args:
            batch: a frame, a column or a list of texts.
            first: the number of its first row.

        Raises:
            TableError: a column is missing.
        """
        columns = self._columns
        library = library_of(batch)
        batch = gathered(batch) if library in FRAMES else list(batch)
        names = getattr(batch, "column_names", None) or getattr(batch, "columns", None)
        if names is not None:
            check_columns(list(names), columns)
        elif columns.named()[1:]:
            raise TableError(f"a {type(batch).__name__} has no column {columns.named()[1]!r}; give frames")
        texts = _texts(batch if names is None else batch[columns.text])
        beside = {name: listed(batch[name]) for name in (columns.id, columns.published, columns.source) if name}
        kept, rejects = [], []
        for at in range(len(batch)):
            page_id = beside[columns.id][at] if columns.id else None
            reason = self.reason(
                None if texts is None else texts[at],
                page_id,
                beside[columns.published][at] if columns.published else None,
                beside[columns.source][at] if columns.source else None,
            )
            if reason is None:
                kept.append(at)
            else:
                named = page_id if isinstance(page_id, (str, int)) else None
                rejects.append(Reject(first + at, named, reason))
        return (_take(batch, kept, library) if rejects else batch), [first + at for at in kept], rejects

    def reason(self, text: Any, page_id: Any, published: Any, source: Any) -> str | None:
        """Why a row is rejected; a row that is not has its id remembered."""
        for name, value in (("text", text), ("source", source)):
            if not (isinstance(value, str) or is_null(value)):
                return f"the {name} is {type(value).__name__}, not str"
        try:
            published_at(published)
        except (TypeError, OptionError) as error:
            return str(error)
        if self._columns.id is None:
            return unwritable("source", source)
        if is_null(page_id):
            return "the id is null"
        if isinstance(page_id, bool) or not isinstance(page_id, (str, int)):
            return f"the id is {type(page_id).__name__}, not text or a whole number"
        kind = str if isinstance(page_id, str) else int
        if kind is not (self._kind or kind):
            return f"the id is {kind.__name__}, those before are {self._kind.__name__ if self._kind else ''}"
        if reason := unwritable("id", page_id) or unwritable("source", source):
            return reason
        if hash(page_id) in self._seen:
            return "the id stands twice"
        self.remember(page_id)
        return None

    def remember(self, page_id: str | int) -> None:
        """Another row with this id will be rejected."""
        self._kind = str if isinstance(page_id, str) else int
        self._seen.add(hash(page_id))


def _texts(column: Any) -> list[Any] | None:
    """The values of a column that may hold what is no text; None where its type says that it does not."""
    if isinstance(column, (list, tuple)):
        return list(column)
    if library_of(column) == "pandas" and column.dtype == object:
        return listed(column)
    return None


def _take(batch: Any, kept: list[int], library: str) -> Any:
    if isinstance(batch, (list, tuple)):
        return [batch[at] for at in kept]
    if library == "pandas":
        return batch.iloc[kept]
    if library == "polars":
        return batch[kept] if kept else batch.clear()
    pyarrow = load("pyarrow", "a table")
    # Without a type an empty list is one of nulls, which no table takes.
    taken = batch.take(pyarrow.array(kept, pyarrow.int64()))
    return load("duckdb", "a DuckDB relation").from_arrow(taken) if library == "duckdb" else taken
