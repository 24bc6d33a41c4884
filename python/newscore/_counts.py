"""What can be counted, plotted and read off a table of mentions."""

from __future__ import annotations

from collections import Counter, defaultdict

from newscore._errors import OptionError, TableError, check_known, check_whole

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from newscore._modes import Unit

COUNTED = ("name", "abbreviation", "acronym", "surname")
KINDS = (*COUNTED, "demonym", "capital")
UNITS = ("article", "page", "sentence")
FREQUENCIES = ("day", "week", "month", "quarter", "year")
# What pandas calls them.
_LETTERS = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}


def _table(mentions: Any) -> Any:
    """The table of mentions, which a run's result has as one of several."""
    if hasattr(mentions, "mentions") and not hasattr(mentions, "columns"):
        return mentions.mentions
    if not hasattr(mentions, "columns") and not hasattr(mentions, "column_names"):
        raise TypeError(f"mentions must be a run's result or a table of mentions, not {type(mentions).__name__}")
    return mentions


def _names_in(frame: Any) -> list[str]:
    found = getattr(frame, "column_names", None)
    return list(frame.columns) if found is None else list(found)


def _rows(mentions: Any, names: Sequence[str]) -> dict[str, list[Any]]:
    """Columns of a frame of any library, or of a Table, as lists; of a run's result also its articles' and pages'."""
    frame = _table(mentions)
    found = _names_in(frame)
    missing = [name for name in names if name not in found]
    beside = {name: _beside(mentions, name) for name in missing} if frame is not mentions else {}
    missing = [name for name in missing if beside.get(name) is None]
    if missing:
        listed = ", ".join(missing)
        raise TableError(f"no column {listed} in the table of mentions; found: {', '.join(map(str, found))}")
    return {name: _values(frame, name) if beside.get(name) is None else beside[name] for name in names}  # type: ignore[misc]


def _values(frame: Any, name: str) -> list[Any]:
    from newscore._libraries import is_null

    column = frame[name]
    for method in ("to_pylist", "to_list"):
        if hasattr(column, method):
            column = getattr(column, method)()
            break
    return [None if is_null(value) else value for value in column]


def _beside(out: Any, name: str) -> list[Any] | None:
    """For each mention of a run what its article, or else its page, has in a column; None where neither has it."""
    for frame, keys in ((out.articles, ["page_id", "article_id"]), (out.pages, ["page_id"])):
        if name in _names_in(frame):
            theirs = zip(*(_values(frame, key) for key in keys), strict=True)
            known = dict(zip(theirs, _values(frame, name), strict=True))
            return [known.get(place) for place in zip(*(_values(out.mentions, key) for key in keys), strict=True)]
    return None


def _like(mentions: Any, rows: dict[str, list[Any]]) -> Any:
    """A frame of `rows` of the library of `mentions`; Arrow's where that is of none."""
    from newscore._libraries import library_of, load

    library = library_of(_table(mentions))
    if library == "pandas":
        return load("pandas", "a pandas frame").DataFrame(rows)
    # Without a row a column's type is told by its name.
    kinds = dict.fromkeys(("n", "n_articles", "denominator", "start"), "int64") | dict.fromkeys(
        ("share", "jaccard"), "double"
    )
    kinds = {} if any(rows.values()) else {name: kinds.get(name, "string") for name in rows}
    if library == "polars":
        polars = load("polars", "a Polars frame")
        types = {"int64": polars.Int64, "double": polars.Float64, "string": polars.String}
        return polars.DataFrame(rows, schema_overrides={name: types[kind] for name, kind in kinds.items()})
    pyarrow = load("pyarrow", "an Arrow table")
    return pyarrow.table({name: pyarrow.array(values, kinds.get(name)) for name, values in rows.items()})


def _page_column(mentions: Any) -> str:
    names = _names_in(_table(mentions))
    return "page_id" if "page_id" in names else str(names[0])


def _units(frame: Any, unit: str) -> list[tuple[Any, ...]]:
    """What each mention stands in."""
    check_known("unit", unit, UNITS)
    columns = [_page_column(frame), *(["article_id"] if unit != "page" else [])]
    if unit == "sentence":
        columns.append("sentence_id")
    try:
        rows = _rows(frame, columns)
    except TableError:
        if unit != "article":
            raise
        rows = _rows(frame, columns[:1])  # a table of find_table: each text is an article
    return list(zip(*rows.values(), strict=True))


def names_of(names: Any) -> dict[str, str] | None:
    """Names by id, of a gazetteer, its entities or a mapping."""
    if names is None:
        return None
    entities = getattr(names, "entities", names)
    known: Any = getattr(entities, "names", entities)
    if not hasattr(known, "keys"):
        raise TypeError(f"names must be a Gazetteer or {{id: name}}, not {type(names).__name__}")
    return known  # type: ignore[no-any-return]


def _with_names(rows: dict[str, list[Any]], names: Any, **columns: str) -> dict[str, list[Any]]:
    """The columns, with those of names behind those of ids: `columns` are of ids, by the names' columns."""
    known = names_of(names)
    if known is None:
        return rows
    if missing := [column for column in columns.values() if column not in rows]:
        raise OptionError(f"names go with the column {missing[0]}, and there is none: count by it")
    out = {}
    for column, values in rows.items():
        out[column] = values
        for new in (new for new, ids in columns.items() if ids == column):
            out[new] = [known.get(value) for value in values]
    return out


def _kinds(frame: Any, kinds: str | Sequence[str] | None) -> list[bool]:
    kept = COUNTED if kinds is None else (kinds,) if isinstance(kinds, str) else tuple(kinds)
    for kind in kept:
        check_known("kind", kind, KINDS)
    return [kind in kept for kind in _rows(frame, ["match_kind"])["match_kind"]]


def counts(
    mentions: Any,
    by: str | Sequence[str] = "entity_id",
    *,
    unit: str = "article",
    total: int | None = None,
    kinds: str | Sequence[str] | None = None,
    names: Any = None,
) -> Any:
    """How often, and in how many articles, each entity is mentioned.

    Args:
        mentions: the mentions of a run, or a table of `Gazetteer.find_table`.
        by: the column or columns to count by; of a run's result also columns of its articles or pages, such as carried
            ones: ["outlet", "entity_id"].
        unit: "article", "page" or "sentence": what `n_articles` counts.
        total: the denominator of `share`, where more units were searched than have mentions.
        kinds: the match kind or kinds that count; by default names and abbreviations, with acronyms and family names
            that stand for them, but no demonyms and no capitals that stand for a country.
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
    if total is not None:
        check_whole("total", total)
    columns = [by] if isinstance(by, str) else list(by)
    keys = list(zip(*_rows(mentions, columns).values(), strict=True))
    units, kept = _units(mentions, unit), _kinds(mentions, kinds)
    found: Counter[tuple[Any, ...]] = Counter()
    places: defaultdict[tuple[Any, ...], set[tuple[Any, ...]]] = defaultdict(set)
    for key, place, counted in zip(keys, units, kept, strict=True):
        if counted and None not in key:
            found[key] += 1
            places[key].add(place)
    denominator = len(set(units)) if total is None else total
    order = sorted(found, key=lambda key: (-len(places[key]), -found[key], tuple(map(str, key))))
    rows: dict[str, list[Any]] = {name: [key[at] for key in order] for at, name in enumerate(columns)}
    rows["n"] = [found[key] for key in order]
    rows["n_articles"] = [len(places[key]) for key in order]
    rows["denominator"] = [denominator] * len(order)
    rows["share"] = [len(places[key]) / denominator for key in order]
    return _like(mentions, _with_names(rows, names, name="entity_id"))


def cooccurrence(
    mentions: Any,
    *,
    unit: str = "article",
    kinds: str | Sequence[str] | None = None,
    min_articles: int = 1,
    names: Any = None,
) -> Any:
    """How many articles mention two entities both.

    Args:
        mentions: as for `counts`.
        unit: "article", "page" or "sentence".
        kinds: the match kinds that count, as for `counts`.
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
    entities = _rows(mentions, ["entity_id"])["entity_id"]
    inside: defaultdict[tuple[Any, ...], set[str]] = defaultdict(set)
    for entity, place, counted in zip(entities, _units(mentions, unit), _kinds(mentions, kinds), strict=True):
        if counted and entity is not None:
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
    return _like(mentions, _with_names(rows, names, name_a="entity_a", name_b="entity_b"))


def kwic(mentions: Any, texts: Any, *, width: int = 40, entity: str | None = None, unit: Unit = "code points") -> Any:
    """Each mention in its context, one line each: a concordance.

    Args:
        mentions: as for `counts`.
        texts: the raw texts that were searched: {page_id: text}, or a list or column where ids are row numbers, or a
            pandas Series whose index is of ids: of text, or of numbers and with a name.
        width: characters on each side; line breaks become blanks.
        entity: only mentions of this entity.
        unit: of the offsets in `mentions`: "code points" or "bytes".

    Returns:
        A frame with the id column, start, entity_id, left, text, right.

    Raises:
        KeyError: `texts` has no text of a page.
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

    from newscore._libraries import listed
    from newscore._offsets import check_unit, code_points

    check_unit(unit)
    page = _page_column(mentions)
    columns = _rows(mentions, [page, "start", "end", "entity_id"])
    is_series = hasattr(texts, "iloc")
    lookup = texts if hasattr(texts, "keys") and not is_series else dict(enumerate(listed(texts)))
    if is_series:
        ids, index = set(columns[page]), texts.index
        named = page != "row" and index.name is not None and ids <= set(index)
        if named or any(isinstance(where, str) for where in ids):
            lookup = dict(zip(index, texts, strict=True))
    rows: dict[str, list[Any]] = {name: [] for name in (page, "start", "entity_id", "left", "text", "right")}
    for where, start, end, found in zip(*columns.values(), strict=True):
        if entity is not None and found != entity:
            continue
        if where not in lookup:
            raise KeyError(f"texts has no page {where!r}")
        raw = lookup[where]
        first, last = code_points(raw, (start, end), unit)
        values = (where, start, found, raw[max(first - width, 0) : first], raw[first:last], raw[last : last + width])
        for name, value in zip(rows, values, strict=True):
            rows[name].append(re.sub(r"\s", " ", value) if name in {"left", "text", "right"} else value)
    return _like(mentions, rows)


def timeline(
    mentions: Any,
    *,
    date: Any,
    freq: str = "month",
    by: str = "entity_id",
    unit: str = "article",
    kinds: str | Sequence[str] | None = None,
    names: Any = None,
) -> Any:
    """How often each entity is mentioned in each day, week, month, quarter or year.

    Args:
        mentions: as for `counts`.
        date: the name of a column of the table, of a run's result also of its articles ("published") or pages; or
            {page_id: date}, which a Series does as well, or a list where ids are row numbers. Dates, datetimes, or text
            as ISO or feeds have it. Mentions without a date are left out.
        freq: "day", "week" (from Monday), "month", "quarter" or "year", or pandas' letter: "D", "W", "M", "Q", "Y".
        by: the column to count by, as for `counts`.
        unit: what `n_articles` counts.
        kinds: the match kinds that count, as for `counts`.
        names: as for `counts`.

    Returns:
        A frame with period ("2026-11-05", "2026-W45" as ISO counts weeks, "2026-11", "2026-Q4", "2026"), the column of
        `by`, n and n_articles, in order of time. A time without a mention has no row.

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
    if isinstance(date, str):
        dates = _rows(mentions, [date])[date]
    elif date is None:
        raise OptionError("date=None is not accepted: the name of a column, or {page_id: date}")
    else:
        from newscore._libraries import listed

        page = _page_column(mentions)
        known = date if hasattr(date, "get") else dict(enumerate(listed(date)))
        dates = [known.get(where) for where in _rows(mentions, [page])[page]]
    keys = _rows(mentions, [by])[by]
    found: Counter[tuple[str, Any]] = Counter()
    places: defaultdict[tuple[str, Any], set[tuple[Any, ...]]] = defaultdict(set)
    for when, key, place, counted in zip(dates, keys, _units(mentions, unit), _kinds(mentions, kinds), strict=True):
        period = _period(when, freq) if counted and key is not None else None
        if period is not None:
            found[period, key] += 1
            places[period, key].add(place)
    order = sorted(found, key=lambda key: (key[0], -found[key], str(key[1])))
    rows: dict[str, list[Any]] = {
        "period": [period for period, _ in order],
        by: [key for _, key in order],
        "n": [found[key] for key in order],
        "n_articles": [len(places[key]) for key in order],
    }
    return _like(mentions, _with_names(rows, names, name="entity_id"))


def _period(when: Any, freq: str) -> str | None:
    """The time that a day lies in, None for a null; of text that says less than a day, what it says."""
    import datetime

    from newscore._published import published_day

    if isinstance(when, str) and freq in ("month", "year") and len(when) == (7 if freq == "month" else 4):
        return when
    try:
        days = published_day(when)
    except OptionError:
        raise OptionError(f"date={when!r} is no ISO date such as '2026-11-05'") from None
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
