#!/usr/bin/env python3
"""Fits the weights [title] in weights.txt: which line of a full page is the title of its story. See CARD.md.

    python src/data/heads/titles.py PAGES [PAGES ...] [--write]

PAGES are JSON-lines files (.gz or not): site, english, titles (the ways in which the page's markup says its title),
texts {extractor: text}. Sites of which a text carries a notice against machine learning are left out. Prints, for sites
held out, how often the chosen line is the title, among the pages of which some line is; with --write the weights
learned from all pages go into weights.txt beside this file. Needs cargo, NumPy and SciPy.

What is measured of a line is measured by src/page/story/title.rs, which is run for it.
"""

import argparse
import gzip
import hashlib
import json
import os
import pathlib
import re
import subprocess
import tempfile

import numpy as np
from scipy.optimize import minimize
from train import NOTICE

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
FOLDS = 5
# How much the weights are held back, and how much more an English page counts.
RIDGE = 2.0
ENGLISH = 2.0
# A line is taken that is this much less likely, in log-odds, than that no line is the title.
SHY = 0.3
# Too rare in the pages to be fitted.
BY_HAND = {"live": 3.5}


def words(text):
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def is_title(line, titles):
    """Whether a line says a title, or most of it, or it and the name of the site."""
    line = words(line)
    return any(line == title or (len(line.split()) > 3 and (line in title or title in line)) for title in titles)


def measured(texts):
    """For each text the lines that might be its title, with their measures, from the by-hand test `dump_titles`."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "texts.json").write_text(json.dumps(texts))
        env = dict(os.environ, NEWSCORE_TEXTS=str(folder / "texts.json"), NEWSCORE_OUT=str(folder / "out.json"))
        command = ["cargo", "test", "-q", "--release", "--lib", "dump_titles", "--", "--ignored"]
        subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        return json.loads((folder / "out.json").read_text())


class Pages:
    """Texts of which some line might be the title: their lines' measures one under the other."""

    def __init__(self, files):
        texts, forbid = [], set()
        for path in files:
            with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as file:
                for page in map(json.loads, file):
                    for text in page["texts"].values():
                        said = words(text)
                        titles = [title for title in map(words, page["titles"]) if title.count(" ") > 1]
                        if titles := [title for title in titles if title in said]:
                            texts.append((page["site"], page["english"], titles, text))
                        if NOTICE.search(text):
                            forbid.add(page["site"])
        print(f"sites whose notices forbid machine learning, left out: {sorted(forbid) or 'none'}")
        texts = [text for text in texts if text[0] not in forbid]
        self.seen = len(texts)
        measures = measured([text[3] for text in texts])
        found = [(text, lines) for text, lines in zip(texts, measures, strict=True) if lines]
        self.site = np.array([text[0] for text, _ in found])
        self.english = np.array([text[1] for text, _ in found])
        self.first = np.cumsum([0] + [len(lines) for _, lines in found])
        self.rows = np.array([measures for _, lines in found for _, measures in lines])
        self.right = np.array([is_title(line, text[2]) for text, lines in found for line, _ in lines], float)
        sites, counts = np.unique(self.site, return_counts=True)
        often = dict(zip(sites, counts, strict=True))
        self.weight = np.array([often[site] ** -0.5 for site in self.site]) * np.where(self.english, ENGLISH, 1)

    def part(self, chosen):
        """Rows, whether each is right, the page of each, and the pages' weights, of these pages."""
        rows = np.concatenate([np.arange(self.first[at], self.first[at + 1]) for at in chosen])
        page = np.repeat(np.arange(len(chosen)), np.diff(self.first)[chosen])
        return self.rows[rows], self.right[rows], page, self.weight[chosen] / self.weight[chosen].mean()


def fit(pages, chosen):
    """Weights of the measures, and the worth of "none of them": a choice among the lines of a page and none."""
    rows, right, page, weight = pages.part(chosen)
    spread = rows.std(0) + 1e-6
    rows = rows / spread
    first = np.searchsorted(page, np.arange(len(chosen)))
    titled = np.add.reduceat(right, first) > 0

    def loss(values):
        scores, none = rows @ values[:-1], values[-1]
        most = np.maximum(np.maximum.reduceat(scores, first), none)
        line, nothing = np.exp(scores - most[page]), np.exp(none - most)
        total = np.add.reduceat(line, first) + nothing
        good = np.add.reduceat(line * right, first) + np.where(titled, 0, nothing)
        off = (line / total[page] - line * right / good[page]) * weight[page]
        off_none = (weight * (nothing / total - np.where(titled, 0, nothing / good))).sum()
        held = RIDGE * values[:-1]
        return held @ values[:-1] / 2 - (weight * np.log(good / total)).sum(), np.append(rows.T @ off + held, off_none)

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return found[:-1] / spread, found[-1]


def chosen_right(pages, weights, none, at):
    """Whether the line chosen of a page is its title; None where none is chosen."""
    lines = slice(pages.first[at], pages.first[at + 1])
    scores = pages.rows[lines] @ weights
    return bool(pages.right[lines][scores.argmax()]) if scores.max() > none - SHY else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=pathlib.Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    pages = Pages(args.pages)
    fold = np.array([int(hashlib.sha256(site.encode()).hexdigest()[:8], 16) % FOLDS for site in pages.site])
    told = {}
    for part in range(FOLDS):
        weights, none = fit(pages, np.flatnonzero(fold != part))
        told.update({at: chosen_right(pages, weights, none, at) for at in np.flatnonzero(fold == part)})
    print(f"{pages.seen} texts, {len(set(pages.site))} sites, {len(pages.rows)} lines")
    for name, which in (("English", pages.english), ("others", ~pages.english)):
        of = [told[at] for at in np.flatnonzero(which)]
        some = sum(pages.right[pages.first[at] : pages.first[at + 1]].any() for at in np.flatnonzero(which))
        print(f"{name}: {of.count(True)} right, {of.count(False)} wrong, of {some} with a title among the lines")
    source = (ROOT / "src/page/story/title.rs").read_text()
    names = re.findall(r'"(\w+)"', re.search(r"MEASURES: \[&str; \d+\] = \[(.*?)\];", source, re.DOTALL)[1])
    weights, none = fit(pages, np.arange(len(pages.site)))
    found = dict(zip(names, weights, strict=True)) | BY_HAND | {"bias": SHY - none}
    table = "".join(f"{name} {value:.2f}\n" for name, value in found.items())
    print(table)
    if args.write:
        path = HERE / "weights.txt"
        path.write_text(path.read_text().split("[title]\n")[0] + "[title]\n" + table)


if __name__ == "__main__":
    main()
