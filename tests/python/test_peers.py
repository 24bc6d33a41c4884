"""The tables beside peers are what the committed results say, and the measures measure."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def peers():
    sys.path.insert(0, str(ROOT / "tests" / "bench"))
    try:
        from peers import cleaning, names, sentences, tables
    finally:
        sys.path.pop(0)
    return {"cleaning": cleaning, "names": names, "sentences": sentences, "tables": tables}


@pytest.fixture(scope="module")
def results():
    return json.loads((ROOT / "tests" / "bench" / "peers" / "results.json").read_text(encoding="utf-8"))


def test_no_table_is_typed(peers, results):
    tables = peers["tables"]
    for path, table in ((tables.README, tables.short(results)), (tables.PAGE, tables.full(results))):
        page = path.read_text(encoding="utf-8")
        assert page == tables.placed(page, table), f"{path.name}: write it anew with `make bench-peers`"


def test_where_newscore_is_behind_is_told(peers):
    def rows(key):
        return {"rows": [{"name": "newscore", key: 1.0, "mb_s": 2.0}, {"name": "other", key: 3.0, "mb_s": 1.0}]}

    told = peers["tables"].behind(
        {
            "sentences": {**rows("cases"), "documents": 0},
            "names": {"rows": [{"name": "newscore", "mb_s_10": 5.0}, {"name": "fast", "mb_s_10": 6.5}], "sizes": [10]},
            "cleaning": {**rows("samples"), "pages": {}},
        }
    )
    assert told == [
        "sentences, own cases: other 3.0, newscore 1.0",
        "names, MB/s, 10 names: fast 6.5, newscore 5.0",
        "cleaning, sample pages: other 3.0, newscore 1.0",
    ]


def test_ends_are_counted_by_characters_that_are_not_blank(peers):
    f1 = peers["sentences"].f1
    documents = [("Rain fell. It stopped.\n\nDone.", {9, 19, 24}, {19, 24})]
    assert f1(lambda _: ["Rain fell.", " It  stopped.", "Done."], documents) == (100.0, 100.0)
    assert f1(lambda text: [text], documents) == (50.0, 0.0)
    assert f1(lambda _: ["Rain", "fell.", "It stopped.", "Done."], documents) == (85.7, 66.7)


def test_the_own_cases_are_read(peers):
    cases = list(peers["sentences"].own_cases())
    assert len(cases) > 300
    assert ("The ferry left at noon. It came back empty.", {19, 35}, {35}) in cases


def test_annotated_documents_are_read(peers, tmp_path):
    for part in ("dev", "test"):
        (tmp_path / f"en_gum-ud-{part}.conllu").write_text(
            "# newdoc id = GUM_news_x\n# newpar\n# text = Rain fell.\n1\tRain\n\n# text = It stopped.\n1\tIt\n\n"
            "# newpar\n# text = Done.\n1\tDone\n\n"
        )
    assert (
        list(peers["sentences"].gum(tmp_path))
        == [
            ("Rain fell. It stopped.\n\nDone.", {9, 19, 24}, {19, 24}),
        ]
        * 2
    )


def test_names_against_the_reference(peers):
    slow = peers["names"].slow
    assert slow({"Osk", "Osk Port", "Port"}, 8, "Osk Port, Oskar, Osk Ports Port") == [(0, 8), (17, 20), (27, 31)]
    import newscore

    known = peers["names"].aliases(300)
    gazetteer = newscore.Gazetteer.from_aliases((str(number), name) for number, name in enumerate(known))
    for text in peers["names"].texts(known, 30):
        assert [(a, b) for a, b, _ in gazetteer.find_spans(text)] == slow(set(known), max(map(len, known)), text)


def test_cleaning_is_scored_by_words(peers):
    f1 = peers["cleaning"].f1
    pages = [("one two three four five\nshare this now please", "one two three four five")]
    assert f1(lambda text: text.splitlines()[0], pages) == 100.0
    assert f1(lambda text: text, pages) == 50.0
    assert f1(lambda _: "", pages) == 0.0
