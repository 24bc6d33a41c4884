"""Mentions of columns of texts, and names that a gazetteer misses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._errors import TableError, check_whole
from newscore._libraries import is_null, listed, load, no_frame
from newscore._lists import MissedNames

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscore._core import Gazetteer
    from newscore._modes import Overlap, Unit


class Missed(NamedTuple):
    """A frequent name that nothing matched."""

    text: str
    n: int
    near: str | None
    contexts: list[str]


def find_column(gaz: Gazetteer, x: Any, overlap: Overlap, lang: str | None, second_mentions: bool) -> Any:
    """A column of mentions for a column of texts: a list of structs a row, of the library of `x`."""
    from newscore._columns import through

    options: Any = {"overlap": overlap, "lang": lang, "second_mentions": second_mentions}
    find = partial(gaz.find, **options)
    return through(x, find, partial(gaz._mentions_column, nested=True, **options))  # noqa: SLF001


def find_table(
    gaz: Gazetteer,
    data: Any,
    text: str,
    id: str | None,  # noqa: A002 - users' word
    overlap: Overlap,
    lang: str | None,
    unit: Unit,
    second_mentions: bool,
) -> Any:
    """One row a mention, in a frame of the library of `data`."""
    from newscore._frames import Columns, id_column, read_frame, to_library
    from newscore._mention_rows import OWN

    if id in OWN:
        raise TableError(f"id: {id!r} is a column of the table of mentions itself; rename it in the input first")
    find = partial(
        gaz._mentions_column,  # noqa: SLF001
        nested=False, overlap=overlap, lang=lang, unit=unit, second_mentions=second_mentions,
    )  # fmt: skip
    given = read_frame(data, Columns(text, id, None, None, (), unique=False))
    if given is None:
        if not isinstance(data, (list, tuple, Iterator)):
            raise TypeError(f"find_table takes a frame, a column or a list, not {type(data).__name__}")
        if id is not None:
            raise TableError("id names a column, and a list has none")
        return find(list(data))
    table = find(given.texts)
    if id is None:
        return to_library(table, given.library)
    library = "pyarrow" if given.library == "duckdb" else given.library
    frame = to_library(table, library)
    values = id_column([given.ids[row] for row in table["row"]], given.text_ids, library)
    if library == "pandas":
        frame["row"] = values
        return frame.rename(columns={"row": id})
    if library == "polars":
        return frame.with_columns(row=values).rename({"row": id})
    frame = frame.set_column(0, id, values)
    return load("duckdb", "a DuckDB relation").from_arrow(frame) if given.library == "duckdb" else frame


# A run of capitalised words, "of" and the like between them, with initials.
_UPPER = "".join(char for char in map(chr, range(0x2000)) if char.isupper() or char.istitle())
_WORD = rf"(?:[{_UPPER}]\.(?= )|[{_UPPER}][\w’'-]*)"
_NAME = re.compile(rf"\b{_WORD}(?:[ \n](?:of (?:the )?|de |al-)?{_WORD})*")
_START = re.compile(r"(?:^|[.!?:\n]\s*[“\"'‘(]?)$")
# What begins a sentence, and is no part of the name that follows it.
_FIRST = (
    "The A An Then In On At But And When While After Before As For From If It He She They We This That His Her".split()
)
_LEADING = re.compile(rf"(?:{'|'.join(_FIRST)}) ")
# What is no name though it has a capital: months and days, and the first words of sentences after a dash.
_NO_NAMES = frozenset(
    (
        "January February March April May June July August September October November December Jan Feb Mar Apr Jun "
        "Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Fri"
    ).split()
).union(_FIRST)


def coverage(gaz: Gazetteer, texts: Any, most: int, width: int) -> list[Missed]:
    """Frequent capitalised names that nothing matched, each with the alias that it nearly is, and contexts."""
    check_whole("most", most)
    check_whole("width", width, 0)
    no_frame(texts, "texts", "a list or a column, such as df['text']")
    if isinstance(texts, str):
        raise TypeError("texts must be a list or a column, not a str: [text]")
    found: Counter[str] = Counter()
    contexts: defaultdict[str, list[str]] = defaultdict(list)
    for text in listed(texts):
        if is_null(text):
            continue
        taken = gaz.find_spans(text)
        at = 0
        for match in _NAME.finditer(text):
            start, end = match.span()
            while at < len(taken) and taken[at][1] <= start:
                at += 1
            first = _START.search(text[max(start - 4, 0) : start]) is not None
            name = re.sub(r"[’']s$", "", match.group())
            if first and (leading := _LEADING.match(name)):
                name, start, first = name[leading.end() :], start + leading.end(), False
            # A single capitalised word at the start of a sentence says nothing.
            if (
                (at < len(taken) and taken[at][0] < end)
                or (first and " " not in name)
                or len(name) < 3
                or _NO_NAMES.issuperset(name.split())
            ):
                continue
            found[name] += 1
            if len(contexts[name]) < 3:
                contexts[name].append(re.sub(r"\s", " ", text[max(start - width, 0) : end + width]))
    near = _nearest(gaz) if found else None
    top = sorted(found, key=lambda name: (-found[name], name))[:most]
    return MissedNames(Missed(name, found[name], near(name) if near else None, contexts[name]) for name in top)


def _nearest(gaz: Gazetteer) -> Callable[[str], str | None]:
    """A function from a name to the alias that it nearly is: same words in lower case, or one letter off."""
    aliases: dict[str, str] = {}
    by_shape: defaultdict[str, list[str]] = defaultdict(list)
    for at in range(len(gaz)):
        alias = gaz.aliases[at]
        aliases.setdefault(alias.casefold(), alias)
        by_shape[alias[:2].casefold()].append(alias)

    def near(name: str) -> str | None:
        folded = name.casefold()
        if folded in aliases:
            return aliases[folded]
        close = (alias for alias in by_shape[folded[:2]] if _one_off(alias.casefold(), folded))
        return next(close, None)

    return near


def _one_off(a: str, b: str) -> bool:
    """Whether one letter was changed, added or left out."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 4:
        return False
    at = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[at + 1 :] == b[at + 1 :] or a[at:] == b[at + 1 :] or a[at + 1 :] == b[at:]
