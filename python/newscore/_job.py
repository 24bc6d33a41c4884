"""Long work over many rows: batch by batch, in bounded memory, kept step by step so that a killed run can go on.

While it runs, everything stands in a hidden folder beside the results: finished steps with the tables of their rows,
and `state.json`, which says how far they reach. A step counts once `state.json`, replaced whole, says so; what a killed
run left half done is done again. At the end the steps are joined into the results, under names of their own until all
are complete, and moved into place. How the work was cut into batches and steps leaves no trace in the results.
"""

from __future__ import annotations

import json
import shutil
import weakref
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._errors import OptionError
from newscore._frames import Columns
from newscore._libraries import load
from newscore._rejects import Sieve
from newscore._sources import Reader
from newscore._writers import writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from newscore._sources import Fields, Input

# A step ends after this much text, or after this many seconds: what a kill can cost.
STEP_CHARACTERS = 64 << 20
STEP_SECONDS = 20.0
VERSION = 1


class Batch(NamedTuple):
    """Rows to work on together, all of them good."""

    texts: list[str | None]
    ids: list[int] | list[str]
    published: list[Any]
    sources: list[str | None]
    carried: list[Sequence[Any]]
    first_row: int
    # Of a batch without a row: whether ids would be text.
    text_ids: bool = False


class Done(NamedTuple):
    """What was made of a batch: tables by name, an account that adds up, seconds by stage."""

    tables: dict[str, Any]
    account: dict[str, Any]
    timings: dict[str, float]


class Batches:
    """The rows of all inputs in batches, and the rejects among them.

    Args:
        inputs: read one after another.
        fields: the columns of those that have any.
        encoding: of text, JSON and CSV.
        characters: how much text a batch holds.
        place: [input, row within it, row over all]: where to begin.
    """

    def __init__(
        self, inputs: Sequence[Input], fields: Fields, encoding: str, characters: int, place: Sequence[int] = (0, 0, 0)
    ) -> None:
        self._inputs = inputs
        self._fields = fields
        self._encoding = encoding
        self._characters = characters
        self.place = list(place)
        self.rejects: list[dict[str, Any]] = []
        self.done = sum(one.size or 0 for one in inputs[: place[0]])
        named = fields.id is not None or (bool(inputs) and all(one.format == "text" for one in inputs))
        self.named = named
        self.sieve = Sieve(Columns(fields.text, "id" if named else None, fields.published, fields.source, fields.carry))

    @property
    def total(self) -> int | None:
        """Bytes of all inputs; None where one is standard input."""
        sizes = [one.size for one in self._inputs]
        return None if None in sizes else sum(size for size in sizes if size is not None)

    def __iter__(self) -> Iterator[Batch]:
        rows: list[Any] = []
        held = 0
        for row in self._rows():
            rows.append(row)
            held += len(row[1] or "") + 64
            if held >= self._characters:
                yield _batch(rows)
                rows, held = [], 0
        yield _batch(rows)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """(id, text, published, source, carried, row over all) of every good row."""
        while self.place[0] < len(self._inputs):
            source = self._inputs[self.place[0]]
            before = self.done
            reader = Reader(source, self._fields, self._encoding, self.place[1])
            try:
                for row in reader:
                    number = self.place[2]
                    self.place[1] += 1
                    self.place[2] += 1
                    page_id = row.id if self.named else number
                    reason = row.reason or self.sieve.reason(row.text, page_id, row.published, row.source)
                    if reason is None:
                        yield page_id, row.text, row.published, row.source, row.carried, number
                    else:
                        self._reject(source, self.place[1] - 1, row.id, reason)
                    self.done = before + reader.done
            except OSError as error:
                self._reject(source, None, None, error.strerror or str(error))
            self.done = before + (source.size or 0)
            self.place[:2] = [self.place[0] + 1, 0]

    def _reject(self, source: Input, row: int | None, page_id: Any, reason: str) -> None:
        entry: dict[str, Any] = {"path": source.name}
        if source.format != "text":
            named = page_id if isinstance(page_id, (str, int)) else None
            entry |= {"row": row, "page_id": named}
        self.rejects.append({**entry, "reason": reason})


def _batch(rows: list[tuple[Any, ...]]) -> Batch:
    ids, texts, published, sources, carried, numbers = zip(*rows, strict=True) if rows else ((),) * 6
    return Batch(list(texts), list(ids), list(published), list(sources), list(carried), numbers[0] if numbers else 0)


class Job:
    """Work whose finished steps outlive it.

    Args:
        folder: the hidden folder; made, and gone at the end.
        spec: what the work is of: an unfinished one of another spec is not continued.
        resume: whether to continue an unfinished one; else it is thrown away.

    Raises:
        OptionError: what is there to continue is of another spec, or another run works on it.
    """

    def __init__(self, folder: Path, spec: dict[str, Any], *, resume: bool) -> None:
        self._folder = folder
        self._state: dict[str, Any] = {
            "version": VERSION, "spec": spec, "steps": 0, "place": [0, 0, 0], "complete": False,
            "account": {}, "timings": {}, "rejects": 0,
        }  # fmt: skip
        self._made = not folder.parent.exists()
        folder.mkdir(parents=True, exist_ok=True)
        self._unlock = _lock(self, folder)
        state = folder / "state.json"
        self.resumed = resume and state.exists()
        if self.resumed:
            found = json.loads(state.read_text(encoding="utf-8"))
            if found["version"] != VERSION or found["spec"] != json.loads(json.dumps(spec)):
                raise OptionError(
                    f"the unfinished run in {folder} is of other inputs, options or versions: begin without --resume"
                )
            self._state = found
        else:
            state.unlink(missing_ok=True)
        for left in folder.iterdir():
            if left.name not in {"lock", "state.json", *map(self._step_name, range(self._state["steps"]))}:
                shutil.rmtree(left) if left.is_dir() else left.unlink()

    @staticmethod
    def _step_name(number: int) -> str:
        return f"step-{number:06}"

    @property
    def account(self) -> dict[str, Any]:
        """The accounts of all batches, added up."""
        account: dict[str, Any] = self._state["account"]
        return account

    @property
    def timings(self) -> dict[str, float]:
        """Seconds by stage."""
        timings: dict[str, float] = self._state["timings"]
        return timings

    @property
    def n_rejects(self) -> int:
        """How many rows and inputs were rejected."""
        count: int = self._state["rejects"]
        return count

    def rejects(self) -> Iterator[dict[str, Any]]:
        """Every rejected row and input, in order."""
        for step in self._steps():
            with (step / "rejects.jsonl").open(encoding="utf-8") as file:
                yield from map(json.loads, file)

    def _steps(self) -> Iterator[Path]:
        return (self._folder / self._step_name(number) for number in range(self._state["steps"]))

    def run(
        self,
        batches: Callable[[Sequence[int]], Batches],
        work: Callable[[Batch], Done],
        report: Callable[[int, int | None, int], object] | None = None,
    ) -> None:
        """Does all that is not done yet.

        Args:
            batches: the batches from a place on.
            work: what makes tables of a batch.
            report: gets bytes done, bytes in all (None: not known) and the number of rejects.
        """
        if self._state["complete"]:
            return
        source = batches(self._state["place"])
        if source.named:
            for page_id in self._ids():
                source.sieve.remember(page_id)
        step = _Step(self._folder / "unfinished")
        for batch in source:
            start = perf_counter()
            if batch.texts:
                made = work(batch)
                step.add(batch.ids if source.named else [], batch, made, perf_counter() - start)
            if step.is_full():
                self._keep(step, source)
                step = _Step(self._folder / "unfinished")
            if report is not None:
                report(source.done, source.total, self.n_rejects + len(source.rejects))
        if not step.account and not self.account:
            # Tables without rows have a schema too.
            nothing = Batch([], [], [], [], [], 0, source.named)
            step.add([], nothing, work(nothing), 0.0)
        self._state["complete"] = True
        self._keep(step, source)

    def _ids(self) -> Iterator[Any]:
        for step in self._steps():
            yield from json.loads((step / "ids.json").read_text(encoding="utf-8"))

    def _keep(self, step: _Step, source: Batches) -> None:
        """A step is finished: from now on it counts."""
        step.close(source.rejects)
        step.folder.rename(self._folder / self._step_name(self._state["steps"]))
        state = self._state
        state["steps"] += 1
        state["place"] = list(source.place)
        state["rejects"] += len(source.rejects)
        state["account"] = added(state["account"], step.account)
        state["timings"] = added(state["timings"], step.timings)
        source.rejects.clear()
        waiting = self._folder / "state.new"
        waiting.write_text(json.dumps(state), encoding="utf-8")
        waiting.replace(self._folder / "state.json")

    def tables(self, name: str) -> Iterator[Any]:
        """The batches of a table, over all steps, in order; of each step first an empty one, for its schema."""
        pyarrow = load("pyarrow", "tables")
        for step in self._steps():
            path = step / f"{name}.arrow"
            if path.exists():
                with pyarrow.OSFile(str(path)) as file, pyarrow.ipc.open_stream(file) as stream:
                    yield pyarrow.RecordBatch.from_pylist([], schema=stream.schema)
                    yield from stream

    def join(self, targets: Mapping[str, tuple[Path, str]]) -> list[tuple[Path, Path]]:
        """Writes each table into one file; gives (where it stands, where it belongs).

        Args:
            targets: of each table the path, and the ending that says what to write.
        """
        final = self._folder / "final"
        shutil.rmtree(final, ignore_errors=True)
        final.mkdir()
        moves = []
        for name, (target, ending) in targets.items():
            out = None
            for batch in self.tables(name):
                out = out or writer(final / target.name, batch.schema, ending)
                out.write(batch)
            if out is not None:
                out.close()
                moves.append((final / target.name, target))
        return moves

    def finish(self, moves: Sequence[tuple[Path, Path]]) -> list[Path]:
        """Moves complete files to where they belong, and takes the hidden folder away."""
        for waiting, target in moves:
            waiting.replace(target)
        # First, for NFS keeps files that are open.
        self._unlock()
        shutil.rmtree(self._folder, ignore_errors=True)
        return [target for _, target in moves]

    def abandon(self) -> None:
        """Takes the hidden folder away where nothing in it is worth keeping."""
        self._unlock()
        if self._state["steps"] == 0:
            shutil.rmtree(self._folder, ignore_errors=True)
            if self._made:
                self._folder.parent.rmdir()


def _lock(job: Job, folder: Path) -> Callable[[], object]:
    """Keeps other runs out of a folder as long as there is the job, however its process ends; needs fcntl.

    Returns:
        What lets them in.

    Raises:
        OptionError: another run is in it.
    """
    try:
        import fcntl
    except ImportError:
        return bool
    file = (folder / "lock").open("a")
    unlock = weakref.finalize(job, file.close)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OptionError(f"another run is writing to {folder}") from None
    except OSError:  # a file system of a network that has no locks
        pass
    return unlock


class _Step:
    """The tables of some batches, being written."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.folder = folder
        self.account: dict[str, Any] = {}
        self.timings: dict[str, float] = {}
        self._ids: list[Any] = []
        self._writers: dict[str, Any] = {}
        self._files: list[Any] = []
        self._characters = 0
        self._began = perf_counter()

    def add(self, ids: Sequence[Any], batch: Batch, made: Done, seconds: float) -> None:
        """Takes in what was made of a batch."""
        pyarrow = load("pyarrow", "tables")
        start = perf_counter()
        for name, table in made.tables.items():
            if name not in self._writers:
                file = pyarrow.OSFile(str(self.folder / f"{name}.arrow"), "wb")
                options = pyarrow.ipc.IpcWriteOptions(compression="lz4")
                self._files.append(file)
                self._writers[name] = pyarrow.ipc.new_stream(file, table.schema, options=options)
            self._writers[name].write_table(table)
        self._ids += ids
        self._characters += sum(len(text or "") for text in batch.texts)
        self.account = added(self.account, made.account)
        known = made.timings or {"work": seconds}
        self.timings = added(self.timings, {**known, "keeping": perf_counter() - start})

    def is_full(self) -> bool:
        """Whether this is as much as a kill should cost."""
        return self._characters >= STEP_CHARACTERS or perf_counter() - self._began >= STEP_SECONDS

    def close(self, rejects: Sequence[dict[str, Any]]) -> None:
        """Ends the files."""
        for out in (*self._writers.values(), *self._files):
            out.close()
        (self.folder / "ids.json").write_text(json.dumps(self._ids), encoding="utf-8")
        with (self.folder / "rejects.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(entry, ensure_ascii=True) + "\n" for entry in rejects)


def added(left: Any, right: Any) -> Any:
    """Two accounts as one: numbers add up, objects and lists of named entries go entry by entry, the rest must agree.

    Example:
        >>> added({"n": 1, "rules": [{"rule": "b", "n": 2}]}, {"n": 3, "rules": [{"rule": "a", "n": 1}]})
        {'n': 4, 'rules': [{'rule': 'a', 'n': 1}, {'rule': 'b', 'n': 2}]}
    """
    if isinstance(left, dict):
        return {
            # What only one side has is put into the same order as what both have.
            name: added(left.get(name, _nothing(right.get(name))), right.get(name, _nothing(left.get(name))))
            for name in sorted({**left, **right})
        }
    if isinstance(left, list):
        entries: dict[tuple[str, ...], Any] = {}
        for entry in (*left, *right):
            key = tuple(value for value in entry.values() if isinstance(value, str))
            entries[key] = added(entries[key], entry) if key in entries else entry
        return [entries[key] for key in sorted(entries)]
    return left + right if isinstance(left, (int, float)) else left


def _nothing(like: Any) -> Any:
    """What adds nothing to a value."""
    if isinstance(like, (dict, list)):
        return type(like)()
    return 0 if isinstance(like, (int, float)) else like
