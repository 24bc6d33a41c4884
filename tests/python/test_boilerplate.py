"""Boilerplate learned from a publisher's pages: what is dropped, what a guard keeps, and the model as an object."""

import itertools
import json
import pickle
import random

import pytest

import newscore as nc

STORIES = [
    (
        "Harbour cranes stand still",
        "Dockers in Osk laid down their tools on Monday over a new rota for the night shift.",
    ),
    (
        "Ferry fares to rise",
        "Crossing the sound will cost a tenth more from spring, the ferry company told its passengers.",
    ),
    (
        "Old mill becomes a school",
        "The brick mill by the canal opens as a school for two hundred children next autumn.",
    ),
    ("Storm takes the roof", "A gale tore the roof from the market hall of Lurne and threw it across three gardens."),
    (
        "Bakers win their case",
        "Judges found for the bakers of Osk, who had sued over the price of flour in a dry year.",
    ),
    (
        "Bridge gets a new lane",
        "Cyclists may use a lane of their own on the long bridge once the painters have gone home.",
    ),
]


def page(number, *, extra=""):
    title, text = STORIES[number]
    return (
        f"The Osk Herald\nWeather desk\n{title}\n\nReading it takes {number + 2} minutes\n\n{text}\n\n"
        f"Neighbours said that they had waited for the news of item {number} since last winter.\n{extra}\n"
        "Keep local news alive with a gift to our trust fund.\nMost talked about\n"
    )


PAGES = [page(number) for number in range(6)]


@pytest.fixture(scope="module")
def model():
    return nc.BoilerplateModel().fit(PAGES, source="herald")


def verdicts(model):
    return {rule["template"]: rule["verdict"] for rule in model.rules_}


def test_furniture_goes_and_the_story_stays(model):
    out = model.transform(PAGES, source=["herald"] * 6)
    for number, text in enumerate(out):
        assert STORIES[number][1] in text
        assert f"item {number}" in text
        for furniture in ("Osk Herald", "Weather desk", "Reading it", "trust fund", "talked about"):
            assert furniture not in text


def test_a_page_the_model_has_not_seen(model):
    text = model.transform(
        "The Osk Herald\nFog closed the port of Lurne until noon.\nReading it takes 9 minutes", source="herald"
    )
    assert text == "Fog closed the port of Lurne until noon."


def test_the_review_table(model):
    rules = model.rules_.to_pylist()
    assert rules == sorted(rules, key=lambda rule: (rule["source"], rule["rule"], rule["template"]))
    read = next(rule for rule in rules if rule["rule"] == "corpus-template")
    assert (read["template"], read["pages"], read["share"]) == ("Reading it takes {n} minutes", 6, 1.0)
    assert read["example"] == "Reading it takes 2 minutes"
    assert list(read) == ["source", "rule", "template", "example", "pages", "share", "verdict", "reason"]
    assert model.sources_.to_pylist() == [{"source": "herald", "pages": 6, "stories": 6}]


def test_segments_name_the_rule_and_the_share(model):
    pipe = nc.Pipeline(boilerplate=model)
    found = {segment.text: segment for segment in pipe(PAGES[0], source="herald").segments}
    assert (found["Weather desk"].rule, found["Weather desk"].score) == ("corpus-line", 1.0)
    assert found["Weather desk"].action == "drop"
    assert found["Reading it takes 2 minutes"].rule == "corpus-template"
    assert found["Harbour cranes stand still"].label == "headline"
    without = nc.Pipeline(boilerplate=model, disable=["corpus-line"])(PAGES[0], source="herald")
    assert {segment.rule for segment in without.segments} & {"corpus-line", "corpus-template"} == {"corpus-template"}
    assert {rule["name"] for rule in nc.rules()} >= {"corpus-line", "corpus-template"}


def test_without_a_known_source_only_the_labeller_works(model):
    assert model.transform(PAGES, source="another") == nc.clean(PAGES)
    assert model.transform(PAGES, source=[None] * 6) == nc.clean(PAGES)
    assert nc.Pipeline(boilerplate=model)(PAGES[0]).text == nc.clean(PAGES[0])


def test_too_few_pages_learn_nothing():
    model = nc.BoilerplateModel(min_pages=5).fit(PAGES[:4], source="herald")
    assert len(model.rules_) == 0
    assert model.transform(PAGES, source="herald") == nc.clean(PAGES)


def test_one_story_on_two_pages_does_not_eat_itself():
    body = "\n\n".join(
        f"Paragraph {n} of the long report on the canal has its own few facts to tell." for n in range(6)
    )
    first = f"The Osk Herald\nCanal report\n\n{body}\n\nWeather desk"
    added = "A seventh paragraph came in after nightfall on Monday."
    second = f"The Osk Herald\nCanal report, updated\n\n{body}\n\n{added}\n\nWeather desk"
    pages = [*PAGES, first, second]
    model = nc.BoilerplateModel().fit(pages, source="herald")
    assert model.sources_[0] == {"source": "herald", "pages": 8, "stories": 7}
    for text in model.transform([first, second], source="herald"):
        assert "Paragraph 0" in text
        assert "Paragraph 5" in text
        assert "Weather desk" not in text
    assert not any(template.startswith("Paragraph") for template in verdicts(model))


def test_guards():
    background = "The canal was dug by hand in the years of the great drought, two centuries ago."
    quotation = "“We have been here before,” the mayor said."
    pages = [
        page(
            number,
            extra=f"{background}\n{quotation}\nThe council of ward {number} meets again on the first day of May.",
        )
        if number < 2
        else page(number)
        for number in range(6)
    ]
    rules = {rule["template"]: rule for rule in nc.BoilerplateModel().fit(pages, source="herald").rules_}
    assert (rules[background]["verdict"], rules[background]["pages"]) == ("keep", 2)
    assert (rules[quotation]["verdict"], rules[quotation]["reason"]) == ("keep", "a quotation")
    column = [f"Letters to the Herald\n{text}" for _, text in STORIES[:2]] + [text for _, text in STORIES[2:]]
    rules = {rule["template"]: rule for rule in nc.BoilerplateModel().fit(column, source="herald").rules_}
    assert rules["Letters to the Herald"]["reason"] == "stands over a story"
    leads = [f"OSK (Nordwire) —\n{text}" for text in PAGES]
    rules = {rule["template"]: rule for rule in nc.BoilerplateModel().fit(leads, source="herald").rules_}
    assert rules["OSK (Nordwire) —"]["verdict"] == "keep"


def test_a_title_that_other_pages_announce_stays_the_headline():
    teasers = "\n".join(title for title, _ in STORIES)
    pages = [f"{text}\n{teasers}\n" for text in PAGES]
    model = nc.BoilerplateModel().fit(pages, source="herald")
    pipe = nc.Pipeline(boilerplate=model)
    story = (
        "Ferry fares to rise\n\nFares on the ferry rise by a tenth from spring. A ferry pass will cost thirty crowns."
    )
    assert verdicts(model)["Ferry fares to rise"] == "drop"
    assert pipe(story, source="herald").articles[0].headline == "Ferry fares to rise"
    assert "Old mill becomes a school" not in pipe(pages[0], source="herald").text


def test_order_batches_and_threads_do_not_matter(model):
    sources = ["herald"] * 6 + ["gazette"] * 6
    pairs = list(zip(PAGES + [text.replace("Herald", "Gazette") for text in PAGES], sources, strict=True))
    both = nc.BoilerplateModel().fit([text for text, _ in pairs], source=sources)
    shuffled = random.Random(7).sample(pairs, len(pairs))  # noqa: S311
    texts, names = zip(*shuffled, strict=True)
    assert nc.BoilerplateModel().fit(texts, source=names) == both
    assert nc.BoilerplateModel().fit(iter(texts), source=iter(names)) == both
    assert nc.BoilerplateModel().fit(iter([*texts, None]), source=itertools.chain(names, ["herald"])) == both
    halves = iter([list(texts[:5]), list(texts[5:])]), iter([list(names[:5]), list(names[5:])])
    assert nc.BoilerplateModel().fit(halves[0], source=halves[1]) == both
    one = nc.BoilerplateModel(n_threads=1).fit(texts, source=names)
    assert one.to_json() == both.to_json()
    assert nc.BoilerplateModel().fit(PAGES + PAGES[:2], source="herald").rules_.to_pylist() == model.rules_.to_pylist()


def test_a_sample_is_held_whatever_the_order():
    pages = [f"The Osk Herald\nItem {n} of a long list was sold for {n} crowns on the second day." for n in range(40)]
    a = nc.BoilerplateModel(max_pages=10).fit(pages, source="herald")
    b = nc.BoilerplateModel(max_pages=10).fit(pages[::-1], source="herald")
    assert a == b
    assert a.sources_[0] == {"source": "herald", "pages": 40, "stories": 10}


def test_overrides(model):
    changed = model.with_overrides({("herald", "Weather desk"): "keep"})
    assert verdicts(model)["Weather desk"] == "drop"
    assert verdicts(changed)["Weather desk"] == "keep"
    assert "Weather desk" in changed.transform("Rain fell.\nWeather desk\nIt stopped.", source="herald")
    assert {rule["reason"] for rule in changed.rules_ if rule["verdict"] == "keep"} == {"set by hand"}
    with pytest.raises(nc.OptionError, match="accepted: keep, drop"):
        model.with_overrides({("herald", "Weather desk"): "hide"})
    with pytest.raises(nc.OptionError, match="no such line or template"):
        model.with_overrides({("herald", "Sports desk"): "drop"})
    with pytest.raises(nc.OptionError, match="fitted sources: herald"):
        model.with_overrides({("gazette", "Weather desk"): "drop"})
    with pytest.raises(nc.OptionError, match="pairs"):
        model.with_overrides({"Weather desk": "drop"})


def test_saved_and_read_again(model, tmp_path):
    changed = model.with_overrides({("herald", "Weather desk"): "keep"})
    changed.save(tmp_path / "model.json")
    again = nc.BoilerplateModel.load(tmp_path / "model.json")
    assert again == changed != model
    assert again.transform(PAGES, source="herald") == changed.transform(PAGES, source="herald")
    lines, other = changed.to_json().splitlines(), model.to_json().splitlines()
    assert sum(a != b for a, b in zip(lines, other, strict=True)) == 1
    assert json.loads(changed.to_json())["min_pages"] == 5
    with pytest.raises(nc.TableError, match="line 1"):
        nc.BoilerplateModel.from_json("{}")
    with pytest.raises(nc.OptionError, match="format"):
        nc.BoilerplateModel.from_json(model.to_json().replace('"format": 1', '"format": 99'))


def test_an_object_like_others(model):
    assert pickle.loads(pickle.dumps(model)) == model  # noqa: S301
    clone = type(model)(**model.get_params())
    assert clone.get_params() == model.get_params()
    assert clone != model
    assert clone.set_params(min_pages=3, min_share=0.5) is clone
    assert clone.get_params()["min_pages"] == 3
    with pytest.raises(nc.OptionError, match="min_pages, min_share, max_pages, n_threads"):
        clone.set_params(pages=3)
    assert model != "model"
    assert "6 rules of 1 sources" not in repr(nc.BoilerplateModel())


def test_fitting_again_replaces_and_leaves_pipelines_alone():
    model = nc.BoilerplateModel().fit(PAGES, source="herald")
    pipe = nc.Pipeline(boilerplate=model)
    twin = pickle.loads(pickle.dumps(pipe))  # noqa: S301
    assert twin == pipe != nc.Pipeline()
    model.fit([text.replace("Weather", "Sports") for text in PAGES], source="gazette")
    assert {rule["source"] for rule in model.rules_} == {"gazette"}
    assert "Weather desk" not in pipe(PAGES[0], source="herald").text
    assert pipe.boilerplate != model


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_pages": 1}, "min_pages=1 .* at least 2"),
        ({"min_pages": -3}, "min_pages=-3 .* at least 2"),
        ({"min_pages": 2.5}, "min_pages=2.5 .* whole number"),
        ({"min_share": 0}, "min_share=0 .* above 0"),
        ({"max_pages": 3}, "max_pages=3 .* min_pages"),
        ({"n_threads": 0}, "n_threads=0"),
    ],
)
def test_options_that_make_no_sense(options, message):
    with pytest.raises(nc.OptionError, match=message):
        nc.BoilerplateModel(**options)


def test_calls_that_make_no_sense(model):
    new = nc.BoilerplateModel()
    for call in (
        lambda: new.transform(PAGES, source="herald"),
        lambda: new.rules_,
        new.to_json,
        lambda: nc.Pipeline(boilerplate=new),
    ):
        with pytest.raises(nc.NotFittedError, match=r"call fit\(texts, source=sources\) first"):
            call()
    for verb in (new.fit, model.transform):
        with pytest.raises(nc.OptionError, match="source=None is not accepted"):
            verb(PAGES)
        with pytest.raises(nc.OptionError, match="source has 2 values, texts 6"):
            verb(PAGES, source=["herald", "gazette"])
        with pytest.raises(TypeError, match="item 1 must be str or null, not int"):
            verb(PAGES[:2], source=["herald", 7])
        with pytest.raises(TypeError, match="item 1 must be str or null, not int"):
            verb(["a", 7], source="herald")
    with pytest.raises(nc.OptionError, match="source ends after 3 items"):
        new.fit(iter(PAGES), source=iter(["herald"] * 3))
    with pytest.raises(nc.OptionError, match="source goes on after the 6 items"):
        new.fit(iter(PAGES), source=["herald"] * 9)
    with pytest.raises(TypeError, match=r"texts must be a list or a column of str, .*, not int"):
        new.fit(iter([7]), source="herald")
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    frame = pd.DataFrame({"text": PAGES})
    for texts, source in (
        (frame, "herald"),
        (pl.DataFrame(frame), "herald"),
        (iter([frame]), "herald"),
        (PAGES, frame),
    ):
        with pytest.raises(TypeError, match=r"(texts|source) must be .* df\['text'\], not a DataFrame"):
            new.fit(texts, source=source)
    with pytest.raises(TypeError, match="single str"):
        new.fit(PAGES[0], source="herald")


def test_columns_of_other_libraries(model):
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    frame = pandas.DataFrame({"text": [*PAGES, None], "outlet": ["herald"] * 6 + ["gazette"]}, index=range(10, 17))
    fitted = nc.BoilerplateModel().fit(frame["text"], source=frame["outlet"])
    assert fitted.rules_.to_pylist() == model.rules_.to_pylist()
    out = fitted.transform(frame["text"], source=frame["outlet"])
    assert out.index.equals(frame.index)
    assert out.name == "text"
    assert out.tolist()[:6] == model.transform(PAGES, source="herald")
    assert pandas.isna(out.iloc[6])
    column = polars.Series("text", [*PAGES, None])
    assert nc.BoilerplateModel().fit(column, source="herald") == model
    assert model.transform(column, source="herald").to_list() == [*model.transform(PAGES, source="herald"), None]
    tables = nc.run(frame, source="outlet", boilerplate=fitted)
    assert "corpus-line" in set(tables.segments["rule"])
    assert "boilerplate" in tables.manifest["versions"]


def test_any_text_is_accepted(model):
    odd = ["", "\n\n", "\ud800 Weather desk\nWeather desk\n\ud800", "\u2028".join(PAGES[0].split("\n")), "x" * 100_000]
    fitted = nc.BoilerplateModel(min_pages=2).fit(odd, source="herald")
    assert len(fitted.transform(odd, source="herald")) == len(odd)
    assert model.transform(odd, source="herald")[2] == "\ud800"
    assert list(itertools.islice(nc.BoilerplateModel().fit([], source=[]).rules_, 1)) == []


def test_fit_transform():
    new = nc.BoilerplateModel()
    assert new.fit_transform(PAGES, source="herald") == new.transform(PAGES, source="herald")
    again = nc.BoilerplateModel().fit_transform(iter(PAGES), source=iter(["herald"] * 6))
    assert again == new.transform(PAGES, source="herald")


def test_a_story_asked_for_again_and_again_is_no_furniture():
    story = (
        "Copper prices rose on Monday after workers at the Osk mine voted to strike, the union said.\n"
        "The vote, held over three days, was backed by nine in ten of the members who took part.\n"
        "The company said that it would meet the union on Thursday and that production had not been affected.\n"
        "Analysts expect that a strike of two weeks would take some 40,000 tonnes of copper from the market.\n"
    )
    teasers = ["Six ports to watch", "How the storm changed Osk", "The last ferry to Alca", "Ten walks along the coast"]
    crawls = [teasers[n % 4] + "\n" + story + teasers[(n + 1 + n // 4) % 4] for n in range(6)]
    fitted = nc.BoilerplateModel().fit(crawls, source="herald")
    assert all(story.strip() in clean for clean in fitted.transform(crawls, source="herald"))
