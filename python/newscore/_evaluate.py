"""Found spans against true ones: precision, recall, and what kind of mistake each of the others is."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KINDS = ("label", "boundary", "label and boundary", "spurious", "missed")


class Mistake(NamedTuple):
    """A wrong or missed span: the kind, the document, what was found and what is true (start, end, label)."""

    kind: str
    document: int
    found: tuple[int, int, str] | None
    true: tuple[int, int, str] | None


class Score(NamedTuple):
    """Counts, and the three figures that are made of them; each is 1.0 where there is nothing to divide by."""

    right: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was found."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 1.0

    def __str__(self) -> str:
        return f"P {self.precision:.4f}  R {self.recall:.4f}  F1 {self.f1:.4f}  ({self.right} of {self.true})"


class Evaluation(NamedTuple):
    """What `evaluate` found.

    Attributes:
        overall: the Score over all labels.
        labels: a Score by label, sorted.
        mistakes: every span that is not right, in order; a wrong span and the true one that it stands for are one.
    """

    overall: Score
    labels: dict[str, Score]
    mistakes: list[Mistake]

    @property
    def kinds(self) -> dict[str, int]:
        """How many mistakes of each kind there are."""
        counted = Counter(mistake.kind for mistake in self.mistakes)
        return {kind: counted[kind] for kind in KINDS}

    def __str__(self) -> str:
        width = max(map(len, (*self.labels, "all")))
        lines = [f"{label:{width}}  {score}" for label, score in (("all", self.overall), *self.labels.items())]
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.items() if count)
        return "\n".join([*lines, f"mistakes: {kinds or 'none'}"])

    def _repr_html_(self) -> str:
        from newscore._cards import evaluation_html

        return evaluation_html(self)


def evaluate(pred: Any, gold: Any) -> Evaluation:
    """Compares found spans with true ones; a span is right where start, end and label are.

    The others are of five kinds. A found span that overlaps a true one is "label" (the same place, another label),
    "boundary" (another place, the same label) or "label and boundary"; each stands for one true span, the one that it
    shares most with. What overlaps nothing is "spurious", what nothing stands for is "missed".

    Args:
        pred: the spans found in one document: Mentions, Segments, or (start, end, label); or a Page, whose mentions
            count; or a list of these, one a document.
        gold: the true spans, in the same shape.

    Returns:
        An Evaluation: `overall`, `labels`, `mistakes`, `kinds`; printed, it is a table.

    Raises:
        OptionError: the two are not of the same number of documents.
        TypeError: something is no span.

    Example:
        >>> import newscore as nc
        >>> gold = [(0, 3, "PORT"), (10, 18, "PERSON"), (30, 34, "PLACE")]
        >>> found = nc.evaluate([(0, 3, "PORT"), (14, 18, "PERSON"), (40, 42, "PLACE")], gold)
        >>> print(found)
        all     P 0.3333  R 0.3333  F1 0.3333  (1 of 3)
        PERSON  P 0.0000  R 0.0000  F1 0.0000  (0 of 1)
        PLACE   P 0.0000  R 0.0000  F1 0.0000  (0 of 1)
        PORT    P 1.0000  R 1.0000  F1 1.0000  (1 of 1)
        mistakes: 1 boundary, 1 spurious, 1 missed
        >>> found.mistakes[0]
        Mistake(kind='boundary', document=0, found=(14, 18, 'PERSON'), true=(10, 18, 'PERSON'))
    """
    found, true = _documents(pred), _documents(gold)
    if len(found) != len(true):
        raise OptionError(f"pred has {len(found)} documents, gold {len(true)}")
    right: Counter[str] = Counter()
    n_found: Counter[str] = Counter()
    n_true: Counter[str] = Counter()
    mistakes: list[Mistake] = []
    for at, (ours, theirs) in enumerate(zip(found, true, strict=True)):
        n_found.update(span[2] for span in ours)
        n_true.update(span[2] for span in theirs)
        both = Counter(ours) & Counter(theirs)
        right.update(span[2] for span in both.elements())
        mistakes += _mistakes(at, _rest(ours, both), _rest(theirs, both))
    labels = {label: Score(right[label], n_found[label], n_true[label]) for label in sorted({**n_found, **n_true})}
    overall = Score(right.total(), n_found.total(), n_true.total())
    return Evaluation(overall, labels, mistakes)


def _documents(given: Any) -> list[list[tuple[int, int, str]]]:
    """One list of spans a document."""
    from newscore._core import Mention
    from newscore._page import Page
    from newscore._types import Segment

    def is_span(item: Any) -> bool:
        return isinstance(item, (Mention, Segment)) or (
            isinstance(item, tuple) and bool(item) and isinstance(item[0], int)
        )

    if isinstance(given, Page):
        return [_spans(given)]
    items = list(given)
    return [_spans(items)] if all(map(is_span, items)) else [_spans(item) for item in items]


def _spans(document: Any) -> list[tuple[int, int, str]]:
    from newscore._page import Page
    from newscore.exports import _span

    spans = document.mentions if isinstance(document, Page) else document
    return sorted((span.start, span.end, span.label) for span in map(_span, spans))


def _rest(spans: Sequence[tuple[int, int, str]], right: Counter[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans that are not right."""
    left = Counter(spans) - right
    return sorted(left.elements())


def _mistakes(
    document: int, found: Sequence[tuple[int, int, str]], true: Sequence[tuple[int, int, str]]
) -> Iterable[Mistake]:
    """Pairs wrong spans with the true ones that they share most with, the closest pairs first."""
    pairs = []
    reach = list(accumulate((span[1] for span in true), max))
    first = 0
    for at, ours in enumerate(found):
        # Both are sorted: the true spans up to the first that reaches into this one are of no use to the next either.
        while first < len(true) and reach[first] <= ours[0]:
            first += 1
        for place in range(first, len(true)):
            if true[place][0] >= ours[1]:
                break
            shared = min(ours[1], true[place][1]) - max(ours[0], true[place][0])
            if shared > 0:
                pairs.append((-shared, ours[2] != true[place][2], at, place))
    stands: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, at, place in sorted(pairs):
        if at not in stands and place not in taken:
            stands[at] = place
            taken.add(place)
    out = []
    for at, ours in enumerate(found):
        theirs = true[stands[at]] if at in stands else None
        out.append(Mistake(_kind(ours, theirs), document, ours, theirs))
    out += [Mistake("missed", document, None, span) for place, span in enumerate(true) if place not in taken]
    return sorted(out, key=lambda mistake: (mistake.found or mistake.true or (0, 0, ""))[:2])


def _kind(found: tuple[int, int, str], true: tuple[int, int, str] | None) -> str:
    if true is None:
        return "spurious"
    same_place, same_label = found[:2] == true[:2], found[2] == true[2]
    return "label" if same_place else "boundary" if same_label else "label and boundary"
