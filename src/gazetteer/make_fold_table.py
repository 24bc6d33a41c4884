#!/usr/bin/env python3
"""Writes fold_table.rs: what each letter with a diacritic, each ligature and each full-width form is without it.

    python3 make_fold_table.py > fold_table.rs && rustfmt fold_table.rs

Facts come from the Unicode Character Database in Python's unicodedata: a character whose full compatibility
decomposition is ASCII, Greek or Cyrillic letters and marks U+0300..U+036F folds to those letters. LETTERS below are
those that have no decomposition and yet are commonly written with other letters in English text.
"""

import sys
import unicodedata

LETTERS = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ħ": "h", "Ħ": "H", "ı": "i", "ŧ": "t", "Ŧ": "T",
    "ŋ": "n", "Ŋ": "N", "ə": "a", "Ə": "A",
}  # fmt: skip


def base(char):
    if char in LETTERS:
        return LETTERS[char]
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not "\u0300" <= c <= "\u036f")
    plain = "".join(LETTERS.get(c, c) for c in plain)
    ok = plain != char and plain and all(c.isalnum() and (c < "\x80" or "Ͱ" <= c <= "ӿ") for c in plain)
    # Superscripts, fractions and letters in circles are no spelling of a name.
    tag = unicodedata.decomposition(char).split(" ")[0]
    return plain if (ok and tag in ("<compat>", "<wide>")) or (ok and not tag.startswith("<")) else None


def main():
    rows = []
    for code in range(0xC0, 0x10000):
        char = chr(code)
        if char.isalpha() or "\uff10" <= char <= "\uff19":
            folded = base(char)
            if folded:
                rows.append((code, folded))
    out = sys.stdout
    out.write("// Written by make_fold_table.py; do not edit.\n\n")
    out.write(f"/// Letters and what they fold to, in order; from Unicode {unicodedata.unidata_version}.\n")
    out.write(f"pub(super) static FOLDS: [(char, &str); {len(rows)}] = [\n")
    for code, folded in rows:
        out.write(f"    ('\\u{{{code:x}}}', \"{folded}\"),\n")
    out.write("];\n")


main()
