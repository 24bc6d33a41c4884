"""One page for a terminal: a line per segment, articles as headings. What `page.explain()` gives."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING, Any

from newscore._errors import OptionError
from newscore._markup import visible
from newscore._page_html import characters_by_action, facts, page_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = {"keep": "+", "metadata": ">", "drop": "-"}
_COLOURS = {"keep": "", "metadata": "\x1b[36m", "drop": "\x1b[2m"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_LEAST_WIDTH = 40
# The widest label and rule that get a column of their own size; longer ones push their line to the right.
_WIDEST_NAME = 22


def page_text(page: Any, width: int = 88, *, color: bool = False, sentences: bool = False) -> str:
    r"""A page as lines of `width` columns: for each segment what became of it, its label, rule, score and text.

    The marks are `+` kept, `>` into a field, `-` cut. Control characters of the page are shown as symbols: its text
    cannot drive the terminal. With `color`, escape codes of ours colour the lines.

    Raises `OptionError` for a width below 40.
    """
    if width < _LEAST_WIDTH:
        raise OptionError(f"width: {width} is too narrow; accepted: {_LEAST_WIDTH} columns or more")
    lines = list(_head(page, width, color))
    articles = list(page.articles)
    labels = _column(segment.label for segment in page.segments)
    rules = _column(segment.rule for segment in page.segments)
    ended = _ended(page)[::-1] if sentences else []
    upcoming = 0
    heading = -1
    for segment in page.segments:
        while upcoming < len(articles) and articles[upcoming].end <= segment.start:
            upcoming += 1
        inside = upcoming < len(articles) and articles[upcoming].start <= segment.start
        current = upcoming if inside else len(articles)
        if current != heading and (articles or heading == -1):
            lines.append("")
            if inside:
                lines.append(_painted(_article_line(articles[upcoming], upcoming, len(articles), width), _BOLD, color))
            heading = current
        lines.append(_segment_line(page.raw, segment, labels, rules, width, color))
        while ended and ended[-1][0].end <= segment.end:
            lines.append(_sentence_line(page.raw, *ended.pop(), labels, rules, width))
    return "\n".join(lines)


def fit(text: str, width: int) -> str:
    """The text in at most `width` columns of a terminal, with an ellipsis where it was cut.

    A wide character takes two columns, a combining one none.

    >>> fit("abcdef", 4), fit("日本語", 5)
    ('abc…', '日本…')
    """
    if text.isascii():
        return text if len(text) <= width else text[: width - 1] + "…"
    used = 0
    kept = 0
    for at, character in enumerate(text):
        used += columns(character)
        if used <= width - 1:
            kept = at + 1
        if used > width:
            return text[:kept] + "…"
    return text


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _head(page: Any, width: int, color: bool) -> Iterator[str]:
    if name := page_name(page):
        yield _painted(fit(visible(name), width), _BOLD, color)
    yield from textwrap.wrap(" · ".join(facts(page)), width)
    words = {"keep": "+ kept", "metadata": "> into fields", "drop": "- cut"}
    totals = characters_by_action(page.segments)
    told = " · ".join(f"{words.get(action, action)} {n:,}" for action, n in totals.items())
    yield from textwrap.wrap(f"characters: {told}", width)
    if page.flags:
        yield from textwrap.wrap("flags: " + visible(", ".join(page.flags)), width)


def _article_line(article: Any, index: int, n_articles: int, width: int) -> str:
    line = f"Article {index + 1} of {n_articles}"
    if (confidence := getattr(article, "confidence", None)) is not None:
        line += f" ({confidence:.2f})"
    if headline := getattr(article, "headline", None):
        line += f": {visible(headline)}"
    return fit(line, width)


def _segment_line(raw: str, segment: Any, labels: int, rules: int, width: int, color: bool) -> str:
    score = "    " if segment.score is None else f"{segment.score:4.2f}"
    mark = _MARKS.get(segment.action, "?")
    line = f"{mark} {visible(segment.label):<{labels}}  {visible(segment.rule):<{rules}}  {score}  "
    # No more characters than can be drawn are looked at, however long the segment is.
    text = visible(raw[segment.start : min(segment.end, segment.start + 2 * width)])
    return _painted(fit(line + text, width), _COLOURS.get(segment.action, ""), color)


def _ended(page: Any) -> list[tuple[Any, str]]:
    """Each sentence and the rule that ended it."""
    rules = [boundary.rule for boundary in page.explain_sentences() if boundary.ends]
    return list(zip(page.sentences, rules, strict=True))


def _sentence_line(raw: str, sentence: Any, rule: str, labels: int, rules: int, width: int) -> str:
    # The end is what the rule is about.
    start = max(sentence.start, sentence.end - 2 * width)
    line = f"  {'.':<{labels}}  {rule:<{rules}}        "
    return line + fit(visible(raw[start : sentence.end])[::-1], width - len(line))[::-1]


def _column(names: Iterator[str]) -> int:
    return min(max((len(name) for name in names), default=0), _WIDEST_NAME)


def _painted(line: str, code: str, color: bool) -> str:
    return f"{code}{line}{_PLAIN}" if color and code else line
