"""Where the program and the reader of a sample page differ, and the ledger of the differences that are known.

The ledger, `tests/cases/known-differences.tsv`, has one row for each difference: page, what, expected, got, reason. Run
this file after a change of the program: it drops rows that no longer differ and adds the new ones without a reason,
which the tests refuse until a person has read the page and given one.
"""

from dataclasses import dataclass
from pathlib import Path

import newscore as nc
import sample_pages
from sample_pages import Mention, SamplePage, Segment

LEDGER = Path(__file__).resolve().parents[1] / "cases" / "known-differences.tsv"
COLUMNS = ["page", "what", "expected", "got", "reason"]
SHOWN = 48


@dataclass(frozen=True)
class Difference:
    """One difference; `what` says where it is, the other two what the reader and the program say."""

    page: str
    what: str
    expected: str
    got: str


@dataclass(frozen=True)
class Said:
    """What the program says of a page, in the terms of the judgement."""

    flags: frozenset[str]
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]
    kept: frozenset[int]


def analysed(page: SamplePage, gazetteer: nc.Gazetteer) -> Said:
    """What the program says of the page."""
    found = nc.analyze(page.text, gazetteer)
    spans = [(mention.start, mention.end) for mention in found.mentions]
    return Said(
        frozenset(found.flags),
        tuple(Segment(it.start, it.end, it.label, it.article_id) for it in found.segments),
        tuple(
            Mention(
                it.start,
                it.end,
                it.entity_id,
                it.match_kind,
                None if it.antecedent is None else spans[it.antecedent],
            )
            for it in found.mentions
        ),
        frozenset(at for it in found.segments if it.action == "keep" for at in range(it.start, it.end)),
    )


def differences(page: SamplePage, said: Said) -> list[Difference]:
    """Every difference, in the order of the page."""
    out: list[Difference] = []
    if page.flags != said.flags:
        out.append(Difference(page.name, "flags", _flags(page.flags), _flags(said.flags)))
    out += _segments(page, said)
    expected = {(it.start, it.end): it for it in page.mentions}
    got = {(it.start, it.end): it for it in said.mentions}
    for span in sorted(expected.keys() | got.keys()):
        if expected.get(span) != got.get(span):
            what = _what("mention", page, *span)
            out.append(Difference(page.name, what, _mention(expected.get(span)), _mention(got.get(span))))
    return out


def _segments(page: SamplePage, said: Said) -> list[Difference]:
    """Segments that differ, those of unlike borders gathered until both sides end at the same place."""
    expected, got = list(page.segments), list(said.segments)
    out: list[Difference] = []
    while expected or got:
        ours, theirs = _take(expected), _take(got)
        while ours and theirs and ours[-1].end != theirs[-1].end:
            behind, more = (ours, expected) if ours[-1].end < theirs[-1].end else (theirs, got)
            if not more:
                break
            behind += _take(more)
        if ours != theirs:
            both = [*ours, *theirs]
            what = _what("segment", page, min(it.start for it in both), max(it.end for it in both))
            out.append(Difference(page.name, what, _row(ours), _row(theirs)))
    return out


def _take(segments: list[Segment]) -> list[Segment]:
    return [segments.pop(0)] if segments else []


def _what(kind: str, page: SamplePage, start: int, end: int) -> str:
    text = page.text[start:end].encode("unicode_escape").decode() if not page.text[start].isprintable() else None
    text = " ".join((text or page.text[start:end]).split())
    return f"{kind} {start}-{end} {text if len(text) <= SHOWN else text[:SHOWN] + '…'}"


def _row(segments: list[Segment]) -> str:
    def one(it: Segment) -> str:
        article = "-" if it.article is None else it.article
        return f"{it.label} {article}" + (f" to {it.end}" if len(segments) > 1 else "")

    return ", ".join(map(one, segments)) or "-"


def _mention(mention: Mention | None) -> str:
    if mention is None:
        return "-"
    back = "" if mention.antecedent is None else " of {}-{}".format(*mention.antecedent)
    return f"{mention.entity_id or '?'} {mention.match_kind}{back}"


def _flags(flags: frozenset[str]) -> str:
    return ",".join(sorted(flags)) or "-"


def read_ledger() -> dict[Difference, str]:
    """The known differences with their reasons; a malformed or repeated row raises."""
    lines = LEDGER.read_text(encoding="utf-8").splitlines()
    if lines[:1] != ["\t".join(COLUMNS)]:
        raise ValueError(f"{LEDGER.name}: the first line names the columns {COLUMNS}")
    ledger: dict[Difference, str] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS) or Difference(*cells[:4]) in ledger:
            raise ValueError(f"{LEDGER.name}:{number}: malformed or repeated: {line!r}")
        ledger[Difference(*cells[:4])] = cells[4]
    return ledger


def rewrite_ledger() -> tuple[int, int]:
    """Brings the ledger up to date; how many rows went, and how many came and wait for a reason."""
    gazetteer = nc.Gazetteer.builtin()
    known = read_ledger()
    now = [
        difference
        for name in sample_pages.names()
        for page in [sample_pages.read(name)]
        for difference in differences(page, analysed(page, gazetteer))
    ]
    rows = [[it.page, it.what, it.expected, it.got, known.get(it, "")] for it in now]
    LEDGER.write_text("".join("\t".join(row) + "\n" for row in [COLUMNS, *rows]), encoding="utf-8")
    return len(known.keys() - set(now)), len(set(now) - known.keys())


if __name__ == "__main__":
    gone, new = rewrite_ledger()
    print(f"{LEDGER}: {gone} rows no longer differ, {new} new ones wait for a reason")  # noqa: T201
