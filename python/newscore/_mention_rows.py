"""A table of mentions of any library as columns of values, with what a run's result has beside it."""

from __future__ import annotations

from newscore._errors import OptionError, TableError, check_known, listed_names

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

# Kinds of mention that count for an entity unless a caller says otherwise: a demonym or a capital names something else.
COUNTED = ("name", "abbreviation", "acronym", "surname")
KINDS = (*COUNTED, "demonym", "capital")
# Where mentions count: in the headline and kept text. A dateline says where somebody wrote, the others say again what
# stands in the text.
COUNTED_LABELS = ("headline", "body", "subheading", "live-entry", "correction")
UNITS = ("article", "page", "sentence")
# What a mention has of its own. Other columns name its page, or tell of it.
OWN = frozenset("start end text entity_id entity_type match_kind antecedent candidates segment_label".split())
_KEYS = {
    "article": ["page_id", "article_id"],
    "page": ["page_id"],
    "sentence": ["page_id", "article_id", "sentence_id"],
}


def table_of(mentions: Any) -> Any:
    """The table of mentions, which a run's result has as one of several."""
    if is_run(mentions):
        return mentions.mentions
    if isinstance(mentions, list) or not (hasattr(mentions, "columns") or hasattr(mentions, "column_names")):
        name = type(mentions).__name__
        raise TypeError(f"mentions must be a run's result or a table of mentions, not {name}")
    return mentions


def is_run(mentions: Any) -> bool:
    """Whether this is a run's result, which knows its articles and pages too."""
    return hasattr(mentions, "mentions") and not hasattr(mentions, "columns")


def names_in(frame: Any) -> list[str]:
    """The names of the columns."""
    found = getattr(frame, "column_names", None)
    return list(frame.columns) if found is None else list(found)


def rows_of(mentions: Any, names: Sequence[str], of: Any = None) -> dict[str, list[Any]]:
    """Columns as lists; of a run's result also those that its articles and pages have.

    Args:
        mentions: a run's result or a table.
        names: the columns.
        of: another table of the run, whose rows are wanted instead of the mentions'.

    Raises:
        TableError: there is no such column.
    """
    frame = table_of(mentions) if of is None else of
    found = names_in(frame)
    out = {}
    for name in names:
        column = values_in(frame, name) if name in found else _beside(mentions, name, frame)
        if column is None:
            raise TableError(f"no column {name} in the table of mentions; found: {', '.join(map(str, found))}")
        out[name] = column
    return out


def values_in(frame: Any, name: str) -> list[Any]:
    """The values of a column, None for nulls."""
    from newscore._libraries import is_null, listed

    return [None if is_null(value) else value for value in listed(frame[name])]


def _beside(out: Any, name: str, of: Any) -> list[Any] | None:
    """For each row of a table of a run what its article, or else its page, has in a column; None where neither has."""
    if not is_run(out):
        return None
    for frame, keys in ((out.articles, _KEYS["article"]), (out.pages, _KEYS["page"])):
        if name in names_in(frame) and set(keys) <= set(names_in(of)):
            theirs = zip(*(values_in(frame, key) for key in keys), strict=True)
            known = dict(zip(theirs, values_in(frame, name), strict=True))
            return [known.get(place) for place in zip(*(values_in(of, key) for key in keys), strict=True)]
    return None


def page_column(mentions: Any) -> str:
    """The column that names the page of each mention, whatever a caller of `find_table` called it.

    Raises:
        TableError: it may be any of several.
    """
    names = names_in(table_of(mentions))
    others = [name for name in names if name not in OWN]
    known: list[str] = [name for name in ("page_id", "row") if name in others]
    if not known and others and (others[0] == names[0] or len(others) == 1):
        known = others
    if not known:
        raise TableError(f"which column names the page of a mention? Put it first; found: {', '.join(map(str, names))}")
    return known[0]


def units_of(mentions: Any, unit: str, of: Any = None) -> list[tuple[Any, ...]]:
    """What each mention stands in; or of each row of another table of the run, what it is or stands in."""
    check_known("unit", unit, UNITS)
    columns = [page_column(mentions), *_KEYS[unit][1:]]
    if unit == "article" and "article_id" not in names_in(table_of(mentions)):
        columns.pop()  # a table of find_table: each text is an article
    return list(zip(*rows_of(mentions, columns, of).values(), strict=True))


def searched(mentions: Any, unit: str, group: Callable[[Any], list[Any]]) -> dict[Any, int]:
    """How many units were searched in each group: of a run all that it has, of a table those with a mention.

    Args:
        mentions: a run's result or a table of mentions.
        unit: "article", "page" or "sentence".
        group: of a table of the run (None: the mentions) the group of each row; raises TableError where the table says
            nothing of groups.
    """
    places: dict[Any, set[tuple[Any, ...]]] = {}
    tables: list[Any] = [None]
    if is_run(mentions):
        # What only articles have parts pages too. A page of a null text was not searched.
        tables += {"article": [mentions.articles], "page": [mentions.pages, mentions.articles]}.get(
            unit, [mentions.sentences]
        )
    for table in tables:
        try:
            groups = group(table)
        except TableError:
            if table is None:
                raise
            continue
        null = values_in(table, "n_characters") if table is not None and "n_cut" in names_in(table) else None
        for at, (where, place) in enumerate(zip(groups, units_of(mentions, unit, table), strict=True)):
            if null is None or null[at] is not None:
                places.setdefault(where, set()).add(place)
    return {where: len(found) for where, found in places.items()}


def counted(mentions: Any, kinds: str | Sequence[str] | None, labels: str | Sequence[str] | None) -> list[bool]:
    """Of each mention whether it counts: by its kind, and by where it stands as far as the table says that."""
    kept = COUNTED if kinds is None else listed_names("kinds", kinds)
    for kind in kept:
        check_known("kind", kind, KINDS)
    flags = [kind in kept for kind in rows_of(mentions, ["match_kind"])["match_kind"]]
    if labels is None and "segment_label" not in names_in(table_of(mentions)):
        return flags
    if labels == "all":
        return flags
    places = COUNTED_LABELS if labels is None else listed_names("labels", labels)
    if labels is not None:
        from newscore._pipeline import check_labels

        check_labels(places)
    found = rows_of(mentions, ["segment_label"])["segment_label"]
    return [flag and label in places for flag, label in zip(flags, found, strict=True)]


def like(mentions: Any, rows: dict[str, list[Any]]) -> Any:
    """A frame of `rows` of the library of `mentions`; Arrow's where that is of none."""
    from newscore._libraries import library_of, load

    library = library_of(table_of(mentions))
    # Without a row a column's type is told by its name.
    kinds = dict.fromkeys(("n", "n_articles", "denominator", "start"), "int64") | dict.fromkeys(
        ("share", "jaccard"), "double"
    )
    kinds = {} if any(rows.values()) else {name: kinds.get(name, "string") for name in rows}
    if library == "pandas":
        from newscore._frames import pandas_text

        frame = load("pandas", "a pandas frame").DataFrame(rows)
        return frame.astype({name: pandas_text() if kind == "string" else kind for name, kind in kinds.items()})
    if library == "polars":
        polars = load("polars", "a Polars frame")
        types = {"int64": polars.Int64, "double": polars.Float64, "string": polars.String}
        return polars.DataFrame(rows, schema_overrides={name: types[kind] for name, kind in kinds.items()})
    pyarrow = load("pyarrow", "an Arrow table")
    return pyarrow.table({name: pyarrow.array(values, kinds.get(name)) for name, values in rows.items()})


def names_of(names: Any) -> dict[str, str] | None:
    """Names by id, of a gazetteer, its entities or a mapping."""
    if names is None:
        return None
    entities = getattr(names, "entities", names)
    known: Any = getattr(entities, "names", entities)
    if not hasattr(known, "keys"):
        raise TypeError(f"names must be a Gazetteer or {{id: name}}, not {type(names).__name__}")
    return known  # type: ignore[no-any-return]


def with_names(rows: dict[str, list[Any]], names: Any, **columns: str) -> dict[str, list[Any]]:
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
