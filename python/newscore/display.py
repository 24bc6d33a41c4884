"""Pages and results drawn: pure functions from data to str, for a notebook, a report, a terminal.

>>> from newscore import display
>>> sorted(display.PALETTE)[:3]
['furniture', 'mention', 'notice']

`page_html` is what `page.show()` shows, `page_text` what `page.explain()` says, `run_html` what a run's result looks
like in a notebook, `report_html` a whole document. They take anything with the attributes of a `Page`. What comes
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

from newscore._page_html import LAYERS, page_html
from newscore._page_text import page_text
from newscore._report import report_html, run_html
from newscore._style import PALETTE

__all__ = ["LAYERS", "PALETTE", "page_html", "page_text", "report_html", "run_html"]
