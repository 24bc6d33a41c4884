"""The fields of real pages, where those stand beside the checkout; they belong to their publishers and not in here.

Facts only: offsets, names, short values. `../shared/seeds` is looked for next to the repository.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

import newscore as nc

FOLDER = Path(__file__).parents[3] / "shared" / "seeds"

Span = tuple[int, int]


@dataclass(frozen=True)
class Expected:
    """What a reader finds in one article; spans are code points of the page."""

    span: Span
    headline: Span | None = None
    section: str | None = None
    standfirst: Span | None = None
    authors: list[str] = field(default_factory=list)
    credits: list[tuple[str, str]] = field(default_factory=list)
    agency: str | None = None
    dateline: Span | None = None
    place: str | None = None
    day: date | None = None
    subheadings: list[Span] = field(default_factory=list)
    captions: list[Span] = field(default_factory=list)
    rights: list[Span] = field(default_factory=list)
    related: list[Span] = field(default_factory=list)


PAGES = {
    "000_30fae2a7c7a12178.txt": (
        [],
        [
            Expected(
                span=(0, 3171),
                authors=["Jim Pollard"],
                credits=[("Jim Pollard", "author")],
                subheadings=[(1845, 1889)],
                related=[
                    (528, 595),
                    (2665, 2725),
                    (2726, 2784),
                    (2785, 2847),
                    (2848, 2916),
                    (2917, 2979),
                    (2980, 3044),
                    (3045, 3106),
                    (3107, 3171),
                ],
            )
        ],
    ),
    "003_123b754f45216435.txt": (
        ["several-articles", "no-machine-learning"],
        [
            Expected(
                span=(12, 3765),
                headline=(12, 84),
                section="International Trade News",
                standfirst=(113, 256),
                credits=[("Bonnie Liao", "contributor")],
            ),
            Expected(
                span=(3780, 6510),
                headline=(3780, 3850),
                credits=[("Bonnie Cash", "photographer")],
                agency="UPI",
                dateline=(3852, 3867),
                day=date(2025, 11, 23),
                captions=[(6249, 6469)],
            ),
            Expected(
                span=(6525, 9273),
                headline=(6525, 6584),
                credits=[("Daniel Torok", "photographer")],
                agency="UPI",
                dateline=(6836, 6850),
                day=date(2025, 11, 9),
                captions=[(6586, 6771)],
            ),
            Expected(
                span=(9288, 11404),
                headline=(9288, 9350),
                credits=[("KCNA/EPA", "photographer")],
                agency="Yonhap",
                dateline=(9491, 9515),
                place="SEOUL",
                day=date(2025, 11, 4),
                captions=[(9352, 9466)],
                rights=[(11207, 11404)],
            ),
            Expected(
                span=(11419, 14686), headline=(11419, 11478), section="Donald Trump News", standfirst=(11500, 11652)
            ),
            Expected(span=(14701, 15535), headline=(14701, 14764), section="Trade War", standfirst=(14778, 14900)),
        ],
    ),
}


def one(article, name):
    """The span of a field that stands once or not at all."""
    found = article.field(name)
    return None if found is None else (found.start, found.end)


def many(article, name):
    """The spans of a field that may stand several times."""
    return [(found.start, found.end) for found in article.field(name)]


def read(article):
    """What the program says of an article."""
    return Expected(
        span=(article.start, article.end),
        headline=one(article, "headline"),
        section=article.section,
        standfirst=one(article, "standfirst"),
        authors=article.authors,
        credits=[(name, role) for name, role, _, _ in article.credits],
        agency=article.agency,
        dateline=one(article, "dateline_text"),
        place=article.dateline_place,
        day=article.dateline_date,
        subheadings=many(article, "subheadings"),
        captions=many(article, "captions"),
        rights=many(article, "rights"),
        related=many(article, "related"),
    )


@pytest.mark.parametrize("name", PAGES)
def test_fields_are_exact(name):
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"the real page {name} does not stand beside this checkout")
    flags, expected = PAGES[name]
    page = nc.analyze(path.read_bytes().decode(), published="2025-11-25")
    assert [read(article) for article in page.articles] == expected
    assert page.flags == flags


@pytest.mark.parametrize("name", PAGES)
def test_without_a_day_of_the_page_no_year_is_guessed(name):
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"the real page {name} does not stand beside this checkout")
    page = nc.analyze(path.read_bytes().decode())
    assert [article.dateline_date for article in page.articles] == [None] * len(PAGES[name][1])
