"""When a target is looked at next, by how the last look went, and how long a host is left alone.

Everything is spread a little, or thousands of targets that were due at once would be so for ever.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

AT_ONCE: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Due since always, and so before everything else: new, or somebody has just changed something."""

INTERVAL: Final = dt.timedelta(minutes=15)
TOGETHER: Final = dt.timedelta(minutes=3)
"""What of a group is due within this is looked at in the same pass: as far as spreading parts it.
"""
_SPREAD = 0.1  # of the interval, either way
_FIRST = dt.timedelta(minutes=1)
_LAST = dt.timedelta(hours=6)
_LATER = 0.2  # of a pause, only ever longer
_LONGEST = dt.timedelta(days=30)  # a server that asks for more has miscounted


def after_success(now: dt.datetime, luck: float) -> dt.datetime:
    """When to look again where all is well.

    Args:
        now: with a zone.
        luck: a random number from 0 up to 1.
    """
    return now + INTERVAL * (1 - _SPREAD + 2 * _SPREAD * luck)


def after_failure(
    now: dt.datetime, failures: int, luck: float, retry_after: float | None = None
) -> dt.datetime:
    """When to try again what didn't work: from a minute to six hours, twice as long each time.

    Args:
        now: with a zone.
        failures: how often in a row it has failed, this time included.
        luck: a random number from 0 up to 1.
        retry_after: seconds that the server asked us to wait (RFC 9110 §10.2.3); never shortened.
    """
    doublings = min(max(failures, 1) - 1, 30)
    pause = min(_FIRST * (1 << doublings), _LAST / (1 + _LATER))
    asked = dt.timedelta(seconds=min(max(retry_after or 0.0, 0.0), _LONGEST.total_seconds()))
    return now + max(pause, asked) * (1 + _LATER * luck)
