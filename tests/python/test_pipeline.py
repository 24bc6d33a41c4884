"""A pipeline: choices that do not change, equal when equal, sent anywhere."""

import pickle

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
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


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"articles": True}, "True.*; accepted: auto, single, aggressive"),
        ({"articles": ["auto"]}, "auto.*; accepted: auto, single, aggressive"),
        ({"lang": 3}, "3.*; accepted: en, de"),
        ({"actions": {"caption": 3}}, "3.*; accepted: keep, metadata, drop"),
        ({"actions": ["caption"]}, 'actions must be a mapping, such as {"caption": "keep"}, not list'),
        ({"agencies": "NWA"}, 'agencies must be a mapping, such as {"Nordwire": .*}, not str'),
        ({"boilerplate": 3}, "boilerplate must be BoilerplateModel or None, not int"),
        ({"second_mentions": "yes"}, "second_mentions='yes' .* True or False"),
        ({"n_threads": -1}, "n_threads=-1 .* 1 or more"),
        ({"n_threads": "2"}, "n_threads='2' .* whole number"),
    ],
)
def test_what_is_not_accepted_is_named_beside_what_is(options, message):
    with pytest.raises((nc.OptionError, TypeError), match=message):
        nc.Pipeline(**options)


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


@pytest.fixture
def desk():
    return nc.Gazetteer.from_dict({"Q1": ["Osk", "Osk \u007f “harbour” \\"]}, entity_type="port")


@pytest.fixture
def model():
    stories = ["Rain fell on Osk all night.", "Ships queued at the pier.", "The mayor of Osk resigned."]
    pages = [f"Osk Herald\n{story}\n{n} min read" for n, story in enumerate(stories, start=2)]
    return nc.BoilerplateModel(min_pages=3).fit(pages, source="herald")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"articles": "aggressive", "lang": "de", "line_breaks": "wrapped", "second_mentions": False, "n_threads": 3},
        {"actions": {"caption": "keep", "byline": "drop"}, "disable": ["newsletter", "end-mark"]},
        {"gazetteer": nc.Gazetteer.builtin()},
        {"agencies": {"Nordwire": ["NWA"], "Desk “A”": ["DSK", "Desk"]}},
    ],
)
def test_toml_and_back(options):
    pipe = nc.Pipeline(**options)
    assert nc.Pipeline.from_toml(pipe.to_toml()) == pipe


def test_toml_saves_what_stands_in_memory_beside_it(tmp_path, desk, model):
    pipe = nc.Pipeline(gazetteer=desk, boilerplate=model)
    with pytest.raises(nc.OptionError, match="the gazetteer of this pipeline stands in memory only"):
        pipe.to_toml()
    written = pipe.to_toml(tmp_path / "desk.toml")
    assert written == (tmp_path / "desk.toml").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.boilerplate.json", "desk.gaz", "desk.toml"]
    again = nc.Pipeline.from_toml(tmp_path / "desk.toml")
    assert again == pipe == nc.Pipeline.from_toml(str(tmp_path / "desk.toml"))
    assert again.hash == pipe.hash
    # What was loaded from a file is named by that file.
    assert nc.Pipeline.from_toml(nc.Pipeline(gazetteer=again.gazetteer).to_toml()).gazetteer == desk
    nc.Gazetteer.from_dict({"Q1": ["Oslo"]}).save(tmp_path / "desk.gaz")
    with pytest.raises(nc.StoreError, match="the gazetteer is not the one that was meant"):
        nc.Pipeline.from_toml(tmp_path / "desk.toml")


def test_overrides_are_part_of_a_pipeline(tmp_path):
    decided = nc.Overrides().label("READ MORE: Six ports to watch", "body")
    pipe = nc.Pipeline(overrides=decided)
    assert pipe.hash != nc.Pipeline().hash
    with pytest.raises(nc.OptionError, match="overrides of this pipeline stands in memory only"):
        pipe.to_toml()
    pipe.to_toml(tmp_path / "desk.toml")
    again = nc.Pipeline.from_toml(tmp_path / "desk.toml")
    assert again == pipe and again.hash == pipe.hash
    nc.Overrides().save(tmp_path / "desk.overrides.json")
    with pytest.raises(nc.StoreError, match="the overrides is not the one that was meant"):
        nc.Pipeline.from_toml(tmp_path / "desk.toml")


def test_toml_written_by_hand(tmp_path, desk):
    desk.save(tmp_path / "desk.gaz")
    (tmp_path / "mine.toml").write_text('gazetteer = "desk.gaz"  # beside this file\n[actions]\ncaption = "keep"\n')
    assert nc.Pipeline.from_toml(tmp_path / "mine.toml") == nc.Pipeline(gazetteer=desk, actions={"caption": "keep"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("articles = ", "no TOML"),
        ('article = "single"', "unknown option 'article'; accepted: actions, agencies, articles"),
        ('articles = "some"', "aggressive"),
        ("gazetteer = 5", "gazetteer=5 is not accepted"),
        ('boilerplate = "nowhere.json"', "nowhere.json"),
        ('[actions]\ncaption = "burn"', "burn"),
    ],
)
def test_toml_that_makes_no_sense_is_refused_by_name(text, message):
    with pytest.raises((nc.OptionError, OSError), match=message):
        nc.Pipeline.from_toml(text)


def test_the_hash_knows_every_choice_but_the_threads(desk, model):
    variants = [
        {},
        {"articles": "single"},
        {"actions": {"caption": "keep"}},
        {"disable": ["newsletter"]},
        {"agencies": {"Nordwire": ["NWA"]}},
        {"lang": "en"},
        {"line_breaks": "wrapped"},
        {"second_mentions": False},
        {"gazetteer": desk},
        {"boilerplate": model},
    ]
    hashes = {nc.Pipeline(**options).hash for options in variants}
    assert len(hashes) == len(variants)
    assert {nc.Pipeline(n_threads=2, **options).hash for options in variants} == hashes


def test_the_hash_goes_into_manifest_and_tables(tmp_path):
    out = nc.Pipeline(articles="single").run(["The dock reopened."])
    out.write_parquet(tmp_path)
    for name in ("pages", "sentences"):
        metadata = pq.read_schema(tmp_path / f"{name}.parquet").metadata
        assert (
            metadata[b"newscore.pipeline"].decode() == out.manifest["pipeline"] == nc.Pipeline(articles="single").hash
        )
        assert metadata[b"newscore.table"].decode() == name
        assert getattr(out.to_pandas(), name).attrs["newscore.pipeline"] == out.manifest["pipeline"]


def frames(make, size):
    texts = [f"Dock {n} reopened. Ships queued.\nSource link" for n in range(7)]
    texts[3] = None
    ids = [f"page-{n}" for n in range(7)]
    return [make({"text": texts[at : at + size], "id": ids[at : at + size]}) for at in range(0, 7, size)]


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table], ids=["pandas", "polars", "arrow"])
@pytest.mark.parametrize("size", [1, 3, 7])
def test_a_stream_is_one_run(make, size):
    pipe = nc.Pipeline()
    whole = pipe.run(frames(make, 7)[0], id="id").to_arrow()
    for on_error in ("raise", "reject"):
        parts = [out.to_arrow() for out in pipe.stream(frames(make, size), id="id", on_error=on_error)]
        for name in ("pages", "articles", "segments", "sentences"):
            assert pa.concat_tables([getattr(part, name) for part in parts]).equals(getattr(whole, name))


def test_a_stream_takes_a_batch_when_the_one_before_was_taken():
    taken = []

    def batches():
        for n in range(5):
            taken.append(n)
            yield ["The dock reopened."]

    stream = nc.Pipeline().stream(batches())
    for n, out in enumerate(stream):
        assert taken == list(range(n + 1))
        assert out.pages["page_id"] == [n]


def test_rows_in_are_rows_out_and_rejects():
    batches = [
        pd.DataFrame({"text": ["a", 5, None, "b"], "id": ["x", "y", "z", None], "day": ["2026-11-05", None, "", None]}),
        pd.DataFrame({"text": ["c", "d", b"e"], "id": ["x", 7, "w"], "day": [None, None, None]}),
        pd.DataFrame({"text": ["f", "g"], "id": ["v", "u"], "day": [3.5, None]}),
    ]
    outs = list(nc.Pipeline().stream(batches, id="id", published="day", on_error="reject"))
    assert [out.pages["page_id"].tolist() for out in outs] == [["x", "z"], [], ["u"]]
    assert [tuple(reject) for out in outs for reject in out.rejects] == [
        (1, "y", "the text is int, not str"),
        (3, None, "the id is null"),
        (4, "x", "the id stands twice"),
        (5, 7, "the id is int, those before are str"),
        (6, "w", "the text is bytes, not str"),
        (7, "v", "published must be a date, a datetime or an ISO string, not float"),
    ]
    assert outs[1].manifest["rejects"][0] == {"row": 4, "page_id": "x", "reason": "the id stands twice"}
    assert sum(out.n_pages + len(out.rejects) for out in outs) == sum(map(len, batches))


def test_without_ids_rows_keep_their_numbers():
    outs = nc.Pipeline().stream([["a", 5, "b"], iter(["c", None])], on_error="reject")
    assert [out.pages["page_id"] for out in outs] == [[0, 2], [3, 4]]


def test_a_stream_refuses_what_it_does_not_know():
    for options, error, message in [
        ({"on_error": "skip"}, nc.OptionError, "raise, reject"),
        ({"txt": "body"}, TypeError, "no option 'txt'; accepted: carry"),
    ]:
        with pytest.raises(error, match=message):
            nc.Pipeline().stream([], **options)
    with pytest.raises(nc.TableError, match="no column 'url'"):
        list(nc.Pipeline().stream([pd.DataFrame({"text": ["a"]})], id="url", on_error="reject"))


def test_agencies_of_ones_own():
    story = "Harbour reopens after storm\n{}\nThe port of Osk reopened on Monday, and the ships came back to the quay."
    pipe = nc.Pipeline(agencies={"Nordwire": ["NWA"], "Desk": "DSK"})
    assert pipe(story.format("NWA, OSK")).articles[0].agency == "Nordwire"
    assert pipe(story.format("DSK")).articles[0].agency == "Desk"
    assert nc.analyze(story.format("NWA, OSK")).articles[0].agency is None
    assert pipe == nc.Pipeline(agencies={"Desk": ["DSK"], "Nordwire": ("NWA",)})
    assert pickle.loads(pickle.dumps(pipe))(story.format("NWA, OSK")).articles[0].agency == "Nordwire"  # noqa: S301
    # What a caller says of a sign goes before the table.
    own = nc.Pipeline(agencies={"Old Town Sun": ["AFP"]})
    assert own(story.format("AFP, OSK")).articles[0].agency == "Old Town Sun"


@pytest.mark.parametrize(
    ("agencies", "said"),
    [
        ({"Nordwire": [""]}, "1 to 40 bytes"),
        ({"Nordwire": ["N" * 41]}, "1 to 40 bytes"),
        ({"Nordwire": ["NWA"], "Northern Wire": ["NWA"]}, "agencies=NWA"),
    ],
)
def test_bad_agencies(agencies, said):
    with pytest.raises(nc.OptionError, match=said):
        nc.Pipeline(agencies=agencies)


def test_agencies_are_a_mapping():
    with pytest.raises(TypeError, match="not list"):
        nc.Pipeline(agencies=["NWA"])


def test_toml_takes_no_others_gazetteer(tmp_path, desk):
    other = nc.Gazetteer.from_dict({"Q1": ["Oslo"]})
    other.save(tmp_path / "desk.gaz")
    with pytest.raises(nc.OptionError, match=r"desk\.gaz is there already: save the gazetteer under another"):
        nc.Pipeline(gazetteer=desk).to_toml(tmp_path / "desk.toml")
    assert nc.Gazetteer.load(tmp_path / "desk.gaz") == other and not (tmp_path / "desk.toml").exists()
    # What the file itself has brought there goes with it.
    for gazetteer in (desk, desk, other):
        nc.Pipeline(gazetteer=gazetteer).to_toml(tmp_path / "mine.toml")
        assert nc.Gazetteer.load(tmp_path / "mine.gaz") == gazetteer


def test_a_folder_with_toml_and_gazetteer_can_be_moved(tmp_path, desk):
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "names").mkdir(parents=True)
    desk.save(here / "names" / "desk.gaz")
    pipe = nc.Pipeline(gazetteer=nc.Gazetteer.load(here / "names" / "desk.gaz"))
    pipe.to_toml(here / "pipe.toml")
    here.rename(there)
    assert nc.Pipeline.from_toml(there / "pipe.toml") == pipe
