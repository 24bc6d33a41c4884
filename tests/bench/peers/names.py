"""Dictionary matching: whole words, exact case, leftmost and longest."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from .sentences import made_up
from .timing import speeds

if TYPE_CHECKING:
    from collections.abc import Callable

SYLLABLES = "ba ko ri mu ten dal os ver lin qua sto bre hal ny fen mar wick ton burg by".split()
FILLERS = "Harbour Bank Council Mining Group Bridge Valley Institute Lines Press Union Port".split()
Find = "Callable[[str], list[tuple[int, int]]]"


def aliases(count: int) -> list[str]:
    """Invented names of one to three words, some inside others; the same for the same count."""
    rng = random.Random(11)
    word = lambda: "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).capitalize()  # noqa: E731
    found: dict[str, None] = {}
    while len(found) < count:
        name = word()
        if rng.random() < 0.6:
            name += " " + word()
        if rng.random() < 0.3:
            name += " " + rng.choice(FILLERS)
        found[name] = None
    return list(found)


def texts(known: list[str], count: int) -> list[str]:
    """Made-up pages in which every fifth sentence end is followed by one that names somebody."""
    rng = random.Random(12)
    out = []
    for page in made_up(count):
        parts = page.split(". ")
        out.append(
            ". ".join(part + f". {rng.choice(known)}’s aide spoke" if rng.random() < 0.2 else part for part in parts)
        )
    return out


def contenders(known: list[str]) -> dict[str, Callable[[str], list[tuple[int, int]]]]:
    """The matchers that are installed, each made to give whole words as well as it can."""
    import newscore

    gazetteer = newscore.Gazetteer.from_aliases((str(number), name) for number, name in enumerate(known))
    found: dict[str, Callable[[str], list[tuple[int, int]]]] = {
        "newscore": lambda text: [(start, end) for start, end, _ in gazetteer.find_spans(text)]
    }
    for name, make in (
        ("daachorse", _daachorse),
        ("daachorse, all occurrences", _daachorse_all),
        ("ahocorasick_rs", _ahocorasick),
        ("flashtext", _flashtext),
        ("spaCy PhraseMatcher", _spacy),
    ):
        try:
            found[name] = make(known)
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return found


def _whole(text: str, start: int, end: int) -> bool:
    word = lambda c: c.isalnum() or c == "_"  # noqa: E731
    return not (start and word(text[start - 1]) and word(text[start])) and not (
        end < len(text) and word(text[end - 1]) and word(text[end])
    )


def _ahocorasick(known: list[str]) -> Callable[[str], list[tuple[int, int]]]:
    import ahocorasick_rs as ac

    automaton = ac.AhoCorasick(known, matchkind=ac.MatchKind.LeftmostLongest)
    return lambda text: [
        (start, end) for _, start, end in automaton.find_matches_as_indexes(text) if _whole(text, start, end)
    ]


def _daachorse(known: list[str]) -> Callable[[str], list[tuple[int, int]]]:
    import daachorse

    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(known, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    return lambda text: [(start, end) for start, end, _ in automaton.find(text) if _whole(text, start, end)]


def _daachorse_all(known: list[str]) -> Callable[[str], list[tuple[int, int]]]:
    """Every occurrence, whole words of them, and the leftmost and longest of these: nothing is lost."""
    import daachorse

    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(known)

    def find(text: str) -> list[tuple[int, int]]:
        spans = [(s, -e) for s, e, _ in automaton.find_overlapping(text) if _whole(text, s, e)]
        out, at = [], 0
        for start, end in sorted(spans):
            if start >= at:
                at = -end
                out.append((start, at))
        return out

    return find


def _flashtext(known: list[str]) -> Callable[[str], list[tuple[int, int]]]:
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    processor.add_keywords_from_list(known)
    return lambda text: [(start, end) for _, start, end in processor.extract_keywords(text, span_info=True)]


def _spacy(known: list[str]) -> Callable[[str], list[tuple[int, int]]]:
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    pipe = spacy.blank("en")
    matcher = PhraseMatcher(pipe.vocab)
    matcher.add("name", [pipe.make_doc(name) for name in known])

    def find(text: str) -> list[tuple[int, int]]:
        spans = filter_spans(matcher(pipe.make_doc(text), as_spans=True))
        return [(span.start_char, span.end_char) for span in spans]

    return find


def slow(known: set[str], longest: int, text: str) -> list[tuple[int, int]]:
    """The reference: at each boundary the longest name that ends at one, then on from its end."""
    out, at = [], 0
    while at < len(text):
        ends = range(min(at + longest, len(text)), at, -1)
        end = next((end for end in ends if text[at:end] in known and _whole(text, at, end)), None)
        if end is None:
            at += 1
        else:
            out.append((at, end))
            at = end
    return out


def measure(rounds: int) -> dict[str, object]:
    """Agreement with the reference and speed of every matcher, with few names and with many."""
    rows: dict[str, dict[str, object]] = {}
    sizes = (1_000, 50_000)
    for count in sizes:
        known = aliases(count)
        pages = texts(known, 1500)
        matchers = contenders(known)
        longest = max(map(len, known))
        wanted = [set(slow(set(known), longest, text)) for text in pages[:150]]
        fast = speeds(
            {name: lambda texts, f=f: [f(text) for text in texts] for name, f in matchers.items()}, pages, rounds
        )
        for name, find in matchers.items():
            got = [set(find(text)) for text in pages[:150]]
            right = sum(len(a & b) for a, b in zip(wanted, got, strict=True))
            row = rows.setdefault(name, {"name": name})
            row[f"mb_s_{count}"] = round(fast[name], 2)
            row[f"precision_{count}"] = round(100 * right / max(sum(map(len, got)), 1), 1)
            row[f"recall_{count}"] = round(100 * right / max(sum(map(len, wanted)), 1), 1)
            print(count, row)
    return {"rows": list(rows.values()), "sizes": list(sizes)}
