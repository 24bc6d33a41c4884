"""Gazetteers from files of other formats, saved ones, and what is made of two."""

import gzip
import multiprocessing
import pickle

import pyarrow as pa
import pyarrow.parquet
import pytest

import newscore as nc

ROWS = {
    "entity_id": ["port:osk", "port:osk", "", "ada"],
    "type": ["port", "port", "", "person"],
    "alias": ["Osk", "Osk Harbour", "Osk Street", "Ada Quill"],
    "kind": [None, None, "blocker", None],
    "family_name": [None, None, None, "Quill"],
}
TEXT = "Ada Quill saw OSK. Osk Harbour and Osk Street; Quill left."


def ids(gaz, text=TEXT):
    return [(m.text, m.entity_id) for m in gaz.find(text)]


EXPECTED = [("Ada Quill", "ada"), ("Osk Harbour", "port:osk"), ("Quill", "ada")]


@pytest.fixture
def write(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_frames(library):
    module = pytest.importorskip(library)
    frame = module.table(ROWS) if library == "pyarrow" else module.DataFrame(ROWS)
    gaz = nc.Gazetteer.from_frame(frame)
    assert ids(gaz) == EXPECTED
    assert (gaz.report.rows, gaz.report.aliases, gaz.report.refused) == (4, 4, [])
    with pytest.raises(nc.TableError, match=r"missing column\(s\) alias; found: entity_id"):
        nc.Gazetteer.from_frame(frame[["entity_id"]] if library != "pyarrow" else frame.select(["entity_id"]))


def test_parquet(tmp_path):
    pyarrow.parquet.write_table(pa.table(ROWS), tmp_path / "names.parquet")
    assert ids(nc.read_gazetteer(tmp_path / "names.parquet")) == EXPECTED


def test_jsonl(write):
    path = write(
        "names.jsonl",
        '{"entity_id": "Q1", "type": "port", "aliases": ["Osk", "Osk Harbour"], "lang": "en"}\n\n'
        '{"entity_id": "Q2", "type": "port", "alias": "Oru", "prior": 3}\n'
        '[1]\n{"name": "x"}\n{oops\n{"entity_id": "Q3", "alias": "Ny", "kind": "naem"}\n',
    )
    report = nc.read_gazetteer(path).report
    assert (report.rows, report.aliases, [line for line, _ in report.refused]) == (7, 3, [4, 5, 6, 7])
    assert report.refused[1][1] == "needs entity_id and alias, or a pattern; found: name"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("names.csv.gz", "entity_id,alias\nport:osk,Osk Harbour\n"),
        ("names.TSV.GZ", "entity_id\talias\nport:osk\tOsk Harbour\n"),
        ("names.jsonl.gz", '{"entity_id": "port:osk", "alias": "Osk Harbour"}\n'),
        ("names.yml.gz", "EU:\n  port:osk: [Osk Harbour]\n"),
    ],
)
def test_compressed_files(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()))
    assert ids(nc.read_gazetteer(path)) == [("Osk Harbour", "port:osk")]
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(nc.TableError, match=f"{name} cannot be unpacked: "):
        nc.read_gazetteer(path)
    path.write_text(text)
    with pytest.raises(nc.TableError, match=f"{name} cannot be unpacked: Not a gzipped file"):
        nc.read_gazetteer(path)


@pytest.mark.parametrize("name", ["names.parquet.gz", "names.gaz.gz", "names.gz"])
def test_compressed_files_of_no_format(tmp_path, name):
    with pytest.raises(nc.OptionError, match=f"cannot tell the format of '{name}'"):
        nc.read_gazetteer(tmp_path / name)


def test_nothing_but_refused_rows(write):
    with pytest.raises(nc.TableError, match=r"every row is refused: line 1: needs entity_id .*; line 2: is no JSON"):
        nc.read_gazetteer(write("names.jsonl", '{"name": "x"}\n{oops\n'))
    with pytest.raises(nc.TableError, match="line 2: the alias is empty"):
        nc.read_gazetteer(write("names.csv", "entity_id,type,alias\na,port,\n"))
    assert len(nc.read_gazetteer(write("none.csv", "entity_id,type,alias\n"))) == 0


def test_entity_ruler(write):
    path = write(
        "patterns.jsonl",
        '{"label": "ORG", "pattern": "Nordfold Bank", "id": "nordfold"}\n'
        '{"label": "GPE", "pattern": [{"LOWER": "san"}, {"LOWER": "osk"}]}\n{"label": "GPE", "pattern": "Osk"}\n',
    )
    gaz = nc.read_gazetteer(path, format="spacy")
    assert [(line, reason.split(",")[0]) for line, reason in gaz.report.refused] == [(2, "a pattern of tokens")]
    assert ids(gaz, "Nordfold Bank in Osk, NORDFOLD BANK") == [("Nordfold Bank", "nordfold"), ("Osk", "Osk")]


def test_wikidata(write):
    path = write(
        "query.csv",
        "item,itemLabel,itemAltLabel,typeLabel\n"
        'http://www.wikidata.org/entity/Q20,Norway,"Kingdom of Norway, Norge",country\n'
        "http://www.wikidata.org/entity/Q9,Q9,,\n",
    )
    gaz = nc.read_gazetteer(path, format="wikidata")
    assert ids(gaz, "Norge, the Kingdom of Norway") == [("Norge", "Q20"), ("Kingdom of Norway", "Q20")]
    assert gaz.report.refused == [(3, "Q9 has no label")]
    with pytest.raises(nc.TableError, match="missing column"):
        nc.read_gazetteer(write("other.csv", "a,b\n"), format="wikidata")


def geonames_line(number, name, others, feature, code, population):
    fields = [number, name, name, others, "0", "0", feature, code, "NO", "", "", "", "", "", population, "", "", "", ""]
    return "\t".join(map(str, fields)) + "\n"


def test_geonames(write):
    path = write(
        "dump.txt",
        geonames_line(1, "Osk", "Oskau,Óskur", "P", "PPL", 90000)
        + geonames_line(2, "Osk", "", "P", "PPL", 500)
        + geonames_line(3, "Osk Peak", "", "T", "MT", 0)
        + "broken\n",
    )
    gaz = nc.read_gazetteer(path, format="geonames")
    assert ids(gaz, "Osk, Oskau, Osk Peak") == [
        ("Osk", "geonames:1"),
        ("Oskau", "geonames:1"),
        ("Osk", "geonames:1"),
    ]
    assert "GeoNames" in gaz.licenses[0] and "CC BY 4.0" in gaz.licenses[0]
    assert gaz.report.refused == [(4, "1 fields where a GeoNames dump has 19")]
    big = nc.read_gazetteer(path, format="geonames", min_population=1000, classes=["P", "T"])
    assert big.report.entities == 1
    assert (nc.Gazetteer.from_dict({"Q1": ["a"]}) | big).licenses == big.licenses


def test_newsmap(write):
    path = write(
        "english.yml",
        "---\n# words\nAFRICA:\n  EAST:\n    BI: [burundi, burundian*, 'bujumbura', # capital\n      gitega]\n"
        "EUROPE:\n  NORTH:\n    'NO': [norw*]\n    SE:\n      - swed*\n      - \"stockholm\"\n",
    )
    gaz = nc.read_gazetteer(path)
    found = ids(gaz, "Burundians and NORWEGIANS, Swedes of Stockholm; Gitega")
    assert [entity for _, entity in found] == ["BI", "NO", "SE", "SE", "BI"]
    assert found[0][0] == "Burundians"
    with pytest.raises(nc.TableError, match="line 2: neither a key"):
        nc.read_gazetteer(write("bad.yml", "a:\n  just words\n"))
    with pytest.raises(nc.TableError, match="line 1: the list does not end"):
        nc.read_gazetteer(write("open.yml", "a: [b,\n c\n"))


def test_a_quote_that_is_never_closed(write):
    gaz = nc.read_gazetteer(write("x.csv", 'entity_id,type,alias\na,port,Osk\nb,port,"Oru\nc,port,Ny\n'))
    assert (ids(gaz, "Osk, Ny"), gaz.report.rows) == ([("Osk", "a")], 2)
    assert gaz.report.refused == [(3, "the alias has a line break: is its quote never closed?")]


def test_formats_are_named(write):
    with pytest.raises(IsADirectoryError, match="is a folder: name a file"):
        nc.read_gazetteer(".")
    with pytest.raises(nc.OptionError, match="cannot tell the format"):
        nc.read_gazetteer(write("names.txt", ""))
    with pytest.raises(nc.OptionError, match="unknown format 'xml'"):
        nc.read_gazetteer(write("names.csv", ""), format="xml")


def count(gaz):
    return len(gaz.find_spans(TEXT))


def test_saved_files_are_shared(tmp_path):
    gaz = nc.Gazetteer.from_frame(pa.table(ROWS))
    path = tmp_path / "names.gaz"
    gaz.save(path)
    loaded = nc.Gazetteer.load(path, verify=True)
    assert loaded == gaz == nc.read_gazetteer(path)
    assert ids(loaded) == EXPECTED
    assert len(pickle.dumps(loaded)) < 400
    assert pickle.loads(pickle.dumps(loaded)) == pickle.loads(pickle.dumps(gaz)) == gaz  # noqa: S301 - our own
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(count, [loaded]) == [len(gaz.find_spans(TEXT))]
    again = pickle.dumps(loaded)
    (gaz | nc.Gazetteer.from_dict({"new": ["New"]})).save(path)
    with pytest.raises(nc.StoreError, match="another gazetteer than the one that was pickled"):
        pickle.loads(again)  # noqa: S301 - our own


def test_damaged_files_say_so(tmp_path):
    path = tmp_path / "names.gaz"
    with pytest.raises(FileNotFoundError, match=r"names\.gaz"):
        nc.Gazetteer.load(path)
    nc.Gazetteer.from_frame(pa.table(ROWS)).save(path)
    good = path.read_bytes()
    path.write_bytes(good.replace(b"Osk Harbour", b"Osk Arbours"))
    gaz = nc.Gazetteer.load(path)
    for use in (gaz.find, gaz.find_spans, lambda text: gaz.find_table([text]), lambda _: nc.Pipeline(gazetteer=gaz)):
        with pytest.raises(nc.StoreError, match="the checksum of section"):
            use(TEXT)
    with pytest.raises(nc.StoreError):
        nc.Gazetteer.load(path, verify=True)
    path.write_bytes(good[: len(good) // 2])
    with pytest.raises(nc.StoreError, match="is truncated"):
        nc.Gazetteer.load(path)
    path.write_bytes(b"entity_id,type,alias\n" * 9)
    with pytest.raises(nc.StoreError, match="is no saved gazetteer"):
        nc.Gazetteer.load(path)


def test_union_and_deny_list():
    left = nc.Gazetteer.from_dict({"Q1": ["Osk"]}, entity_type="port")
    right = nc.Gazetteer.from_dict({"Q2": ["Osk"], "Q1": ["Port Osk"]}, entity_type="port")
    both = left | right
    assert [c.entity_id for c in both.find("Osk")[0].candidates] == ["Q1", "Q2"]
    assert len(both | both) == len(both) == 3
    assert ids(both.without(entities=["Q2"]), "Osk, Port Osk") == [("Osk", "Q1"), ("Port Osk", "Q1")]
    with pytest.raises(nc.TableError, match="has the type"):
        left | nc.Gazetteer.from_dict({"Q1": ["x"]}, entity_type="city")
    with pytest.raises(TypeError):
        left | "Osk"


def test_a_type_that_is_not_said_contradicts_none(write):
    desk, world = nc.Gazetteer.from_dict({"US": ["Uncle Sam"]}), nc.Gazetteer.builtin()
    for both in (desk | world, world | desk):
        assert both.find("Uncle Sam")[0].entity_id == "US" and both.entities["US"].entity_type == "country"
    gaz = nc.read_gazetteer(write("x.csv", "entity_id,type,alias\nosk,,Osk\nosk,port,Port Osk\nosk,,Osk Harbour\n"))
    assert (len(gaz), gaz.entities["osk"].entity_type, gaz.report.refused) == (3, "port", [])
    with pytest.raises(nc.TableError, match=r'^entity "osk" has the type "port" in an earlier row, here "city"'):
        gaz | nc.Gazetteer.from_dict({"osk": ["Old Osk"]}, entity_type="city")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_refused_rows_have_their_lines_whatever_ends_them(tmp_path, end):
    path = tmp_path / "x.csv"
    rows = ["entity_id,type,alias", "a,port,Osk", "b,port", "c,port,Oru", "d,port,"]
    path.write_bytes("".join(row + end for row in rows).encode())
    assert [line for line, _ in nc.read_gazetteer(path).report.refused] == [3, 5]


def test_a_column_twice(write):
    with pytest.raises(nc.TableError, match='column "entity_id" stands twice in the header'):
        nc.read_gazetteer(write("x.csv", "entity_id,entity_id,type,alias\na,b,port,Osk\n"))
    # Of columns that nobody reads there may be several.
    assert len(nc.read_gazetteer(write("y.csv", "entity_id,note,note,type,alias\na,,,port,Osk\n"))) == 1


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_days_in_columns_of_times(library, tmp_path):
    import datetime

    rows = {"entity_id": ["ada"], "alias": ["Ada Quill"], "valid_from": [datetime.datetime(2026, 1, 1)]}  # noqa: DTZ001
    module = pytest.importorskip(library)
    frame = module.table(rows) if library == "pyarrow" else module.DataFrame(rows)
    gaz = nc.Gazetteer.from_frame(frame)
    assert gaz.report.refused == [] and len(gaz) == 1
    pyarrow.parquet.write_table(pa.table(rows), tmp_path / "names.parquet")
    assert len(nc.read_gazetteer(tmp_path / "names.parquet")) == 1


def test_a_frame_whose_every_row_is_refused():
    with pytest.raises(nc.TableError, match="the frame: every row is refused: line 1: "):
        nc.Gazetteer.from_frame(pa.table({"entity_id": ["a"], "alias": ["Osk"], "valid_from": ["some day"]}))


def test_options_that_a_format_has_no_use_for(write, tmp_path):
    saved = tmp_path / "x.gaz"
    nc.Gazetteer.from_dict({"a": ["Osk"]}).save(saved)
    names = write("x.csv", "entity_id,type,alias\na,port,Osk\n")
    for option in ({"case": "exact"}, {"spelling": "variants"}, {"second_mentions": False}):
        with pytest.raises(nc.OptionError, match=rf"{next(iter(option))}=.* a saved gazetteer has its own"):
            nc.read_gazetteer(saved, **option)
        assert len(nc.read_gazetteer(names, **option)) == 1
    for option in ({"classes": ["P"]}, {"min_population": 5}):
        with pytest.raises(nc.OptionError, match="is not accepted: it is for geonames"):
            nc.read_gazetteer(names, **option)
    for option, told in (({"classes": ["Z"]}, "unknown class 'Z'; accepted: A, H"), ({"min_population": "x"}, "whole")):
        with pytest.raises(nc.OptionError, match=told):
            nc.read_gazetteer(names, format="geonames", **option)


def test_what_newsmaps_do_not_hold(write):
    for line in ("SE: &north [swed*]", "SE: {x: [swed*]}", "SE: *north", "SE: |"):
        with pytest.raises(nc.TableError, match="line 1: anchors, tags, blocks"):
            nc.read_gazetteer(write("x.yml", line + "\n"))
    gaz = nc.read_gazetteer(write("x.yml", 'SE: ["the \\"north\\""]\n'))
    assert gaz.aliases[0] == 'the "north"'


def test_csv_of_other_offices(write):
    gaz = nc.read_gazetteer(write("x.csv", "entity_id;alias\nosk;Osk, the port\n"))
    assert gaz.find("Osk, the port")[0].entity_id == "osk" and gaz.entities["osk"].entity_type == ""
