"""Whatever a trial opened is closed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.server import close_opened


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_opened()
