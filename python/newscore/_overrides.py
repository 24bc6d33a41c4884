"""What a person has decided about pieces of text, kept in a small file and replayed by a Pipeline."""

from __future__ import annotations

from newscore._errors import OptionError, TableError
from newscore._types import Decision

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from typing import Any

FORMAT = "newscore-overrides"
VERSION = 1
KINDS = ("segment", "article", "mention")
VERDICTS = ("accept", "reject")
_EXCERPT = 80
_BEGINS = "begins"
_MASK = (1 << 64) - 1


def content_key(kind: str, source: str | None, text: str, surface: str = "") -> str:
    """The key of a decision: FNV-1a, 64 bits, over its kind, source, text (white space evened out) and surface."""
    words = " ".join(text.split())
    data = "\0".join((kind, source or "", words, surface))
    # The core sees a lone surrogate as U+FFFD.
    octets = data.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")
    number = 0xCBF29CE484222325
    for octet in octets:
        number = ((number ^ octet) * 0x100000001B3) & _MASK
    return f"{number:016x}"


class Overrides:
    r"""Decisions of a person that a Pipeline replays: `Pipeline(overrides=...)`.

    A decision is found by its content (source and text), not by its place, so that it survives another order of the
    pages, a page scraped again, and other rules around it. The object does not change: each method gives a new one.
    Usually it comes from `RunResult.doubtful`; the methods below say the same by hand.

    A Pipeline takes time linear in the text to look segments up, and none without overrides.

    Example:
        >>> import newscore as nc
        >>> text = "The dock reopened.\nREAD MORE: Six ports to watch\nShips queued."
        >>> nc.analyze(text).text
        'The dock reopened.\nShips queued.'
        >>> kept = nc.Overrides().label("READ MORE: Six ports to watch", "body")
        >>> nc.Pipeline(overrides=kept)(text).text == text
        True
    """

    __slots__ = ("_decisions",)

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._decisions = {}
        for decision in decisions:
            if not isinstance(decision, Decision):
                raise TypeError(f"Overrides takes Decisions, not {type(decision).__name__}: see its methods")
            self._decisions[decision.key] = _checked(decision)

    _decisions: dict[str, Decision]

    def label(self, text: str, label: str, *, source: str | None = None, verdict: str = "reject") -> Overrides:
        """The same and: a segment of this text gets this label.

        Args:
            text: the whole text of the segment.
            label: the label; the action goes by the pipeline's table of actions.
            source: the outlet whose pages it holds for; None: all.
            verdict: "accept" where the engine had said the same, else "reject".

        Returns:
            New overrides.

        Raises:
            OptionError: there is no such label.
        """
        from newscore._pipeline import check_labels

        check_labels([label])
        return self._with("segment", source, text, "", verdict, label)

    def join(self, text: str, *, source: str | None = None, verdict: str = "reject") -> Overrides:
        """The same and: no article begins with the segment of this text (with verdict="accept": one does)."""
        return self._with("article", source, text, "", verdict, None)

    def begin(self, text: str, *, source: str | None = None) -> Overrides:
        r"""The same and: an article begins with the line of this text, headline or not.

        Not with `articles="single"`. Of a headline, the section or site behind it (`| World`) may be left out.

        Example:
            >>> import newscore as nc
            >>> text = "Fog shut the port.\nFerries wait\nThe mill will open."
            >>> decided = nc.Overrides().begin("Ferries wait")
            >>> [a.start for a in nc.Pipeline(overrides=decided)(text).articles]
            [0, 19]
        """
        return self._with("article", source, text, "", "reject", _BEGINS)

    def entity(
        self, sentence: str, surface: str, entity_id: str | None, *, source: str | None = None, verdict: str = "reject"
    ) -> Overrides:
        """The same and: in this sentence, this surface names the entity, or none.

        Args:
            sentence: the whole sentence, or the segment where the mention stands in no sentence (a headline).
            surface: the text of the mention.
            entity_id: one of the mention's candidates; None: no entity. An id that is no candidate gives none.
            source: the outlet whose pages it holds for; None: all.
            verdict: "accept" where the engine had said the same, else "reject".
        """
        return self._with("mention", source, sentence, surface, verdict, entity_id)

    def _with(
        self, kind: str, source: str | None, text: str, surface: str, verdict: str, value: str | None
    ) -> Overrides:
        for told in (text, surface):
            if not isinstance(told, str):
                raise TypeError(f"the text of a decision must be str, not {type(told).__name__}")
        shown = f"{surface} | {text}" if surface else text
        excerpt = " ".join(shown.split())[:_EXCERPT]
        key = content_key(kind, source, text, surface)
        return Overrides([*self, Decision(kind, source, key, verdict, value, excerpt)])

    def without(self, *keys: str) -> Overrides:
        """The same without the decisions of these keys.

        Raises:
            OptionError: there is no decision of a key.
        """
        for key in keys:
            if key not in self._decisions:
                raise OptionError(f"no decision has the key {key!r}")
        return Overrides(decision for decision in self if decision.key not in keys)

    def __or__(self, other: Overrides) -> Overrides:
        """Both; where they differ, the decision of the right one."""
        if not isinstance(other, Overrides):
            return NotImplemented
        return Overrides([*self, *other])

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._decisions.values())

    def __len__(self) -> int:
        return len(self._decisions)

    def __contains__(self, key: object) -> bool:
        return key in self._decisions

    def to_json(self) -> str:
        """The decisions as JSON, sorted, one a line: two files can be compared with a diff."""
        import json

        rows = sorted(self, key=lambda one: (one.kind, one.source or "", one.excerpt, one.key))
        lines = ",\n".join("  " + json.dumps(one._asdict(), ensure_ascii=False) for one in rows)
        body = f"\n{lines}\n" if rows else ""
        return f'{{"format": "{FORMAT}", "version": {VERSION}, "decisions": [{body}]}}\n'

    @classmethod
    def from_json(cls, text: str) -> Overrides:
        """The overrides that `to_json` wrote.

        Raises:
            TableError: the text is no such file; the message has the decision and what is wrong with it.
            OptionError: it was written by a version that this one does not read.
        """
        import json

        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise TableError(f"these are no overrides: line {error.lineno}: {error.msg}") from error
        if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("decisions"), list):
            raise TableError(f'these are no overrides: expected an object with "format": "{FORMAT}" and "decisions"')
        if data.get("version") != VERSION:
            raise OptionError(f"overrides of version {data.get('version')!r}; accepted: {VERSION}")
        decisions = []
        for number, row in enumerate(data["decisions"], 1):
            if not isinstance(row, dict) or set(row) != set(Decision._fields):
                raise TableError(f"decision {number}: expected the keys {', '.join(Decision._fields)}")
            try:
                decisions.append(_checked(Decision(**row)))
            except OptionError as error:
                raise TableError(f"decision {number}: {error}") from error
        return cls(decisions)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes `to_json` into a file."""
        from pathlib import Path

        Path(path).write_text(self.to_json(), encoding="utf-8", newline="\n", errors="backslashreplace")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Overrides:
        """Reads a file that `save` wrote; errors as for `from_json`, and OSError."""
        from pathlib import Path

        return cls.from_json(Path(path).read_text(encoding="utf-8"))

    def _rows(self) -> list[str]:
        """What the core reads: a key, what is decided and its value."""
        rows = []
        for one in self:
            if one.kind == "segment":
                rows.append(f"{one.key} label {one.value}")
            elif one.kind == "mention":
                rows.append(f"{one.key} entity {one.value or ''}")
            elif one.verdict == "reject":
                rows.append(f"{one.key} {one.value or 'joined'} ")
        return rows

    def __eq__(self, other: object) -> bool:
        return self._decisions == other._decisions if isinstance(other, Overrides) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._decisions.values()))

    def __reduce__(self) -> tuple[Any, ...]:
        return Overrides, (tuple(self),)

    def __repr__(self) -> str:
        counts = ((kind, sum(one.kind == kind for one in self)) for kind in KINDS)
        told = ", ".join(f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in counts if n)
        return f"Overrides({told or 'no decisions'})"

    def _repr_html_(self) -> str:
        from newscore._cards import decisions_html

        return decisions_html(self)


def _checked(decision: Decision) -> Decision:
    """The decision, if a core could make sense of it."""
    if decision.kind not in KINDS:
        raise OptionError(f"kind {decision.kind!r} is not accepted: {', '.join(KINDS)}")
    if decision.verdict not in VERDICTS:
        raise OptionError(f"verdict {decision.verdict!r} is not accepted: {', '.join(VERDICTS)}")
    if not (isinstance(decision.key, str) and len(decision.key) == 16 and set(decision.key) <= set("0123456789abcdef")):
        raise OptionError(f"key {decision.key!r} is not accepted: 16 hexadecimal digits")
    for name, wanted in (("source", (str, type(None))), ("value", (str, type(None))), ("excerpt", str)):
        if not isinstance(getattr(decision, name), wanted):
            raise OptionError(f"{name} {getattr(decision, name)!r} is not accepted: text")
    if decision.kind == "segment" and not decision.value:
        raise OptionError("a segment's value is its label, and there is none")
    if decision.kind == "article" and decision.value not in (None, _BEGINS):
        raise OptionError(f"an article's value is None or {_BEGINS!r}, not {decision.value!r}")
    return decision
