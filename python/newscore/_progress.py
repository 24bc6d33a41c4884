"""Progress of long work: a line on a terminal or in a notebook, a callable, or nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

Report = Callable[[int, int], object]

# Work that is over sooner is not worth a line.
PATIENCE = 1.0
INTERVAL = 0.1


def reporter(progress: bool | Report | None) -> Report | None:
    """What to call with (done, total) in bytes: the caller's callable, a line on stderr, or None for silence.

    Raises:
        TypeError: `progress` is neither None, a bool nor callable.
    """
    if callable(progress):
        return progress
    if progress is None:
        return Line(patience=PATIENCE) if _watched() else None
    if isinstance(progress, bool):
        return Line(patience=0.0) if progress else None
    raise TypeError(f"progress must be None, True, False or a callable, not {type(progress).__name__}")


def _watched() -> bool:
    return sys.stderr is not None and (sys.stderr.isatty() or "ipykernel" in sys.modules)


class Line:
    """One line that is written over itself: share, rate, time left."""

    def __init__(self, patience: float) -> None:
        self._started = time.perf_counter()
        self._next = self._started + patience
        self._width = 0

    def __call__(self, done: int, total: int) -> None:
        """Shows that `done` of `total` bytes are done."""
        now = time.perf_counter()
        finished = done >= total
        if now < self._next and not (finished and self._width):
            return
        self._next = now + INTERVAL
        took = max(now - self._started, 1e-9)
        rate = done / took
        left = (total - done) / rate if rate else 0.0
        line = (
            f"newscore: {done / max(total, 1):4.0%} of {total / 1e6:.1f} MB, {rate / 1e6:.0f} MB/s, {left:.0f} s left"
        )
        if finished:
            line = f"newscore: {total / 1e6:.1f} MB in {took:.1f} s, {rate / 1e6:.0f} MB/s"
        sys.stderr.write("\r" + line.ljust(self._width) + ("\n" if finished else ""))
        sys.stderr.flush()
        self._width = len(line)
