"""An article of a page: where it stands, and what its head and credits say."""

from __future__ import annotations

from newscore._types import Credit, Field, Segment, Sentence

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from datetime import date
    from typing import Any, Literal, TypeVar, overload

    from newscore._core import Mention
    from newscore._page import Page

    _Part = TypeVar("_Part", Segment, Sentence, Mention)

_SINGLE = frozenset(
    {"headline", "section", "standfirst", "agency", "dateline_text", "dateline_place", "dateline_date", "published"}
)


class Article:
    r"""One article of a page: its span, fields and text.

    Example:
        >>> import newscore as nc
        >>> story = "OSLO, Nov. 3 (Nordwire) — Ships queued for days, the port said."
        >>> article = nc.analyze(f"Osk port reopens | Trade\n\n{story}", published="2026-11-04").articles[0]
        >>> article.headline, article.section, article.agency, article.dateline_place
        ('Osk port reopens', 'Trade', 'Nordwire', 'OSLO')
        >>> article.dateline_date
        datetime.date(2026, 11, 3)
    """

    __slots__ = ("_at", "_fields", "_page", "_told")
    _fields: dict[str, list[tuple[Any, ...]]]
    _told: list[Any]

    def __init__(self, page: Page, at: int) -> None:
        self._page = page
        self._at = at
        *self._told, self._fields = page._told("articles")[at]

    def __reduce__(self) -> tuple[type[Article], tuple[Page, int]]:
        return Article, (self._page, self._at)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Article) and (self._page, self._at) == (other._page, other._at)

    def __hash__(self) -> int:
        return hash((self._page, self._at))

    def __repr__(self) -> str:
        headline = "no headline" if self.headline is None else repr(self.headline)
        return f"Article({self.start}:{self.end} {headline}, confidence={self.confidence:.2f})"

    def _repr_html_(self) -> str:
        from newscore.display import article_html

        return article_html(self, self._page.raw)

    @property
    def article_id(self) -> int:
        """Number of the article within its page, from 0."""
        return self._at

    @property
    def start(self) -> int:
        """First code point."""
        return self._told[0]  # type: ignore[no-any-return]

    @property
    def end(self) -> int:
        """One past the last code point; a separator after the article lies outside."""
        return self._told[1]  # type: ignore[no-any-return]

    @property
    def confidence(self) -> float:
        """How sure it is that an article starts here, 0 to 1."""
        return self._told[2]  # type: ignore[no-any-return]

    @property
    def evidence(self) -> list[str]:
        """What speaks for the start."""
        return list(self._told[3])

    @property
    def text(self) -> str:
        """The article's clean text."""
        return self._page._joined(self._at + 1)

    @property
    def segments(self) -> list[Segment]:
        """The article's segments."""
        return self._mine(self._page._segments(*self._told[8]))

    @property
    def sentences(self) -> list[Sentence]:
        """The article's sentences."""
        return self._mine(self._page._sentences(*self._told[8]))

    @property
    def mentions(self) -> list[Mention]:
        """The article's mentions."""
        return self._mine(self._page._mentions(self.start, self.end))

    def _mine(self, parts: list[_Part]) -> list[_Part]:
        # The page's own may stand among them.
        return type(parts)(part for part in parts if part.article_id == self._at)

    def _value(self, name: str) -> str | None:
        return next(iter(self._values(name)), None)

    def _values(self, name: str) -> list[str]:
        return [row[0] for row in self._fields[name]]

    @property
    def headline(self) -> str | None:
        """The title, or None."""
        return self._value("headline")

    @property
    def section(self) -> str | None:
        """The section named behind the headline, or None."""
        return self._value("section")

    @property
    def standfirst(self) -> str | None:
        """The summary under the headline, or None."""
        return self._value("standfirst")

    @property
    def authors(self) -> list[str]:
        """Names of the authors."""
        return self._values("authors")

    @property
    def credits(self) -> list[Credit]:
        """Everybody credited: (name, role, start, end)."""
        return [Credit(*row) for row in self._told[4]]

    @property
    def agency(self) -> str | None:
        """The news agency, or None."""
        return self._value("agency")

    @property
    def dateline_text(self) -> str | None:
        """The dateline as written, or None."""
        return self._value("dateline_text")

    @property
    def dateline_place(self) -> str | None:
        """The place in the dateline, as written, or None."""
        return self._value("dateline_place")

    @property
    def dateline_place_id(self) -> str | None:
        """The entity that the place names in the gazetteer given, or None."""
        return self._told[5]  # type: ignore[no-any-return]

    @property
    def dateline_date(self) -> date | None:
        """The date in the dateline; None where it has no year and the page's own date is unknown."""
        return _day(self._told[6])

    @property
    def subheadings(self) -> list[str]:
        """The headings between paragraphs."""
        return self._values("subheadings")

    @property
    def sections(self) -> list[tuple[str | None, list[str]]]:
        r"""The kept text by its headings: (heading, paragraphs), the first heading None where text stands before it.

        Datelines stand with the paragraph that they open; an article without headings is one section.

        Example:
            >>> import newscore as nc
            >>> lead = "The port of Osk reopened on Monday, and the ships came."
            >>> rest = "Pilots said that the mole would be mended before the winter came."
            >>> nc.analyze(f"{lead}\nWhat happens next\n{rest}").articles[0].sections[1]
            ('What happens next', ['Pilots said that the mole would be mended before the winter came.'])
        """
        sections: list[tuple[str | None, list[str]]] = []
        opened = None
        for segment in self.segments:
            if segment.action != "keep":
                continue
            if segment.label == "subheading":
                sections.append((segment.text, []))
            elif segment.label == "dateline":
                opened = segment.start
            else:
                if not sections:
                    sections.append((None, []))
                sections[-1][1].append(self._page.raw[segment.start if opened is None else opened : segment.end])
                opened = None
        return sections

    @property
    def captions(self) -> list[str]:
        """The captions."""
        return self._values("captions")

    @property
    def published(self) -> date | None:
        """The day on which the story was published: as its own time stamp says, else as `published=` said; else None.

        The table of articles has the same, and the time of day where it is told, on the page's own clock. The field of
        that name is the time stamp alone.
        """
        return _day(self._told[7])

    @property
    def timestamps(self) -> list[str]:
        """The time stamps, as written."""
        return self._values("timestamps")

    @property
    def rights(self) -> str | None:
        """The copyright notice, or None."""
        return "\n".join(self._values("rights")) or None

    @property
    def related(self) -> list[str]:
        """The titles of related stories that stood in or under the article."""
        return self._values("related")

    if TYPE_CHECKING:

        @overload
        def field(
            self,
            name: Literal[
                "headline",
                "section",
                "standfirst",
                "agency",
                "dateline_text",
                "dateline_place",
                "dateline_date",
                "published",
            ],
        ) -> Field | None: ...
        @overload
        def field(
            self, name: Literal["authors", "subheadings", "captions", "timestamps", "rights", "related"]
        ) -> list[Field]: ...
        @overload
        def field(self, name: str) -> Field | list[Field] | None: ...

    def field(self, name: str) -> Field | list[Field] | None:
        """A field with its place and the rule behind it: a Field, a list of Field, or None where the article has none.

        Raises:
            AttributeError: there is no field of this name; the message names those that there are.
        """
        if name not in self._fields:
            raise AttributeError(f"an article has no field {name!r}; accepted: {', '.join(self._fields)}")
        fields = [Field(*row) for row in self._fields[name]]
        return next(iter(fields), None) if name in _SINGLE else fields


def _day(ordinal: int | None) -> date | None:
    from datetime import date

    return None if ordinal is None else date.fromordinal(ordinal)
