"""A run's result written into a folder: tables, manifest, report; none of them if writing fails or is interrupted.

The files are first written into a hidden folder inside the target and moved to their names once all are complete, so
that no reader ever sees half a file. Other files in the target are left alone, those of the same name are replaced.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def write_outputs(result: Any, folder: Path, report: Callable[[Any], str] | None = None) -> list[Path]:
    """Write Parquet tables, `manifest.json` and, with `report`, `report.html`; the paths written, in that order.

    `report` makes the report's text of the result. The folder is made if it is not there. Raises `OSError` as the
    file system does, `NotADirectoryError` if `folder` is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file; name a folder, which is made if it is not there")
    folder.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".newscore-", dir=folder))
    try:
        written = [Path(path) for path in result.write_parquet(waiting)]
        written.append(waiting / "manifest.json")
        written[-1].write_text(_json(result.manifest), encoding="utf-8")
        if report is not None:
            written.append(waiting / "report.html")
            written[-1].write_text(report(result), encoding="utf-8")
        final = [folder / path.name for path in written]
        for source, target in zip(written, final, strict=True):
            source.replace(target)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return final


def _json(manifest: Mapping[str, Any]) -> str:
    # ASCII only: a file name that is no UTF-8 holds lone surrogates, which UTF-8 cannot encode.
    return json.dumps(manifest, ensure_ascii=True, indent=2, default=str) + "\n"
