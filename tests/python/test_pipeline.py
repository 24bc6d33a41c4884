"""A pipeline: choices that do not change, equal when equal, sent anywhere."""

import pickle

import pytest

import newscore as nc


def test_equal_when_equal():
    gaz = nc.Gazetteer.from_dict({"Q1": ["Osk"]})
    same = nc.Gazetteer.from_dict({"Q1": ["Osk"]})
    other = nc.Gazetteer.from_dict({"Q1": ["Oslo"]})
    assert nc.Pipeline(gazetteer=gaz, actions={"caption": "keep"}) == nc.Pipeline(
        gazetteer=same, actions={"caption": "keep"}
    )
    assert nc.Pipeline(gazetteer=gaz) != nc.Pipeline(gazetteer=other)
    assert nc.Pipeline() != nc.Pipeline(articles="single")
    assert hash(nc.Pipeline(gazetteer=gaz)) == hash(nc.Pipeline(gazetteer=same))
    assert nc.Pipeline() != "pipeline"


def test_pickled_and_back():
    gaz = nc.Gazetteer.from_dict({"Q1": ["Osk"]}, entity_type="port", case="smart", spelling="variants")
    pipe = nc.Pipeline(gazetteer=gaz, articles="single", lang="de", actions={"caption": "keep"})
    again = pickle.loads(pickle.dumps(pipe))  # noqa: S301
    assert again == pipe
    assert again("Osk ruht.").mentions[0].entity_type == "port"
    builtin = nc.Gazetteer.builtin()
    assert pickle.loads(pickle.dumps(builtin)) == builtin  # noqa: S301


def test_does_not_change():
    pipe = nc.Pipeline()
    with pytest.raises(AttributeError, match="articles='single'"):
        pipe.articles = "single"
    pipe.options["articles"] = "single"
    assert pipe.options["articles"] == "auto"


def test_threads_are_a_number_of_at_least_one(monkeypatch):
    with pytest.raises(nc.OptionError, match="n_threads=0"):
        nc.Pipeline(n_threads=0)
    monkeypatch.setenv("NEWSCORE_NUM_THREADS", "two")
    with pytest.raises(nc.OptionError, match="NEWSCORE_NUM_THREADS=two"):
        nc.clean(["a", "b"])


def test_second_mentions_can_be_switched_off():
    text = "Osk mayor Ilse Oru resigned on Monday. Oru gave no reason."
    gaz = nc.Gazetteer.builtin()
    assert [m.text for m in nc.Pipeline(gazetteer=gaz, second_mentions=False)(text).mentions] == []
