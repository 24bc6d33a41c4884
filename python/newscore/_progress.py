"""Progress of long work: a line on a terminal or in a notebook, a callable, or nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from newscore._libraries import load

Report = Callable[[int, int], object]

# Work that is over sooner is not worth a line.
PATIENCE = 1.0
INTERVAL = 0.1
# Signs of the bar.
BAR = 24


def reporter(progress: bool | Report | None) -> Report | None:
    """What to call with (done, total) in characters: the caller's callable, a line on stderr, or None for silence.

    Raises:
        TypeError: `progress` is neither None, a bool nor callable.
    """
    if callable(progress):
        return progress
    if progress is None:
        return _line(PATIENCE) if _watched() else None
    if isinstance(progress, bool):
        return _line(0.0) if progress else None
    raise TypeError(f"progress must be None, True, False or a callable, not {type(progress).__name__}")


def _watched() -> bool:
    return sys.stderr is not None and (sys.stderr.isatty() or "ipykernel" in sys.modules)


def _line(patience: float) -> Line:
    return Cell(patience) if "ipykernel" in sys.modules else Line(patience)


class Line:
    """One line that is written over itself: a bar, share, rate, time left, rejects.

    Args:
        patience: seconds before it is first shown: work that is over sooner is not worth a line.
        unit: what is counted, in millions.
        before: how much was done already when this work began; the rate does not count it.
    """

    def __init__(self, patience: float, unit: str = "M characters", before: int = 0) -> None:
        self._started = time.perf_counter()
        self._next = self._started + patience
        self._width = 0
        self._unit = unit
        self._before = before

    def __call__(self, done: int, total: int | None, rejects: int = 0) -> None:
        """Shows that `done` of `total` are done; a total of None is not known."""
        now = time.perf_counter()
        finished = total is not None and done >= total
        if now < self._next and not (finished and self._width):
            return
        self._next = now + INTERVAL
        took = max(now - self._started, 1e-9)
        rate = (done - self._before) / took
        amount = f"{(total or done) / 1e6:.1f} {self._unit}"
        speed = f"{rate / 1e6:.1f} {self._unit}/s"
        if finished:
            line = f"newscore: {amount} in {clock(took)}, {speed}"
        elif total is None:
            line = f"newscore: {amount}, {speed}"
        else:
            left = f", {clock((total - done) / rate)} left" if rate > 0 else ""
            share = done / max(total, 1)
            bar = "#" * int(BAR * share)
            line = f"newscore: [{bar:.<{BAR}}] {share:4.0%} of {amount}, {speed}{left}"
        if rejects:
            line += f", {rejects:,} {'reject' if rejects == 1 else 'rejects'}"
        self._write(line, finished=finished)
        self._width = len(line)

    def _write(self, line: str, *, finished: bool) -> None:
        sys.stderr.write("\r" + line.ljust(self._width) + ("\n" if finished else ""))
        sys.stderr.flush()

    def clear(self) -> None:
        """Takes an unfinished line away, so that an error message does not stand behind it."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            self._width = 0


class Cell(Line):
    """The same in a notebook, as an output of the cell: what is written to stderr looks like an error there."""

    _shown: Any = None

    def _write(self, line: str, *, finished: bool) -> None:  # noqa: ARG002 - an output needs no last line break
        data = {"text/plain": line}
        if self._shown is None:
            self._shown = load("IPython.display", "progress in a notebook").display(data, raw=True, display_id=True)
        else:
            self._shown.update(data, raw=True)

    def clear(self) -> None:
        """Takes an unfinished line away."""
        if self._shown is not None:
            self._shown.update({"text/plain": ""}, raw=True)


def clock(seconds: float) -> str:
    """Seconds as a person reads them.

    Example:
        >>> clock(7.24), clock(184), clock(7300)
        ('7.2 s', '3 min 4 s', '2 h 1 min')
    """
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
