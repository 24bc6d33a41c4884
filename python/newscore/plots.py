"""Charts of runs, by Altair: an entity's days, who stands beside whom, what became of the characters.

Each function takes a run's result or a tidy frame, and returns the Altair chart, so that you restyle it with Altair's
own methods (`.properties(width=...)`, `.configure_axis(...)`, `+`, `|`). Nothing of a page but names, labels and counts
goes into a chart.

Altair's own renderer loads its library from the network. Where you have not chosen a renderer, the first plot chooses
"svg", which needs the vl-convert-python package and no network. Both come with `pip install "newscore[notebook]"`.

Example:
    >>> import newscore as nc
    >>> from newscore import plots
    >>> gaz = nc.Gazetteer.from_dict({"osk": ["Osk"], "turku": ["Turku"]})
    >>> out = nc.run(["Osk and Turku met.", "Osk won."], gazetteer=gaz)
    >>> chart = plots.cooccurrence(out)
    >>> chart.properties(title="Who meets whom").to_dict()["title"]
    'Who meets whom'
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from newscore import _counts
from newscore._errors import OptionError, TableError, check_whole
from newscore._libraries import load
from newscore._mention_rows import names_of
from newscore._style import PALETTE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newscore._run import RunResult

__all__ = ["before_after", "characters", "cooccurrence", "timeline"]

# Outcomes in their order, as people read them, each in a colour and a shade that differ in grey too.
_OUTCOMES = {"keep": "kept", "metadata": "into fields", "drop": "cut"}
_COLOURS = (PALETTE["title"][0], "#7fb3a8", "#e8a08c")
# Entities that a timeline tells apart: the palette of Altair has ten colours.
_MOST_LINES = 10


@functools.cache
def _altair() -> Any:
    altair = load("altair", "a plot")
    if altair.renderers.active == "default":
        load("vl_convert", "a plot drawn without network")
        altair.renderers.enable("svg")
    return altair


def timeline(
    mentions: Any,
    *,
    date: Any = None,
    freq: str = "month",
    entities: int | Sequence[str] = 5,
    unit: str = "article",
    kinds: str | Sequence[str] | None = None,
    labels: str | Sequence[str] | None = None,
    names: Any = None,
) -> Any:
    """In how many articles each entity is mentioned, over time: a line each.

    Args:
        mentions: a run's result, or its mentions, or a table of `Gazetteer.find_table`; or what `newscore.timeline`
            made of one, which has dates, freq and kinds in it.
        date: as for `newscore.timeline`: the name of a column, or {page_id: date}.
        freq: "day", "week", "month", "quarter" or "year".
        entities: the ids to draw, or how many of the most frequent (at most 10).
        unit: "article", "page" or "sentence": what is counted.
        kinds: the match kinds that count, as for `newscore.counts`.
        labels: where mentions count, as for `newscore.counts`.
        names: a Gazetteer, or {id: name}: to show names instead of ids.

    Returns:
        An Altair chart.

    Raises:
        OptionError: an argument has a value that is not accepted.
        MissingLibraryError: Altair is not installed.

    Example:
        >>> import newscore as nc
        >>> from newscore import plots
        >>> table = nc.Gazetteer.from_dict({"Q1": ["Osk"]}).find_table(["Osk", "Osk Osk"])
        >>> chart = plots.timeline(table, date={0: "2026-11-03", 1: "2026-12-01"})
        >>> [row["articles"] for row in chart.to_dict()["data"]["values"]]
        [1, 1]
    """
    if isinstance(entities, int) and not 0 < entities <= _MOST_LINES:
        raise OptionError(f"entities={entities} is not accepted: 1 to {_MOST_LINES}, or a list of ids")
    alt = _altair()
    rows = _made(mentions, "period")
    if rows is None:
        rows = _records(_counts.timeline(mentions, date=date, freq=freq, unit=unit, kinds=kinds, labels=labels))
    elif rows:
        rows = [{**row, "entity_id": list(row.values())[1]} for row in rows]  # by= may have been another column
        freq = _counts.freq_of(rows[0]["period"])
    if isinstance(entities, int):
        totals: dict[str, int] = {}
        for row in rows:
            totals[row["entity_id"]] = totals.get(row["entity_id"], 0) + row["n_articles"]
        chosen = sorted(totals, key=lambda entity: (-totals[entity], entity))[:entities]
    else:
        chosen = list(entities)
    found = {(row["period"], row["entity_id"]): row["n_articles"] for row in rows}
    shown = _shown(chosen, names)
    values = [
        {"period": period, "entity": shown[entity], f"{unit}s": found.get((period, entity), 0)}
        for period in _periods([row["period"] for row in rows], freq)
        for entity in chosen
    ]
    base = alt.Chart(_data(alt, values)).encode(
        x=alt.X("period:O", title=freq, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y(f"{unit}s:Q", title=f"{unit}s with a mention", axis=alt.Axis(tickMinStep=1)),
        tooltip=["period:O", "entity:N", f"{unit}s:Q"],
    )
    # One layer and one domain, so that one legend says both what the colours and what the dashes or shapes mean.
    told: dict[str, Any] = {"scale": alt.Scale(domain=list(shown.values())), "title": None}
    colour = alt.Color("entity:N", **told)
    if len({value["period"] for value in values}) > 1:
        drawn = base.mark_line().encode(color=colour, strokeDash=alt.StrokeDash("entity:N", **told))
    else:
        drawn = base.mark_point(filled=True).encode(color=colour, shape=alt.Shape("entity:N", **told))
    return drawn.properties(width=520, height=260)


def cooccurrence(
    mentions: Any,
    *,
    entities: int = 15,
    unit: str = "article",
    kinds: str | Sequence[str] | None = None,
    labels: str | Sequence[str] | None = None,
    names: Any = None,
) -> Any:
    """How many articles mention two entities both: a matrix, darker where there are more, the number in each field.

    Args:
        mentions: as for `timeline`; or what `newscore.cooccurrence` made of them.
        entities: how many of the entities that meet most others.
        unit: "article", "page" or "sentence".
        kinds: the match kinds that count, as for `newscore.counts`.
        labels: where mentions count, as for `newscore.counts`.
        names: as for `timeline`.

    Returns:
        An Altair chart.

    Raises:
        OptionError: an argument has a value that is not accepted.
        MissingLibraryError: Altair is not installed.
    """
    check_whole("entities", entities, 2)
    alt = _altair()
    rows = _made(mentions, "entity_a")
    if rows is None:
        rows = _records(_counts.cooccurrence(mentions, unit=unit, kinds=kinds, labels=labels))
    weight: dict[str, int] = {}
    for row in rows:
        for side in ("entity_a", "entity_b"):
            weight[row[side]] = weight.get(row[side], 0) + row["n_articles"]
    chosen = sorted(weight, key=lambda entity: (-weight[entity], entity))[:entities]
    shown = _shown(chosen, names)
    values = [
        {"a": shown[row[one]], "b": shown[row[other]], f"{unit}s": row["n_articles"]}
        for row in rows
        for one, other in (("entity_a", "entity_b"), ("entity_b", "entity_a"))
        if row[one] in chosen and row[other] in chosen
    ]
    base = alt.Chart(_data(alt, values)).encode(
        x=alt.X("a:N", sort=list(shown.values()), title=None, axis=alt.Axis(labelAngle=-40)),
        y=alt.Y("b:N", sort=list(shown.values()), title=None),
        tooltip=["a:N", "b:N", f"{unit}s:Q"],
    )
    most = max((value[f"{unit}s"] for value in values), default=1)
    fields = base.mark_rect().encode(color=alt.Color(f"{unit}s:Q", scale=alt.Scale(scheme="blues"), title=f"{unit}s"))
    numbers = base.mark_text(fontSize=11).encode(
        text=f"{unit}s:Q",
        color=alt.condition(f"datum['{unit}s'] > {most * 0.6}", alt.value("white"), alt.value("#1d2127")),
    )
    size = 34 * max(len(chosen), 2)
    return (fields + numbers).properties(width=size, height=size)


def characters(out: RunResult, *, by: str = "label") -> Any:
    """What became of the characters of a run: a bar for each label, rule or source, parted by outcome.

    Args:
        out: a run's result.
        by: "label", "rule" (of what was taken out of the text) or "source".

    Returns:
        An Altair chart.

    Raises:
        OptionError: `by` is not one of these.
        TableError: by="source" of a run without sources.
        MissingLibraryError: Altair is not installed.
    """
    manifest = out.manifest
    accounts: dict[str, list[dict[str, Any]]] = {"label": manifest["labels"], "rule": manifest["rules"]}
    accounts["source"] = [
        {"source": source, "action": action, "characters": n}
        for source, actions in manifest["sources"].items()
        for action, n in actions.items()
    ]
    if by not in accounts:
        raise OptionError(f"by={by!r} is not accepted: {', '.join(accounts)}")
    if by == "source" and not accounts["source"]:
        raise TableError("the run knows no sources: name their column, run(..., source='outlet')")
    alt = _altair()
    values = [
        {by: row[by], "outcome": _OUTCOMES[row["action"]], "characters": row["characters"]}
        for row in accounts[by]
        if row["action"] in _OUTCOMES
    ]
    return (
        alt.Chart(_data(alt, values))
        .mark_bar()
        .encode(
            x=alt.X("characters:Q", title="characters", axis=alt.Axis(format="~s")),
            y=alt.Y(f"{by}:N", sort="-x", title=None),
            color=_outcome_colour(alt),
            tooltip=[f"{by}:N", "outcome:N", alt.Tooltip("characters:Q", format=",")],
        )
        .properties(width=480)
    )


def before_after(out: RunResult, *, pages: int = 20) -> Any:
    """Each page before and after cleaning: a bar as long as the raw page, parted into kept, fields and cut.

    Args:
        out: a run's result.
        pages: how many of the pages that lost the greatest share; nulls and empty pages are left out.

    Returns:
        An Altair chart.

    Raises:
        OptionError: `pages` is not 1 or more.
        MissingLibraryError: Altair is not installed.
    """
    check_whole("pages", pages)
    alt = _altair()
    columns = out._tables.segments.to_pydict(["page_id", "start", "end", "action"])  # noqa: SLF001 - of its own package
    sums: dict[Any, dict[str, int]] = {}
    for page, start, end, action in zip(*columns.values(), strict=True):
        of_page = sums.setdefault(page, dict.fromkeys(_OUTCOMES, 0))
        of_page[action] += end - start
    lost = {page: 1 - of_page["keep"] / sum(of_page.values()) for page, of_page in sums.items()}
    chosen = sorted(lost, key=lambda page: (-lost[page], str(page)))[:pages]
    values = [
        {"page": str(page), "outcome": _OUTCOMES[action], "characters": sums[page][action], "order": order}
        for page in chosen
        for order, action in enumerate(_OUTCOMES)
    ]
    return (
        alt.Chart(_data(alt, values))
        .mark_bar()
        .encode(
            x=alt.X("characters:Q", title="characters of the raw page", axis=alt.Axis(format="~s")),
            y=alt.Y("page:N", sort=[str(page) for page in chosen], title=None, axis=alt.Axis(labelLimit=220)),
            color=_outcome_colour(alt),
            order="order:Q",
            tooltip=["page:N", "outcome:N", alt.Tooltip("characters:Q", format=",")],
        )
        .properties(width=480)
    )


def _shown(chosen: Sequence[str], names: Any) -> dict[str, str]:
    """What stands for each id: its name where there is one, with the id where two share it."""
    known = names_of(names) or {}
    found = {entity: known.get(entity) or entity for entity in chosen}
    told = list(found.values())
    return {entity: name if told.count(name) == 1 else f"{name} ({entity})" for entity, name in found.items()}


def _outcome_colour(alt: Any) -> Any:
    scale = alt.Scale(domain=list(_OUTCOMES.values()), range=list(_COLOURS))
    return alt.Color("outcome:N", scale=scale, title=None)


def _data(alt: Any, values: Sequence[Mapping[str, Any]]) -> Any:
    return alt.Data(values=list(values))


def _made(frame: Any, column: str) -> list[dict[str, Any]] | None:
    """The rows of a frame that has the column; None of another, and of a run's result."""
    found: Any = getattr(frame, "column_names", None) or getattr(frame, "columns", ())
    return _records(frame) if column in found else None


def _records(frame: Any) -> list[dict[str, Any]]:
    """The rows of a frame of any library."""
    for method in ("to_pylist", "to_dicts"):
        if hasattr(frame, method):
            rows: list[dict[str, Any]] = getattr(frame, method)()
            return rows
    records: list[dict[str, Any]] = frame.to_dict("records")
    return records


def _periods(found: Sequence[str], freq: str) -> list[str]:
    """Every period from the first to the last, so that a time without mentions shows as nought."""
    if not found:
        return []
    first, last = min(found), max(found)
    if freq == "year":
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if freq in ("month", "quarter"):
        each, mark, width = (12, "", 2) if freq == "month" else (4, "Q", 1)
        (y0, n0), (y1, n1) = ((int(part[:4]), int(part[-width:])) for part in (first, last))
        numbers = range(y0 * each + n0 - 1, y1 * each + n1)
        return [f"{at // each:04}-{mark}{at % each + 1:0{width}}" for at in numbers]
    from datetime import date, timedelta

    if freq == "week":
        start, end = (date.fromisocalendar(int(part[:4]), int(part[-2:]), 1) for part in (first, last))
        weeks = [start + timedelta(weeks=n) for n in range((end - start).days // 7 + 1)]
        return [f"{day.isocalendar()[0]:04}-W{day.isocalendar()[1]:02}" for day in weeks]
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1)]
