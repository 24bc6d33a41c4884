"""The way between raw and clean text, character by character."""

from __future__ import annotations

from bisect import bisect_right

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from collections.abc import Iterable


class Alignment:
    r"""Which character of the raw text stands for which of the clean text, in code points.

    Example:
        >>> import newscore as nc
        >>> page = nc.analyze("The dock reopened.\nSource link\n\nShips queued.")
        >>> page.alignment.to_clean(19) is None, page.alignment.to_raw(20)
        (True, 32)
        >>> page.alignment.spans_to_raw(9, 25)
        [(9, 18), (30, 37)]
    """

    __slots__ = ("_clean", "_length", "_pieces")

    def __init__(self, pieces: Iterable[tuple[int, int]]) -> None:
        # Disjoint and in order, and where the clean text of each begins.
        self._pieces = list(pieces)
        self._clean: list[int] = []
        self._length = 0
        for start, end in self._pieces:
            self._clean.append(self._length)
            self._length += end - start

    def to_raw(self, i: int) -> int | None:
        """Where the clean text's character `i` stands in the raw text; None past its end."""
        if not 0 <= i < self._length:
            return None
        at = bisect_right(self._clean, i) - 1
        return self._pieces[at][0] + i - self._clean[at]

    def to_clean(self, i: int) -> int | None:
        """Where the raw text's character `i` stands in the clean text; None where it was left out."""
        at = bisect_right(self._pieces, (i, float("inf"))) - 1
        if at < 0 or i >= self._pieces[at][1]:
            return None
        return self._clean[at] + i - self._pieces[at][0]

    def spans_to_raw(self, start: int, end: int) -> list[tuple[int, int]]:
        """The raw pieces, in order, behind the span `start:end` of the clean text."""
        spans = []
        for at in range(max(bisect_right(self._clean, start) - 1, 0), len(self._pieces)):
            clean, (first, last) = self._clean[at], self._pieces[at]
            if clean >= end:
                break
            span = first + max(start - clean, 0), min(first + end - clean, last)
            if span[0] < span[1]:
                spans.append(span)
        return spans

    def __len__(self) -> int:
        return self._length

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alignment) and self._pieces == other._pieces

    def __hash__(self) -> int:
        return hash(tuple(self._pieces))

    def __repr__(self) -> str:
        pieces = f"{len(self._pieces)} piece{'s' if len(self._pieces) != 1 else ''}"
        return f"Alignment({len(self)} character{'s' if len(self) != 1 else ''} in {pieces} of the raw text)"
