"""What several tests of histories begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.properties.histories.history import History


@pytest.fixture
def begun() -> Iterator[Callable[..., History]]:
    """Begin histories in memory, which are closed afterwards."""
    made: list[History] = []

    def begin(**traits: object) -> History:
        made.append(History.in_memory(**traits))  # type: ignore[arg-type]  # the words are the arguments
        return made[-1]

    yield begin
    for one in made:
        one.close()
