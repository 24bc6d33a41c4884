"""Inputs of the command line as rows: text files, JSON lines, CSV and Parquet, compressed or not, one row at a time.

What an input is goes by the ending of its name, without .gz or .zst: .jsonl and .ndjson hold an object a line, .csv and
.tsv a header and rows, .parquet columns; anything else is one page of text. Rows are read as they are asked for.
"""

from __future__ import annotations

import csv
import glob
import io
import json
import re
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._errors import TableError
from newscore._libraries import load
from newscore._paths import check_encoding, undecodable, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newscore._paths import Refusal

STDIN = "-"
FORMATS = {
    "text": (".txt", ".text"),
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv", ".tsv"),
    "parquet": (".parquet",),
}
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd"}
# A compressed file that gives more than this many bytes, and this many times its own, is made to fill a machine: news
# text comes out five to fifty times as long.
UNPACKED_FLOOR = 256 << 20
UNPACKED_RATIO = 250
# Rows of JSON lines among which each column must stand once.
FIRST_OBJECTS = 1000
# Bytes that are not of the encoding, as Python's "surrogateescape" hands them on.
_ESCAPED = re.compile("[\udc80-\udcff]")


class Fields(NamedTuple):
    """The names of the columns to read."""

    text: str = "text"
    id: str | None = None
    published: str | None = None
    source: str | None = None
    carry: tuple[str, ...] = ()

    def places(self) -> list[str | None]:
        """The columns in the order of a row's values; None where there is none."""
        return [self.text, self.id, self.published, self.source, *self.carry]

    def named(self) -> list[str]:
        """Every column that must be there."""
        return [name for name in self.places() if name is not None]

    def needed(self) -> list[str]:
        """The columns that every row needs."""
        return [self.text] if self.id is None else [self.text, self.id]


class Row(NamedTuple):
    """One row of an input; what is no text or makes no sense is left for others to judge, but for `reason`."""

    text: Any
    id: Any = None
    published: Any = None
    source: Any = None
    carried: Sequence[Any] = ()
    reason: str | None = None


def _row(text: Any, page_id: Any, published: Any, source: Any, *carried: Any) -> Row:
    return Row(text, page_id, published, source, carried)


class Input(NamedTuple):
    """A file, or standard input, and how to read it."""

    name: str
    path: Path | None
    format: str
    compression: str | None
    # What standard input held, once it was read as one text: it cannot be read again.
    held: list[bytes] | None = None

    @property
    def size(self) -> int | None:
        """Bytes of the file, none where it is not to be had; None of standard input."""
        if self.path is None:
            return None
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def find_inputs(names: Sequence[str], stdin_format: str, refused: list[Refusal]) -> list[Input]:
    """The inputs that arguments of a command name: files, folders (their text files), globs, "-".

    Args:
        names: as given.
        stdin_format: what "-" holds.
        refused: gets what is found and cannot be an input.

    Raises:
        FileNotFoundError: a name that is no file, no folder, and matches none.
        TableError: a file is named twice.
    """
    inputs: list[Input] = []
    for name in names:
        if name == STDIN:
            inputs.append(Input(STDIN, None, stdin_format, None, []))
            continue
        found = [name] if Path(name).exists() else sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - absolute too
        if not found:
            raise FileNotFoundError(f"no such file or folder, and nothing that matches: {name}")
        inputs += [_input(shown, path) for shown, path in walk(found, refused)]
    seen: set[str] = set()
    for one in inputs:
        if one.name in seen:
            raise TableError(f"the file {one.name} is named twice")
        seen.add(one.name)
    return inputs


def _input(shown: str, path: Path) -> Input:
    compression = COMPRESSIONS.get(path.suffix.lower())
    ending = (path.with_suffix("") if compression else path).suffix.lower()
    format = next((name for name, endings in FORMATS.items() if ending in endings), "text")  # noqa: A001
    return Input(shown, path, format, None if format == "parquet" else compression)


class Reader:
    """The rows of one input, from a given row on.

    Args:
        source: the input.
        fields: the columns; a text file has none.
        encoding: of text, JSON and CSV.
        skip: rows to pass over.

    Raises:
        TableError: a CSV or Parquet file lacks a column or has it twice, or the first rows of JSON lines all lack it.
        OSError: the file cannot be read.
    """

    def __init__(self, source: Input, fields: Fields, encoding: str, skip: int = 0) -> None:
        self._source = source
        self._fields = fields
        self._encoding = check_encoding(encoding)
        self._skip = skip
        self._raw: Any = None
        self._share = 0.0
        # Fields of the first JSON objects.
        self._found: dict[str, None] | None = {}

    @property
    def done(self) -> int:
        """About how many bytes of the file have been read."""
        if self._raw is not None and not self._raw.closed:
            return int(self._raw.tell())
        return int(self._share * (self._source.size or 0))

    def __iter__(self) -> Iterator[Row]:
        rows: Iterator[Row] = getattr(self, f"_{self._source.format}")()
        return rows

    def _open(self) -> Any:
        """The input as a binary file of Python's kind."""
        if self._source.path is None:
            return sys.stdin.buffer
        self._raw = self._source.path.open("rb")
        if self._source.compression is None:
            return self._raw
        pyarrow = load("pyarrow", "a compressed file")
        stream = pyarrow.CompressedInputStream(self._raw, self._source.compression)
        return io.BufferedReader(_Unpacked(stream, self._raw), 1 << 20)

    def _text(self) -> Iterator[Row]:
        held = self._source.held
        if held:
            raw = held[0]
        else:
            with self._open() as file:
                raw = file.read()
            if held is not None:
                held.append(raw)
        self._share = 1.0
        if self._skip:
            return
        try:
            yield Row(raw.decode(self._encoding), self._source.name)
        except UnicodeDecodeError as error:
            yield Row(None, self._source.name, reason=undecodable(error))

    def _jsonl(self) -> Iterator[Row]:
        with self._open() as file:
            lines = (line for line in file if not line.isspace())
            rows = map(self._object, islice(lines, self._skip, None))
            first: list[Row] = []
            found = {} if self._found is None else self._found
            # Where no row has a field, its name is mistyped.
            wanted = [] if self._skip else self._fields.named()
            while not found.keys() >= set(wanted) and len(first) < FIRST_OBJECTS and (row := next(rows, None)):
                first.append(row)
            if found:
                self._check(wanted, list(found))
            self._found = None
            yield from first
            yield from rows
        self._share = 1.0

    def _object(self, line: bytes) -> Row:
        try:
            entry = json.loads(line.decode(self._encoding))
        except UnicodeDecodeError as error:
            return Row(None, reason=undecodable(error))
        except (ValueError, RecursionError) as error:
            return Row(None, reason=f"no JSON: {error}")
        if not isinstance(entry, dict):
            return Row(None, reason=f"{type(entry).__name__}, not an object")
        if self._found is not None:
            self._found.update(dict.fromkeys(entry))
        # Objects of one file need not have the same fields; what only stands beside the text may be missing.
        missing = [name for name in self._fields.needed() if name not in entry]
        if missing:
            return Row(None, entry.get(self._fields.id or ""), reason=f"no field {missing[0]!r}")
        return _row(*(None if name is None else entry.get(name) for name in self._fields.places()))

    def _csv(self) -> Iterator[Row]:
        csv.field_size_limit(2**31 - 1)
        with io.TextIOWrapper(self._open(), self._encoding, errors="surrogateescape", newline="") as file:
            tabs = self._source.name.lower().removesuffix(".gz").removesuffix(".zst").endswith(".tsv")
            # Strictly: what a reader makes of broken quotes is not the text that somebody wrote.
            rows = csv.reader(file, delimiter="\t" if tabs else ",", strict=True)
            places, width = self._header(next(rows, []))
            number = 0
            while True:
                reason: str | None = None
                try:
                    cells = next(rows)
                except StopIteration:
                    break
                except csv.Error as error:
                    unclosed = "; a quote is never closed, and all that follows it would be one cell"
                    cells, reason = [], f"no CSV: {error}{unclosed if 'end of data' in str(error) else ''}"
                if not (cells or reason):
                    continue
                number += 1
                if number > self._skip:
                    yield self._cells(cells, places, width, reason)
        self._share = 1.0

    def _check(self, names: list[str], found: list[str]) -> None:
        missing = [name for name in names if name not in found]
        if missing:
            raise TableError(
                f"{self._source.name}: no column {missing[0]!r}; the file has {', '.join(found) or 'none'}"
            )

    def _header(self, found: list[str]) -> tuple[list[int | None], int]:
        self._check(self._fields.named(), found)
        twice = [name for name in self._fields.named() if found.count(name) > 1]
        if twice:
            raise TableError(f"{self._source.name}: more than one column {twice[0]!r}")
        return [None if name is None else found.index(name) for name in self._fields.places()], len(found)

    def _cells(self, cells: list[str], places: list[int | None], width: int, reason: str | None) -> Row:
        if reason is None and len(cells) != width:
            reason = f"{len(cells)} fields, the header has {width}"
        if reason is None and any(_ESCAPED.search(cells[at]) for at in places if at is not None):
            reason = f"not {self._encoding}"
        if reason is not None:
            return Row(None, reason=reason)
        text, *beside = (None if at is None else cells[at] for at in places)
        # A text may be empty; an empty cell beside it says nothing.
        return _row(text, *(value or None for value in beside))

    def _parquet(self) -> Iterator[Row]:
        try:
            yield from self._groups()
        except load("pyarrow", "Parquet").ArrowException as error:
            raise OSError(f"no Parquet: {error}") from error

    def _groups(self) -> Iterator[Row]:
        parquet = load("pyarrow.parquet", "Parquet")
        with parquet.ParquetFile(self._source.path) as file:
            self._header(file.schema_arrow.names)
            total = max(file.metadata.num_rows, 1)
            before = 0
            for group in range(file.metadata.num_row_groups):
                rows = file.metadata.row_group(group).num_rows
                if before + rows > self._skip:
                    yield from self._group(file, group, before, total)
                before += rows
        self._share = 1.0

    def _group(self, file: Any, group: int, before: int, total: int) -> Iterator[Row]:
        for batch in file.iter_batches(batch_size=256, row_groups=[group], columns=self._fields.named()):
            columns = [None if name is None else batch.column(name).to_pylist() for name in self._fields.places()]
            for at in range(batch.num_rows):
                if before + at >= self._skip:
                    yield _row(*(None if column is None else column[at] for column in columns))
            before += batch.num_rows
            self._share = before / total


class _Unpacked(io.RawIOBase):
    """An Arrow stream as Python's buffers read it, which ends in an error where much comes of next to nothing.

    Args:
        stream: what comes out.
        packed: the file behind it.
    """

    def __init__(self, stream: Any, packed: Any) -> None:
        self._stream = stream
        self._packed = packed
        self._out = 0

    def readable(self) -> bool:
        """Nothing else is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads into `buffer`; 0 at the end."""
        # What an archive that is cut short held before its end comes out but for one read.
        data = self._stream.read(min(len(buffer), 1 << 16))
        self._out += len(data)
        if self._out > max(UNPACKED_FLOOR, UNPACKED_RATIO * int(self._packed.tell())):
            raise OSError(
                f"unpacks to more than {UNPACKED_RATIO} times its size, as no text does; if it is one, unpack it first"
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Closes the stream too."""
        if not self.closed:
            self._stream.close()
        super().close()
