"""Spans in the forms that other tools load, and found spans against true ones."""

import json

import pytest

import newscore as nc
from newscore import exports

RAW = "Osk Herald\n\nFog shut the port of Osk, said Ilse Oru. Oru gave no reason.\nSource link"
GAZ = nc.Gazetteer.from_dict({"osk": ["Osk"]}, entity_type="port") | nc.Gazetteer.from_dict(
    {"oru": ["Ilse Oru"]}, entity_type="person"
)


@pytest.fixture
def page():
    return nc.analyze(RAW, gazetteer=GAZ)


def test_displacy(page):
    drawn = exports.to_displacy(page)
    assert drawn["text"] == RAW and drawn["title"] is None
    assert [(RAW[e["start"] : e["end"]], e["label"], e["kb_id"]) for e in drawn["ents"]] == [
        (m.text, m.entity_type.upper(), m.entity_id) for m in page.mentions
    ]
    labels = [entry["label"] for entry in exports.to_displacy(page, layer="segments")["ents"]]
    assert labels == [segment.label for segment in page.segments]
    # displaCy repeats text where spans overlap: the first and longest stays.
    text = "Bank of Osk"
    ents = exports.to_displacy((text, [(8, 11, "PLACE"), (0, 4, "WORD"), (0, 11, "BANK")]))["ents"]
    assert [(e["start"], e["end"]) for e in ents] == [(0, 11)]


def test_annotation_tools(page):
    (line,) = exports.to_jsonl([page], "prodigy").splitlines()
    entry = json.loads(line)
    assert [RAW[span["start"] : span["end"]] for span in entry["spans"]] == [m.text for m in page.mentions]
    (line,) = exports.to_jsonl([(RAW, [(0, 3, "PORT")])], "doccano").splitlines()
    assert json.loads(line) == {"text": RAW, "label": [[0, 3, "PORT"]]}
    with pytest.raises(nc.OptionError, match="'brat'; accepted: prodigy, doccano"):
        exports.to_jsonl([page], "brat")


def test_iob(page):
    rows = [line.split() for line in exports.to_iob(page).splitlines()]
    tags = dict(filter(None, rows))
    assert (tags["Ilse"], tags["Fog"], tags["."]) == ("B-PERSON", "O", "O")
    assert [[token for token, _ in filter(None, rows)]] == [RAW.replace(",", " ,").replace(".", " .").split()]
    assert exports.to_iob(("New Osk’s", [(0, 7, "PORT")])) == "New B-PORT\nOsk I-PORT\n’ O\ns O\n\n"
    assert exports.to_iob(("Osk Osk", [(0, 3, "A"), (4, 7, "A")])) == "Osk B-A\nOsk B-A\n\n"
    # A span that ends inside a token takes it whole; the later of two that overlap gives way.
    assert exports.to_iob(("Osker", [(0, 3, "A"), (1, 5, "B")])) == "Osker B-A\n\n"
    assert exports.to_iob(("", [])) == ""


def test_what_is_no_document_is_refused(page):
    for given, error, message in [
        ("Osk", TypeError, "a Page or a pair"),
        (("Osk", [(0, 9, "PORT")]), nc.OptionError, "0:9 lies outside a text of 3"),
        (("Osk", [(0, 3)]), TypeError, "a span is a Mention"),
    ]:
        with pytest.raises(error, match=message):
            exports.to_displacy(given)
    with pytest.raises(nc.OptionError, match="'lines'; accepted: mentions, segments"):
        exports.to_iob(page, layer="lines")


def test_spacy_spans(page, monkeypatch):
    spacy = pytest.importorskip("spacy")
    doc = exports.to_spacy(page, spacy.blank("en"))
    assert [(span.text, span.label_, span.kb_id_) for span in doc.spans["newscore"]] == [
        (m.text, m.entity_type.upper(), m.entity_id) for m in page.mentions
    ]


def test_every_kind_of_mistake():
    gold = [(0, 3, "A"), (10, 20, "A"), (30, 40, "B"), (50, 60, "A"), (70, 80, "B")]
    pred = [(0, 3, "A"), (10, 20, "B"), (32, 40, "B"), (48, 55, "B"), (90, 95, "A")]
    found = nc.evaluate(pred, gold)
    assert found.kinds == {"label": 1, "boundary": 1, "label and boundary": 1, "spurious": 1, "missed": 1}
    assert [(m.kind, m.found, m.true) for m in found.mistakes] == [
        ("label", (10, 20, "B"), (10, 20, "A")),
        ("boundary", (32, 40, "B"), (30, 40, "B")),
        ("label and boundary", (48, 55, "B"), (50, 60, "A")),
        ("missed", None, (70, 80, "B")),
        ("spurious", (90, 95, "A"), None),
    ]
    assert (found.overall.precision, found.overall.recall, found.overall.f1) == (0.2, 0.2, 0.2)
    assert (found.labels["A"].right, found.labels["A"].found, found.labels["A"].true) == (1, 2, 3)


def test_a_wrong_span_stands_for_the_true_one_it_shares_most_with():
    assert [(m.kind, m.true) for m in nc.evaluate([(0, 10, "A")], [(0, 2, "A"), (3, 10, "A")]).mistakes] == [
        ("missed", (0, 2, "A")),
        ("boundary", (3, 10, "A")),
    ]
    # A long true span reaches over shorter ones behind it.
    found = nc.evaluate([(20, 30, "B")], [(0, 50, "A"), (5, 8, "A")])
    assert [(m.kind, m.true) for m in found.mistakes if m.found] == [("label and boundary", (0, 50, "A"))]


def test_the_same_span_twice_counts_twice():
    found = nc.evaluate([(0, 3, "A"), (0, 3, "A")], [(0, 3, "A")])
    assert (found.overall.right, found.kinds["spurious"]) == (1, 1)


def test_documents_pages_and_nothing(page):
    assert nc.evaluate(page, page).overall.f1 == nc.evaluate([page, page], [page, page]).overall.f1 == 1.0
    assert nc.evaluate(page, page.mentions).mistakes == []
    two = nc.evaluate([[(0, 1, "A")], []], [[], [(0, 1, "A")]])
    assert [(m.kind, m.document) for m in two.mistakes] == [("spurious", 0), ("missed", 1)]
    assert nc.evaluate([], []).overall.f1 == 1.0
    with pytest.raises(nc.OptionError, match="pred has 1 documents, gold 2"):
        nc.evaluate([[(0, 1, "A")]], [[], []])


def test_a_lone_surrogate_can_be_written():
    line = exports.to_jsonl([("Osk \ud800", [(0, 3, "PORT")])], "doccano")
    assert json.loads(line.encode().decode())["text"] == "Osk \ud800"


def test_a_sentence_begins_no_span_in_the_middle():
    page = nc.analyze("Rain fell on the quay of Osk. Ships queued there.")
    lines = exports.to_iob(page, layer="segments").splitlines()
    assert lines[0].endswith(" B-body") and lines[lines.index("") + 1] == "Ships B-body"
