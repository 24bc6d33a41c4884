"""Gazetteers in the formats of others: each reader gives rows, and refuses with the line what it cannot use."""

from __future__ import annotations

import gzip
import json
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, TypeAlias

from newscore._core import Gazetteer
from newscore._errors import TableError
from newscore._libraries import is_null, library_of, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# Line, entity id, type, alias, further columns; or line and why the row is refused.
Row: TypeAlias = tuple[int, str, str, str, list[tuple[str, str]]] | tuple[int, str]

NEEDED = ("entity_id", "type", "alias")
MORE = ("kind", "case", "spelling", "match", "lang", "prior", "context", "family_name", "valid_from", "valid_to")
GEONAMES_LICENSE = "Contains data from GeoNames (https://www.geonames.org), licensed under CC BY 4.0"


def read(
    path: Path, name: str, case: str, spelling: str, second_mentions: bool, classes: Sequence[str], least: int
) -> Gazetteer:
    """The gazetteer of a file in the format `name`; of GeoNames the places of `classes` and at least `least` people."""
    if name == "parquet":
        return from_frame(load("pyarrow.parquet", "Parquet").read_table(path), case, spelling, second_mentions)
    if name == "geonames":
        return from_rows(geonames(path, classes, least), case, spelling, second_mentions, [GEONAMES_LICENSE])
    readers = {"spacy": jsonl, "jsonl": jsonl, "wikidata": wikidata, "newsmap": newsmap}
    return from_rows(readers[name](path), case, spelling, second_mentions)


@contextmanager
def unpacking(path: Path) -> Iterator[None]:
    """Raises TableError where a compressed file breaks off or is none."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise TableError(f"{path} cannot be unpacked: {error}") from error


def whole(path: Path) -> bytes:
    """The bytes of a file, unpacked if its name ends in .gz."""
    with _opener(path)(path, "rb") as file:
        data: bytes = file.read()
    return data


def _opened(path: Path, newline: str | None = None) -> TextIO:
    file: TextIO = _opener(path)(path, "rt", encoding="utf-8-sig", errors="replace", newline=newline)
    return file


def _opener(path: Path) -> Any:
    return gzip.open if path.suffix.lower() == ".gz" else open


def from_rows(
    rows: Iterable[Row], case: str, spelling: str, second_mentions: bool, licenses: Sequence[str] = ()
) -> Gazetteer:
    """The gazetteer of the rows; they stream through."""
    return Gazetteer._from_rows(rows, case, spelling, second_mentions, list(licenses))  # noqa: SLF001


def from_frame(frame: Any, case: str, spelling: str, second_mentions: bool) -> Gazetteer:
    """The gazetteer of a frame's rows; a row's line is its number from 1."""
    library = library_of(frame)
    if library == "polars" and hasattr(frame, "collect"):
        frame = frame.collect()
    names = [str(name) for name in (frame.column_names if library == "pyarrow" else getattr(frame, "columns", ()))]
    if library not in {"pandas", "polars", "pyarrow"} or not hasattr(frame, "shape"):
        raise TypeError(f"expected a frame of pandas, Polars or Arrow, not {type(frame).__name__}")
    # What `gazetteer.entities` calls them does as well.
    given = {"alias": "aliases" if "alias" not in names and "aliases" in names else "alias"}
    given["type"] = "type" if "type" in names else "entity_type"
    twice = [name for name in (*NEEDED, *MORE) if names.count(given.get(name, name)) > 1]
    if twice:
        raise TableError(f"the frame has more than one column {given.get(twice[0], twice[0])!r}")
    missing = [name for name in ("entity_id", "alias") if given.get(name, name) not in names]
    if missing:
        raise TableError(f"missing column(s) {', '.join(missing)}; found: {', '.join(names)}")

    def values(name: str) -> list[Any]:
        column = frame[given.get(name, name)]
        out: list[Any] = column.to_pylist() if library == "pyarrow" else column.to_list()
        return out

    columns = {name: values(name) for name in (*NEEDED, *MORE) if given.get(name, name) in names}
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    each = (_row(line, {**row, "alias": alias}) for line, row in enumerate(rows, 1) for alias in _aliases(row["alias"]))
    return not_nothing("the frame", from_rows(each, case, spelling, second_mentions))


def not_nothing(name: object, gazetteer: Gazetteer) -> Gazetteer:
    """A gazetteer that was read; TableError where every row of it was refused."""
    report = gazetteer.report
    if report is not None and report.refused and not len(gazetteer):
        first = "; ".join(f"line {line}: {reason}" for line, reason in report.refused[:3])
        raise TableError(f"{name}: every row is refused: {first}")
    return gazetteer


def _aliases(value: Any) -> Iterable[Any]:
    """Several names in one row, or the one."""
    return (value,) if isinstance(value, str) or not hasattr(value, "__iter__") else value


def _field(value: Any) -> str:
    if is_null(value):
        return ""
    if hasattr(value, "date"):  # a time of some day, as frames have dates
        value = value.date()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _row(line: int, row: dict[str, Any]) -> Row:
    more = [(name, _field(row[name])) for name in MORE if name in row]
    entity, kind, alias = (_field(row.get(name)) for name in NEEDED)
    return line, entity, kind, alias, more


def jsonl(path: Path) -> Iterator[Row]:
    """One JSON object a line: the columns by name, and `aliases` for several at once; or an entity ruler's patterns."""
    for line, row in _objects(path):
        if isinstance(row, str):
            yield line, row
        elif "pattern" in row:
            yield _pattern(line, row)
        elif isinstance(row.get("aliases"), list):
            yield from (_row(line, {**row, "alias": alias}) for alias in row["aliases"])
        elif "alias" in row and "entity_id" in row:
            yield _row(line, row)
        else:
            yield line, f"needs entity_id and alias, or a pattern; found: {', '.join(map(str, row))}"


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    with _opened(path) as file:
        for line, text in enumerate(file, 1):
            if not text.strip():
                continue
            try:
                row = json.loads(text)
            except ValueError as error:
                yield line, f"is no JSON: {error}"
            else:
                yield line, row if isinstance(row, dict) else f"is a JSON {type(row).__name__}, not an object"


def _pattern(line: int, row: dict[str, Any]) -> Row:
    """A pattern of spaCy's entity ruler: text is an alias, matched as it stands; patterns of tokens are refused."""
    pattern = row["pattern"]
    if not isinstance(pattern, str):
        return line, "a pattern of tokens, which only spaCy can match; give the pattern as text"
    exact = [("case", "exact"), ("spelling", "exact")]
    return line, str(row.get("id") or pattern), str(row.get("label", "")), pattern, exact


def wikidata(path: Path) -> Iterator[Row]:
    """The CSV of a Wikidata query with columns item, itemLabel and, where wanted, itemAltLabel, typeLabel, lang."""
    import csv

    with _opened(path, newline="") as file:
        reader = csv.DictReader(file)
        found = list(reader.fieldnames or ())
        missing = [name for name in ("item", "itemLabel") if name not in found]
        if missing:
            raise TableError(f"missing column(s) {', '.join(missing)}; found: {', '.join(found)}")
        for row in reader:
            entity = (row["item"] or "").rpartition("/")[2]
            kind = row.get("typeLabel") or row.get("type") or ""
            lang = [("lang", row["lang"])] if row.get("lang") else []
            names = [row["itemLabel"] or "", *(row.get("itemAltLabel") or "").split(", ")]
            if names[0] == entity:  # an item without a label in the language asked for
                names[0] = ""
            names = [name for name in dict.fromkeys(names) if name]
            if not names:
                yield reader.line_num, f"{entity} has no label"
            yield from ((reader.line_num, entity, kind, name, lang) for name in names)


def geonames(path: Path, classes: Sequence[str], min_population: int) -> Iterator[Row]:
    """A GeoNames dump: name and alternate names; the population is the prior among places of one name."""
    with _opened(path, newline="\n") as file:
        for line, text in enumerate(file, 1):
            fields = text.rstrip("\r\n").split("\t")
            if len(fields) != 19:
                yield line, f"{len(fields)} fields where a GeoNames dump has 19"
                continue
            number, name, ascii_name, others = fields[:4]
            population = int(fields[14]) if fields[14].isdigit() else 0
            if fields[6] not in classes or population < min_population:
                continue
            names = dict.fromkeys([name, ascii_name, *others.split(",")])
            prior = [("prior", str(max(population, 1)))]
            for alias in names:
                if alias:
                    yield line, f"geonames:{number}", _place_type(fields[6], fields[7]), alias, prior


def _place_type(feature_class: str, code: str) -> str:
    if feature_class == "A":
        return "country" if code.startswith("PCL") else "region"
    return "city" if feature_class == "P" else "place"


def newsmap(path: Path) -> Iterator[Row]:
    """A newsmap dictionary: nested keys, the innermost with a list of words; `*` stands for the rest of a word."""
    from newscore._yaml import lists

    with _opened(path) as file:
        text = file.read()
    for line, keys, words in lists(text):
        for word in words:
            more = [("case", "ignore"), *([("match", "glob")] if "*" in word else [])]
            yield line, keys[-1], "country", word, more
