"""What newscore raises. Bad configuration raises, early and by name; bad text never does."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any


class NewscoreError(Exception):
    """The base of every error of newscore's own."""


class OptionError(NewscoreError, ValueError):
    """An option, or a value of one, is not accepted; the message names the accepted ones."""


class TableError(NewscoreError, ValueError):
    """A table of input is not what it must be: a column is missing, an id stands twice, a row is malformed."""


class StoreError(NewscoreError, ValueError):
    """A file is no saved gazetteer, or of a newer version, truncated or damaged."""


class MissingLibraryError(NewscoreError, ImportError):
    """An optional library is needed; the message has the pip command that brings it."""


class NotFittedError(NewscoreError, ValueError, AttributeError):
    """A model is asked before it was fitted."""


def check_whole(name: str, value: Any, least: int = 1) -> None:
    """OptionError for what is no whole number, or less than `least`."""
    if isinstance(value, bool) or not hasattr(value, "__index__") or not least <= value < 1 << 63:
        raise OptionError(f"{name}={value!r} is not accepted: it must be a whole number, {least} or more")


def listed_names(name: str, value: Any) -> list[str]:
    """One name, or the several of an iterable, as a list; OptionError for what is neither."""
    names = [value] if isinstance(value, str) else list(value) if hasattr(value, "__iter__") else [value]
    wrong = [one for one in names if not isinstance(one, str)]
    if wrong:
        raise OptionError(f"{name}={wrong[0]!r} is not accepted: it must be a str, or a list of them")
    return names


def check_known(name: str, value: object, accepted: Collection[str]) -> None:
    """OptionError for what is none of the accepted values."""
    if value not in accepted:
        raise OptionError(f"unknown {name} {value!r}; accepted: {', '.join(accepted)}")
