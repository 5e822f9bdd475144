"""Passes that are killed at every write: right before it, right after it, and before each commit.

``kill -9`` takes a real process; what it leaves behind on the server and in the database is then
taken up by one that knows nothing of it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from enum import StrEnum
from multiprocessing.process import BaseProcess
from typing import Final

from tests.faults.matrix import Cell, Lab, comes_right, prepare
from tests.faults.one_pass import started
from tests.faults.operations import Operation
from tests.faults.worlds import World
from tests.servers.faults import READS
from tests.servers.meddler import Forward, Reply, pass_on
from tests.servers.server import Server

_PATIENCE: Final = 120  # seconds; a pass that is still at work by then hangs
_MOST: Final = 60
_KILLED: Final = -signal.SIGKILL


class Moment(StrEnum):
    """When a pass is killed."""

    BEFORE_WRITE = "before write"
    AFTER_WRITE = "after write"
    BEFORE_COMMIT = "before commit"


class _Killer:
    """Kills a pass at its n-th writing request."""

    def __init__(self, at: int, moment: Moment) -> None:
        self.left, self.moment = at, moment
        self.process: BaseProcess | None = None

    def __call__(self, forward: Forward) -> Reply | None:
        if forward.method in READS:
            return forward()
        self.left -= 1
        if self.left:
            return forward()
        if self.moment is Moment.AFTER_WRITE:
            forward()
        assert self.process is not None
        os.kill(self.process.pid or 0, signal.SIGKILL)
        return None


def killed_everywhere(lab: Lab, server: Server, operation: Operation, moment: Moment) -> Cell:
    """Kill the operation at its first write or commit, its second, and so on until it is through.

    Raises:
        AssertionError: a pass ended otherwise than killed or well.
    """
    cell = Cell(f"killed {moment}", operation.name, server.name)
    expected = lab.undisturbed(server, operation)
    for at, made in _worlds(lab, server, operation):
        was_killed = _killed(made, at, moment)
        problems = [*made.problems, *comes_right(made, expected)]
        cell.problems += [f"{at}: {problem}" for problem in problems]
        if not was_killed:
            return cell
        cell.strikes += 1
    cell.problems.append("it never got through")
    return cell


def _worlds(lab: Lab, server: Server, operation: Operation) -> Iterator[tuple[int, World]]:
    for at in range(1, _MOST):
        with lab.world(server) as made:
            prepare(made, operation)
            yield at, made


def _killed(made: World, at: int, moment: Moment) -> bool:
    """Run a pass in a process of its own; whether it was killed."""
    town = made.town
    town.services.database.close()
    killer = None if moment is Moment.BEFORE_COMMIT else _Killer(at, moment)
    made.proxy.always = killer or pass_on
    process = started(town.directory, town.id, town.now, 0 if killer else at)
    if killer is not None:
        killer.process = process
    process.join(_PATIENCE)
    made.proxy.always = pass_on
    assert process.exitcode in {0, _KILLED}, process.exitcode
    return process.exitcode == _KILLED
