"""What can be counted, plotted and read off a table of mentions."""

from __future__ import annotations

from collections import Counter, defaultdict

from newscore._errors import OptionError, TableError, check_known, check_whole, listed_names
from newscore._mention_rows import (
    OWN,
    counted,
    is_run,
    like,
    names_in,
    page_column,
    rows_of,
    searched,
    table_of,
    units_of,
    with_names,
)

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from newscore._modes import Unit

FREQUENCIES = ("day", "week", "month", "quarter", "year")
# What pandas calls them.
_LETTERS = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}


def _by(by: str | Sequence[str]) -> list[str]:
    columns = listed_names("by", by)
    if not columns:
        raise OptionError("by=[] is not accepted: name a column or several")
    if "candidates" in columns:
        raise OptionError("by='candidates' is not accepted: it holds lists")
    return columns


def counts(
    mentions: Any,
    by: str | Sequence[str] = "entity_id",
    *,
    unit: str = "article",
    total: int | None = None,
    kinds: str | Sequence[str] | None = None,
    labels: str | Sequence[str] | None = None,
    names: Any = None,
) -> Any:
    """How often, and in how many articles, each entity is mentioned.

    Args:
        mentions: the mentions of a run, or a table of `Gazetteer.find_table`.
        by: the column or columns to count by; of a run's result also columns of its articles or pages, such as carried
            ones: ["outlet", "entity_id"].
        unit: "article", "page" or "sentence": what `n_articles` counts.
        total: the denominator of `share` instead of the units that were searched: of a run's result those that it
            has, of a table those with a mention. By columns that tell of articles or pages, it is those of each group:
            by=["outlet", "entity_id"] gives an entity's share in each outlet's articles.
        kinds: the match kind or kinds that count; by default names and abbreviations, with acronyms and family names
            that stand for them, but no demonyms and no capitals that stand for a country.
        labels: the label or labels of the segments where mentions count, or "all". By default the headline and the kept
            text, which are "headline", "body", "subheading", "live-entry" and "correction"; not datelines, captions,
            tags and summaries. In a table that has no labels, such as of `Gazetteer.find_table`, all count.
        names: a Gazetteer, or {id: name}: for a column `name` behind `entity_id`.

    Returns:
        A frame of the caller's library: the columns of `by`, n, n_articles, denominator, share; the most frequent
        first, mentions without an entity left out.

    Raises:
        OptionError: an argument has a value that is not accepted.

    Example:
        >>> import newscore as nc
        >>> gaz = nc.Gazetteer.from_dict({"Q1": ["Osk"], "Q2": ["Oru"]})
        >>> table = gaz.find_table(["Osk, Osk and Oru", "Oru", "nothing"])
        >>> nc.counts(table, total=3).to_pydict()["share"]
        [0.6666666666666666, 0.3333333333333333]
        >>> nc.counts(table, names=gaz).to_pydict()["name"]
        ['Oru', 'Osk']
    """
    columns = _by(by)
    if total is not None:
        check_whole("total", total)
    keys = zip(*rows_of(mentions, columns).values(), strict=True)
    found, places = _tally(keys, units_of(mentions, unit), counted(mentions, kinds, labels))
    most = max(map(len, places.values()), default=0)
    if total is not None and total < most:
        raise OptionError(f"total={total} is not accepted: {most} {unit}s have a mention")
    groups = [at for at, name in enumerate(columns) if name not in OWN]
    if total is None:
        known = _searched(mentions, unit, [columns[at] for at in groups])
        denominators = {key: known[tuple(key[at] for at in groups)] for key in found}
    else:
        denominators = dict.fromkeys(found, total)
    order = sorted(found, key=lambda key: (-len(places[key]), -found[key], tuple(map(str, key))))
    rows: dict[str, list[Any]] = {name: [key[at] for key in order] for at, name in enumerate(columns)}
    rows["n"] = [found[key] for key in order]
    rows["n_articles"] = [len(places[key]) for key in order]
    rows["denominator"] = [denominators[key] for key in order]
    rows["share"] = [len(places[key]) / denominators[key] for key in order]
    return like(mentions, with_names(rows, names, name="entity_id"))


def _tally(
    keys: Iterable[tuple[Any, ...]], units: Sequence[tuple[Any, ...]], kept: Sequence[bool]
) -> tuple[Counter[tuple[Any, ...]], dict[tuple[Any, ...], set[tuple[Any, ...]]]]:
    """How many of the mentions that are kept have each key, and in which units; a key with a null is none."""
    found: Counter[tuple[Any, ...]] = Counter()
    places: defaultdict[tuple[Any, ...], set[tuple[Any, ...]]] = defaultdict(set)
    for key, place, counts_here in zip(keys, units, kept, strict=True):
        if counts_here and None not in key:
            found[key] += 1
            places[key].add(place)
    return found, places


def _searched(mentions: Any, unit: str, columns: Sequence[str]) -> dict[tuple[Any, ...], int]:
    """How many units were searched, for each combination of values of the columns."""

    def group(table: Any) -> list[Any]:
        if not columns:
            return [()] * len(units_of(mentions, unit, table))
        return list(zip(*rows_of(mentions, columns, table).values(), strict=True))

    return searched(mentions, unit, group)


def cooccurrence(
    mentions: Any,
    *,
    unit: str = "article",
    kinds: str | Sequence[str] | None = None,
    labels: str | Sequence[str] | None = None,
    min_articles: int = 1,
    names: Any = None,
) -> Any:
    """How many articles mention two entities both.

    Args:
        mentions: as for `counts`.
        unit: "article", "page" or "sentence".
        kinds: the match kinds that count, as for `counts`.
        labels: where mentions count, as for `counts`.
        min_articles: pairs in fewer are left out.
        names: as for `counts`: for columns `name_a` and `name_b`.

    Returns:
        A frame with entity_a, entity_b (in alphabetical order), n_articles and jaccard: the articles with both among
        those with either. The most frequent pair first.

    Example:
        >>> import newscore as nc
        >>> gaz = nc.Gazetteer.from_dict({"Q1": ["Osk"], "Q2": ["Oru"]})
        >>> nc.cooccurrence(gaz.find_table(["Osk and Oru", "Oru"])).to_pylist()
        [{'entity_a': 'Q1', 'entity_b': 'Q2', 'n_articles': 1, 'jaccard': 0.5}]
    """
    entities = rows_of(mentions, ["entity_id"])["entity_id"]
    check_whole("min_articles", min_articles)
    inside: defaultdict[tuple[Any, ...], set[str]] = defaultdict(set)
    units, kept = units_of(mentions, unit), counted(mentions, kinds, labels)
    for entity, place, counts_here in zip(entities, units, kept, strict=True):
        if counts_here and entity is not None:
            inside[place].add(entity)
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for found in inside.values():
        single.update(found)
        ordered = sorted(found)
        pairs.update((a, b) for at, a in enumerate(ordered) for b in ordered[at + 1 :])
    order = sorted((pair for pair in pairs if pairs[pair] >= min_articles), key=lambda pair: (-pairs[pair], pair))
    rows: dict[str, list[Any]] = {
        "entity_a": [a for a, _ in order],
        "entity_b": [b for _, b in order],
        "n_articles": [pairs[pair] for pair in order],
        "jaccard": [pairs[a, b] / (single[a] + single[b] - pairs[a, b]) for a, b in order],
    }
    return like(mentions, with_names(rows, names, name_a="entity_a", name_b="entity_b"))


def kwic(mentions: Any, texts: Any, *, width: int = 40, entity: str | None = None, unit: Unit | None = None) -> Any:
    """Each mention in its context, one line each: a concordance.

    Args:
        mentions: as for `counts`.
        texts: the raw texts that were searched: {page_id: text}, or a list or column where ids are row numbers, or a
            pandas Series whose index is of ids: of text, or of numbers and with a name.
        width: characters on each side; line breaks become blanks.
        entity: only mentions of this entity.
        unit: of the offsets in `mentions`: "code points" or "bytes". None takes what a run or an Arrow table says, else
            code points.

    Returns:
        A frame with the id column, start, entity_id, left, text, right.

    Raises:
        KeyError: `texts` has no text of a page.
        TableError: a mention does not stand in `texts` where it was found: they are not the raw texts, or of another
            unit.
        OptionError: an argument has a value that is not accepted.

    Example:
        >>> import newscore as nc
        >>> texts = ["Ships left the port of Osk on Monday."]
        >>> table = nc.Gazetteer.from_dict({"Q1": ["Osk"]}).find_table(texts)
        >>> nc.kwic(table, texts, width=12).to_pylist()[0]["left"]
        'the port of '
    """
    check_whole("width", width, 0)
    import re

    from newscore._frames import SURROGATE
    from newscore._libraries import listed
    from newscore._offsets import check_unit, code_points

    counted_in = unit or _unit_of(mentions)
    check_unit(counted_in)
    if isinstance(texts, str) or any(hasattr(texts, name) for name in ("columns", "column_names", "mentions")):
        name = type(texts).__name__
        raise TypeError(f"texts must be the raw texts, as {{page_id: text}}, a list or a column, not {name}")
    page = page_column(mentions)
    told = "text" in names_in(table_of(mentions))
    columns = rows_of(mentions, [page, "start", "end", "entity_id", *(["text"] if told else [])])
    surfaces = columns.pop("text", [])
    is_series = hasattr(texts, "iloc")
    lookup = texts if hasattr(texts, "keys") and not is_series else dict(enumerate(listed(texts)))
    if is_series:
        ids, index = set(columns[page]), texts.index
        named = page != "row" and index.name is not None and ids <= set(index)
        if named or any(isinstance(where, str) for where in ids):
            lookup = dict(zip(index, texts, strict=True))
    rows: dict[str, list[Any]] = {name: [] for name in (page, "start", "entity_id", "left", "text", "right")}
    for at, (where, start, end, found) in enumerate(zip(*columns.values(), strict=True)):
        if entity is not None and found != entity:
            continue
        if where not in lookup:
            raise KeyError(f"texts has no page {where!r}")
        raw = lookup[where]
        first, last = code_points(raw, (start, end), counted_in)
        text = raw[first:last]
        if told and SURROGATE.sub("\ufffd", text) != SURROGATE.sub("\ufffd", surfaces[at]):
            raise TableError(
                f"page {where!r} has {text!r} at {start}:{end} ({counted_in}), where {surfaces[at]!r} was found: give "
                "the raw texts that were searched, and the unit of the offsets"
            )
        values = (where, start, found, raw[max(first - width, 0) : first], text, raw[last : last + width])
        for name, value in zip(rows, values, strict=True):
            rows[name].append(re.sub(r"\s", " ", value) if name in {"left", "text", "right"} else value)
    return like(mentions, rows)


def _unit_of(mentions: Any) -> str:
    """The unit that a run or the schema of an Arrow table tells; code points where nobody does."""
    if is_run(mentions):
        return mentions._pipe.options["unit"]  # type: ignore[no-any-return]  # noqa: SLF001 - of its own package
    schema: Any = getattr(mentions, "schema", None)
    metadata = schema.field("start").metadata if hasattr(schema, "field") else None
    return (metadata or {}).get(b"unit", b"code points").decode()  # type: ignore[no-any-return]


def timeline(
    mentions: Any,
    *,
    date: Any,
    freq: str = "month",
    by: str | Sequence[str] = "entity_id",
    unit: str = "article",
    kinds: str | Sequence[str] | None = None,
    labels: str | Sequence[str] | None = None,
    names: Any = None,
) -> Any:
    """How often each entity is mentioned in each day, week, month, quarter or year.

    Args:
        mentions: as for `counts`.
        date: the name of a column of the table, of a run's result also of its articles ("published") or pages; or
            {page_id: date}, which a Series does as well, or a list where ids are row numbers. Dates, datetimes, or text
            as ISO or feeds have it. Mentions without a date are left out.
        freq: "day", "week" (from Monday), "month", "quarter" or "year", or pandas' letter: "D", "W", "M", "Q", "Y".
        by: the column or columns to count by, as for `counts`.
        unit: what `n_articles` counts.
        kinds: the match kinds that count, as for `counts`.
        labels: where mentions count, as for `counts`.
        names: as for `counts`.

    Returns:
        A frame with period ("2026-11-05", "2026-W45" as ISO counts weeks, "2026-11", "2026-Q4", "2026"), the columns of
        `by`, n, n_articles, denominator and share, these as for `counts` and within the period, in order of time. A
        time without a mention has no row.

    Raises:
        OptionError: an argument has a value that is not accepted, or a date is text that is none.
        TypeError: a date is neither a date, a datetime nor a str.

    Example:
        >>> import newscore as nc
        >>> table = nc.Gazetteer.from_dict({"Q1": ["Osk"]}).find_table(["Osk", "Osk Osk"])
        >>> dates = {0: "2026-11-03", 1: "2026-12-01"}
        >>> nc.timeline(table, date=dates).to_pydict()["n"]
        [1, 2]
        >>> nc.timeline(table, date=dates, freq="week").to_pydict()["period"]
        ['2026-W45', '2026-W49']
    """
    freq = _LETTERS.get(freq, freq)
    check_known("freq", freq, FREQUENCIES)
    if date is None:
        raise OptionError("date=None is not accepted: the name of a column, or {page_id: date}")
    columns = _by(by)
    groups = [at for at, name in enumerate(columns) if name not in OWN]
    known = date
    if not isinstance(date, str) and not hasattr(date, "get"):
        from newscore._libraries import listed

        known = dict(enumerate(listed(date)))

    def periods(table: Any) -> list[str | None]:
        if isinstance(date, str):
            dates = rows_of(mentions, [date], table)[date]
        else:
            page = page_column(mentions)
            dates = [known.get(where) for where in rows_of(mentions, [page], table)[page]]
        return [_period(when, freq) for when in dates]

    def group(table: Any) -> list[Any]:
        beside = rows_of(mentions, [columns[at] for at in groups], table).values()
        return list(zip(periods(table), *beside, strict=True))

    keys = zip(periods(None), *rows_of(mentions, columns).values(), strict=True)
    found, places = _tally(keys, units_of(mentions, unit), counted(mentions, kinds, labels))
    order = sorted(found, key=lambda key: (key[0], -found[key], tuple(map(str, key))))
    rows: dict[str, list[Any]] = {name: [key[at] for key in order] for at, name in enumerate(["period", *columns])}
    rows["n"] = [found[key] for key in order]
    rows["n_articles"] = [len(places[key]) for key in order]
    known_units = searched(mentions, unit, group)
    rows["denominator"] = [known_units[(key[0], *(key[1 + at] for at in groups))] for key in order]
    rows["share"] = [n / of for n, of in zip(rows["n_articles"], rows["denominator"], strict=True)]
    return like(mentions, with_names(rows, names, name="entity_id"))


def _period(when: Any, freq: str) -> str | None:
    """The time that a day lies in, None for a null; of text that says less than a day, what it says."""
    import datetime

    from newscore._published import published_day

    rest = {"month": "-01", "year": "-01-01"}.get(freq)
    short = isinstance(when, str) and rest is not None and len(when) + len(rest) == 10
    try:
        days = published_day(when + rest if short else when)
    except OptionError:
        raise OptionError(f"date={when!r} is no ISO date such as '2026-11-05'") from None
    except TypeError as error:
        raise TypeError(str(error).replace("published", "date", 1)) from None
    if days is None:
        return None
    day = datetime.date.fromordinal(datetime.date(1970, 1, 1).toordinal() + days)
    if freq == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if freq == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[freq]]


def freq_of(period: str) -> str:
    """The frequency whose periods look like this one."""
    marks = {"W": "week", "Q": "quarter"}
    return marks.get(period[5:6]) or {10: "day", 7: "month", 4: "year"}[len(period)]
