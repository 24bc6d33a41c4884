"""What the commands do: a function of the package over all inputs, into files or onto standard output."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import newscore
from newscore._errors import OptionError
from newscore._frames import SURROGATE
from newscore._job import Batch, Batches, Done, Job
from newscore._libraries import load
from newscore._progress import Line, reporter
from newscore._published import published_at
from newscore._run import TABLES, RunTables, TopEntities
from newscore._sources import STDIN
from newscore._writers import ENDINGS, check_ending, ending_of, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newscore._options import Choices
    from newscore._page import Page
    from newscore._pipeline import Pipeline

# What no folder is called.
_FILES = frozenset(".arrow .bz2 .feather .gz .json .tsv .txt .xlsx .xz .zip .zst".split())
_JSON = (bool, int, float, list, dict)
# Of rejects, how many the manifest itself holds; the file of --rejects has all.
REJECTS_SHOWN = 100


class Column:
    """What a command makes of a batch: a table, and lines of plain text.

    Args:
        table: makes an Arrow table of a batch.
        plain: the lines of standard output for a table whose inputs are text files.
        chosen: what its results depend on.
    """

    def __init__(self, name: str, table: Callable[[Batch], Any], plain: Callable[[Any], str], **chosen: Any) -> None:
        self.name = name
        self.table = table
        self.plain = plain
        self.chosen = chosen


def run_folder(choices: Choices, out: Path, *, report: bool | None) -> tuple[dict[str, Any], int]:
    """`newscore run`: five tables, a manifest, a report.

    Returns:
        The stats of the summary, and how many inputs and rows were refused.

    Raises:
        OptionError: OUT is an existing file that is no table, or the options do not go together.
        OSError: as the file system has it.
    """
    start = perf_counter()
    pipe = choices.pipeline()
    gazetteer_seconds = perf_counter() - start
    targets, side = _targets(out)
    if report is None:
        report = choices.only_text and ending_of(out) is None
    if report and not choices.only_text and STDIN in choices.names:
        raise OptionError("--report reads tables twice, which standard input cannot be: name a file, or leave it out")
    spec = choices.spec("run", pipeline=pipe.hash, out=sorted(ending for _, ending in targets.values()))
    job = Job(_work_folder(out), spec, resume=choices.resume)
    _do(choices, job, lambda batch: _carrying(_tables(pipe, batch), choices.fields.carry, batch))
    start = perf_counter()
    moves = job.join(targets)
    top = TopEntities()
    for batch in job.tables("mentions"):
        top.add(*(batch.column(name).to_pylist() for name in TopEntities.COLUMNS))
    rejects = [*(refusal._asdict() for refusal in choices.refused), *job.rejects()]
    whole = [entry for entry in rejects if entry.get("row") is None]
    stats = {
        **{name: sum(batch.num_rows for batch in job.tables(name)) for name in TABLES},
        "characters": job.account["characters"],
        "labels": job.account["labels"],
        "entities": top.top(),
        "refused": [{"path": _place(entry), "reason": entry["reason"]} for entry in rejects],
    }
    manifest = {**job.account, "options": pipe.options, "pipeline": pipe.hash}
    manifest["options"].pop("n_threads")
    manifest["refused"] = [{"path": entry["path"], "reason": entry["reason"]} for entry in whole]
    rows = [entry for entry in rejects if entry.get("row") is not None]
    if rows:
        manifest["rejects"] = {"rows": len(rows), "first": rows[:REJECTS_SHOWN]}
    texts = {"manifest.json": json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"}
    if report:
        from newscore.display import report_html

        title = f"newscore: {', '.join(choices.names[:3])}{' …' if len(choices.names) > 3 else ''}"
        texts["report.html"] = report_html(_pages(choices, pipe), title=title, summary=stats)
    for name, text in texts.items():
        waiting = _work_folder(out) / "final" / side(name).name
        waiting.write_text(text, encoding="utf-8", errors="backslashreplace")
        moves.append((waiting, side(name)))
    _write_rejects(choices, rejects)
    stages = {"gazetteer": gazetteer_seconds, **job.timings, "writing": perf_counter() - start}
    stats["timings"] = [{"stage": stage, "seconds": seconds} for stage, seconds in stages.items() if seconds > 0]
    stats["outputs"] = job.finish(moves)
    return stats, len(rejects)


def _place(entry: dict[str, Any]) -> str:
    return entry["path"] if entry.get("row") is None else f"{entry['path']}, row {entry['row']}"


def _targets(out: Path) -> tuple[dict[str, tuple[Path, str]], Callable[[str], Path]]:
    """Where each table goes, and a function from the name of another file to where that goes."""
    ending = ending_of(out)
    if ending is None:
        if out.exists() and not out.is_dir():
            raise OptionError(f"{out} is an existing file; name a folder, which is made if it is not there")
        if out.suffix.lower() in _FILES and not out.exists():
            known = ", ".join(ENDINGS)
            raise OptionError(f"cannot tell what to write from the name {out.name!r}; accepted: a folder, or {known}")
        return {name: (out / f"{name}.parquet", ".parquet") for name in TABLES}, lambda name: out / name
    if out.is_dir():
        raise OptionError(f"{out} is a folder, though named like a file")
    stem = out.name[: -len(ending)]
    return (
        {name: (out.with_name(f"{stem}.{name}{ending}"), ending) for name in TABLES},
        lambda name: out.with_name(f"{stem}.{name}"),
    )


def _work_folder(out: Path) -> Path:
    return out / ".newscore" if ending_of(out) is None else out.with_name(f".{out.name}.newscore")


def _do(choices: Choices, job: Job, work: Callable[[Batch], Done]) -> None:
    """Runs a job; what an interrupt or an error leaves is worth keeping only once a step is complete."""

    def batches(place: Sequence[int]) -> Batches:
        return Batches(choices.inputs, choices.fields, choices.encoding, choices.characters, place)

    line = _line(choices)
    try:
        job.run(batches, work, line)
    except BaseException:
        job.abandon()
        raise
    finally:
        if line is not None:
            line.clear()


def _line(choices: Choices) -> Line | None:
    line = reporter(None if choices.progress else False)
    return Line(patience=1.0, unit="MB") if isinstance(line, Line) else None


def _tables(pipe: Pipeline, batch: Batch) -> Done:
    pyarrow = load("pyarrow", "the command")
    made = pipe._engine.run(  # noqa: SLF001
        batch.texts,
        ids=batch.ids,
        text_ids=batch.text_ids,
        first_row=0,
        published=[published_at(value) for value in batch.published],
        sources=batch.sources,
        progress=None,
        metadata={"newscore.pipeline": pipe.hash},
    )
    tables = RunTables(*made)
    account = json.loads(tables.manifest)
    return Done({name: pyarrow.table(getattr(tables, name)) for name in TABLES}, account, tables.timings)


def _carrying(done: Done, names: Sequence[str], batch: Batch) -> Done:
    """The tables, that of the pages with the carried columns after its id."""
    pyarrow = load("pyarrow", "the command")
    pages = done.tables["pages"]
    for at, name in enumerate(names):
        texts = [_as_text(values[at]) for values in batch.carried]
        pages = pages.add_column(1 + at, name, pyarrow.array(texts, pyarrow.large_string()))
    done.tables["pages"] = pages
    return done


def _as_text(value: Any) -> str | None:
    """A carried value. Rows of JSON need not agree on its type, so it becomes text: numbers and lists as JSON."""
    if value is None:
        return None
    text = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, _JSON) else str(value)
    return SURROGATE.sub("\ufffd", text)


def _pages(choices: Choices, pipe: Pipeline) -> Iterator[Page]:
    """The pages of the inputs once more, one by one."""
    for batch in Batches(choices.inputs, choices.fields, choices.encoding, choices.characters):
        yield from _analysed(batch, pipe)


def _analysed(batch: Batch, pipe: Pipeline) -> Iterator[Page]:
    for at, text in enumerate(batch.texts):
        if text is not None:
            yield pipe._engine.analyze(  # noqa: SLF001
                text,
                published=published_at(batch.published[at]),
                source=batch.sources[at],
                page_id=batch.ids[at],
            )


def _write_rejects(choices: Choices, rejects: Sequence[dict[str, Any]]) -> None:
    if choices.rejects is not None:
        choices.rejects.parent.mkdir(parents=True, exist_ok=True)
        waiting = choices.rejects.with_name(f".{choices.rejects.name}.new")
        with waiting.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in rejects)
        waiting.replace(choices.rejects)


@contextmanager
def columns_of(name: str, choices: Choices) -> Iterator[Column]:
    """What the command `name` makes of a batch."""
    yield _COLUMNS[name](choices)


def write_column(column: Column, choices: Choices, out: Path | None) -> list[dict[str, Any]]:
    """Makes one table of all inputs: into `out`, or as lines on standard output.

    Returns:
        What was refused.
    """
    if out is None:
        return _to_stdout(column, choices)
    ending = check_ending(out)
    if out.is_dir():
        raise OptionError(f"{out} is a folder, though named like a file")
    job = Job(_work_folder(out), choices.spec(column.name, ending=ending, **column.chosen), resume=choices.resume)
    _do(choices, job, lambda batch: Done({"rows": column.table(batch)}, {"pages": len(batch.texts)}, {}))
    rejects = [*(refusal._asdict() for refusal in choices.refused), *job.rejects()]
    moves = job.join({"rows": (out, ending)})
    _write_rejects(choices, rejects)
    job.finish(moves)
    return rejects


def _to_stdout(column: Column, choices: Choices) -> list[dict[str, Any]]:
    if choices.resume:
        raise OptionError("--resume needs --out: what was printed is not kept")
    source = Batches(choices.inputs, choices.fields, choices.encoding, choices.characters)
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    for batch in source:
        if batch.texts:
            table = column.table(batch)
            sys.stdout.write(column.plain(table) if choices.only_text else lines(table))
            sys.stdout.flush()
    rejects = [*(refusal._asdict() for refusal in choices.refused), *source.rejects]
    _write_rejects(choices, rejects)
    return rejects


def _clean(choices: Choices) -> Column:
    pipe = newscore.Pipeline(**choices.cleaning())
    pyarrow = load("pyarrow", "the command")

    def table(batch: Batch) -> Any:
        sources = None if pipe.boilerplate is None else batch.sources
        texts = pyarrow.table(pipe._engine.clean_column(batch.texts, sources)).column(0)  # noqa: SLF001
        return pyarrow.table({"page_id": _ids(batch), "text": texts})

    def plain(made: Any) -> str:
        return "".join(f"{text}\n" for text in made.column("text").to_pylist() if text is not None)

    return Column("clean", table, plain, pipeline=pipe.hash)


def _sentences(choices: Choices) -> Column:
    unit = choices.others["unit"]
    pipe = newscore.Pipeline(
        lang=choices.others["lang"], line_breaks=choices.others["line_breaks"], n_threads=choices.threads
    )
    pyarrow, compute = load("pyarrow", "the command"), load("pyarrow.compute", "the command")

    def table(batch: Batch) -> Any:
        engine = pipe._engine  # noqa: SLF001
        texts = pyarrow.table(engine.sentences_column(batch.texts)).column(0).combine_chunks()
        spans = pyarrow.table(engine.sentence_spans_column(batch.texts, unit)).column(0).combine_chunks().flatten()
        parents = compute.list_parent_indices(texts)
        firsts = compute.subtract(texts.offsets[:-1], texts.offsets[0]).cast(pyarrow.int64())
        places = compute.subtract(pyarrow.array(range(len(parents)), pyarrow.int64()), firsts.take(parents))
        columns = {
            "page_id": _ids(batch).take(parents),
            "sentence_id": places.cast(pyarrow.int32()),
            "start": spans.field("start"),
            "end": spans.field("end"),
            "text": texts.flatten(),
        }
        fields = [
            pyarrow.field(name, values.type, metadata={"unit": unit} if name in {"start", "end"} else None)
            for name, values in columns.items()
        ]
        return pyarrow.table(list(columns.values()), schema=pyarrow.schema(fields))

    def plain(made: Any) -> str:
        return "".join(" ".join(text.split()) + "\n" for text in made.column("text").to_pylist())

    return Column("sentences", table, plain, pipeline=pipe.hash, unit=unit)


def _articles(choices: Choices) -> Column:
    pipe = choices.pipeline()

    def plain(made: Any) -> str:
        rows = made.select(["headline", "text"]).to_pylist()
        return "\n".join(f"# {row['headline'] or '(no headline)'}\n{row['text']}\n" for row in rows)

    return Column("articles", lambda batch: _tables(pipe, batch).tables["articles"], plain, pipeline=pipe.hash)


def _find(choices: Choices) -> Column:
    gazetteer = choices.gazetteer()
    if gazetteer is None:
        raise OptionError("find needs names to find: --gazetteer builtin, or the path of a gazetteer")
    pyarrow = load("pyarrow", "the command")
    chosen = {name: choices.others[name] for name in ("overlap", "lang", "unit")}
    gazetteer.find("", overlap=chosen["overlap"], lang=chosen["lang"])  # a language that is not known is told at once

    def table(batch: Batch) -> Any:
        found = pyarrow.table(gazetteer._mentions_column(batch.texts, nested=False, **chosen))  # noqa: SLF001
        return found.set_column(0, "page_id", _ids(batch).take(found.column("row")))

    def plain(made: Any) -> str:
        rows = made.select(["start", "end", "text", "entity_id", "match_kind"]).to_pylist()
        return "".join(
            f"{row['start']}\t{row['end']}\t{' '.join(row['text'].split())}\t{row['entity_id'] or ''}\t"
            f"{row['match_kind']}\n"
            for row in rows
        )

    return Column("find", table, plain, gazetteer=newscore.Pipeline(gazetteer=gazetteer).hash, **chosen)


_COLUMNS = {"clean": _clean, "sentences": _sentences, "articles": _articles, "find": _find}


def _ids(batch: Batch) -> Any:
    pyarrow = load("pyarrow", "the command")
    text = isinstance(batch.ids[0], str) if batch.ids else batch.text_ids
    return pyarrow.array(batch.ids, pyarrow.large_string() if text else pyarrow.int64())


def explain_pages(choices: Choices, page: str | None, *, sentences: bool = False) -> Iterator[tuple[str, str | None]]:
    """Of each page its explanation and None; of each that is refused its name and the reason."""
    pipe = choices.pipeline()
    source = Batches(choices.inputs, choices.fields, choices.encoding, 1)
    told = 0
    for batch in source:
        for entry in source.rejects[told:]:
            yield _place(entry), entry["reason"]
        told = len(source.rejects)
        for found in _analysed(batch, pipe):
            if page in (None, str(found.page_id)):
                yield str(found.explain(sentences=sentences)), None


def fit_model(choices: Choices, model: newscore.BoilerplateModel) -> tuple[newscore.BoilerplateModel, int]:
    """Fits a model to all inputs, batch by batch; gives it and how much was refused."""
    if not choices.only_text and choices.fields.source is None:
        raise OptionError("fit-boilerplate needs --source-col: what repeats is learned of each publisher")
    source = Batches(choices.inputs, choices.fields, choices.encoding, choices.characters)
    line = _line(choices)

    def rows() -> Iterator[tuple[str | None, str | None]]:
        for batch in source:
            yield from zip(batch.texts, _publishers(choices, batch), strict=True)
            if line is not None:
                line(source.done, source.total, len(source.rejects))

    try:
        model.fit(*_apart(rows()))
    finally:
        if line is not None:
            line.clear()
    rejects = [*(refusal._asdict() for refusal in choices.refused), *source.rejects]
    _write_rejects(choices, rejects)
    return model, len(rejects)


def _publishers(choices: Choices, batch: Batch) -> Sequence[str | None]:
    return [Path(str(name)).parent.name for name in batch.ids] if choices.only_text else batch.sources


def _apart(rows: Iterator[tuple[Any, Any]]) -> tuple[Iterator[Any], Iterator[Any]]:
    """Pairs as two iterators that are read in step."""
    from itertools import tee

    first, second = tee(rows)
    return (one for one, _ in first), (other for _, other in second)
