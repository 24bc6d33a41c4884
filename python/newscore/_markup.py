"""Text made safe to show, and numbers as people write them.

Text from a page may be hostile; it is met here and nowhere else. `markup` escapes it for the inside of an element,
`attribute` for an attribute, `visible` is for a terminal. All replace characters that have no picture (controls,
direction overrides, zero-width marks, lone surrogates) with a symbol that a reader sees.

All functions are pure and take time linear in their text.
"""

from __future__ import annotations

import html
import re

# Not here: ZWNJ and ZWJ (U+200C, U+200D), which Persian, Indic scripts and emoji need to be drawn at all; and
# whatever a browser draws as white space anyway.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001]"
)
_CARRIAGE_RETURN = re.compile(r"\r\n?")
# The line ends besides "\n" and "\r"; drawn as their symbol and a line break.
_RARE_LINE_ENDS = "\v\f\x85\u2028\u2029"


def _symbol(character: str) -> str:
    # Not Unicode's control pictures: few fonts have them.
    return f"[U+{ord(character):04X}]"


def visible(text: str) -> str:
    r"""One line of plain text in which nothing is unseen, for a terminal or an attribute.

    >>> visible("a\x1b[31mb\u202ec\nd")
    'a[U+001B][31mb[U+202E]c d'
    """
    return _UNSEEN.sub(lambda found: _symbol(found[0]), re.sub(r"[\r\n\t]+", " ", text))


def attribute(text: object) -> str:
    """`visible`, escaped for use between the quotes of an attribute."""
    return html.escape(visible(str(text)), quote=True)


def markup(text: object) -> str:
    r"""HTML that shows the text as text, line breaks kept.

    >>> markup("<b>\u202e'x'")
    '&lt;b&gt;<i class="nc-odd">[U+202E]</i>&#x27;x&#x27;'
    """
    escaped = html.escape(_CARRIAGE_RETURN.sub("\n", str(text)), quote=True)
    return _UNSEEN.sub(_chip, escaped)


def _chip(found: re.Match[str]) -> str:
    line_break = "\n" if found[0] in _RARE_LINE_ENDS else ""
    return f'<i class="nc-odd">{_symbol(found[0])}</i>{line_break}'


def number(n: float) -> str:
    """A count as people write it: 12,345."""
    return f"{n:,.0f}"


def counted(n: int, noun: str) -> str:
    """A count and its noun: "1 page", "2 pages"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def percent(part: float, whole: float) -> str:
    """A share in per cent that never rounds something to nothing, nor nearly all to all.

    >>> percent(1, 3000), percent(2999, 3000), percent(0, 5)
    ('<1 %', '>99 %', '0 %')
    """
    if whole <= 0 or part <= 0:
        return "0 %"
    share = 100 * part / whole
    if share < 1:
        return "<1 %"
    return ">99 %" if 99 < share < 100 else f"{share:.0f} %"
