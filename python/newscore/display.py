"""Pages and results drawn: pure functions from data to str, for a notebook, a report, a terminal.

>>> from newscore import display
>>> sorted(display.PALETTE)[:3]
['furniture', 'mention', 'notice']

`page_html` is what `page.show()` shows, `excerpt_html` what a notebook shows of a page unasked, `page_text` what
`page.explain()` says, `run_html` what a run's result looks like in a notebook, `report_html` a whole document. They
take anything with the attributes of a `Page`. What comes
from a page is escaped, controls and direction overrides are made visible, and nothing is loaded from anywhere; the
drawings are readable without colour, follow the light or dark theme, and need no script.

Colours go by family of label. `PALETTE` has them as (light, dark); the argument `palette` overrides some:

>>> display.report_html([], palette={"title": "#334499"}).count("#334499")
2
>>> display.report_html([], palette={"titel": "#334499"})  # doctest: +ELLIPSIS
Traceback (most recent call last):
newscore._errors.OptionError: palette: unknown family 'titel'; accepted: text, title, origin, ...
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from newscore._cards import gazetteer_html, load_report_html, table_rows_html, table_rows_text
from newscore._page_html import LAYERS, article_html, excerpt_html, page_html
from newscore._page_text import page_text
from newscore._report import report_html, run_html
from newscore._style import PALETTE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from typing_extensions import Self

__all__ = [
    "LAYERS",
    "PALETTE",
    "Drawing",
    "article_html",
    "excerpt_html",
    "explanation",
    "gazetteer_html",
    "load_report_html",
    "page_html",
    "page_text",
    "report_html",
    "run_html",
    "show",
    "table_rows_html",
    "table_rows_text",
]


class Drawing(str):
    """Text for a terminal that a notebook shows as HTML: a str whose repr is itself."""

    __slots__ = ("_html",)
    _html: str

    def __new__(cls, text: str, html: str) -> Self:
        """A drawing that is `text` in a terminal and `html` in a notebook."""
        drawing = super().__new__(cls, text)
        drawing._html = html
        return drawing

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (str(self), self._html)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self._html


def explanation(page: Any, sentences: bool = False) -> Drawing:  # noqa: FBT002 - called from Rust
    """What `page.explain()` gives: segment by segment the label, the action, the rule and its score."""
    said = page_text(page, sentences=sentences)
    return Drawing(said, f"<pre>{html.escape(said)}</pre>")


def show(
    page: Any,
    layers: Collection[str] | None = None,
    fold: int | None = 4000,
    limit: int | None = 250_000,
    palette: Mapping[str, str | tuple[str, str]] | None = None,
) -> Drawing:
    """What `page.show()` gives: the page drawn with the layers named, all of them by default; see `page_html`.

    Raises:
        OptionError: a layer is not known; the message names those that are.
    """
    html = page_html(page, layers=layers, fold=fold, limit=limit, palette=palette)
    return Drawing(page_text(page), html)
