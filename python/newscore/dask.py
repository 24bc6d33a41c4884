"""newscore on Dask: a DataFrame of pages to DataFrames of articles, sentences, mentions, partition by partition.

newscore must be installed where the workers run. A gazetteer that was loaded from a file goes to them by its path, and
the workers of one machine share its memory; any other goes with its contents.

Example:
    >>> from newscore.dask import run  # doctest: +SKIP
    >>> out = run(pages, text="body", id="url", gazetteer=newscore.Gazetteer.load("desk.gaz"))  # doctest: +SKIP
    >>> out.mentions.groupby("entity_id").size().compute()  # doctest: +SKIP
    >>> out.write_parquet("/shared/tables")["pages"]  # all five tables in one pass  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscore._cluster import ClusterTables, given, write_part
from newscore._libraries import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newscore._pipeline import Pipeline


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
    """Analyses a Dask DataFrame of pages.

    Args:
        frame: the DataFrame.
        text: its column of text.
        id: its column of page ids: text or whole numbers, no nulls. Within a partition a repeated id is an error.
        published: its column of dates.
        source: its column of publishers.
        pipeline: all choices in one; or the options of `newscore.Pipeline` by name. A task uses one thread unless
            `n_threads` says otherwise.
        **options: of `newscore.Pipeline`, instead of `pipeline`.

    Returns:
        ClusterTables: `pages`, `articles`, `segments`, `sentences`, `mentions`, each a lazy DataFrame whose rows are
        those of `newscore.run`, in the order of the partitions; `write_parquet` writes all in one pass.

    Raises:
        MissingLibraryError: Dask is not installed.
        OptionError: a column is not there, or an option is not accepted.
    """
    load("dask.dataframe", "newscore.dask")
    dask = load("dask", "newscore.dask")
    base, columns, named = given(frame.columns, pipeline, options, text=text, id=id, published=published, source=source)
    pipe = base._with(n_threads=base.options["n_threads"] or 1)  # noqa: SLF001
    selected = frame[columns]
    meta = selected._meta_nonempty.iloc[:1]  # noqa: SLF001 - how Dask's own functions learn what comes back
    if published is not None:  # the text that Dask makes up is no day
        meta = meta.assign(**{published: None})

    def make(table: str) -> Any:
        shape = _table(meta, pipe=pipe, named=named, table=table).iloc[:0]
        return selected.map_partitions(_table, pipe=pipe, named=named, table=table, meta=shape, enforce_metadata=False)

    def write(folder: str) -> Sequence[dict[str, Any]]:
        parts = enumerate(selected.to_delayed())
        work = dask.delayed(_write)
        accounts: Sequence[dict[str, Any]] = dask.compute(
            *(work(part, pipe=pipe, named=named, folder=folder, number=number) for number, part in parts)
        )
        return accounts

    return ClusterTables(pipe, make, write)


def _table(part: Any, *, pipe: Pipeline, named: dict[str, str | None], table: str) -> Any:
    """A table of one partition."""
    return getattr(pipe.run(part, progress=False, **named), table)


def _write(part: Any, *, pipe: Pipeline, named: dict[str, str | None], folder: str, number: int) -> dict[str, Any]:
    """Writes the tables of one partition."""
    return write_part([pipe.run(part, progress=False, **named)], folder, number)
