"""newscore beside its peers: quality and speed, measured in one process, into `results.json` and the docs.

    make bench-peers                                      # what ships here: made-up pages and the sample pages
    make bench-peers GUM=UD_English-GUM AEB=article-extraction-benchmark

The public sets are fetched by whoever measures, with one command each:

    git clone --depth 1 https://github.com/UniversalDependencies/UD_English-GUM
    git clone --depth 1 https://github.com/scrapinghub/article-extraction-benchmark

The first is under CC BY 4.0 and others, by text; the second under MIT, its pages are their publishers'.
Every contender that is not installed is left out by name. Nothing of the sets is written to the results.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import json
import platform
import sys
from pathlib import Path

from . import cleaning, names, sentences, tables

HERE = Path(__file__).parent
PACKAGES = (
    "newscore", "blingfire", "sentencex", "nltk", "syntok", "pysbd", "spacy", "daachorse", "ahocorasick_rs",
    "flashtext", "justext", "trafilatura", "inscriptis",
)  # fmt: skip


def versions() -> dict[str, str]:
    """The version of every package that is here."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            print(f"{name} is not installed and left out")
    return found


def machine() -> str:
    """Processor and system, as far as they tell."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        named = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        named = platform.processor() or platform.machine()
    return f"{named}, {platform.system()} {platform.machine()}, CPython {platform.python_version()}"


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(prog="bench-peers")
    parser.add_argument("--gum", type=Path, help="a clone of UD_English-GUM")
    parser.add_argument("--aeb", type=Path, help="a clone of article-extraction-benchmark")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only-tables", action="store_true", help="write the tables from the results that are there")
    arguments = parser.parse_args()
    results = HERE / "results.json"
    if not arguments.only_tables:
        found = {
            "date": f"{datetime.datetime.now(tz=datetime.timezone.utc):%Y-%m-%d}",
            "machine": machine(),
            "versions": versions(),
            "sentences": sentences.measure(arguments.gum, arguments.rounds),
            "names": names.measure(arguments.rounds),
            "cleaning": cleaning.measure(arguments.aeb, arguments.rounds),
        }
        results.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    tables.write(json.loads(results.read_text(encoding="utf-8")))
    print(f"written: {results}, and the tables of README.md and docs/benchmarks.md", file=sys.stderr)


if __name__ == "__main__":
    main()
