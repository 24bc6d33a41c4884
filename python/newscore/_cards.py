"""Small drawings of things that are not pages: gazetteers, load reports, tables, audits, evaluations, models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscore._markup import counted, markup
from newscore._page_html import framed
from newscore._rows import values_html, values_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ALIASES_SHOWN = 8
_REFUSED_SHOWN = 20
_ROWS_SHOWN = 10


def gazetteer_html(gazetteer: Any) -> str:
    """A gazetteer: how much it holds, how it begins, whose data it is, and what was refused in loading it."""
    aliases = gazetteer.aliases
    first = ", ".join(aliases[at] for at in range(min(len(aliases), _ALIASES_SHOWN)))
    facts = [
        ("aliases", len(gazetteer)),
        ("memory", f"{gazetteer.nbytes / 1e6:.1f} MB"),
        ("begins with", first + (", …" if len(aliases) > _ALIASES_SHOWN else "")),
        ("licences", "; ".join(gazetteer.licenses)),
    ]
    body = _facts("Gazetteer", facts)
    return framed(_card(body + (_report(gazetteer.report) if gazetteer.report is not None else "")))


def load_report_html(report: Any) -> str:
    """What reading a gazetteer took in, and which rows it refused and why."""
    return framed(_card(_report(report)))


def _first_rows(table: Any) -> tuple[str, list[str], list[list[Any]], int]:
    """Shape, column names and first rows of a table, and how many rows are left out."""
    columns = table.column_names
    count = min(table.num_rows, _ROWS_SHOWN)
    rows = [[table[at][name] for name in columns] for at in range(count)]
    shape = f"{counted(table.num_rows, 'row')}, {counted(len(columns), 'column')}"
    return shape, columns, rows, table.num_rows - count


def table_rows_text(table: Any) -> str:
    """A table of the core for a terminal: its first rows."""
    shape, columns, rows, rest = _first_rows(table)
    more = [f"and {counted(rest, 'more row')}"] if rest else []
    return "\n".join([shape, values_text(columns, rows), *more])


def table_rows_html(table: Any) -> str:
    """A table of the core: its shape and its first rows."""
    shape, columns, rows, rest = _first_rows(table)
    more = f'<p class="nc-note">and {counted(rest, "more row")}</p>' if rest else ""
    return framed(_card(f'<p class="nc-meta-line">{shape}</p>{values_html(columns, rows)}{more}'))


def audit_html(audit: Any) -> str:
    """Whether the account of a run balances, and the article starts that are doubtful."""
    told = str(audit).split("\n")
    lines = "".join(f'<p class="nc-meta-line">{markup(line)}</p>' for line in told[:2])
    verdict = "The account balances." if audit.balanced else "The account does not balance."
    rows = [(r["page_id"], r["article_id"], r["headline"], r["start"], r["confidence"]) for r in audit.doubtful]
    head = ("page", "article", "headline", "start", "confidence")
    doubts = values_html(head, rows) if rows else f'<p class="nc-note">{markup(told[2])}</p>'
    return framed(_card(f"<h2>{verdict}</h2>{lines}{doubts}"))


def evaluation_html(evaluation: Any) -> str:
    """Found spans against true ones: a row a label, and how many mistakes of each kind there are."""
    rows = [
        (label, *(f"{figure:.4f}" for figure in (score.precision, score.recall, score.f1)), *score)
        for label, score in (("all", evaluation.overall), *evaluation.labels.items())
    ]
    scores = values_html(("label", "precision", "recall", "F1", "right", "found", "true"), rows)
    mistakes = values_html(("mistakes", "spans"), list(evaluation.kinds.items()))
    return framed(_card(f"<h2>Evaluation</h2>{scores}{mistakes}"))


def decisions_html(overrides: Any) -> str:
    """What a person has decided, one decision a row."""
    head = ("text", "kind", "source", "verdict", "value")
    rows = [(one.excerpt, one.kind, one.source, one.verdict, one.value) for one in overrides]
    body = values_html(head, rows) if rows else '<p class="nc-note">no decisions</p>'
    return framed(_card(f"<h2>Overrides</h2>{body}"))


def comparison_html(said: str, sections: Iterable[tuple[str, list[str], list[list[Any]]]]) -> str:
    """What differs between two runs: a line, and a table for each of label, rule, source, change and mention."""
    drawn = [f"<div><h2>{markup(title)}</h2>{values_html(head, rows)}</div>" for title, head, rows in sections if rows]
    told = said.removeprefix("Comparison(").removesuffix(")")
    return framed(_card(f'<p class="nc-meta-line">{markup(told)}</p><div class="nc-pair">{"".join(drawn)}</div>'))


def model_html(title: str, facts: Sequence[tuple[str, Any]]) -> str:
    """A model: its name and what is to be known of it."""
    return framed(_card(_facts(title, facts)))


def _card(body: str) -> str:
    return f'<section class="nc-page nc-summary">{body}</section>'


def _facts(title: str, facts: Sequence[tuple[str, Any]]) -> str:
    return f"<h2>{markup(title)}</h2>{values_html(('', ''), [fact for fact in facts if fact[1] not in ('', None)])}"


def _report(report: Any) -> str:
    facts = [(name, getattr(report, name)) for name in ("rows", "aliases", "entities", "collisions")]
    refused = report.refused
    facts.append(("refused", len(refused)))
    rows = values_html(("line", "reason"), refused[:_REFUSED_SHOWN]) if refused else ""
    rest = len(refused) - _REFUSED_SHOWN
    more = f'<p class="nc-note">and {counted(rest, "more row")}</p>' if rest > 0 else ""
    return _facts("Loaded", facts) + rows + more
