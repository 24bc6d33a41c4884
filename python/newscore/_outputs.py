"""A run's result written into a folder: tables, manifest, report; none of them if writing fails or is interrupted.

The files are first written into a hidden folder inside the target and moved to their names once all are complete, so
that no reader ever sees half a file. Other files in the target are left alone, those of the same name are replaced.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscore._libraries import load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newscore._run import RunResult


def write_outputs(
    result: RunResult, tables: Mapping[str, Any], folder: Path, report: Callable[[], str] | None = None
) -> list[Path]:
    """Writes Parquet tables, `manifest.json` and, with `report`, `report.html`.

    Args:
        result: whose manifest is written.
        tables: pyarrow tables by name.
        folder: made if it is not there.
        report: makes the report's text.

    Returns:
        The paths written, in that order.

    Raises:
        MissingLibraryError: pyarrow is not installed.
        NotADirectoryError: `folder` is a file.
        OSError: as the file system has it.
    """
    parquet = load("pyarrow.parquet", "Parquet")
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file; name a folder, which is made if it is not there")
    folder.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".newscore-", dir=folder))
    try:
        names = []
        for name, table in tables.items():
            names.append(f"{name}.parquet")
            parquet.write_table(table, waiting / names[-1])
        texts = {"manifest.json": json.dumps(result.manifest, indent=2, ensure_ascii=False) + "\n"}
        if report is not None:
            texts["report.html"] = report()
        for name, text in texts.items():
            names.append(name)
            (waiting / name).write_text(text, encoding="utf-8", errors="backslashreplace")
        for name in names:
            (waiting / name).replace(folder / name)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return [folder / name for name in names]
