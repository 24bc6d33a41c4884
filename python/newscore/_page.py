"""An analysed page: what was found on a text."""

from __future__ import annotations

from bisect import bisect_left

from newscore._alignment import Alignment
from newscore._article import Article
from newscore._core import __version__
from newscore._errors import StoreError
from newscore._types import Boundary, Segment, Sentence

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from newscore._core import Found, Mention
    from newscore.display import Drawing

_KINDS = ("text", "segments", "articles", "sentences", "mentions", "split")


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

    def __init__(
        self,
        raw: str,
        source: str | None,
        page_id: str | int | None,
        found: Found | None,
        known: dict[str, Any] | None = None,
    ) -> None:
        self._raw = raw
        self._source = source
        self._page_id = page_id
        self._found = found
        self._known: dict[str, Any] = {} if known is None else known

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
    return Page(raw, source, page_id, None, known)
