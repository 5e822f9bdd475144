"""Making a calendar: once, whoever else makes it at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from connectors.caldav_setup import ensure_calendar
from tests.servers.server import Server


@pytest.mark.parametrize("name", ["radicale", "xandikos"])
def test_two_who_make_a_calendar_at_once_both_have_it(
    name: str, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(name)
    for number in range(5):
        url = f"{server.url}samtidig-{number}/"

        def make(_: int, url: str = url) -> bool:
            return ensure_calendar(url, server.username, server.password, name="Gruppemøter")

        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(make, range(4)))
        assert any(made)
        assert not ensure_calendar(url, server.username, server.password, name="x")
