"""Options that several commands share, and what they choose."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import newscore
from newscore._errors import OptionError
from newscore._frames import check_carry
from newscore._sources import FORMATS, STDIN, Fields, find_inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newscore._paths import Refusal
    from newscore._sources import Input


def _known_encoding(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            codecs.lookup(value)
        except LookupError:
            raise click.BadParameter(f"{value!r} is no encoding that Python knows, such as latin-1 or cp1252") from None
    return value


def _together(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _known_actions(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    pairs = [given.partition("=") for given in value]
    for label, _, action in pairs:
        if not label or not action:
            raise click.BadParameter(f"{label!r} is not LABEL=ACTION, such as caption=keep")
    return {label: action for label, _, action in pairs}


rule_options = _together(
    click.option(
        "--actions", multiple=True, metavar="LABEL=ACTION", callback=_known_actions,
        help="What becomes of a label: keep, metadata or drop, as in caption=keep; may be given more than once.",
    ),
    click.option(
        "--disable", multiple=True, metavar="RULE",
        help="Rule that must not speak, as `newscore explain` names it; may be given more than once.",
    ),
)  # fmt: skip

pipeline_options = _together(
    click.option(
        "--gazetteer", metavar="PATH|builtin|none",
        help="Names to look for: a gazetteer file, the built-in gazetteer, or none.  [default: builtin]",
    ),
    click.option(
        "--articles", type=click.Choice(["auto", "single", "aggressive"]),
        help="How readily a page is taken for several articles.  [default: auto]",
    ),
    click.option("--boilerplate", metavar="MODEL", help="What fit-boilerplate wrote; needs --source-col."),
    rule_options,
    click.option("--lang", metavar="CODE", help="Language of the text: en, de ... [default: by the script]"),
    click.option(
        "--line-breaks", type=click.Choice(["ends", "wrapped"]),
        help="Whether a line break ends a sentence, or lines are hard-wrapped.  [default: ends]",
    ),
    click.option(
        "--unit", type=click.Choice(["code points", "bytes"]), help="What offsets count.  [default: code points]",
    ),
    click.option(
        "--pipeline", metavar="FILE.toml", type=click.Path(exists=True, dir_okay=False),
        help="All choices in one file, as Pipeline.to_toml writes it; instead of those above.",
    ),
)  # fmt: skip

job_options = _together(
    click.option("--text-col", default="text", show_default=True, metavar="COL", help="Column of the text."),
    click.option("--id-col", metavar="COL", help="Column that names each page. [default: its row; of a file its path]"),
    click.option("--published-col", metavar="COL", help="Column of the dates of publication."),
    click.option("--source-col", metavar="COL", help="Column of the publishers."),
    click.option(
        "--stdin-format", type=click.Choice([name for name in FORMATS if name != "parquet"]), default="text",
        show_default=True, help="What standard input holds.",
    ),
    click.option("--encoding", callback=_known_encoding, help="Encoding of the inputs. [default: UTF-8]"),
    click.option(
        "--rejects", metavar="FILE", type=click.Path(path_type=Path),
        help="File for what is refused: an object a line, with path, row, page_id, reason.",
    ),
    click.option(
        "--resume", is_flag=True,
        help="Continue the unfinished run of the same inputs and options, if there is one: the result is that of one.",
    ),
    click.option("--threads", type=click.IntRange(min=1), help="Threads to use. [default: one for each core]"),
    click.option(
        "--batch-mb", type=click.FloatRange(min=0, min_open=True), default=4.0, show_default=True,
        help="Text to work on at a time, in million characters: more takes more memory.",
    ),
    click.option("--progress/--no-progress", default=True, show_default=True, help="Tell how far it is, on stderr."),
)  # fmt: skip


class Choices:
    """What the options of a command chose.

    Raises:
        OptionError, TableError, StoreError, OSError: a choice makes no sense, or a file cannot be read.
    """

    def __init__(
        self,
        *,
        inputs: Sequence[str],
        text_col: str,
        id_col: str | None,
        published_col: str | None,
        source_col: str | None,
        stdin_format: str,
        encoding: str | None,
        rejects: Path | None,
        resume: bool,
        threads: int | None,
        batch_mb: float,
        progress: bool,
        carry: Sequence[str] = (),
        **others: Any,
    ) -> None:
        self.names = list(inputs)
        self.refused: list[Refusal] = []
        self.inputs: list[Input] = find_inputs(inputs, stdin_format, self.refused)
        self.fields = Fields(text_col, id_col, published_col, source_col, tuple(carry))
        check_carry(self.fields.carry)
        self.encoding = encoding or "utf-8"
        self.rejects = rejects
        self.resume = resume
        self.threads = threads
        self.characters = max(int(batch_mb * 1e6), 1)
        self.progress = progress
        self.others = others
        kinds = {one.format == "text" for one in self.inputs}
        self.only_text = kinds == {True} or not kinds
        if len(kinds) == 2 and id_col is None:
            raise OptionError("text files and tables together need --id-col: the id of a text file is its path")
        if carry and True in kinds:
            raise OptionError("--carry needs tables: a text file has no columns")
        if resume and STDIN in self.names:
            raise OptionError("--resume needs files: standard input cannot be read again")

    def gazetteer(self, default: str = "builtin") -> Any:
        """The gazetteer of --gazetteer."""
        choice = self.others.get("gazetteer") or default
        if choice == "none":
            return None
        if choice == "builtin":
            return newscore.Gazetteer.builtin()
        if not Path(choice).exists():
            raise click.BadParameter(
                f"there is no file {choice!r}; accepted: builtin, none, or the path of a gazetteer",
                param_hint="--gazetteer",
            )
        gazetteer = newscore.read_gazetteer(choice)
        report = gazetteer.report
        if report is not None and report.refused:
            line, reason = report.refused[0]
            count = f"{len(report.refused):,} of {report.rows:,} rows"
            click.echo(f"{choice}: {count} refused; the first, line {line}: {reason}", err=True)
        return gazetteer

    def boilerplate(self) -> Any:
        """The model of --boilerplate."""
        path = self.others.get("boilerplate")
        if path is None:
            return None
        if self.fields.source is None:
            raise OptionError("--boilerplate needs --source-col: the model goes by the publisher")
        return newscore.BoilerplateModel.load(path)

    def cleaning(self) -> dict[str, Any]:
        """What bears on clean text, and the threads."""
        rules = {name: self.others[name] for name in ("actions", "disable")}
        return {**rules, "boilerplate": self.boilerplate(), "n_threads": self.threads}

    def pipeline(self) -> newscore.Pipeline:
        """The pipeline of --pipeline, or of the options instead."""
        names = ("gazetteer", "articles", "boilerplate", "actions", "disable", "lang", "line_breaks", "unit")
        given = [f"--{name.replace('_', '-')}" for name in names if self.others.get(name)]
        path = self.others.get("pipeline")
        if path is None:
            return newscore.Pipeline(
                gazetteer=self.gazetteer(),
                articles=self.others.get("articles") or "auto",
                lang=self.others.get("lang"),
                line_breaks=self.others.get("line_breaks") or "ends",
                unit=self.others.get("unit") or "code points",
                **self.cleaning(),
            )
        if given:
            raise OptionError(f"--pipeline has all choices in it: leave out {', '.join(given)}")
        pipe = newscore.Pipeline.from_toml(Path(path))
        return pipe if self.threads is None else pipe._with(n_threads=self.threads)  # noqa: SLF001

    def spec(self, command: str, **chosen: Any) -> dict[str, Any]:
        """What a run is of, for telling whether an unfinished one is the same."""
        stats = [(one.name, None if one.path is None else one.path.stat()) for one in self.inputs]
        return {
            "newscore": newscore.__version__,
            "command": command,
            "inputs": [[name, None if stat is None else [stat.st_size, stat.st_mtime_ns]] for name, stat in stats],
            "fields": self.fields,
            "encoding": self.encoding,
            **chosen,
        }
