"""Every fault in every operation on every server: ``python -m tests.faults.matrix``.

In each cell the fault strikes once, at each request of the operation in turn, and once for as long
as two passes last. Then the server is well again, and within two passes all must be as it is where
nothing was ever wrong; the pass after that writes nothing. See `worlds` for what holds all the way.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final, Literal

from tests.faults.operations import CALENDARS, FOLDERS, Operation
from tests.faults.worlds import World, world
from tests.servers.apache import apache
from tests.servers.faults import BY_NAME, Fault, Strike
from tests.servers.meddler import pass_on
from tests.servers.nextcloud_double import nextcloud_double
from tests.servers.radicale import radicale
from tests.servers.server import Server, close_opened
from tests.servers.wsgidav import wsgidav
from tests.servers.xandikos import xandikos


@contextlib.contextmanager
def _double(kind: Literal["caldav", "webdav"], _: Path) -> Iterator[Server]:
    """What does as a Nextcloud does, for one who may make any number of calendars."""
    with nextcloud_double() as cloud:
        cloud.calendars.burst = sys.maxsize
        yield cloud.server(kind)


SERVERS: Final[Mapping[str, Callable[[Path], contextlib.AbstractContextManager[Server]]]] = {
    "Radicale": radicale,
    "Xandikos": xandikos,
    "WsgiDAV": wsgidav,
    "Apache": apache,
    "Double, calendars": partial(_double, "caldav"),
    "Double, files": partial(_double, "webdav"),
}
_MOST = 30  # requests of one operation
_PASSES = 2  # that a fault lasts, and that a well server needs


@dataclass
class Cell:
    """What came of one fault in one operation on one server.

    Attributes:
        strikes: how many runs met the fault.
        problems: what did not hold, with the request that was struck (0: all of them).
    """

    fault: str
    operation: str
    server: str
    strikes: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def lost(self) -> bool:
        """Whether something of people's was lost, touched or doubled."""
        bad = ("lost", "doubled", "a stranger", "removed")
        return any(word in problem for problem in self.problems for word in bad)

    def __str__(self) -> str:
        """The number of strikes that all came right, or what didn't."""
        if self.lost:
            return "LOST"
        return "BAD" if self.problems else str(self.strikes) if self.strikes else "-"


@dataclass
class Lab:
    """Servers to try things on, and below ``directory`` all that the trials leave behind."""

    directory: Path
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _known: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)

    def cell(
        self, server: Server, operation: Operation, fault: Fault, strikes: Iterable[int] = ()
    ) -> Cell:
        """Let the fault strike at each of these requests; without any, at each there is."""
        cell = Cell(fault.name, operation.name, server.name)
        expected = self.undisturbed(server, operation)
        chosen = tuple(strikes)
        for at in chosen or range(_MOST):
            strike = Strike(fault, at)
            problems = self._run(server, operation, strike, expected)
            cell.strikes += bool(strike.struck)
            cell.problems += [f"{at}: {problem}" for problem in problems]
            if at and not chosen and not strike.struck:
                break
        return cell

    @contextlib.contextmanager
    def world(self, server: Server) -> Iterator[World]:
        """A fresh world there."""
        directory = self.directory / str(next(self._numbers))
        directory.mkdir()
        try:
            with world(directory / "office", server) as made:
                yield made
        finally:
            close_opened()

    def _run(
        self, server: Server, operation: Operation, strike: Strike, expected: dict[str, int]
    ) -> list[str]:
        with self.world(server) as made:
            prepare(made, operation)
            for _ in range(1 if strike.at else _PASSES):
                made.pass_through(strike)
            if strike.fault.lies:  # a day's first pass looks at everything
                made.town.now += dt.timedelta(days=1)
            made.problems += comes_right(made, expected)
            return made.problems

    def undisturbed(self, server: Server, operation: Operation) -> dict[str, int]:
        """What there is to see where nothing goes wrong."""
        key = server.name, operation.name
        if key not in self._known:
            with self.world(server) as made:
                prepare(made, operation)
                for _ in range(_PASSES):
                    made.pass_through(pass_on)
                assert made.in_step() and not made.problems, (key, made.problems)
                self._known[key] = dict(made.seen())
        return self._known[key]


def prepare(made: World, operation: Operation) -> None:
    """Bring the world to where the operation begins."""
    operation.before(made)
    operation.happens(made)
    made.may_remove = operation.removes


def comes_right(made: World, expected: Mapping[str, int]) -> Iterator[str]:
    """What is still wrong once the server has been well for two passes, or is written after."""
    for _ in range(_PASSES):
        report = made.pass_through(pass_on)
        found = dict(made.seen())
        right = report is not None and not (report.errors or report.conflicts)
        if right and found == dict(expected):
            break
    else:
        told = report and (report.errors, report.conflicts)
        more, less = sorted(found.keys() - expected), sorted(expected.keys() - found)
        yield f"not right after {_PASSES} passes: {told} {more} and not {less}"
    report = made.pass_through(pass_on)
    if made.wrote() or report is None or report.written:
        yield f"the pass after writes: {made.wrote()} {report and report.steps}"


def table(cells: Sequence[Cell]) -> Iterator[str]:
    """The cells as a table for each server, what went wrong below, and the sum."""
    for server in dict.fromkeys(cell.server for cell in cells):
        mine = [cell for cell in cells if cell.server == server]
        names = list(dict.fromkeys(cell.operation for cell in mine))
        yield f"{server:<18}" + "".join(f"{name:>12}" for name in names)
        for fault in dict.fromkeys(cell.fault for cell in mine):
            row = {cell.operation: str(cell) for cell in mine if cell.fault == fault}
            yield f"{fault:<18}" + "".join(f"{row.get(name, ''):>12}" for name in names)
    for cell in cells:
        for problem in cell.problems:
            yield f"{cell.server}, {cell.operation}, {cell.fault}, {problem}"
    strikes, lost = sum(cell.strikes for cell in cells), sum(cell.lost for cell in cells)
    wrong = sum(bool(cell.problems) for cell in cells)
    yield (
        f"{len(cells)} cells, {strikes} runs with a fault: {wrong} cells not right, "
        f"{lost} with a silent loss"
    )


def report(
    servers: Iterable[str] = SERVERS,
    faults: Iterable[str] = BY_NAME,
    operations: Iterable[str] = (),
    strikes: Sequence[int] = (),
) -> Iterator[str]:
    """Fill the matrix, the servers side by side, and print it."""
    part = partial(
        _filled, faults=tuple(faults), operations=tuple(operations), strikes=tuple(strikes)
    )
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from table([cell for cells in pool.map(part, servers) for cell in cells])


def _filled(
    server_name: str,
    faults: tuple[str, ...],
    operations: tuple[str, ...],
    strikes: tuple[int, ...],
) -> list[Cell]:
    """The cells of one server."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # Apache runs as another user
        lab = Lab(_below(name, "lab"))
        with SERVERS[server_name](_below(name, "server")) as server:
            ours = CALENDARS if server.kind == "caldav" else FOLDERS
            return [
                lab.cell(server, one, BY_NAME[fault], strikes)
                for one in ours
                if not operations or one.name in operations
                for fault in faults
            ]


def _below(directory: str, name: str) -> Path:
    made = Path(directory) / name
    made.mkdir()
    return made


def main() -> None:
    """Print the matrix, or a part of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.matrix", description=__doc__)
    parser.add_argument("--server", action="append", choices=[*SERVERS])
    parser.add_argument("--fault", action="append", choices=[*BY_NAME])
    parser.add_argument("--operation", action="append", default=[])
    parser.add_argument("--strike", action="append", type=int, default=[])
    asked = parser.parse_args()
    chosen = asked.fault or BY_NAME
    for line in report(asked.server or SERVERS, chosen, asked.operation, asked.strike):
        print(line)


if __name__ == "__main__":
    main()
