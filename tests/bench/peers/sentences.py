"""Sentence ends: of news as annotators set them, and of this repository's own cases."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .timing import speeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[3]
Split = "Callable[[str], list[str]]"


def contenders() -> dict[str, Callable[[str], list[str]]]:
    """The splitters that are installed, as their documentation calls them for English."""
    import newscore

    found: dict[str, Callable[[str], list[str]]] = {
        "newscore": newscore.sentences,
        "re.split": lambda text, split=re.compile(r"(?<=[.!?])\s+").split: split(text),
    }
    for name, make in (
        ("blingfire", _blingfire), ("sentencex", _sentencex), ("Punkt (nltk)", _punkt), ("syntok", _syntok),
        ("pysbd", _pysbd), ("spaCy sentencizer", _spacy),
    ):  # fmt: skip
        try:
            found[name] = make()
        except (ImportError, LookupError) as error:
            print(f"{name} is left out: {error}")
    return found


def _blingfire() -> Callable[[str], list[str]]:
    import blingfire

    return lambda text: blingfire.text_to_sentences(text).split("\n")


def _sentencex() -> Callable[[str], list[str]]:
    import sentencex

    return lambda text: list(sentencex.segment("en", text))


def _punkt() -> Callable[[str], list[str]]:
    # Its trained model is a download; what is here is the algorithm as it trains itself on the text at hand.
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    tokenizer = PunktSentenceTokenizer("\n".join(made_up(400)))
    return tokenizer.tokenize


def _syntok() -> Callable[[str], list[str]]:
    from syntok import segmenter

    return lambda text: [
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in segmenter.analyze(text)
        for sentence in paragraph
    ]


def _pysbd() -> Callable[[str], list[str]]:
    import pysbd

    return pysbd.Segmenter(language="en", clean=False).segment


def _spacy() -> Callable[[str], list[str]]:
    import spacy

    pipe = spacy.blank("en")
    pipe.add_pipe("sentencizer")
    pipe.max_length = 10_000_000
    return lambda text: [sentence.text for sentence in pipe(text).sents]


def made_up(count: int) -> list[str]:
    """Pages that this repository makes up: for speed, not for quality."""
    sys.path.insert(0, str(ROOT / "notebooks"))
    try:
        import made_up_news
    finally:
        sys.path.pop(0)
    return [row["text"] for row in made_up_news.pages(count) if row["text"] and len(row["text"]) > 500]


def gum(folder: Path) -> Iterator[tuple[str, set[int], set[int]]]:
    """Documents of the parts dev and test, all genres: text, sentence ends, and those of them that end a paragraph.

    An end is the number of characters before it that are not blank.
    """
    for part in ("dev", "test"):
        path = folder / f"en_gum-ud-{part}.conllu"
        for document in re.split(r"(?m)^# newdoc id = ", path.read_text(encoding="utf-8"))[1:]:
            text, ends, breaks, solid = "", set(), set(), 0
            for block in document.split("\n\n"):
                found = re.search(r"(?m)^# text = (.*)$", block)
                if found is None:
                    continue
                if re.search(r"(?m)^# newpar", block) and text:
                    breaks.add(solid)
                    text += "\n\n"
                elif text:
                    text += " "
                text += found.group(1)
                solid += _solid(found.group(1))
                ends.add(solid)
            yield text, ends, breaks | {solid}


def own_cases() -> Iterator[tuple[str, set[int], set[int]]]:
    """The cases of `tests/cases/sentences`, in which each paragraph of a block is a text and ⟦ ⟧ its sentences."""
    for name in ("english.md", "news.md"):
        page = (ROOT / "tests" / "cases" / "sentences" / name).read_text(encoding="utf-8")
        for block in re.findall(r"(?ms)^```sentences\n(.*?)^```", page):
            for case in block.split("\n\n"):
                text = case.strip().replace("⏎", "\n").replace("␠", " ")
                if "⟧" not in text:
                    continue
                ends, solid = set(), 0
                for piece in text.split("⟧")[:-1]:
                    solid += _solid(piece.replace("⟦", ""))
                    ends.add(solid)
                yield text.replace("⟦", "").replace("⟧", ""), ends, {solid}


def _solid(text: str) -> int:
    return sum(not c.isspace() for c in text)


def _ends(parts: list[str]) -> set[int]:
    ends, solid = set(), 0
    for part in parts:
        solid += _solid(part)
        ends.add(solid)
    return ends


def f1(split: Callable[[str], list[str]], documents: list[tuple[str, set[int], set[int]]]) -> tuple[float, float]:
    """F1 of all ends, and of those inside paragraphs, in per cent."""
    counts = [[0, 0, 0], [0, 0, 0]]
    for text, ends, breaks in documents:
        found = _ends([part for part in split(text) if part.strip()])
        for at, (gold, got) in enumerate(((ends, found), (ends - breaks, found - breaks))):
            right = len(gold & got)
            counts[at] = [a + b for a, b in zip(counts[at], (right, len(got), len(gold)), strict=True)]
    return tuple(round(200 * right / max(got + gold, 1), 1) for right, got, gold in counts)


def measure(folder: Path | None, rounds: int) -> dict[str, object]:
    """Quality and speed of every splitter."""
    splitters = contenders()
    cases = list(own_cases())
    documents = list(gum(folder)) if folder else []
    fast = speeds(
        {name: lambda texts, f=f: [f(text) for text in texts] for name, f in splitters.items()}, made_up(2000), rounds
    )
    rows = []
    for name, split in splitters.items():
        row = {"name": name, "mb_s": round(fast[name], 2), "cases": f1(split, cases)[0]}
        if documents:
            row["gum"], row["gum_inside"] = f1(split, documents)
        rows.append(row)
        print(row)
    return {
        "rows": rows,
        "documents": len(documents),
        "ends": sum(len(ends) for _, ends, _ in documents),
        "cases": len(cases),
    }
