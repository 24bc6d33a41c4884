"""The commands behind `newscore`: what they take, what they print, how they leave."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import newscore
from newscore import _summary
from newscore._errors import NewscoreError, OptionError, TableError
from newscore._options import Choices, job_options, pipeline_options, rule_options
from newscore._sources import STDIN
from newscore._tasks import columns_of, explain_pages, fit_model, run_folder, write_column
from newscore._writers import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DONE, SOME_REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

_EXIT_CODES = """\b
Exit codes:
  0    all inputs done
  1    some inputs or rows refused, the others done
  2    wrong usage, OUT cannot be written, or memory is not enough
  130  interrupted; OUT is as it was, and --resume goes on where this stopped
"""


def _examples(*lines: str) -> str:
    shown = "\n".join(f"  {line}" for line in lines)
    return f"\b\nExample{'s' if len(lines) > 1 else ''}:\n{shown}\n\n{_EXIT_CODES}"


def invoke(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; messages go to standard error."""
    try:
        code = newscore_command.main(
            args=None if arguments is None else list(arguments), prog_name="newscore", standalone_mode=False
        )
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except MemoryError as error:
        click.echo(f"Error: not enough memory: {str(error) or 'try a smaller --batch-mb, or smaller files'}", err=True)
        return WRONG_USAGE
    except (NewscoreError, OSError) as error:
        click.echo(f"Error: {error}", err=True)
        return WRONG_USAGE
    return code if isinstance(code, int) else DONE


class _Commands(click.Group):
    """Commands whose output may be read in part, as by `head`."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that was named."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read this has enough; Python's own last flush would complain, and click call it a failure.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE


@click.group(
    name="newscore",
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(newscore.__version__, prog_name="newscore", message="%(prog)s %(version)s")
def newscore_command() -> None:
    """Clean articles, sentences and entity mentions out of scraped news text.

    Inputs are text files, folders of them (.txt, .text), JSON lines (.jsonl, .ndjson), CSV (.csv, .tsv) and Parquet,
    globs in quotes, or - for standard input, which clean, sentences, articles and find also read where no input is
    named; .gz and .zst are unpacked. Text is read as it is worked on: inputs may be larger than memory.
    """


@newscore_command.command(
    epilog=_examples(
        "newscore run pages/ -o out",
        "newscore run 'dump/*.jsonl.gz' --text-col body --id-col url -o out --resume",
    )
)
@click.argument("inputs", nargs=-1, required=True)
@click.option(
    "-o", "--out", required=True, metavar="OUT", type=click.Path(path_type=Path),
    help="Folder for Parquet tables, made if it is not there; or NAME.jsonl, .csv or .parquet, for NAME.pages.jsonl "
    "and so on; in CSV lists are JSON. Files of the same names are replaced.",
)  # fmt: skip
@pipeline_options
@job_options
@click.option(
    "--carry",
    multiple=True,
    metavar="COL",
    help="Column that the pages table takes along, as text; may be given more than once.",
)
@click.option(
    "--report/--no-report", default=None,
    help="Write report.html, of the first 200 pages. [default: where all inputs are text files and OUT is a folder]",
)  # fmt: skip
def run(out: Path, report: bool | None, **options: Any) -> int:
    """Analyse pages into five tables.

    Writes pages, articles, segments, sentences and mentions, manifest.json and report.html, and prints a summary. An
    input or a row that cannot be read is refused by name, and the others are done.
    """
    choices = Choices(**options)
    stats, refused = run_folder(choices, out, report=report)
    _print(_summary.summary(stats, encoding=_encoding()))
    return SOME_REFUSED if refused else DONE


_OUT = click.option(
    "-o", "--out", metavar="OUT", type=click.Path(path_type=Path),
    help=f"File to write: {', '.join(ENDINGS)}. [default: standard output, plain for text files, else JSON lines]",
)  # fmt: skip


def _or_piped(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """The inputs; where none is named standard input, unless that is a terminal or the null device."""
    if not value and stat.S_ISCHR(os.fstat(0).st_mode):
        raise click.MissingParameter(ctx=context, param=parameter)
    return value or (STDIN,)


def _column_command(
    name: str, *decorators: Callable[[Any], Any], summary: str, examples: Sequence[str]
) -> click.Command:
    """A command that makes one table, or lines on standard output, with one function of the package."""

    def command(out: Path | None, **options: Any) -> int:
        choices = Choices(**options)
        with columns_of(name, choices) as column:
            refused = write_column(column, choices, out)
        for entry in refused[:20]:
            place = "" if entry.get("row") is None else f", row {entry['row']}"
            click.echo(f"Refused: {entry['path']}{place}: {entry['reason']}", err=True)
        if len(refused) > 20:
            click.echo(f"and {len(refused) - 20:,} more; --rejects FILE names them all", err=True)
        return SOME_REFUSED if refused else DONE

    command.__doc__ = summary
    decorated: Any = command
    inputs = click.argument("inputs", nargs=-1, callback=_or_piped)
    for decorator in (job_options, *reversed(decorators), _OUT, inputs):
        decorated = decorator(decorated)
    made: click.Command = newscore_command.command(name=name, epilog=_examples(*examples))(decorated)
    return made


_LANG = click.option("--lang", metavar="CODE", help="Language of the text: en, de ... [default: by the script]")
_LINE_BREAKS = click.option(
    "--line-breaks", default="ends", show_default=True, type=click.Choice(["ends", "wrapped"]),
    help="Whether a line break ends a sentence, or lines are hard-wrapped.",
)  # fmt: skip
_UNIT = click.option(
    "--unit", default="code points", show_default=True, type=click.Choice(["code points", "bytes"]),
    help="What offsets count.",
)  # fmt: skip

clean = _column_command(
    "clean",
    click.option("--boilerplate", metavar="MODEL", help="What fit-boilerplate wrote; needs --source-col."),
    rule_options,
    summary="""Take out of pages what is not the article's.

    One row a page: page_id, text.""",
    examples=["newscore clean page.txt", "newscore clean pages.parquet --id-col url -o clean.parquet"],
)
sentences = _column_command(
    "sentences",
    _LANG,
    _LINE_BREAKS,
    _UNIT,
    summary="""Split text into sentences, as it stands: nothing is cut.

    One row a sentence: page_id, sentence_id, start, end, text.""",
    examples=["newscore sentences page.txt", "newscore sentences pages.jsonl -o sentences.jsonl.gz"],
)
articles = _column_command(
    "articles",
    pipeline_options,
    summary="""Find the articles of pages, with their fields.

    One row an article: the table `articles` of newscore run.""",
    examples=["newscore articles dump.txt --gazetteer none", "newscore articles pages.csv -o articles.parquet"],
)
find = _column_command(
    "find",
    click.option(
        "--gazetteer", default="builtin", show_default=True, metavar="PATH|builtin",
        help="Names to look for: a gazetteer file, or the built-in gazetteer.",
    ),
    click.option(
        "--overlap", default="longest", show_default=True, type=click.Choice(["longest", "all", "priority"]),
        help="Which of names inside names are given; all and priority look for no second mentions.",
    ),
    click.option("--lang", metavar="CODE", help="Language of the text; names of other languages are not sought."),
    _UNIT,
    summary="""Find the names of a gazetteer in text, as it stands.

    One row a mention: page_id, start, end, text, entity_id, entity_type, match_kind, antecedent, candidates.""",
    examples=["newscore find page.txt --gazetteer desk.csv", "newscore find pages.jsonl -o mentions.parquet"],
)  # fmt: skip


@newscore_command.command(
    epilog=_examples(
        "newscore explain page.txt", "newscore explain pages.jsonl --id-col url --page https://osk.example/1"
    )
)
@click.argument("inputs", nargs=-1, required=True)
@pipeline_options
@job_options
@click.option("--page", metavar="ID", help="Only the page of this id.")
@click.option("--sentences", is_flag=True, help="Show each sentence too, with the rule that ended it.")
def explain(page: str | None, sentences: bool, **options: Any) -> int:
    """Show what became of every line of a page: its label, the rule that gave it, and the score."""
    choices = Choices(**options)
    shown = refused = 0
    for text, reason in explain_pages(choices, page, sentences=sentences):
        if reason is None:
            _print(("\n" if shown else "") + text)
            shown += 1
        else:
            click.echo(f"Refused: {text}: {reason}", err=True)
            refused += 1
    if page is not None and not shown:
        raise TableError(f"there is no page {page!r}")
    return SOME_REFUSED if refused else DONE


@newscore_command.command(
    name="fit-boilerplate",
    epilog=_examples(
        "newscore fit-boilerplate pages.parquet --source-col outlet -o model.json",
        "newscore run pages.parquet --source-col outlet --boilerplate model.json -o out",
    ),
)
@click.argument("inputs", nargs=-1, required=True)
@click.option("-o", "--out", required=True, metavar="MODEL", type=click.Path(path_type=Path), help="File to write.")
@click.option("--min-pages", type=int, default=5, show_default=True, help="Pages a source needs to be learned.")
@click.option("--min-share", type=float, default=0.02, show_default=True, help="Share of stories a line stands in.")
@job_options
def fit_boilerplate(out: Path, min_pages: int, min_share: float, **options: Any) -> int:
    """Learn what publishers print on every page.

    The publisher is --source-col; of a text file it is the name of its folder. Writes the model as JSON, sorted, for
    review.
    """
    choices = Choices(**options)
    model, refused = fit_model(
        choices, newscore.BoilerplateModel(min_pages, min_share=min_share, n_threads=choices.threads)
    )
    with _replacing(out) as waiting:
        model.save(waiting)
    _print(f"{model!r}\nWritten to {out}")
    return SOME_REFUSED if refused else DONE


@newscore_command.command(
    name="build-gazetteer",
    epilog=_examples(
        "newscore build-gazetteer desk.csv ports.jsonl -o desk.gaz", "newscore run pages/ --gazetteer desk.gaz -o out"
    ),
)
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("-o", "--out", required=True, metavar="NAME.gaz", type=click.Path(path_type=Path), help="File to write.")
@click.option("--format", "format_name", metavar="NAME", help="Format of the inputs. [default: by their endings]")
@click.option(
    "--case", type=click.Choice(["smart", "exact", "ignore"]), help="Of rows that do not say. [default: smart]",
)  # fmt: skip
@click.option(
    "--spelling", type=click.Choice(["variants", "exact"]), help="Of rows that do not say. [default: variants]",
)  # fmt: skip
def build_gazetteer(inputs: Sequence[str], out: Path, format_name: str | None, case: Any, spelling: Any) -> int:
    """Read gazetteers into one file that opens in an instant."""
    if out.suffix.lower() != ".gaz":
        raise OptionError(f"{out}: the name of a saved gazetteer ends in .gaz")
    gazetteers = []
    refused = 0
    for name in inputs:
        gazetteers.append(newscore.read_gazetteer(name, format_name, case=case, spelling=spelling))
        report = gazetteers[-1].report
        if report is not None:
            _print(f"{name}: {report!r}")
            for row, reason in report.refused[:20]:
                click.echo(f"Refused: {name}, row {row}: {reason}", err=True)
            refused += len(report.refused)
    whole = gazetteers[0]
    for gazetteer in gazetteers[1:]:
        whole |= gazetteer
    out.parent.mkdir(parents=True, exist_ok=True)
    whole.save(out)
    _print(f"{len(whole):,} aliases, {whole.nbytes / 1e6:.1f} MB. Written to {out}")
    return SOME_REFUSED if refused else DONE


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A name to write under; what was written takes the place of `path` once it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield waiting
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "ascii"


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
