"""When a page was published, in the ways that users have it."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from newscore._errors import OptionError
from newscore._libraries import is_null

if TYPE_CHECKING:
    from typing import Any

_EPOCH = datetime.datetime(1970, 1, 1)  # noqa: DTZ001 (of whatever clock the value is of)
_MICROSECOND = datetime.timedelta(microseconds=1)
_DAY = 86_400_000_000
_TIME = re.compile(r"[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,6}))?)?")


def published_at(value: Any) -> int | None:
    """A date, datetime, or string as ISO or feeds have it, as microseconds since 1970-01-01; None for nulls and blanks.

    The clock is the value's own: a time zone is not reckoned with. A date is its midnight.

    Raises:
        OptionError: a str that is no ISO date.
        TypeError: neither a date, a datetime nor a str.
    """
    if is_null(value):
        return None
    if type(value).__name__ == "datetime64":  # NumPy's
        value = value.astype("datetime64[us]").item()
    if isinstance(value, str):
        if not value.strip():
            return None
        value = _parsed(value.strip())
    if not isinstance(value, datetime.date):
        raise TypeError(f"published must be a date, a datetime or an ISO string, not {type(value).__name__}")
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, datetime.time())
    return (value.replace(tzinfo=None) - _EPOCH) // _MICROSECOND  # type: ignore[no-any-return]


def published_day(value: Any) -> int | None:
    """As `published_at`, in days since 1970-01-01."""
    moment = published_at(value)
    return None if moment is None else moment // _DAY


def _parsed(value: str) -> datetime.datetime:
    day, rest = value[:10], value[10:]
    if day[:8].isdigit():  # 20261105T093000Z
        day, rest = f"{day[:4]}-{day[4:6]}-{day[6:8]}", value[8:]
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return _mailed(value)
    found = _TIME.match(rest)
    hour, minute, second, fraction = found.groups(default="") if found else ("",) * 4
    try:
        time = datetime.time(int(hour or 0), int(minute or 0), min(int(second or 0), 59), int(fraction.ljust(6, "0")))
    except ValueError:
        raise OptionError(f"published={value!r} has a time of day that does not exist") from None
    return datetime.datetime.combine(date, time)


def _mailed(value: str) -> datetime.datetime:
    """What `Tue, 24 Nov 2026 10:00:00 GMT` says, as feeds and mails have it."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value)
    except (TypeError, ValueError):
        raise OptionError(f"published={value!r} is no ISO date such as '2026-11-05'") from None
