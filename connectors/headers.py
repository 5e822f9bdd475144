"""Reading the headers that servers and their proxies write differently."""

from __future__ import annotations

import datetime as dt
import email.utils


def normal_etag(raw: str | None) -> str:
    """The opaque text of an etag, or "" if there is none (RFC 9110 §8.8.3).

    Drops the weakness mark, the quotes (WsgiDAV's PROPFIND has none) and what Apache's mod_deflate
    and nginx's brotli module add when a proxy compresses regardless.
    """
    text = (raw or "").strip().removeprefix("W/").strip('"')
    for suffix in ("-gzip", "-br"):
        text = text.removesuffix(suffix)
    return text


def retry_after(raw: str | None, now: dt.datetime | None = None) -> float | None:
    """Seconds to wait, from seconds or an HTTP date (RFC 9110 §10.2.3); None if not readable."""
    text = (raw or "").strip()
    if text.isdecimal():
        return float(text)
    then = http_date(text)
    return None if then is None else max(0.0, (then - (now or _now())).total_seconds())


def http_date(raw: str | None) -> dt.datetime | None:
    """A date as HTTP writes it (RFC 9110 §5.6.7), in UTC; None if not readable."""
    try:
        then = email.utils.parsedate_to_datetime(raw or "")
    except ValueError:
        return None
    return then.replace(tzinfo=dt.UTC) if then.tzinfo is None else then


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
