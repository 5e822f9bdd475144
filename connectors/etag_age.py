"""Versions that a server's etags do not tell apart, because one followed the other too soon.

Nextcloud makes a file's etag from its time of change in whole seconds (Local.php and Scanner.php in
its source). Of 40 pairs of writes within a second on 32.0.1, 26 had one etag, whatever their sizes;
If-Match then lets a write over an unseen version through. Hence two habits, on such a server:

- Our own writes are dated back, so that whatever a person writes after them has another etag.
- The etag of a version as young as that is told with a mark: it holds for no write, and compares
  unequal later, so that the file is read again.
"""

from __future__ import annotations

import time

from connectors.headers import http_date

_BACK = 60  # seconds, more than clocks usually differ by
_YOUNG = 2  # seconds
_MARK = "~"


def back_dated(replaced: str | None = None) -> dict[str, str]:
    """The header that dates a write back: to before what it replaces, if that is recent.

    Args:
        replaced: the Last-Modified of the version that is replaced.
    """
    moment = int(time.time()) - _BACK
    before = http_date(replaced)
    if before is not None and before.timestamp() > moment - _BACK:
        moment = min(moment, int(before.timestamp()) - 1)
    return {"X-OC-MTime": str(moment)}


def by_age(etag: str, modified: str | None, now: str | None) -> str:
    """The etag, marked if the version was too young when the server told of it.

    Args:
        etag: as the server gave it, without quotes.
        modified: the version's Last-Modified.
        now: the answer's Date, so that only the server's clock counts.
    """
    changed, told = http_date(modified), http_date(now)
    if not etag or changed is None or told is None:
        return etag
    return etag if (told - changed).total_seconds() >= _YOUNG else etag + _MARK


def is_marked(etag: str) -> bool:
    """Whether the version may be followed by another with the same etag."""
    return etag.endswith(_MARK)
