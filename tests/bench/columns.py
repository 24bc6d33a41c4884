"""How much columns, threads and Python's strings cost: `python tests/bench/columns.py [FILE]`.

Method: FILE, or else made-up news, is repeated to 24 MB. Everything that is compared runs in turn in this one process,
eleven rounds; the figure is the median of the ratios of neighbours. Peaks of memory are those of a process for each,
less that of one that holds the input and no more. Traps: two threads are twice one only where two cores are free, which
the first line tells; a text short enough for the processor to learn its branches flatters everything.
"""

import argparse
import gc
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pyarrow as pa

import newscore as nc

BYTES = 24_000_000
ROUNDS = 11
PLAIN = (
    "The council of Dunmore voted on Tuesday to close the old harbour, said Mr. Fen, ending a dispute that has divided "
    "the town for more than a decade. Most boats moved north in 2019. “We kept hoping that somebody would take it "
    "over,” said Lena Holt, who chairs the U.S. committee. Opponents have until Nov. 30 to lodge a complaint.\n"
)
SPIN = "for _ in range(20_000_000): pass"


def main(name=None):
    text = Path(name).read_text(encoding="utf-8") if name else PLAIN
    text *= BYTES // len(text.encode()) + 1
    documents = cut(text, 3000)
    column = pa.array(documents, pa.large_string())
    whole = pa.array([text], pa.large_string())
    small = pa.array(cut(text, 100), pa.large_string())
    one, two = [nc.Pipeline(n_threads=n)._engine for n in (1, 2)]
    print(f"{len(text.encode()) / 1e6:.0f} MB, {len(documents):,} documents")
    print(f"{'time of two processes that spin at once / of one (1: two cores are free)':<84}{spin():6.2f}")
    row(
        "two threads x one: spans of a column",
        lambda: one.sentence_spans_column(column),
        lambda: two.sentence_spans_column(column),
    )
    row(
        "two threads x one: sentences of a column",
        lambda: one.sentences_column(column),
        lambda: two.sentences_column(column),
    )
    row(
        "two threads x one: spans of one document",
        lambda: one.sentence_spans_column(whole),
        lambda: two.sentence_spans_column(whole),
    )
    row(
        "two threads x one: sentences of one document",
        lambda: one.sentences_column(whole),
        lambda: two.sentences_column(whole),
    )
    row(
        "rate of documents of 100 bytes / of 3 kB",
        lambda: one.sentence_spans_column(column),
        lambda: one.sentence_spans_column(small),
    )
    row(
        "time of sentences / of spans, as columns",
        lambda: one.sentences_column(column),
        lambda: one.sentence_spans_column(column),
    )
    spans = one.sentence_spans_list(documents)
    # Slicing in Python, the collector off: what making the strings costs somebody who has the spans.
    make = lambda: [[text[a:b] for a, b in found] for text, found in zip(documents, spans, strict=True)]  # noqa: E731
    gc.disable()
    row("time of list[list[str]] / of slicing the same strings in Python", lambda: one.sentences_list(documents), make)
    gc.enable()
    strings = one.sentences_list(documents)
    held = sum(map(sys.getsizeof, strings)) + sum(sys.getsizeof(one) for found in strings for one in found)
    del strings
    print(f"{'size of the strings and lists that sentences of a list are / input':<84}{held / len(text.encode()):6.2f}")
    for verb in ("sentence_spans_column", "sentences_list"):
        extra = peak(verb, name) - peak("nothing", name)
        print(f"{'peak memory beyond the input / input: ' + verb:<84}{extra / len(text.encode()):6.2f}")


def row(title, first, second):
    """Prints how many times the time of `second` that of `first` is."""
    ratios = []
    for _ in range(ROUNDS):
        times = []
        for work in (first, second):
            start = perf_counter()
            work()
            times.append(perf_counter() - start)
        ratios.append(times[0] / times[1])
    low, _, high = statistics.quantiles(ratios, n=4)
    print(f"{title:<84}{statistics.median(ratios):6.2f}   ({low:.2f} to {high:.2f})")


def cut(text, characters):
    return [text[at : at + characters] for at in range(0, len(text), characters)]


def spin():
    def seconds(count):
        start = perf_counter()
        for one in [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(count)]:
            one.wait()
        return perf_counter() - start

    return seconds(2) / seconds(1)


def peak(verb, name):
    """Bytes that a process of its own held at most."""
    arguments = [sys.executable, __file__, *([name] if name else []), "--peak", verb]
    return int(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout)


def hold(verb, name):
    text = Path(name).read_text(encoding="utf-8") if name else PLAIN
    # Held to the end, so that no peak is that of making the input.
    text *= BYTES // len(text.encode()) + 1
    documents = cut(text, 3000)
    column = pa.array(documents, pa.large_string())
    engine = nc.Pipeline(n_threads=1)._engine
    made = None if verb == "nothing" else getattr(engine, verb)(documents if verb.endswith("list") else column)
    # Linux; what `resource` tells begins with the memory of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.partition("VmHWM:")[2].split()[0]) * 1024)
    del text, made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("file", nargs="?", help="text in UTF-8, a megabyte or more")
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.peak:
        hold(chosen.peak, chosen.file)
    else:
        main(chosen.file)
