"""What a page is flagged for and what not, and what cleaning promises whatever the page."""

import pytest

import newscore as nc
import sample_pages

STORY = (
    "The harbour of the old town was opened again on Monday, the port authority said in a statement.\n"
    "Nobody in the town could remember a storm that had kept the ships away for so many days.\n"
    "The council will meet on Thursday to decide how the quay can be mended before the winter."
)
SECOND = (
    "Tram drivers in Osk will strike\n"
    "Drivers of trams in the city of Osk will not work on Friday, their union said after a long night of talks.\n"
    "The city said that buses would run every ten minutes, and that nobody should come by car."
)
FLAGS = [
    ("empty", " \n\t\u00a0\n", "."),
    ("all-boilerplate", "Share\nCopy link\n© 2026 Nordwire. All rights reserved.", "Share\nCopy link\nThe quay sank."),
    ("truncated", f"{STORY}\nThe ships that had waited outside brought coal and … [+2113 chars]", f"{STORY} [sic]"),
    ("truncated", f"{STORY}\n(more)", f"{STORY}\nRead more"),
    (
        "truncated",
        f"{STORY}\nThe ships that had waited outside the mole brought...",
        f"{STORY}\n“And so the ships that had waited outside came in...”",
    ),
    ("truncated", f"{STORY}\nThe ships that had waited outside the mole were full of…", f"{STORY}\nYou may also like…"),
    ("truncated", f"{STORY}\nThe ships that had waited outside brought […]", f"{STORY}\n[…] So it went on.\nIt ended."),
    ("paywall", f"{STORY}\nSubscribe to continue reading", f"{STORY}\nMembers may subscribe to the fund."),
    ("paywall", f"{STORY}\nThis article is for subscribers.", f"{STORY}\nThe article is about subscribers."),
    ("markup", f"<p>{STORY}</p>", f"{STORY}\nIf a < b and c > d, the quay sinks."),
    ("markup", f"{STORY}\nMoe &amp; Lund", f"{STORY}\nMoe & Lund"),
    (
        "mojibake",
        f"{STORY}\nâ€œWe waitedâ€\u009d, said the master.",
        f"{STORY}\n“We waited”, said the master of the Ã.",
    ),
    ("several-articles", f"{STORY}\n\nSource link\n\n{SECOND}", f"{STORY}\n\n{SECOND.splitlines()[1]}"),
    (
        "no-machine-learning",
        f"{STORY}\n© 2026 Nordwire. This text may not be used to train artificial intelligence systems.",
        f"{STORY}\nThe port may not be used to train artificial intelligence systems, the council said on Monday.",
    ),
    (
        "no-machine-learning",
        f"{STORY}\nAll rights reserved, including those for text and data mining.",
        f"{STORY}\nAll rights reserved.\nThe council wants rules for text and data mining in its archive, it said.",
    ),
    (
        "live",
        "\n".join(f"{hour}:05 The quay\n{STORY.splitlines()[hour % 3]}" for hour in range(11, 15)),
        f"{STORY}\nThe gates opened at 11:05 and closed at 14:20.",
    ),
    (
        "language",
        "Der Hafen der alten Stadt wurde am Montag wieder geöffnet, und das Amt hat nicht gezählt, was dort ankam.",
        STORY,
    ),
    (
        "ambiguous-date",
        f"Harbour reopens after storm\n5/2/2026\n{STORY}",
        f"Harbour reopens after storm\n25/2/2026\n{STORY}",
    ),
]


@pytest.mark.parametrize(("flag", "flagged", "unflagged"), FLAGS)
def test_a_flag_is_given_where_it_is_due_and_not_where_it_is_not(flag, flagged, unflagged):
    assert flag in nc.analyze(flagged).flags
    assert flag not in nc.analyze(unflagged).flags


@pytest.mark.parametrize("name", sample_pages.names())
def test_cleaning_twice_is_cleaning_once(name):
    once = nc.clean(sample_pages.read(name).text)
    assert nc.clean(once) == once


@pytest.mark.parametrize(
    "text", [STORY, STORY.replace("\n", "\r\n\r\n"), STORY.replace(". ", ".\u00a0"), STORY.upper()]
)
def test_a_page_without_furniture_comes_back_byte_for_byte(text):
    assert nc.clean(text) == text


def test_with_every_cut_disabled_the_text_comes_back():
    everything = dict.fromkeys((rule["label"] for rule in nc.rules()), "keep")
    for page in map(sample_pages.read, sample_pages.names()):
        kept = nc.Pipeline(actions=everything | {"related-block-item": "keep"})(page.text).text
        assert kept == page.text.strip()
