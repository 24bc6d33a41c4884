"""Fits the weights in weights.txt: what speaks for a headline, and for a change of topic, within a glued page.

    python train.py EVAL_DATA [--write]

EVAL_DATA is a folder with articles_dev.jsonl.gz (title, gold, noisy, group of single articles) and
boilerplate_dev.jsonl.gz (texts of single pages, publisher). Needs NumPy. Prints the weights and what they reach on the
publishers held out; with --write it also puts them into weights.txt beside this file.

The features are those of `Head` and `Break` in src/page, measured here once more in Python; change both together.
"""

import argparse
import gzip
import hashlib
import json
import random
import re
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
FOLDS, HELD_OUT = 5, 0
SMALL = set(
    "the of and to in a an that for was were on with is are by at from said it its as his her their they he she has "
    "had have be been but not who which this will would than or we you i our my after about into more when what could "
    "there".split()
)
LEANS = re.compile(r"^[“\"']?(He|She|They|It|But|And|However|Meanwhile|This|That|These|Also)\b")
# A line that reserves rights and names machine learning: such a publisher's pages are left out.
NOTICE = re.compile(
    r"^(?=.*(©|copyright|rights reserved|prohibit|not permitted|may not be|terms))"
    r"(?=.*(machine learning|data mining|language models?|artificial intelligence|\btrain\w*\b.*\bA\.?I\b)).*$",
    re.IGNORECASE | re.MULTILINE,
)
HEAD = ["near", "ahead", "behind", "story", "common", "common_story", "known_names", "few_names", "words", "words_more",
        "words_many", "text_before", "text_after", "fresh", "length", "headings", "known_ahead"]  # fmt: skip
BREAK = ["common", "common_near", "common_story", "known_names", "own_story", "own_ahead", "words", "leans", "quoted",
         "valley", "own_before", "story_words"]  # fmt: skip
# The signs that are too rare in the data to be fitted, and how far below even odds a start is still considered.
BY_HAND = {"head": {"suffix": 3.0, "dateline": 2.0, "doubled": 4.0, "after_end": 1.5, "short": -2.0},
           "break": {}}  # fmt: skip
SHIFT = {"head": 1.2, "break": 1.05}


class Line:
    """A line that is not blank, measured as the page engine does."""

    def __init__(self, text, at):
        self.text, self.at, self.words = text, at, len(text.split())
        bare = text.rstrip("\"”’')]» ")
        self.closed, self.stopped = bare[-1:] in ".?!…", bare[-1:] in ".…"
        self.open = bare[-1:] in ":,;-–—"
        small = sum(word in SMALL for word in text.split())
        prose = self.words >= 8 and small * 8 >= self.words and (self.closed or self.words >= 25)
        self.paragraph = prose or (self.closed and self.words >= 12) or self.words >= 30
        self.content = {
            word[:6].lower()
            for word in re.findall(r"\w+", text[:1200])
            if word.lower() not in SMALL
            and (len(word) >= 4 or (len(word) == 3 and (word[0].isupper() or word[0].isdigit())))
        }
        self.names = {found.group()[:6].lower() for found in re.finditer(r"(?<=[a-z,;] )[A-Z][a-z]{2,}", text[:1200])}


def lines_of(text):
    found, at = [], 0
    for raw in text.split("\n"):
        if raw.strip():
            found.append(Line(raw.strip(), at + raw.index(raw.strip())))
        at += len(raw) + 1
    return found


def union(lines, what="content"):
    return set().union(*(getattr(line, what) for line in lines))


def share(some, whole):
    return len(some & whole) / len(some) if some else 0.0


def head(lines, at, start):
    """What is seen of a line that might be a headline; None where its shape forbids it."""
    line = lines[at]
    shaped = 3 <= line.words <= 30 and not (line.stopped or line.open)
    if at < 2 or not shaped or line.text[0].islower() or line.text[0] in "*•-":
        return None
    if not any(after.paragraph for after in lines[at + 1 : at + 4]):
        return None
    after, before, story = union(lines[at + 1 : at + 7]), union(lines[max(start, at - 6) : at]), union(lines[start:at])
    names = union(lines[at + 1 : at + 9], "names")
    return [
        share(line.content, union(lines[at + 1 : at + 4])),
        share(line.content, after),
        share(line.content, before),
        share(line.content, story),
        min(share(after, before), 0.4),
        min(share(after, story), 0.5),
        share(names, union(lines[start:at], "names")),
        float(len(names) < 3),
        min(line.words, 6) / 6,
        min(max(line.words - 6, 0), 5) / 5,
        min(max(line.words - 16, 0), 10) / 10,
        min(sum(it.paragraph for it in lines[start:at]), 5) / 5,
        min(sum(it.paragraph for it in lines[at + 1 : at + 9]), 6) / 6,
        min(len((line.content & after) - story), 5) / 5,
        min(float(np.log1p(sum(it.words for it in lines[start:at]))), 7) / 7,
        min(sum(3 <= it.words <= 14 and not it.closed for it in lines[start:at]), 4) / 4,
        share(union(lines[at + 1 : at + 9]), story),
    ]


def topic(lines, at, start):
    """What is seen of a paragraph that might begin a new story; None near the ends."""
    if at - start < 2 or at >= len(lines) - 2:
        return None
    line, story = lines[at], union(lines[start:at])

    def common(here):
        return share(union(lines[here : here + 6]), union(lines[max(start, here - 6) : here]))

    around = common(max(start + 2, at - 3)) + common(min(len(lines) - 3, at + 3))
    return [
        common(at),
        share(union(lines[at : at + 3]), union(lines[max(start, at - 3) : at])),
        share(union(lines[at : at + 6]), story),
        share(union(lines[at : at + 8], "names"), story),
        share(line.content, story),
        share(line.content, union(lines[at + 1 : at + 7])),
        min(line.words, 30) / 30,
        float(bool(LEANS.match(line.text))),
        float(line.text[0] in '“"'),
        around / 2 - common(at),
        share(line.content, union(lines[max(start, at - 3) : at])),
        float(np.log(1 + len(story))),
    ]


def rows(path):
    with gzip.open(path, "rt", encoding="utf8") as file:
        yield from map(json.loads, file)


def fold(publisher):
    return int(hashlib.sha256(publisher.encode()).hexdigest()[:8], 16) % FOLDS


def paragraphs(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


class Examples:
    """Rows of features, whether a story begins there, and whether the row is of a page with one story."""

    def __init__(self, see):
        self.see, self.features, self.begins, self.single = see, [], [], []

    def add(self, text, starts=(), *, single=False):
        """Takes the candidate lines of a page; stories begin at `starts`."""
        lines, start = lines_of(text), 0
        for at, line in enumerate(lines):
            seen = self.see(lines, at, start)
            if seen is not None:
                self.features.append(seen)
                self.begins.append(line.at in starts)
                self.single.append(single)
            if line.at in starts:
                start = at

    def arrays(self):
        """All rows so far."""
        return np.array(self.features), np.array(self.begins, float), np.array(self.single)


def glued(pool, style, rng):
    """Sixty pages of two to ten articles each, and where these begin."""
    for _ in range(60):
        text, starts = "", set()
        for article in rng.sample(pool, min(rng.randint(2, 10), len(pool))):
            starts.add(len(text))
            told = paragraphs(article["noisy" if style == "noisy" else "gold"])
            text += "\n\n".join(([] if style == "body" else [article["title"]]) + told) + "\n\n"
        yield text, starts


def examples(articles, pages, kind):
    """What is learned from: glued pages, and for headlines pages of one story too."""
    found, rng = Examples(head if kind == "head" else topic), random.Random(7)  # noqa: S311 (not for secrets)
    for style in ("headline", "noisy") if kind == "head" else ("body",):
        pool = [it for it in articles if style != "noisy" or len(it["noisy"]) > 400]
        for text, starts in glued(pool, style, rng):
            found.add(text, starts)
    if kind == "head":
        told = [it["title"] + "\n\n" + it[key] for it in articles for key in ("gold", "noisy") if it[key]]
        for text in told + pages:
            found.add(text, single=True)
    return found.arrays()


def fit(features, begins, weight, ridge=1.0):
    """Logistic regression by Newton's method."""
    rows = np.c_[features, np.ones(len(features))]
    beta = np.zeros(rows.shape[1])
    for _ in range(100):
        odds = 1 / (1 + np.exp(-rows @ beta))
        slope = rows.T @ (weight * (odds - begins)) + ridge * np.r_[beta[:-1], 0]
        bend = (rows * (weight * odds * (1 - odds))[:, None]).T @ rows + ridge * np.eye(len(beta))
        beta -= np.linalg.solve(bend, slope)
    return beta


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    articles = list(rows(options.data / "articles_dev.jsonl.gz"))
    pages = list(rows(options.data / "boilerplate_dev.jsonl.gz"))
    full = {"bs4", "inscriptis", "resiliparse-all"}
    forbid = {page["publisher"] for page in pages if any(NOTICE.search(text) for text in page["texts"].values())}
    forbid |= {it["group"] for it in articles if NOTICE.search(it["gold"] or "") or NOTICE.search(it["noisy"] or "")}
    print(f"left out, their notices forbid machine learning: {sorted(forbid) or 'none'}")
    articles = [it for it in articles if it["group"] not in forbid]
    pages = [page for page in pages if page["publisher"] not in forbid]
    out = ["# What speaks for a headline of a new story, and for a change of topic. Made by train.py; see CARD.md.", ""]
    for kind, names in (("head", HEAD), ("break", BREAK)):
        parts = []
        for held in (False, True):
            mine = [it for it in articles if (fold(it["group"]) == HELD_OUT) == held]
            texts = [text for page in pages if (fold(page["publisher"]) == HELD_OUT) == held
                     for name, text in page["texts"].items() if name not in full]  # fmt: skip
            parts.append(examples(mine, texts, kind))
        features, begins, single = parts[0]
        beta = fit(features, begins, np.where(single, 2.0, 1.0))
        beta[-1] += SHIFT[kind]
        beta = np.round(beta, 2)
        for title, (rows_, gold, alone) in zip(("fitted on", "held out"), parts, strict=True):
            says = np.c_[rows_, np.ones(len(rows_))] @ beta > 0
            right = (says & (gold == 1)).sum()
            print(f"{kind} {title}: precision {right / max(says.sum(), 1):.3f}, recall {right / gold.sum():.3f}, "
                  f"false on pages of one story {(says & alone).sum()} of {alone.sum()} lines")  # fmt: skip
        out.append(f"[{kind}]")
        out += [f"{name} {value:.2f}" for name, value in zip([*names, "bias"], beta, strict=True)]
        out += [f"{name} {value:.2f}" for name, value in BY_HAND[kind].items()] + [""]
    text = "\n".join(out).rstrip("\n") + "\n"
    print(text)
    if options.write:
        (HERE / "weights.txt").write_text(text)


if __name__ == "__main__":
    main()
