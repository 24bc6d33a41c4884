"""Writes src/text/tables.rs: which code points are word characters, as `str.isalnum` or `_` has it.

    pip install unicodedata2 && python src/text/make_tables.py

`str.isalnum` is: general category L* (isalpha), or a numeric type (isdecimal, isdigit, isnumeric). The table is fixed
here rather than taken from Rust's `char::is_alphanumeric`, which also accepts combining vowel signs and circled
letters, and rather than from the running interpreter, so that every platform gives the same answer.
Source: the Unicode Character Database, in the version that the module `unicodedata2` names.
"""

import pathlib

import unicodedata2 as ucd

BLOCK = 256


def is_word(code: int) -> bool:
    char = chr(code)
    return char == "_" or ucd.category(char).startswith("L") or ucd.numeric(char, None) is not None


def main() -> None:
    blocks: list[bytes] = []
    index: list[int] = []
    for start in range(0, 0x110000, BLOCK):
        bits = bytearray(BLOCK // 8)
        for k in range(BLOCK):
            if is_word(start + k):
                bits[k // 8] |= 1 << (k % 8)
        block = bytes(bits)
        if block not in blocks:
            blocks.append(block)
        index.append(blocks.index(block))
    while len(index) > 1 and index[-1] == index[-2]:
        index.pop()
    out = [
        "// Written by make_tables.py; do not edit.",
        "",
        "/// The version of the Unicode Character Database behind these tables.",
        f'pub const UNICODE_VERSION: &str = "{ucd.unidata_version}";',
        "",
        "/// Which block of [`WORD_BLOCKS`] serves code points `256 * i ..`; the last one serves all that follow.",
        f"pub(super) static WORD_INDEX: [u8; {len(index)}] = {index};",
        "",
        "/// One bit a code point: is it a word character?",
        f"pub(super) static WORD_BLOCKS: [[u8; {BLOCK // 8}]; {len(blocks)}] = [",
        *(f"    {list(block)}," for block in blocks),
        "];",
    ]
    path = pathlib.Path(__file__).with_name("tables.rs")
    path.write_text("\n".join(out) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
