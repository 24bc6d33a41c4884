"""The commands behind `newscore`: what they take, what they print, how they leave."""

from __future__ import annotations

import codecs
import sys
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

import newscore
from newscore import _summary
from newscore._errors import NewscoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newscore._modes import ArticleMode

DONE, SOME_REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

_EXIT_CODES = """\b
Exit codes:
  0    all inputs done
  1    some inputs refused, the others done
  2    wrong usage, or OUT cannot be written
  130  interrupted; OUT is as it was
"""


def invoke(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; messages go to standard error."""
    try:
        code = newscore_command.main(
            args=None if arguments is None else list(arguments), prog_name="newscore", standalone_mode=False
        )
    except click.exceptions.Abort:
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except (NewscoreError, OSError) as error:
        click.echo(f"Error: {error}", err=True)
        return WRONG_USAGE
    return code if isinstance(code, int) else DONE


def _known_encoding(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            codecs.lookup(value)
        except LookupError:
            raise click.BadParameter(f"{value!r} is no encoding that Python knows, such as latin-1 or cp1252") from None
    return value


def _folder(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    if value.exists() and not value.is_dir():
        raise click.BadParameter(f"{value} is an existing file; name a folder, which is made if it is not there")
    return value


@click.group(name="newscore", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(newscore.__version__, prog_name="newscore", message="%(prog)s %(version)s")
def newscore_command() -> None:
    """Clean articles, sentences and entity mentions out of scraped news text."""


@newscore_command.command(epilog=_EXIT_CODES)
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True))
@click.option(
    "-o", "--out", required=True, metavar="OUT", callback=_folder, type=click.Path(path_type=Path),
    help="Folder for the results. Made if it is not there; files of the same names are replaced.",
)  # fmt: skip
@click.option(
    "--gazetteer", default="builtin", show_default=True, metavar="PATH|builtin|none",
    help="Names to look for: a gazetteer file, the built-in gazetteer, or none.",
)  # fmt: skip
@click.option(
    "--articles", type=click.Choice(["auto", "single", "aggressive"]), default="auto", show_default=True,
    help="How readily a page is taken for several articles.",
)  # fmt: skip
@click.option("--encoding", callback=_known_encoding, help="Encoding of the inputs. [default: UTF-8]")
@click.option("--threads", type=click.IntRange(min=1), help="Threads to use. [default: one for each core]")
@click.option("--progress/--no-progress", default=True, show_default=True, help="Tell how far it is, on stderr.")
@click.option("--report/--no-report", default=True, show_default=True, help="Write report.html.")
def run(
    inputs: tuple[str, ...],
    out: Path,
    gazetteer: str,
    articles: ArticleMode,
    encoding: str | None,
    threads: int | None,
    progress: bool,
    report: bool,
) -> int:
    """Analyse files and folders of news pages.

    Writes pages, articles, segments, sentences and mentions as Parquet tables, manifest.json and report.html into
    OUT, and prints a summary. An input that cannot be read is refused by name, and the others are done.
    """
    timings: list[dict[str, Any]] = []
    with _timed("gazetteer", timings):
        names = _gazetteer(gazetteer)
    result = newscore.run(
        [Path(name) for name in inputs],
        gazetteer=names,
        articles=articles,
        encoding=encoding or "utf-8",
        n_threads=threads,
        progress=None if progress else False,
    )
    stats = result.stats()
    title = f"newscore: {', '.join(inputs[:3])}{' …' if len(inputs) > 3 else ''}"
    with _timed("writing", timings):
        written = result.write_parquet(out, report=title if report else None)
    stages = [one for one in chain(timings[:1], stats.get("timings") or (), timings[1:]) if one["seconds"] > 0]
    _print(_summary.summary({**stats, "timings": stages, "outputs": written}, encoding=_encoding()))
    return SOME_REFUSED if result.refused else DONE


def _gazetteer(choice: str) -> Any:
    if choice == "none":
        return None
    if choice == "builtin":
        return newscore.Gazetteer.builtin()
    if not Path(choice).exists():
        raise click.BadParameter(
            f"there is no file {choice!r}; accepted: builtin, none, or the path of a gazetteer",
            param_hint="--gazetteer",
        )
    return newscore.read_gazetteer(choice)


@contextmanager
def _timed(stage: str, timings: list[dict[str, Any]]) -> Iterator[None]:
    start = perf_counter()
    yield
    timings.append({"stage": stage, "seconds": perf_counter() - start})


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "ascii"


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
