"""A page cut up for drawing: pieces, rows and blocks, whatever they are drawn with.

A *piece* is a segment, or text that no segment covers (shown as "unlabelled": nothing may vanish from sight). A
*row* holds the pieces of one line. A *block* is the rows of one article, or of a stretch outside every article.

Time is linear in the text and in the number of segments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# A fold that hides fewer characters than this costs the reader more than it saves.
_WORTH_A_FOLD = 500


@dataclass(frozen=True)
class Piece:
    """A stretch of the page drawn as one: offsets in code points, `segment` None where none covers it."""

    start: int
    end: int
    label: str
    action: str
    segment: Any


@dataclass
class Row:
    """The pieces of one line, and whether an empty line stands before it."""

    pieces: list[Piece]
    after_gap: bool


@dataclass
class Block:
    """The rows of one article (`index` counts from 0), or of a stretch outside (`article` None)."""

    article: Any
    index: int
    rows: list[Row] = field(default_factory=list)


def pieces_of(raw: str, segments: Iterable[Any], first: int, shown: int) -> list[Piece]:
    """The segments between the offsets `first` and `shown`, and what stands between them and is not blank."""
    pieces: list[Piece] = []
    at = first

    def uncovered(start: int, end: int) -> None:
        text = raw[start:end]
        if text and not text.isspace():
            lead = len(text) - len(text.lstrip())
            pieces.append(Piece(start + lead, start + len(text.rstrip()), "", "keep", None))

    for segment in segments:
        if segment.start >= shown:
            break
        uncovered(at, segment.start)
        end = min(segment.end, shown)
        pieces.append(Piece(segment.start, end, segment.label, segment.action, segment))
        at = end
    uncovered(at, shown)
    return pieces


def split_at(raw: str, pieces: list[Piece], fold: int | None) -> tuple[list[Piece], int | None]:
    """The pieces, and the offset from which rows are folded away (None: nothing is worth a fold).

    A long piece that lies across the fold is cut in two there, after a blank if one is near.
    """
    if fold is None or not pieces or pieces[-1].end <= fold + _WORTH_A_FOLD:
        return pieces, None
    out: list[Piece] = []
    edge = fold
    for piece in pieces:
        if piece.start < fold and piece.end > fold + _WORTH_A_FOLD:
            blank = raw.rfind(" ", max(piece.start + 1, fold - 200), fold)
            edge = blank + 1 if blank >= 0 else fold
            out.append(Piece(piece.start, edge, piece.label, piece.action, piece.segment))
            out.append(Piece(edge, piece.end, piece.label, piece.action, piece.segment))
        else:
            out.append(piece)
    return out, edge


def blocks_of(raw: str, pieces: list[Piece], articles: Sequence[Any]) -> list[Block]:
    """Pieces gathered into rows and rows into blocks, in the order of the page."""
    blocks: list[Block] = []
    upcoming = 0
    before: Piece | None = None
    for piece in pieces:
        while upcoming < len(articles) and articles[upcoming].end <= piece.start:
            upcoming += 1
        inside = upcoming < len(articles) and articles[upcoming].start <= piece.start
        index = upcoming if inside else -1
        fresh = not blocks or blocks[-1].index != index
        if fresh:
            blocks.append(Block(articles[index] if inside else None, index))
        breaks = len(_LINE_END.findall(raw, before.end, piece.start)) if before else 0
        continued = before is not None and before.segment is piece.segment and piece.segment is not None
        if fresh or breaks or continued:
            blocks[-1].rows.append(Row([piece], after_gap=breaks > 1))
        else:
            blocks[-1].rows[-1].pieces.append(piece)
        before = piece
    return blocks


def is_left_out(row: Row) -> bool:
    """Whether nothing of a line is in the clean text."""
    return all(piece.action != "keep" for piece in row.pieces)


def alike(one: Row, two: Row) -> bool:
    """Whether two lines have the same label from the same rule, so that the second need not repeat it."""
    if len(one.pieces) > 1 or len(two.pieces) > 1 or two.after_gap:
        return False
    a, b = one.pieces[0], two.pieces[0]
    rules = [getattr(piece.segment, "rule", None) for piece in (a, b)]
    return (a.label, a.action, rules[0]) == (b.label, b.action, rules[1])
