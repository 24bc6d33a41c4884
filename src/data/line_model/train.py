#!/usr/bin/env python3
"""Trains the line model: writes forest.bin and lexicon.txt beside this file. See CARD.md.

    python src/data/line_model/train.py PAGES SCORE [--also ALSO] [--folds 5] [--final]

PAGES is a JSON-lines file (.gz): id, publisher, corpus, gold, texts {extractor: text}. SCORE is the folder of score.py and metrics.py, which
define what a body line is and how cleaning is scored. ALSO, which also.py makes, is learned from and never scored. Without --final
nothing is written: each fold of publishers is cleaned by the real code with weights learned from the others, and scored. Needs cargo, numpy,
scipy, scikit-learn 1.8 and lightgbm 4.
"""

import argparse
import collections
import gzip
import hashlib
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import typing
import warnings

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SOURCE = (ROOT / "src/page/model/features.rs").read_text()
# A line that reserves rights and names machine learning.
NOTICE = re.compile(
    r"^(?=.*(©|copyright|rights reserved|prohibit|not permitted|may not be|terms))(?=.*(machine learning|data mining|language models?|\btrain\w*\b.*\bA\.?I\b)).*$",
    re.IGNORECASE | re.MULTILINE,
)
TREES = dict(
    objective="binary",
    num_leaves=16,
    max_depth=6,
    learning_rate=0.1,
    lambda_l2=60,
    min_data_in_leaf=80,
    feature_fraction=0.4,
    bagging_fraction=0.7,
    bagging_freq=1,
    max_bin=127,
    verbose=-1,
    num_threads=2,
    seed=1,
    deterministic=True,
)
ROUNDS = 140
# Every text is also learned from with only its first paragraphs kept, as short stories stand amid as much else as long
# ones. All such copies of a text together weigh this share of it; how many paragraphs they keep is drawn for each.
SHORT = 0.3
COPIES = 2
MOST = 5
# What a page of ALSO weighs beside one of PAGES: programs marked its story, and many such pages are no news.
ALSO = 0.08
# What a line weighs of which a rule knows what it is: the model is not asked about it, but what publishers whom the rules do
# not know print looks like it.
SETTLED = 0.3
# Sites whose lines must hold a word for it to have a weight: more with ALSO, whose sites are many.
HOLDERS = 5
HOLDERS_ALSO = 8
# Parts of the training publishers, so that the trees see the words' weights as they are for a publisher unknown to them.
INNER = 4


def hashed(name, parts):
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % parts


def rust(test, texts, folder, weights=None):
    """Runs one of the by-hand tests of src/page/model/dump.rs and gives the file it wrote."""
    (folder / "texts.json").write_text(json.dumps(texts))
    env = dict(os.environ, NEWSCORE_TEXTS=str(folder / "texts.json"), NEWSCORE_OUT=str(folder / "out"))
    env.pop("NEWSCORE_LINE_MODEL", None)
    if weights:
        env["NEWSCORE_LINE_MODEL"] = str(weights)
    subprocess.run(
        ["cargo", "test", "-q", "--release", "--lib", test, "--", "--ignored"],
        cwd=ROOT,
        env=env,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder / "out"


def shorten(text, gold, keep, metrics):
    """The text with the first paragraphs of its story alone, what surrounds it untouched, and its story; None if that is all of it.

    A paragraph is a line of eight words; shorter lines of the story stay as far as the last paragraph that is kept.
    """
    lines, story, seen, left = [], [], 0, 0
    for line in text.split("\n"):
        tokens = metrics.tokens(line)
        inside = (metrics.line_support(tokens, gold) or 0) >= 0.5
        if inside and seen == keep:
            left += 1
            continue
        seen += inside and len(tokens) >= 8
        story += [line] if inside else []
        lines.append(line)
    return ("\n".join(lines), "\n".join(story)) if left and seen == keep else None


class Item(typing.NamedTuple):
    """A text to learn from: a page as an extractor saw it, or a shortened copy of that."""

    page: dict
    extractor: str
    text: str
    gold: str
    # Words of the story as it is in full.
    words: int
    keep: int = 0
    share: float = 1.0


def read(file, metrics, share=1.0):
    """The texts of a file of pages."""
    with gzip.open(file, "rt", encoding="utf8") as lines:
        return [
            Item(page, name, text, page["gold"], len(metrics.tokens(page["gold"])), share=share * page.get("weight", 1))
            for page in map(json.loads, lines)
            for name, text in page["texts"].items()
        ]


def copies(items, metrics, keeps):
    """Shortened copies of the texts: `keeps` gives the numbers of paragraphs to keep of one."""
    for item in items:
        gold = metrics.Gold(item.gold)
        chosen = keeps(item)
        for keep in chosen:
            if found := shorten(item.text, gold, keep, metrics):
                yield Item(item.page, item.extractor, *found, item.words, keep, item.share * SHORT / len(chosen))


def drawn(item):
    """The numbers of paragraphs that the copies of a text keep: chance, but the same every time."""
    order = sorted(range(1, MOST + 1), key=lambda keep: hashed(f"{item.page['id']} {item.extractor} {keep}", 1 << 30))
    return order[:COPIES]


class Lines:
    """All lines of all texts: features, words, labels, weights, and where each comes from."""

    def __init__(self, items, metrics, folder):
        raw = np.fromfile(rust("dump_features", [item.text for item in items], folder), dtype="<u4")
        self.row = int(raw[0])
        at, rows, settled, self.words, self.label, self.weight, self.text, forbids = 1, [], [], [], [], [], [], set()
        self.written = collections.defaultdict(lambda: [0, 0])
        for number, item in enumerate(items):
            count, forbidden = int(raw[at]), raw[at + 1]
            at += 2
            if forbidden or NOTICE.search(item.text):
                forbids.add(item.page["publisher"])
            spans = []
            for _ in range(count):
                spans.append((int(raw[at]), int(raw[at + 1])))
                settled.append(bool(raw[at + 2]))
                rows.append(raw[at + 3 : at + 3 + self.row].view("<f4"))
                at += 3 + self.row
                words = int(raw[at])
                self.words.append(np.unique(raw[at + 1 : at + 1 + 2 * words].copy().view("<u8")))
                at += 1 + 2 * words
            self.judge(item, spans, metrics)
            self.text += [number] * count
        assert at == len(raw)
        self.rows, self.text = np.stack(rows), np.array(self.text)
        self.label, self.weight = np.array(self.label), np.array(self.weight) * np.where(settled, SETTLED, 1)
        self.publisher = np.array([item.page["publisher"] for item in items])[self.text]
        self.page = np.array([item.page["id"] for item in items])[self.text]
        print(f"publishers whose notices forbid machine learning, left out: {sorted(forbids) or 'none'}")
        self.holders = HOLDERS_ALSO if any("doubtful" in item.page for item in items) else HOLDERS
        self.usable = (self.label >= 0) & ~np.isin(self.publisher, sorted(forbids))
        # The words' verdict is among a line's own features and those of its neighbours: found again by its places.
        self.own = int(re.search(r"const OWN: usize = (\d+);", SOURCE)[1])
        shared = [
            name.strip()
            for name in re.search(r"const SHARED: \[usize; \d+\] = \[(.*?)\];", SOURCE, re.DOTALL)[1].split(",")
        ]
        place = self.own + shared.index("AGAINST")
        self.around = {step: place + nth * len(shared) for nth, step in enumerate((-2, -1, 1, 2))}
        self.against = int(re.search(r"const AGAINST: usize = (\d+);", SOURCE)[1])

    def judge(self, item, spans, metrics):
        """A line is story if half of it stands in the gold text, and is not there already more often than in the gold."""
        text, gold, texts = item.text.encode(), metrics.Gold(item.gold), len(item.page["texts"])
        doubtful = metrics.Gold(item.page.get("doubtful"))
        seen = collections.Counter()
        for start, end in spans:
            line = text[start:end].decode()
            tokens = metrics.tokens(line)
            self.note_capitals(line)
            support = metrics.line_support(tokens, gold)
            key = " ".join(tokens)
            story = (
                support is not None
                and support >= 0.5
                and not (seen[key] and gold.joined.count(f" {key} ") <= seen[key])
            )
            seen[key] += story
            unknown = support is None or (not story and metrics.line_support(tokens, doubtful) >= 0.5)
            self.label.append(-1 if unknown else int(story))
            # What a line adds to the score of its page; softened, as one publisher's long notice is not all the world.
            # What surrounds a story weighs no more for the story being short.
            words = len(gold.tok) if story else item.words
            self.weight.append(item.share * ((min(len(tokens), 150) + 1) / max(words, 50) / texts) ** 0.6)

    def note_capitals(self, line):
        """Counts how often words within sentences are written with a capital; titles and menus write most words so."""
        words = re.findall(r"(?<=[a-z,;] )[A-Za-z]+", line)
        if len(words) >= 12 and line.endswith(".") and sum(word[0].isupper() for word in words) * 3 < len(words):
            for word in words:
                counts = self.written[int.from_bytes(word[:6].lower().encode(), "big")]
                counts[0] += word[0].isupper()
                counts[1] += 1

    def is_name(self, key):
        """Whether a word is mostly part of a name: what a story is about says nothing of whether it is one."""
        capitals, count = self.written[key]
        return count >= 3 and capitals * 2 > count

    def with_words(self, scores):
        """The features with these verdicts of the words."""
        rows = self.rows.copy()
        rows[:, self.against - 1 : self.against + 1] = scores
        for step, place in self.around.items():
            other = np.clip(np.arange(len(rows)) + step, 0, len(rows) - 1)
            inside = (self.text[other] == self.text) & (other == np.arange(len(rows)) + step)
            rows[:, place] = np.where(inside, scores[other, 1], -1)
        return rows


def word(key):
    return int(key).to_bytes(8, "big").lstrip(b"\0")


def learn_words(lines, chosen):
    """Weights, in hundredths of log-odds, of word beginnings that lines of several publishers hold."""
    seen, rows = set(), []
    for at in np.flatnonzero(chosen & lines.usable):
        mark = (lines.page[at], lines.words[at].tobytes(), lines.label[at])
        if len(lines.words[at]) and mark not in seen:
            seen.add(mark)
            rows.append(at)
    holders = collections.defaultdict(set)
    for at in rows:
        for key in lines.words[at].tolist():
            holders[key].add(lines.publisher[at])
    known = [
        key
        for key, who in holders.items()
        if len(who) >= lines.holders and word(key).isascii() and not lines.is_name(key)
    ]
    place = {key: nth for nth, key in enumerate(known)}
    found = [[place[key] for key in lines.words[at].tolist() if key in place] for at in rows]
    table = csr_matrix(
        (np.ones(sum(map(len, found)), np.float32), sum(found, []), np.cumsum([0, *map(len, found)])),
        shape=(len(rows), len(known)),
    )
    many = collections.Counter((lines.publisher[at], lines.label[at]) for at in rows)
    weight = np.array(
        [min(len(lines.words[at]), 40) ** 0.5 / many[lines.publisher[at], lines.label[at]] ** 0.5 for at in rows]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = LogisticRegression(C=0.3, penalty="l1", solver="liblinear", max_iter=30, random_state=0).fit(
            table, lines.label[rows], weight / weight.mean()
        )
    order = np.argsort(-np.abs(fitted.coef_[0]), kind="stable")[:800]
    return {known[at]: round(100 * fitted.coef_[0][at]) for at in order if abs(fitted.coef_[0][at]) >= 0.05}


def weigh(words, lexicon):
    values = [lexicon.get(key, 0) for key in words.tolist()]
    return sum(v for v in values if v > 0) / 100, sum(v for v in values if v < 0) / 100


def train(lines, chosen):
    scores = np.zeros((len(lines.label), 2), np.float32)
    inner = np.array([hashed("inner " + name, INNER) for name in lines.publisher])
    for part in range(INNER):
        lexicon = learn_words(lines, chosen & (inner != part))
        for at in np.flatnonzero(chosen & (inner == part)):
            scores[at] = weigh(lines.words[at], lexicon)
    use = chosen & lines.usable
    weight = lines.weight[use] / lines.weight[use].mean()
    data = lightgbm.Dataset(
        lines.with_words(scores)[use],
        lines.label[use],
        weight=weight,
        params=dict(max_bin=TREES["max_bin"], verbose=-1),
    )
    return lightgbm.train(TREES, data, ROUNDS), learn_words(lines, chosen)


def write(model, lexicon, row, folder):
    """The format is that of src/page/model/forest.rs and lexicon.rs."""
    folder.mkdir(exist_ok=True)
    kinds, limits, values = bytearray(), bytearray(), bytearray()

    def walk(node):
        if "leaf_value" in node:
            kinds.append(255)
            values.extend(struct.pack("<h", round(node["leaf_value"] * 4096)))
            return
        limit = np.float32(node["threshold"])
        if float(limit) > node["threshold"]:
            limit = np.nextafter(limit, np.float32(-np.inf))
        # The last bits of limits decide next to nothing, and zeros in their place pack well.
        limit = limit.view(np.uint32) & np.uint32(0xFFFFF000)
        kinds.append(node["split_feature"])
        limits.extend(struct.pack("<I", limit)[1:])
        walk(node["left_child"])
        walk(node["right_child"])

    trees = model.dump_model()["tree_info"]
    for tree in trees:
        walk(tree["tree_structure"])
    head = struct.pack("<HHIi", row, len(trees), len(kinds), 0)
    (folder / "forest.bin").write_bytes(b"NCF2" + head + kinds + limits + values)
    rows = sorted((weight, word(key).decode()) for key, weight in lexicon.items())
    remark = "# Beginnings of words and what they say for (+) or against (-) a line being story; made by train.py.\n"
    (folder / "lexicon.txt").write_text(remark + "".join(f"{name} {weight}\n" for weight, name in rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=pathlib.Path)
    parser.add_argument("score", type=pathlib.Path)
    parser.add_argument("--also", type=pathlib.Path, help="more pages to learn from; see also.py")
    parser.add_argument("--seed", type=int, help="another one for the trees, to see what chance does")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--final", action="store_true")
    parser.add_argument("--keep", type=pathlib.Path, help="a file for the cleaned texts, as a JSON list")
    args = parser.parse_args()
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(args.score.resolve()))
    import metrics
    import score

    if args.seed:
        TREES["seed"] = args.seed
    whole = read(args.pages, metrics)
    learned = whole + (read(args.also, metrics, ALSO) if args.also else [])
    # Pages with a weight of their own are many enough, and few of them are short.
    items = learned + list(copies([item for item in learned if "weight" not in item.page], metrics, drawn))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        lines = Lines(items, metrics, folder)
        print(
            f"{len(items)} texts, {len(lines.label)} lines, {int((lines.label == 1).sum())} of story, {lines.row} features"
        )
        if args.final:
            model, lexicon = train(lines, np.ones(len(lines.label), bool))
            write(model, lexicon, lines.row, HERE)
            return
        fold = np.array([hashed(name, args.folds) for name in lines.publisher])
        tried = whole + list(copies(whole, metrics, lambda _: (1, 2, 3, 5)))
        cleaned = {}
        for part in range(args.folds):
            write(*train(lines, fold != part), lines.row, folder / "weights")
            held = [at for at, item in enumerate(tried) if hashed(item.page["publisher"], args.folds) == part]
            out = rust("clean_texts", [tried[at].text for at in held], folder, folder / "weights")
            cleaned.update(zip(held, json.loads(out.read_text())))
        if args.keep:
            args.keep.write_text(json.dumps([cleaned[at] for at in range(len(tried))]))
        for keep in (0, 1, 2, 3, 5):
            print(f"\nfirst {keep} paragraphs" if keep else "\nwhole texts")
            score.score_boilerplate(
                [
                    (item.page["corpus"], item.extractor, item.page["id"], item.gold, item.text, cleaned[at])
                    for at, item in enumerate(tried)
                    if item.keep == keep
                ]
            )


if __name__ == "__main__":
    main()
