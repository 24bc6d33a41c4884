"""newscore in DuckDB's SQL: `register` adds its functions to a connection.

| function | gives |
|---|---|
| newscore_clean(text) | VARCHAR |
| newscore_sentences(text) | VARCHAR[] |
| newscore_sentence_spans(text) | STRUCT("start" INTEGER, "end" INTEGER)[], in code points from 0, the end excluded |
| newscore_find(text) | a list of mentions, where a gazetteer was given |

Each takes and gives columns, a null for a null.

Example:
    >>> import duckdb
    >>> import newscore.duckdb
    >>> con = duckdb.connect()
    >>> _ = newscore.duckdb.register(con)
    >>> con.sql("SELECT unnest(newscore_sentences('Rain fell. It stopped.')) AS sentence").fetchall()
    [('Rain fell.',), ('It stopped.',)]
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from newscore._libraries import load
from newscore._pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscore._core import Gazetteer

_SPANS = 'STRUCT("start" INTEGER, "end" INTEGER)[]'
_MENTIONS = (
    'STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR, entity_id VARCHAR, entity_type VARCHAR, match_kind VARCHAR, '
    "antecedent INTEGER, candidates STRUCT(entity_id VARCHAR, score FLOAT, reason VARCHAR)[])[]"
)


def register(con: Any, *, gazetteer: Gazetteer | None = None, prefix: str = "newscore_", **options: Any) -> Any:
    """Adds the functions to a connection; those of the same names that are there already are replaced.

    Args:
        con: a DuckDB connection.
        gazetteer: the names for newscore_find; None leaves that function out.
        prefix: what the names begin with.
        **options: of `newscore.Pipeline`; `overlap`, `lang` and `second_mentions` are those of newscore_find.

    Returns:
        The connection.

    Raises:
        MissingLibraryError: DuckDB or pyarrow is not installed.
        OptionError: an option is not accepted.
    """
    load("duckdb", "newscore.duckdb")
    pyarrow = load("pyarrow", "newscore.duckdb")
    if not hasattr(con, "create_function"):
        raise TypeError(f"con must be a DuckDB connection, not {type(con).__name__}: duckdb.connect()")
    pipe = Pipeline(**options)
    engine = pipe._engine  # noqa: SLF001
    functions: dict[str, tuple[Callable[[Any], Any], str]] = {
        "clean": (engine.clean_column, "VARCHAR"),
        "sentences": (engine.sentences_column, "VARCHAR[]"),
        "sentence_spans": (engine.sentence_spans_column, _SPANS),
    }
    if gazetteer is not None:
        chosen: Any = {name: pipe.options[name] for name in ("overlap", "lang", "second_mentions")}
        find = partial(gazetteer._mentions_column, nested=True, **chosen)  # noqa: SLF001
        functions["find"] = (find, _MENTIONS)

    def of_arrow(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda texts: pyarrow.table(function(texts)).column(0)

    for name, (function, kind) in functions.items():
        known = con.execute("SELECT 1 FROM duckdb_functions() WHERE function_name = ?", [prefix + name]).fetchall()
        if known:
            con.remove_function(prefix + name)
        con.create_function(prefix + name, of_arrow(function), ["VARCHAR"], kind, type="arrow", null_handling="special")
    return con
