"""Small records that the core hands out."""

from collections import namedtuple

Credit = namedtuple("Credit", ["name", "role", "start", "end"])  # noqa: PYI024 - typing would double the import time
Credit.__doc__ = """Somebody credited in an article: name, role, and where the name stands (code points)."""
