"""Small records: what the core hands out, and what people decide.

They are named tuples, so that they are equal by value, pickle, and make a frame: `pandas.DataFrame(page.sentences)`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from typing import Any, NamedTuple

    from newscore._modes import Action

    class Segment(NamedTuple):
        """The record below, with the types of its fields."""

        start: int
        end: int
        text: str
        label: str
        action: Action
        rule: str
        score: float
        article_id: int | None

    class Sentence(NamedTuple):
        """The record below, with the types of its fields."""

        start: int
        end: int
        text: str
        sentence_id: int
        segment_label: str
        article_id: int | None

    class Field(NamedTuple):
        """The record below, with the types of its fields."""

        value: str
        start: int
        end: int
        score: float
        rule: str

    class Candidate(NamedTuple):
        """The record below, with the types of its fields."""

        entity_id: str
        score: float
        reason: str

    class LoadReport(NamedTuple):
        """The record below, with the types of its fields."""

        rows: int
        aliases: int
        entities: int
        collisions: int
        refused: list[tuple[int, str]]

        def _repr_html_(self) -> str: ...

    class Credit(NamedTuple):
        """The record below, with the types of its fields."""

        name: str
        role: str
        start: int
        end: int

    class Boundary(NamedTuple):
        """The record below, with the types of its fields."""

        at: int
        ends: bool
        rule: str

    class Decision(NamedTuple):
        """The record below, with the types of its fields."""

        kind: str
        source: str | None
        key: str
        verdict: str
        value: str | None
        excerpt: str

else:
    from collections import namedtuple

    def _quoted(text):
        return repr(text) if len(text) <= 60 else f"{text[:60]!r}… ({len(text)} characters)"

    def _counted(count, one, many):
        return f"{count} {one if count == 1 else many}"

    class Segment(namedtuple("Segment", "start end text label action rule score article_id")):
        r"""A labelled span of a page.

        start, end: code points of the page, end-exclusive; text is `raw[start:end]`.
        label: what it is.
        action: what becomes of it: "keep", "metadata" or "drop".
        rule: the rule that decided, or "model".
        score: how sure the decision is, 0 to 1.
        article_id: the article it belongs to; None: the page's own.

        Example:
            >>> import newscore as nc
            >>> nc.analyze("The dock reopened.\nSource link").segments[1]
            Segment(19:30 drop separator by separator: 'Source link')
        """

        __slots__ = ()

        def __repr__(self):
            told = f"{self.action} {self.label} by {self.rule}: {_quoted(self.text)}"
            return f"Segment({self.start}:{self.end} {told})"

    class Sentence(namedtuple("Sentence", "start end text sentence_id segment_label article_id")):
        """A sentence of a page's kept text; `str` gives its text.

        start, end: code points of the page, end-exclusive; text is `raw[start:end]`.
        sentence_id: its number within the page, from 0.
        segment_label: the label of the segment that it ends in.
        article_id: the article it belongs to.

        Example:
            >>> import newscore as nc
            >>> nc.analyze("The dock reopened. Ships queued.").sentences[1]
            Sentence(19:32 'Ships queued.')
        """

        __slots__ = ()

        def __str__(self):
            return self.text

        def __repr__(self):
            return f"Sentence({self.start}:{self.end} {_quoted(self.text)})"

    class Field(namedtuple("Field", "value start end score rule")):
        r"""What a field of an article says, as written; where (code points), how sure (0 to 1), and by which rule.

        Example:
            >>> import newscore as nc
            >>> page = nc.analyze("By Ilse Oru\n\nThe dock reopened on Monday, the port of Osk said.")
            >>> page.articles[0].field("authors")
            [Field('Ilse Oru', 3:11, score=0.95, rule='byline')]
        """

        __slots__ = ()

        def __repr__(self):
            return f"Field({self.value!r}, {self.start}:{self.end}, score={self.score:.2f}, rule={self.rule!r})"

    class Candidate(namedtuple("Candidate", "entity_id score reason")):
        """An entity that a mention may be, how likely (0 to 1), and why it stands where it stands.

        Example:
            >>> import newscore as nc
            >>> gaz = nc.Gazetteer.from_dict({"Q1": ["Osk"], "Q2": ["Osk"]})
            >>> gaz.find("Osk sleeps.")[0].candidates
            [Candidate('Q1', score=0.50, reason='alias'), Candidate('Q2', score=0.50, reason='alias')]
        """

        __slots__ = ()

        def __repr__(self):
            return f"Candidate({self.entity_id!r}, score={self.score:.2f}, reason={self.reason!r})"

    class LoadReport(namedtuple("LoadReport", "rows aliases entities collisions refused")):
        """What reading a gazetteer took in and what it refused.

        rows: read, without the header; aliases: taken; entities: among them; collisions: aliases of several entities;
        refused: rows not taken, as (line, reason).
        """

        __slots__ = ()

        def _repr_html_(self):
            from newscore.display import load_report_html

            return load_report_html(self)

        def __repr__(self):
            entities = _counted(self.entities, "entity", "entities")
            taken = f"{_counted(self.aliases, 'alias', 'aliases')} of {entities}"
            collisions = _counted(self.collisions, "collision", "collisions")
            refused = len(self.refused)
            return f"LoadReport({_counted(self.rows, 'row', 'rows')}: {taken}, {collisions}, {refused} refused)"

    Credit = namedtuple("Credit", ["name", "role", "start", "end"])
    Credit.__doc__ = r"""Somebody credited in an article: name, role, and where the name stands (code points).

    Example:
        >>> import newscore as nc
        >>> nc.analyze("By Ilse Oru\n\nThe dock reopened on Monday, the port of Osk said.").articles[0].credits
        [Credit(name='Ilse Oru', role='author', start=3, end=11)]
    """

    Boundary = namedtuple("Boundary", ["at", "ends", "rule"])
    Boundary.__doc__ = r"""A place where a sentence ends or might have ended, and the rule that decided.

    `at` counts code points and stands after the mark and the quotes that close with it.

    Example:
        >>> import newscore as nc
        >>> nc.explain_sentences("Mr. Fen left.")[0]
        Boundary(at=3, ends=False, rule='abbreviation-binds')
    """

    Decision = namedtuple("Decision", ["kind", "source", "key", "verdict", "value", "excerpt"])
    Decision.__doc__ = """One decision of a person, see `newscore.Overrides`.

    kind: "segment", "article" or "mention".
    source: the outlet whose pages it holds for; None: pages of every source.
    key: 16 hexadecimal digits, made from kind, source and the whole text: what the decision is found by.
    verdict: "accept" or "reject" of what the engine had said.
    value: of a segment its label; of a mention the id of its entity, or None; of an article None or "begins".
    excerpt: how the text begins, for people who read the file.

    Example:
        >>> import newscore as nc
        >>> [decision] = nc.Overrides().label("READ MORE: Six ports to watch", "body")
        >>> decision.kind, decision.value, decision.excerpt
        ('segment', 'body', 'READ MORE: Six ports to watch')
    """


def records(name: str, rows: list[tuple[Any, ...]]) -> list[Any]:
    """Records of the class of this name, of rows of their fields."""
    return list(map(globals()[name]._make, rows))
