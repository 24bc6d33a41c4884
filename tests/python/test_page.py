"""An analysed page: every character has a place, and every offset leads back."""

import datetime
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newscore as nc

# Pieces that real pages are made of, so that random pages reach the rules.
PIECES = st.sampled_from(
    [
        "\n", "\r\n", "\n\n", "\u2028", " ", "\u00a0", "ALSO SEE:", "ALSO SEE: Ports to Watch", "Source link", "Share",
        "* * *", "Osk port reopens | Trade", "OSLO, Nov. 3 (Nordwire) —",
        "The dock reopened on Monday, the port of Osk said in a statement.",
        "“Why?” asked Ms. Oru.", "Photo by Ilse Oru/Nordwire | License Photo", "By Ilse Oru",
        "[email\u00a0protected]", "(END)",
        "Recommended Stories", "list of 4 itemsend of list", "\ud800", "é", "😀", "Chinese", "U.S.", "1.",
        "...", '?"', "’",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=30).map("".join)


def solid(text, spans):
    covered = set()
    for start, end in spans:
        covered.update(range(start, end))
    return [i for i, c in enumerate(text) if not c.isspace() and i not in covered]


def check_page(text, page):
    assert page.raw == text
    end = 0
    for segment in page.segments:
        assert end <= segment.start < segment.end
        assert segment.text == text[segment.start : segment.end] == segment.text.strip()
        end = segment.end
    assert solid(text, [(s.start, s.end) for s in page.segments]) == []
    kept = [s for s in page.segments if s.action == "keep"]
    kept_at = {i for s in kept for i in range(s.start, s.end)}

    clean, alignment = page.text, page.alignment
    assert len(alignment) == len(clean)
    assert clean == clean.strip()
    for i, c in enumerate(clean):
        raw = alignment.to_raw(i)
        assert text[raw] == c
        assert alignment.to_clean(raw) == i
    assert "".join(text[a:b] for a, b in alignment.spans_to_raw(0, len(clean))) == clean
    for i, c in enumerate(text):
        if not c.isspace():
            assert (alignment.to_clean(i) is not None) == (i in kept_at)

    for sentence in page.sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert all(text[i].isspace() or i in kept_at for i in range(sentence.start, sentence.end))
    assert (
        solid(
            text,
            [(s.start, s.end) for s in page.sentences]
            + [(s.start, s.end) for s in page.segments if s.action != "keep"],
        )
        == []
    )

    for mention in page.mentions:
        assert mention.text == text[mention.start : mention.end]
        if mention.antecedent is not None:
            assert page.mentions[mention.antecedent].entity_id == mention.entity_id
    owners = [s.article_id for s in page.segments]
    assert all(owner is None or owner < len(page.articles) for owner in owners)
    for number, article in enumerate(page.articles):
        assert article.text == article.text.strip()
        assert [s.start for s in article.segments] == [s.start for s in page.segments if s.article_id == number]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_character_has_a_place(builtin, text):
    check_page(text, nc.analyze(text, builtin))


def test_the_sample_pages_hold_what_is_promised(builtin, pages):
    for text in pages.values():
        check_page(text, nc.analyze(text, builtin))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_sentences_cover_the_text(text):
    spans = nc.sentence_spans(text)
    assert spans == sorted(spans)
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert solid(text, spans) == []
    assert [text[a:b] for a, b in spans] == nc.sentences(text)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.none(), TEXTS), max_size=8))
def test_a_batch_is_a_loop(texts):
    assert nc.clean(texts) == [None if text is None else nc.clean(text) for text in texts]
    assert nc.sentence_spans(texts) == [None if text is None else nc.sentence_spans(text) for text in texts]


def test_nothing_cut_is_nothing_changed(pages):
    actions = {rule["label"]: "keep" for rule in nc.rules()}
    labels = {s.label for text in pages.values() for s in nc.analyze(text).segments}
    pipe = nc.Pipeline(actions=dict.fromkeys(labels | set(actions), "keep"))
    for text in pages.values():
        assert pipe(text).text == text.strip()


def test_an_unknown_label_or_action_is_named():
    with pytest.raises(nc.OptionError, match=r'"bodyy".*body'):
        nc.Pipeline(actions={"bodyy": "keep"})
    with pytest.raises(nc.OptionError, match=r'"cut".*keep, metadata, drop'):
        nc.Pipeline(actions={"body": "cut"})
    with pytest.raises(nc.OptionError, match=r'"no-such-rule"'):
        nc.Pipeline(disable=["no-such-rule"])
    with pytest.raises(nc.OptionError, match=r'"bold".*auto, single, aggressive'):
        nc.analyze("a", articles="bold")


def test_a_rule_can_be_switched_off():
    text = "The dock reopened on Monday.\nSource link\nShips queued for hours outside."
    rule = next(s.rule for s in nc.analyze(text).segments if s.text == "Source link")
    assert nc.Pipeline(disable=[rule])(text).text == text


def test_dates_need_a_year_or_the_day_of_the_page():
    text = "Osk port reopens\n\nOSLO, Nov. 3 (Nordwire) — The dock reopened on Monday, the port of Osk said."
    assert nc.analyze(text).articles[0].dateline_date is None
    for published in ("2026-11-05", datetime.date(2026, 11, 5), datetime.datetime(2026, 11, 5, 9, 30)):  # noqa: DTZ001
        assert nc.analyze(text, published=published).articles[0].dateline_date == datetime.date(2026, 11, 3)
    assert nc.analyze(text, published="2026-02-01").articles[0].dateline_date == datetime.date(2025, 11, 3)
    for published in (b"2026", 20261124, True):
        with pytest.raises(TypeError, match="published must be a date"):
            nc.analyze(text, published=published)
    for unit in ("D", "s", "ns"):
        day = np.datetime64("2026-11-05", unit)
        assert nc.analyze(text, published=day).articles[0].dateline_date == datetime.date(2026, 11, 3)
    assert nc.analyze(text, published=np.datetime64("NaT")).articles[0].dateline_date is None
    with pytest.raises(nc.OptionError, match="published='yesterday' is no ISO date"):
        nc.analyze(text, published="yesterday")


def test_fields_say_where_they_stand():
    text = (
        "Osk port reopens | Trade\n\n"
        "OSLO, Nov. 3 (Nordwire) — The dock reopened on Monday, the port of Osk said.\nShips queued."
    )
    article = nc.analyze(text, nc.Gazetteer.builtin()).articles[0]
    field = article.field("headline")
    assert (field.value, text[field.start : field.end]) == ("Osk port reopens", "Osk port reopens")
    assert article.section == "Trade"
    assert (article.dateline_place, article.dateline_place_id) == ("OSLO", "NO")
    assert article.field("standfirst") is None
    with pytest.raises(AttributeError, match="'title'; accepted: headline"):
        article.field("title")


def test_what_is_no_str_is_refused_by_type():
    for wrong in (5, b"text", None, ["text"]):
        with pytest.raises(TypeError, match=type(wrong).__name__):
            nc.analyze(wrong)


def test_sentence_ends_of_a_page_name_their_rules(pages):
    raw = "Source link\n\nMr. Fen left Osk. “Why?” asked Ms. Oru\n\nREAD MORE: Six ports to watch\n\nNobody knew."
    page = nc.analyze(raw)
    told = page.explain_sentences()
    assert [b.at for b in told if b.ends] == [sentence.end for sentence in page.sentences]
    assert {raw[: b.at].rsplit(maxsplit=1)[-1]: b.rule for b in told} == {
        "Mr.": "abbreviation-binds", "Osk.": "stop", "“Why?”": "lower-case-follows", "Ms.": "abbreviation-binds",
        "Oru": "line-end", "knew.": "line-end",
    }  # fmt: skip
    lines = page.explain(sentences=True).splitlines()
    ends = [line.split() for line in lines if line.startswith("  .")]
    assert [(words[1], words[-1]) for words in ends] == [("stop", "Osk."), ("line-end", "Oru"), ("line-end", "knew.")]
    assert [line for line in lines if not line.startswith("  .")] == page.explain().splitlines()
    german = nc.Pipeline(lang="de")("Am 3. Oktober kam er. Sie ging.")
    assert [b.rule for b in german.explain_sentences()] == ["ordinal", "stop", "line-end"]
    for text in pages.values():
        page = nc.analyze(text)
        ends = [b.at for b in page.explain_sentences() if b.ends]
        assert ends == [sentence.end for sentence in page.sentences]
        assert all(len(line) <= 88 for line in page.explain(sentences=True).splitlines() if line.startswith("  ."))
    surrogate = nc.analyze("A \ud800 b. C.")
    assert surrogate.explain_sentences()[-1].at == len("A \ud800 b. C.")


def test_explain_and_show_are_text_and_html(pages):
    page = nc.analyze(pages["01-broadcaster-and-wire.txt"])
    said = page.explain()
    assert "related-block-header" in said
    assert repr(said) == said
    assert "<del" in page.show()._repr_html_()
    assert "<del" in page._repr_html_()
    with pytest.raises(nc.OptionError, match="layers"):
        page.show(layers=["colours"])


def test_another_language_is_flagged():
    german = "Der Hafen der alten Stadt ist am Montag wieder geöffnet worden, und das Amt hat nicht gezählt, was kam."
    page = nc.analyze(german)
    assert (page.language, page.flags) == ("de", ["language"])
    assert page.text == german
    english = nc.analyze("The harbour of the old town was opened again on Monday, and the port said that it was full.")
    assert (english.language, english.flags) == ("en", [])


def test_the_day_of_publishing_is_read_from_the_page():
    body = "The harbour of the old town was opened again on Monday, the port authority said in a statement."
    article = nc.analyze(f"Harbour reopens after storm\nPublished 3 November 2026\n{body}").articles[0]
    assert (article.published, article.field("published").value) == (
        datetime.date(2026, 11, 3),
        "Published 3 November 2026",
    )
    page = nc.analyze(f"Harbour reopens after storm\n5/2/2026\n{body}")
    assert (page.articles[0].published, page.flags) == (None, ["ambiguous-date"])


def test_a_table_takes_the_day_from_the_page_where_none_is_given():
    body = "The harbour of the old town was opened again on Monday, the port authority said in a statement."
    told = f"Harbour reopens after storm\nPublished 3 November 2026\n{body}"
    rows = nc.run([told, body]).articles.to_pylist()
    day = datetime.datetime(2026, 11, 3)  # noqa: DTZ001 (the column has no zone)
    assert [row["published"] for row in rows] == [day, None]


def test_a_table_has_the_time_of_day_where_it_is_known():
    body = "The harbour of the old town was opened again on Monday, the port authority said in a statement."
    told = f"Harbour reopens after storm\nPublished 3 November 2026 4:12 p.m. ET\n{body}"
    moment = datetime.datetime
    rows = [
        (None, moment(2026, 11, 3, 16, 12)),
        ("2026-11-04T09:30:15.25Z", moment(2026, 11, 4, 9, 30, 15, 250_000)),
        ("20261104T0930", moment(2026, 11, 4, 9, 30)),
        ("Tue, 24 Nov 2026 10:00:00 GMT", moment(2026, 11, 24, 10)),
        (moment(2026, 11, 4, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=9))), moment(2026, 11, 4, 9, 30)),
        (datetime.date(2026, 11, 4), moment(2026, 11, 4)),
        (np.datetime64("2026-11-04T09:30:00.000000001"), moment(2026, 11, 4, 9, 30)),
        (pd.Timestamp("1969-12-31 23:59"), moment(1969, 12, 31, 23, 59)),
    ]
    # What the caller gives counts where the page says nothing.
    texts = [told if value is None else body for value, _ in rows]
    frame = pd.DataFrame({"text": texts, "published": pd.Series([value for value, _ in rows], dtype=object)})
    articles = nc.run(frame, published="published").to_arrow().articles
    assert articles["published"].to_pylist() == [expected for _, expected in rows]
    with pytest.raises(nc.TableError, match=r"row 0: .* has a time of day"):
        nc.run(pd.DataFrame({"text": [told], "published": ["2026-11-04T25:00"]}), published="published")


def test_published_is_what_the_article_says_or_else_what_the_caller_gives():
    body = "The harbour of the old town was opened again on Monday, the port authority said in a statement."
    day, moment = datetime.date, datetime.datetime
    rows = [
        ("Published 3 November 2026 10:15", moment(2026, 11, 3, 10, 15)),
        ("Yesterday at 10:00", moment(2026, 11, 4, 10)),
        ("Published 2 days ago", moment(2026, 11, 3)),
        ("Updated 1 day ago", moment(2026, 11, 4)),
        # Of these nobody knows the day.
        ("Published 3 hours ago", moment(2026, 11, 5, 9, 30)),
        ("Published 2 weeks ago", moment(2026, 11, 5, 9, 30)),
        ("", moment(2026, 11, 5, 9, 30)),
    ]
    texts = [f"Harbour reopens after storm\n{stamp}\n{body}" for stamp, _ in rows]
    given = pd.DataFrame({"text": texts, "published": "2026-11-05T09:30"})
    table = nc.run(given, published="published").articles
    assert [it.to_pydatetime() for it in table["published"]] == [it for _, it in rows]
    for text, (_, expected) in zip(texts, rows, strict=True):
        assert nc.analyze(text, published="2026-11-05T09:30").articles[0].published == expected.date()
    assert nc.analyze(texts[1]).articles[0].published is None
    assert nc.analyze(texts[-1], published=day(2026, 11, 5)).articles[0].field("published") is None


def test_lists_of_parts_make_frames():
    page = nc.analyze("Ships queued off South Korea.\nSource link", nc.Gazetteer.builtin())
    for parts in (page.segments, page.sentences, page.mentions, page.articles):
        frame = parts.to_pandas()
        assert len(frame) == len(parts) and {"start", "end", "text", "article_id"} <= set(frame.columns)
        assert parts.to_polars().columns == list(frame.columns)
        assert len(parts[:0].to_pandas()) == len(parts[:0].to_polars()) == 0
    [row] = page.mentions.to_pylist()
    assert (row["text"], row["entity_id"], row["candidates"][0].entity_id) == ("South Korea", "KR", "KR")
    assert pd.DataFrame(page.segments).columns.tolist()[:4] == ["start", "end", "text", "label"]
