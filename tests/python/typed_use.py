"""What a type checker knows of the package. Nothing runs this: mypy reads it."""

from typing import Any

from typing_extensions import assert_type

import newscore as nc
from newscore._run import RunResult


def verbs(text: str, texts: list[str], holes: list[str | None], column: Any) -> None:
    assert_type(nc.clean(text), str)
    assert_type(nc.clean(texts), list[str])
    assert_type(nc.clean(holes), list[str | None])
    assert_type(nc.clean(column), Any)
    assert_type(nc.sentences(text), list[str])
    assert_type(nc.sentences(texts, lang="en"), list[list[str]])
    assert_type(nc.sentences(holes), list[list[str] | None])
    assert_type(nc.sentence_spans(text, line_breaks="wrapped"), list[tuple[int, int]])
    assert_type(nc.sentence_spans(texts), list[list[tuple[int, int]]])
    assert_type(nc.sentence_spans(holes), list[list[tuple[int, int]] | None])
    nc.sentences(text, line_breaks="wraped")  # type: ignore[call-overload]
    nc.Pipeline(articles="several")  # type: ignore[arg-type]


def mentions(gaz: nc.Gazetteer, text: str, texts: list[str], holes: list[str | None]) -> None:
    assert_type(gaz.find(text), list[nc.Mention])
    assert_type(gaz.find(texts), list[list[nc.Mention]])
    assert_type(gaz.find(holes), list[list[nc.Mention] | None])
    assert_type(gaz.find_spans(text), list[tuple[int, int, int]])
    assert_type(gaz.find(text)[0].entity_id, str | None)
    nc.Gazetteer.from_dict({"Q1": ["Ilse Oru"], "Q2": ["Osk"]}, entity_type="person")
    nc.Gazetteer.from_dict({1: ("Ilse Oru",)}, case="smart")
    nc.Gazetteer.from_dict({"Q1": [1]})  # type: ignore[type-var]


def pages(article: nc.Article, table: nc.Table) -> None:
    assert_type(article.field("headline"), nc.Field | None)
    assert_type(article.field("authors"), list[nc.Field])
    assert_type(article.credits[0].role, str)
    assert_type(table["text"], list[Any])
    assert_type(table[0], dict[str, Any])
    assert_type(nc.Pipeline(articles="single")("text"), nc.Page)
    assert_type(nc.run(["text"]), RunResult)
