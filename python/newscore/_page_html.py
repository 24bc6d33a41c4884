"""One page as HTML: its text line by line, what each piece was taken for, and why.

A *piece* is a segment, or text that no segment covers (shown as "unlabelled": nothing may vanish from sight). A
*row* holds the pieces of one line: labels at the left, text in the middle, the deciding rules at the right. A
*block* is the rows of one article, or of a stretch outside every article.

Time is linear in the text and in the number of segments and mentions, apart from sorting them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newscore._errors import OptionError
from newscore._markup import attribute, counted, markup, number, percent
from newscore._style import family, palette_style, stylesheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

LAYERS = ("articles", "segments", "sentences", "mentions")

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
ACTION_WORDS = {"keep": "kept", "metadata": "field", "drop": "cut"}
# A field longer than this is cut short in the small table: the text itself stands below it.
_FIELD_WIDTH = 240
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


def page_html(
    page: Any,
    *,
    layers: Collection[str] = ("articles", "segments", "mentions"),
    fold: int | None = 4000,
    limit: int | None = 250_000,
    palette: Mapping[str, str | tuple[str, str]] | None = None,
) -> str:
    """A page as a self-contained piece of HTML, for a notebook cell or a file.

    `layers` says what is drawn of "articles", "segments", "sentences" and "mentions"; what is drawn can be switched
    off and on by the reader. Text beyond `fold` characters is drawn folded away, text beyond `limit` characters is
    not drawn at all, and the page says so; None lifts either. `palette` overrides colours by family, see
    `newscore.display.PALETTE`.

    Everything that comes from the page is escaped: it can run nothing, and reaches no network.

    Raises `OptionError` for an unknown layer, a negative `fold` or `limit`, or a colour that is none.
    """
    drawn = check_layers(layers)
    style = palette_style(palette)
    body = page_body(page, layers=drawn, fold=fold, limit=limit, switches=True)
    return f'<style>{stylesheet()}</style><div class="nc"{style}>{body}</div>'


def check_layers(layers: Collection[str]) -> frozenset[str]:
    """The layers as a set; an unknown one is an `OptionError` that names it."""
    wanted = (layers,) if isinstance(layers, str) else tuple(layers)
    for layer in wanted:
        if layer not in LAYERS:
            raise OptionError(f"layers: unknown layer {layer!r}; accepted: {', '.join(LAYERS)}")
    return frozenset(wanted)


def page_body(
    page: Any,
    *,
    layers: frozenset[str],
    fold: int | None,
    limit: int | None,
    switches: bool,
    anchor: str = "",
    name: str = "",
) -> str:
    """`page_html` without style sheet and root, so that a document can hold many.

    `anchor` is the id of the page and the beginning of its articles' ids (none without it, as ids of two notebook
    cells would clash); `name` heads the page.
    """
    for option, value in (("fold", fold), ("limit", limit)):
        if value is not None and value < 0:
            raise OptionError(f"{option}: {value} is negative; accepted: None or a number of characters")
    raw = page.raw
    shown = len(raw) if limit is None else min(limit, len(raw))
    articles = list(page.articles)
    pieces = _pieces(raw, page.segments if "segments" in layers else (), shown)
    pieces, edge = _split_at(raw, pieces, fold)
    blocks = _blocks(raw, pieces, articles if "articles" in layers else [])
    painter = Painter(
        raw,
        mentions=page.mentions if "mentions" in layers else (),
        sentences=page.sentences if "sentences" in layers else (),
    )
    out = [f'<section class="nc-page"{_id(anchor)}>', _header(page, name)]
    if switches:
        out.append(switches_html(layers))
    out += [_block_html(block, len(articles), painter, edge, anchor) for block in blocks]
    if not pieces:
        out.append('<p class="nc-note">There is no text on this page.</p>')
    if shown < len(raw):
        left_out = counted(len(raw) - shown, "more character")
        out.append(f'<p class="nc-note">{left_out} of this page not drawn here.</p>')
    out.append("</section>")
    return "".join(out)


def page_name(page: Any) -> str:
    """What a page calls itself: its id, as text, or nothing."""
    name = getattr(page, "page_id", None)
    return "" if name is None else str(name)


def facts(page: Any) -> list[str]:
    """The counts of a page in words: articles, segments, sentences, mentions, characters."""
    counts = [(page.articles, "article"), (page.segments, "segment"), (page.sentences, "sentence")]
    counts.append((page.mentions, "mention"))
    return [counted(len(things), noun) for things, noun in counts] + [counted(len(page.raw), "character")]


def characters_by_action(segments: Iterable[Any]) -> dict[str, int]:
    """Characters in segments by action, in the order keep, metadata, drop."""
    totals = dict.fromkeys(ACTION_WORDS, 0)
    for segment in segments:
        totals[segment.action] = totals.get(segment.action, 0) + segment.end - segment.start
    return totals


def share_bar(totals: Mapping[str, int]) -> str:
    """A thin bar of what was kept, went into fields, was cut, with the same in words below it."""
    whole = sum(totals.values())
    if not whole:
        return ""
    parts = "".join(
        f'<span class="nc-b-{attribute(action)}" style="width:{100 * n / whole:.2f}%"></span>'
        for action, n in totals.items()
        if n
    )
    words = {"keep": "kept", "metadata": "into fields", "drop": "cut"}
    told = " · ".join(f"{percent(n, whole)} {words.get(action, action)}" for action, n in totals.items())
    return f'<div class="nc-bar" aria-hidden="true">{parts}</div><p class="nc-meta-line">{markup(told)}</p>'


def switches_html(layers: Collection[str]) -> str:
    """The boxes by which a reader switches what is drawn; they work without any script."""
    boxes = []
    if "segments" in layers:
        boxes += [("labels", "labels", True), ("cuts", "text left out", True), ("rules", "every rule and score", False)]
    if "mentions" in layers:
        boxes += [("mentions", "mentions", True), ("entities", "every entity", False)]
    if "sentences" in layers:
        boxes.append(("sentences", "sentences", True))
    if not boxes:
        return ""
    labels = "".join(
        f'<label><input type="checkbox" class="nc-t-{name}"{" checked" if on else ""}>{text}</label>'
        for name, text, on in boxes
    )
    return f'<fieldset class="nc-switches"><legend class="nc-hidden">Show</legend>{labels}</fieldset>'


def flags_html(flags: Iterable[str]) -> str:
    """The flags of a page as small framed words."""
    return "".join(f'<span class="nc-flag">{markup(flag)}</span>' for flag in flags)


def _id(anchor: str) -> str:
    return f' id="{attribute(anchor)}"' if anchor else ""


def _header(page: Any, name: str) -> str:
    heading = name or page_name(page)
    topic = getattr(page, "topic", None)
    flags = flags_html(page.flags)
    return "".join(
        [
            '<header class="nc-head">',
            f'<h2 dir="auto">{markup(heading)}</h2>' if heading else "",
            f'<p class="nc-meta-line">{" · ".join(facts(page))}</p>',
            f'<p class="nc-meta-line">Topic: <bdi>{markup(topic)}</bdi></p>' if topic else "",
            f'<p class="nc-meta-line"><span class="nc-hidden">Flags: </span>{flags}</p>' if flags else "",
            share_bar(characters_by_action(page.segments)),
            "</header>",
        ]
    )


def _pieces(raw: str, segments: Iterable[Any], shown: int) -> list[Piece]:
    """The segments up to `shown`, and what stands between them and is not blank."""
    pieces: list[Piece] = []
    at = 0

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


def _split_at(raw: str, pieces: list[Piece], fold: int | None) -> tuple[list[Piece], int | None]:
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


def _blocks(raw: str, pieces: list[Piece], articles: Sequence[Any]) -> list[Block]:
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


def _block_html(block: Block, n_articles: int, painter: Painter, edge: int | None, anchor: str) -> str:
    """The block, its rows from the offset `edge` on folded away (None: no fold)."""
    out = []
    if block.article is not None:
        own = f"{anchor}-article-{block.index + 1}" if anchor else ""
        out.append(f'<section class="nc-article"{_id(own)}>')
        out.append(_article_head(block.article, block.index, n_articles))
    else:
        apart = '<span class="nc-kind">outside every article</span>' if n_articles else ""
        left_out = " nc-out" if all(map(_is_left_out, block.rows)) else ""
        out.append(f'<div class="nc-loose{left_out}">{apart}')
    folded = 0
    before: Row | None = None
    for row in block.rows:
        same = before is not None and _alike(before, row)
        if edge is not None and row.pieces[0].start >= edge:
            if not folded:
                hidden = block.rows[-1].pieces[-1].end - row.pieces[0].start
                out.append(f'<details class="nc-fold"><summary>Show {counted(hidden, "more character")}</summary>')
                same = False
            folded += 1
        out.append(painter.row(row, same=same))
        before = row
    if folded:
        out.append("</details>")
    out.append("</section>" if block.article is not None else "</div>")
    return "".join(out)


def _is_left_out(row: Row) -> bool:
    """Whether nothing of a line is in the clean text."""
    return all(piece.action != "keep" for piece in row.pieces)


def _alike(one: Row, two: Row) -> bool:
    """Whether two lines have the same label from the same rule, so that the second need not repeat it."""
    if len(one.pieces) > 1 or len(two.pieces) > 1 or two.after_gap:
        return False
    a, b = one.pieces[0], two.pieces[0]
    rules = [getattr(piece.segment, "rule", None) for piece in (a, b)]
    return (a.label, a.action, rules[0]) == (b.label, b.action, rules[1])


def _article_head(article: Any, index: int, n_articles: int) -> str:
    confidence = getattr(article, "confidence", None)
    kind = f"Article {index + 1} of {n_articles}"
    if confidence is not None:
        kind += f" · confidence {confidence:.2f}"
    headline = getattr(article, "headline", None)
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td dir="auto">{markup(value)}</td></tr>' for name, value in _fields(article)
    )
    return "".join(
        [
            f'<span class="nc-kind">{kind}</span>',
            f'<h3 dir="auto">{markup(headline)}</h3>' if headline else "",
            f'<table class="nc-fields"><tbody>{rows}</tbody></table>' if rows else "",
        ]
    )


def _fields(article: Any) -> Iterator[tuple[str, str]]:
    """The fields that an article has, as text; the headline apart, which is drawn as one."""
    place, date = getattr(article, "dateline_place", None), getattr(article, "dateline_date", None)
    credits_ = getattr(article, "credits", None) or ()
    values = {
        "section": getattr(article, "section", None),
        "standfirst": getattr(article, "standfirst", None),
        "authors": getattr(article, "authors", None),
        "credits": [f"{credit[0]} ({credit[1]})" if credit[1] else credit[0] for credit in credits_],
        "agency": getattr(article, "agency", None),
        "dateline": [str(part) for part in (place, date) if part],
        "timestamps": getattr(article, "timestamps", None),
        "captions": getattr(article, "captions", None),
        "rights": getattr(article, "rights", None),
    }
    for name, value in values.items():
        if not value:
            continue
        text = value if isinstance(value, str) else ", ".join(map(str, value))
        yield name, text if len(text) <= _FIELD_WIDTH else text[:_FIELD_WIDTH].rstrip() + "…"


class Painter:
    """Draws rows of one page: its text, mentions and sentence starts put in their places."""

    def __init__(self, raw: str, mentions: Iterable[Any], sentences: Iterable[Any]) -> None:
        self._raw = raw
        self._mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._mention_starts = [m.start for m in self._mentions]
        self._sentence_starts = sorted(s.start for s in sentences)

    def row(self, row: Row, *, same: bool) -> str:
        """One line of the page; `same` when the line before has its label and rule."""
        named = [piece for piece in row.pieces if piece.label != "body"]
        marks = ["nc-row"]
        if named:
            marks += ["nc-marked", f"nc-f-{_family(named[0])}"]
        if row.after_gap:
            marks.append("nc-gap")
        if same:
            marks.append("nc-same")
        if _is_left_out(row):
            marks.append("nc-out")
        return (
            f'<div class="{" ".join(marks)}"><div class="nc-lab">{"".join(map(_label, named))}</div>'
            f'<div class="nc-txt" dir="auto">{self._line(row.pieces)}</div>'
            f'<div class="nc-rule">{"".join(map(_rule, row.pieces))}</div></div>'
        )

    def _line(self, pieces: list[Piece]) -> str:
        out = []
        at = pieces[0].start
        for piece in pieces:
            out.append(markup(self._raw[at : piece.start]))
            out.append(self._piece(piece))
            at = piece.end
        return "".join(out)

    def _piece(self, piece: Piece) -> str:
        tag = "del" if piece.action == "drop" else "span"
        marks = ["nc-seg", f"nc-{attribute(piece.action)}", f"nc-f-{_family(piece)}"]
        if piece.label != "body":
            marks += ["nc-named", f"nc-l-{attribute(piece.label)}"]
        if piece.action != "keep":
            marks.append("nc-out")
        text = self._inline(piece.start, piece.end)
        return f'<{tag} class="{" ".join(marks)}" title="{_title(piece)}">{text}</{tag}>'

    def _inline(self, start: int, end: int) -> str:
        """The text between two offsets with its mentions underlined and its sentences counted.

        A mention that begins before the one drawn last has ended is not drawn; one that crosses `end` is drawn up
        to it.
        """
        out = []
        at = start
        first = bisect_left(self._mention_starts, start)
        last = bisect_left(self._mention_starts, end)
        for mention in map(self._mentions.__getitem__, range(first, last)):
            if mention.start < at:
                continue
            stop = min(mention.end, end)
            sure = "" if mention.entity_id is not None else " nc-unsure"
            # A sentence that begins with the mention is counted outside its underline.
            out.append(self._counted(at, mention.start, upto=mention.start + 1))
            out.append(f'<span class="nc-m{sure}" title="{_mention_title(mention)}">')
            out.append(f"{self._counted(mention.start, stop, since=mention.start + 1)}</span>")
            at = stop
        out.append(self._counted(at, end))
        return "".join(out)

    def _counted(self, start: int, end: int, since: int | None = None, upto: int | None = None) -> str:
        """The text, with the number of each sentence that starts in it, or from `since` to before `upto`."""
        first = bisect_left(self._sentence_starts, start if since is None else since)
        last = bisect_left(self._sentence_starts, end if upto is None else upto)
        if first == last:
            return markup(self._raw[start:end])
        out = []
        at = start
        for index in range(first, last):
            place = self._sentence_starts[index]
            out.append(f'{markup(self._raw[at:place])}<span class="nc-s">{index + 1}</span>')
            at = place
        out.append(markup(self._raw[at:end]))
        return "".join(out)


def _family(piece: Piece) -> str:
    return family(piece.label) if piece.segment is not None else "text"


def _label(piece: Piece) -> str:
    return f'<span class="nc-f-{_family(piece)}">{markup(piece.label or "unlabelled")}</span>'


def _rule(piece: Piece) -> str:
    """Why a piece was taken out of the text; for kept ones drawn only when the reader asks for every rule."""
    if piece.segment is None:
        return ""
    why = " nc-why" if piece.action == "keep" else ""
    score = _score(piece)
    word = ACTION_WORDS.get(piece.action, piece.action)
    told = f"{markup(word)} · {markup(piece.segment.rule)}"
    shown_score = f'<span class="nc-why"> {score}</span>' if score else ""
    return f'<span class="nc-r{why}">{told}{shown_score}</span>'


def _score(piece: Piece) -> str:
    score = getattr(piece.segment, "score", None)
    return "" if score is None else f"{score:.2f}"


def _title(piece: Piece) -> str:
    if piece.segment is None:
        return "unlabelled"
    parts = [piece.label, ACTION_WORDS.get(piece.action, piece.action), f"rule {piece.segment.rule}"]
    if score := _score(piece):
        parts.append(f"score {score}")
    parts.append(f"characters {number(piece.segment.start)} to {number(piece.segment.end)}")
    return attribute(" · ".join(parts))


def _mention_title(mention: Any) -> str:
    entity = mention.entity_id if mention.entity_id is not None else "no clear entity"
    parts = [entity, getattr(mention, "entity_type", None), getattr(mention, "match_kind", None)]
    return attribute(" · ".join(str(part) for part in parts if part))
