"""The starter gazetteer (seeds/gazetteer/*.csv) is well-formed and covers what it promises."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "seeds" / "gazetteer"
COLUMNS = ["entity_id", "type", "alias", "kind", "case", "source", "valid_from", "valid_to", "family_name", "prior"]
COLUMNS += ["context"]

KINDS = {"name", "abbreviation", "demonym", "capital", "acronym", "surname", "blocker"}
CASES = {"exact", "smart", "ignore"}
ORGANISATION_TYPES = {"organisation", "news-agency", "central-bank", "ministry"}
PLACE_TYPES = {"country", "city", "region"}
TYPES = PLACE_TYPES | ORGANISATION_TYPES | {"person", "commodity", "blocker"}

TYPES_OF_FILE = {
    "blockers.csv": {"blocker"},
    "cities.csv": {"city", "region"},
    "commodities.csv": {"commodity"},
    "countries.csv": {"country"},
    "leaders.csv": {"person"},
    "organisations.csv": ORGANISATION_TYPES,
}
# The invented people and bodies of the sample pages, in one file or several.
SAMPLE_FILES = sorted(path.name for path in FOLDER.glob("sample-people*.csv"))
TYPES_OF_FILE.update((name, {"person"} | ORGANISATION_TYPES) for name in SAMPLE_FILES)

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID_PATTERNS = {
    "country": r"[A-Z]{2}",
    "city": rf"city:{SLUG}",
    "region": rf"region:{SLUG}",
    "person": rf"(?:person|fictional):{SLUG}",
    "organisation": rf"(?:org|fictional-org):{SLUG}",
    "news-agency": rf"(?:org|fictional-org):{SLUG}",
    "central-bank": rf"(?:org|fictional-org):{SLUG}",
    "ministry": rf"(?:org|fictional-org):{SLUG}",
    "commodity": rf"commodity:{SLUG}",
    "blocker": "",
}

# ISO 3166-1 alpha-2, officially assigned.
ISO_3166_1 = set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
    MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
    UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()
)
KOSOVO = "XK"  # user-assigned, in wide use

# City states whose capital is the name itself, and territories that have none.
WITHOUT_CAPITAL = {"AQ", "BV", "GI", "HK", "HM", "IO", "MC", "MO", "SG", "TF", "TK", "UM", "VA"}


def read(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        header, *rows = list(csv.reader(handle))
    assert header == COLUMNS, name
    for line, row in enumerate(rows, start=2):
        assert len(row) == len(COLUMNS), f"{name}:{line} has {len(row)} fields"
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def tables():
    return {name: read(name) for name in TYPES_OF_FILE}


@pytest.fixture(scope="module")
def rows(tables):
    return [row for table in tables.values() for row in table]


def of_kind(table, kind):
    by_entity = defaultdict(list)
    for row in table:
        if row["kind"] == kind:
            by_entity[row["entity_id"]].append(row["alias"])
    return by_entity


def test_every_file_of_the_folder_is_known():
    assert {path.name for path in FOLDER.glob("*.csv")} == set(TYPES_OF_FILE)
    assert SAMPLE_FILES


@pytest.mark.parametrize("name", sorted(TYPES_OF_FILE))
def test_bytes_are_plain_utf8_with_unix_line_ends(name):
    raw = (FOLDER / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n") and not raw.endswith(b"\n\n")
    assert raw.decode("utf-8").splitlines()[0] == ",".join(COLUMNS)


@pytest.mark.parametrize("name", sorted(TYPES_OF_FILE))
def test_fields_are_quoted_only_where_csv_needs_it(name, tmp_path):
    copy = tmp_path / name
    with copy.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(read(name))
    assert copy.read_bytes() == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", sorted(TYPES_OF_FILE))
def test_rows_are_sorted(name, tables):
    keys = [(row["entity_id"], row["kind"], row["alias"]) for row in tables[name]]
    assert keys == sorted(keys)


@pytest.mark.parametrize("name", sorted(TYPES_OF_FILE))
def test_words_come_from_the_closed_lists(name, tables):
    for row in tables[name]:
        assert row["type"] in TYPES_OF_FILE[name] <= TYPES, row
        assert row["kind"] in KINDS, row
        assert row["case"] in CASES, row
        assert row["source"].strip() == row["source"] != "", row


def test_ids_are_well_formed_and_have_one_type(rows):
    type_of = {}
    for row in rows:
        assert re.fullmatch(ID_PATTERNS[row["type"]], row["entity_id"]), row
        if row["entity_id"]:
            assert type_of.setdefault(row["entity_id"], row["type"]) == row["type"], row


def test_no_alias_is_given_twice_to_one_entity(rows):
    counts = Counter((row["entity_id"], row["alias"]) for row in rows)
    assert [key for key, count in counts.items() if count > 1] == []


def test_aliases_have_no_stray_white_space_and_no_possessive(rows):
    for row in rows:
        alias = row["alias"]
        assert alias and alias == " ".join(alias.split()), row
        assert row["entity_id"] in ("GD", "org:moodys") or not alias.endswith("'s"), row  # St. George's, Moody's
        assert "’" not in alias, row  # the straight form only; the matcher treats both alike


def test_abbreviations_keep_their_case(rows):
    for row in rows:
        if row["kind"] in {"abbreviation", "acronym"}:
            assert row["case"] == "exact", row
        if row["kind"] in {"demonym", "capital"}:
            assert row["case"] == "smart" and row["type"] in PLACE_TYPES, row
        if row["kind"] == "capital":
            assert row["type"] == "country", row


def test_blockers_have_no_entity(rows):
    for row in rows:
        is_blocker = row["type"] == "blocker"
        assert (row["kind"] == "blocker") == is_blocker, row
        assert (row["entity_id"] == "") == is_blocker, row


def test_dates_are_iso_and_in_order(rows):
    for row in rows:
        start, end = (date.fromisoformat(row[c]) if row[c] else None for c in ("valid_from", "valid_to"))
        for column in ("valid_from", "valid_to"):
            assert re.fullmatch(r"(?:\d{4}-\d{2}-\d{2})?", row[column]), row
        assert not (start and end) or start < end, row


def test_persons_have_their_family_name(rows):
    for row in rows:
        if row["type"] != "person":
            assert row["family_name"] == "", row
        elif row["kind"] == "name":
            assert row["family_name"] and row["family_name"] in row["alias"], row
        else:
            assert row["kind"] in {"abbreviation", "surname"}, row
            # A bare family name counts only where nothing beside it makes another name, and some only after a title.
            assert row["kind"] == "abbreviation" or ":whole" in row["context"], row


def test_all_countries_are_there(tables):
    assert len(ISO_3166_1) == 249
    countries = tables["countries.csv"]
    wanted = ISO_3166_1 | {KOSOVO}
    assert {row["entity_id"] for row in countries} == wanted
    assert set(of_kind(countries, "name")) == wanted


def test_countries_have_demonyms_and_capitals(tables):
    countries = tables["countries.csv"]
    wanted = ISO_3166_1 | {KOSOVO}
    assert wanted - set(of_kind(countries, "demonym")) == {"VA"}
    assert wanted - set(of_kind(countries, "capital")) == WITHOUT_CAPITAL


def test_there_are_many_cities_and_none_is_a_capital(tables):
    places = tables["cities.csv"]
    cities = {row["entity_id"] for row in places if row["type"] == "city"}
    assert len(cities) >= 280
    # Homonyms of capitals are cities of their own (Tripoli in Lebanon, San Jose in California).
    capitals = {row["alias"] for row in tables["countries.csv"] if row["kind"] == "capital"}
    shared = {row["entity_id"] for row in places if row["type"] == "city" and row["alias"] in capitals}
    assert shared == {"city:george-town-penang", "city:san-jose", "city:tripoli-lebanon"}


def holds(text, words):
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def test_every_blocker_swallows_some_alias(tables, rows):
    aliases = [row for row in rows if row["type"] != "blocker"]
    folded = {row["alias"].lower() for row in aliases}
    written = {row["alias"] for row in aliases if row["case"] != "ignore"}
    ignored = {row["alias"].lower() for row in aliases if row["case"] == "ignore"}
    assert len(tables["blockers.csv"]) >= 100
    for row in tables["blockers.csv"]:
        blocker, lower = row["alias"], row["alias"].lower()
        if row["case"] == "ignore":
            assert any(word in lower and holds(lower, word) for word in folded), row
        else:
            inside = any(word in blocker and holds(blocker, word) for word in written)
            assert inside or any(word in lower and holds(lower, word) for word in ignored), row
        assert blocker not in written, row
