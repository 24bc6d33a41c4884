"""Drawings: well formed, harmless whatever the page says, complete, readable without colour."""

import re
import time
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

import newscore as nc
from newscore import display
from newscore._errors import OptionError
from newscore._style import _GROUND, stylesheet

ACTIONS = {"body": "keep", "subheading": "keep", "dateline": "keep", "headline": "metadata", "byline": "metadata"}
VOID = {"meta", "input", "br"}


def page(*lines, articles=True, flags=(), mentions=(), end="\n", page_id="a.txt"):
    """A page of (label, text) lines; a label beginning with "~" continues the line before."""
    raw = ""
    segments = []
    for marked, text in lines:
        inline = marked.startswith("~")
        label = marked.lstrip("~")
        raw += (" " if inline else end) if raw else ""
        segments.append(
            SimpleNamespace(
                start=len(raw), end=len(raw) + len(text), label=label, action=ACTIONS.get(label, "drop"),
                rule=f"{label}-cue", score=0.87, text=text,
            )
        )  # fmt: skip
        raw += text
    found = []
    for surface, entity in mentions:
        at = raw.index(surface)
        found.append(
            SimpleNamespace(
                start=at, end=at + len(surface), text=surface, entity_id=entity, entity_type="place",
                match_kind="name", segment_label="body",
            )
        )  # fmt: skip
    sentences = [s for s in segments if s.action == "keep"]
    headline = next((s.text for s in segments if s.label == "headline"), None)
    article = SimpleNamespace(
        start=0, end=len(raw), confidence=0.9, headline=headline, section=None, authors=["Ilse Varga"],
        dateline_place="Turku", dateline_date=None, agency=None,
    )  # fmt: skip
    return SimpleNamespace(
        page_id=page_id, raw=raw, segments=segments, sentences=sentences, mentions=found, flags=list(flags),
        articles=[article] if articles and raw else [], topic=None,
    )  # fmt: skip


@pytest.fixture
def story():
    return page(
        ("headline", "Turku reopens its “long” bridge"),
        ("byline", "By Ilse Varga"),
        ("dateline", "TURKU, May 3 —"),
        ("~body", "The bridge in Turku opened on Sunday. Nobody fell in."),
        ("related-link", "READ ALSO: Ferries out of work"),
        ("body", "Finland paid for most of it, the mayor of Ennismore said."),
        ("ui-text", "Share"),
        ("ui-text", "Print"),
        mentions=[("Turku opened", "city:turku"), ("Finland", "FI"), ("Ennismore", None)],
        flags=["several-articles"],
    )


HOSTILE = [
    '<script>alert("x")</script>',
    "</del></span></div></style><img src=http://example.invalid/x onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "left \u202egnirts desrever\u2066 \u200b right",
    "nul \0 escape \x1b[31m bell \x07 delete \x7f csi \x9b",
    "lone \ud800 surrogate, \ufffe no character",
    "<!-- never closed <![CDATA[ &lt; &#x0; &notin",
    "form\ffeed next\x85line line\u2028separator \r only\r\nboth",
    "Ω مرحبا 日本語 👩‍🚀 é",
]


class Checker(HTMLParser):
    """Every tag closed in order, ids unique, links inside, no handler, no active element."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.hrefs, self.text, self.tags = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, attrs)
        assert tag not in {"script", "img", "iframe", "link", "object", "embed", "base", "form", "svg"}, tag
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name not in {"src", "srcset", "action", "data"}, (tag, name)
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.hrefs.append(value)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data):
        if not self.open or self.open[-1] not in {"style", "title"}:
            self.text.append(data)


def checked(html):
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert not checker.open
    assert len(checker.ids) == len(set(checker.ids))
    assert all(href.startswith("#") and href[1:] in checker.ids for href in checker.hrefs)
    assert "url(" not in html and "@import" not in html
    html.encode("utf-8")
    return checker


def test_page_is_well_formed_and_says_everything(story):
    checker = checked(display.page_html(story))
    text = "".join(checker.text)
    for segment in story.segments:
        assert segment.text in text
        if segment.label != "body":
            assert segment.label in text
        if segment.action != "keep":
            assert segment.rule in text
    assert "several-articles" in text
    assert "Ilse Varga" in text and "Article 1 of 1" in text


def test_cuts_are_struck_through_and_nothing_else_is(story):
    html = display.page_html(story)
    struck = re.findall(r"<del [^>]*>(.*?)</del>", html)
    assert struck == ["READ ALSO: Ferries out of work", "Share", "Print"]


def test_hover_tells_rule_and_score_and_entity(story):
    titles = [attrs["title"] for _, attrs in checked(display.page_html(story)).tags if "title" in attrs]
    assert any("rule related-link-cue" in t and "score 0.87" in t and "cut" in t for t in titles)
    assert "FI · place · name" in titles
    assert "no clear entity · place · name" in titles


def test_text_on_one_line_stays_on_one_line(story):
    html = display.page_html(story)
    assert html.count('class="nc-txt"') == len(story.segments) - 1


def test_layers_are_drawn_as_asked(story):
    none = display.page_html(story, layers=())
    text = "".join(checked(none).text)
    assert "<del" not in none and "FI ·" not in none and "Article 1" not in text
    assert "Finland paid" in text
    assert "nc-t-sentences" in display.page_html(story, layers=["sentences"]).split("</style>")[1]
    with pytest.raises(OptionError, match=r"'segment'.*articles, segments, sentences, mentions"):
        display.page_html(story, layers=["segment"])


def test_each_layer_has_a_switch(story):
    body = display.page_html(story, layers=display.LAYERS).split("</style>")[1]
    boxes = re.findall(r'<input type="checkbox" class="nc-t-(\w+)"', body)
    assert boxes == ["articles", "labels", "cuts", "rules", "sentences", "mentions", "entities", "clean"]
    for box in boxes:
        assert f".nc-t-{box}" in stylesheet()


def test_all_layers_are_drawn_unasked_and_two_are_switched_off(story):
    def boxes(html):
        return dict(re.findall(r'class="nc-t-(\w+)"( checked)?>', html))

    unasked = boxes(display.page_html(story))
    assert not unasked["sentences"] and not unasked["clean"] and unasked["articles"]
    named = boxes(display.page_html(story, layers=display.LAYERS))
    assert named["sentences"] and named["clean"]


def test_clean_text_stands_beside_the_raw(story):
    html = display.page_html(story, layers=["segments", "clean"])
    beside = re.findall(r'<div class="nc-cln" dir="auto">(.*?)</div>', html)
    assert len(beside) == html.count('class="nc-txt"')
    assert [text for text in beside if text] == [
        "TURKU, May 3 — The bridge in Turku opened on Sunday. Nobody fell in.",
        "Finland paid for most of it, the mayor of Ennismore said.",
    ]


def test_text_that_no_segment_covers_is_shown(story):
    del story.segments[4]
    html = display.page_html(story)
    assert "READ ALSO" in html and "unlabelled" in html


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", ["body", "ui-text", "headline"])
def test_hostile_text_shows_as_text(text, place):
    hostile = page(("headline", text), (place, text), flags=[text], page_id=text)
    hostile.mentions = [
        SimpleNamespace(
            start=0, end=4, text=text[:4], entity_id=text, entity_type=text, match_kind=text, segment_label="body"
        )
    ]
    hostile.topic = text
    hostile.articles[0].authors = [text]
    hostile.segments[0].rule = text
    stats = {
        "pages": 1,
        "labels": [{"label": text, "action": "keep", "characters": 1, "segments": 1}],
        "entities": [{"entity_id": text, "text": text, "mentions": 1, "pages": 1}],
        "refused": [{"path": text, "reason": text}],
    }
    drawn = [
        display.page_html(hostile, layers=display.LAYERS),
        display.report_html([hostile], title=text, summary=stats),
        display.run_html(SimpleNamespace(stats=lambda: stats)),
    ]
    for html in drawn:
        checked(html)
        body = html.split("</style>")[-1]
        assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", body)
    terminal = display.page_text(hostile)
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", terminal)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\n\n"])
def test_every_line_end_begins_a_row(end):
    drawn = display.page_html(page(("body", "One."), ("body", "Two."), end=end))
    assert drawn.count('class="nc-txt"') == 2


@pytest.mark.parametrize("raw", ["", "   \n\t "])
def test_empty_page(raw):
    empty = page(articles=False, flags=["empty"])
    empty.raw = raw
    assert "no text" in "".join(checked(display.page_html(empty)).text)
    assert "flags: empty" in display.page_text(empty)
    checked(display.report_html([empty]))


def test_long_page_is_folded_and_its_end_left_out():
    words = "word " * 40_000
    long = page(("headline", "A long one"), ("body", words), ("body", "The end."))
    layers = ["articles", "segments"]
    html = display.page_html(long, layers=layers, fold=1000, limit=100_000)
    checked(html)
    before, after = html.split("<details", 1)
    assert before.split("</style>")[1].count("word ") <= 200
    assert "Show 99," in after and "The end." not in html
    assert "100,020 more characters of this page not drawn here" in html
    assert "<details" not in display.page_html(long, fold=None)
    with pytest.raises(OptionError, match="fold: -1"):
        display.page_html(long, fold=-1)


def test_a_large_page_draws_fast_and_small():
    line = "The mill in Ostrava bought grain from Malmo and sold it at once. " * 3
    large = page(*[("body" if n % 7 else "ui-text", line.strip()) for n in range(1030)])
    large.mentions = [
        SimpleNamespace(
            start=found.start(), end=found.end(), text="", entity_id="city:x", entity_type="place",
            match_kind="name", segment_label="body",
        )
        for found in list(re.finditer("Ostrava|Malmo", large.raw))[:3000]
    ]  # fmt: skip
    assert len(large.raw) > 195_000 and len(large.mentions) == 3000
    start = time.perf_counter()
    html = display.page_html(large)
    assert time.perf_counter() - start < 2
    assert len(html.encode()) < 2_000_000


def test_overlapping_and_crossing_mentions_are_drawn_once(story):
    for start, end in ((0, 10), (3, 8), (5, 60)):
        story.mentions.append(
            SimpleNamespace(
                start=start, end=end, text="", entity_id="x", entity_type=None, match_kind=None, segment_label=None
            )
        )
    text = "".join(checked(display.page_html(story)).text)
    assert text.count("Turku reopens its “long” bridge") == 2  # its line and the article's heading


def test_notebook_drawing_has_no_ids(story):
    assert checked(display.page_html(story)).ids == []


def test_report_has_contents_and_forbids_scripts(story):
    stats = {"pages": 5, "articles": 5, "sentences": 9, "mentions": 0, "characters": {"total": 10, "keep": 4}}
    html = display.report_html([story, story, story], title="Three", summary=stats, max_pages=2)
    checker = checked(html)
    assert checker.hrefs == ["#page-1", "#page-1-article-1", "#page-2", "#page-2-article-1"]
    assert "3 more pages of this run not drawn here" in "".join(checker.text)
    assert "default-src 'none'" in html
    assert html == display.report_html([story, story, story], title="Three", summary=stats, max_pages=2)


def test_palette_can_be_overridden_by_colours_only(story):
    html = display.page_html(story, palette={"related": ("#aa0000", "#ffaaaa")})
    assert "--nc-related-l:#aa0000" in html
    for bad in ({"relatd": "#aa0000"}, {"related": "red;background:url(//x)"}, {"related": ("#aa0000",)}):
        with pytest.raises(OptionError, match="palette"):
            display.page_html(story, palette=bad)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("name", [*display.PALETTE, "ink", "quiet"])
def test_colours_can_be_read_on_their_ground(name, side):
    colour = (display.PALETTE | _GROUND)[name][side]
    low, high = sorted([luminance(colour), luminance(_GROUND["paper"][side])])
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_terminal_form(story):
    lines = display.page_text(story, width=70).splitlines()
    assert lines[0] == "a.txt"
    assert "+ kept" in lines[2] and "- cut" in lines[2]
    assert lines[3] == "flags: several-articles"
    assert lines[5] == "Article 1 of 1 (0.90): Turku reopens its “long” bridge"
    assert lines[6].startswith("> headline ") and "headline-cue" in lines[6] and "0.87" in lines[6]
    assert len(lines) == 6 + len(story.segments)
    assert all(len(line) <= 70 for line in lines)
    assert "\x1b" not in "\n".join(lines)
    assert "\x1b[2m- ui-text" in display.page_text(story, color=True)
    with pytest.raises(OptionError, match="width"):
        display.page_text(story, width=10)


def test_terminal_form_measures_wide_characters():
    wide = page(("body", "日本語の長い見出しがここに続きます" * 10), ("body", "e\u0301" * 200))
    for line in display.page_text(wide, width=60).splitlines():
        cells = sum(0 if c == "\u0301" else 2 if ord(c) > 0x3000 else 1 for c in line)
        assert cells <= 60


STORY = "OSLO, Nov. 3 (Nordwire) — Ships queued for days, the port of Osk said."
OSK = nc.Gazetteer.from_dict({"port:osk": ["Osk"], "port:<b>": ["Ships"]}, entity_type="port")


def test_show_takes_the_options_of_the_drawing():
    page = nc.analyze(f"Osk port reopens | Trade\n\n{STORY}\n\nSource link", gazetteer=OSK)
    shown = page.show(["mentions"], fold=None, limit=30)._repr_html_()
    assert "more characters of this page not drawn here" in shown and "<del" not in shown
    assert page.show() == str(page.explain())
    with pytest.raises(OptionError, match=r"'mention'.*articles, segments, sentences, mentions, clean"):
        page.show(layers=["mention"])
    with pytest.raises(OptionError, match="fold: -1"):
        page.show(fold=-1)


def test_a_notebook_shows_only_the_beginning_of_a_page_unasked():
    words = " ".join(f"word{n}" for n in range(2000))
    page = nc.analyze(f"{STORY}\n\nThe port said {words}.")
    html = page._repr_html_()
    checked(html)
    assert "word100" in html and "word1999" not in html and "page.show() draws all of it" in html
    assert "word1999" in page.show()._repr_html_()


def test_an_article_is_drawn_with_its_fields_and_without_its_neighbours():
    page = nc.analyze(f"First headline of the day | Trade\n\n{STORY}\n\nSource link\n\nSecond headline comes late"
                      f"\n\n{STORY}\n", gazetteer=OSK)  # fmt: skip
    assert len(page.articles) == 2
    first, second = (article._repr_html_() for article in page.articles)
    checked(first), checked(second)
    assert "First headline" in first and "Second headline" not in first and "unlabelled" not in first
    assert "Second headline" in second and "First headline" not in second and "unlabelled" not in second
    assert "Nordwire" in first


@pytest.mark.parametrize("name", ["mentions", "segments", "sentences", "articles"])
def test_lists_of_a_page_are_lists_and_tables(name):
    page = nc.analyze("\n".join([STORY] * 40), gazetteer=OSK)
    listed = getattr(page, name)
    assert isinstance(listed, list)
    assert listed[1:3] == [*listed][1:3] if len(listed) > 2 else listed[:1] == [listed[0]]
    html = listed._repr_html_()
    checked(html)
    assert html.count("<tr>") == 1 + min(len(listed), 25)
    assert ("more " in html.split("</style>")[1]) == (len(listed) > 25)
    assert len(str(listed).splitlines()) == 1 + min(len(listed), 25) + (len(listed) > 25)
    checked(listed[:0]._repr_html_())
    assert str(listed[:0]) == f"no {name}"


def test_gazetteers_reports_tables_audits_are_drawn(tmp_path):
    path = tmp_path / "ports.csv"
    path.write_text("entity_id,type,alias\nosk,port,<b>Osk</b>\n,port,Nobody\n", encoding="utf-8")
    gaz = nc.read_gazetteer(path)
    out = nc.run([STORY, f"Rain fell on Osk.\n{STORY}"], gazetteer=OSK)
    fitted = nc.BoilerplateModel(min_pages=2).fit(["Osk Herald\nRain."] * 3, source="x")
    for thing, told in [
        (gaz, "&lt;b&gt;Osk"),
        (gaz.report, "refused"),
        (out.sentences, "Rain fell"),
        (out.audit(), "The account balances."),
        (nc.BoilerplateModel(), "not fitted"),
        (fitted, "sources"),
        (gaz.coverage(["The mayor met Ilse Oru and the Osk Harbour Board in Turku."]), "Ilse Oru"),
        (out, "sentences"),
    ]:
        html = thing._repr_html_()
        checked(html)
        assert told in html


def test_an_evaluation_is_drawn_with_its_figures_and_mistakes():
    evaluation = nc.evaluate([(0, 3, "<b>port"), (5, 9, "ship")], [(0, 3, "<b>port"), (6, 9, "ship")])
    html = evaluation._repr_html_()
    text = " ".join(" ".join(checked(html).text).split())
    assert "&lt;b&gt;port" in html
    # One of two found spans is right, and one of two true ones was found.
    assert "all 0.5000 0.5000 0.5000 1 2 2" in text
    assert "boundary 1" in text and "missed 0" in text


def test_a_result_prints_its_summary_without_times():
    out = nc.run([STORY], gazetteer=OSK)
    assert str(out).startswith("1 page → 1 article → 1 sentence → 2 mentions")
    assert "Time" not in str(out) and repr(out).startswith("RunResult(1 page, ")


def test_a_table_prints_its_first_rows():
    lines = str(nc.run([STORY.replace("days", "\x1b[31mdays")] * 12).sentences).splitlines()
    assert lines[0] == "12 rows, 7 columns" and lines[1].split()[:2] == ["page_id", "article_id"]
    assert len(lines) == 13 and lines[-1] == "and 2 more rows" and "\x1b" not in "".join(lines)
