"""Reads the literate cases of tests/cases, as tests/core does for Rust. A malformed case is an error, never skipped."""

import csv
import io
import re
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parents[1] / "cases"


class Block(NamedTuple):
    """A fenced block: where it opens, its first word, the rest of that line, its lines."""

    place: str
    kind: str
    tag: str
    heading: str
    text: str


def blocks(folder):
    """All fenced blocks of the Markdown files of a folder, in order; README.md only describes."""
    found = []
    for path in sorted((CASES / folder).glob("*.md")):
        if path.name == "README.md":
            continue
        fence, heading, body = None, "", []
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if fence is not None:
                if line == "```":
                    found.append(Block(*fence, "\n".join(body)))
                    fence = None
                else:
                    body.append(line)
            elif line.startswith("```"):
                kind, _, tag = line[3:].partition(" ")
                fence, body = (f"{path.name}:{number}", kind, tag, heading), []
            elif line.startswith("## "):
                heading = line[3:]
        if fence is not None:
            raise ValueError(f"{fence[0]}: a block is never closed")
    if not found:
        raise ValueError(f"{folder}: no blocks")
    return found


def unescape(text):
    """The visible stand-ins for blanks, and escapes, as what they stand for."""
    text = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda match: chr(int(match[1], 16)), text)
    return text.replace("⏎", "\n").replace("␠", " ").replace("⍽", "\u00a0")


def bracketed(case):
    """A text and the spans that stand in ⟦ ⟧; anything but blanks outside them is an error."""
    text, spans = "", []
    for piece in re.split(r"(⟦[^⟦⟧]*⟧)", case):
        inside = piece.startswith("⟦")
        plain = unescape(piece[1:-1] if inside else piece)
        if inside:
            spans.append((len(text), len(text) + len(plain)))
        elif plain.strip():
            raise ValueError(f"text outside brackets: {piece!r}")
        text += plain
    return text, spans


def mentions(case):
    """A text and its mentions as (start, surface, entity, kind, antecedent)."""
    text, stated = "", []
    for piece in re.split(r"(⟦[^⟦⟧]*⟧)", case):
        if not piece.startswith("⟦"):
            text += unescape(piece)
            continue
        surface, _, meaning = piece[1:-1].rpartition("=")
        entity, *words = meaning.split(" ")
        antecedent = next((int(word[1:]) for word in words if word.startswith("@")), None)
        kind = next((word for word in words if not word.startswith("@")), "name")
        surface = unescape(surface)
        stated.append((len(text), surface, entity, kind, antecedent))
        text += surface
    return text, stated


def gazetteer_csv(block):
    """The aliases of a `gazetteer` block as CSV."""
    out = io.StringIO()
    columns = ["entity_id", "type", "alias", "kind", "case", "spelling", "match", "lang", "prior", "context"]
    columns.append("family_name")
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    exact = {"case": "exact", "spelling": "exact"} if block.tag == "exact" else {}
    for line in block.text.split("\n"):
        entity, kind, alias, *rest = line.split(" | ")
        row = {"entity_id": entity, "type": kind, "alias": unescape(alias), "kind": "name", **exact}
        if entity == "-":
            row.update(entity_id="", type="", kind="blocker")
        for extra in rest:
            name, found, value = extra.partition("=")
            row.update({{"family": "family_name"}.get(name, name): unescape(value)} if found else {"kind": name})
        writer.writerow(row)
    return out.getvalue()
