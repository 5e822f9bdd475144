"""When an address is read next: once a night, at a minute of its own, and seldom in vain.

The pages are few and public, each is asked for because a group's admin wants that one page, and no
link is followed. So it isn't a robot that searches a site, and robots.txt isn't asked for.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from service.domain.model import OSLO

_FIRST_HOUR = 1  # Oslo; by morning everybody knows what has changed
_MINUTES = 4 * 60  # over which addresses are spread
_LEAST_APART = dt.timedelta(hours=20)
_MOST_DAYS = 8  # between tries, however long an address has given nothing


def next_check(
    url: str, now: dt.datetime, *, failures: int = 0, retry_after: float | None = None
) -> dt.datetime:
    """When to read an address again that was read, or tried, ``now``.

    Args:
        url: the address; its minute of the night is always the same.
        now: with a zone.
        failures: how often in a row it has given nothing; each doubles the days until the next try.
        retry_after: seconds that the server asked us to wait.
    """
    days = min(2 ** max(failures - 1, 0), _MOST_DAYS)
    wait = dt.timedelta(seconds=min(max(retry_after or 0.0, 0.0), _MOST_DAYS * 86_400))
    earliest = now + max(_LEAST_APART + dt.timedelta(days=days - 1), wait)
    local = earliest.astimezone(OSLO)
    slot = dt.datetime.combine(local.date(), _minute_of(url), OSLO)
    if slot < earliest:
        slot = dt.datetime.combine(local.date() + dt.timedelta(days=1), _minute_of(url), OSLO)
    return slot.astimezone(dt.UTC)


def _minute_of(url: str) -> dt.time:
    minute = int.from_bytes(hashlib.sha256(url.encode()).digest()[:4], "big") % _MINUTES
    return dt.time(_FIRST_HOUR + minute // 60, minute % 60)
