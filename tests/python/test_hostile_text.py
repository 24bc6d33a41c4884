"""Text that nobody meant to be news: each test is a row of the table in `docs/hostile.md`."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newscore as nc
from hostile import MEGABYTES, in_a_process, row
from test_page import check_page

NEWS = "The dock of Osk reopened on Monday, said Capt. Per Dahl of the U.S. survey ship. “Who pays?” she asked.\n"
NEWLINES = ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"]
BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"


def sound(text):
    """Everything newscore says of a text, held against what it promises of any."""
    check_page(text, nc.analyze(text, nc.Gazetteer.builtin()))
    spans = nc.sentence_spans(text)
    assert [text[a:b] for a, b in spans] == nc.sentences(text)
    return spans


@row("a lone surrogate", "one code point, read as U+FFFD, given back as it was; in tables U+FFFD")
def test_lone_surrogates():
    text = "Osk re\ud800opened. It \udfffrained."
    assert nc.sentences(text) == ["Osk re\ud800opened.", "It \udfffrained."]
    assert nc.clean(text) == nc.analyze(text).raw == text
    assert sound(text) == [(0, 14), (15, 26)]
    table = nc.run([text]).sentences.to_pylist()
    assert [(s["start"], s["end"], s["text"]) for s in table] == [
        (0, 14, "Osk re\ufffdopened."),
        (15, 26, "It \ufffdrained."),
    ]


@row("NUL and other control characters", "characters like any other; nothing ends at them")
def test_nul():
    text = "Osk\0 reopened.\0 It rained.\x01\x1b[31m\x7f"
    sound(text)
    assert nc.clean(text) == text
    assert nc.run([text]).pages.to_pylist()[0]["text"] == text


@row("U+FEFF at the start of a str", "a character of the text, counted as such (in a file it is the encoding's)")
def test_bom_in_a_str():
    assert nc.sentences("\ufeffOsk reopened. It rained.") == ["\ufeffOsk reopened.", "It rained."]
    sound("\ufeff" + NEWS)


@row("every line end of Unicode, alone and mixed", "each ends a line and a sentence, none is rewritten")
def test_every_newline():
    text = "".join(f"Dock {number} reopened{end}" for number, end in enumerate(NEWLINES * 3))
    assert nc.sentences(text) == [f"Dock {number} reopened" for number in range(24)]
    assert nc.clean(text) == text.strip()
    sound(text)


@row("bidirectional marks and isolates, unbalanced", "characters like any other, kept where they stand")
def test_bidi_marks():
    text = "".join(f"The {mark}dock{mark} reopened. It {mark}rained.\n" for mark in BIDI) + BIDI * 50
    sound(text)
    assert nc.clean(text) == text.strip()
    assert len(nc.sentences(text)) >= 2 * len(BIDI)


@row("a letter under 200,000 combining marks", "one very long word; offsets stay those of code points")
def test_combining_storm():
    text = "The do" + "\u0301\u0327" * 100_000 + "ck reopened. It rained."
    assert nc.sentence_spans(text) == [(0, 200_018), (200_019, 200_029)]
    assert [m.text for m in nc.Gazetteer.from_dict({"Q": ["rained"]}).find(text)] == ["rained"]
    check_page(text, nc.analyze(text))


@row("200,000 times one character, any of 60", "done in linear time; every character is accounted for")
@pytest.mark.parametrize("kind", ["marks", "letters"])
def test_floods(kind):
    pieces = {
        "marks": ".!?,;:\"'“”‘’()[]<>-—…|/\\*#@&%$_=+~^`。」\u3000 \t\n\r\u2028",
        "letters": ["a", "A", "1", "é", *"新दا🎈\ufffd\u200d\u00ad", "e\u0301", "🇺🇸", "a. ", "A\n"],
    }[kind]
    gazetteer = nc.Gazetteer.from_dict({"Q": ["aaaa", "A", "1 1"]})
    for piece in pieces:
        text = piece * (200_000 // len(piece))
        spans = nc.sentence_spans(text)
        assert sum(b - a for a, b in spans) <= len(text)
        kept = nc.clean(text)
        assert len(kept) <= len(text)
        gazetteer.find(text)
        page = nc.analyze(text)
        assert sum(s.end - s.start for s in page.segments) <= len(text)


@row("nested quotes and brackets, 100,000 deep", "no recursion anywhere: done in linear time")
def test_deep_nesting():
    for opened, closed in ["“”", "()", "[]", "<>", "‘’"]:
        text = opened * 100_000 + "Osk reopened. It rained." + closed * 100_000
        spans = nc.sentence_spans(text)
        assert (spans[0][0], spans[-1][1]) == (0, len(text))
        nc.clean(text)


@row("the same page 500 times in one text", "done in linear time; each copy is labelled")
def test_deep_repetition(pages):
    page = pages["02-aggregator-six-stories.txt"]
    text = (page + "\n") * 500
    assert len(nc.analyze(text).segments) > 500
    nc.sentences(text)


@row("an empty str, blanks only, a null", "no sentence, an empty clean text, no article; null stays null")
def test_nothing():
    for text in ("", " ", "\n\n\t\u3000\u2029"):
        assert nc.sentences(text) == nc.sentence_spans(text) == []
        assert nc.clean(text) == ""
        assert nc.analyze(text).flags == ["empty"]
        assert nc.analyze(text).articles == []
    assert nc.clean([None, ""]) == [None, ""]


@row("any Unicode at all, as hypothesis thinks of it", "accepted; what is promised of a page holds")
@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text(text):
    sound(text)


@row("HTML, scripts, ANSI escapes in a page", "text; reports and notebooks show it escaped")
def test_markup_is_text():
    text = "<script>alert(1)</script> & <img src=x onerror=alert(2)>\nThe dock \x1b[2Jreopened. It rained.\n" + NEWS * 3
    sound(text)
    shown = nc.analyze(text).show()._repr_html_()
    assert "<script>alert" not in shown and "<img src=x" not in shown


@row("ten million empty strings", "ten million empty lists; memory is that of the columns")
def test_many_empty_strings():
    count = MEGABYTES * 10_000
    column = pa.array([""], pa.large_string()).take(pa.array([0] * count, pa.int32()))
    spans = nc.sentence_spans(column)
    assert len(spans) == count and spans.null_count == 0
    assert len(spans.flatten()) == 0
    assert len(nc.clean(column)) == count
    assert nc.sentences([""] * (count // 10)) == [[]] * (count // 10)


# The peak of memory beyond what stands before the call, as a multiple of the bytes that come in.
PEAK = """
import sys
import pyarrow as pa
import newscore as nc

piece, megabytes, what = sys.argv[1], int(sys.argv[2]), sys.argv[3]
def high():
    return 1024 * next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
if what == "column":
    text = piece * (4000 // len(piece))
    count = megabytes * 1_000_000 // len(text)
    given = pa.array([text], pa.large_string()).take(pa.array([0] * count, pa.int32()))
    size = given.nbytes
    verbs = [nc.sentence_spans, nc.sentences, nc.clean]
else:
    given = piece * (megabytes * 1_000_000 // len(piece))
    size = len(given)
    verbs = [nc.sentence_spans, nc.clean, nc.analyze]
verb = verbs[int(sys.argv[4])]
verb(given[:1])
before = high()
made = verb(given)
print((high() - before) / size)
"""


@pytest.mark.parametrize("verb", range(3))
@row("a column of a gigabyte", "worked on in waves of 16 MB; the results stand in memory twice while they are joined")
def test_a_column_of_a_gigabyte(verb):
    piece = "The dock of Osk reopened on Monday, said Per Dahl of the survey ship. It rained.\n"
    peak = float(in_a_process(PEAK, piece, MEGABYTES, "column", verb))
    # The results, in chunks and joined: spans of two int32 a sentence of forty bytes, or the text again.
    result = 2 * [0.25, 1.2, 1.0][verb]
    waves = 16 * 14 / MEGABYTES
    assert peak < result + waves + 0.3


@pytest.mark.parametrize("verb", range(3))
@row("one line of 500 MB", "done in linear time and in memory of a few times the line")
def test_one_huge_line(verb):
    piece = "The dock of Osk reopened on Monday, said Per Dahl of the survey ship. It rained. "
    peak = float(in_a_process(PEAK, piece, max(MEGABYTES // 2, 1), "line", verb))
    assert peak < [4, 2, 6][verb]
