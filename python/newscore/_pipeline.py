"""The pipeline: all choices in one object."""

from __future__ import annotations

import functools

from newscore import _core
from newscore._errors import OptionError, check_whole, listed_names

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from newscore._boilerplate import BoilerplateModel
    from newscore._core import Gazetteer
    from newscore._modes import Action, ArticleMode, Lang, LineBreaks, Overlap, Unit
    from newscore._overrides import Overrides
    from newscore._page import Page
    from newscore._run import RunResult


PIPELINE_OPTIONS = frozenset(
    {
        "gazetteer",
        "articles",
        "actions",
        "disable",
        "agencies",
        "lang",
        "line_breaks",
        "second_mentions",
        "overlap",
        "unit",
        "n_threads",
        "boilerplate",
        "overrides",
    }
)


def _sorted(name: str, given: Mapping[str, Any] | None, example: str) -> list[tuple[str, Any]]:
    """The items of a mapping in a fixed order."""
    if given and not hasattr(given, "items"):
        raise TypeError(f"{name} must be a mapping, such as {example}, not {type(given).__name__}")
    listed_names(name, given or ())
    return sorted(given.items()) if given else []


def _worded(value: Any) -> Any:
    """A value that must be a str, as one for the core: its error names those that it accepts."""
    return value if isinstance(value, str) else repr(value)


def check_labels(labels: Iterable[str]) -> None:
    """OptionError for what is no label of a segment: the core has their names."""
    Pipeline(actions=dict.fromkeys(labels, "keep"))


class Pipeline:
    """All choices in one immutable object: called with a text it gives a Page, with a frame (`run`) tables.

    Two pipelines made with equal arguments are equal; one can be pickled and sent to another process.

    Args:
        gazetteer: the names to find. None finds none.
        articles: "auto" cuts a page where there is evidence, "single" never, "aggressive" also where only the topic
            seems to change.
        actions: what becomes of a label: {"caption": "keep"}. Actions are "keep", "metadata" and "drop"; labels not
            named keep their default action.
        disable: names of rules that must not speak; `newscore.rules()` lists them.
        agencies: news agencies beside those that newscore knows, each name with the signs it goes by in datelines,
            bylines and credits: {"Nordwire": ["NWA"]}. A sign is of 1 to 40 bytes and stands for one agency; case
            matters, and what you say of a sign goes before what newscore knows.
        lang: language of the text ("en", "de", ...), for sentence ends and for aliases that have one. None goes by the
            script, and for aliases by what the page is in.
        line_breaks: "ends": a line break ends a sentence; "wrapped": lines are hard-wrapped and are joined.
        second_mentions: whether bare family names and acronyms refer back to the full name within an article.
        overlap: of names inside names "longest", "all", or by "priority", as for `Gazetteer.find`.
        unit: of the offsets in tables: "code points", as Python counts, or "bytes" of UTF-8, as Rust, Polars and DuckDB
            do. A Page counts code points always.
        n_threads: threads for lists, columns and runs. None takes NEWSCORE_NUM_THREADS, else one a core.
        boilerplate: a fitted BoilerplateModel, for pages whose source is given. It is taken as it is now: fitting it
            again does not change the pipeline.
        overrides: decisions of a person that go before every rule, wherever the same text comes back.

    Raises:
        OptionError: an argument has a value that is not accepted; the message names those that are.
        NotFittedError: `boilerplate` has learned nothing yet.

    Example:
        >>> import newscore as nc
        >>> pipe = nc.Pipeline(articles="single")
        >>> pipe("The port of Osk reopened.").text
        'The port of Osk reopened.'
        >>> pipe == nc.Pipeline(articles="single")
        True
        >>> wire = nc.Pipeline(agencies={"Nordwire": ["NWA"]})
        >>> wire("OSK (NWA) — The port reopened on Monday, and the ships came back.").articles[0].agency
        'Nordwire'
    """

    __slots__ = ("_boilerplate", "_engine", "_options", "_overrides")

    def __init__(
        self,
        *,
        gazetteer: Gazetteer | None = None,
        articles: ArticleMode = "auto",
        actions: Mapping[str, Action] | None = None,
        disable: Iterable[str] = (),
        agencies: Mapping[str, Iterable[str]] | None = None,
        lang: Lang | None = None,
        line_breaks: LineBreaks = "ends",
        second_mentions: bool = True,
        overlap: Overlap = "longest",
        unit: Unit = "code points",
        n_threads: int | None = None,
        boilerplate: BoilerplateModel | None = None,
        overrides: Overrides | None = None,
    ) -> None:
        for name, given, kind, how in (
            ("gazetteer", gazetteer, "Gazetteer", "Gazetteer.builtin() or newscore.read_gazetteer(path)"),
            ("boilerplate", boilerplate, "BoilerplateModel", "BoilerplateModel.load(path)"),
            ("overrides", overrides, "Overrides", "Overrides.load(path)"),
        ):
            if given is not None and kind not in [base.__name__ for base in type(given).__mro__]:
                raise TypeError(f"{name} must be {kind} or None, not {type(given).__name__}: newscore.{how}")
        options: dict[str, Any] = {
            "articles": articles,
            "actions": dict(_sorted("actions", actions, '{"caption": "keep"}')),
            "disable": sorted(set(listed_names("disable", disable))),
            "agencies": {
                name: sorted(listed_names(f"agencies[{name!r}]", signs))
                for name, signs in _sorted("agencies", agencies, '{"Nordwire": ["NWA"]}')
            },
            "lang": lang,
            "line_breaks": line_breaks,
            "second_mentions": second_mentions,
            "overlap": overlap,
            "unit": unit,
            "n_threads": n_threads,
        }
        if not isinstance(second_mentions, bool):
            raise OptionError(f"second_mentions={second_mentions!r} is not accepted: it must be True or False")
        if n_threads is not None:
            check_whole("n_threads", n_threads)
        if boilerplate is not None:
            # A copy of its own, that fitting the original again does not reach.
            boilerplate = boilerplate.with_overrides({})
        rows: list[str] | None = None
        if overrides is not None:
            rows = overrides._rows()  # noqa: SLF001
        engine = _core.Engine(
            gazetteer=gazetteer,
            overrides=rows,
            boilerplate=None if boilerplate is None else boilerplate._learned(),  # noqa: SLF001
            **{
                **options,
                **{name: _worded(options[name]) for name in ("articles", "line_breaks", "overlap", "unit")},
                "lang": None if lang is None else _worded(lang),
                "actions": [(_worded(label), _worded(action)) for label, action in options["actions"].items()],
                "agencies": list(options["agencies"].items()),
            },
        )
        object.__setattr__(self, "_boilerplate", boilerplate)
        object.__setattr__(self, "_engine", engine)
        object.__setattr__(self, "_options", options)
        object.__setattr__(self, "_overrides", overrides)

    _boilerplate: BoilerplateModel | None
    _engine: _core.Engine
    _options: dict[str, Any]
    _overrides: Overrides | None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Pipeline does not change: make another with {name}={value!r}")

    @property
    def gazetteer(self) -> Gazetteer | None:
        """The gazetteer, or None."""
        return self._engine.gazetteer

    @property
    def boilerplate(self) -> BoilerplateModel | None:
        """A copy of the model of boilerplate, or None."""
        return None if self._boilerplate is None else self._boilerplate.with_overrides({})

    @property
    def overrides(self) -> Overrides | None:
        """The decisions that are replayed, or None."""
        return self._overrides

    @property
    def unused_overrides(self) -> Overrides:
        """The decisions whose text none of the pages so far has held: misspelt ones, and those of pages that changed.

        It is told by this object: pages that a copy in another process analysed do not count. A decision about a
        mention is sought only where a gazetteer finds its surface.

        Example:
            >>> import newscore as nc
            >>> decided = nc.Overrides().label("Words from the quay", "standfirst").label("Share", "body")
            >>> pipe = nc.Pipeline(overrides=decided)
            >>> _ = pipe.run(["Share", "Ships queued for two days, the port said."])
            >>> [decision.excerpt for decision in pipe.unused_overrides]
            ['Words from the quay']
        """
        from newscore._overrides import Overrides

        unused = set(self._engine.unused())
        return Overrides(one for one in self._overrides or () if one.key in unused)

    @property
    def options(self) -> dict[str, Any]:
        """A copy of the options other than the gazetteer, the model of boilerplate and the overrides."""
        import copy

        return copy.deepcopy(self._options)

    @property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that stand for every choice that bears on a result.

        These are the options but `n_threads`, and the contents of the gazetteer, of the model of boilerplate and of the
        overrides. The hash stands in the manifest of a run and in the metadata of every table, and is the same on every
        machine.

        Example:
            >>> import newscore as nc
            >>> nc.Pipeline(n_threads=2).hash == nc.Pipeline().hash != nc.Pipeline(articles="single").hash
            True
        """
        import hashlib
        import json

        chosen: dict[str, Any] = {**self._options, "models": self._models()}
        del chosen["n_threads"]
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:16]

    def _models(self) -> dict[str, str]:
        """The hashes of the gazetteer, of the model of boilerplate and of the overrides, where there are any."""
        import hashlib

        models = self._engine.models()
        if self._overrides is not None:
            models["overrides"] = hashlib.sha256("\n".join(sorted(self._overrides._rows())).encode()).hexdigest()[:16]  # noqa: SLF001
        return models

    def __repr__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self._options.items() if value not in (None, {}, []))
        gazetteer = f"gazetteer={self.gazetteer!r}, " if self.gazetteer is not None else ""
        boilerplate = f"boilerplate={self._boilerplate!r}, " if self._boilerplate is not None else ""
        overrides = f"overrides={self._overrides!r}, " if self._overrides is not None else ""
        return f"Pipeline({gazetteer}{boilerplate}{overrides}{named})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pipeline):
            return NotImplemented
        return (self._options, self.gazetteer, self._boilerplate, self._overrides) == (
            other._options,
            other.gazetteer,
            other._boilerplate,
            other._overrides,
        )

    def __hash__(self) -> int:
        return hash((repr(self._options), self.gazetteer))

    def _with(self, **changes: Any) -> Pipeline:
        """The same pipeline but for some arguments."""
        models = {"gazetteer": self.gazetteer, "boilerplate": self._boilerplate, "overrides": self._overrides}
        return Pipeline(**{**models, **self._options, **changes})

    def __reduce__(self) -> tuple[Any, ...]:
        whole = functools.partial(Pipeline, gazetteer=self.gazetteer, boilerplate=self._boilerplate)
        return functools.partial(whole, overrides=self._overrides, **self._options), ()

    def to_toml(self, path: str | os.PathLike[str] | None = None) -> str:
        r"""The pipeline as TOML, for `from_toml`.

        Args:
            path: a file to write. A gazetteer that was not loaded from a file, a model of boilerplate and overrides are
                saved beside it, under its name with the ending .gaz, .boilerplate.json, .overrides.json.

        Returns:
            The text.

        Raises:
            OptionError: without a path, for a gazetteer, model or overrides that stand in memory only; with one, where
                a gazetteer of that name is there and the file is not.
            OSError: the file cannot be written.

        Example:
            >>> import newscore as nc
            >>> print(nc.Pipeline(articles="single", actions={"caption": "keep"}).to_toml())
            articles = "single"
            disable = []
            line_breaks = "ends"
            second_mentions = true
            overlap = "longest"
            unit = "code points"
            <BLANKLINE>
            [actions]
            "caption" = "keep"
            <BLANKLINE>
        """
        from newscore._toml import to_toml

        return to_toml(self, path)

    @classmethod
    def from_toml(cls, source: str | os.PathLike[str]) -> Pipeline:
        """The pipeline that a TOML file or text describes.

        Args:
            source: a path, or TOML text (a str with "=" or a line break). Options left out have their defaults;
                `gazetteer` is a path or "builtin"; paths are relative to the file's folder.

        Raises:
            OptionError: an option is unknown or has a value that is not accepted, or the text is no TOML.
            StoreError: a gazetteer, model or overrides are not the ones whose hash the file names.
            MissingLibraryError: before Python 3.11, where tomli is not installed.
            OSError: a file cannot be read.

        Example:
            >>> import newscore as nc
            >>> nc.Pipeline.from_toml('articles = "single"') == nc.Pipeline(articles="single")
            True
        """
        from newscore._toml import from_toml

        return from_toml(source)

    def __call__(self, text: str, *, published: Any = None, source: str | None = None) -> Page:
        """Analyses one text.

        Args:
            text: the page, any str.
            published: a date, datetime, or a string as ISO or feeds have it: when the page was published. Only with
                it do dates without a year become ISO dates.
            source: the outlet, kept with the page for the account of what was cut where; the model of boilerplate
                goes by it.

        Returns:
            The Page.

        Raises:
            TypeError: `text` or `source` is not a str, or `published` no date.
            OptionError: `published` is a str that is no ISO date.
        """
        if source is not None and not isinstance(source, str):
            raise TypeError(f"source must be str or None, not {type(source).__name__}")
        if published is not None:
            from newscore._published import published_at

            published = published_at(published)
        return self._engine.analyze(text, published=published, source=source)

    def run(self, data: Any, **options: Any) -> RunResult:
        """Analyses many texts into tables; see `newscore.run` for the arguments."""
        from newscore._run import run_pipeline

        return run_pipeline(self, data, **options)

    def stream(self, batches: Iterable[Any], **options: Any) -> Iterator[RunResult]:
        """Runs batch after batch (frames, lists or Arrow batches), holding one in memory at a time.

        A batch is asked for when the result of the one before has been taken: who reads faster than the pipeline works
        waits. Page ids count on over the batches where no id column is named.

        A result takes some four times the text of its batch, and the work on a batch some seven times. Let a result go
        (`del out`) before you ask for the next one, or both stand in memory.

        Args:
            batches: an iterable of whatever `run` takes.
            **options: as for `run`, and `on_error`: "raise", or "reject": a row whose text, id, date or source is not
                what it must be, or whose id stood in a row before, is left out and named in the result's `rejects`, so
                that rows in are pages out and rejects. Ids are remembered for this: some 100 bytes a row.

        Yields:
            The result of each batch, in order.

        Example:
            >>> import newscore as nc
            >>> for out in nc.Pipeline().stream([["Rain fell."], ["It stopped.", 5]], on_error="reject"):
            ...     print(out.pages["page_id"], out.rejects)
            [0] []
            [1] [Reject(row=2, page_id=None, reason='the text is int, not str')]
        """
        from newscore._run import stream_pipeline

        return stream_pipeline(self, batches, **options)
