"""Reading gazetteers from files."""

from __future__ import annotations

from newscore._core import Gazetteer
from newscore._errors import OptionError, TableError, check_known

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from newscore._modes import CaseMode, Spelling

FORMATS = {
    "csv": (".csv", ".tsv"),
    "jsonl": (".jsonl", ".ndjson"),
    "parquet": (".parquet",),
    "newsmap": (".yml", ".yaml"),
    "saved": (".gaz",),
    "spacy": (),
    "wikidata": (),
    "geonames": (),
}


def read_gazetteer(
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002 - users' word
    *,
    case: CaseMode = "smart",
    spelling: Spelling = "variants",
    second_mentions: bool = True,
    classes: Sequence[str] = ("A", "P"),
    min_population: int = 0,
) -> Gazetteer:
    r"""Reads a gazetteer from a file, for smart matching.

    The columns are entity_id, type, alias, and where wanted kind (name, abbreviation, demonym, capital, acronym,
    blocker), case (exact, smart, ignore), spelling (exact, variants), match (word, substring, glob), lang, prior,
    context, family_name, valid_from, valid_to; others are ignored. A row that makes no sense is refused with its line
    and reason: see `Gazetteer.report`.

    | format | file |
    |---|---|
    | csv | comma or tab between fields, a header; UTF-8 |
    | jsonl | an object a line with the columns as keys; `aliases` may hold a list |
    | parquet | the columns, through pyarrow |
    | spacy | patterns of an entity ruler, one JSON object a line; patterns of tokens are refused |
    | wikidata | the CSV of a query: item, itemLabel and, where wanted, itemAltLabel, typeLabel, lang |
    | geonames | a dump such as cities500.txt; names and alternate names, the population as prior |
    | newsmap | a YAML dictionary: nested keys, then lists of words, `*` for the rest of a word; case is ignored |
    | saved | what `Gazetteer.save` wrote |

    Args:
        path: the file.
        format: one of these; None goes by the ending of the name.
        case: of rows that do not say.
        spelling: of rows that do not say.
        second_mentions: whether family names and acronyms refer back to a full name in the same article.
        classes: for geonames, the feature classes to take: "A" countries and regions, "P" cities.
        min_population: for geonames.

    Returns:
        The gazetteer; its `report` says what was taken and what was refused.

    Raises:
        OptionError: the format is not known.
        TableError: columns are missing, and the message names those found and those needed; or every row is refused.
        OSError: the file cannot be read.

    Example:
        >>> import newscore as nc, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "ports.csv")
        ...     _ = path.write_text("entity_id,type,alias\nport:osk,port,Osk Harbour\n")
        ...     gaz = nc.read_gazetteer(path)
        >>> gaz.find("OSK HARBOUR REOPENS")[0].entity_id
        'port:osk'
        >>> gaz.report
        LoadReport(1 row: 1 alias of 1 entity, 0 collisions, 0 refused)
    """
    from pathlib import Path

    path = Path(path)
    if format is None:
        format = next((name for name, endings in FORMATS.items() if path.suffix.lower() in endings), None)  # noqa: A001
        if format is None:
            if path.is_dir():
                raise IsADirectoryError(f"{path} is a folder: name a file in it, or its format")
            raise OptionError(
                f"cannot tell the format of {path.name!r} from its ending; accepted: "
                + ", ".join(f"format={name!r}" for name in FORMATS)
            )
    check_known("format", format, FORMATS)
    if format == "saved":
        return Gazetteer.load(path)
    if format == "csv":
        gazetteer = Gazetteer._from_csv(path.read_bytes(), case, spelling, second_mentions)  # noqa: SLF001
    else:
        from newscore import _gazetteer_formats as formats

        gazetteer = formats.read(path, format, case, spelling, second_mentions, classes, min_population)
    report = gazetteer.report
    if report is not None and report.refused and not len(gazetteer):
        first = "; ".join(f"line {line}: {reason}" for line, reason in report.refused[:3])
        raise TableError(f"{path}: every row is refused: {first}")
    return gazetteer
