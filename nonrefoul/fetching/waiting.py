"""How long to leave a server alone: what it asks for, and longer each time that it fails."""

from __future__ import annotations

import datetime as dt
import random
from email.utils import parsedate_to_datetime

FIRST = dt.timedelta(minutes=5)
LONGEST = dt.timedelta(days=1)
# A server that asks for more than this is asked again after it; nobody means years.
_LONGEST_ASKED = dt.timedelta(days=7)


def retry_after(value: str | None, now: dt.datetime) -> dt.timedelta | None:
    """What a Retry-After header asks for (RFC 9110, 10.2.3): seconds or a date; None if neither."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        asked = dt.timedelta(seconds=min(int(text[:9]), _LONGEST_ASKED.total_seconds()))
    else:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        asked = moment.replace(tzinfo=moment.tzinfo or dt.UTC) - now
    return min(max(asked, dt.timedelta()), _LONGEST_ASKED)


def next_try(
    now: dt.datetime, failures: int, asked: dt.timedelta | None, chance: random.Random
) -> dt.datetime:
    """When a server may be asked again after so many failures in a row, not before it asked to.

    The time doubles with each failure up to a day, and is spread by chance over its upper half,
    so that many who failed together don't come back together.
    """
    doubled = min(FIRST * (1 << min(max(failures - 1, 0), 20)), LONGEST)
    spread = doubled * chance.uniform(0.5, 1)
    return now + max(spread, asked or dt.timedelta())
