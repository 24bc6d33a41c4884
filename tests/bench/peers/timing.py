"""Time by rounds: every contender runs once a round, in turn, so that a machine's moods meet all alike."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# What a contender may take in a round, in seconds; a slower one gets fewer texts.
SHARE = 1.0


def speeds(
    contenders: dict[str, Callable[[Sequence[str]], object]], texts: Sequence[str], rounds: int
) -> dict[str, float]:
    """MB of UTF-8 in a second of processor time, by contender: the median over the rounds.

    Args:
        contenders: functions over a list of texts, as their users would call them.
        texts: many of a few kilobytes, none the same as another.
        rounds: how often each runs.
    """
    sizes = [len(text.encode()) for text in texts]
    few, found = {}, {name: [] for name in contenders}
    for name, work in contenders.items():
        work(texts[:1])
        started = time.process_time()
        work(texts[:4])
        spent = max(time.process_time() - started, 1e-6)
        few[name] = max(4, min(len(texts), int(4 * SHARE / spent)))
    for _ in range(rounds):
        for name, work in contenders.items():
            part = texts[: few[name]]
            gc.collect()
            started = time.process_time()
            work(part)
            found[name].append(sum(sizes[: few[name]]) / 1e6 / max(time.process_time() - started, 1e-6))
    return {name: statistics.median(each) for name, each in found.items()}
