"""The table of hostile input: every row of `docs/hostile.md` is a test, and says in the table's words what it shows.

`python tests/python/hostile.py` writes the tables of the page anew from the tests.
"""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "hostile.md"
MODULES = ("test_hostile_text", "test_hostile_files", "test_hostile_machine")
ROWS: dict[str, list[tuple[str, str]]] = {}
# How many megabytes the rows about size take: `make test-hostile` asks for a thousand.
MEGABYTES = int(os.environ.get("NEWSCORE_HOSTILE_MB", "80"))


def row(given, outcome):
    """Marks a test as the proof of a row: what comes in, and what happens."""

    def mark(test):
        ROWS.setdefault(test.__module__, []).append((given, outcome))
        return test

    return mark


def tables():
    """The tables by module, as Markdown."""
    for name in MODULES:
        importlib.import_module(name)
    head = "| what comes in | what happens |\n|---|---|\n"
    return {name: head + "".join(f"| {given} | {outcome} |\n" for given, outcome in ROWS[name]) for name in MODULES}


def filled(page):
    """The page with the tables of the tests between its markers."""
    for name, table in tables().items():
        mark = re.compile(rf"(<!-- {name} -->\n)(?:\|.*\n)*(?=<!-- end -->)")
        assert mark.search(page), f"the page has no place for {name}"
        page = mark.sub(lambda found, table=table: found.group(1) + table, page)
    return page


def in_a_process(code, *arguments, **options):
    """Runs Python code in a process of its own and gives what it printed; it must end well."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600, **options)
    assert done.returncode == 0, f"left with {done.returncode}: {done.stderr[-3000:]}"
    return done.stdout.strip()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    # The tests know this module by its name, not as the script that runs.
    import hostile

    PAGE.write_text(hostile.filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
