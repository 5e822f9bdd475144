"""Whatever happens in whatever order, nobody's words are lost and everything comes to rest.

The machine is in `histories.machine`, what can happen in `histories.history`, and what must hold in
`histories.ledger` (at every write) and `histories.judging` (after every pass, and at rest).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.histories.machine import Histories, on_servers
from tests.servers.server import Server, close_opened

_SAME_EVERY_TIME = partial(
    settings,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_opened()


def test_histories_on_servers_in_memory() -> None:
    run_state_machine_as_test(
        Histories, settings=_SAME_EVERY_TIME(max_examples=7, stateful_step_count=18)
    )


def test_histories_on_real_servers(radicale: Server, wsgidav: Server) -> None:
    run_state_machine_as_test(
        on_servers(radicale, wsgidav),
        settings=_SAME_EVERY_TIME(max_examples=2, stateful_step_count=8),
    )
