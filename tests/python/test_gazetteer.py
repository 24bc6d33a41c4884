"""Gazetteers from Python: what matches, what is said of it, what is refused."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newscore as nc


def test_exact_unless_asked_otherwise():
    gaz = nc.Gazetteer.from_dict({"Q1": ["Xi Jinping", "Xi"], "Q2": ["US"]}, entity_type="thing")
    found = gaz.find("Xi Jinping met US envoys; Xi’s aides told us. XIAN")
    assert [(m.text, m.entity_id, m.start, m.end) for m in found] == [
        ("Xi Jinping", "Q1", 0, 10), ("US", "Q2", 15, 17), ("Xi", "Q1", 26, 28),
    ]  # fmt: skip
    assert {m.entity_type for m in found} == {"thing"}
    assert [m.segment_label for m in found] == [None] * 3
    assert gaz.find_spans("Xi Jinping met US envoys; Xi’s") == [(0, 10, 0), (15, 17, 2), (26, 28, 1)]
    assert (len(gaz), gaz.aliases[1], list(gaz.aliases)) == (3, "Xi", ["Xi Jinping", "Xi", "US"])
    assert gaz.nbytes > 0


def test_offsets_are_code_points():
    gaz = nc.Gazetteer.from_aliases([("Q1", "Čapek"), (2, "Ž.")])
    text = "😀 Čapek — “Ž.”"
    assert [text[a:b] for a, b, _ in gaz.find_spans(text)] == ["Čapek", "Ž."]
    assert gaz.find(text)[1].entity_id == "2"


def test_ambiguity_is_data():
    gaz = nc.Gazetteer.from_aliases([("GE", "Georgia"), ("region:georgia", "Georgia")])
    mention = gaz.find("In Georgia.")[0]
    assert mention.entity_id is None
    assert [c.entity_id for c in mention.candidates] == ["GE", "region:georgia"]
    assert sum(c.score for c in mention.candidates) == pytest.approx(1)


def test_a_list_gives_a_list():
    gaz = nc.Gazetteer.from_dict({"Q1": ["Osk"]})
    found = gaz.find(["Osk", None, "none"])
    assert [None if row is None else [m.text for m in row] for row in found] == [["Osk"], None, []]


def test_what_is_refused_is_named():
    with pytest.raises(nc.OptionError, match="empty"):
        nc.Gazetteer.from_dict({"Q1": [" "]})
    with pytest.raises(nc.OptionError, match=r'"loose".*exact, smart, ignore'):
        nc.Gazetteer.from_dict({"Q1": ["a"]}, case="loose")
    with pytest.raises(TypeError, match=r"Q1. must be a list of str"):
        nc.Gazetteer.from_dict({"Q1": "Xi"})
    with pytest.raises(TypeError, match="item 1 must be a pair"):
        nc.Gazetteer.from_aliases([("Q1", "a"), 5])
    with pytest.raises(TypeError, match="not int"):
        nc.Gazetteer.from_aliases([("Q1", 5)])
    with pytest.raises(TypeError, match="not float"):
        nc.Gazetteer.from_dict({"Q1": ["a"]}).find(5.5)


def test_reading_a_file(tmp_path):
    path = tmp_path / "names.tsv"
    path.write_text(
        "entity_id\ttype\talias\tkind\nNO\tcountry\tNorway\tname\nNO\tcountry\tNorwegian\tdemonym\nNO\tcountry\t\t\n"
    )
    gaz = nc.read_gazetteer(path)
    assert [(m.text, m.match_kind) for m in gaz.find("NORWAY WINS\nNorwegian ships")] == [
        ("NORWAY", "name"),
        ("Norwegian", "demonym"),
    ]
    assert (gaz.report.rows, gaz.report.aliases, gaz.report.refused) == (3, 2, [(4, "the alias is empty")])
    with pytest.raises(nc.OptionError, match="unknown format 'xml'; accepted: csv"):
        nc.read_gazetteer(path, format="xml")
    with pytest.raises(nc.OptionError, match=r"cannot tell the format of 'names\.dat'"):
        nc.read_gazetteer(tmp_path / "names.dat")
    (tmp_path / "bad.csv").write_text("id,name\n")
    with pytest.raises(nc.TableError, match=r"missing column\(s\) entity_id, alias; found: id, name"):
        nc.read_gazetteer(tmp_path / "bad.csv")
    with pytest.raises(FileNotFoundError):
        nc.read_gazetteer(tmp_path / "none.csv")


def test_builtin_kinds(builtin):
    text = "Chinese officials in Beijing met U.S. envoys; South Korea and New Mexico watched. TSMC buys gallium."
    assert [(m.text, m.entity_id, m.match_kind) for m in builtin.find(text)] == [
        ("Chinese", "CN", "demonym"), ("Beijing", "CN", "capital"), ("U.S.", "US", "abbreviation"),
        ("South Korea", "KR", "name"), ("TSMC", "org:tsmc", "abbreviation"), ("gallium", "commodity:gallium", "name"),
    ]  # fmt: skip


def slow(aliases, text):
    """At each boundary the longest alias that ends at one: obviously right."""

    def word(c):
        return c.isalnum() or c == "_"

    def boundary(k):
        return k in (0, len(text)) or not (word(text[k - 1]) and word(text[k]))

    index = {}
    for number, alias in enumerate(aliases):
        index.setdefault(alias, number)
    out, i = [], 0
    while i < len(text):
        ends = [j for j in range(len(text), i, -1) if boundary(i) and boundary(j) and text[i:j] in index]
        if ends:
            out.append((i, ends[0], index[text[i : ends[0]]]))
            i = ends[0]
        else:
            i += 1
    return out


ALPHABET = st.text(alphabet="ab .é-新’U", min_size=1, max_size=5)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(ALPHABET.filter(lambda a: a.strip()), min_size=1, max_size=8),
    st.text(alphabet="ab .é-新’U\n", max_size=40),
)
def test_agrees_with_the_slow_reference(aliases, text):
    aliases = [alias.strip() for alias in aliases]
    gaz = nc.Gazetteer.from_aliases((str(k), alias) for k, alias in enumerate(aliases))
    assert gaz.find_spans(text) == slow(aliases, text)


def test_entities_by_id():
    gaz = nc.Gazetteer.from_frame(
        pd.DataFrame(
            [
                ("NO", "country", "Norwegian", "demonym"),
                ("NO", "country", "Norway", "name"),
                ("NO", "country", "Norge", "name"),
                ("", "", "New Norway", "blocker"),
                ("port:osk", "port", "Osk Harbour", "name"),
            ],
            columns=["entity_id", "type", "alias", "kind"],
        )
    )  # fmt: skip
    norway = gaz.entities["NO"]
    assert norway == ("NO", "country", "Norway", ["Norwegian", "Norway", "Norge"])
    assert list(gaz.entities) == ["NO", "port:osk"] and len(gaz.entities) == 2
    assert gaz.entities.names == {"NO": "Norway", "port:osk": "Osk Harbour"}
    assert "SE" not in gaz.entities and gaz.entities.get("SE") is None
    with pytest.raises(KeyError, match="SE"):
        gaz.entities["SE"]
    rows = gaz.entities.to_pylist()
    assert rows[0] == norway._asdict()
    for frame in (gaz.entities.to_arrow(), gaz.entities.to_polars().to_arrow()):
        assert frame.to_pylist() == rows
    assert gaz.entities.to_pandas().to_dict("records") == rows
    empty = nc.Gazetteer.from_dict({}).entities
    assert [len(frame) for frame in (empty.to_arrow(), empty.to_polars(), empty.to_pandas(), empty)] == [0] * 4
    assert list(empty.to_pandas().columns) == empty.to_arrow().column_names == empty.to_polars().columns


def test_every_built_in_entity_has_a_name():
    entities = nc.Gazetteer.builtin().entities
    assert all(entity.name in entity.aliases for entity in entities.values())
    assert [entities[key].name for key in ("KR", "NO", "person:xi-jinping")] == ["South Korea", "Norway", "Xi Jinping"]


def test_frames_need_no_type():
    gaz = nc.Gazetteer.from_frame(pd.DataFrame({"entity_id": ["Q1"], "alias": ["Osk"]}))
    assert gaz.find("Osk")[0].entity_type == ""


@pytest.mark.parametrize("made", ["to_pandas", "to_polars", "to_arrow"])
def test_entities_make_a_gazetteer_again(made):
    gaz = nc.Gazetteer.from_dict({"Q1": ["Osk", "Port of Osk"], "Q2": ["Oru"]}, entity_type="thing")
    again = nc.Gazetteer.from_frame(getattr(gaz.entities, made)())
    assert list(again.entities.values()) == list(gaz.entities.values())
