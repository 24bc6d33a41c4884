"""Reading gazetteers from files."""

from __future__ import annotations

from newscore._core import Gazetteer
from newscore._errors import OptionError, check_known, check_whole, listed_names

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

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
# Of GeoNames.
FEATURE_CLASSES = tuple("AHLPRSTUV")


def read_gazetteer(
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002 - users' word
    *,
    case: CaseMode | None = None,
    spelling: Spelling | None = None,
    second_mentions: bool | None = None,
    classes: Sequence[str] | None = None,
    min_population: int | None = None,
) -> Gazetteer:
    r"""Reads a gazetteer from a file, for smart matching.

    The columns are entity_id and alias, and where wanted type, kind (name, abbreviation, demonym, capital, acronym,
    blocker), case (exact, smart, ignore), spelling (exact, variants), match (word, substring, glob), lang, prior,
    context, family_name, valid_from, valid_to; others are ignored. A row that makes no sense is refused with its line
    and reason: see `Gazetteer.report`.

    | format | file |
    |---|---|
    | csv | comma, tab or semicolon between fields, a header; UTF-8 |
    | jsonl | an object a line with the columns as keys; `aliases` may hold a list |
    | parquet | the columns, through pyarrow |
    | spacy | patterns of an entity ruler, one JSON object a line; patterns of tokens are refused |
    | wikidata | the CSV of a query: item, itemLabel and, where wanted, itemAltLabel, typeLabel, lang |
    | geonames | a dump such as cities500.txt; names and alternate names, the population as prior |
    | newsmap | a YAML dictionary: nested keys, then lists of words, `*` for the rest of a word; case is ignored |
    | saved | what `Gazetteer.save` wrote |

    Args:
        path: the file; but for parquet and saved it may be compressed, with a name that ends in .gz.
        format: one of these; None goes by the ending of the name.
        case: of rows that do not say: "smart" (the default), "exact" or "ignore". A saved gazetteer has its own, as for
            the next two.
        spelling: of rows that do not say: "variants" (the default) or "exact".
        second_mentions: whether family names and acronyms refer back to a full name in the same article; by default
            they do.
        classes: for geonames alone, the feature classes to take; by default "A" countries and regions, "P" cities.
        min_population: for geonames alone; by default 0.

    Returns:
        The gazetteer; its `report` says what was taken and what was refused.

    Raises:
        OptionError: the format is not known, or an option does not go with it.
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
        format = _format_of(path)  # noqa: A001
        if format is None:
            if path.is_dir():
                raise IsADirectoryError(f"{path} is a folder: name a file in it, or its format")
            raise OptionError(
                f"cannot tell the format of {path.name!r} from its ending; accepted: "
                + ", ".join(f"format={name!r}" for name in FORMATS)
            )
    check_known("format", format, FORMATS)
    _check_options(
        format, case=case, spelling=spelling, second_mentions=second_mentions, classes=classes,
        min_population=min_population,
    )  # fmt: skip
    if format == "saved":
        return Gazetteer.load(path)
    from newscore import _gazetteer_formats as formats

    options = (case or "smart", spelling or "variants", second_mentions is not False)
    with formats.unpacking(path):
        if format == "csv":
            gazetteer = Gazetteer._from_csv(formats.whole(path), *options)  # noqa: SLF001
        else:
            gazetteer = formats.read(path, format, *options, classes or ("A", "P"), min_population or 0)
    return formats.not_nothing(path, gazetteer)


def _format_of(path: Path) -> str | None:
    """The format that the ending of the name says; None if none does."""
    ending = path.suffix.lower()
    packed = ending == ".gz"
    if packed:
        ending = path.with_suffix("").suffix.lower()
    found = next((name for name, endings in FORMATS.items() if ending in endings), None)
    # What is packed already is not packed again.
    return None if packed and found in {"parquet", "saved"} else found


def _check_options(format: str, **given: Any) -> None:  # noqa: A002 - users' word
    """OptionError for an option that the format has no use for, or a value that makes no sense."""
    geonames = ("classes", "min_population")
    for name, value in given.items():
        if value is not None and (format == "saved" if name not in geonames else format != "geonames"):
            reason = "a saved gazetteer has its own" if format == "saved" else "it is for geonames"
            raise OptionError(f"{name}={value!r} is not accepted: {reason}")
    for one in listed_names("classes", given["classes"] or ()):
        check_known("class", one, FEATURE_CLASSES)
    check_whole("min_population", given["min_population"] or 0, 0)
