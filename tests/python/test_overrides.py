"""Decisions of a person: found by content, replayed, kept in a file that reads well, refused when malformed."""

import json
import pickle

import pytest

import newscore as nc
from newscore._errors import OptionError, TableError

LINK = "READ MORE: Six ports to watch"
PAGE = f"The dock of Osk reopened on Monday.\n{LINK}\nShips queued for two days, the port said."
STORY = "{} (Nordwire) — The harbour reopened on Monday, said the port. Ships had queued for days before it did."
TWO = "\n\n".join(
    ["Osk harbour reopens after storm", STORY.format("OSK, Nov. 3"), "Source link",
     "Turku council votes on the bridge", STORY.format("TURKU, Nov. 4")]
)  # fmt: skip
GEORGIA = nc.Gazetteer.from_aliases([("GE", "Georgia"), ("US-GA", "Georgia"), ("PE", "Peru")])
NAMES = "Georgia won the vote. Later Peru met Georgia."


def test_a_rejected_cut_stays_in_the_text_and_says_who_decided():
    page = nc.Pipeline(overrides=nc.Overrides().label(LINK, "body"))(PAGE)
    assert page.text == PAGE
    [segment] = [segment for segment in page.segments if segment.text == LINK]
    assert (segment.label, segment.action, segment.rule, segment.score) == ("body", "keep", "override", 1.0)
    assert segment.article_id == 0 and LINK in page.articles[0].text
    assert any(LINK in sentence.text for sentence in page.sentences)


def test_a_kept_line_can_be_cut_and_a_label_goes_by_the_table_of_actions():
    text = "Ships queued for two days, the port said."
    dropped = nc.Overrides().label(text, "ui-text")
    assert text not in nc.Pipeline(overrides=dropped)(PAGE).text
    assert text in nc.Pipeline(overrides=dropped, actions={"ui-text": "keep"})(PAGE).text


def test_a_label_given_by_hand_becomes_a_field():
    raw = f"Words from the quay: Ilse Oru\n\n{STORY.format('OSK, Nov. 3')}"
    page = nc.Pipeline(overrides=nc.Overrides().label("Words from the quay: Ilse Oru", "standfirst"))(raw)
    assert page.articles[0].standfirst == "Words from the quay: Ilse Oru"


def test_every_way_through_the_pipeline_replays():
    pipe = nc.Pipeline(overrides=nc.Overrides().label(LINK, "body"))
    assert pipe.run([PAGE, None]).pages["text"] == [PAGE, None]
    assert nc.run([PAGE], overrides=pipe.overrides).pages["text"] == [PAGE]
    assert next(iter(pipe.stream([[PAGE]]))).pages["text"] == [PAGE]
    assert pipe._engine.clean(PAGE) == PAGE
    assert pickle.loads(pickle.dumps(pipe))(PAGE).text == PAGE  # noqa: S301 - our own bytes
    assert pipe.run([PAGE]).manifest["overrides"] == {"accept": 0, "reject": 1}


@pytest.mark.parametrize("spaces", ["  ", "\t", "\u3000", "\u00a0"])
def test_white_space_does_not_matter(spaces):
    pipe = nc.Pipeline(overrides=nc.Overrides().label(LINK, "body"))
    changed = LINK.replace(" ", spaces)
    assert changed in pipe(PAGE.replace(LINK, f"  {changed} ")).text


@pytest.mark.parametrize("text", ["Ω READ MORE: Ж 日本", "READ MORE: 👩‍🚀 é", "READ MORE: lone \ud800 surrogate"])
def test_any_text_has_the_same_key_on_both_sides(text):
    raw = f"The dock of Osk reopened on Monday.\n{text}\nShips queued."
    segment = nc.analyze(raw).segments[1]
    assert segment.text == text
    pipe = nc.Pipeline(overrides=nc.Overrides().label(text, "caption", source="hérald"))
    assert pipe(raw, source="hérald").segments[1].label == "caption"


def test_the_own_source_goes_first_and_other_sources_are_left_alone():
    both = nc.Overrides().label(LINK, "body").label(LINK, "caption", source="Osk Herald")
    pipe = nc.Pipeline(overrides=both)
    assert [pipe(PAGE, source=source).segments[1].label for source in ("Osk Herald", "Courier", None)] == [
        "caption", "body", "body",
    ]  # fmt: skip
    only = nc.Pipeline(overrides=nc.Overrides().label(LINK, "body", source="Osk Herald"))
    assert only(PAGE, source="Courier").segments[1].label == "related-link"


def test_a_refused_start_joins_the_article_before():
    assert len(nc.analyze(TWO).articles) == 2
    page = nc.Pipeline(overrides=nc.Overrides().join("Turku council votes on the bridge"))(TWO)
    assert len(page.articles) == 1
    assert {segment.article_id for segment in page.segments} <= {0, None}
    assert page.articles[0].end == len(TWO)
    accepted = nc.Overrides().join("Turku council votes on the bridge", verdict="accept")
    assert len(nc.Pipeline(overrides=accepted)(TWO).articles) == 2


def test_of_three_articles_the_middle_is_joined_and_the_last_moves_up():
    third = TWO + "\n\nSource link\n\nVarga line closes for repairs\n\n" + STORY.format("VARGA, Nov. 5")
    assert len(nc.analyze(third).articles) == 3
    page = nc.Pipeline(overrides=nc.Overrides().join("Turku council votes on the bridge"))(third)
    assert [article.headline for article in page.articles] == [
        "Osk harbour reopens after storm", "Varga line closes for repairs",
    ]  # fmt: skip
    assert nc.run([third], overrides=nc.Overrides().join("Turku council votes on the bridge")).audit().balanced


def test_a_mention_gets_the_entity_that_was_decided_in_its_sentence_only():
    decided = nc.Overrides().entity("Georgia won the vote.", "Georgia", "US-GA")
    page = nc.Pipeline(gazetteer=GEORGIA, overrides=decided)(NAMES)
    assert [mention.entity_id for mention in page.mentions] == ["US-GA", "PE", None]
    none = nc.Overrides().entity("Later Peru met Georgia.", "Peru", None)
    out = nc.Pipeline(gazetteer=GEORGIA, overrides=none).run([NAMES])
    assert out.mentions["entity_id"] == [None, None, None]
    stranger = nc.Overrides().entity("Georgia won the vote.", "Georgia", "FR")
    assert nc.Pipeline(gazetteer=GEORGIA, overrides=stranger)(NAMES).mentions[0].entity_id is None


def test_the_file_is_sorted_and_one_decision_a_line(tmp_path):
    some = nc.Overrides().label(LINK, "body").join("Turku council").entity("A. Georgia.", "Georgia", "GE", source="x")
    path = tmp_path / "desk.json"
    some.save(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 5 and lines[-1] == "]}"
    assert [json.loads(line.rstrip(","))["kind"] for line in lines[1:-1]] == ["article", "mention", "segment"]
    assert nc.Overrides.load(path) == some
    other_order = nc.Overrides(reversed(list(some)))
    assert other_order.to_json() == some.to_json() and other_order == some and hash(other_order) == hash(some)
    assert nc.Overrides.from_json(nc.Overrides().to_json()) == nc.Overrides()


def test_the_later_decision_about_a_text_stands():
    first, second = nc.Overrides().label(LINK, "body"), nc.Overrides().label(LINK, "caption")
    assert [decision.value for decision in first | second] == ["caption"]
    [decision] = first
    assert len(first.without(decision.key)) == 0
    with pytest.raises(OptionError, match="no decision has the key"):
        first.without("0" * 16)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1"),
        ("[]", "newscore-overrides"),
        ('{"format": "newscore-overrides"}', "decisions"),
        ('{"format": "newscore-overrides", "version": 1, "decisions": [{"kind": "segment"}]}', "decision 1: expected"),
    ],
)
def test_other_files_are_refused(text, told):
    with pytest.raises(TableError, match=told):
        nc.Overrides.from_json(text)


def test_malformed_decisions_are_refused_by_number_and_value():
    good = json.loads(nc.Overrides().label(LINK, "body").to_json())
    for name, value, told in [
        ("kind", "segmnt", "segment, article, mention"),
        ("verdict", "maybe", "accept, reject"),
        ("key", "zz", "16 hexadecimal digits"),
        ("source", 3, "source 3"),
        ("value", None, "its label"),
    ]:
        bad = {**good, "decisions": [*good["decisions"], {**good["decisions"][0], name: value}]}
        with pytest.raises(TableError, match=f"decision 2: .*{told}"):
            nc.Overrides.from_json(json.dumps(bad))
    with pytest.raises(OptionError, match="version 2; accepted: 1"):
        nc.Overrides.from_json(json.dumps({**good, "version": 2}))


def test_bad_configuration_raises_early():
    with pytest.raises(OptionError, match='"bodi"; accepted: body'):
        nc.Pipeline(overrides=nc.Overrides().label(LINK, "bodi"))
    with pytest.raises(TypeError, match=r"Overrides.load\(path\)"):
        nc.Pipeline(overrides="desk.json")


def test_pipelines_are_equal_if_their_decisions_are():
    one, two = (nc.Pipeline(overrides=nc.Overrides().label(LINK, label)) for label in ("body", "caption"))
    assert one == nc.Pipeline(overrides=nc.Overrides().label(LINK, "body")) != two
    assert "1 segment" in repr(one) and one.overrides is not None


def test_drawn():
    html = nc.Overrides().label("<b>Read</b>", "body")._repr_html_()
    assert "&lt;b&gt;Read" in html and "<b>Read" not in html
    assert "no decisions" in nc.Overrides()._repr_html_()


def test_an_article_begins_where_a_person_says_so():
    raw = TWO.replace("\n\nSource link", "\n\nKept in the coast room").replace("TURKU, Nov. 4 (Nordwire) — ", "")
    assert len(nc.analyze(raw).articles) == 1
    pipe = nc.Pipeline(overrides=nc.Overrides().begin("Turku council votes on the bridge", source="herald"))
    assert [article.headline for article in pipe(raw, source="herald").articles] == [
        "Osk harbour reopens after storm", "Turku council votes on the bridge"
    ]  # fmt: skip
    assert pipe(raw, source="herald").articles[1].evidence == ["override"]
    assert len(pipe(raw, source="courier").articles) == 1
    assert len(pipe._with(articles="single")(raw, source="herald").articles) == 1
    assert nc.Overrides.from_json(pipe.overrides.to_json()) == pipe.overrides


def test_a_start_that_is_found_anyway_stays_one():
    decided = nc.Overrides().begin("Turku council votes on the bridge").begin("Osk harbour reopens after storm")
    assert len(nc.Pipeline(overrides=decided)(TWO).articles) == 2
    assert len(nc.Pipeline(overrides=decided).unused_overrides) == 2


def test_decisions_that_no_page_held_are_told():
    decided = nc.Overrides().label(LINK, "body").join("Fog shuts port").begin("Osk harbour reopens after storm")
    pipe = nc.Pipeline(overrides=decided.entity(NAMES.split(". ")[1], "Georgia", "GE"), gazetteer=GEORGIA)
    assert pipe.unused_overrides == pipe.overrides
    pipe.run([PAGE, TWO])
    assert {one.excerpt for one in pipe.unused_overrides} == {"Fog shuts port", "Georgia | Later Peru met Georgia."}
    pipe(NAMES)
    assert [one.excerpt for one in pipe.unused_overrides] == ["Fog shuts port"]
    assert len(nc.Pipeline().unused_overrides) == 0


def test_an_article_decision_of_another_value_is_refused():
    [decision] = nc.Overrides().begin("Fog shuts port")
    with pytest.raises(OptionError, match="begins"):
        nc.Overrides([decision._replace(value="begin")])
