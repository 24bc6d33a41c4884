"""How far a run is, told on standard error: a bar on a terminal, now and then a line elsewhere.

A run takes any callable `progress(done, total)`; `total` is None while nobody knows it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Progress = Callable[[int, "int | None"], None]


@contextmanager
def progress(stream: TextIO | None = None) -> Iterator[Progress]:
    """A progress for the stream (standard error): a bar if it is a terminal and rich is there, else lines."""
    out = sys.stderr if stream is None else stream
    if out.isatty():
        try:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar
        except ImportError:
            pass
        else:
            looks = (TextColumn("pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            with Bar(*looks, console=Console(file=out), transient=True) as bar:
                task = bar.add_task("pages", total=None)
                yield lambda done, total: bar.update(task, completed=done, total=total)
                return
    yield Lines(out)


class Lines:
    """Progress as plain lines: one each tenth of the way, or at each doubling while the total is unknown."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = 0

    def __call__(self, done: int, total: int | None) -> None:
        """Tell that `done` of `total` pages are done, if that is worth a line."""
        if done < self._next or done == 0:
            return
        if total:
            tenth = 10 * done // total
            self._next = total + 1 if done >= total else -(-(tenth + 1) * total // 10)
            line = f"{done:,} of {total:,} pages ({100 * done // total} %)"
        else:
            self._next = 2 * done
            line = f"{done:,} pages"
        self._stream.write(line + "\n")
        self._stream.flush()
