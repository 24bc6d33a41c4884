"""Reads the sample pages and what a reader of each page says is right for it.

A page is `seeds/pages/NAME.txt`, its judgement `seeds/expected/NAME.tsv`. Parsing is strict: a judgement that does not
fit its page is worth nothing, so whatever is malformed raises `ExpectationError` naming the line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

KEPT = {"body", "subheading", "dateline", "live-entry", "correction"}
METADATA = {
    "headline",
    "section-suffix",
    "topic-tag",
    "standfirst",
    "byline",
    "source-credit",
    "caption",
    "photo-credit",
    "copyright",
    "timestamp",
}
DROPPED = {
    "related-link",
    "related-block-header",
    "related-block-item",
    "ui-text",
    "end-mark",
    "email-obfuscation",
    "separator",
    "newsletter",
    "advert",
    "social",
    "comment",
    "navigation",
}
LABELS = KEPT | METADATA | DROPPED
SEARCHED = KEPT | {"headline", "standfirst", "caption"}
MATCH_KINDS = {"name", "abbreviation", "demonym", "capital", "surname", "acronym"}
REFERRING = {"surname", "acronym"}
ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", "r": "\r"}


class ExpectationError(ValueError):
    """A line of a judgement that is malformed or does not fit its page."""


@dataclass(frozen=True, order=True)
class Segment:
    """One segment of a page; offsets in code points."""

    start: int
    end: int
    label: str
    article: int | None


@dataclass(frozen=True)
class Mention:
    """One mention of an entity; `antecedent` is the span of the mention that it refers to."""

    start: int
    end: int
    entity_id: str | None
    match_kind: str
    antecedent: tuple[int, int] | None


@dataclass(frozen=True)
class SamplePage:
    """A page and its judgement."""

    name: str
    text: str
    flags: frozenset[str]
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class _Row:
    """A line `mention` before it has found its place on the page."""

    where: str
    surface: str
    entity_id: str | None
    match_kind: str
    antecedent: int | None


def names() -> list[str]:
    """The names of all sample pages; a page without a judgement, or the reverse, raises."""
    pages = {path.stem for path in (SEEDS / "pages").glob("*.txt")}
    judged = {path.stem for path in (SEEDS / "expected").glob("*.tsv")}
    if alone := sorted(pages ^ judged):
        raise ExpectationError(f"page without judgement, or judgement without page: {alone}")
    return sorted(pages)


def read(name: str) -> SamplePage:
    """The sample page of that name, its judgement laid on its text."""
    # newline="": line ends are part of the page, and offsets count them.
    with (SEEDS / "pages" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    return parse(name, text, (SEEDS / "expected" / f"{name}.tsv").read_text(encoding="utf-8"))


def parse(name: str, text: str, judgement: str) -> SamplePage:
    """Lays a judgement, the content of a .tsv file, on the text of its page."""
    flags: frozenset[str] | None = None
    pieces: list[tuple[str, str, int | None, str]] = []
    rows: list[_Row] = []
    lines = judgement.split("\n")
    if not lines[0].startswith("# ") or lines[-1] != "":
        raise ExpectationError(f"{name}: opens with a line of prose after '# ' and ends with a line end")
    for number, line in enumerate(lines[1:-1], 2):
        where = f"{name}.tsv:{number}"
        match line.split("\t"):
            case ["page", given] if flags is None and not pieces:
                flags = frozenset() if given == "-" else frozenset(given.split(","))
            case ["segment", label, article, raw] if flags is not None and label in LABELS and not rows:
                pieces.append((where, label, _number(article, where), unescape(raw, where)))
            case ["mention", surface, entity, kind, antecedent] if pieces and kind in MATCH_KINDS:
                found = None if entity == "-" else entity
                rows.append(_Row(where, unescape(surface, where), found, kind, _number(antecedent, where)))
            case _:
                raise ExpectationError(f"{where}: malformed, out of order, or an unknown label or kind: {line!r}")
    if flags is None:
        raise ExpectationError(f"{name}: no line 'page'")
    segments = _tile(text, pieces)
    return SamplePage(name, text, flags, segments, _place(text, segments, rows))


def unescape(raw: str, where: str) -> str:
    r"""Text with `\n`, `\r`, `\t` and `\\` as the characters that they stand for."""
    out: list[str] = []
    characters = iter(raw)
    for character in characters:
        plain = character
        if character == "\\":
            escaped = next(characters, "")
            if escaped not in ESCAPES:
                raise ExpectationError(f"{where}: unknown escape \\{escaped}")
            plain = ESCAPES[escaped]
        out.append(plain)
    return "".join(out)


def _number(text: str, where: str) -> int | None:
    if text == "-":
        return None
    if not (text.isascii() and text.isdigit()):
        raise ExpectationError(f"{where}: neither a number nor '-': {text!r}")
    return int(text)


def _tile(text: str, pieces: list[tuple[str, str, int | None, str]]) -> tuple[Segment, ...]:
    """Segments one after the other with nothing but blank characters between them."""
    segments: list[Segment] = []
    position = 0
    for where, label, article, raw in pieces:
        if not raw or raw != raw.strip():
            raise ExpectationError(f"{where}: empty or not trimmed: {raw!r}")
        while position < len(text) and text[position].isspace():
            position += 1
        if not text.startswith(raw, position):
            raise ExpectationError(
                f"{where}: the page goes on with {text[position : position + 50]!r}, not {raw[:50]!r}"
            )
        segments.append(Segment(position, position + len(raw), label, article))
        position += len(raw)
    if rest := text[position:].strip():
        raise ExpectationError(f"{pieces[-1][0] if pieces else text[:20]}: left over on the page: {rest[:60]!r}")
    articles = [segment.article for segment in segments if segment.article is not None]
    if articles != sorted(articles) or set(articles) != set(range(len(set(articles)))):
        raise ExpectationError(f"{pieces[0][0]}: articles are not numbered from 0 in order")
    return tuple(segments)


def _places(text: str, segments: tuple[Segment, ...], surface: str) -> Iterator[int]:
    """Where the surface stands as whole words inside one searched segment."""

    def joins(at: int) -> bool:
        return 0 < at < len(text) and is_word(text[at - 1]) and is_word(text[at])

    for segment in segments:
        if segment.label not in SEARCHED:
            continue
        at = text.find(surface, segment.start, segment.end)
        while at >= 0:
            if not joins(at) and not joins(at + len(surface)):
                yield at
            at = text.find(surface, at + 1, segment.end)


def is_word(character: str) -> bool:
    """Whether the character is part of a word."""
    return character.isalnum() or character == "_"


def _place(text: str, segments: tuple[Segment, ...], rows: list[_Row]) -> tuple[Mention, ...]:
    """Gives each mention its place; the order of the lines must leave each only one."""
    places = [list(_places(text, segments, row.surface)) for row in rows]
    starts: list[int] = []
    position = 0
    for row, at in zip(rows, places, strict=True):
        start = next((start for start in at if start >= position), None)
        if start is None:
            raise ExpectationError(f"{row.where}: {row.surface!r} not found after {position} in searched segments")
        starts.append(start)
        position = start + len(row.surface)
    # Packed against the end of the page instead of its beginning, they must stand where they stood.
    limit = len(text)
    for row, at, start in reversed(list(zip(rows, places, starts, strict=True))):
        last = max(other for other in at if other + len(row.surface) <= limit)
        if last != start:
            raise ExpectationError(f"{row.where}: {row.surface!r} may stand at {start} or at {last}")
        limit = start
    mentions: list[Mention] = []
    for row, start in zip(rows, starts, strict=True):
        antecedent = None
        if row.antecedent is not None:
            if row.match_kind not in REFERRING or row.antecedent >= len(rows):
                raise ExpectationError(f"{row.where}: an antecedent that cannot be")
            target = rows[row.antecedent]
            if target.entity_id != row.entity_id or target.match_kind in REFERRING:
                raise ExpectationError(
                    f"{row.where}: its antecedent is {target.surface!r}, another entity or no full name"
                )
            antecedent = (starts[row.antecedent], starts[row.antecedent] + len(target.surface))
        elif row.entity_id is not None and row.match_kind in REFERRING:
            raise ExpectationError(f"{row.where}: {row.match_kind} of an entity, but of which mention?")
        mentions.append(Mention(start, start + len(row.surface), row.entity_id, row.match_kind, antecedent))
    return tuple(mentions)
