"""Rows of a batch that make no page, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._errors import OptionError, TableError
from newscore._frames import check_columns
from newscore._libraries import is_null, library_of, listed
from newscore._published import published_at

if TYPE_CHECKING:
    from newscore._frames import Columns


SURROGATE = re.compile("[\ud800-\udfff]")


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
        return (_take(batch, kept) if rejects else batch), [first + at for at in kept], rejects

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
            return _unwritable("source", source)
        if is_null(page_id):
            return "the id is null"
        if isinstance(page_id, bool) or not isinstance(page_id, (str, int)):
            return f"the id is {type(page_id).__name__}, not text or a whole number"
        kind = str if isinstance(page_id, str) else int
        if kind is not (self._kind or kind):
            return f"the id is {kind.__name__}, those before are {self._kind.__name__ if self._kind else ''}"
        if reason := _unwritable("id", page_id) or _unwritable("source", source):
            return reason
        if hash(page_id) in self._seen:
            return "the id stands twice"
        self.remember(page_id)
        return None

    def remember(self, page_id: str | int) -> None:
        """Another row with this id will be rejected."""
        self._kind = str if isinstance(page_id, str) else int
        self._seen.add(hash(page_id))


def _unwritable(name: str, value: Any) -> str | None:
    """Why a table cannot hold an id or a source."""
    if isinstance(value, str) and SURROGATE.search(value):
        return f"the {name} holds a lone surrogate, which no file can"
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return f"the {name} is a number of more than 64 bits"
    return None


def _texts(column: Any) -> list[Any] | None:
    """The values of a column that may hold what is no text; None where its type says that it does not."""
    if isinstance(column, (list, tuple)):
        return list(column)
    if library_of(column) == "pandas" and column.dtype == object:
        return listed(column)
    return None


def _take(batch: Any, kept: list[int]) -> Any:
    if isinstance(batch, (list, tuple)):
        return [batch[at] for at in kept]
    if library_of(batch) == "pandas":
        return batch.iloc[kept]
    return batch.take(kept) if hasattr(batch, "take") else batch[kept]
