"""Whatever a call hands out can be sent to another process, copied and compared, and answers there as it did here."""

import concurrent.futures
import copy
import importlib
import inspect
import multiprocessing
import pickle
import pkgutil
import re
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import newscore as nc
from newscore import plots

STORY = (
    "Osk port reopens | Trade\n\nBy Ilse Oru\nPublished November 4, 2026\n\n"
    "OSLO, Nov. 3 (Nordwire) — The port of Osk reopened on Monday, Ms. Oru said. “Why?” asked Capt. Per Dahl — é 😀.\n"
    "READ MORE: Six ports to watch\nShips queued at Osk for two days, and Chinese pilots came.\n"
    "Photo by Ada Fen/Nordwire\nCopyright 2026 Nordwire. All rights reserved."
)
TWO = f"{STORY}\n\n* * *\n\n{STORY.replace('Osk', 'Ulm')}"
OTHERS = ["", "\ud800 a lone surrogate stands here, and it comes back.", "Rain fell.", "请注意。他来了。"]
GAZ = nc.Gazetteer.builtin() | nc.Gazetteer.from_dict({"port:osk": ["Osk"], "Q1": ["Ulm"], "Q2": ["Ulm"]})
PIPE = nc.Pipeline(gazetteer=GAZ, lang="en", actions={"caption": "keep"}, disable=["related-link"])
PAGE = PIPE(TWO, published="2026-11-05", source="osk-times")
MODEL = nc.BoilerplateModel(min_pages=3).fit(
    [f"Word number {at} of the day.\nSign up to our letter from the quay" for at in range(9)], source=["a"] * 9
)


def again(value):
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own


def shown(value):
    """How a value shows itself, but for what its copy has of memory: that may be less."""
    return re.sub(r"\d+ kB", "some kB", repr(value) + str(value))


def run():
    return PIPE.run([TWO, None, "Rain fell."])


# For each class that users hold, what makes one.
MADE = {
    "Alignment": lambda: PAGE.alignment,
    "Article": lambda: PAGE.articles[1],
    "Articles": lambda: PAGE.articles,
    "Audit": lambda: run().audit(),
    "BoilerplateModel": lambda: MODEL,
    "Boundary": lambda: PAGE.explain_sentences()[0],
    "Candidate": lambda: GAZ.find("Ulm")[0].candidates[1],
    "Comparison": lambda: nc.compare(run(), run()),
    "Credit": lambda: PAGE.articles[0].credits[0],
    "Decision": lambda: next(iter(nc.Overrides().label("Share", "body"))),
    "Doubt": lambda: run().doubtful()[0],
    "Doubts": lambda: run().doubtful(),
    "Drawing": PAGE.show,
    "Entities": lambda: GAZ.entities,
    "Entity": lambda: GAZ.entities["port:osk"],
    "Evaluation": lambda: nc.evaluate(PAGE, PAGE),
    "Field": lambda: PAGE.articles[0].field("headline"),
    "Gazetteer": lambda: GAZ,
    "LoadReport": lambda: nc.Gazetteer.from_frame(pd.DataFrame({"entity_id": ["Q1"], "alias": ["Osk"]})).report,
    "Mention": lambda: PAGE.mentions[0],
    "Mentions": lambda: GAZ.find("Osk, Ulm and China"),
    "Missed": lambda: GAZ.coverage(["Old Quay, Old Quay and Old Quay"])[0],
    "MissedNames": lambda: GAZ.coverage(["Old Quay, Old Quay and Old Quay"]),
    "Mistake": lambda: nc.evaluate([(0, 3, "a")], [(0, 3, "b")]).mistakes[0],
    "Overrides": lambda: nc.Overrides().label("Share", "body"),
    "Page": lambda: PAGE,
    "Pipeline": lambda: PIPE,
    "Refusal": lambda: importlib.import_module("newscore._paths").Refusal("a.txt", "no text"),
    "Reject": lambda: next(PIPE.stream([["Rain fell.", 5]], on_error="reject")).rejects[0],
    "RunResult": run,
    "Score": lambda: nc.evaluate(PAGE, PAGE).overall,
    "Segment": lambda: PAGE.segments[0],
    "Segments": lambda: PAGE.segments,
    "Sentence": lambda: PAGE.sentences[0],
    "Sentences": lambda: PAGE.sentences,
    "Table": lambda: run().mentions,
}  # fmt: skip
# Classes that no call hands out: the machinery, and what stands on a class of another library.
INNER = set(
    """
    Batch Batches Block BoilerplateFitter Cell Choices ClusterTables Column Columns Csv Done Engine ExprNewscore Fields
    Files FittedBoilerplate Found Given Input Job JsonLines Line Listing Painter ParquetFile Piece Reader Row RunTables
    SeriesNewscore Sieve TopEntities
    """.split()
)
# Equal where they are the same object only: they hold frames, whose == is something else.
HELD_BY_NAME = {"Audit", "Comparison", "Doubts", "RunResult"}


def classes():
    """Every class of the package by name, those that begin with an underscore left out."""
    skipped = {"newscore.__main__", "newscore.spark", "newscore.dask"}
    names = [module.name for module in pkgutil.walk_packages(nc.__path__, "newscore.") if module.name not in skipped]
    for name in names:
        for value in vars(importlib.import_module(name)).values():
            if inspect.isclass(value) and value.__module__.startswith("newscore") and value.__name__[0] != "_":
                yield value


ERRORS = sorted({value for value in classes() if issubclass(value, Exception)}, key=lambda value: value.__name__)


def test_no_class_is_forgotten():
    found = {value.__name__ for value in classes() if not issubclass(value, Exception)}
    assert found - MADE.keys() - INNER == set(), "say above how one is made, or that nobody holds one"
    assert (MADE.keys() | INNER) - found == set()


@pytest.mark.parametrize("name", sorted(MADE))
def test_pickled_and_copied(name):
    value = MADE[name]()
    assert type(value).__name__ == name
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        twin = pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - our own
        assert type(twin) is type(value)
        assert name in HELD_BY_NAME or twin == value
        assert shown(twin) == shown(value)
    for twin in (copy.copy(value), copy.deepcopy(value)):
        assert name in HELD_BY_NAME or twin == value
        assert shown(twin) == shown(value)
    assert value != object()


@pytest.mark.parametrize("error", ERRORS)
def test_errors(error):
    twin = again(error("a reason"))
    assert type(twin) is error and str(twin) == "a reason"


def told(page):
    """All that a page says."""
    yield from (page.raw, page.text, page.source, page.topic, page.language, page.flags, page.page_id, repr(page))
    yield from (page.segments, page.sentences, page.mentions, page.explain(sentences=True), page.explain_sentences())
    yield page.show()._repr_html_()
    yield [page.alignment.to_raw(at) for at in range(len(page.text))]
    for article in page.articles:
        yield from (getattr(article, name) for name in dir(article) if name[0] != "_" and name != "field")
        yield from (article.field(name) for name in ("headline", "authors", "dateline_date", "published", "rights"))
    for mention in page.mentions:
        yield from (getattr(mention, name) for name in dir(mention) if name[0] != "_")


@pytest.mark.parametrize("text", [STORY, TWO, *OTHERS])
@pytest.mark.parametrize("options", [{}, {"gazetteer": GAZ}, {"articles": "single", "line_breaks": "wrapped"}])
def test_a_page_answers_as_before(text, options):
    page = nc.Pipeline(**options)(text, published="2026-11-05", source="osk-times")
    assert list(told(again(page))) == list(told(page))
    assert again(again(page)) == page


def test_every_development_page(development_texts):
    for text in development_texts:
        page = PIPE(text)
        assert again(page) == page
        assert again(page).explain() == page.explain()


def test_equal_is_what_says_the_same():
    assert PIPE(TWO, published="2026-11-05", source="osk-times") == PAGE
    assert hash(PIPE(TWO, published="2026-11-05", source="osk-times")) == hash(PAGE)
    assert PIPE(TWO, published="2026-11-05") != PAGE != nc.analyze(TWO)
    assert PAGE.mentions == PAGE.mentions and PAGE.mentions[0] != PAGE.mentions[1]
    assert len({*PAGE.mentions, *again(PAGE).mentions}) == len(PAGE.mentions)
    assert PAGE.articles[0] == again(PAGE).articles[0] != PAGE.articles[1]
    assert run().mentions == run().mentions != run().sentences
    with pytest.raises(TypeError, match="unhashable"):
        hash(run().mentions)


def test_mentions_of_two_gazetteers_are_equal_where_they_say_the_same():
    small, large = (nc.Gazetteer.from_dict(entries) for entries in ({"Q1": ["Osk"]}, {"Q7": ["Ulm"], "Q1": ["Osk"]}))
    assert small.find("in Osk") == large.find("in Osk")
    assert small.find("in Osk") != nc.Gazetteer.from_dict({"Q1": ["Osk"]}, entity_type="port").find("in Osk")


def test_a_page_needs_no_gazetteer_file(tmp_path):
    path = tmp_path / "ports.gaz"
    nc.Gazetteer.from_dict({"port:osk": ["Osk"]}, entity_type="port").save(path)
    page = nc.analyze(STORY, gazetteer=nc.Gazetteer.load(path))
    data = pickle.dumps(page)
    path.unlink()
    assert {(m.entity_id, m.entity_type) for m in pickle.loads(data).mentions} == {("port:osk", "port")}  # noqa: S301


def test_sizes():
    assert len(pickle.dumps(PAGE)) < 2 * len(TWO.encode()) + 4000
    assert (
        len(pickle.dumps([PAGE, *PAGE.articles, *PAGE.sentences])) < len(pickle.dumps(PAGE)) + len(TWO.encode()) + 4000
    )
    assert len(pickle.dumps(PAGE.mentions[0])) < 500
    assert len(pickle.dumps(nc.Gazetteer.builtin())) < 200, "the built-in one goes by name"


def test_another_version_is_refused():
    restore, (_, *found) = PAGE.__reduce__()
    with pytest.raises(nc.StoreError, match=r"a page that newscore 0\.0\.1 pickled, and this is"):
        restore("0.0.1", *found)
    restore, (_, *found) = PAGE.mentions[0].__reduce__()
    with pytest.raises(nc.StoreError, match=r"a mention was pickled by newscore 0\.0\.1: find it again"):
        restore("0.0.1", *found)


@pytest.mark.parametrize("kind", [list, pd.DataFrame, pl.DataFrame, pa.table])
def test_a_run_of_any_library(kind):
    rows = {"text": [TWO, None, "Rain fell."], "id": ["a", "b", "c"], "desk": [1, 2, 3]}
    options = {} if kind is list else {"id": "id", "carry": ["desk"]}
    out = PIPE.run(rows["text"] if kind is list else kind(rows), **options)
    twin = again(out)
    for name in ("pages", "articles", "segments", "sentences", "mentions"):
        ours, theirs = (pa.table(getattr(it._tables, name)) for it in (out, twin))
        theirs.validate(full=True)
        assert ours.equals(theirs, check_metadata=True), name
        frame = getattr(twin, name)
        assert type(frame) is type(getattr(out, name))
        assert getattr(frame, "equals", frame.__eq__)(getattr(out, name))
    assert twin.manifest == out.manifest
    assert twin.page(0) == out.page(0)


def test_a_table_of_every_type():
    published = pd.DataFrame({"text": [TWO], "when": ["2026-11-05"]})
    tables = [*PIPE.run(published, published="when")._tables[:5], GAZ.find_table([TWO, None]), MODEL._learned().rules()]
    for table in tables:
        assert again(table) == table
        assert again(table).types == table.types
        assert pa.table(again(table)).schema.equals(pa.table(table).schema, check_metadata=True)


def test_plots():
    chart = plots.timeline(GAZ.find_table(["Osk"]), date={0: "2026-11-05"})
    assert again(chart).to_dict() == chart.to_dict()


@pytest.mark.parametrize("how", ["spawn", "forkserver"])
def test_pool(how):
    texts = [TWO, STORY, *OTHERS]
    with multiprocessing.get_context(how).Pool(2) as pool:
        assert pool.map(PIPE, texts) == [PIPE(text) for text in texts]
        assert pool.map(GAZ.find, texts[:2]) == [GAZ.find(text) for text in texts[:2]]
        [out] = pool.map(PIPE.run, [texts])
        assert out.mentions == PIPE.run(texts).mentions


def test_executor():
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as executor:
        assert list(executor.map(nc.sentences, [STORY])) == [nc.sentences(STORY)]
        assert list(executor.map(nc.analyze, [STORY])) == [nc.analyze(STORY)]


@pytest.fixture(scope="module")
def development_texts():
    return [
        path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[2] / "seeds/pages").glob("*.txt"))
    ]
