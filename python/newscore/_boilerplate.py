"""Boilerplate learned from a publisher's own pages."""

from __future__ import annotations

from newscore import _core
from newscore._errors import NotFittedError, OptionError, TableError, check_whole

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping
    from typing import Any

    from newscore._pipeline import Pipeline
    from newscore._table import Table

# How many texts of an iterator are gathered before the core gets them.
_BATCH = 256


class BoilerplateModel:
    r"""What comes back on page after page of a publisher, learned from its pages and cut out of them.

    A line, or the form of a line (numbers, dates and the writer's name taken out), that stands in enough of a source's
    stories is boilerplate, unless a guard speaks: sentences by themselves, lines between paragraphs, quotations and
    leads that merely repeat are kept, and pages that tell the same story count as one. The model is a cue of the
    labeller, not a second opinion after it: a title that a page's own story echoes stays its headline.

    Memory while fitting is bounded: of each source at most `max_pages` pages are held (a random sample that does not
    depend on their order), of each page at most 64 KiB: 12.5 MiB a source at the worst, usually 1 to 3.

    Args:
        min_pages: a source with fewer pages learns nothing.
        min_share: the share of a source's stories that a line must stand in; two stories are always needed.
        max_pages: how many pages of a source are held.
        n_threads: threads. None takes NEWSCORE_NUM_THREADS, else one a core.

    Raises:
        OptionError: an argument is outside its range; the message names the range.

    Example:
        >>> import newscore as nc
        >>> stories = ["Rain fell on Osk all night.", "Ships queued at the pier.", "The mayor of Osk resigned."]
        >>> pages = [f"Osk Herald\n{story}\n{n} min read" for n, story in enumerate(stories, start=2)]
        >>> model = nc.BoilerplateModel(min_pages=3).fit(pages, source="herald")
        >>> model.transform(["Osk Herald\nFog shut the port.\n9 min read"], source="herald")
        ['Fog shut the port.']
        >>> [(rule["template"], rule["verdict"], rule["reason"]) for rule in model.rules_]
        [('Osk Herald', 'drop', 'on most pages'), ('{n} min read', 'drop', 'on most pages')]
    """

    __slots__ = {  # noqa: RUF023 - in the order of the arguments
        "min_pages": "A source with fewer pages learns nothing.",
        "min_share": "The share of a source's stories that a line must stand in.",
        "max_pages": "How many pages of a source are held while fitting.",
        "n_threads": "Threads; None takes NEWSCORE_NUM_THREADS, else one a core.",
        "_fitted": None,
        "_pipe": None,
    }

    def __init__(
        self, min_pages: int = 5, *, min_share: float = 0.02, max_pages: int = 200, n_threads: int | None = None
    ) -> None:
        self.min_pages = min_pages
        self.min_share = min_share
        self.max_pages = max_pages
        self.n_threads = n_threads
        self._fitted: _core.FittedBoilerplate | None = None
        self._pipe: Pipeline | None = None
        self._fitter()

    def _fitter(self) -> _core.BoilerplateFitter:
        """A new fitter of these parameters; refuses those that make no sense."""
        for name in ("min_pages", "max_pages"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int):
                raise OptionError(f"{name}={value!r} is not accepted: it must be a whole number")
        if self.n_threads is not None:
            check_whole("n_threads", self.n_threads)
        return _core.BoilerplateFitter(**self.get_params())

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002, FBT002 - scikit-learn's signature
        """The parameters by name, as scikit-learn's `clone` asks for them."""
        return {name: getattr(self, name) for name in ("min_pages", "min_share", "max_pages", "n_threads")}

    def set_params(self, **params: Any) -> BoilerplateModel:
        """Changes parameters; what was learned stays until the next `fit`.

        Raises:
            OptionError: a name that is no parameter, or a value outside its range; then nothing is changed.
        """
        known = self.get_params()
        for name in params:
            if name not in known:
                raise OptionError(f"unknown parameter {name!r}; accepted: {', '.join(known)}")
        checked = BoilerplateModel(**{**known, **params})
        for name, value in checked.get_params().items():
            setattr(self, name, value)
        return self

    def fit(self, texts: Any, source: Any = None) -> BoilerplateModel:
        """Learns from pages; replaces what was learned before, overrides included.

        Args:
            texts: a list or column of str, or an iterator of str or of batches of them. Nulls are passed over.
            source: the publisher of each text, in the same shape; or one str for all. Pages whose source is null are
                passed over.

        Returns:
            The model itself. Its result does not depend on the order of the pages, or on the number of threads.

        Raises:
            OptionError: `source` is missing, or is not as long as `texts`.
            TypeError: something in `texts` or `source` is neither str nor null.
        """
        fitter = self._fitter()
        for batch, sources in _batches(texts, source, "fit"):
            fitter.add(batch, sources)
        self._fitted = fitter.finish()
        self._pipe = None
        return self

    def transform(self, texts: Any, source: Any = None) -> Any:
        """Cleans pages: `newscore.clean` with what was learned of each page's source.

        Args:
            texts: a str, a list, or a column of them.
            source: the publisher of each text, or one str for all. Of a null, or of a source that the model was not
                fitted on, nothing is known: the page is cleaned as `newscore.clean` does.

        Returns:
            A str for a str; for a column, a column of the same library, its length, index and name kept.

        Raises:
            NotFittedError: nothing was learned yet.
            OptionError: `source` is missing, or is not as long as `texts`.
            TypeError: something in `texts` or `source` is neither str nor null.
        """
        pipe = self._pipeline()
        if isinstance(texts, str):
            if source is not None and not isinstance(source, str):
                raise TypeError(f"source of a single text must be a str or None, not {type(source).__name__}")
            return pipe._engine.clean(texts, source)  # noqa: SLF001
        from collections.abc import Iterator

        from newscore._columns import apply

        if isinstance(texts, Iterator):
            texts, source = _flat(texts), _flat(source)
        return apply("clean", texts, _Sourced(pipe, _source_list(texts, source, "transform")))  # type: ignore[arg-type]

    def fit_transform(self, texts: Any, source: Any = None) -> Any:
        """`fit`, then `transform`, of the same pages."""
        from collections.abc import Iterator

        if isinstance(texts, Iterator):
            texts, source = _flat(texts), _flat(source)
        elif isinstance(source, Iterator):
            source = list(source)
        return self.fit(texts, source=source).transform(texts, source=source)

    def _pipeline(self) -> Pipeline:
        if self._pipe is None:
            from newscore._pipeline import Pipeline

            self._pipe = Pipeline(boilerplate=self, n_threads=self.n_threads)
        return self._pipe

    def _learned(self) -> _core.FittedBoilerplate:
        if self._fitted is None:
            raise NotFittedError(
                "this BoilerplateModel has learned nothing yet: call fit(texts, source=sources) first, or load one"
            )
        return self._fitted

    @property
    def rules_(self) -> Table:
        """Every line and template that repeats, for review, sorted by source, rule and template.

        Columns: source, rule ("corpus-line" or "corpus-template"), template, example, pages (stories that it stands
        in), share, verdict ("drop" or "keep"), reason. Indexing and looping give a dict a row.
        """
        return self._learned().rules()

    @property
    def sources_(self) -> Table:
        """What was seen of each source: source, pages (given), stories (learned from)."""
        return self._learned().sources()

    def with_overrides(self, overrides: Mapping[tuple[str, str], str]) -> BoilerplateModel:
        """The same model with some verdicts changed by hand; this one stays as it is.

        Args:
            overrides: {(source, template): "keep" or "drop"}, source and template as in `rules_`. "keep" silences the
                model: the labeller's own rules still speak.

        Returns:
            A new model, whose `rules_` give "set by hand" as the reason.

        Raises:
            NotFittedError: nothing was learned yet.
            OptionError: a verdict other than these, or a source or template that is not in `rules_`.
        """
        rows = []
        for key, verdict in overrides.items():
            if not (isinstance(key, tuple) and len(key) == 2 and all(isinstance(part, str) for part in key)):
                raise OptionError(f"override {key!r} is not accepted: the keys are pairs (source, template) of str")
            rows.append((*key, str(verdict)))
        out = BoilerplateModel(**self.get_params())
        out._fitted = self._learned().with_overrides(rows)
        return out

    def to_json(self) -> str:
        """The model as JSON, sorted, a rule a line: two models can be compared with a diff."""
        return self._learned().to_json()

    @classmethod
    def from_json(cls, text: str) -> BoilerplateModel:
        """The model that `to_json` wrote.

        Raises:
            TableError: the text is no such model; the message has the line.
            OptionError: it was written by a version that this one does not read.
        """
        fitted = _core.FittedBoilerplate.from_json(text)
        out = cls(**fitted.options)
        out._fitted = fitted
        return out

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes `to_json` into a file."""
        from pathlib import Path

        Path(path).write_text(self.to_json(), encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> BoilerplateModel:
        """Reads a file that `save` wrote; errors as for `from_json`, and OSError."""
        from pathlib import Path

        try:
            return cls.from_json(Path(path).read_text(encoding="utf-8"))
        except TableError as error:
            raise TableError(f"{path}: {error}") from None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoilerplateModel):
            return NotImplemented
        return self.get_params() == other.get_params() and self._fitted == other._fitted

    __hash__ = None  # type: ignore[assignment]  # fit changes what it equals

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (self.get_params(), None if self._fitted is None else self._fitted.to_json())

    def __repr__(self) -> str:
        params = ", ".join(f"{name}={value!r}" for name, value in self.get_params().items() if value is not None)
        if self._fitted is None:
            return f"BoilerplateModel({params})"
        return f"BoilerplateModel({params}: {len(self.rules_)} rules of {len(self.sources_)} sources)"

    def _repr_html_(self) -> str:
        from newscore._cards import model_html

        facts = [(name, value) for name, value in self.get_params().items() if value is not None]
        if self._fitted is not None:
            facts += [("sources", len(self.sources_)), ("rules", len(self.rules_))]
        return model_html("BoilerplateModel" if self._fitted else "BoilerplateModel, not fitted", facts)


class _Sourced:
    """A pipeline's engine with the source of each text at hand, as the columns module calls it."""

    def __init__(self, pipe: Pipeline, sources: list[str | None]) -> None:
        self._engine = self
        self._of = pipe._engine  # noqa: SLF001
        self._sources = sources

    def clean_list(self, texts: list[Any]) -> list[Any]:
        return self._of.clean_list(texts, self._sources)

    def clean_column(self, texts: Any) -> Table:
        return self._of.clean_column(texts, self._sources)


def _restore(params: dict[str, Any], saved: str | None) -> BoilerplateModel:
    out = BoilerplateModel(**params)
    if saved is not None:
        out._fitted = _core.FittedBoilerplate.from_json(saved)  # noqa: SLF001
    return out


def _batches(texts: Any, source: Any, verb: str) -> Iterator[tuple[Any, list[str | None]]]:
    """The texts batch by batch, each with its sources."""
    from collections.abc import Iterator

    from newscore._libraries import is_null

    if isinstance(texts, str):
        raise TypeError(f"{verb} takes a list, a column or an iterator of texts, not a single str")
    if not isinstance(texts, Iterator):
        sources = _source_list(texts, source, verb)
        yield _as_batch(texts), sources
        return
    _check_given(source, verb)
    owners = None if isinstance(source, str) else _each(source)
    held: list[Any] = []
    held_sources: list[str | None] = []
    done = 0
    for item in texts:
        own = source if owners is None else next(owners, _END)
        if own is _END:
            raise OptionError(f"source ends after {done} items, texts go on: give one source for each text")
        if isinstance(item, str) or is_null(item):
            held.append(item)
            held_sources.append(_source(own, done))
            if len(held) == _BATCH:
                yield held, held_sources
                held, held_sources = [], []
        else:
            yield _as_batch(item), _source_list(item, own, verb)
        done += 1
    if owners is not None and next(owners, _END) is not _END:
        raise OptionError(f"source goes on after the {done} items of texts: give one source for each text")
    yield held, held_sources


_END = object()
_COLUMN = "a list or a column of str, such as df['text']"


def _check_given(source: Any, verb: str) -> None:
    if source is None:
        raise OptionError(
            f"source=None is not accepted: {verb} needs the publisher of each text, as a list or column as long as "
            "texts, or one str for all"
        )


def _source_list(texts: Any, source: Any, verb: str) -> list[str | None]:
    """The source of each text as a list."""
    from newscore._libraries import no_frame

    no_frame(texts, "texts", _COLUMN)
    _check_given(source, verb)
    length = len(texts) if hasattr(texts, "__len__") else len(list(texts))
    if isinstance(source, str):
        return [source] * length
    sources = _plain(source)
    if len(sources) != length:
        raise OptionError(f"source has {len(sources)} values, texts {length}: give one source for each text")
    return [_source(value, at) for at, value in enumerate(sources)]


def _source(value: Any, at: int) -> str | None:
    from newscore._libraries import is_null

    if isinstance(value, str):
        return value
    if is_null(value):
        return None
    raise TypeError(f"source: item {at} must be str or null, not {type(value).__name__}")


def _each(source: Any) -> Iterator[Any]:
    """The items of a column or an iterator, which is not read ahead."""
    from collections.abc import Iterator

    return source if isinstance(source, Iterator) else iter(_plain(source))


def _plain(column: Any, what: str = "source") -> list[Any]:
    """A column of any library as a list; `what` is what the error calls it."""
    from newscore._libraries import no_frame

    no_frame(column, what, _COLUMN)
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, method):
            return list(getattr(column, method)())
    if not hasattr(column, "__iter__"):
        raise TypeError(f"{what} must be {_COLUMN}, not {type(column).__name__}")
    return list(column)


def _flat(items: Any) -> Any:
    """An iterator of items or of batches of them as one list; anything else as it is."""
    from collections.abc import Iterator

    from newscore._libraries import is_null

    if not isinstance(items, Iterator):
        return items
    flat: list[Any] = []
    for item in items:
        if isinstance(item, str) or is_null(item):
            flat.append(item)
        else:
            flat.extend(_plain(item, "texts"))
    return flat


def _as_batch(texts: Any) -> Any:
    """Texts as the core takes them: a list, or an Arrow column where that costs nothing."""
    if isinstance(texts, list):
        return texts
    if hasattr(texts, "__arrow_c_stream__") or hasattr(texts, "__arrow_c_array__"):
        from newscore._libraries import library_of

        # A pandas column of objects may hold what Arrow cannot: the core reads it itself.
        if library_of(texts) != "pandas":
            return texts
    return _plain(texts, "texts")
