"""Reading gazetteers from files."""

from __future__ import annotations

from newscore._core import Gazetteer
from newscore._errors import OptionError

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    import os

FORMATS = {"csv": (".csv", ".tsv")}


def read_gazetteer(path: str | os.PathLike[str], format: str | None = None) -> Gazetteer:  # noqa: A002 - users' word
    r"""Reads a gazetteer from a file, for smart matching.

    CSV or TSV with a header: entity_id, type, alias, and where wanted kind (name, abbreviation, demonym, capital,
    acronym, blocker), case (exact, smart, ignore), source, valid_from, valid_to, family_name. A row that makes no sense
    is refused with its line and reason: see `Gazetteer.report`.

    Args:
        path: the file, UTF-8.
        format: "csv", for both comma and tab; None goes by the ending of the name.

    Returns:
        The gazetteer; its `report` says what was taken and what was refused.

    Raises:
        OptionError: the format is not known.
        TableError: columns are missing; the message names those found and those needed.
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
            raise OptionError(f"cannot tell the format of {path.name!r} from its ending; accepted: format='csv'")
    if format not in FORMATS:
        raise OptionError(f"unknown format {format!r}; accepted: {', '.join(FORMATS)}")
    return Gazetteer._from_csv(path.read_bytes())  # noqa: SLF001
