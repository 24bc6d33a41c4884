"""The functions that are one verb of the pipeline each."""

from __future__ import annotations

import functools

from newscore._pipeline import PIPELINE_OPTIONS, Pipeline

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from typing import Any, overload

    from newscore._core import Gazetteer
    from newscore._modes import ArticleMode, Lang, LineBreaks, Unit
    from newscore._page import Page
    from newscore._run import RunResult
    from newscore._types import Boundary

_DEFAULT = Pipeline()
# The last few others that the functions below were asked for.
_cached = functools.lru_cache(maxsize=32)(Pipeline)


def _pipeline(**options: Any) -> Pipeline:
    # What cannot be looked up is not accepted either: the pipeline says what would be.
    return (_cached if all(type(value).__hash__ for value in options.values()) else Pipeline)(**options)


def analyze(
    text: str,
    gazetteer: Gazetteer | None = None,
    published: Any = None,
    source: str | None = None,
    articles: ArticleMode = "auto",
) -> Page:
    r"""Analyses one page: segments, articles, clean text, sentences, mentions.

    Any str is accepted and none raises; time is linear in its length. Offsets count code points of `text`.

    Args:
        text: the page.
        gazetteer: the names to find; None finds none.
        published: a date, datetime (NumPy's too), or a string as ISO or feeds have it. Only with it do dates without a
            year become ISO dates.
        source: the outlet.
        articles: "auto", "single" or "aggressive".

    Returns:
        A Page.

    Raises:
        TypeError: `text` or `source` is not a str, `published` no date, or `gazetteer` is none.
        OptionError: an argument has a value that is not accepted.

    Example:
        >>> import newscore as nc
        >>> page = nc.analyze("OSLO, Nov. 3 (Nordwire) — The dock reopened.\nSource link")
        >>> page.text
        'OSLO, Nov. 3 (Nordwire) — The dock reopened.'
        >>> [(s.label, s.action) for s in page.segments]
        [('dateline', 'keep'), ('body', 'keep'), ('separator', 'drop')]
    """
    pipe = _DEFAULT if gazetteer is None and articles == "auto" else _pipeline(gazetteer=gazetteer, articles=articles)
    return pipe(text, published=published, source=source)


if TYPE_CHECKING:

    @overload
    def clean(x: str) -> str: ...
    @overload
    def clean(x: list[str]) -> list[str]: ...
    @overload
    def clean(x: list[Any]) -> list[str | None]: ...
    @overload
    def clean(x: Any) -> Any: ...


def clean(x: Any) -> Any:
    r"""The text without what is not the article's: boilerplate, and what is given back as fields.

    Args:
        x: a str, or a column of them (list, tuple, pandas Series, Arrow array ...).

    Returns:
        A str for a str; for a column, a column of the same library, its length, index and name kept, nulls null.

    Raises:
        TypeError: something in `x` is neither text nor null; the message names its type and position.

    Example:
        >>> import newscore as nc
        >>> nc.clean("The dock reopened.\nALSO SEE: Six Ports to Watch\nShips queued.")
        'The dock reopened.\nShips queued.'
        >>> nc.clean(["The dock reopened.", None])
        ['The dock reopened.', None]
    """
    if isinstance(x, str):
        return _DEFAULT._engine.clean(x)  # noqa: SLF001
    return _apply("clean", x, _DEFAULT)


if TYPE_CHECKING:

    @overload
    def sentences(x: str, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends") -> list[str]: ...
    @overload
    def sentences(x: list[str], *, lang: Lang | None = None, line_breaks: LineBreaks = "ends") -> list[list[str]]: ...
    @overload
    def sentences(
        x: list[Any], *, lang: Lang | None = None, line_breaks: LineBreaks = "ends"
    ) -> list[list[str] | None]: ...
    @overload
    def sentences(x: Any, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends") -> Any: ...


def sentences(x: Any, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends") -> Any:
    """The sentences of a text, as it stands: nothing is cut.

    Args:
        x: a str, or a column of them.
        lang: language ("en", "de", "fr", ...); None goes by the script.
        line_breaks: "ends": a line break ends a sentence; "wrapped": lines are hard-wrapped and are joined.

    Returns:
        A list of str for a str; a column of lists for a column.

    Raises:
        TypeError: something in `x` is neither text nor null.
        OptionError: `lang` or `line_breaks` is not one of the accepted values.

    Example:
        >>> import newscore as nc
        >>> nc.sentences("He left the U.S. in May. “Why?” asked Ms. Oru.")
        ['He left the U.S. in May.', '“Why?” asked Ms. Oru.']
    """
    pipe = _splitter(lang, line_breaks)
    if isinstance(x, str):
        return pipe._engine.sentences(x)  # noqa: SLF001
    return _apply("sentences", x, pipe)


if TYPE_CHECKING:

    @overload
    def sentence_spans(
        x: str, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends", unit: Unit = "code points"
    ) -> list[tuple[int, int]]: ...
    @overload
    def sentence_spans(
        x: list[str], *, lang: Lang | None = None, line_breaks: LineBreaks = "ends", unit: Unit = "code points"
    ) -> list[list[tuple[int, int]]]: ...
    @overload
    def sentence_spans(
        x: list[Any], *, lang: Lang | None = None, line_breaks: LineBreaks = "ends", unit: Unit = "code points"
    ) -> list[list[tuple[int, int]] | None]: ...
    @overload
    def sentence_spans(
        x: Any, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends", unit: Unit = "code points"
    ) -> Any: ...


def sentence_spans(
    x: Any, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends", unit: Unit = "code points"
) -> Any:
    """Where the sentences stand: like `sentences`, as (start, end), end-exclusive.

    Args:
        x: a str, or a column of them.
        lang: language; None goes by the script.
        line_breaks: "ends" or "wrapped".
        unit: of the offsets: "code points", as Python counts, or "bytes" of UTF-8.

    Returns:
        A list of tuples for a str; for an Arrow or pandas column, one of list<struct<start: int32, end: int32>> whose
        fields say the unit in their metadata.

    Raises:
        TypeError: something in `x` is neither text nor null.
        OptionError: an option is not one of the accepted values.

    Example:
        >>> import newscore as nc
        >>> nc.sentence_spans("Rain fell. It stopped.")
        [(0, 10), (11, 22)]
        >>> nc.sentence_spans("“Rain?” It stopped.", unit="bytes")
        [(0, 11), (12, 23)]
    """
    pipe = _splitter(lang, line_breaks)
    if isinstance(x, str):
        return pipe._engine.sentence_spans(x, unit)  # noqa: SLF001
    return _apply("sentence_spans", x, pipe, unit=unit)


def explain_sentences(
    text: str, *, lang: Lang | None = None, line_breaks: LineBreaks = "ends", unit: Unit = "code points"
) -> list[Boundary]:
    r"""Why each sentence of a text ends, and why it does not end at any other mark.

    Args:
        text: a str.
        lang: language; None goes by the script.
        line_breaks: "ends" or "wrapped".
        unit: of the offsets, as for `sentence_spans`.

    Returns:
        In the order of the text, for every end that `sentence_spans` gives and for every mark that might have been one,
        a Boundary: the place after the mark, whether the sentence ends there, and the rule that decided. Costs
        several times what splitting does.

    Raises:
        TypeError: `text` is not a str.
        OptionError: an option is not one of the accepted values.

    Example:
        >>> import newscore as nc
        >>> for at, ends, rule in nc.explain_sentences("She left Acme Inc. in May. “Why?” asked Mr. Fen.\nBye"):
        ...     print(at, ends, rule)
        18 False lower-case-follows
        26 True stop
        33 False lower-case-follows
        43 False abbreviation-binds
        48 True line-end
        52 True line-end
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    from newscore._types import Boundary

    found = _splitter(lang, line_breaks)._engine.explain_sentences(text, unit)  # noqa: SLF001
    return [Boundary(*decision) for decision in found]


def _splitter(lang: Lang | None, line_breaks: LineBreaks) -> Pipeline:
    if lang is None and line_breaks == "ends":
        return _DEFAULT
    return _pipeline(lang=lang, line_breaks=line_breaks)


def _apply(verb: str, x: Any, pipe: Pipeline, **options: Any) -> Any:
    from newscore._columns import apply

    return apply(verb, x, pipe, **options)


def run(data: Any, *, gazetteer: Gazetteer | None = None, articles: ArticleMode = "auto", **options: Any) -> RunResult:
    r"""Analyses a frame, a column, a list or files into tables.

    Args:
        data: a pandas DataFrame or Series, a Polars or Arrow table or column, a list of str, a path, or a list of
            paths (`pathlib.Path`). Folders are walked for text files.
        gazetteer: the names to find; None finds none.
        articles: "auto", "single" or "aggressive".
        **options: further options of `Pipeline`, and those that follow.

            - `text`: name of the text column (default "text").
            - `id`: name of the column that names each page; row numbers where it is None. Duplicates are an error.
            - `published`: name of the column of dates or times; the table of articles repeats them, time zones aside.
            - `source`: name of the column of outlets.
            - `carry`: names of columns that the pages table takes along.
            - `encoding`: for paths: the files' encoding (default UTF-8).
            - `progress`: None shows progress where work is long and somebody watches; True, False, or a callable
              that gets (done, total) in characters, on the calling thread. What it raises ends the run.

    Returns:
        A RunResult: `pages`, `articles`, `segments`, `sentences`, `mentions`, as frames of the library that `data`
        came from, and `manifest`.

    Raises:
        TableError: a column is missing or holds no text, an id stands twice, a date is no ISO date.
        OptionError: an option is not accepted.

    Example:
        >>> import newscore as nc
        >>> out = nc.run(["The dock reopened.\nSource link", None])
        >>> out.sentences.to_pylist()[0]["text"]
        'The dock reopened.'
        >>> out.pages.to_pylist()[1]["text"] is None
        True
    """
    from newscore._run import RUN_OPTIONS

    unknown = [name for name in options if name not in RUN_OPTIONS and name not in PIPELINE_OPTIONS]
    if unknown:
        accepted = ", ".join(sorted(RUN_OPTIONS | PIPELINE_OPTIONS))
        raise TypeError(f"run() has no option {unknown[0]!r}; accepted: {accepted}")
    of_run = {name: options.pop(name) for name in list(options) if name in RUN_OPTIONS}
    return Pipeline(gazetteer=gazetteer, articles=articles, **options).run(data, **of_run)
