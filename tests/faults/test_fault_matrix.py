"""Every fault once in a calendar and once in a folder, where it has most to break.

``python -m tests.faults.matrix`` and ``python -m tests.bench`` fill the whole matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.matrix import Cell, Lab, comes_right, prepare, table
from tests.faults.operations import BY_NAME as OPERATIONS
from tests.faults.operations import CALENDARS, FOLDERS
from tests.servers.faults import BY_NAME, FAULTS, Sequence
from tests.servers.server import Server

# Where the fault meets the request that matters: the operation in a calendar, which request of
# those it fits is struck there (0: all of them, for two passes), and the same in a folder.
WORST = {
    "late": ("update", 0, "move", 0),
    "reset before": ("edit", 3, "merge", 4),
    "reset after": ("update", 3, "move", 3),
    "500": ("edit", 2, "move edited", 3),
    "500 after": ("cancel", 1, "move edited", 1),
    "500 on create": ("deletion", 1, "made anew", 1),
    "503": ("update", 0, "lost db", 3),
    "503 wait": ("edit", 2, "merge", 4),
    "429": ("lost db", 1, "move", 2),
    "401": ("deletion", 2, "merge", 2),
    "404": ("cancel", 0, "lost db", 0),
    "302 login": ("deletion", 2, "move edited", 3),
    "200 page": ("update", 3, "move", 3),
    "connection cut": ("edit", 1, "merge", 3),
    "half a document": ("cancel", 1, "lost db", 2),
    "weak etag": ("edit", 0, "merge", 0),
    "no etag": ("cancel", 0, "move edited", 0),
    "bare etag": ("deletion", 0, "move edited", 0),
    "-gzip etag": ("update", 0, "move", 0),
    "507": ("deletion", 0, "made anew", 3),
    "423": ("removal", 1, "move edited", 1),
    "read only: 404": ("edit", 0, "merge", 0),
    "read only: 403": ("update", 0, "move", 0),
    "invalid token": ("edit", 1, "merge", 0),
    "empty listing": ("lost db", 0, "move", 0),
    "cut listing": ("edit", 1, "move edited", 1),
}
CALENDAR_SERVERS, FOLDER_SERVERS = ("radicale", "xandikos"), ("wsgidav", "apache")


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path)


@pytest.mark.parametrize("kind", ["calendar", "folder"])
def test_every_fault_is_got_over_and_nothing_is_lost(
    lab: Lab,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
    kind: str,
) -> None:
    servers: list[Server] = [
        request.getfixturevalue(name)
        for name in (CALENDAR_SERVERS if kind == "calendar" else FOLDER_SERVERS)
    ]
    cells = list(_worst(lab, servers, kind))
    record_property("summary", "\n".join(table(cells)))
    assert [problem for cell in cells for problem in cell.problems] == []
    # A folder is asked for no tokens.
    assert {cell.fault for cell in cells if not cell.strikes} <= {"invalid token"}


def _worst(lab: Lab, servers: list[Server], kind: str) -> Iterator[Cell]:
    """Each fault where it is worst, on one server and the other in turn."""
    for number, fault in enumerate(FAULTS):
        operation, strike = WORST[fault.name][:2] if kind == "calendar" else WORST[fault.name][2:]
        server = servers[number % len(servers)]
        yield lab.cell(server, OPERATIONS[f"{kind} {operation}"], fault, [strike])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["radicale", "wsgidav"])
def test_a_run_of_faults_is_got_over(
    lab: Lab, request: pytest.FixtureRequest, name: str, seed: int
) -> None:
    server: Server = request.getfixturevalue(name)
    operation = OPERATIONS["calendar update" if name == "radicale" else "folder move edited"]
    expected = lab.undisturbed(server, operation)
    honest = tuple(fault for fault in FAULTS if not fault.lies)
    with lab.world(server) as made:
        prepare(made, operation)
        faults = Sequence(seed, share=0.8, faults=honest)
        for _ in range(4):
            made.pass_through(faults)
        assert [*made.problems, *comes_right(made, expected)] == [], faults.met
        assert faults.met


def test_a_seed_draws_the_same_faults_again() -> None:
    def drawn(seed: int) -> list[str]:
        sequence = Sequence(seed)
        return [sequence.drawn().name for _ in range(50)]

    assert drawn(1) == drawn(1) != drawn(2)


def test_every_fault_has_its_worst() -> None:
    assert set(WORST) == set(BY_NAME)
    names = {one.name for one in CALENDARS}, {one.name for one in FOLDERS}
    assert all(row[0] in names[0] and row[2] in names[1] for row in WORST.values())
