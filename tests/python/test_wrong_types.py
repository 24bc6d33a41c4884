"""A value of a wrong type is named with its argument and with what is accepted."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import newscore as nc
from newscore import exports

GAZ = nc.Gazetteer.from_dict({"X": ["Xi"]})
TABLE = GAZ.find_table(["Xi"])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: nc.analyze("x", articles=None), 'unknown articles "None"; accepted: auto, single, aggressive'),
        (lambda: nc.Pipeline(unit=None), 'unknown unit "None"; accepted: code points, bytes'),
        (lambda: nc.sentences("x", line_breaks=None), 'unknown line_breaks "None"; accepted: ends, wrapped'),
        (lambda: nc.sentence_spans("x", unit=5), 'unknown unit "5"; accepted: code points, bytes'),
        (lambda: nc.explain_sentences("x", unit=None), 'unknown unit "None"'),
        (lambda: GAZ.find("x", overlap=None), 'unknown overlap "None"; accepted: longest, all, priority'),
        (lambda: GAZ.find("x", lang=5), 'lang="5" is not accepted: a language code is needed'),
        (lambda: GAZ.find_spans("x", unit=None), 'unknown unit "None"'),
        (lambda: GAZ.find_table(["x"], overlap=None), 'unknown overlap "None"'),
        (lambda: nc.Gazetteer.from_dict({"a": ["b"]}, spelling=None), 'unknown spelling "None"; accepted: exact'),
        (lambda: GAZ.without([5]), "aliases=5 is not accepted: it must be a str, or a list of them"),
        (lambda: GAZ.coverage(["x"], most=-1), "most=-1 is not accepted: it must be a whole number, 1 or more"),
        (lambda: nc.Pipeline(actions={5: "keep"}), "actions=5 is not accepted"),
        (lambda: nc.Pipeline(actions={"body": 5}), 'unknown action "5"; accepted: keep, metadata, drop'),
        (lambda: nc.Pipeline(disable=None), "disable=None is not accepted"),
        (lambda: nc.Pipeline(disable=[5]), "disable=5 is not accepted"),
        (lambda: nc.Pipeline(agencies={"N": None}), r"agencies\['N'\]=None is not accepted"),
        (lambda: nc.Pipeline(n_threads=2**70), "n_threads=.* is not accepted: it must be a whole number, 1 or more"),
        (lambda: nc.cooccurrence(TABLE, min_articles="x"), "min_articles='x' is not accepted"),
        (lambda: nc.counts(TABLE, kinds=5), "kinds=5 is not accepted"),
        (lambda: nc.run(["x"]).audit("x"), "confidence='x' is not accepted: it must be a number"),
        (lambda: nc.run(["x"]).doubtful(kinds=5), "kinds=5 is not accepted"),
        (lambda: nc.Overrides().label("x", "nolabel"), 'unknown label "nolabel"; accepted: body'),
    ],
)
def test_options(call, message):
    with pytest.raises(nc.OptionError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: nc.Gazetteer.from_dict({"X": None}), 'the aliases of "X" must be a list of str, not NoneType'),
        (lambda: nc.Gazetteer.from_dict({"X": "Xi"}), 'the aliases of "X" must be a list of str, not str'),
        (lambda: nc.Gazetteer.from_dict({True: ["a"]}), "an entity id must be str or int, not bool"),
        (lambda: nc.counts(GAZ.find("Xi")), "a table of mentions, not Mentions"),
        (lambda: nc.compare(nc.run(["a"]), 5), "run_b must be the result of a run, not int"),
        (lambda: nc.Overrides().label(None, "body"), "the text of a decision must be str, not NoneType"),
        (lambda: nc.Overrides([1]), "Overrides takes Decisions, not int"),
        (lambda: exports.to_jsonl(nc.analyze("x"), "doccano"), r"a list of them, not one Page: \[page\]"),
        (lambda: nc.evaluate([(0, 3)], [(0, 3, "PORT")]), r"\(start, end, label\), not \(0, 3\)"),
        (lambda: nc.clean(pl.LazyFrame({"text": ["a"]})), "not a LazyFrame: collect it"),
    ],
)
def test_values(call, message):
    with pytest.raises(TypeError, match=message):
        call()


def test_ids_that_no_table_holds():
    for wrong, told in (([2**63], "a number of more than 64 bits"), (["\ud800"], "a lone surrogate")):
        frame = pd.DataFrame({"text": ["a"], "id": pd.Series(wrong, dtype=object)})
        with pytest.raises(nc.TableError, match=f"column 'id', row 0: the id .*{told}"):
            nc.run(frame, id="id")
    assert nc.Gazetteer.from_dict({2**70: ["Osk"]}).find("Osk")[0].entity_id == str(2**70)


def test_columns_that_stand_twice():
    twice = pa.table([pa.array(["a"]), pa.array(["b"])], names=["text", "text"])
    for frame in (twice, pd.DataFrame([["a", "b"]], columns=["text", "text"])):
        with pytest.raises(nc.TableError, match="the frame has more than one column 'text'"):
            nc.run(frame)
    with pytest.raises(nc.TableError, match="more than one column 'alias'"):
        nc.Gazetteer.from_frame(pd.DataFrame([["a", "b", "c"]], columns=["entity_id", "alias", "alias"]))


def test_numbers_are_no_text_whatever_the_library():
    for column in (pd.Series([1, 2]), pl.Series([1, 2]), pa.array([1, 2]), pl.Series([object()])):
        with pytest.raises(nc.TableError, match=r"holds .*, not text"):
            nc.clean(column)
    for frame in (pd.DataFrame, pl.DataFrame, pa.table):
        with pytest.raises(nc.TableError, match=r"holds .*, not text"):
            nc.run(frame({"text": [1, 2]}))


def test_columns_of_pandas_and_frames_of_one_column():
    for column in (pd.Index(["Rain fell."]), pd.array(["Rain fell."], dtype="string")):
        assert nc.run(column).pages["text"].tolist() == ["Rain fell."]
    cleaned = nc.clean(pl.DataFrame({"body": ["Rain fell.\nSource link"]}))
    assert isinstance(cleaned, pl.Series) and cleaned.to_list() == ["Rain fell."] and cleaned.name == "body"


def test_choices_do_not_change():
    pipe = nc.Pipeline(actions={"caption": "keep"})
    before = pipe.hash
    pipe.options["actions"]["byline"] = "keep"
    pipe.options["disable"].append("separator")
    assert pipe.hash == before and pipe.options["actions"] == {"caption": "keep"}
    assert nc.Pipeline(disable=["separator", "separator"]) == nc.Pipeline(disable="separator")


def test_codes_of_languages():
    for code in ("DE", "de-AT", "de_CH"):
        assert nc.Pipeline(lang=code)("Es regnet.").text == "Es regnet."
        assert GAZ.find("Xi", lang=code)
    for call in (nc.Pipeline, lambda lang: GAZ.find("Xi", lang=lang), lambda lang: GAZ.find_table(["Xi"], lang=lang)):
        with pytest.raises(nc.OptionError, match='"xx"'):
            call(lang="xx")


def test_second_mentions_can_be_left_out():
    gaz = nc.Gazetteer.from_frame(
        pd.DataFrame({"entity_id": ["q1"], "type": ["person"], "alias": ["Ilse Oru"], "family_name": ["Oru"]})
    )
    text = "Ilse Oru came. Oru left."
    assert [len(gaz.find(text, second_mentions=given)) for given in (True, False)] == [2, 1]
    assert [len(found) for found in gaz.find([text], second_mentions=False)] == [1]
    assert len(gaz.find(pd.Series([text]), second_mentions=False)[0]) == 1
    assert len(gaz.find_table([text], second_mentions=False)) == 1


def test_results_of_the_same_are_equal():
    import pickle

    frame = pd.DataFrame({"text": ["Rain fell.\nSource link"], "desk": ["x"]})
    out = nc.run(frame, carry=["desk"])
    for one, other in (
        (out, nc.run(frame, carry=["desk"])),
        (out, pickle.loads(pickle.dumps(out))),  # noqa: S301
        (out.audit(), pickle.loads(pickle.dumps(out.audit()))),  # noqa: S301
        (nc.compare(out, out), nc.compare(out, out)),
    ):
        assert one == other
    assert out != nc.run(frame) and out != nc.run(frame, carry=["desk"], actions={"separator": "keep"})


def test_the_manifest_names_the_model():
    model = nc.run(["Rain fell."]).manifest["versions"]["model"]
    assert len(model) == 16 and int(model, 16)
