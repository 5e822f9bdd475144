"""A pass that is killed, wherever that hits it, is finished by the next: nothing twice or lost.

``python -m tests.bench`` kills every operation so; here are those with most to lose.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.killing import Moment, killed_everywhere
from tests.faults.matrix import Lab, table
from tests.faults.operations import BY_NAME
from tests.servers.server import Server


@pytest.mark.parametrize(
    ("name", "operation", "moment"),
    [
        ("radicale", "calendar made anew", Moment.BEFORE_WRITE),
        ("radicale", "calendar made anew", Moment.AFTER_WRITE),
        ("radicale", "calendar edit", Moment.BEFORE_COMMIT),
        ("wsgidav", "folder move edited", Moment.AFTER_WRITE),
        ("wsgidav", "folder move edited", Moment.BEFORE_COMMIT),
    ],
)
def test_a_killed_pass_is_finished_by_the_next(
    tmp_path: Path,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
    name: str,
    operation: str,
    moment: Moment,
) -> None:
    server: Server = request.getfixturevalue(name)
    cell = killed_everywhere(Lab(tmp_path), server, BY_NAME[operation], moment)
    record_property("summary", "\n".join(table([cell])))
    assert cell.problems == []
    assert cell.strikes
