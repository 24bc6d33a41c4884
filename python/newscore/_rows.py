"""Rows of values as a table: in HTML, and in plain text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscore._markup import markup, number, visible
from newscore._page_text import columns, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

# A value longer than this is cut short: a table is for looking over, the value itself is at hand.
_WIDEST = 120
# Columns of a terminal that one cell takes at most.
_WIDEST_TEXT = 40


def table_html(head: Sequence[str], rows: str, numbers: int = 0) -> str:
    """A table of rows that are HTML already.

    Its last `numbers` columns hold numbers; a column without a name has a picture only.
    """
    cells = "".join(
        f'<th scope="col" class="nc-n">{markup(name)}</th>' if len(head) - at <= numbers and name else _head_cell(name)
        for at, name in enumerate(head)
    )
    return f'<table class="nc-table"><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>'


def values_html(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table of plain values: escaped, numbers at the right, the first column heading its row."""
    drawn = []
    for row in rows:
        first, *rest = row
        heading = f'<th scope="row" dir="auto">{_cell(first)}</th>'
        drawn.append(f"<tr>{heading}{''.join(map(_data_cell, rest))}</tr>")
    numbers = 0
    for at in range(len(head) - 1, 0, -1):
        if not rows or not all(_is_number(row[at]) for row in rows):
            break
        numbers += 1
    return table_html(head, "".join(drawn), numbers)


def values_text(head: Sequence[str], rows: Sequence[Sequence[Any]], width: int = 100) -> str:
    """The same for a terminal, in lines of at most `width` columns."""
    cells = [[visible(_told(value)) for value in row] for row in (head, *rows)]
    widths = [min(max(columns(row[at]) for row in cells), _WIDEST_TEXT) for at in range(len(head))]
    numeric = [bool(rows) and all(_is_number(row[at]) for row in rows) for at in range(len(head))]
    lines = []
    for row in cells:
        padded = []
        for text, room, right in zip(row, widths, numeric, strict=True):
            cut = fit(text, room)
            blank = " " * (room - columns(cut))
            padded.append(blank + cut if right else cut + blank)
        lines.append(fit("  ".join(padded).rstrip(), width))
    return "\n".join(lines)


def _head_cell(name: str) -> str:
    return f'<th scope="col">{markup(name)}</th>' if name else '<td aria-hidden="true"></td>'


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))


def _data_cell(value: Any) -> str:
    return f'<td class="nc-n">{_cell(value)}</td>' if _is_number(value) else f'<td dir="auto">{_cell(value)}</td>'


def _cell(value: Any) -> str:
    text = _told(value)
    return markup(text if len(text) <= _WIDEST else text[:_WIDEST].rstrip() + "…")


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, int):
        return number(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_told, value))
    return str(value)
