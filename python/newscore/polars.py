"""`.newscore` on Polars Series and expressions: `import newscore.polars` registers both.

Expressions work row by row, so they run in lazy and streaming queries too. A query with them can be serialised, for
which Polars needs cloudpickle; a gazetteer is best named by its path then.

Example:
    >>> import polars as pl
    >>> import newscore.polars
    >>> frame = pl.LazyFrame({"text": ["The dock reopened. Ships queued.", None]})
    >>> frame.select(pl.col("text").newscore.sentences()).collect()["text"].to_list()
    [['The dock reopened.', 'Ships queued.'], None]
"""

from __future__ import annotations

import os
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from newscore._core import Gazetteer
from newscore._gazetteer import read_gazetteer
from newscore._libraries import load
from newscore._verbs import clean, sentence_spans, sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from newscore._modes import Lang, LineBreaks, Unit

_polars = load("polars", "newscore.polars")

_SENTENCES = _polars.List(_polars.String)
_MENTIONS = _polars.List(
    _polars.Struct(
        {
            "start": _polars.Int64,
            "end": _polars.Int64,
            "text": _polars.String,
            "entity_id": _polars.String,
            "entity_type": _polars.String,
            "match_kind": _polars.String,
            "antecedent": _polars.Int32,
            "candidates": _polars.List(
                _polars.Struct({"entity_id": _polars.String, "score": _polars.Float32, "reason": _polars.String})
            ),
        }
    )
)
_SPANS = _polars.List(_polars.Struct({"start": _polars.Int32, "end": _polars.Int32}))


@_polars.api.register_series_namespace("newscore")
class SeriesNewscore:
    """The column functions of newscore as methods of a Series of text; nulls stay null.

    Raises:
        TypeError: the Series holds no text.
    """

    def __init__(self, series: pl.Series) -> None:
        if series.dtype not in (_polars.String, _polars.Categorical, _polars.Null):
            raise TypeError(f"only a Series of text has .newscore, not one of {series.dtype}")
        self._series = series

    def clean(self) -> pl.Series:
        """The text without what is not the article's; see `newscore.clean`."""
        result: pl.Series = clean(self._series)
        return result

    def sentences(self, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends") -> pl.Series:
        """Lists of sentences; see `newscore.sentences`."""
        result: pl.Series = sentences(self._series, lang=lang, line_breaks=line_breaks)
        return result

    def sentence_spans(
        self, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends", unit: Unit = "code points"
    ) -> pl.Series:
        """Lists of {start, end}; see `newscore.sentence_spans`. `str.len_bytes` and the like go with unit="bytes"."""
        result: pl.Series = sentence_spans(self._series, lang=lang, line_breaks=line_breaks, unit=unit)
        return result

    def find(self, gazetteer: Gazetteer | str | os.PathLike[str], **options: Any) -> pl.Series:
        """Lists of mentions: `Gazetteer.find`, with its options; a path is loaded once."""
        result: pl.Series = _find(self._series, gazetteer=gazetteer, **options)
        return result


@_polars.api.register_expr_namespace("newscore")
class ExprNewscore:
    """The same as expressions."""

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def _map(self, function: Callable[[Any], Any], dtype: Any) -> pl.Expr:
        return self._expr.map_batches(function, return_dtype=dtype, is_elementwise=True)

    def clean(self) -> pl.Expr:
        """The text without what is not the article's; see `newscore.clean`."""
        return self._map(clean, _polars.String)

    def sentences(self, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends") -> pl.Expr:
        """Lists of sentences; see `newscore.sentences`."""
        sentences("", lang=lang, line_breaks=line_breaks)  # what is not accepted is told at once
        return self._map(partial(sentences, lang=lang, line_breaks=line_breaks), _SENTENCES)

    def sentence_spans(
        self, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends", unit: Unit = "code points"
    ) -> pl.Expr:
        """Lists of {start, end}; see `newscore.sentence_spans`."""
        sentence_spans("", lang=lang, line_breaks=line_breaks, unit=unit)
        return self._map(partial(sentence_spans, lang=lang, line_breaks=line_breaks, unit=unit), _SPANS)

    def find(self, gazetteer: Gazetteer | str | os.PathLike[str], **options: Any) -> pl.Expr:
        """Lists of mentions: `Gazetteer.find`, with its options.

        A path is loaded once by the process that evaluates the expression, so that the expression, serialised, holds
        the path and not the names.
        """
        if not isinstance(gazetteer, Gazetteer):
            os.fspath(gazetteer)
        Gazetteer.from_dict({}).find("", **options)
        return self._map(partial(_find, gazetteer=gazetteer, **options), _MENTIONS)


def _find(series: pl.Series, gazetteer: Gazetteer | str | os.PathLike[str], **options: Any) -> Any:
    found = gazetteer if isinstance(gazetteer, Gazetteer) else _read(os.fspath(gazetteer))
    return found.find(series, **options)


# The few gazetteers that queries of one process name by their paths.
_read = lru_cache(maxsize=8)(read_gazetteer)
