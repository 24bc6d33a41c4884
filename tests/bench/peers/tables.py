"""The tables that README and docs show, from the results."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
README, PAGE = ROOT / "README.md", ROOT / "docs" / "benchmarks.md"
OURS = "newscore"


def write(results: dict[str, Any]) -> None:
    """Puts the tables between the markers of both pages."""
    for path, table in ((README, short(results)), (PAGE, full(results))):
        path.write_text(placed(path.read_text(encoding="utf-8"), table), encoding="utf-8")


def placed(page: str, table: str) -> str:
    """The page with the table between its markers."""
    mark = re.compile(r"(?s)(<!-- peers: make bench-peers -->\n).*?(?=<!-- end of peers -->)")
    if len(mark.findall(page)) != 1:
        raise ValueError("the page has no place, or more than one, for the table")
    return mark.sub(lambda found: found.group(1) + table, page)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _speed(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}" if value < 10 else f"{value:.0f}"


def _best(rows: list[dict[str, Any]], key: str) -> list[str]:
    """The column as text, the best of it in bold."""
    values = [row.get(key) for row in rows]
    known = [value for value in values if value is not None]
    shown = [_speed(value) if key.startswith("mb_s") else "" if value is None else f"{value:.1f}" for value in values]
    return [f"**{text}**" if text and value == max(known) else text for text, value in zip(shown, values, strict=True)]


def _of(rows: list[dict[str, Any]], columns: list[tuple[str, str]]) -> str:
    cells = [[row["name"] for row in rows], *(_best(rows, key) for _, key in columns)]
    return _table(["", *(title for title, _ in columns)], [list(row) for row in zip(*cells, strict=True)])


def _sentence_columns(results: dict[str, Any]) -> list[tuple[str, str]]:
    public = [("GUM, all ends", "gum"), ("GUM, inside paragraphs", "gum_inside")]
    return [*(public if results["sentences"]["documents"] else []), ("own cases", "cases"), ("MB/s", "mb_s")]


def _sorted(rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: -(row.get(key) or 0))


def behind(results: dict[str, Any]) -> list[str]:
    """Where another contender has the better figure, in words."""
    found = []
    columns = [("sentences", title, key) for title, key in _sentence_columns(results)]
    columns += [("names", title, key) for title, key in _name_columns(results)]
    columns += [("cleaning", title, key) for title, key in _cleaning_columns(results)]
    for part, title, key in columns:
        rows = results[part]["rows"]
        ours = next(row.get(key) for row in rows if row["name"] == OURS)
        better = [row for row in rows if ours is not None and (row.get(key) or 0) > ours]
        if better:
            best = max(better, key=lambda row: row[key])
            theirs, ours = (_speed(value) if key.startswith("mb_s") else f"{value:.1f}" for value in (best[key], ours))
            found.append(f"{part}, {title}: {best['name']} {theirs}, newscore {ours}")
    return found


def _cleaning_columns(results: dict[str, Any]) -> list[tuple[str, str]]:
    public = [(f"public pages by {kind}", kind) for kind in results["cleaning"]["pages"]]
    return [*public, ("sample pages", "samples"), ("MB/s", "mb_s")]


def _name_columns(results: dict[str, Any]) -> list[tuple[str, str]]:
    kinds = (("precision", "precision"), ("recall", "recall"), ("MB/s", "mb_s"))
    return [(f"{title}, {size:,} names", f"{key}_{size}") for size in results["names"]["sizes"] for title, key in kinds]


def _where(results: dict[str, Any]) -> str:
    return f"{results['date']}, {results['machine']}; one thread, processor time, a str a call."


def short(results: dict[str, Any]) -> str:
    """The README's: sentences and names, and where newscore is behind."""
    rows = _sorted(results["sentences"]["rows"], "gum" if results["sentences"]["documents"] else "cases")
    columns = _sentence_columns(results)
    if results["sentences"]["documents"]:
        # The own cases say more of what newscore was made for than of the others.
        columns = [column for column in columns if column[1] != "cases"]
    lost = behind(results)
    losing = "newscore is behind in " + "; ".join(lost) + "." if lost else "newscore is behind in none of them."
    return (
        f"\n{_of(rows, columns)}\nF1 in per cent. {_where(results)}\nOf all columns of all three tables, {losing}\n\n"
    )


def full(results: dict[str, Any]) -> str:
    """The page's: everything, with method and versions."""
    parts, names, cleaning = results["sentences"], results["names"], results["cleaning"]
    columns = _name_columns(results)
    documents = (
        f"{parts['documents']} documents of GUM (dev and test, all genres) with {parts['ends']:,} sentences; "
        if parts["documents"]
        else ""
    )
    pages = ", ".join(f"{count} pages as {kind} leaves them" for kind, count in cleaning["pages"].items())
    lost = "".join(f"- {line}\n" for line in behind(results)) or "- nowhere in these columns\n"
    packages = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    return f"""
{_where(results)}

### Sentence ends, F1 in per cent

{documents}{parts["cases"]} cases of this repository, which were written for newscore and chosen for being hard.

{_of(_sorted(parts["rows"], "gum" if parts["documents"] else "cases"), _sentence_columns(results))}
### Names, whole words, exact case, leftmost and longest

Invented names in made-up pages; precision and recall in per cent against a slow reference. Automata that know no
words get a filter of whole words behind them.

{_of(_sorted(names["rows"], columns[-1][1]), columns)}
### Pages that are text already, F1 of word 4-grams in per cent

{f"{pages}; " if pages else ""}{cleaning["samples"]} sample pages of this repository, on which
newscore was made to be right. Tools for HTML get each line as a paragraph.

{_of(_sorted(cleaning["rows"], next(iter(cleaning["pages"]), "samples")), _cleaning_columns(results))}
### Where newscore is behind

{lost}
Versions: {packages}.

"""
