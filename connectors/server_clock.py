"""What time a server has, by the Date it stamps its answers with (RFC 9110 §6.6.1)."""

from __future__ import annotations

import datetime as dt

import requests

from connectors.guard import TIMEOUT
from connectors.headers import http_date


def server_time(url: str) -> dt.datetime | None:
    """The time in the answer to one request without a password; None where it tells none."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.head(url, timeout=TIMEOUT, allow_redirects=False)
        except OSError:  # as in `guard`: the library's errors are OSErrors
            return None
        return http_date(answer.headers.get("Date"))
