"""The doubt loop: the least certain are asked, a verdict changes the next run, and nothing is asked twice."""

import pytest

import newscore as nc
from newscore._errors import OptionError, TableError

STORY = "{} (Nordwire) — The harbour reopened on Monday, said the port. Ships had queued for days before it did."
LINK = "READ MORE: Six ports to watch in Georgia"
RAW = "\n\n".join(
    ["Osk harbour reopens after storm", STORY.format("OSK, Nov. 3"), LINK, "Georgia won the vote, it said.",
     "Source link", "Turku council votes on the bridge", STORY.format("TURKU, Nov. 4")]
)  # fmt: skip
GEORGIA = nc.Gazetteer.from_aliases([("GE", "Georgia"), ("US-GA", "Georgia"), ("PE", "Peru")])


@pytest.fixture
def out():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"url": ["a", "b", "c"], "text": [RAW, RAW, None], "outlet": ["Herald", "Herald", None]})
    return nc.run(frame, id="url", source="outlet", gazetteer=GEORGIA)


def test_equal_texts_are_one_doubt_and_the_least_certain_come_first(out):
    doubts = out.doubtful(50)
    link = [one for one in doubts if one.text == LINK]
    assert [(one.n, one.source, one.page_id, one.said) for one in link] == [(2, "Herald", "a", "related-link")]
    for kind in ("cut", "article", "mention"):
        scores = [one.score for one in doubts if one.kind == kind]
        assert scores == sorted(scores) and all(score < 1 for score in scores)
    for one in doubts:
        assert RAW[one.start : one.end] == one.text
        assert one.before + one.context + one.after in RAW
    assert [*out.doubtful(50)] == [*doubts]


def test_the_number_is_shared_between_the_kinds(out):
    assert len(out.doubtful(0)) == 0 and "nothing is in doubt" in str(out.doubtful(0))
    kinds = [one.kind for one in out.doubtful(2, kinds=["cut", "mention"])]
    assert kinds == ["cut", "mention"]
    assert {one.kind for one in out.doubtful(50, kinds="cut")} == {"cut"}


def test_a_mention_is_shown_in_its_sentence_with_its_candidates(out):
    one = next(one for one in out.doubtful(50) if one.kind == "mention" and "won" in one.context)
    assert (one.text, one.context, one.said) == ("Georgia", "Georgia won the vote, it said.", None)
    assert one.candidates == ("GE", "US-GA")


def test_verdicts_change_the_next_run_and_are_not_asked_again(out, tmp_path):
    doubts = out.doubtful(50)
    for number, one in enumerate(doubts):
        if one.text == LINK:
            doubts.reject(number)
        elif one.kind == "mention" and "won" in one.context:
            doubts.reject(number, entity_id="US-GA")
        else:
            doubts.accept(number)
    doubts.overrides.save(tmp_path / "desk.json")
    pipe = nc.Pipeline(gazetteer=GEORGIA, overrides=nc.Overrides.load(tmp_path / "desk.json"))
    assert LINK not in pipe(RAW).text  # a page of no source: the decisions were of the Herald
    import pandas

    frame = pandas.DataFrame({"text": [RAW, f"Fog shut the port of Osk.\n{LINK}\nIt lifted."], "outlet": "Herald"})
    again = pipe.run(frame, source="outlet")
    assert all(LINK in text for text in again.pages["text"])
    chosen = again.mentions[again.mentions["text"] == "Georgia"]
    assert "US-GA" in list(chosen["entity_id"])
    asked = {(one.kind, one.context) for one in doubts}
    assert not [one for one in again.doubtful(50) if (one.kind, one.context) in asked]


def test_a_refused_start_is_joined(pages):
    glued = [pages["16-three-stories-glued.txt"]]
    out = nc.run(glued)
    doubts = out.doubtful(50, kinds=["article"])
    assert doubts and all(one.said == "start" for one in doubts)
    pipe = nc.Pipeline(overrides=doubts.reject(0).overrides)
    again = pipe.run(glued)
    assert len(again.articles) == len(out.articles) - 1
    assert len(again.doubtful(50, kinds=["article"])) == len(doubts) - 1
    [start] = nc.compare(out, again).starts
    assert start == {"page_id": 0, "start": doubts[0].start, "in": "a"}


def test_verdicts_can_be_seen_and_taken_back(out):
    doubts = out.doubtful(6)
    assert doubts.verdict(0) is None
    assert doubts.accept(0).reject(1).verdict(0) == "accept" and doubts.verdict(1) == "reject"
    assert "accepted" in str(doubts) and "rejected" in doubts._repr_html_()
    assert len(doubts.undo(0, 1).overrides) == 0


def test_errors_name_what_is_accepted(out):
    doubts = out.doubtful(50)
    cut = next(at for at, one in enumerate(doubts) if one.kind == "cut")
    mention = next(at for at, one in enumerate(doubts) if one.kind == "mention")
    with pytest.raises(OptionError, match=rf"no doubt 99; accepted: 0 to {len(doubts) - 1}"):
        doubts.accept(99)
    with pytest.raises(OptionError, match=r"'FR' is no candidate .*accepted: GE, US-GA"):
        doubts.reject(mention, entity_id="FR")
    with pytest.raises(OptionError, match="is no cut but of kind 'mention'"):
        doubts.reject(mention, label="body")
    with pytest.raises(OptionError, match="is no mention but of kind 'cut'"):
        doubts.reject(cut, entity_id="GE")
    with pytest.raises(OptionError, match="'cuts'; accepted: cut, article, mention"):
        out.doubtful(kinds=["cuts"])
    with pytest.raises(OptionError, match="n=-1"):
        out.doubtful(-1)


def test_the_view_escapes_what_pages_say():
    raw = "The dock reopened.\nREAD MORE: <script>alert(1)</script> \u202e\nShips queued."
    html = nc.run([raw]).doubtful()._repr_html_()
    assert "<script" not in html and "&lt;script&gt;" in html and "\u202e" not in html
    terminal = str(nc.run([raw.replace("<", "\x1b[31m<")]).doubtful())
    assert "\x1b" not in terminal and "\u202e" not in terminal


def test_comparison_by_label_rule_and_source(out):
    kept = nc.Overrides().label(LINK, "body", source="Herald")
    other = nc.Pipeline(gazetteer=GEORGIA, overrides=kept)
    import pandas

    pages = pandas.DataFrame({"url": ["c", "b", "a"], "text": [None, RAW, RAW], "outlet": [None, "Herald", "Herald"]})
    changed = nc.compare(out, other.run(pages, id="url", source="outlet"))
    assert changed and changed.pages_differing == ["a", "b"]
    for one in changed.changes:
        assert (one["label_a"], one["label_b"], one["rule_b"]) == ("related-link", "body", "override")
        assert RAW[one["start"] : one["end"]] == LINK and one["characters"] == len(LINK) and one["source"] == "Herald"
    body = next(row for row in changed.labels if row["label"] == "body")
    assert body["change"] == body["b"] - body["a"] == 2 * len(LINK)
    dropped = {"rule": "related-link", "action": "drop", "a": 2 * len(LINK), "b": 0, "change": -2 * len(LINK)}
    assert dropped in changed.rules
    assert {row["action"]: row["change"] for row in changed.sources} == {
        "keep": 2 * len(LINK), "metadata": 0, "drop": -2 * len(LINK),
    }  # fmt: skip
    assert [(m["text"], m["entity_a"], m["entity_b"], m["n"]) for m in changed.mentions] == [("Georgia", "", None, 2)]
    assert "related-link" in changed._repr_html_() and "related-link" in str(changed)


def test_equal_runs_do_not_differ_and_starts_do():
    one = nc.run([RAW])
    assert not nc.compare(one, nc.run([RAW]))
    joined = nc.compare(one, nc.run([RAW], articles="single"))
    assert [(row["in"], RAW[row["start"] :].startswith("Turku")) for row in joined.starts] == [("a", True)]


def test_only_runs_over_the_same_pages_compare():
    with pytest.raises(TableError, match="page 1 is only in the first run"):
        nc.compare(nc.run(["a", "b"]), nc.run(["a"]))
    with pytest.raises(TableError, match="has 1 characters in the first run, 2 in the second"):
        nc.compare(nc.run(["a"]), nc.run(["aa"]))
