"""Charts: built of what the tables say, drawn without network, refused by name where an option makes no sense."""

import sys

import pytest

import newscore as nc
from newscore._errors import MissingLibraryError, OptionError, TableError

alt = pytest.importorskip("altair")

from newscore import plots  # noqa: E402 - after the library that it needs

GAZ = nc.Gazetteer.from_dict({"osk": ["Osk"], "turku": ["Turku"], "varga": ["Varga"]})
TEXTS = ["Osk and Turku met. Osk won.", "Osk and Varga met.", "Turku slept.", None]
DATES = {0: "2026-01-03", 1: "2026-01-20", 2: "2026-04-01"}


@pytest.fixture(scope="module")
def out():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"text": [f"{text}\nShare" if text else text for text in TEXTS], "outlet": "Herald"})
    return nc.run(frame, source="outlet", gazetteer=GAZ)


def values(chart):
    return chart.to_dict()["data"]["values"]


@pytest.mark.parametrize("library", ["to_pandas", "to_polars", "to_arrow"])
def test_tidy_frames_are_drawn_as_the_run_they_count(out, library):
    made = getattr(out, library)()
    for freq in ("day", "week", "month", "quarter", "year"):
        drawn = plots.timeline(nc.timeline(made, date=DATES, freq=freq))
        assert drawn.to_dict() == plots.timeline(out, date=DATES, freq=freq).to_dict()
    assert plots.cooccurrence(nc.cooccurrence(made)).to_dict() == plots.cooccurrence(out).to_dict()
    by_type = plots.timeline(nc.timeline(made, date=DATES, by="entity_type"))
    assert {row["entity"] for row in values(by_type)} == {""}
    with pytest.raises(OptionError, match="date=None"):
        plots.timeline(out)


def test_timeline_counts_articles_and_shows_times_without_any(out):
    rows = values(plots.timeline(out, date=DATES, entities=["osk", "turku"]))
    assert [(row["period"], row["entity"], row["articles"]) for row in rows] == [
        ("2026-01", "osk", 2), ("2026-01", "turku", 1), ("2026-02", "osk", 0), ("2026-02", "turku", 0),
        ("2026-03", "osk", 0), ("2026-03", "turku", 0), ("2026-04", "osk", 0), ("2026-04", "turku", 1),
    ]  # fmt: skip
    assert {row["entity"] for row in values(plots.timeline(out, date=DATES, entities=1))} == {"osk"}


def test_names_instead_of_ids(out):
    names = {"osk": "Port of Osk", "varga": "Turku", "turku": "Turku"}
    drawn = {row["entity"] for row in values(plots.timeline(out, date=DATES, names=names))}
    assert drawn == {"Port of Osk", "Turku (turku)", "Turku (varga)"}
    assert {row["a"] for row in values(plots.cooccurrence(out, names=names))} == drawn
    assert {row["a"] for row in values(plots.cooccurrence(out, names=GAZ))} == {"Osk", "Turku", "Varga"}
    assert {row["entity"] for row in values(plots.timeline(out, date=DATES, names={}))} == {"osk", "turku", "varga"}


@pytest.mark.parametrize(("freq", "n"), [("year", 1), ("quarter", 2), ("month", 4), ("week", 14), ("day", 89)])
def test_every_period_from_the_first_to_the_last_is_there(out, freq, n):
    rows = values(plots.timeline(out, date=DATES, freq=freq, entities=["osk"]))
    assert len(rows) == n and sum(row["articles"] for row in rows) == 2


def test_cooccurrence_is_a_symmetric_matrix_of_the_table(out):
    found = {(row["a"], row["b"]): row["articles"] for row in values(plots.cooccurrence(out))}
    assert found == {("osk", "turku"): 1, ("turku", "osk"): 1, ("osk", "varga"): 1, ("varga", "osk"): 1}
    assert len({row["a"] for row in values(plots.cooccurrence(out, entities=2))}) == 2


def test_characters_are_those_of_the_manifest(out):
    for by in ("label", "rule", "source"):
        rows = values(plots.characters(out, by=by))
        cut = sum(row["characters"] for row in rows if row["outcome"] == "cut")
        assert cut == out.manifest["characters"]["drop"] == 3 * len("Share")


def test_before_after_adds_up_and_takes_the_pages_that_lost_most(out):
    rows = values(plots.before_after(out))
    assert {row["page"] for row in rows} == {"0", "1", "2"}
    assert sum(row["characters"] for row in rows) == out.manifest["characters"]["total"] - 3  # the line breaks
    assert {row["page"] for row in values(plots.before_after(out, pages=1))} == {"2"}


def test_frames_of_each_library_give_the_same_chart(out):
    given = [out, out.mentions, out.to_polars().mentions, out.to_arrow().mentions]
    charts = [values(plots.timeline(one, date=DATES)) for one in given]
    assert all(chart == charts[0] for chart in charts)


@pytest.mark.parametrize("name", ["timeline", "cooccurrence", "characters", "before_after"])
def test_every_chart_is_a_chart_and_is_drawn_without_network(out, name, tmp_path):
    chart = plots.timeline(out, date=DATES) if name == "timeline" else getattr(plots, name)(out)
    chart.properties(title="Mine").save(tmp_path / "chart.svg")
    svg = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert "Mine" in svg and "<script" not in svg
    assert alt.renderers.active == "svg"


@pytest.mark.parametrize("name", ["timeline", "cooccurrence", "characters", "before_after"])
def test_an_empty_run_gives_an_empty_chart(name):
    out = nc.run([None, ""], gazetteer=GAZ)
    chart = plots.timeline(out, date={}) if name == "timeline" else getattr(plots, name)(out)
    assert values(chart) == []


def test_options_are_refused_by_name(out):
    for call, told in [
        (lambda: plots.timeline(out, date=DATES, entities=11), "entities=11"),
        (lambda: plots.timeline(out, date=DATES, freq="hour"), "'hour'; accepted: day, week, month"),
        (lambda: plots.timeline(out, date=DATES, names=5), "names must be"),
        (lambda: plots.timeline(out, date=DATES, unit="text"), "article, page, sentence"),
        (lambda: plots.cooccurrence(out, entities=1), "entities=1"),
        (lambda: plots.characters(out, by="lable"), "label, rule, source"),
        (lambda: plots.before_after(out, pages=0), "pages=0"),
    ]:
        with pytest.raises((OptionError, TypeError), match=told):
            call()
    with pytest.raises(TableError, match="source='outlet'"):
        plots.characters(nc.run(["Rain fell."]), by="source")


def test_a_missing_library_is_named_with_the_command_that_brings_it(out, monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    plots._altair.cache_clear()
    try:
        with pytest.raises(MissingLibraryError, match=r'pip install "newscore\[notebook\]"'):
            plots.characters(out)
    finally:
        plots._altair.cache_clear()
