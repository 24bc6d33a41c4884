"""The doubts of a run in one view: what was decided, by which rule, in its surroundings, and the verdict so far."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscore._doubts import TEXT
from newscore._markup import counted, markup, visible
from newscore._page_html import framed
from newscore._page_text import fit
from newscore._style import family

if TYPE_CHECKING:
    from newscore._doubts import Doubt, Doubts

_VERDICTS = {"accept": "accepted", "reject": "rejected", None: "undecided"}


def doubts_html(doubts: Doubts) -> str:
    """Every doubt with its number, what was decided and its surroundings; the verdict stands in words."""
    cards = [_card(number, one, doubts.verdict(number)) for number, one in enumerate(doubts)]
    how = "accept(0, 2), reject(1), reject(3, label=…), reject(4, entity_id=…); .overrides holds the verdicts"
    note = f"{counted(len(doubts), 'doubt')}, least certain first. {how}." if cards else "Nothing is in doubt."
    return framed(f'<section class="nc-page"><p class="nc-note">{markup(note)}</p>{"".join(cards)}</section>')


def _card(number: int, one: Doubt, verdict: str | None) -> str:
    colour = {"cut": family(one.said or ""), "article": "title", "mention": "mention"}[one.kind]
    times = f" · {counted(one.n, 'time')}" if one.n > 1 else ""
    where = f"{one.source} · {one.page_id}" if one.source is not None else str(one.page_id)
    return (
        f'<div class="nc-doubt nc-f-{colour}"><div class="nc-lab nc-head"><span><b>{number}</b> · {markup(told(one))}'
        f"{times} · <b>{_VERDICTS[verdict]}</b></span></div>"
        f'<div class="nc-txt" dir="auto"><span class="nc-near">{_even(one.before)}</span>{_body(one)}'
        f'<span class="nc-near">{_even(one.after)}</span></div>'
        f'<div class="nc-rule" dir="auto">{markup(where)}, characters {one.start:,} to {one.end:,}</div></div>'
    )


def _even(around: str) -> str:
    """What stands around, its empty lines left out: they say nothing here."""
    return markup(re.sub(r"\s*\n\s*", "\n", around))


def _body(one: Doubt) -> str:
    if one.kind == "mention":
        at = one.context.find(one.text)
        before, after = one.context[:at], one.context[at + len(one.text) :]
        return f'{markup(before)}<mark class="nc-is nc-m nc-unsure">{markup(one.text)}</mark>{markup(after)}'
    text = one.text if len(one.text) <= TEXT else one.text[:TEXT].rstrip() + "…"
    tag = "del" if one.action == "drop" else "mark"
    return f'<{tag} class="nc-is{" nc-drop" if tag == "del" else ""}">{markup(text)}</{tag}>'


def told(one: Doubt) -> str:
    """What was decided, in words."""
    if one.kind == "cut":
        word = "cut" if one.action == "drop" else "made a field"
        return f"{word} as {one.said} by {one.rule}, score {one.score:.2f}"
    if one.kind == "article":
        return f"an article begins here, confidence {one.score:.2f}"
    chosen = f"named {one.said}" if one.said is not None else "left without an entity"
    return f"{one.rule} {chosen}, best score {one.score:.2f}; candidates: {', '.join(one.candidates)}"


def doubts_text(doubts: Doubts, width: int = 88) -> str:
    """The same for a terminal: three lines each."""
    lines = []
    for number, one in enumerate(doubts):
        lines.append(fit(f"{number:>3}  {visible(told(one))} [{_VERDICTS[doubts.verdict(number)]}]", width))
        lines.append(fit(f"     {visible(one.context[:TEXT])}", width))
        lines.append(fit(f"     on {visible(str(one.page_id))}, seen {counted(one.n, 'time')}", width))
    return "\n".join(lines) or "nothing is in doubt"
