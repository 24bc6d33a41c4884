"""newscore on Spark: a DataFrame of pages to DataFrames of articles, sentences, mentions.

Pages go to Python workers as Arrow batches (`mapInArrow`) and through `Pipeline.stream`. newscore must be installed
where the workers run. The gazetteer goes there once, as a file that all workers of an executor map into memory.

Example:
    >>> from newscore.spark import run  # doctest: +SKIP
    >>> out = run(pages, text="body", id="url", gazetteer=newscore.Gazetteer.builtin())  # doctest: +SKIP
    >>> out.mentions.groupBy("entity_id").count().show()  # doctest: +SKIP
    >>> out.write_parquet("/shared/tables")["pages"]  # all five tables in one pass  # doctest: +SKIP
"""

from __future__ import annotations

import functools
import json
import pickle
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._cluster import ClusterTables, given, write_part
from newscore._core import Gazetteer
from newscore._libraries import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newscore._pipeline import Pipeline


class _Recipe(NamedTuple):
    """What a worker makes the pipeline from: the pipeline without its gazetteer, pickled, and that one's file."""

    rest: bytes
    gazetteer: str | None


def run(
    frame: Any,
    *,
    text: str = "text",
    id: str = "id",  # noqa: A002 - the name that users write
    published: str | None = None,
    source: str | None = None,
    pipeline: Pipeline | None = None,
    **options: Any,
) -> ClusterTables:
    """Analyses a Spark DataFrame of pages.

    Args:
        frame: the DataFrame.
        text: its column of text.
        id: its column of page ids: text or whole numbers, no nulls. Within an Arrow batch a repeated id is an error.
        published: its column of dates.
        source: its column of publishers.
        pipeline: all choices in one; or the options of `newscore.Pipeline` by name. A worker uses one thread unless
            `n_threads` says otherwise: Spark runs a worker on every core.
        **options: of `newscore.Pipeline`, instead of `pipeline`.

    Returns:
        ClusterTables: `pages`, `articles`, `segments`, `sentences`, `mentions`, each a lazy DataFrame whose rows are
        those of `newscore.run`, in no order; `write_parquet` writes all in one pass.

    Raises:
        MissingLibraryError: pyspark is not installed.
        OptionError: a column is not there, or an option is not accepted.
    """
    load("pyspark", "newscore.spark")
    pipe, columns, named = given(frame.columns, pipeline, options, text=text, id=id, published=published, source=source)
    recipe = _recipe(pipe, frame.sparkSession.sparkContext)
    selected = frame.select(*columns)
    text_ids = dict(frame.dtypes)[id] == "string"

    def make(table: str) -> Any:
        schema = _schema(pipe, table, text_ids=text_ids)
        return selected.mapInArrow(_worker(recipe, named, table), schema)

    def write(folder: str) -> Sequence[dict[str, Any]]:
        rows = selected.mapInArrow(_writing_worker(recipe, named, folder), "account string").collect()
        return [json.loads(row.account) for row in rows]

    return ClusterTables(pipe, make, write)


def _recipe(pipe: Pipeline, context: Any) -> _Recipe:
    """The recipe of a pipeline, its gazetteer sent to the workers as a file."""
    rest = pipe._with(gazetteer=None, n_threads=pipe.options["n_threads"] or 1)  # noqa: SLF001
    return _Recipe(pickle.dumps(rest), _sent(pipe.gazetteer, context))


def _sent(gazetteer: Gazetteer | None, context: Any) -> str | None:
    if gazetteer is None:
        return None
    # The name says the contents: two gazetteers sent to one application do not meet.
    name = f"newscore-{hash(gazetteer) & (1 << 64) - 1:016x}.gaz"
    if name not in {Path(file).name for file in context.listFiles}:
        path = Path(_folder().name, name)
        gazetteer.save(path)
        context.addFile(str(path))
    return name


@functools.cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Where the driver keeps what executors fetch from it, until it ends."""
    return tempfile.TemporaryDirectory(prefix="newscore-")


@functools.lru_cache(maxsize=4)
def _pipeline(recipe: _Recipe) -> Pipeline:
    """The pipeline of a worker, made once for all its tasks."""
    rest: Pipeline = pickle.loads(recipe.rest)  # noqa: S301 - of the driver
    if recipe.gazetteer is None:
        return rest
    files = load("pyspark", "newscore.spark").SparkFiles
    return rest._with(gazetteer=Gazetteer.load(files.get(recipe.gazetteer)))  # noqa: SLF001


def _worker(recipe: _Recipe, named: dict[str, str | None], table: str) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def work(batches: Iterator[Any]) -> Iterator[Any]:
        from newscore.spark import _pipeline as pipeline_of

        for out in pipeline_of(recipe).stream(batches, **named):
            made = getattr(out, table)
            rows = made.cast(_plain_schema(made.schema)).to_batches()
            # Held on to, they would stand in memory beside the next.
            del out, made
            yield from rows
            del rows

    return work


def _writing_worker(
    recipe: _Recipe, named: dict[str, str | None], folder: str
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def work(batches: Iterator[Any]) -> Iterator[Any]:
        from newscore.spark import _pipeline as pipeline_of

        pyarrow, pyspark = load("pyarrow", "newscore.spark"), load("pyspark", "newscore.spark")
        results = pipeline_of(recipe).stream(batches, **named)
        account = write_part(results, folder, pyspark.TaskContext.get().partitionId())
        yield pyarrow.RecordBatch.from_pydict({"account": [json.dumps(account)]})

    return work


def _schema(pipe: Pipeline, table: str, *, text_ids: bool) -> Any:
    pyarrow = load("pyarrow", "newscore.spark")
    types = load("pyspark.sql.pandas.types", "newscore.spark")
    ids = pyarrow.array(["x"] if text_ids else [1])
    empty = pyarrow.table({"text": pyarrow.array([""]), "id": ids})
    return types.from_arrow_schema(_plain_schema(getattr(pipe.run(empty, id="id"), table).schema))


def _plain_schema(schema: Any) -> Any:
    """The schema with the strings that every Spark reads, all of it nullable, as Spark has it."""
    pyarrow = load("pyarrow", "newscore.spark")

    def plain(kind: Any) -> Any:
        if pyarrow.types.is_large_string(kind):
            return pyarrow.string()
        if pyarrow.types.is_list(kind):
            return pyarrow.list_(pyarrow.field("element", plain(kind.value_type)))
        if pyarrow.types.is_struct(kind):
            return pyarrow.struct([pyarrow.field(field.name, plain(field.type)) for field in kind])
        return kind

    return pyarrow.schema([pyarrow.field(field.name, plain(field.type)) for field in schema])
