"""Stories glued together with separators of many forms, none of which the program has in a list.

The stories are those of the sample pages that hold one story each; the measure is F1 of where stories begin.
"""

import random
from pathlib import Path

import pytest

import newscore as nc

PAGES = Path(__file__).parents[2] / "seeds" / "pages"

# Under each story; {i} is the story's number, {n} how many there are, {outlet} a name that differs from story to story.
UNDER = [
    "***",
    "• • •",
    "~~~~~~",
    "<<<>>>",
    "+++",
    "%%%",
    "[ENDS]",
    "-30-",
    "[{i}]",
    "#{i}",
    "Document {i} of {n}",
    "Page {i}",
    "URL: https://news.example/{i}71",
    "https://news.example/2026/11/0{i}/story",
    "Link: https://news.example/{i}",
    "Source: {outlet}",
    "Published by {outlet}",
    "LENGTH: {i}12 words",
    "Load-Date: November {i}, 2026",
    "End of Document",
    "© 2026 {outlet}. All rights reserved.",
    "View original",
    "Next article",
    "READ MORE »",
    "Back to top",
    "=== {i} ===",
    "Retrieved 2026-11-0{i}",
    "Story ID: 88{i}21",
    "Print this article",
    "§ § §",
]
# Over each story.
OVER = ["TITLE: ", "HEADLINE: ", "# ", "Story {i} of the morning\n\n"]
OUTLETS = [
    "Nordfold Courier",
    "Southlight",
    "The Osk Herald",
    "Nordwire",
    "Harbour Times",
    "Valley Sun",
    "Old Town Post",
]


def stories():
    """Headline and paragraphs of each sample page with one story."""
    found = []
    for path in sorted(PAGES.glob("*.txt")):
        articles = nc.analyze(path.read_text(encoding="utf-8")).articles
        if len(articles) == 1 and articles[0].headline:
            paragraphs = [line for line in articles[0].text.split("\n") if line.strip()]
            if len(paragraphs) >= 5:
                found.append([articles[0].headline, *paragraphs])
    return found


def glued(under, over, rng, pool):
    """A page of three to seven stories, and where they begin."""
    text, starts = "", set()
    chosen = rng.sample(pool, rng.randint(3, 7))
    for i, (headline, *paragraphs) in enumerate(chosen, 1):
        words = {"i": i, "n": len(chosen), "outlet": OUTLETS[i - 1]}
        lines = [over.format(**words) + headline, *paragraphs, *([under.format(**words)] if under else [])]
        starts.add(len(text))
        text += "\n\n".join(lines) + "\n\n"
    return text, starts


def f1(under="", over=""):
    """F1 of inner starts over twelve pages."""
    rng, pool = random.Random(under + over), stories()  # noqa: S311 (not for secrets)
    right = said = there = 0
    for _ in range(12):
        text, starts = glued(under, over, rng, pool)
        found = {article.start for article in nc.analyze(text).articles} - {0}
        right += len(found & starts)
        said += len(found)
        there += len(starts - {0})
    return 2 * right / (said + there)


@pytest.mark.skipif(not PAGES.is_dir(), reason="the sample pages stand beside a checkout only")
def test_separators_that_no_list_knows():
    reached = {form: f1(under=form) for form in UNDER} | {form: f1(over=form) for form in OVER}
    assert sum(reached.values()) / len(reached) >= 0.95, reached
    assert min(reached.values()) >= 0.8, reached
