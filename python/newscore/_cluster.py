"""What engines of many machines share: which tables there are, and frames of them on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscore._errors import OptionError
from newscore._run import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable


class ClusterTables:
    """The tables of a run on many machines: frames of the engine, each computed when the engine is asked for it.

    Each table is a pass over the pages of its own: ask for those that are needed, and let the engine keep (`persist`,
    `cache`) what several are made from.
    """

    def __init__(self, make: Callable[[str], Any]) -> None:
        self._make = make

    @property
    def pages(self) -> Any:
        """One row a page."""
        return self._make("pages")

    @property
    def articles(self) -> Any:
        """One row an article."""
        return self._make("articles")

    @property
    def segments(self) -> Any:
        """One row a segment."""
        return self._make("segments")

    @property
    def sentences(self) -> Any:
        """One row a sentence of kept text."""
        return self._make("sentences")

    @property
    def mentions(self) -> Any:
        """One row a mention."""
        return self._make("mentions")

    def __repr__(self) -> str:
        return f"ClusterTables({', '.join(TABLES)})"


def check_columns(found: list[str], **named: str | None) -> list[str]:
    """The columns that are read, in order; an id is always needed, for rows have no numbers across machines.

    Raises:
        OptionError: a column is not there.
    """
    if named.get("id") is None:
        raise OptionError("id=None is not accepted: name the column that tells pages apart, rows have no numbers here")
    missing = [name for name in named.values() if name is not None and name not in found]
    if missing:
        raise OptionError(f"no column {missing[0]!r}; the frame has {', '.join(map(repr, found))}")
    return [name for name in named.values() if name is not None]
