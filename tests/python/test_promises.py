"""The promises, one test named after each, over texts that hypothesis makes up."""

import datetime
import subprocess
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newscore as nc
from test_page import TEXTS, check_page, solid

LINE_ENDS = ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"]
GAZETTEER = nc.Gazetteer.from_dict({"Q1": ["Osk", "the port of Osk"], "Q2": ["Osk", "Oru"], "Q3": ["Ilse Oru"]})
PLAIN = nc.Pipeline(gazetteer=GAZETTEER)
RULES = {rule["name"] for rule in nc.rules()}
quick = settings(max_examples=40, deadline=None)


def everything(page):
    """All that a page says, as plain data."""
    return (
        [(s.start, s.end, s.label, s.action, s.rule, s.score, s.article_id) for s in page.segments],
        [(s.start, s.end) for s in page.sentences],
        [(m.start, m.end, m.entity_id, m.match_kind, [c.entity_id for c in m.candidates]) for m in page.mentions],
        [(a.start, a.end, a.headline, a.authors, a.agency) for a in page.articles],
        page.text,
        page.flags,
    )


@quick
@given(TEXTS)
def test_every_character_has_a_place(text):
    check_page(text, PLAIN(text))


@quick
@given(TEXTS)
def test_nothing_is_deleted_clean_text_is_a_view(text):
    page = PLAIN(text)
    kept = [(s.start, s.end) for s in page.segments if s.action == "keep"]
    # The kept segments, and before each but the first the blanks that stand right before it.
    expected = ""
    for start, end in kept:
        blanks = start
        while expected and blanks and text[blanks - 1].isspace():
            blanks -= 1
        expected += text[blanks:end]
    assert page.text == expected


@quick
@given(TEXTS, st.data())
def test_an_end_maps_as_the_character_before_it_plus_one(text, data):
    page = PLAIN(text)
    if not page.text:
        return
    start = data.draw(st.integers(0, len(page.text) - 1))
    end = data.draw(st.integers(start + 1, len(page.text)))
    pieces = page.alignment.spans_to_raw(start, end)
    assert "".join(text[a:b] for a, b in pieces) == page.text[start:end]
    assert pieces[0][0] == page.alignment.to_raw(start)
    assert pieces[-1][1] == page.alignment.to_raw(end - 1) + 1


@quick
@given(TEXTS)
def test_every_decision_has_a_name(text):
    page = PLAIN(text)
    # What no rule spoke of is body.
    assert {s.rule for s in page.segments} <= RULES | {"body"}
    assert all(0 <= s.score <= 1 for s in page.segments)
    for decision in nc.explain_sentences(text):
        assert decision.rule
    assert all(m.match_kind for m in page.mentions)


@quick
@given(TEXTS)
def test_a_rule_can_be_switched_off(text):
    for rule in {s.rule for s in PLAIN(text).segments} & RULES:
        assert rule not in {s.rule for s in nc.Pipeline(disable=[rule])(text).segments}


@quick
@given(st.text(st.characters(), max_size=200))
def test_bad_text_never_raises(text):
    PLAIN(text)
    nc.sentences(text)
    nc.run([text], gazetteer=GAZETTEER)
    GAZETTEER.find(text)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (lambda: nc.sentences("a", lang="xx"), "xx"),
        (lambda: nc.sentences("a", line_breaks="never"), "never"),
        (lambda: nc.sentence_spans("a", unit="words"), "words"),
        (lambda: nc.analyze("a", articles="many"), "many"),
        (lambda: nc.Pipeline(disable=["no-such-rule"]), "no-such-rule"),
        (lambda: nc.Pipeline(actions={"no-such-label": "keep"}), "no-such-label"),
        (lambda: nc.Pipeline(actions={"caption": "burn"}), "burn"),
        (lambda: nc.Pipeline(n_threads=0), "n_threads"),
        (lambda: nc.Gazetteer.from_dict({"Q": ["a"]}, case="loud"), "loud"),
        (lambda: nc.Gazetteer.from_dict({"Q": [" "]}), "alias"),
        (lambda: nc.run(pd.DataFrame({"body": ["a"]})), "text"),
        (lambda: nc.run(["a"], carry="desk"), "carry"),
        (lambda: nc.BoilerplateModel(min_pages=0).fit(["a"], source="a"), "min_pages"),
    ],
)
def test_bad_configuration_always_raises_by_name(wrong, named):
    with pytest.raises((nc.NewscoreError, ValueError, TypeError), match=named):
        wrong()


@quick
@given(st.lists(st.one_of(st.none(), TEXTS), min_size=1, max_size=6))
def test_same_in_same_out(texts):
    """Whatever the threads, the batches, the library."""
    # Columns of Arrow hold no lone surrogates.
    texts = [None if text is None else text.encode("utf-8", "replace").decode() for text in texts]
    expected = nc.run(pa.array(texts, pa.string()))
    for threads in (1, 2, 5):
        out = nc.Pipeline(n_threads=threads).run(texts)
        assert out.segments.to_pylist() == expected.segments.to_pylist()
        assert out.sentences.to_pylist() == expected.sentences.to_pylist()
    alone = [row for batch in nc.Pipeline().stream([[text] for text in texts]) for row in batch.sentences.to_pylist()]
    assert alone == expected.sentences.to_pylist()
    spans = nc.sentence_spans(texts)
    found = [
        list(nc.sentence_spans(pd.Series(texts, dtype="string"))),
        nc.sentence_spans(pl.Series(texts, dtype=pl.String)).to_list(),
        nc.sentence_spans(pa.array(texts, pa.string())).to_pylist(),
    ]
    for rows in found:
        assert [None if row is None or row is pd.NA else [tuple(s.values()) for s in row] for row in rows] == spans


def test_same_in_same_out_in_another_process(pages):
    code = (
        "import sys, json, newscore as nc\n"
        "text = sys.stdin.buffer.read().decode()\n"
        "page = nc.analyze(text, nc.Gazetteer.builtin())\n"
        "segments = [[s.start, s.end, s.label, s.rule] for s in page.segments]\n"
        "print(json.dumps([segments, [[m.start, m.entity_id] for m in page.mentions]]))"
    )
    text = pages["02-aggregator-six-stories.txt"].encode()
    said = {
        subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, check=True,
                       env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert len(said) == 1


@quick
@given(st.lists(st.one_of(st.none(), st.text(max_size=40)), min_size=1, max_size=6), st.randoms())
def test_columns_in_columns_out_index_and_nulls_kept(texts, random):
    index = random.sample(range(100), len(texts))
    for verb in (nc.clean, nc.sentences, nc.sentence_spans):
        column = pd.Series(texts, index=index, name="body", dtype=object)
        out = verb(column)
        assert isinstance(out, pd.Series)
        assert list(out.index) == index and out.name == "body"
        assert [value is None or value is pd.NA for value in out] == [text is None for text in texts]


@quick
@given(TEXTS)
def test_code_points_in_python(text):
    page = PLAIN(text)
    for part in (*page.segments, *page.sentences, *page.mentions):
        assert text[part.start : part.end] == part.text
    for article in page.articles:
        field = article.field("headline")
        if field is not None and field.start is not None:
            assert text[field.start : field.end] == field.value


@quick
@given(TEXTS)
def test_bytes_on_request(text):
    data = text.encode("utf-8", "replace")
    text = data.decode()
    assert [data[a:b].decode() for a, b in nc.sentence_spans(text, unit="bytes")] == nc.sentences(text)


@quick
@given(TEXTS)
def test_ambiguity_is_data(text):
    for mention in GAZETTEER.find(text + " Osk and Ilse Oru"):
        ids = [candidate.entity_id for candidate in mention.candidates]
        if mention.text == "Osk":
            assert sorted(ids) == ["Q1", "Q2"] and mention.entity_id is None
        if mention.entity_id is not None:
            assert mention.entity_id in ids


@quick
@given(st.lists(st.text(st.characters(exclude_characters="".join(LINE_ENDS)), max_size=40), max_size=8), st.data())
def test_no_state_across_lines(lines, data):
    text = "".join(line + data.draw(st.sampled_from(LINE_ENDS)) for line in lines)
    assert nc.sentences(text) == [sentence for line in lines for sentence in nc.sentences(line)]


@quick
@given(TEXTS)
def test_a_sentence_or_mention_never_crosses_a_cut(text):
    page = PLAIN(text)
    kept = [(s.start, s.end) for s in page.segments if s.action == "keep"]
    for sentence in page.sentences:
        inside = [(max(a, sentence.start) - sentence.start, min(b, sentence.end) - sentence.start) for a, b in kept]
        assert solid(sentence.text, [(a, b) for a, b in inside if a < b]) == []
    for mention in page.mentions:
        assert any(s.start <= mention.start and mention.end <= s.end for s in page.segments)


@pytest.mark.parametrize("verb", [nc.clean, nc.sentences, nc.sentence_spans])
def test_null_in_null_out_and_other_things_are_named(verb):
    for null in (None, float("nan"), pd.NA):
        assert verb(null) is None
        assert verb([null, "a"])[0] is None
    for wrong in (5, b"a", ["a"], {"a": 1}, True):
        with pytest.raises(TypeError, match=f"item 1.*{type(wrong).__name__}|{type(wrong).__name__}.*item 1"):
            verb(["a", wrong])


@quick
@given(TEXTS)
def test_no_gazetteer_no_mentions(text):
    assert nc.analyze(text + " Oslo, China").mentions == []


@quick
@given(TEXTS)
def test_time_never_comes_from_the_clock(text):
    story = "OSK, Nov. 3 (Nordwire) — The dock reopened on Monday after a storm of two days, the port said.\n"
    day, published = datetime.date(2020, 11, 3), datetime.date(2020, 11, 5)
    assert all(article.dateline_date is None for article in nc.analyze(story + text).articles)
    assert {a.dateline_date for a in nc.analyze(story + text, published=published).articles} <= {day, None}
    assert nc.analyze(story, published=published).articles[0].dateline_date == day


@quick
@given(TEXTS)
def test_what_is_unknown_is_kept(text):
    page = nc.Pipeline(disable=sorted(RULES))(text)
    for segment in page.segments:
        if segment.label == "body":
            assert segment.action == "keep"


@quick
@given(st.lists(st.one_of(st.none(), TEXTS), max_size=6))
def test_the_account_of_characters_adds_up(texts):
    out = nc.run(texts)
    characters = out.manifest["characters"]
    assert characters["total"] == sum(len(text or "") for text in texts)
    assert sum(count for name, count in characters.items() if name != "total") == characters["total"]


@quick
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip),
        min_size=1,
        max_size=8,
    ),
    TEXTS,
)
def test_what_is_saved_is_loaded(tmp_path_factory, aliases, text):
    made = nc.Gazetteer.from_aliases((f"Q{number}", alias) for number, alias in enumerate(aliases))
    path = tmp_path_factory.mktemp("saved") / "names.gaz"
    made.save(path)
    text += " ".join(aliases)
    assert nc.Gazetteer.load(path).find_spans(text) == made.find_spans(text)
    assert list(nc.Gazetteer.load(path).aliases) == list(made.aliases)


@quick
@given(TEXTS)
def test_analysing_twice_gives_the_same(text):
    assert everything(PLAIN(text)) == everything(PLAIN(text))
