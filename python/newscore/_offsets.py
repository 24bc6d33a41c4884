"""Offsets of either unit in a Python str."""

from __future__ import annotations

from newscore._errors import check_known

UNITS = ("code points", "bytes")
# Bytes that begin no character.
_CONTINUED = bytes(range(0x80, 0xC0))


def check_unit(unit: str) -> None:
    """Raises OptionError for a unit that there is not."""
    check_known("unit", unit, UNITS)


def code_points(text: str, offsets: tuple[int, ...], unit: str) -> tuple[int, ...]:
    """Offsets of `text` in `unit`, which lie between characters, in code points. Bytes cost a pass over the text."""
    if unit == "code points":
        return offsets
    utf8 = text.encode("utf-8", "surrogatepass")
    return tuple(len(utf8[:at].translate(None, _CONTINUED)) for at in offsets)
