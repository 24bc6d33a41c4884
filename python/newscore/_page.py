"""An analysed page and its articles: what was found on a text, and the way between raw and clean text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from newscore._core import __version__
from newscore._errors import StoreError
from newscore._types import Boundary, Credit, Field, Segment, Sentence

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date
    from typing import Any, Literal, TypeVar, overload

    from newscore._core import Found, Mention
    from newscore.display import Drawing

    _Part = TypeVar("_Part", Segment, Sentence, Mention)

_KINDS = ("text", "segments", "articles", "sentences", "mentions", "split")
_SINGLE = frozenset(
    {"headline", "section", "standfirst", "agency", "dateline_text", "dateline_place", "dateline_date", "published"}
)


class Page:
    r"""One analysed text: see `newscore.analyze`.

    It pickles as its text and what was found on it, not as the pipeline that did: it comes back without analysing it
    again, asks for no gazetteer and no model, and answers as before.

    Example:
        >>> import newscore as nc
        >>> page = nc.analyze("The dock reopened.\nSource link\n\nShips queued.")
        >>> page
        Page(45 characters, 1 article, 3 segments, 2 sentences, 0 mentions)
        >>> page.text
        'The dock reopened.\n\nShips queued.'
    """

    __slots__ = ("_found", "_known", "_page_id", "_raw", "_source")

    def __init__(self, raw: str, source: str | None, page_id: str | int | None, found: Found | None) -> None:
        self._raw = raw
        self._source = source
        self._page_id = page_id
        self._found = found
        self._known: dict[str, Any] = {}

    def _told(self, kind: str) -> Any:
        """What the core found, each kind fetched once: see `Found.told` there."""
        if kind not in self._known:
            self._known[kind] = self._found.told(kind)  # type: ignore[union-attr]
        return self._known[kind]

    def _value(self) -> tuple[Any, ...]:
        return self._raw, self._source, self._page_id, {kind: self._told(kind) for kind in _KINDS}

    def __reduce__(self) -> tuple[Any, ...]:
        return _read, (__version__, *self._value())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and (self is other or self._value() == other._value())

    def __hash__(self) -> int:
        return hash((self._raw, self._source, self._page_id))

    @property
    def raw(self) -> str:
        """The untouched text."""
        return self._raw

    @property
    def text(self) -> str:
        """The clean text: the kept segments, each with the raw white space before it, trimmed at both ends."""
        return self._joined(0)

    def _joined(self, at: int) -> str:
        return "".join(self._raw[start:end] for start, end in self._told("text")[0][at])

    @property
    def alignment(self) -> Alignment:
        """The way between raw and clean text, character by character."""
        return Alignment(self._told("text")[0][0])

    @property
    def page_id(self) -> str | int | None:
        """What names the page in the run that it comes from, or None."""
        return self._page_id

    @property
    def source(self) -> str | None:
        """The outlet, where the caller named it."""
        return self._source

    @property
    def topic(self) -> str | None:
        """The tag over the page, or None."""
        topic: str | None = self._told("text")[1]
        return topic

    @property
    def language(self) -> str | None:
        """ISO 639-1 code of the page's language, as far as its script and commonest words tell; else None."""
        language: str | None = self._told("text")[2]
        return language

    @property
    def flags(self) -> list[str]:
        """What is notable about the page: "empty", "all-boilerplate", "paywall", "live", "several-articles" ..."""
        return list(self._told("text")[3])

    @property
    def segments(self) -> list[Segment]:
        """The segments, in order; together they cover every character that is not blank."""
        return self._segments(0, None)

    def _segments(self, first: int, last: int | None) -> list[Segment]:
        from newscore._lists import Segments

        rows = self._told("segments")[first:last]
        return Segments(Segment(start, end, self._raw[start:end], *more) for start, end, *more in rows)

    @property
    def articles(self) -> list[Article]:
        """The articles, in order."""
        from newscore._lists import Articles

        return Articles(Article(self, at) for at in range(len(self._told("articles"))))

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences of the kept text, in order; none crosses a cut."""
        return self._sentences(0, len(self._told("segments")))

    def _sentences(self, first: int, last: int) -> list[Sentence]:
        """Those that end in these segments."""
        from newscore._lists import Sentences

        segments, rows = self._told("segments"), self._told("sentences")
        places = range(*(bisect_left(rows, segment, key=lambda row: row[2]) for segment in (first, last)))
        return Sentences(
            Sentence(start, end, self._raw[start:end], at, segments[segment][2], segments[segment][6])
            for at, (start, end, segment) in zip(places, rows[places.start : places.stop], strict=True)
        )

    @property
    def mentions(self) -> list[Mention]:
        """The mentions of the gazetteer's entities in kept text, headlines, standfirsts and captions, in order."""
        return self._mentions(0, len(self._raw))

    def _mentions(self, start: int, end: int) -> list[Mention]:
        """Those that begin between two places."""
        from newscore._lists import Mentions

        mentions = self._told("mentions")
        first, last = (bisect_left(mentions, place, key=lambda it: it.start) for place in (start, end))
        return Mentions(mentions[first:last])

    def explain(self, *, sentences: bool = False) -> Drawing:
        r"""Why each segment is what it is: label, action, rule and score, line by line. Prints well.

        Args:
            sentences: below each kept segment also its sentences, each with the rule that ended it.

        Returns:
            A str, which a notebook shows as it stands.

        Example:
            >>> import newscore as nc
            >>> nc.analyze("Mr. Fen left.\nNobody saw it").explain(sentences=True).splitlines()[-1].split()
            ['.', 'line-end', 'Nobody', 'saw', 'it']
        """
        from newscore.display import explanation

        return explanation(self, sentences)

    def explain_sentences(self) -> list[Boundary]:
        r"""Why each sentence of the page ends, and why it does not end at any other mark of the kept text.

        Returns:
            What `newscore.explain_sentences` gives, with places in the raw text. Nothing of it is kept with a page: it
            is worked out anew, at several times the cost of splitting.

        Example:
            >>> import newscore as nc
            >>> nc.analyze("Source link\nMr. Fen left.").explain_sentences()[-1]
            Boundary(at=25, ends=True, rule='line-end')
        """
        from newscore._verbs import explain_sentences

        regions, lang, line_breaks = self._told("split")
        return [
            Boundary(start + at, ends, rule)
            for start, end in regions
            for at, ends, rule in explain_sentences(self._raw[start:end], lang=lang, line_breaks=line_breaks)
        ]

    def show(
        self,
        layers: Collection[str] | None = None,
        *,
        fold: int | None = 4000,
        limit: int | None = 250_000,
        palette: Mapping[str, str | tuple[str, str]] | None = None,
    ) -> Drawing:
        r"""The page drawn in a notebook: cuts struck through, fields tinted, mentions underlined, each with its rule.

        Args:
            layers: of "articles", "segments", "sentences", "mentions" and "clean" (clean text beside the raw), those to
                draw; a click or a key switches each. None draws all, sentences and clean text switched off at first.
            fold: text beyond so many characters is folded away; None folds nothing.
            limit: text beyond so many characters is not drawn; None draws all.
            palette: colours by family, see `newscore.display.PALETTE`.

        Returns:
            A str for a terminal (that of `explain`) which a notebook shows as HTML.

        Raises:
            OptionError: an unknown layer, or a value that is not accepted; the message names those that are.

        Example:
            >>> import newscore as nc
            >>> drawing = nc.analyze("The dock reopened.\nSource link").show(layers=["segments"])
            >>> "<del" in drawing._repr_html_()
            True
        """
        from newscore.display import show

        return show(self, layers, fold, limit, palette)

    def _repr_html_(self) -> str:
        from newscore.display import excerpt_html

        return excerpt_html(self)

    def __repr__(self) -> str:
        parts = ("articles", "segments", "sentences", "mentions")
        counts = [(len(self._raw), "character"), *((len(self._told(kind)), kind[:-1]) for kind in parts)]
        return f"Page({', '.join(f'{n} {noun}' if n == 1 else f'{n} {noun}s' for n, noun in counts)})"


def _read(version: str, raw: str, source: str | None, page_id: str | int | None, known: dict[str, Any]) -> Page:
    if version != __version__:
        raise StoreError(f"a page that newscore {version} pickled, and this is {__version__}: analyse its text again")
    page = Page(raw, source, page_id, None)
    page._known = known
    return page


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
        """The day on which the page says that the story was published, where a time stamp has it in full; else None."""
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


class Alignment:
    r"""Which character of the raw text stands for which of the clean text, in code points.

    Example:
        >>> import newscore as nc
        >>> page = nc.analyze("The dock reopened.\nSource link\n\nShips queued.")
        >>> page.alignment.to_clean(19) is None, page.alignment.to_raw(20)
        (True, 32)
        >>> page.alignment.spans_to_raw(9, 25)
        [(9, 18), (30, 37)]
    """

    __slots__ = ("_clean", "_length", "_pieces")

    def __init__(self, pieces: Iterable[tuple[int, int]]) -> None:
        # Disjoint and in order, and where the clean text of each begins.
        self._pieces = list(pieces)
        self._clean: list[int] = []
        self._length = 0
        for start, end in self._pieces:
            self._clean.append(self._length)
            self._length += end - start

    def to_raw(self, i: int) -> int | None:
        """Where the clean text's character `i` stands in the raw text; None past its end."""
        if not 0 <= i < self._length:
            return None
        at = bisect_right(self._clean, i) - 1
        return self._pieces[at][0] + i - self._clean[at]

    def to_clean(self, i: int) -> int | None:
        """Where the raw text's character `i` stands in the clean text; None where it was left out."""
        at = bisect_right(self._pieces, (i, float("inf"))) - 1
        if at < 0 or i >= self._pieces[at][1]:
            return None
        return self._clean[at] + i - self._pieces[at][0]

    def spans_to_raw(self, start: int, end: int) -> list[tuple[int, int]]:
        """The raw pieces, in order, behind the span `start:end` of the clean text."""
        spans = []
        for at in range(max(bisect_right(self._clean, start) - 1, 0), len(self._pieces)):
            clean, (first, last) = self._clean[at], self._pieces[at]
            if clean >= end:
                break
            span = first + max(start - clean, 0), min(first + end - clean, last)
            if span[0] < span[1]:
                spans.append(span)
        return spans

    def __len__(self) -> int:
        return self._length

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alignment) and self._pieces == other._pieces

    def __hash__(self) -> int:
        return hash(tuple(self._pieces))

    def __repr__(self) -> str:
        pieces = f"{len(self._pieces)} piece{'s' if len(self._pieces) != 1 else ''}"
        return f"Alignment({len(self)} character{'s' if len(self) != 1 else ''} in {pieces} of the raw text)"
