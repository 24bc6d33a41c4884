"""The summary at the end of a run: complete, 80 columns, printable anywhere."""

import pytest

from newscore._summary import summary

STATS = {
    "pages": 3,
    "articles": 1,
    "sentences": 1204,
    "mentions": 0,
    "characters": {"total": 100_000, "keep": 70_000, "metadata": 9_990, "drop": 20_000, "blank": 10},
    "labels": [
        {"label": "body", "action": "keep", "characters": 70_000, "segments": 900},
        {"label": "headline", "action": "metadata", "characters": 9_990, "segments": 3},
        *({"label": f"label-{n}", "action": "drop", "characters": 1_000 + n, "segments": n} for n in range(20)),
    ],
    "entities": [
        {"entity_id": "FI", "text": "Finland", "mentions": 12, "pages": 2},
        {"entity_id": "fictional:x" * 9, "text": "\x1b[31m日本" * 9, "mentions": 1, "pages": 1},
    ],
    "refused": [{"path": "in/bad\udce9.txt", "reason": "not UTF-8: byte 0xE9 at offset 12; " * 4}],
    "timings": [{"stage": "segments", "seconds": 75.2}, {"stage": "tables", "seconds": 0.004}],
    "outputs": ["out/pages.parquet", "out/report.html"],
}


def test_says_all_of_it():
    text = summary(STATS)
    assert text.startswith("3 pages → 1 article → 1,204 sentences → 0 mentions\n")
    for part in ("kept as text", "70 %", "into fields", "<1 %", "headline", "and 9 more labels", "Finland", "2 pages",
                 "Refused: 1 input", "not UTF-8", "1 min 15 s", "4 ms", "Written to out", "report.html"):  # fmt: skip
        assert part in text


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252", "cp437", "latin-1", "utf-16"])
def test_prints_anywhere(encoding):
    text = summary(STATS, encoding=encoding)
    text.encode(encoding)
    assert "\x1b" not in text
    if encoding == "ascii":
        assert "###" in text and "3 pages -> 1 article" in text


def test_keeps_to_the_width():
    for line in summary(STATS).splitlines():
        cells = sum(2 if "\u3000" < c < "\uffff" else 1 for c in line)
        assert cells <= 80, line


def test_bars_are_in_proportion():
    lines = {line.split("  ")[1].strip(): line for line in summary(STATS).splitlines() if "%" in line}
    assert lines["kept as text"].count("█") == pytest.approx(0.7 * 44, abs=1)
    assert lines["blank"].count("▏") == 1


@pytest.mark.parametrize(
    "stats",
    [
        {},
        {"pages": 0, "articles": 0, "sentences": 0, "mentions": 0},
        {"characters": {"total": 0}, "labels": [], "entities": [], "timings": [{"stage": "x", "seconds": 0}]},
        {"labels": [{"label": "separator", "action": "drop", "characters": 0, "segments": 0}]},
    ],
)
def test_what_is_missing_is_left_out(stats):
    assert "nan" not in summary(stats)
