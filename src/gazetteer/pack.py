#!/usr/bin/env python3
"""Writes packed.txt: the starter gazetteer, the CSV files of seeds/gazetteer, as the library holds it.

    python3 src/gazetteer/pack.py

The files are for people to read and to edit; each row says again whose name it is. Column by column, each id but once
and none that one of the names tells, they compress to two thirds, and are read in half the time. packed.rs tells what
stands where, and a test holds packed.txt against the files.
"""

import csv
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
SEEDS = HERE.parent.parent / "seeds" / "gazetteer"

# Files in the order in which they are added; where surfaces are equal the earlier one comes first. With each the
# context of rows that state none: a place may always be a part of a longer name, a metal of a firm's ("Copper Quill").
FILES = {
    "countries": ":whole",
    "cities": ":whole",
    "leaders": "",
    "organisations": "",
    "commodities": ":whole; :given",
    "sample-people": "",
    "blockers": "",
}
COLUMNS = [
    "entity_id",
    "type",
    "alias",
    "kind",
    "case",
    "source",
    "valid_from",
    "valid_to",
    "family_name",
    "prior",
    "context",
]


def slug(name):
    """As slug in packed.rs: letters and digits, ASCII ones small, with hyphens for what parts them."""
    out, parted = "", False
    for c in name:
        if c.isalnum() if c.isascii() else c != "’":
            out += "-" if parted and out else ""
            out, parted = out + (c.lower() if c.isascii() else c), False
        else:
            parted = parted or c not in "'’"
    return out


def rows():
    for name, context in FILES.items():
        with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames != COLUMNS:
                sys.exit(f"{name}: other columns than are packed")
            for row in reader:
                if any(mark in field for field in row.values() for mark in "\t\n"):
                    sys.exit(f"{name}: a tab or a line end in {row}")
                if row["entity_id"] and not row["context"]:
                    row["context"] = context
                yield row


def letter(known, text):
    """The letter that stands for a text."""
    if text not in known:
        known.append(text)
    return chr(ord("a") + known.index(text))


def owner(owners, here):
    """What stands for the id of these rows, which stand together."""
    entity = here[0]["entity_id"]
    if not entity:
        return "-"
    space, colon, own = entity.rpartition(":")
    if own.isdigit():
        sys.exit(f"{entity}: a digit tells which name an id is made of")
    made = [slug(row["alias"]) for row in here[:10]]
    told = own if own not in made else str(made.index(own) or "")
    return letter(owners, f"{space}{colon} {here[0]['type']}") + told


def main():
    entities = []
    for row in rows():
        if not entities or entities[-1][0]["entity_id"] != row["entity_id"]:
            entities.append([])
        entities[-1].append(row)
    owners, kinds, columns = [], [], [[] for _ in range(8)]
    for here in entities:
        for nth, row in enumerate(here):
            family, last = row["family_name"], row["alias"].split(" ")[-1]
            fields = [
                "" if nth else owner(owners, here),
                row["alias"],
                letter(kinds, f"{row['kind']} {row['case']}"),
                "=" if family == last else family,
                *(row[name] for name in ("valid_from", "valid_to", "prior", "context")),
            ]
            for column, field in zip(columns, fields, strict=True):
                column.append(field)
    text = "\t".join("\n".join(column) for column in [owners, kinds, *columns])
    (HERE / "packed.txt").write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
