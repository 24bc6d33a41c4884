"""A run as HTML: the small table of a notebook cell, and the report, one document that needs nothing beside it.

The report says in its head that a browser may load and run nothing (a content security policy), so that even a
mistake in the escaping would stay without effect. It holds no clock time and no duration: the same run gives the
same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscore._markup import attribute, counted, markup, number, percent
from newscore._page_html import (
    ACTION_WORDS,
    check_layers,
    flags_html,
    framed,
    page_body,
    page_name,
    share_bar,
    switches_html,
)
from newscore._rows import table_html
from newscore._style import palette_style, stylesheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TOP_ENTITIES = 12
_TOP_LABELS = 12


def report_html(
    pages: Iterable[Any],
    *,
    title: str = "newscore report",
    summary: Mapping[str, Any] | None = None,
    layers: Iterable[str] = ("articles", "segments", "mentions"),
    fold: int | None = 6000,
    limit: int | None = 50_000,
    max_pages: int | None = 200,
    palette: Mapping[str, str | tuple[str, str]] | None = None,
) -> str:
    """Pages and the summary of their run as one self-contained HTML document.

    `pages` are pages, each headed by its `page_id`; `summary` is what `RunResult.stats()` gives. `fold`, `limit`,
    `layers` and `palette` are those of `page_html`. Of a long run the first `max_pages` pages are drawn (None: all),
    and the document says how many are not; `summary["pages"]`, if there, is the number there are.

    The document takes about eight times the text that it shows.
    """
    drawn = check_layers(tuple(layers))
    style = palette_style(palette)
    contents: list[str] = []
    bodies: list[str] = []
    more = False
    for index, page in enumerate(pages, start=1):
        if max_pages is not None and index > max_pages:
            more = True
            break
        anchor = f"page-{index}"
        name = page_name(page) or f"Page {index}"
        contents.append(_entry(page, anchor, name))
        bodies.append(page_body(page, layers=drawn, fold=fold, limit=limit, switches="", anchor=anchor, name=name))
    out = [
        (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="color-scheme" content="light dark"><meta name="generator" content="newscore">'
            f"<title>{attribute(title)}</title><style>{stylesheet()}{_DOCUMENT_RULES}</style></head>"
            f'<body class="nc nc-doc"{style}><main><h1 dir="auto">{markup(title)}</h1>'
        )
    ]
    if summary is not None:
        out.append(_summary_html(summary))
    if contents:
        out.append('<nav class="nc-toc" aria-labelledby="contents"><h2 id="contents">Pages</h2>')
        out.append(f"<ol>{''.join(contents)}</ol>{_missing(summary, len(contents), more)}</nav>")
        out.append(f'<div class="nc-tools">{switches_html(drawn)}{_legend(drawn)}</div>')
    out += bodies
    out.append("</main></body></html>\n")
    return "".join(out)


def _missing(summary: Mapping[str, Any] | None, drawn: int, more: bool) -> str:
    if not more:
        return ""
    missing = (summary or {}).get("pages", 0) - drawn
    told = counted(missing, "more page") if missing > 0 else "More pages"
    return f'<p class="nc-note">{told} of this run not drawn here.</p>'


def run_html(result: Any) -> str:
    """The result of a run as a small piece of HTML: counts, characters, top entities, refusals."""
    return framed(_summary_html(result.stats()))


def _entry(page: Any, anchor: str, name: str) -> str:
    headlines = "".join(
        f'<li><a href="#{anchor}-article-{index}" dir="auto">{markup(article.headline)}</a></li>'
        for index, article in enumerate(page.articles, start=1)
        if getattr(article, "headline", None)
    )
    flags = flags_html(page.flags)
    return (
        f'<li><a href="#{anchor}" dir="auto">{markup(name)}</a> <span class="nc-toc-flags">{flags}</span>'
        f"{f'<ul>{headlines}</ul>' if headlines else ''}</li>"
    )


def _summary_html(stats: Mapping[str, Any]) -> str:
    """The summary of a run, from the dict that `RunResult.stats()` gives; parts that it lacks are left out."""
    out = ['<section class="nc-page nc-summary"><dl class="nc-figures">']
    figures = (key for key in ("pages", "articles", "sentences", "mentions") if key in stats)
    out += [f"<div><dt>{key}</dt><dd>{number(stats[key])}</dd></div>" for key in figures]
    out.append("</dl>")
    if characters := stats.get("characters"):
        actions = (("keep", "keep"), ("metadata", "metadata"), ("drop", "drop"))
        out.append(share_bar({action: characters.get(key, 0) for action, key in actions}))
    out.append('<div class="nc-pair">')
    out.append(_labels_table(stats.get("labels") or ()))
    out.append(_entities_table(stats.get("entities") or ()))
    out.append("</div>")
    if refused := stats.get("refused"):
        rows = "".join(
            f'<tr><th scope="row"><bdi>{markup(one["path"])}</bdi></th><td>{markup(one["reason"])}</td></tr>'
            for one in refused
        )
        out.append(f"<h2>Refused</h2>{table_html(('input', 'reason'), rows)}")
    out.append("</section>")
    return "".join(out)


def _labels_table(labels: Iterable[Mapping[str, Any]]) -> str:
    ordered = sorted(labels, key=lambda one: (-one["characters"], one["label"]))
    if not ordered:
        return ""
    whole = sum(one["characters"] for one in ordered)
    rows = [
        f'<tr><th scope="row">{markup(one["label"])}</th>'
        f"<td>{markup(ACTION_WORDS.get(one['action'], one['action']))}</td>"
        f'<td class="nc-n">{number(one["segments"])}</td><td class="nc-n">{number(one["characters"])}</td>'
        f'<td class="nc-n">{markup(percent(one["characters"], whole))}</td></tr>'
        for one in ordered
    ]
    head = ("label", "outcome", "segments", "characters", "share")
    first, rest = rows[:_TOP_LABELS], rows[_TOP_LABELS:]
    more = (
        f'<details class="nc-fold"><summary>{counted(len(rest), "more label")}</summary>'
        f"{table_html(head, ''.join(rest), numbers=3)}</details>"
        if rest
        else ""
    )
    return f"<div><h2>Labels</h2>{table_html(head, ''.join(first), numbers=3)}{more}</div>"


def _entities_table(entities: Iterable[Mapping[str, Any]]) -> str:
    ordered = list(entities)[:_TOP_ENTITIES]
    if not ordered:
        return ""
    most = max(one["mentions"] for one in ordered) or 1
    rows = "".join(
        f'<tr><th scope="row"><bdi>{markup(one["text"])}</bdi></th><td><bdi>{markup(one["entity_id"])}</bdi></td>'
        f'<td class="nc-n">{number(one["mentions"])}</td><td class="nc-n">{number(one["pages"])}</td>'
        '<td class="nc-wide">'
        f'<span class="nc-share" style="width:{100 * one["mentions"] / most:.0f}%"></span></td></tr>'
        for one in ordered
    )
    return f"<div><h2>Top entities</h2>{table_html(('name', 'entity', 'mentions', 'pages', ''), rows, numbers=3)}</div>"


def _legend(layers: frozenset[str]) -> str:
    """How to read the pages, in one line."""
    told = []
    if "segments" in layers:
        told.append("Text without a label at its left is body.")
        told.append("<del>Struck through</del>: cut from the clean text; tinted: taken into a field.")
    if "mentions" in layers:
        told.append('<span class="nc-m">Underlined</span>: a mention; wavy: no entity clearly wins.')
    if told:
        told.append("Rules, scores and entities show under the pointer, or switched on above.")
    return f'<p class="nc-note">{" ".join(told)}</p>' if told else ""


_DOCUMENT_RULES = (
    ".nc-doc{margin:0;padding:36px 20px 60px}.nc-doc main{max-width:1080px;margin:0 auto}"
    ".nc-doc h1{font-size:28px;margin:0 0 20px}"
    ".nc-toc{margin:0 0 24px;font-size:14px}"
    ".nc-toc ol{columns:2 360px;column-gap:40px;padding-left:24px;margin:10px 0 0}"
    ".nc-toc li{margin:0 0 4px;break-inside:avoid}.nc-toc ul{margin:0;padding-left:0;list-style:none;font-size:13px}"
    ".nc-doc a{color:var(--nc-mention);text-decoration:none;overflow-wrap:anywhere}"
    ".nc-doc a:hover{text-decoration:underline}.nc-toc ul a{color:var(--nc-quiet)}"
    ".nc-tools{position:sticky;top:0;z-index:1;background:var(--nc-paper);padding:2px 0 10px;margin:0 0 16px;"
    "border-bottom:1px solid var(--nc-line)}"
    "@media print{.nc-tools{position:static}}"
)
