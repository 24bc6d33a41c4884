"""Tables written to files whose bytes depend on the rows alone, not on the batches in which they came."""

from __future__ import annotations

import csv
import datetime
import io
import json
from typing import TYPE_CHECKING, Any

from newscore._errors import OptionError
from newscore._libraries import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

ENDINGS = (".parquet", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".csv", ".csv.gz", ".csv.zst")
# A row group ends after the row that fills it, by rows or by bytes of text, so that a few readers' memory holds it.
GROUP_ROWS = 1 << 16
GROUP_BYTES = 32 << 20


def ending_of(path: Path) -> str | None:
    """Which of the endings the name has; None for any other."""
    name = path.name.lower()
    return next((ending for ending in ENDINGS if name.endswith(ending)), None)


def writer(path: Path, schema: Any, ending: str) -> ParquetFile | JsonLines:
    """A writer into `path` of what `ending` says."""
    if ending == ".parquet":
        return ParquetFile(path, schema)
    return Csv(path, ending, schema.names) if ending.startswith(".csv") else JsonLines(path, ending)


def check_ending(path: Path) -> str:
    """The ending of the name.

    Raises:
        OptionError: there is none that says what to write.
    """
    ending = ending_of(path)
    if ending is None:
        raise OptionError(
            f"cannot tell what to write from the name {path.name!r}; accepted endings: {', '.join(ENDINGS)}"
        )
    return ending


class ParquetFile:
    """A Parquet file, written row group by row group."""

    def __init__(self, path: Path, schema: Any) -> None:
        parquet = load("pyarrow.parquet", "Parquet")
        self._compute = load("pyarrow.compute", "Parquet")
        self._pyarrow = load("pyarrow", "Parquet")
        self._file = parquet.ParquetWriter(path, schema)
        self._held: list[Any] = []
        self._rows = 0
        self._bytes = 0
        self._weighed = "text" if "text" in schema.names else None

    def write(self, batch: Any) -> None:
        """Takes the rows of an Arrow batch in."""
        sizes = None
        while batch.num_rows:
            if sizes is None:
                sizes = self._sizes(batch)
            room = min(GROUP_ROWS - self._rows, batch.num_rows)
            if sum(sizes[:room]) + self._bytes >= GROUP_BYTES:
                room = self._fit(sizes)
            self._held.append(batch.slice(0, room))
            self._rows += room
            self._bytes += sum(sizes[:room])
            batch, sizes = batch.slice(room), sizes[room:]
            if self._rows >= GROUP_ROWS or self._bytes >= GROUP_BYTES:
                self._flush()

    def _sizes(self, batch: Any) -> list[int]:
        """How many bytes of text each row has."""
        if self._weighed is None:
            return [0] * batch.num_rows
        sizes = self._compute.binary_length(batch.column(self._weighed))
        return [size or 0 for size in sizes.to_pylist()]

    def _fit(self, sizes: list[int]) -> int:
        """How many rows fill the group."""
        whole = self._bytes
        for at, size in enumerate(sizes):
            whole += size
            if whole >= GROUP_BYTES:
                return at + 1
        return len(sizes)

    def _flush(self) -> None:
        if self._held:
            group = self._pyarrow.Table.from_batches(self._held).combine_chunks()
            self._file.write_table(group, row_group_size=max(group.num_rows, 1))
        self._held, self._rows, self._bytes = [], 0, 0

    def close(self) -> None:
        """Writes what is held and ends the file."""
        self._flush()
        self._file.close()


class JsonLines:
    """An object a line: columns by name, dates as ISO strings."""

    def __init__(self, path: Path, ending: str) -> None:
        self._raw: Any = path.open("wb")
        self._out = self._raw
        if ending.endswith((".gz", ".zst")):
            pyarrow = load("pyarrow", "a compressed file")
            self._out = pyarrow.CompressedOutputStream(self._raw, "gzip" if ending.endswith(".gz") else "zstd")

    def write(self, batch: Any) -> None:
        """Writes the rows of an Arrow batch."""
        self._out.write(lines(batch).encode("utf-8"))

    def close(self) -> None:
        """Ends the file."""
        self._out.close()
        if not self._raw.closed:
            self._raw.close()


class Csv(JsonLines):
    """Commas between fields, names in the first line; a null is empty, a list or struct JSON, a date an ISO string."""

    def __init__(self, path: Path, ending: str, names: Sequence[str]) -> None:
        super().__init__(path, ending)
        self._put([names])

    def write(self, batch: Any) -> None:
        """Writes the rows of an Arrow batch."""
        self._put(map(_cell, row.values()) for row in batch.to_pylist())

    def _put(self, rows: Iterable[Iterable[Any]]) -> None:
        held = io.StringIO(newline="")
        csv.writer(held, lineterminator="\n").writerows(rows)
        self._out.write(held.getvalue().encode("utf-8"))


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return value.isoformat() if hasattr(value, "isoformat") else value


def lines(batch: Any) -> str:
    """The rows of an Arrow batch as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False, default=_plain) + "\n" for row in batch.to_pylist())


def _plain(value: Any) -> str:
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of JSON")
