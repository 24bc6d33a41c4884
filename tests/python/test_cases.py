"""The literate cases say the same in Python as in Rust."""

import pytest

import cases
import newscore as nc
from sample_pages import SEEDS


def sentence_cases():
    for block in cases.blocks("sentences"):
        assert block.kind == "sentences", f"{block.place}: unknown block {block.kind!r}"
        options = dict(pair.split("=") for pair in block.tag.split())
        for number, case in enumerate(block.text.split("\n\n"), 1):
            if case.strip():
                yield pytest.param(case, options, id=f"{block.place}-{number}")


@pytest.mark.parametrize(("case", "options"), list(sentence_cases()))
def test_sentences(case, options):
    text, spans = cases.bracketed(case)
    assert nc.sentence_spans(text, **options) == spans


def segment_cases():
    others = page = None
    for block in cases.blocks("segments"):
        if block.kind == "other-pages":
            others = block.text
        elif block.kind == "page":
            page = block.text
        elif block.kind == "segments":
            yield pytest.param(others, page + "\n", block.text, id=f"{block.place} {block.heading}")
            others = None
        else:
            assert block.kind == "fields", f"{block.place}: unknown block {block.kind!r}"


@pytest.mark.parametrize(("others", "page", "expected"), list(segment_cases()))
def test_segments(others, page, expected):
    model = None
    if others is not None:
        model = nc.BoilerplateModel(min_pages=2).fit(others.split("\n---\n"), source="herald")
    analysed = nc.Pipeline(boilerplate=model)(page, source="herald")
    said = [f"{s.label} {'-' if s.article_id is None else s.article_id}: {s.text}" for s in analysed.segments]
    assert said == expected.split("\n")


def mention_cases():
    block = None
    for found in cases.blocks("gazetteer"):
        if found.kind == "gazetteer":
            block = found
            continue
        assert found.kind == "mentions", f"{found.place}: unknown block {found.kind!r}"
        for number, case in enumerate(found.text.split("\n"), 1):
            yield pytest.param(block, case, found.tag or None, id=f"{found.place}-{number}")


def plain(row):
    """Entity, type and alias are what from_aliases takes; in an exact gazetteer a family name makes no difference."""
    return all(extra.startswith("family=") for extra in row[3:])


def gazetteer(block, folder):
    if block.tag == "builtin":
        return nc.Gazetteer.builtin()
    rows = [line.split(" | ") for line in block.text.split("\n")]
    if block.tag == "exact" and all(row[0] != "-" and plain(row) for row in rows):
        return nc.Gazetteer.from_aliases((entity, cases.unescape(alias)) for entity, _, alias, *_ in rows)
    path = folder / "names.csv"
    path.write_text(cases.gazetteer_csv(block), encoding="utf-8")
    gaz = nc.read_gazetteer(path)
    assert gaz.report.refused == []
    return gaz


@pytest.mark.parametrize(("block", "case", "lang"), list(mention_cases()))
def test_mentions(block, case, lang, tmp_path):
    text, stated = cases.mentions(case)
    found = gazetteer(block, tmp_path).find(text, lang=lang)
    said = [
        (m.start, m.text, m.entity_id or "?" + ",".join(c.entity_id for c in m.candidates), m.match_kind, m.antecedent)
        for m in found
    ]
    assert said == [(*rest, None if at is None else at - FIRST) for *rest, at in stated]


# The cases count the mentions they refer to from 1, the library from 0.
FIRST = 1


def shown(article):
    """The fields of an article as the cases write them, in the order of its attributes."""
    one = [(name, getattr(article, name)) for name in ("headline", "section", "standfirst")]
    many = [("author", name) for name in article.authors]
    many += [("credit", f"{name} ({role})") for name, role, _, _ in article.credits]
    written = article.field("dateline_date")
    many += [("agency", article.agency), ("dateline", article.dateline_text), ("place", article.dateline_place)]
    many += [("date-text", written and written.value), ("date", article.dateline_date)]
    many += [("published", article.published if article.field("published") else None)]
    for name in ("subheadings", "captions", "timestamps", "rights", "related"):
        many += [(name.removesuffix("s") if name != "rights" else name, field.value) for field in article.field(name)]
    return [f"{name}: {value}" for name, value in one + many if value is not None]


def field_cases():
    page = None
    for block in cases.blocks("segments"):
        if block.kind == "page":
            page = block.text
        elif block.kind == "fields":
            yield pytest.param(page + "\n", 0, None, block.text, id=f"{block.place} {block.heading}")
    for block in cases.blocks("fields"):
        assert block.kind == "fields", f"{block.place}: unknown block {block.kind!r}"
        name, number = block.tag.split()
        page = (SEEDS / "pages" / f"{name}.txt").read_text(encoding="utf-8")
        yield pytest.param(page, int(number), "2026-11-24", block.text, id=f"{name} {number}")


@pytest.mark.parametrize(("page", "number", "published", "expected"), list(field_cases()))
def test_fields(page, number, published, expected):
    assert shown(nc.analyze(page, published=published).articles[number]) == expected.split("\n")
