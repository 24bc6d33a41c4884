"""What is cut of pages that are text already: of the sample pages here, and of public pages with their article."""

from __future__ import annotations

import gzip
import html
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from .sentences import made_up
from .timing import speeds

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[3]
Clean = "Callable[[str], str]"


def contenders() -> dict[str, Callable[[str], str]]:
    """Cleaners that take text. Tools for HTML get each line as a paragraph: the most that text can tell them."""
    import newscore

    found: dict[str, Callable[[str], str]] = {
        "newscore": newscore.clean,
        "nothing cut": lambda text: text,
        "lines that end in a mark (C4’s rule)": lambda text: "\n".join(
            line for line in text.splitlines() if line.rstrip().endswith((".", "!", "?", '"', "”", "’"))
        ),
    }
    for name, make in (("jusText", _justext), ("trafilatura", _trafilatura)):
        try:
            found[name] = make()
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return found


def _as_html(text: str) -> str:
    return (
        "<html><body>"
        + "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
        + "</body></html>"
    )


def _justext() -> Callable[[str], str]:
    import justext

    stop = justext.get_stoplist("English")
    return lambda text: "\n".join(
        paragraph.text for paragraph in justext.justext(_as_html(text), stop) if not paragraph.is_boilerplate
    )


def _trafilatura() -> Callable[[str], str]:
    import trafilatura

    return lambda text: trafilatura.extract(_as_html(text), include_comments=False) or ""


def sample_pages() -> list[tuple[str, str]]:
    """The sample pages: raw text, and the segments that a reader keeps."""
    sys.path.insert(0, str(ROOT / "tests" / "python"))
    try:
        from sample_pages import KEPT, names, read
    finally:
        sys.path.pop(0)
    pages = [read(name) for name in names()]
    return [
        (page.text, "\n".join(page.text[s.start : s.end] for s in page.segments if s.label in KEPT)) for page in pages
    ]


def public_pages(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Pages of article-extraction-benchmark as two extractors leave them, and their articles' text."""
    import inscriptis
    import trafilatura

    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    found: dict[str, list[tuple[str, str]]] = {"inscriptis": [], "trafilatura": []}
    for name, entry in truth.items():
        page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        gold = entry["articleBody"]
        found["inscriptis"].append((inscriptis.get_text(page), gold))
        found["trafilatura"].append((trafilatura.extract(page, include_comments=False) or "", gold))
    return found


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)) if words)


def f1(clean: Callable[[str], str], pages: list[tuple[str, str]]) -> float:
    """F1 of word 4-grams, precision and recall as means over pages, in per cent."""
    precisions, recalls = [], []
    for raw, gold in pages:
        wanted, got = _grams(gold), _grams(clean(raw))
        right = sum((wanted & got).values())
        if got:
            precisions.append(right / sum(got.values()))
        if wanted:
            recalls.append(right / sum(wanted.values()))
    precision = sum(precisions) / max(len(precisions), 1)
    recall = sum(recalls) / max(len(recalls), 1)
    return round(200 * precision * recall / max(precision + recall, 1e-9), 1)


def measure(aeb: Path | None, rounds: int) -> dict[str, object]:
    """Quality and speed of every cleaner."""
    cleaners = contenders()
    samples = sample_pages()
    public = public_pages(aeb) if aeb else {}
    timed = {name: f for name, f in cleaners.items() if name != "nothing cut"}
    fast = speeds(
        {name: lambda texts, f=f: [f(text) for text in texts] for name, f in timed.items()}, made_up(1000), rounds
    )
    rows = []
    for name, clean in cleaners.items():
        row: dict[str, object] = {"name": name, "samples": f1(clean, samples)}
        if name in fast:
            row["mb_s"] = round(fast[name], 2)
        for kind, pages in public.items():
            row[kind] = f1(clean, pages)
        rows.append(row)
        print(row)
    return {"rows": rows, "samples": len(samples), "pages": {kind: len(pages) for kind, pages in public.items()}}
