"""One page as HTML: its text line by line, what each piece was taken for, and why.

Pieces, rows and blocks are those of `_page_rows`. A row has its labels at the left, the raw text in the middle, beside
it what of it is clean text, and the deciding rules at the right.

Time is linear in the text and in the number of segments and mentions, apart from sorting them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from newscore._errors import OptionError
from newscore._markup import attribute, counted, markup, number, percent
from newscore._page_rows import Block, Piece, Row, alike, blocks_of, is_left_out, pieces_of, split_at
from newscore._style import family, palette_style, stylesheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

LAYERS = ("articles", "segments", "sentences", "mentions", "clean")
# What is drawn, but switched off at first, where the caller names no layers.
_QUIET = frozenset({"sentences", "clean"})
ACTION_WORDS = {"keep": "kept", "metadata": "field", "drop": "cut"}
# A field longer than this is cut short in the small table: the text itself stands below it.
_FIELD_WIDTH = 240


def page_html(
    page: Any,
    *,
    layers: Collection[str] | None = None,
    fold: int | None = 4000,
    limit: int | None = 250_000,
    palette: Mapping[str, str | tuple[str, str]] | None = None,
) -> str:
    """A page as a self-contained piece of HTML, for a notebook cell or a file.

    `layers` says what is drawn of "articles", "segments", "sentences", "mentions" and "clean" (the clean text beside
    the raw). The reader can switch each off and on by click or key. None draws all; sentences and clean text are
    switched off at first. Text beyond `fold` characters is drawn folded away, text beyond `limit` characters is not
    drawn at all, and the page says so; None lifts either. `palette` overrides colours by family, see
    `newscore.display.PALETTE`.

    Everything that comes from the page is escaped: it can run nothing, and reaches no network. The HTML takes about
    five times the text that it shows.

    Raises `OptionError` for an unknown layer, a negative `fold` or `limit`, or a colour that is none.
    """
    drawn, quiet = (frozenset(LAYERS), _QUIET) if layers is None else (check_layers(layers), frozenset[str]())
    body = page_body(page, layers=drawn, fold=fold, limit=limit, switches=switches_html(drawn, quiet))
    return framed(body, palette)


def excerpt_html(page: Any, limit: int = 2500) -> str:
    """The beginning of a page, as a notebook shows it unasked: a saved notebook should not republish a page.

    What is left out is counted, with the call that draws it.
    """
    drawn = frozenset(LAYERS)
    hint = "page.show() draws all of it"
    body = page_body(page, layers=drawn, fold=None, limit=limit, switches=switches_html(drawn, _QUIET), hint=hint)
    return framed(body)


def article_html(article: Any, raw: str, limit: int = 2500) -> str:
    """One article as a notebook shows it: fields and the beginning of its text, as on its page."""
    shown = min(article.end, article.start + limit)
    blocks = blocks_of(raw, pieces_of(raw, article.segments, article.start, shown), [article])
    painter = Painter(raw, mentions=article.mentions, sentences=())
    drawn = [_block_html(block, 0, painter, None, "") for block in blocks]
    missing = _undrawn(article.end - shown, "article", "")
    switches = switches_html({"segments", "mentions"})
    return framed(f'<section class="nc-page">{switches}{"".join(drawn)}{missing}</section>')


def framed(body: str, palette: Mapping[str, str | tuple[str, str]] | None = None) -> str:
    """A drawing with its style sheet and root element."""
    return f'<style>{stylesheet()}</style><div class="nc"{palette_style(palette)}>{body}</div>'


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
    switches: str,
    anchor: str = "",
    name: str = "",
    hint: str = "",
) -> str:
    """`page_html` without style sheet and root, so that a document can hold many.

    `anchor` is the id of the page and the beginning of its articles' ids (none without it, as ids of two notebook
    cells would clash); `name` heads the page; `hint` says how to see what is not drawn.
    """
    for option, value in (("fold", fold), ("limit", limit)):
        if value is not None and value < 0:
            raise OptionError(f"{option}: {value} is negative; accepted: None or a number of characters")
    raw = page.raw
    shown = len(raw) if limit is None else min(limit, len(raw))
    articles = list(page.articles)
    pieces = pieces_of(raw, page.segments if "segments" in layers else (), 0, shown)
    pieces, edge = split_at(raw, pieces, fold)
    blocks = blocks_of(raw, pieces, articles if "articles" in layers else [])
    painter = Painter(
        raw,
        mentions=page.mentions if "mentions" in layers else (),
        sentences=page.sentences if "sentences" in layers else (),
        clean="clean" in layers,
    )
    out = [f'<section class="nc-page"{_id(anchor)}>', _header(page, name), switches]
    if "clean" in layers and pieces:
        out.append(_COLUMN_HEADS)
    out += [_block_html(block, len(articles), painter, edge, anchor) for block in blocks]
    if not pieces:
        out.append('<p class="nc-note">There is no text on this page.</p>')
    out.append(_undrawn(len(raw) - shown, "page", hint))
    out.append("</section>")
    return "".join(out)


_COLUMN_HEADS = (
    '<div class="nc-row nc-cln"><div class="nc-lab"></div><div class="nc-kind">raw text</div>'
    '<div class="nc-kind">clean text</div></div>'
)


def _undrawn(missing: int, whole: str, hint: str) -> str:
    if missing <= 0:
        return ""
    told = f": {hint}" if hint else ""
    return f'<p class="nc-note">{counted(missing, "more character")} of this {whole} not drawn here{told}.</p>'


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


_SWITCHES = (
    # layer, class, what the reader reads, on at first
    ("articles", "articles", "articles and fields", True),
    ("segments", "labels", "labels", True),
    ("segments", "cuts", "text left out", True),
    ("segments", "rules", "every rule and score", False),
    ("sentences", "sentences", "sentences", True),
    ("mentions", "mentions", "mentions", True),
    ("mentions", "entities", "every entity", False),
    ("clean", "clean", "clean text beside", True),
)


def switches_html(layers: Collection[str], quiet: Collection[str] = ()) -> str:
    """The boxes by which a reader switches what is drawn; they work by key, and without any script.

    The layers of `quiet` are off at first.
    """
    labels = ""
    for layer, name, text, on in _SWITCHES:
        if layer in layers:
            state = " checked" if on and layer not in quiet else ""
            labels += f'<label><input type="checkbox" class="nc-t-{name}"{state}>{text}</label>'
    if not labels:
        return ""
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


def _block_html(block: Block, n_articles: int, painter: Painter, edge: int | None, anchor: str) -> str:
    """The block, its rows from the offset `edge` on folded away (None: no fold)."""
    out = []
    if block.article is not None:
        own = f"{anchor}-article-{block.index + 1}" if anchor else ""
        out.append(f'<section class="nc-article"{_id(own)}>')
        out.append(_article_head(block.article, block.index, n_articles))
    else:
        apart = '<span class="nc-kind">outside every article</span>' if n_articles else ""
        left_out = " nc-out" if all(map(is_left_out, block.rows)) else ""
        out.append(f'<div class="nc-loose{left_out}">{apart}')
    folded = 0
    before: Row | None = None
    for row in block.rows:
        same = before is not None and alike(before, row)
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


def _article_head(article: Any, index: int, n_articles: int) -> str:
    confidence = getattr(article, "confidence", None)
    kind = f"Article {index + 1} of {n_articles}" if n_articles else "Article"
    if confidence is not None:
        kind += f" · confidence {confidence:.2f}"
    headline = getattr(article, "headline", None)
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td dir="auto">{markup(value)}</td></tr>' for name, value in _fields(article)
    )
    return "".join(
        [
            '<header class="nc-head">',
            f'<span class="nc-kind">{kind}</span>',
            f'<h3 dir="auto">{markup(headline)}</h3>' if headline else "",
            f'<table class="nc-fields"><tbody>{rows}</tbody></table>' if rows else "",
            "</header>",
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

    def __init__(self, raw: str, mentions: Iterable[Any], sentences: Iterable[Any], *, clean: bool = False) -> None:
        self._raw = raw
        self._clean = clean
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
        if is_left_out(row):
            marks.append("nc-out")
        clean = f'<div class="nc-cln" dir="auto">{self._kept(row.pieces)}</div>' if self._clean else ""
        return (
            f'<div class="{" ".join(marks)}"><div class="nc-lab">{"".join(map(_label, named))}</div>'
            f'<div class="nc-txt" dir="auto">{self._line(row.pieces)}</div>{clean}'
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

    def _kept(self, pieces: list[Piece]) -> str:
        """What of a line is clean text: each kept piece with the blanks before it."""
        out: list[str] = []
        at = pieces[0].start
        for piece in pieces:
            if piece.action == "keep":
                out.append(self._raw[at : piece.end] if out else self._raw[piece.start : piece.end])
            at = piece.end
        return markup("".join(out))

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
