"""A made-up scrape: pages of four invented outlets, as messy as real ones, the same for the same arguments.

Countries and commodities are real; people, outlets, councils and companies are invented.
"""

from __future__ import annotations

import datetime
import random

PEOPLE = {
    "oru": "Ilse Oru",
    "dahl": "Per Dahl",
    "brandt": "Zola Brandt",
    "varga": "Tomas Varga",
    "quist": "Maren Quist",
}
ROLES = {
    "oru": "director of the port of Osk",
    "dahl": "captain of the survey ship Alca",
    "brandt": "who chairs the Five Seas Council",
    "varga": "spokesman of the Varga Line",
    "quist": "an analyst at Quist & Holm",
}
PLACES = ["Norway", "Chile", "Peru", "Zambia", "Japan", "Germany", "Georgia", "South Korea"]
CITIES = {"Norway": "OSLO", "Chile": "SANTIAGO", "Peru": "LIMA", "Zambia": "LUSAKA", "Japan": "TOKYO",
          "Germany": "BERLIN", "Georgia": "TBILISI", "South Korea": "SEOUL"}  # fmt: skip
GOODS = ["copper", "cobalt", "nickel", "lithium", "graphite"]
MONTHS = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]

HEADLINES = [
    "{place} halts {goods} shipments after port dispute",
    "Ships queue off {place} as {goods} talks drag on",
    "{place} and the {council} agree on {goods} quotas",
    "{goods} prices climb as {place} counts its stocks",
    "Storm shuts {goods} terminal in {place} for a week",
]
OPENINGS = [
    "{place} said on {day} that it would hold back {goods} until the {council} settles who pays for the new pier.",
    "Ships loaded with {goods} lay at anchor off {place} on {day}, the third week of a dispute over port fees.",
    "{place} opened its books on {goods} on {day}, and the figures were lower than anybody had hoped.",
]
SENTENCES = [
    "{name}, {role}, said the first cargo would leave on {later}.",
    "“We have waited for {small} months,” {name} said. “We can wait for {few} more weeks.”",
    "The U.S. and {other} bought about {number} tonnes of {goods} from {place} last year, {name} said.",
    "{surname} declined to say whether {other} had been asked before {third}.",
    "Officials in {other} did not answer questions, and the {council} referred callers from {third} to its lawyers.",
    "A drop of {number} tonnes would be the largest since the mine at Upper Osk closed {small} years ago.",
    "Traders in {other} said that {goods} had changed hands at ${price} a tonne, {few} percent above {third}’s price.",
    "“Nobody loads {goods} in this weather,” said {name}, {role}. The wind reached {small} knots on {later}.",
    "At least {small} ships from {other} and {third} were waiting on {later}, according to the port’s own list.",
    "{other} has stored {number} tonnes since {later}, enough for {few} weeks, {surname} said.",
    "In {third}, {few} of {small} warehouses were empty, and the rest held {goods} that nobody had paid for.",
    "{surname} said the council of {other} would vote on {later}; {few} members are against.",
]
COUNCIL = "Five Seas Council"


def pages(n: int = 300, seed: int = 7) -> list[dict[str, object]]:
    """`n` pages as rows: url, outlet, desk, published (ISO text) and text; some are null, empty or error pages."""
    rng = random.Random(seed)  # noqa: S311 - made-up news needs no secrets
    rows = []
    for number in range(n):
        day = datetime.date(2026, 1, 5) + datetime.timedelta(days=int(number * 320 / n))
        outlet = rng.choice(["Osk Herald", "Osk Herald", "Varga Courier", "Nordwire", "Harbour Digest"])
        text = {"Osk Herald": _herald, "Varga Courier": _courier, "Nordwire": _wire, "Harbour Digest": _digest}[outlet](
            rng, day
        )
        accident = rng.random()
        if accident < 0.01:
            text = None
        elif accident < 0.02:
            text = "  \n\n"
        elif accident < 0.03:
            text = "404\nPage not found\nSorry, we cannot find that page.\nHome\nBack to top\nPrivacy policy"
        slug = outlet.lower().replace(" ", "-")
        rows.append(
            {
                "url": f"https://{slug}.example/{day:%Y/%m/%d}/{number:03}",
                "outlet": outlet,
                "desk": rng.choice(["trade", "ports"]),
                "published": day.isoformat(),
                "text": text,
            }
        )
    return rows


def gazetteer_rows() -> list[dict[str, str]]:
    """The invented names as the rows of a gazetteer."""
    rows = [
        {"entity_id": f"person:{key}", "type": "person", "alias": name, "family_name": name.split()[-1]}
        for key, name in PEOPLE.items()
    ]
    rows.append({"entity_id": "org:five-seas", "type": "organisation", "alias": COUNCIL, "family_name": ""})
    return rows


def _story(rng: random.Random, day: datetime.date) -> tuple[str, str, list[str]]:
    """Headline, place and paragraphs of one story. The council is in the news in spring, the storm in autumn."""
    place = rng.choice(PLACES)
    spring, autumn = 4 <= day.month <= 6, day.month >= 9
    goods = rng.choice(["copper", "copper", *GOODS] if spring else GOODS)
    headline = HEADLINES[2] if spring and rng.random() < 0.5 else rng.choice(HEADLINES)
    if autumn and rng.random() < 0.4:
        headline = HEADLINES[4]
    key = rng.choice(["brandt", "brandt", "quist"] if spring else ["dahl", "dahl", "oru"] if autumn else list(PEOPLE))
    words = {
        "place": place,
        "goods": goods,
        "council": COUNCIL if spring or rng.random() < 0.2 else "port authority",
        "day": day.strftime("%A"),
        "name": PEOPLE[key],
        "surname": PEOPLE[key].split()[-1],
        "role": ROLES[key],
    }

    def filled(template: str) -> str:
        other, third = rng.sample([other for other in PLACES if other != place], 2)
        text = template.format(
            **words,
            other=other,
            third=third,
            later=rng.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
            number=f"{rng.randrange(12, 90)},000",
            small=rng.randrange(11, 60),
            few=rng.randrange(2, 11),
            price=f"{rng.randrange(3, 30)},{rng.randrange(100, 999)}",
        )
        return text[0].upper() + text[1:]

    rest = [filled(sentence) for sentence in rng.sample(SENTENCES[1:], rng.choice([6, 8, 10]))]
    paragraphs = [" ".join([filled(rng.choice(OPENINGS)), filled(SENTENCES[0])])]
    paragraphs += [" ".join(rest[at : at + 2]) for at in range(0, len(rest), 2)]
    return filled(headline), place, paragraphs


def _links(rng: random.Random, n: int) -> list[str]:
    found = [
        rng.choice(HEADLINES).format(place=rng.choice(PLACES), goods=rng.choice(GOODS), council=COUNCIL)
        for _ in range(n)
    ]
    return [link[0].upper() + link[1:] for link in found]


def _herald(rng: random.Random, day: datetime.date) -> str:
    headline, _, paragraphs = _story(rng, day)
    links = f"READ MORE: {_links(rng, 1)[0]}"
    body = [*paragraphs[:2], "Advertisement", *paragraphs[2:3], links, *paragraphs[3:]]
    head = [
        f"{headline} | Osk Herald",
        f"By {rng.choice(['Anna Lind', 'Jonas Berg', 'Mia Sorel'])}",
        f"Published {day.day} {day:%B} {day.year}",
        f"{rng.randrange(2, 9)} min read",
    ]
    foot = ["Sign up for our newsletter", "Follow us on Facebook", f"© {day.year} The Osk Herald. All rights reserved."]
    return "\n\n".join([*head, *body, *foot])


def _courier(rng: random.Random, day: datetime.date) -> str:
    headline, place, paragraphs = _story(rng, day)
    dateline = f"{CITIES[place]}, {MONTHS[day.month - 1]} {day.day} — "
    menu = ["Home", "News", "Ports", "Opinion", "Weather"]
    foot = ["More from the Courier", *_links(rng, 4), "Leave a comment", "Terms of use"]
    return "\n".join([*menu, headline, "By Varga Courier staff", dateline + paragraphs[0], *paragraphs[1:], *foot])


def _wire(rng: random.Random, day: datetime.date) -> str:
    headline, place, paragraphs = _story(rng, day)
    dateline = f"{CITIES[place]}, {MONTHS[day.month - 1]} {day.day} (Nordwire) — "
    foot = "(Reporting by Anna Lind in Osk; Editing by Jonas Berg)"
    return "\n\n".join([headline, dateline + paragraphs[0], *paragraphs[1:], foot])


def _digest(rng: random.Random, day: datetime.date) -> str:
    stories = [_wire(rng, day).rsplit("\n\n", 1)[0] for _ in range(rng.randrange(2, 4))]
    return "\n\nSource link\n\n".join([*stories, ""]).strip()
