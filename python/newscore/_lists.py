"""Lists of parts of a page that a notebook shows as a table.

They are lists in every other way. `print` gives the table for a terminal; the repr stays that of a list.

>>> import newscore as nc
>>> nc.Gazetteer.from_dict({"Q1": ["Osk"]}).find("Osk slept.").to_pylist()[0]["entity_id"]
'Q1'
"""

from __future__ import annotations

from typing import Any, ClassVar, SupportsIndex, TypeVar, overload

from newscore._libraries import load

_T = TypeVar("_T")

# Columns that hold something else than text, in frames.
_WHOLE = ("start", "end", "article_id", "sentence_id", "antecedent", "n")
_REAL = ("score", "confidence")
_TEXTS = ("authors", "contexts")
# Rows drawn of a long list; the others are counted.
_SHOWN = 25


class Listing(list[_T]):
    """A list whose items are drawn as rows of `columns`; a frame has `others` as well."""

    __slots__ = ()
    columns: ClassVar[tuple[str, ...]] = ()
    others: ClassVar[tuple[str, ...]] = ()
    noun: ClassVar[str] = "item"

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> _T: ...
    @overload
    def __getitem__(self, key: slice, /) -> Listing[_T]: ...
    def __getitem__(self, key: Any, /) -> Any:
        got = super().__getitem__(key)
        return type(self)(got) if isinstance(key, slice) else got

    def _rows(self) -> list[list[Any]]:
        return [[getattr(item, name) for name in self.columns] for item in super().__getitem__(slice(_SHOWN))]

    def to_pylist(self) -> list[dict[str, Any]]:
        """A dict an item."""
        return [{name: getattr(item, name) for name in (*self.columns, *self.others)} for item in self]

    def to_pandas(self) -> Any:
        """A row an item, as a pandas frame."""
        return load("pandas", "a pandas frame").DataFrame(self.to_pylist(), columns=[*self.columns, *self.others])

    def to_polars(self) -> Any:
        """A row an item, as a Polars frame."""
        polars = load("polars", "a Polars frame")
        text = polars.String
        candidate = polars.Struct({"entity_id": text, "score": polars.Float64, "reason": text})
        kinds = {
            **dict.fromkeys(_WHOLE, polars.Int64), **dict.fromkeys(_REAL, polars.Float64),
            **dict.fromkeys(_TEXTS, polars.List(text)), "candidates": polars.List(candidate),
            "dateline_date": polars.Date, "published": polars.Datetime,
        }  # fmt: skip
        names = (*self.columns, *self.others)
        return polars.DataFrame(self._plain(), schema={name: kinds.get(name, text) for name in names})

    def to_arrow(self) -> Any:
        """A row an item, as an Arrow table; needs Polars too."""
        return self.to_polars().to_arrow()

    def _plain(self) -> list[dict[str, Any]]:
        """The rows, records in them as dicts too."""
        rows = self.to_pylist()
        for row in rows if "candidates" in self.others else ():
            row["candidates"] = [one._asdict() for one in row["candidates"]]
        return rows

    def _more(self) -> str:
        from newscore._markup import counted

        rest = len(self) - _SHOWN
        return f"and {counted(rest, f'more {self.noun}')}" if rest > 0 else ""

    def __str__(self) -> str:
        """The table for a terminal."""
        from newscore._rows import values_text

        if not self:
            return f"no {self.noun}s"
        return "\n".join(filter(None, [values_text(self.columns, self._rows()), self._more()]))

    def _repr_html_(self) -> str:
        from newscore._page_html import framed
        from newscore._rows import values_html

        table = values_html(self.columns, self._rows()) if self else ""
        note = self._more() if self else f"no {self.noun}s"
        return framed(f'<section class="nc-page">{table}<p class="nc-note">{note}</p></section>')


class Mentions(Listing[Any]):
    """Mentions, one a row."""

    __slots__ = ()
    columns = ("text", "entity_id", "entity_type", "match_kind", "segment_label", "start", "end")
    others = ("article_id", "sentence_id", "antecedent", "candidates")
    noun = "mention"


class Segments(Listing[Any]):
    """Segments, one a row."""

    __slots__ = ()
    columns = ("text", "label", "action", "rule", "score", "start", "end")
    others = ("article_id",)
    noun = "segment"


class Sentences(Listing[Any]):
    """Sentences, one a row."""

    __slots__ = ()
    columns = ("text", "segment_label", "article_id", "start", "end")
    others = ("sentence_id",)
    noun = "sentence"


class Articles(Listing[Any]):
    """Articles, one a row."""

    __slots__ = ()
    columns = ("headline", "authors", "agency", "dateline_place", "dateline_date", "confidence", "start", "end")
    others = ("article_id", "section", "standfirst", "published", "text")
    noun = "article"


class MissedNames(Listing[Any]):
    """Names that a gazetteer misses, one a row."""

    __slots__ = ()
    columns = ("text", "n", "near", "contexts")
    noun = "missed name"
