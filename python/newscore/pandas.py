"""`.newscore` on pandas Series: `import newscore.pandas` registers it.

Example:
    >>> import pandas as pd
    >>> import newscore.pandas
    >>> df = pd.DataFrame({"text": ["The dock reopened. Ships queued.", None]})
    >>> df["text"].newscore.sentences().iloc[0]
    ['The dock reopened.', 'Ships queued.']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscore._columns import holds_text, of_nulls
from newscore._core import Gazetteer
from newscore._libraries import load
from newscore._verbs import clean, sentence_spans, sentences

if TYPE_CHECKING:
    import pandas as pd

    from newscore._modes import Lang, LineBreaks, Unit

_pandas = load("pandas", "newscore.pandas")


@_pandas.api.extensions.register_series_accessor("newscore")
class SeriesNewscore:
    """The column functions of newscore as methods of a Series of text; index and name are kept, nulls stay null.

    Raises:
        AttributeError: the Series holds no text.
    """

    def __init__(self, series: pd.Series[Any]) -> None:
        series = of_nulls(series)
        if not holds_text(series.dtype):
            raise AttributeError(f"only a Series of text has .newscore, not one of {series.dtype}")
        self._series = series

    def clean(self) -> pd.Series[Any]:
        """The text without what is not the article's; see `newscore.clean`."""
        result: pd.Series[Any] = clean(self._series)
        return result

    def sentences(self, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends") -> pd.Series[Any]:
        """Lists of sentences; see `newscore.sentences`. `.explode()` makes one row a sentence."""
        result: pd.Series[Any] = sentences(self._series, lang=lang, line_breaks=line_breaks)
        return result

    def sentence_spans(
        self, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends", unit: Unit = "code points"
    ) -> pd.Series[Any]:
        """Lists of (start, end); see `newscore.sentence_spans`."""
        result: pd.Series[Any] = sentence_spans(self._series, lang=lang, line_breaks=line_breaks, unit=unit)
        return result

    def find(self, gazetteer: Gazetteer, **options: Any) -> pd.Series[Any]:
        """Lists of mentions; see `Gazetteer.find`. `.explode().struct.explode()` makes columns of them."""
        if not isinstance(gazetteer, Gazetteer):
            raise TypeError(f"gazetteer must be a Gazetteer, not {type(gazetteer).__name__}: read_gazetteer(path)")
        result: pd.Series[Any] = gazetteer.find(self._series, **options)
        return result
