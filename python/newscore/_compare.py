"""What changed between two runs over the same pages, by label, rule and source."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from newscore._errors import TableError
from newscore._mention_rows import is_run

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from newscore._run import RunResult

_TABLES = ("pages", "articles", "segments", "sentences", "mentions")
_NONE = ("", "", "")


class Comparison:
    r"""The differences between two runs; see `newscore.compare`.

    Attributes:
        totals: for each table its rows in either run: table, a, b, change.
        labels: for each label and outcome the characters in either run: label, action, a, b, change.
        rules: the same for each rule that took something out of the text: rule, action, a, b, change.
        sources: the same for each outlet and outcome: source, action, a, b, change.
        changes: every stretch of a page that is another thing in `b`: page_id, source, start, end, characters, label_a,
            action_a, rule_a, label_b, action_b, rule_b. In order of the pages.
        mentions: how often a surface went from one entity to another: text, entity_a, entity_b, n. "" where there was
            no mention, None where no candidate won.
        starts: starts of articles that only one run has: page_id, start, in ("a" or "b").
        pages_differing: page ids with any of these, in order.

    Example:
        >>> import newscore as nc
        >>> texts = ["The dock reopened.\nSource link"]
        >>> changed = nc.compare(nc.run(texts), nc.run(texts, actions={"separator": "keep"}))
        >>> [row for row in changed.labels if row["change"] > 0]
        [{'label': 'separator', 'action': 'keep', 'a': 0, 'b': 11, 'change': 11}]
        >>> bool(nc.compare(nc.run(texts), nc.run(texts)))
        False
    """

    def __init__(self, a: RunResult, b: RunResult) -> None:
        pages = _pages(a, b)
        segments_a, segments_b = _by_page(a, "segments", _SEGMENT), _by_page(b, "segments", _SEGMENT)
        self.changes: list[dict[str, Any]] = []
        for page, source in pages.items():
            for change in _segment_changes(segments_a.get(page, []), segments_b.get(page, [])):
                self.changes.append({"page_id": page, "source": source, **change})
        found_a, found_b = _by_page(a, "mentions", _MENTION), _by_page(b, "mentions", _MENTION)
        moved: Counter[tuple[str, Any, Any]] = Counter()
        changed = {change["page_id"] for change in self.changes}
        for page in pages:
            for key in _mention_changes(found_a.get(page, []), found_b.get(page, [])):
                moved[key] += 1
                changed.add(page)
        self.mentions = [
            {"text": text, "entity_a": before, "entity_b": after, "n": n}
            for (text, before, after), n in sorted(moved.items(), key=lambda item: (-item[1], str(item[0])))
        ]
        starts_a, starts_b = _by_page(a, "articles", ["start"]), _by_page(b, "articles", ["start"])
        self.starts: list[dict[str, Any]] = []
        for page in pages:
            here, there = set(starts_a.get(page, [])), set(starts_b.get(page, []))
            for place in sorted(here ^ there):
                self.starts.append({"page_id": page, "start": place[0], "in": "a" if place in here else "b"})
                changed.add(page)
        self.pages_differing = [page for page in pages if page in changed]
        self._n_pages = len(pages)
        self.totals = [
            _row({"table": name}, getattr(a._tables, name).num_rows, getattr(b._tables, name).num_rows)  # noqa: SLF001
            for name in _TABLES
        ]
        before, after = a.manifest, b.manifest
        self.labels = _accounts(before["labels"], after["labels"], "label")
        self.rules = _accounts(before["rules"], after["rules"], "rule")
        self.sources = _accounts(_of_sources(before), _of_sources(after), "source")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Comparison) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.pages_differing)

    def __repr__(self) -> str:
        from newscore._markup import counted

        characters = sum(change["characters"] for change in self.changes)
        return (
            f"Comparison({len(self.pages_differing)} of {counted(self._n_pages, 'page')} differ: "
            f"{counted(len(self.changes), 'change')} of {counted(characters, 'character')}, "
            f"{counted(len(self.starts), 'article start')}, "
            f"{counted(sum(row['n'] for row in self.mentions), 'mention')})"
        )

    def __str__(self) -> str:
        """The same in some lines, for a terminal."""
        from newscore._rows import values_text

        parts = [repr(self)]
        parts += [f"{title}\n{values_text(head, rows)}" for title, head, rows in self._sections() if rows]
        return "\n\n".join(parts)

    def _sections(self) -> Iterator[tuple[str, list[str], list[list[Any]]]]:
        """Title, column names and rows of what differs."""
        for title, rows in (("Labels", self.labels), ("Rules", self.rules), ("Sources", self.sources)):
            shown = [list(row.values()) for row in rows if row["change"]]
            yield f"{title}, in characters", list(rows[0]) if rows else [], shown[:_SHOWN]
        became: Counter[tuple[str, str, str, str]] = Counter()
        for one in self.changes:
            became[one["label_a"], one["rule_a"], one["label_b"], one["rule_b"]] += one["characters"]
        pairs = [[*key, n] for key, n in became.most_common(_SHOWN)]
        yield "What became of what", ["label a", "rule a", "label b", "rule b", "characters"], pairs
        moved = [list(row.values()) for row in self.mentions[:_SHOWN]]
        yield "Mentions", ["text", "entity a", "entity b", "n"], moved

    def _repr_html_(self) -> str:
        from newscore._cards import comparison_html

        return comparison_html(repr(self), self._sections())


_SHOWN = 15
_SEGMENT = ["start", "end", "label", "action", "rule"]
_CHANGED = ("label_a", "action_a", "rule_a", "label_b", "action_b", "rule_b")
_MENTION = ["start", "end", "text", "entity_id"]


def compare(run_a: RunResult, run_b: RunResult) -> Comparison:
    r"""What changed between two runs over the same pages: by label, rule and source, and place by place.

    Args:
        run_a: the result of a run.
        run_b: the result of another over the same pages, under the same page ids; their order may differ.

    Returns:
        A Comparison, false if nothing differs. It takes time linear in the segments and mentions of both.

    Raises:
        TableError: the runs have not the same pages, or one page is not of the same length in both.
        TypeError: one is no run's result.

    Example:
        >>> import newscore as nc
        >>> texts = ["The dock reopened.\nREAD MORE: Six ports to watch"]
        >>> changed = nc.compare(nc.run(texts), nc.run(texts, disable=["related-link"]))
        >>> changed
        Comparison(1 of 1 page differ: 1 change of 29 characters, 0 article starts, 0 mentions)
        >>> [(row["label_a"], row["label_b"]) for row in changed.changes]
        [('related-link', 'body')]
    """
    for name, run in (("run_a", run_a), ("run_b", run_b)):
        if not is_run(run):
            raise TypeError(f"{name} must be the result of a run, not {type(run).__name__}")
    return Comparison(run_a, run_b)


def _pages(a: RunResult, b: RunResult) -> dict[Any, str | None]:
    """The page ids of both runs, each with its source."""
    lengths = []
    for run in (a, b):
        columns = run._tables.pages.to_pydict(["page_id", "n_characters"])  # noqa: SLF001 - of its own package
        lengths.append(dict(zip(*columns.values(), strict=True)))
    before, after = lengths
    for page in [*before, *after]:
        if page not in before or page not in after:
            only = "first" if page in before else "second"
            raise TableError(f"page {page!r} is only in the {only} run: compare runs over the same pages")
        if before[page] != after[page]:
            told = f"{before[page]} characters in the first run, {after[page]} in the second"
            raise TableError(f"page {page!r} has {told}: compare runs over the same texts")
    sources = a._given.sources  # noqa: SLF001
    return dict(zip(before, sources or [None] * len(before), strict=True))


def _by_page(run: RunResult, table: str, columns: list[str]) -> dict[Any, list[tuple[Any, ...]]]:
    values = getattr(run._tables, table).to_pydict(["page_id", *columns])  # noqa: SLF001
    out: dict[Any, list[tuple[Any, ...]]] = {}
    for page, *rest in zip(*values.values(), strict=True):
        out.setdefault(page, []).append(tuple(rest))
    return out


def _segment_changes(a: list[tuple[Any, ...]], b: list[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """Stretches that have another label, outcome or rule; what no segment of either covers apart."""
    edges = sorted({edge for segments in (a, b) for segment in segments for edge in segment[:2]})
    at_a = at_b = 0
    open_: dict[str, Any] | None = None
    for start, end in pairwise(edges):
        while at_a < len(a) and a[at_a][1] <= start:
            at_a += 1
        while at_b < len(b) and b[at_b][1] <= start:
            at_b += 1
        before = a[at_a][2:] if at_a < len(a) and a[at_a][0] <= start else _NONE
        after = b[at_b][2:] if at_b < len(b) and b[at_b][0] <= start else _NONE
        if before == after:
            continue
        named = dict(zip(_CHANGED, before + after, strict=True))
        if open_ and open_["end"] == start and all(open_[name] == value for name, value in named.items()):
            open_["end"] = end
            open_["characters"] = end - open_["start"]
            continue
        if open_:
            yield open_
        open_ = {"start": start, "end": end, "characters": end - start, **named}
    if open_:
        yield open_


def _mention_changes(a: list[tuple[Any, ...]], b: list[tuple[Any, ...]]) -> Iterator[tuple[str, Any, Any]]:
    before = {(start, end): (text, entity) for start, end, text, entity in a}
    after = {(start, end): (text, entity) for start, end, text, entity in b}
    for place in sorted({*before, *after}):
        text = (before.get(place) or after[place])[0]
        one = before[place][1] if place in before else ""
        other = after[place][1] if place in after else ""
        if one != other:
            yield text, one, other


def _accounts(a: Iterable[dict[str, Any]], b: Iterable[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str], list[int]] = {}
    for side, rows in enumerate((a, b)):
        for row in rows:
            sums.setdefault((row[name], row["action"]), [0, 0])[side] += row["characters"]
    rows_ = [_row({name: key, "action": action}, *pair) for (key, action), pair in sums.items()]
    return sorted(rows_, key=lambda row: (-abs(row["change"]), row[name], row["action"]))


def _of_sources(manifest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for source, actions in manifest["sources"].items():
        for action in ("keep", "metadata", "drop"):
            characters = actions.get(action, 0)
            yield {"source": source, "action": action, "characters": characters}


def _row(named: dict[str, Any], a: int, b: int) -> dict[str, Any]:
    return {**named, "a": a, "b": b, "change": b - a}
