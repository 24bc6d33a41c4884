"""What engines of many machines share: what is read of a frame, the tables on demand, and all of them in one pass."""

from __future__ import annotations

import json
import uuid
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._errors import OptionError
from newscore._job import added
from newscore._pipeline import Pipeline
from newscore._run import TABLES
from newscore._writers import ParquetFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from os import PathLike

    from newscore._run import RunResult


class ClusterTables:
    """The tables of a run on many machines: frames of the engine, each computed when the engine is asked for it.

    Each table is a pass over the pages of its own. Where several are needed, `write_parquet` makes all five in one.
    """

    def __init__(
        self, pipe: Pipeline, make: Callable[[str], Any], write: Callable[[str], Sequence[dict[str, Any]]]
    ) -> None:
        self._pipe = pipe
        self._make = make
        self._write = write

    @property
    def pages(self) -> Any:
        """One row a page."""
        return self._make("pages")

    @property
    def articles(self) -> Any:
        """One row an article."""
        return self._make("articles")

    @property
    def segments(self) -> Any:
        """One row a segment."""
        return self._make("segments")

    @property
    def sentences(self) -> Any:
        """One row a sentence of kept text."""
        return self._make("sentences")

    @property
    def mentions(self) -> Any:
        """One row a mention."""
        return self._make("mentions")

    def write_parquet(self, folder: str | PathLike[str]) -> dict[str, Any]:
        """Makes all tables in one pass and writes them where the workers run, each partition into files of its own.

        Args:
            folder: where every worker and the caller can write, by the same name. It gets a folder for each table, with
                a file a partition, and `manifest.json`. A task that fails and is run again replaces its files, each of
                them whole.

        Returns:
            The manifest: what was run, with what, and what became of every character.

        Raises:
            OptionError: the folder holds tables already.
        """
        out = Path(folder).absolute()
        if any((out / name).exists() for name in TABLES):
            raise OptionError(f"{out} holds tables already: name a folder that does not")
        for name in TABLES:
            (out / name).mkdir(parents=True)
        manifest: dict[str, Any] = reduce(added, self._write(str(out)), {})
        manifest |= {"options": self._pipe.options, "pipeline": self._pipe.hash}
        manifest["options"].pop("n_threads")
        text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        (out / "manifest.json").write_text(text, encoding="utf-8", errors="backslashreplace")
        return manifest

    def __repr__(self) -> str:
        return f"ClusterTables({', '.join(TABLES)})"


class Given(NamedTuple):
    """What a run on an engine reads, and with what it is done."""

    pipeline: Pipeline
    columns: list[str]
    named: dict[str, str | None]


def given(found: Iterable[Any], pipeline: Pipeline | None, options: dict[str, Any], **named: str | None) -> Given:
    """The arguments of an engine's `run`, checked.

    Args:
        found: the columns of the frame.
        pipeline: all choices in one, or None.
        options: of a Pipeline, instead.
        **named: text, id, published and source.

    Raises:
        TypeError: a pipeline and options are both given.
        OptionError: a column is not there, or there is no id: rows have no numbers across machines.
    """
    if pipeline is not None and options:
        raise TypeError(f"give a pipeline, or its options, not both: {', '.join(options)}")
    if named.get("id") is None:
        raise OptionError("id=None is not accepted: name the column that tells pages apart, rows have no numbers here")
    columns = [name for name in named.values() if name is not None]
    known = list(found)
    missing = [name for name in columns if name not in known]
    if missing:
        raise OptionError(f"no column {missing[0]!r}; the frame has {', '.join(map(repr, known))}")
    return Given(Pipeline(**options) if pipeline is None else pipeline, columns, named)


def _add(made: RunResult, files: dict[str, tuple[Path, ParquetFile]], folder: str, waiting: str) -> None:
    for name in TABLES:
        table = getattr(made, name)
        if name not in files:
            path = Path(folder, name, waiting)
            files[name] = (path, ParquetFile(path, table.schema))
        for batch in table.to_batches():
            files[name][1].write(batch)


def write_part(results: Iterable[RunResult], folder: str, number: int) -> dict[str, Any]:
    """Writes the tables of partition `number`, batch by batch; gives the account of its characters."""
    account: dict[str, Any] = {}
    files: dict[str, tuple[Path, ParquetFile]] = {}
    # Two tasks may be at work on one partition: the engine starts slow ones twice.
    waiting = f".part-{number:05}-{uuid.uuid4().hex}"
    for out in results:
        account = added(account, json.loads(out._tables.manifest))  # noqa: SLF001
        _add(out.to_arrow(), files, folder, waiting)
        # Held on to, it would stand in memory beside the next.
        del out
    for path, file in files.values():
        file.close()
        path.replace(path.with_name(f"part-{number:05}.parquet"))
    return account
