"""What a sync comes through: every fault in every operation, and a kill at every write.

The bound is no time but a number: nothing of people's is lost, touched or doubled, in no cell.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.faults import matrix
from tests.faults.killing import Moment, killed_everywhere
from tests.faults.operations import CALENDARS, FOLDERS
from tests.servers.radicale import radicale
from tests.servers.wsgidav import wsgidav

_KILLED: Final = ((radicale, CALENDARS), (wsgidav, FOLDERS))


def report(strikes: Sequence[int]) -> Iterator[str]:
    """Fill the matrix, kill every operation everywhere, and tell line by line.

    Args:
        strikes: which request of an operation a fault strikes, 0 for all of them.
    """
    yield from matrix.report(strikes=strikes)
    cells = []
    for start, operations in _KILLED:
        with tempfile.TemporaryDirectory() as name:
            directory = Path(name)
            (directory / "lab").mkdir()
            (directory / "server").mkdir()
            lab = matrix.Lab(directory / "lab")
            with start(directory / "server") as server:
                cells += [
                    killed_everywhere(lab, server, one, moment)
                    for one in operations
                    for moment in Moment
                ]
    yield ""
    yield from matrix.table(cells)
