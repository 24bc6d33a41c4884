"""Files and folders as pages: what is read, what is refused and why."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newscore._errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXT_SUFFIXES = (".txt", ".text")


def is_table(path: os.PathLike[str]) -> bool:
    """Whether a file is named like a table."""
    endings = [ending for ending in Path(path).suffixes if ending.lower() not in {".gz", ".zst"}] or [""]
    return endings[-1].lower() in {".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"} and not Path(path).is_dir()


class Refusal(NamedTuple):
    """An input that gave no page."""

    path: str
    reason: str


class Files(NamedTuple):
    """The pages that were read and the inputs that were refused, in the order they were named."""

    names: list[str]
    texts: list[str]
    refused: list[Refusal]


def read_files(paths: Iterable[str | os.PathLike[str]], encoding: str = "utf-8") -> Files:
    """Reads text files, and the text files (.txt, .text) of folders, sorted by name.

    A file that cannot be read or decoded is refused with its reason and the rest go on. Line ends are left as they
    are; a byte order mark is taken as the encoding's, not as text.

    Args:
        paths: files and folders. A page is named by its path, as given.
        encoding: of all files.

    Raises:
        OptionError: no such encoding.
        FileNotFoundError: a path that was named does not exist.
    """
    encoding = check_encoding(encoding)
    names: list[str] = []
    texts: list[str] = []
    refused: list[Refusal] = []
    for shown, path in walk(paths, refused):
        try:
            text = path.read_bytes().decode(encoding)
        except UnicodeDecodeError as error:  # noqa: PERF203 - each file is refused for itself
            refused.append(Refusal(shown, undecodable(error)))
        except OSError as error:
            refused.append(Refusal(shown, error.strerror or str(error)))
        else:
            names.append(shown)
            texts.append(text)
    return Files(names, texts, refused)


def check_encoding(encoding: str) -> str:
    """The encoding to read with: that of UTF-8 passes over a byte order mark.

    Raises:
        OptionError: no such encoding.
    """
    try:
        "".encode(encoding)
    except LookupError as error:
        raise OptionError(
            f"unknown encoding {encoding!r}; accepted: utf-8, cp1252, latin-1 and Python's others"
        ) from error
    return "utf-8-sig" if encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else encoding


def walk(paths: Iterable[str | os.PathLike[str]], refused: list[Refusal]) -> Iterator[tuple[str, Path]]:
    """The files among `paths` and the text files of the folders, sorted, each as shown and as a path.

    Links to folders inside a folder are not followed, so that none is walked twice or without end.

    Args:
        paths: files and folders.
        refused: gets what is named like a text file inside a folder and is none: a folder, a pipe, a link to nowhere.

    Raises:
        FileNotFoundError: a path that does not exist.
    """
    for given in map(Path, paths):
        if not given.exists():
            raise FileNotFoundError(f"no such file or folder: {given}")
        if not given.is_dir():
            yield _shown(given), given
            continue
        for folder, folders, files in os.walk(given):
            named_like_text = sorted(name for name in folders if name.lower().endswith(TEXT_SUFFIXES))
            reason = "is a directory, though named like a text file"
            refused += [Refusal(_shown(Path(folder, name)), reason) for name in named_like_text]
            folders[:] = sorted(set(folders).difference(named_like_text))
            for path in (Path(folder, name) for name in sorted(files) if name.lower().endswith(TEXT_SUFFIXES)):
                if (why := _no_file(path)) is None:
                    yield _shown(path), path
                else:
                    refused.append(Refusal(_shown(path), why))


def _no_file(path: Path) -> str | None:
    """Why something in a folder is not read: a pipe that nobody writes to would be waited for without end."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return error.strerror or str(error)
    return None if stat.S_ISREG(mode) else "is no regular file"


def _shown(path: Path) -> str:
    r"""The path as text; bytes of a name that are no UTF-8 are shown as \xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def undecodable(error: UnicodeDecodeError) -> str:
    """What is wrong with bytes that are not of their encoding, and what to do."""
    encoding = "UTF-8" if error.encoding.startswith("utf-8") else error.encoding
    return (
        f"not {encoding}: byte 0x{error.object[error.start]:02x} at offset {error.start}; "
        "if the file is in another encoding, name it (encoding: cp1252, for instance)"
    )
