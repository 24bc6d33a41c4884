"""The least certain decisions of a run, to be looked at, accepted or rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newscore._errors import OptionError, check_known, check_whole, listed_names
from newscore._markup import counted
from newscore._offsets import code_points
from newscore._overrides import Overrides, content_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newscore._run import RunResult

KINDS = ("cut", "article", "mention")
# Characters of context on each side, and of a long text itself, that are shown.
CONTEXT = 160
TEXT = 600


@dataclass(frozen=True)
class Doubt:
    """Something that the run was not sure of.

    Attributes:
        kind: "cut" (a segment left out of the text), "article" (a start) or "mention".
        page_id: the page that it was first seen on.
        source: its outlet, or None.
        start: first code point on that page.
        end: one past the last.
        text: the segment, the first segment of the article, or the mention.
        context: the sentence or segment that a mention stands in; else the text.
        before: what stands before the context on the page, `CONTEXT` characters at most.
        after: what stands after it.
        said: what was decided: the label, "start", or the entity's id (None where no candidate won).
        rule: the rule, the evidence, or the kind of match.
        action: of a cut, "drop" or "metadata"; else "".
        score: how sure, 0 to 1.
        candidates: of a mention, the ids that it may be.
        n: how often the run saw the same text of the same source.
    """

    kind: str
    page_id: Any
    source: str | None
    start: int
    end: int
    text: str
    context: str
    before: str
    after: str
    said: str | None
    rule: str
    action: str
    score: float
    candidates: tuple[str, ...]
    n: int


class Doubts(Sequence[Doubt]):
    """What `RunResult.doubtful` found, least certain first, and the verdicts given so far.

    A notebook shows all in one view, numbered; `accept` and `reject` take the numbers. `overrides` holds the verdicts,
    together with those that the run was made with.
    """

    def __init__(self, doubts: list[Doubt], base: Overrides) -> None:
        self._doubts = doubts
        self._base = base
        self._verdicts: dict[int, Overrides] = {}

    def __len__(self) -> int:
        return len(self._doubts)

    def __getitem__(self, index: Any) -> Any:
        return self._doubts[index]

    def __iter__(self) -> Iterator[Doubt]:
        return iter(self._doubts)

    def accept(self, *numbers: int) -> Doubts:
        """Takes what was decided for right: it is pinned, and not asked again.

        Raises:
            OptionError: there is no doubt of that number.
        """
        for number in numbers:
            one = self._of(number)
            self._verdicts[number] = _decided(one, one.said, "accept")
        return self

    def reject(self, *numbers: int, label: str | None = None, entity_id: str | None = None) -> Doubts:
        """Takes what was decided for wrong.

        A cut becomes `label` ("body" unless one is given) and is kept or cut as that label is; an article that does not
        begin here joins the one before it; a mention gets `entity_id`, one of its candidates, or no entity.

        Raises:
            OptionError: there is no doubt of that number, `label` is given for something that is no cut, or `entity_id`
                for something that is no mention or has no such candidate.
        """
        for number in numbers:
            one = self._of(number)
            if label is not None and one.kind != "cut":
                raise OptionError(f"label={label!r}: doubt {number} is no cut but of kind {one.kind!r}")
            if entity_id is not None and one.kind != "mention":
                raise OptionError(f"entity_id={entity_id!r}: doubt {number} is no mention but of kind {one.kind!r}")
            if entity_id is not None and entity_id not in one.candidates:
                accepted = ", ".join(one.candidates)
                raise OptionError(f"entity_id={entity_id!r} is no candidate of doubt {number}; accepted: {accepted}")
            value = (label or "body") if one.kind == "cut" else entity_id
            self._verdicts[number] = _decided(one, value, "reject")
        return self

    def undo(self, *numbers: int) -> Doubts:
        """Takes verdicts back."""
        for number in numbers:
            self._of(number)
            self._verdicts.pop(number, None)
        return self

    def _of(self, number: int) -> Doubt:
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < len(self._doubts):
            accepted = f"0 to {len(self._doubts) - 1}" if self._doubts else "none, there are no doubts"
            raise OptionError(f"there is no doubt {number!r}; accepted: {accepted}")
        return self._doubts[number]

    def verdict(self, number: int) -> str | None:
        """What was said of a doubt: "accept", "reject", or None where nothing was said yet."""
        self._of(number)
        decided = self._verdicts.get(number)
        return None if decided is None else next(iter(decided)).verdict

    @property
    def overrides(self) -> Overrides:
        """The verdicts, added to those that the run was made with: save them, or give them to a Pipeline."""
        out = self._base
        for decided in self._verdicts.values():
            out = out | decided
        return out

    def __str__(self) -> str:
        """The same for a terminal."""
        from newscore._doubts_drawn import doubts_text

        return doubts_text(self)

    def __repr__(self) -> str:
        return f"Doubts({counted(len(self), 'doubt')}, {len(self._verdicts)} decided)"

    def _repr_html_(self) -> str:
        from newscore._doubts_drawn import doubts_html

        return doubts_html(self)


def _decided(one: Doubt, value: str | None, verdict: str) -> Overrides:
    none = Overrides()
    if one.kind == "cut":
        return none.label(one.text, value or "body", source=one.source, verdict=verdict)
    if one.kind == "article":
        return none.join(one.text, source=one.source, verdict=verdict)
    return none.entity(one.context, one.text, value, source=one.source, verdict=verdict)


def find(out: RunResult, base: Overrides, n: int, kinds: Sequence[str]) -> Doubts:
    """The `n` least certain decisions of the kinds named, in turn of each kind.

    Raises:
        OptionError: `n` is negative, or a kind is not known.
    """
    kinds = listed_names("kinds", kinds)
    for kind in kinds:
        check_known("kind", kind, KINDS)
    check_whole("n", n, 0)
    pages = _Pages(out)
    makers = {"cut": _cuts, "article": _articles, "mention": _mentions}
    queues = [_grouped(makers[kind](pages), base) for kind in kinds]
    found: list[Doubt] = []
    while len(found) < n and any(queues):
        for queue in queues:
            if queue and len(found) < n:
                found.append(queue.pop())
    found.sort(key=lambda one: (KINDS.index(one.kind), one.score))
    return Doubts(found, base)


class _Pages:
    """The raw texts and sources of a run by page id."""

    def __init__(self, out: RunResult) -> None:
        self.tables = out._tables  # noqa: SLF001 - of its own package
        self._given = out._given  # noqa: SLF001
        self._unit = out._pipe.options["unit"]  # noqa: SLF001
        self._rows = {name: row for row, name in enumerate(self.tables.pages["page_id"])}
        self._texts: dict[Any, str] = {}

    def raw(self, page_id: Any) -> str:
        if page_id not in self._texts:
            text = self._given.texts[self._rows[page_id]]
            self._texts[page_id] = text.as_py() if hasattr(text, "as_py") else text
        return self._texts[page_id]

    def source(self, page_id: Any) -> str | None:
        sources = self._given.sources
        return None if sources is None else sources[self._rows[page_id]]

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        return zip(*getattr(self.tables, table).to_pydict(list(columns)).values(), strict=True)

    def doubt(self, kind: str, page_id: Any, span: tuple[int, int], around: tuple[int, int], **rest: Any) -> Doubt:
        raw = self.raw(page_id)
        start, end, first, last = code_points(raw, (*span, *around), self._unit)
        return Doubt(
            kind=kind,
            page_id=page_id,
            source=self.source(page_id),
            start=start,
            end=end,
            text=raw[start:end],
            context=raw[first:last],
            before=raw[max(first - CONTEXT, 0) : first],
            after=raw[last : last + CONTEXT],
            n=1,
            **rest,
        )


def _cuts(pages: _Pages) -> Iterator[Doubt]:
    for page, start, end, label, action, rule, score in pages.rows(
        "segments", ["page_id", "start", "end", "label", "action", "rule", "score"]
    ):
        if action != "keep" and score < 1:
            span = (start, end)
            yield pages.doubt("cut", page, span, span, said=label, rule=rule, action=action, score=score, candidates=())


def _articles(pages: _Pages) -> Iterator[Doubt]:
    opening: dict[tuple[Any, int], tuple[int, int]] = {}
    for page, article, start, end in pages.rows("segments", ["page_id", "article_id", "start", "end"]):
        if article is not None:
            opening.setdefault((page, article), (start, end))
    for page, article, confidence in pages.rows("articles", ["page_id", "article_id", "confidence"]):
        # The first article of a page has none before it to join.
        if confidence < 1 and article > 0:
            span = opening[page, article]
            yield pages.doubt(
                "article", page, span, span, said="start", rule="", action="", score=confidence, candidates=()
            )


def _mentions(pages: _Pages) -> Iterator[Doubt]:
    sentences = {
        (page, number): (start, end)
        for page, number, start, end in pages.rows("sentences", ["page_id", "sentence_id", "start", "end"])
    }
    segments: dict[Any, list[tuple[int, int]]] = {}
    for page, start, end in pages.rows("segments", ["page_id", "start", "end"]):
        segments.setdefault(page, []).append((start, end))
    columns = ["page_id", "sentence_id", "start", "end", "entity_id", "match_kind", "candidates"]
    for page, sentence, start, end, entity, kind, candidates in pages.rows("mentions", columns):
        score = candidates[0]["score"] if candidates else 1.0
        if score < 1:
            around = sentences[page, sentence] if sentence is not None else _segment(segments[page], start)
            ids = tuple(one["entity_id"] for one in candidates)
            yield pages.doubt(
                "mention", page, (start, end), around, said=entity, rule=kind, action="", score=score, candidates=ids
            )


def _segment(segments: list[tuple[int, int]], at: int) -> tuple[int, int]:
    from bisect import bisect_right

    return segments[bisect_right(segments, (at, float("inf"))) - 1]


def _grouped(doubts: Iterator[Doubt], base: Overrides) -> list[Doubt]:
    """One doubt for each text of a source, the surest first, without those that were decided."""
    from dataclasses import replace

    groups: dict[tuple[Any, ...], Doubt] = {}
    counts: dict[tuple[Any, ...], int] = {}
    for one in doubts:
        surface = one.text if one.kind == "mention" else ""
        same = (one.source, " ".join(one.context.split()), surface)
        counts[same] = counts.get(same, 0) + 1
        if same not in groups or one.score < groups[same].score:
            groups[same] = one
    kinds = {"cut": "segment"}
    out = []
    for same, one in groups.items():
        kind, surface = kinds.get(one.kind, one.kind), same[2]
        keys = (content_key(kind, source, one.context, surface) for source in {one.source, None})
        if not len(base) or not any(key in base for key in keys):
            out.append(replace(one, n=counts[same]))
    # Stable: among equals the first seen comes out first.
    out.reverse()
    out.sort(key=lambda one: -one.score)
    return out
