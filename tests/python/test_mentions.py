"""Mentions of columns, and what is counted on them."""

import datetime

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import newscore as nc

GAZ = nc.Gazetteer.from_dict({"osk": ["Osk"], "oru": ["Ilse Oru", "Oru"]}, entity_type="thing")
TEXTS = ["“Osk” is where Ilse Oru lives.", None, "Osk, Osk", "nothing"]


def listed(column):
    return column.to_pylist() if hasattr(column, "to_pylist") else column.to_list()


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(TEXTS, index=[3, 4, 5, 6], name="body", dtype="object"),
        pd.Series(TEXTS, name="body", dtype="string"),
        pl.Series("body", TEXTS),
        pa.array(TEXTS),
        pa.chunked_array([TEXTS[:1], TEXTS[1:]]),
    ],
    ids=["pandas-object", "pandas-string", "polars", "arrow", "chunked"],
)
def test_find_over_a_column(column):
    result = GAZ.find(column)
    assert type(result).__module__ == type(column).__module__
    rows = listed(result)
    assert len(rows) == 4 and (rows[1] is None or rows[1] is pd.NA) and list(rows[3]) == []
    assert [(m["start"], m["end"], m["text"], m["entity_id"]) for m in rows[0]] == [
        (1, 4, "Osk", "osk"),
        (15, 23, "Ilse Oru", "oru"),
    ]
    if isinstance(column, pd.Series):
        assert list(result.index) == list(column.index) and result.name == "body"
    assert [len(m) for m in GAZ.find([text or "" for text in TEXTS])] == [2, 0, 2, 0]


def test_find_takes_text_only():
    with pytest.raises(TypeError, match="expected a str"):
        GAZ.find(5)
    assert GAZ.find(None) is None


def test_overlap():
    gaz = nc.Gazetteer.from_dict({"ny": ["New Osk"], "osk": ["Osk"]})
    assert [m.entity_id for m in gaz.find("New Osk", overlap="all")] == ["ny", "osk"]
    assert [[m.entity_id for m in found] for found in gaz.find(["New Osk"], overlap="priority")] == [["ny"]]
    with pytest.raises(nc.OptionError, match="unknown overlap"):
        gaz.find("New Osk", overlap="some")
    inside = gaz.find(pd.Series(["New Osk"]), overlap="all")
    assert [m["entity_id"] for m in inside[0]] == ["ny", "osk"]
    assert gaz.find_table(["New Osk"], overlap="all")["entity_id"] == ["ny", "osk"]
    text = "The storm hit New Osk on Monday, and the town of Osk on the day after that."
    page = nc.Pipeline(gazetteer=gaz, overlap="all")(text)
    assert [(m.text, m.start) for m in page.mentions] == [("New Osk", 14), ("Osk", 18), ("Osk", 49)]
    assert [(m.text, m.start) for m in gaz.find(text, overlap="all")] == [(m.text, m.start) for m in page.mentions]
    assert [m.text for m in nc.Pipeline(gazetteer=gaz)(text).mentions] == ["New Osk", "Osk"]
    with pytest.raises(nc.OptionError, match="unknown overlap"):
        nc.Pipeline(gazetteer=gaz, overlap="some")


def test_the_day_tells_who_holds_an_office():
    rows = {
        "entity_id": ["ada", "ben"],
        "type": ["person"] * 2,
        "alias": ["President Quill"] * 2,
        "valid_from": ["2020", "2024-05"],
        "valid_to": ["2024-04", None],
    }
    gaz = nc.Gazetteer.from_frame(pd.DataFrame(rows))
    text = "President Quill said on Monday that the ferries would sail again in spring."
    assert [m.entity_id for m in nc.analyze(text, gaz, published="2022-03-04").mentions] == ["ada"]
    assert [m.entity_id for m in nc.analyze(text, gaz, published="2026-11-26").mentions] == ["ben"]
    mention = nc.analyze(text, gaz).mentions[0]
    assert mention.entity_id is None
    assert [c.entity_id for c in mention.candidates] == ["ada", "ben"]
    pages = pd.DataFrame({"text": [text] * 2, "date": ["2022-03-04", "2026-11-26"]})
    out = nc.run(pages, text="text", published="date", gazetteer=gaz)
    assert list(out.mentions["entity_id"]) == ["ada", "ben"]


def test_the_language_tells_which_aliases_are_sought(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("entity_id,type,alias,lang\nosk,city,Osk,en\nosk,city,Oske,de\noru,city,Oru,\n", encoding="utf-8")
    gaz = nc.read_gazetteer(path)
    text = "Osk, Oske, Oru"
    said = lambda mentions: [mention.text for mention in mentions]  # noqa: E731
    assert said(gaz.find(text)) == ["Osk", "Oske", "Oru"]
    assert said(gaz.find(text, lang="en")) == ["Osk", "Oru"]
    assert said(gaz.find(text, lang="de-AT", overlap="all")) == ["Oske", "Oru"]
    assert gaz.find_table([text], lang="de")["text"] == ["Oske", "Oru"]
    assert [m["text"] for m in listed(gaz.find(pa.array([text]), lang="en"))[0]] == ["Osk", "Oru"]
    english = "The mayor of Osk said on Monday that the ferry to Oske and Oru would be closed for the winter.\n"
    german = "Der Bürgermeister von Oske sagte am Montag, dass die Fähre nach Osk und Oru den Winter über ruht.\n"
    assert said(nc.analyze(english * 3, gazetteer=gaz).mentions) == ["Osk", "Oru"] * 3
    assert said(nc.analyze(german * 3, gazetteer=gaz).mentions) == ["Oske", "Oru"] * 3
    assert said(nc.analyze(text, gazetteer=gaz).mentions) == ["Osk", "Oske", "Oru"]
    assert said(nc.Pipeline(gazetteer=gaz, lang="de")(english).mentions) == ["Oske", "Oru"]


def test_a_language_is_a_code(tmp_path):
    for find in (GAZ.find, GAZ.find_table):
        with pytest.raises(nc.OptionError, match=r"lang=.*\"german\".*en, de, pt-BR"):
            find(["Osk"], lang="german")
    path = tmp_path / "names.csv"
    path.write_text("entity_id,type,alias,lang\nosk,city,Osk,German\nelm,city,Elm,en\n", encoding="utf-8")
    assert nc.read_gazetteer(path).report.refused == [
        (2, 'lang="German" is not accepted: a language code is needed: en, de, pt-BR ...')
    ]


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table], ids=["pandas", "polars", "arrow"])
def test_find_table(make):
    frame = make({"url": list("abcd"), "body": TEXTS})
    table = GAZ.find_table(frame, text="body", id="url")
    assert type(table) is type(frame)
    assert listed(table["url"]) == ["a", "a", "c", "c"]
    assert listed(GAZ.find_table(frame, text="body")["row"]) == [0, 0, 2, 2]
    assert listed(nc.counts(table)["entity_id"]) == ["osk", "oru"]
    with pytest.raises(nc.TableError, match="no column 'text'"):
        GAZ.find_table(frame)


def test_counts():
    table = GAZ.find_table(TEXTS)
    rows = nc.counts(table, total=3).to_pylist()
    assert rows[0] == {"entity_id": "osk", "n": 3, "n_articles": 2, "denominator": 3, "share": 2 / 3}
    assert nc.counts(table, by=["entity_type", "entity_id"]).column_names[:2] == ["entity_type", "entity_id"]
    assert nc.counts(table, kinds=["demonym"]).num_rows == 0
    with pytest.raises(nc.OptionError, match="unknown unit 'word'"):
        nc.counts(table, unit="word")
    with pytest.raises(nc.TableError, match="no column nope"):
        nc.counts(table, by="nope")


def test_counts_of_a_run():
    out = nc.run(pd.DataFrame({"text": ["Osk reopened on Monday.\nIlse Oru said so.", "Osk slept."]}), gazetteer=GAZ)
    assert nc.counts(out)["n_articles"].tolist() == [2, 1]
    assert nc.counts(out.mentions, unit="sentence")["denominator"].tolist() == [3, 3]
    assert len(nc.cooccurrence(out)) == 1 and len(nc.cooccurrence(out, unit="sentence")) == 0


def test_demonyms_and_capitals_do_not_count_by_default():
    table = nc.Gazetteer.builtin().find_table(["Norwegian ships left Norway."])
    assert nc.counts(table)["n"].to_pylist() == [1]
    assert nc.counts(table, kinds="demonym").to_pylist() == nc.counts(table, kinds=["demonym"]).to_pylist() != []
    with pytest.raises(nc.OptionError, match=r"unknown kind 'demonyms'; accepted: name, .*, demonym, capital"):
        nc.cooccurrence(table, kinds=["demonyms"])
    with pytest.raises(nc.OptionError, match="total=0"):
        nc.counts(table, total=0)


def test_kwic():
    table = GAZ.find_table(TEXTS)
    row = nc.kwic(table, TEXTS, width=6, entity="oru").to_pylist()
    assert row == [{"row": 0, "start": 15, "entity_id": "oru", "left": "where ", "text": "Ilse Oru", "right": " lives"}]
    with pytest.raises(nc.OptionError, match="width=-1"):
        nc.kwic(table, TEXTS, width=-1)


def test_kwic_of_a_series_goes_by_its_ids():
    frame = pd.DataFrame({"url": ["b", "a"], "n": [1, 0], "text": ["Osk slept.", "Over in Osk."]}, index=[1, 0])
    for index in ("url", "n"):
        out = nc.run(frame, id=index, gazetteer=GAZ)
        assert nc.kwic(out.mentions, frame.set_index(index)["text"])["left"].tolist() == ["", "Over in "]
    out = nc.run(frame, gazetteer=GAZ)
    for texts in (frame["text"], frame["text"].tolist(), frame.set_index("url")["text"]):
        assert nc.kwic(out.mentions, texts)["left"].tolist() == ["", "Over in "]
    with pytest.raises(KeyError, match="texts has no page 1"):
        nc.kwic(out, {0: "Osk slept."})


def test_timeline():
    table = GAZ.find_table(TEXTS)
    dates = {0: "2025-12-31", 2: pd.Timestamp("2026-01-02")}
    rows = nc.timeline(table, date=dates, freq="year").to_pylist()
    assert [(row["period"], row["entity_id"], row["n"]) for row in rows] == [
        ("2025", "oru", 1),
        ("2025", "osk", 1),
        ("2026", "osk", 2),
    ]
    assert nc.timeline(table, date={}).num_rows == 0
    for freq, periods in (
        ("day", ["2025-12-31", "2026-01-02"]),
        ("week", ["2026-W01", "2026-W01"]),
        ("M", ["2025-12", "2026-01"]),
        ("quarter", ["2025-Q4", "2026-Q1"]),
    ):
        rows = nc.timeline(table, date=dates, freq=freq).to_pylist()
        assert [row["period"] for row in rows if row["entity_id"] == "osk"] == list(dict.fromkeys(periods)), freq
    with pytest.raises(nc.OptionError, match="unknown freq 'hour'; accepted: day, week, month, quarter, year"):
        nc.timeline(table, date=dates, freq="hour")


@pytest.mark.parametrize(
    "when",
    ["2026-11-05", "20261105T093000Z", "Thu, 05 Nov 2026 09:30:00 GMT", pd.Timestamp("2026-11-05 23:59"),
     np.datetime64("2026-11-05T10:00"), datetime.date(2026, 11, 5)],
)  # fmt: skip
def test_days_of_every_kind(when):
    table = nc.Gazetteer.from_dict({"osk": ["Osk"]}).find_table(["Osk"])
    assert nc.timeline(table, date={0: when}, freq="week")["period"].to_pylist() == ["2026-W45"]
    assert nc.timeline(table, date=pd.Series([when]), freq="year")["period"].to_pylist() == ["2026"]


def test_days_that_are_none():
    table = nc.Gazetteer.from_dict({"osk": ["Osk"]}).find_table(["Osk"])
    for null in (None, "", float("nan"), pd.NaT):
        assert nc.timeline(table, date={0: null}).num_rows == 0
    assert nc.timeline(table, date={0: "2026-11"})["period"].to_pylist() == ["2026-11"]
    with pytest.raises(nc.OptionError, match="date='Nov 5' is no ISO date"):
        nc.timeline(table, date={0: "Nov 5"})


@pytest.mark.parametrize("library", ["to_pandas", "to_polars", "to_arrow"])
def test_a_run_is_counted_by_what_its_pages_have(library):
    frame = pd.DataFrame({"text": ["Osk slept.", "Osk woke.", "Oru"], "outlet": ["x", "y", "x"]})
    out = getattr(nc.run(frame, carry=["outlet"], gazetteer=GAZ), library)()
    rows = pl.DataFrame(nc.counts(out, by=["outlet", "entity_id"], names=GAZ)).to_dicts()
    assert [(row["outlet"], row["entity_id"], row["name"], row["n"]) for row in rows] == [
        ("x", "oru", "Ilse Oru", 1), ("x", "osk", "Osk", 1), ("y", "osk", "Osk", 1),
    ]  # fmt: skip
    rows = pl.DataFrame(nc.timeline(out, date=["2026-11-05"] * 3, by="outlet")).to_dicts()
    assert [(row["outlet"], row["n"]) for row in rows] == [("x", 2), ("y", 1)]
    with pytest.raises(nc.TableError, match="no column desk"):
        nc.counts(out, by="desk")


@pytest.mark.parametrize("library", ["to_polars", "to_arrow"])
def test_nothing_counted_has_types(library):
    out = getattr(nc.run(["Rain fell."], gazetteer=GAZ), library)()
    for made in (nc.counts(out, total=1), nc.timeline(out, date={})):
        schema = pl.DataFrame(made).schema
        assert schema["entity_id"] == pl.String and schema["n"] == pl.Int64


def test_what_has_no_mentions_is_refused():
    for call in (nc.counts, nc.cooccurrence, lambda given: nc.timeline(given, date={})):
        with pytest.raises(TypeError, match="mentions must be a run's result or a table of mentions, not list"):
            call([nc.analyze("Osk")])


def test_a_run_knows_its_dates():
    frame = pd.DataFrame({"text": ["Osk slept.", "Osk woke."], "day": ["2026-11-02", "2026-11-09"]})
    out = nc.run(frame, published="day", carry=["day"], gazetteer=GAZ)
    for column in ("published", "day"):
        assert nc.timeline(out, date=column, freq="week")["period"].to_list() == ["2026-W45", "2026-W46"]
    with pytest.raises(nc.TableError, match="no column when"):
        nc.timeline(out, date="when")


def test_names_beside_ids():
    table = GAZ.find_table(TEXTS)
    plain = nc.counts(table).to_pandas()
    for names in (GAZ, GAZ.entities, {"oru": "Ilse Oru"}):
        known = names if isinstance(names, dict) else GAZ.entities.names
        named = nc.counts(table, names=names).to_pandas()
        assert list(named.columns)[:2] == ["entity_id", "name"]
        assert named.drop(columns="name").equals(plain)
        assert named["name"].isna().tolist() == [entity not in known for entity in named["entity_id"]]
    assert nc.counts(table, names=GAZ).to_pydict()["name"] == [GAZ.entities[one].name for one in plain["entity_id"]]
    assert {"name_a", "name_b"} < set(nc.cooccurrence(table, names=GAZ).column_names)
    assert "name" in nc.timeline(table, date={}, names=GAZ).column_names
    with pytest.raises(nc.OptionError, match="names go with the column entity_id"):
        nc.counts(table, by="entity_type", names=GAZ)
    with pytest.raises(TypeError, match="names must be a Gazetteer"):
        nc.counts(table, names="desk.csv")


def test_coverage():
    texts = ["He met Signe Moe in Osk. Then Signe Moe left.", "They saw Signe Moe, and Ilse Orru, of Osk.", None]
    missed = GAZ.coverage(texts, most=3, width=8)
    assert missed[0] == (
        "Signe Moe",
        3,
        None,
        ["He met Signe Moe in Osk.", "k. Then Signe Moe left.", "hey saw Signe Moe, and Il"],
    )
    assert (missed[1].text, missed[1].near) == ("Ilse Orru", "Ilse Oru")
    assert len(missed) == 2


def test_coverage_names_no_days_and_months():
    missed = GAZ.coverage(["It was on Monday, in March, on Tues. Nov. 3, with April Moe on a Sunday in May."])
    assert [one.text for one in missed] == ["April Moe"]
    assert [one.text for one in GAZ.coverage(["It was in Narvik — The ships left — She said."])] == ["Narvik"]
