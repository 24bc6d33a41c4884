"""A run over many pages: tables out, and an account of what was done."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._errors import OptionError, TableError, check_known
from newscore._frames import Columns, Input, carried, read_frame, to_library
from newscore._libraries import FRAMES, is_null, library_of, load, no_frame
from newscore._markup import counted
from newscore._mention_rows import COUNTED, COUNTED_LABELS, names_in, values_in
from newscore._paths import Refusal, is_table, read_files
from newscore._progress import reporter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newscore._audit import Audit
    from newscore._doubts import Doubts
    from newscore._page import Page
    from newscore._pipeline import Pipeline
    from newscore._rejects import Reject
    from newscore._table import Table

# A str longer than this is a text, not somebody's file name.
LONGEST_PATH = 1024
TABLES = ("pages", "articles", "segments", "sentences", "mentions")
RUN_OPTIONS = frozenset({"text", "id", "published", "source", "carry", "encoding", "progress"})


def run_pipeline(
    pipe: Pipeline,
    data: Any,
    *,
    text: str = "text",
    id: str | None = None,  # noqa: A002 - the name that users write
    published: str | None = None,
    source: str | None = None,
    carry: Sequence[str] = (),
    encoding: str = "utf-8",
    progress: bool | Callable[[int, int], object] | None = None,
    first_row: int = 0,
    rows: list[int] | None = None,
) -> RunResult:
    """Runs a pipeline over anything `newscore.run` takes; see there for the arguments.

    Where no id column is named, page ids count on from `first_row`, or are `rows`.
    """
    columns = Columns(text, id, published, source, carried(carry))
    report = reporter(progress)
    given, refused = _read(data, columns, encoding)
    tables = pipe._engine.run(  # noqa: SLF001
        given.texts,
        ids=rows if given.ids is None else given.ids,
        text_ids=given.text_ids,
        first_row=first_row,
        published=given.published,
        sources=given.sources,
        progress=report,
        metadata={"newscore.pipeline": pipe.hash},
    )
    return RunResult(pipe, given, RunTables(*tables), refused)


def stream_pipeline(
    pipe: Pipeline, batches: Iterable[Any], on_error: str = "raise", **options: Any
) -> Iterator[RunResult]:
    """Runs batch after batch; row numbers count on over rows and rejects."""
    no_frame(batches, "batches", "an iterable of frames, such as [df]")
    check_known("on_error", on_error, ("raise", "reject"))
    unknown = [name for name in options if name not in RUN_OPTIONS]
    if unknown:
        accepted = ", ".join(sorted(RUN_OPTIONS | {"on_error"}))
        raise TypeError(f"stream() has no option {unknown[0]!r}; accepted: {accepted}")
    options["carry"] = carried(options.get("carry", ()))
    return _stream(pipe, batches, on_error == "reject", options)


def _stream(pipe: Pipeline, batches: Iterable[Any], sifted: bool, options: dict[str, Any]) -> Iterator[RunResult]:
    from newscore._rejects import Sieve

    named: dict[str, Any] = {name: options.get(name) for name in ("id", "published", "source")}
    sieve = Sieve(Columns(text=options.get("text", "text"), carry=options["carry"], **named))
    row = 0
    for batch in batches:
        if not (sifted and _has_rows(batch)):
            out = run_pipeline(pipe, batch, first_row=row, **options)
            row += out.n_pages
        else:
            kept, rows, rejects = sieve.sift(batch, row)
            out = run_pipeline(pipe, kept, rows=rows if rejects else None, first_row=row, **options)
            out.rejects = rejects
            row += out.n_pages + len(rejects)
            del kept
        # Held here, batch and result would stand in memory beside the next ones.
        del batch
        yield out
        del out


def _has_rows(batch: Any) -> bool:
    """Whether rows of a batch can be told apart: paths are refused as they are read, and Arrow holds text alone."""
    if library_of(batch) in FRAMES:
        return True
    items = batch[:1] if isinstance(batch, (list, tuple)) else ()
    return hasattr(batch, "__iter__") and not (
        isinstance(batch, (str, bytes, os.PathLike))
        or hasattr(batch, "__arrow_c_stream__")
        or any(isinstance(item, os.PathLike) for item in items)
    )


def _read(data: Any, columns: Columns, encoding: str) -> tuple[Input, list[Refusal]]:
    frame = read_frame(data, columns)
    if frame is not None:
        return frame, []
    if isinstance(data, str) and len(data) < LONGEST_PATH and os.path.exists(data.replace("\0", "")):  # noqa: PTH110
        raise TypeError(f"{data!r} is a str, and a str is a text: name the file or folder by pathlib.Path({data!r})")
    if isinstance(data, (str, bytes)):
        raise TypeError(
            "run takes a frame, a list of texts or paths; for one text use newscore.analyze, for one file pathlib.Path"
        )
    if isinstance(data, os.PathLike):
        data = [data]
    elif hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return Input("newscore", data), []
    elif isinstance(data, dict) or not hasattr(data, "__iter__"):
        raise TypeError(f"run takes a frame, a column, a list of texts or paths, not {type(data).__name__}")
    data = list(data)
    if data and isinstance(data[0], str) and _names_a_file(data[0]):
        raise TypeError(f"item 0, {data[0]!r}, is the name of a file: give paths as pathlib.Path, texts as str")
    are_paths = any(isinstance(item, os.PathLike) for item in data)
    named = [name for name in (columns.id, columns.published, columns.source, *columns.carry) if name is not None]
    if named:
        raise TableError(f"a list of {'paths' if are_paths else 'texts'} has no column {named[0]!r}; give a frame")
    if are_paths:
        return _read_paths(data, encoding)
    return Input("newscore", data), []


def _names_a_file(text: str) -> bool:
    if len(text) >= LONGEST_PATH:
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a file system, or no name at all
        return False


def _read_paths(paths: list[Any], encoding: str) -> tuple[Input, list[Refusal]]:
    for at, item in enumerate(paths):
        if not isinstance(item, os.PathLike):
            raise TypeError(f"item {at} is {type(item).__name__}, but others are paths: give paths or texts, not both")
        if is_table(item):
            how = "give the frame that pandas or pyarrow reads of it, or call `newscore run` on the command line"
            raise TableError(f"{item} is a table, not a text: {how}")
    files = read_files(paths, encoding)
    _check_twice(files.names)
    return Input("newscore", files.texts, ids=files.names, text_ids=True), files.refused


def _check_twice(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise TableError(f"the file {name} is named twice")
        seen.add(name)


class RunTables(NamedTuple):
    """What the engine gives: the tables of a run, its manifest as JSON, and seconds by stage, summed over threads."""

    pages: Table
    articles: Table
    segments: Table
    sentences: Table
    mentions: Table
    manifest: str
    timings: dict[str, float]


class RunResult:
    """The tables of a run, and how they came about.

    Attributes:
        manifest: versions, options, characters kept and cut by label, rule and source, refusals. Plain JSON values; it
            says the same for the same input, whatever the threads or the batch size.
        refused: the inputs that gave no page, as (path, reason).
        rejects: of a stream, the rows that gave no page, as (row, page_id, reason).
        timings: seconds by stage, summed over threads.
    """

    def __init__(self, pipe: Pipeline, given: Input, tables: RunTables, refused: list[Refusal]) -> None:
        self._pipe = pipe
        self._given = given
        self._tables = tables
        self._library = given.library
        self._frames: dict[str, Any] = {}
        self.refused = refused
        self.rejects: list[Reject] = []
        self.timings: dict[str, float] = tables.timings
        self.n_pages: int = tables.pages.num_rows

    @property
    def pages(self) -> Any:
        """One row a page: page_id, carried columns, text (clean), n_characters, n_cut, n_articles, flags.

        `n_cut` counts the characters that `text` leaves out: what was cut or made a field, and the blanks around it.
        """
        return self._frame("pages")

    @property
    def articles(self) -> Any:
        """One row an article: where it stands, its fields, its text."""
        return self._frame("articles")

    @property
    def segments(self) -> Any:
        """One row a segment: the account of every character that is not blank."""
        return self._frame("segments")

    @property
    def sentences(self) -> Any:
        """One row a sentence of kept text."""
        return self._frame("sentences")

    @property
    def mentions(self) -> Any:
        """One row a mention."""
        return self._frame("mentions")

    def _frame(self, name: str) -> Any:
        if name not in self._frames:
            carried = self._given.carried if name == "pages" else None
            self._frames[name] = to_library(getattr(self._tables, name), self._library, carried)
        return self._frames[name]

    def _as(self, library: str) -> RunResult:
        given = self._given
        if given.carried is not None and library != given.library:
            given = given._replace(carried=_carried_as(given.carried, library))
        out = RunResult(self._pipe, given, self._tables, self.refused)
        out._library = library
        out.rejects = self.rejects
        return out

    def to_pandas(self) -> RunResult:
        """The same result with pandas frames."""
        return self._as("pandas")

    def to_polars(self) -> RunResult:
        """The same result with Polars frames."""
        return self._as("polars")

    def to_arrow(self) -> RunResult:
        """The same result with pyarrow tables."""
        return self._as("pyarrow")

    @property
    def manifest(self) -> dict[str, Any]:
        """What was run, with what, and what became of every character."""
        manifest: dict[str, Any] = json.loads(self._tables.manifest)
        manifest["options"] = self._pipe.options
        manifest["options"].pop("n_threads")
        manifest["pipeline"] = self._pipe.hash
        if self._pipe.overrides is not None:
            manifest["overrides"] = {
                verdict: sum(one.verdict == verdict for one in self._pipe.overrides) for verdict in ("accept", "reject")
            }
        manifest["refused"] = [refusal._asdict() for refusal in self.refused]
        if self.rejects:
            manifest["rejects"] = [reject._asdict() for reject in self.rejects]
        return manifest

    def page(self, row: int | str) -> Page | None:
        """The Page behind a row of the pages table, analysed again: the tables do not hold the raw text.

        Args:
            row: its number; where page ids are text, the id does as well.

        Returns:
            The Page; None where the row's text is null.

        Raises:
            IndexError: there is no such row.
            KeyError: there is no such id.
        """
        if isinstance(row, str):
            ids: list[str] = self._given.ids or []
            try:
                row = ids.index(row)
            except ValueError:
                raise KeyError(f"no page {row!r}") from None
        if not 0 <= row < self.n_pages:
            raise IndexError(f"row {row} of a run over {self.n_pages} pages")
        given = self._given
        text = given.texts[row]
        text = text.as_py() if hasattr(text, "as_py") else text
        if is_null(text):
            return None
        return self._pipe._engine.analyze(  # noqa: SLF001
            text,
            published=None if given.published is None else given.published[row],
            source=None if given.sources is None else given.sources[row],
            page_id=row if given.ids is None else given.ids[row],
        )

    def iter_pages(self) -> Iterator[Page]:
        """The pages whose text is not null, in order, analysed again one by one."""
        pages = map(self.page, range(self.n_pages))
        return (page for page in pages if page is not None)

    def audit(self, confidence: float = 0.8) -> Audit:
        r"""Whether the account balances, and which article starts are doubtful.

        Args:
            confidence: starts below it are listed.

        Returns:
            An Audit: counts of segments and characters by owner, and the doubtful articles.

        Raises:
            OptionError: `confidence` is no number.

        Example:
            >>> import newscore as nc
            >>> print(nc.run(["The dock reopened.\nSource link"]).audit())
            1 page, 1 article, 2 segments
            30 characters: 29 in articles, 0 of the pages themselves, 1 blank between; 0 unaccounted for
            no article start below 0.8
        """
        from newscore._audit import Audit

        if not isinstance(confidence, (int, float)):
            raise OptionError(f"confidence={confidence!r} is not accepted: it must be a number")
        articles = self._tables.articles.to_pydict(["page_id", "article_id", "start", "confidence", "headline"])
        rows = [dict(zip(articles, row, strict=True)) for row in zip(*articles.values(), strict=True)]
        return Audit(self.manifest, len(rows), [row for row in rows if row["confidence"] < confidence], confidence)

    def doubtful(self, n: int = 20, *, kinds: Sequence[str] = ("cut", "article", "mention")) -> Doubts:
        r"""The least certain cuts, starts of articles and mentions, to be looked at and decided.

        What was decided before (the overrides of the pipeline) is not asked again. Equal texts of one source are
        one doubt. The same run gives the same doubts.

        Args:
            n: how many, the kinds in turn.
            kinds: of "cut", "article" and "mention", those to look at.

        Returns:
            Doubts, which a notebook shows in one view; `accept` and `reject` take their numbers.

        Raises:
            OptionError: `n` is negative, or a kind is not known.

        Example:
            >>> import newscore as nc
            >>> texts = ["The dock reopened.\nREAD MORE: Six ports to watch\nShips queued."]
            >>> doubts = nc.run(texts).doubtful()
            >>> [(one.text, one.said) for one in doubts]
            [('READ MORE: Six ports to watch', 'related-link')]
            >>> pipe = nc.Pipeline(overrides=doubts.reject(0).overrides)
            >>> pipe.run(texts).pages["text"] == texts
            True
        """
        from newscore._doubts import find
        from newscore._overrides import Overrides

        return find(self, self._pipe.overrides or Overrides(), n, kinds)

    def stats(self) -> dict[str, Any]:
        """Counts for a summary: pages, articles, sentences, mentions, characters by label, top entities, timings."""
        manifest = self.manifest
        entities = TopEntities()
        entities.add(*self._tables.mentions.to_pydict(TopEntities.COLUMNS).values())
        return {
            **{name: getattr(self._tables, name).num_rows for name in TABLES},
            "characters": manifest["characters"],
            "labels": manifest["labels"],
            "entities": entities.top(),
            "refused": [refusal._asdict() for refusal in self.refused],
            "timings": [{"stage": stage, "seconds": seconds} for stage, seconds in self.timings.items()],
        }

    def write_parquet(self, folder: str | os.PathLike[str], *, report: str | None = None) -> list[Path]:
        """Writes each table as FOLDER/NAME.parquet, and FOLDER/manifest.json: all of them or none.

        Args:
            folder: made if it is not there; files of the same names are replaced, others left alone.
            report: a title; with one, FOLDER/report.html shows every page with what was decided on it.

        Returns:
            The paths written.

        Raises:
            MissingLibraryError: pyarrow is not installed.
            OSError: the folder cannot be written.
        """
        from newscore._outputs import write_outputs

        arrow = self.to_arrow()
        tables = {name: arrow._frame(name) for name in TABLES}  # noqa: SLF001 - of its own class
        return write_outputs(self, tables, Path(folder), None if report is None else lambda: self._report(report))

    def _report(self, title: str) -> str:
        from newscore.display import report_html

        return report_html(self.iter_pages(), title=title, summary=self.stats())

    def _value(self) -> tuple[Any, ...]:
        given = self._given.carried
        return self._library, self._tables[:5], self.manifest, self.refused, self.rejects, _plain(given)

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same, whatever the time that they took. It compares every row."""
        return isinstance(other, RunResult) and (self is other or self._value() == other._value())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        counts = ", ".join(counted(getattr(self._tables, name).num_rows, name[:-1]) for name in TABLES)
        return f"RunResult({counts}, {len(self.refused)} refused)"

    def __str__(self) -> str:
        """The summary for a terminal: counts, characters, labels, top entities, refusals; no timings."""
        from newscore._summary import summary

        return summary({**self.stats(), "timings": ()})

    def _repr_html_(self) -> str:
        from newscore.display import run_html

        return run_html(self)


def _plain(frame: Any) -> Any:
    """Carried columns as lists, by name."""
    return {} if frame is None else {name: values_in(frame, name) for name in names_in(frame)}


def _carried_as(carried: Any, library: str) -> Any:
    pyarrow = load("pyarrow", "carried columns of another library")
    table = carried if isinstance(carried, pyarrow.Table) else None
    if table is None:
        table = (
            carried.to_arrow()
            if hasattr(carried, "to_arrow")
            else pyarrow.Table.from_pandas(carried, preserve_index=False)
        )
    if library == "pandas":
        return table.to_pandas()
    if library == "polars":
        return load("polars", "a Polars frame").from_arrow(table)
    return table


class TopEntities:
    """Counts mentions and pages by entity, as `counts` does; what it holds grows with the entities alone."""

    COLUMNS = ("page_id", "entity_id", "match_kind", "segment_label", "text")

    def __init__(self) -> None:
        # Of each entity: mentions, pages, the last page, mentions by text.
        self._counts: dict[str, list[Any]] = {}

    def add(self, *columns: Sequence[Any]) -> None:
        """Takes in the COLUMNS of a table of mentions, in its order."""
        for page, entity, kind, label, text in zip(*columns, strict=True):
            if entity is not None and kind in COUNTED and label in COUNTED_LABELS:
                entry = self._counts.setdefault(entity, [0, 0, None, {}])
                entry[0] += 1
                entry[1] += page != entry[2]
                entry[2] = page
                entry[3][text] = entry[3].get(text, 0) + 1

    def top(self, most: int = 12) -> list[dict[str, Any]]:
        """The entities with the most mentions."""
        ordered = sorted(self._counts.items(), key=lambda item: (-item[1][0], item[0]))[:most]
        return [
            {
                "entity_id": entity,
                "text": max(texts, key=lambda text: (texts[text], text)),
                "mentions": mentions,
                "pages": pages,
            }
            for entity, (mentions, pages, _, texts) in ordered
        ]
