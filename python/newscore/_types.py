"""Small records that the core hands out."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from typing import NamedTuple

    class Credit(NamedTuple):
        """Somebody credited in an article: name, role, and where the name stands (code points)."""

        name: str
        role: str
        start: int
        end: int

else:
    from collections import namedtuple

    Credit = namedtuple("Credit", ["name", "role", "start", "end"])  # noqa: PYI024 - as above
    Credit.__doc__ = """Somebody credited in an article: name, role, and where the name stands (code points)."""
