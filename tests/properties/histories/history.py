"""One history: everything that can happen, as plain calls, and every pass judged."""

from __future__ import annotations

import copy
import datetime as dt
import functools
import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from service.domain.errors import InputError
from service.domain.settings import DriftPolicy
from service.journeys.calendar.choosing import choose
from service.journeys.results import SyncReport
from tests.properties.histories.faults import Killed, Weather
from tests.properties.histories.faulty_store import BINNED
from tests.properties.histories.judging import Before, after_pass, alike, at_rest, lying, writes
from tests.properties.histories.ledger import Settled
from tests.properties.histories.members import Members
from tests.properties.histories.planners import Planners
from tests.properties.histories.shelves import MemoryShelves
from tests.properties.histories.world import NOW

_SLUG = "gruppe"
_LONGEST = dt.timedelta(days=120)


class Broken(AssertionError):
    """A promise was broken."""


@dataclass(kw_only=True)
class History(Members, Planners):
    """A world in which things happen. ``close`` it.

    Attributes:
        tally: how often what has happened.
        half_seen: the next pass sees all there is. Listings are not incomplete twice in a row, nor
            right after records were rolled back: nobody can then tell a loss from a new meeting.
    """

    tally: Counter[str] = field(default_factory=Counter)
    half_seen: bool = False

    @classmethod
    def in_memory(
        cls, *, trash: bool = False, drift: DriftPolicy = DriftPolicy.PLAN, synced: bool = True
    ) -> History:
        """A group on servers in memory, planned and, if ``synced``, synced once."""
        if not synced:
            history = cls(shelves=MemoryShelves(trash=trash), slug=_SLUG)
            history.world.begin(_planned())
        else:
            database, ended = _synced(trash)
            history = cls(shelves=ended.shelves, slug=_SLUG)
            history.ledger.take_over(ended)
            history.world.begin(database)
        history.world.set_drift(drift)
        return history

    def close(self) -> None:
        """Leave nothing behind."""
        self.world.close()
        shutil.rmtree(self.world.directory)

    # passes

    def sync(
        self, weather: Weather | None = None, *, go_on: bool = False, dry_first: bool = True
    ) -> SyncReport | None:
        """One pass; None if it was killed."""
        self.world.go_on = go_on
        before = Before.of(self.world)
        self.ledger.writes.clear()
        self.ledger.overridden.clear()
        told = None
        if weather is None and dry_first:
            told = writes(self.world.sync(dry_run=True))
            self._expect(not self.ledger.writes, "a dry run wrote")
        self.world.weather = weather or Weather()
        self.world.weather.incomplete &= not self.half_seen
        self.half_seen = self.world.weather.incomplete
        try:
            report = self.world.sync()
        except Killed:
            report = None
            self.world.restart()
        finally:
            struck = self.world.weather.struck
            self.world.weather, self.world.choices, choices = Weather(), (), self.world.choices
        self.tally["passes"] += 1
        self.tally["kills"] += struck.count("killed")
        self.tally["faults"] += sum(one not in {"killed", BINNED} for one in struck)
        self.tally["conflicts"] += report.conflicts if report else 0
        self.tally.update(f"done: {step.action}" for step in (report.steps if report else ()))
        self.world.choices = choices
        for wrong in after_pass(self.world, self.ledger, before, report):
            raise Broken(wrong)
        self.world.choices, self.world.go_on = (), False
        if report is not None and told is not None:
            done = writes(report)
            same = alike(self.world, told, done, binned=BINNED in struck)
            self._expect(same, f"foretold {told - done}, done {done - told}")
            self._expect(report.written == len(self.ledger.writes), "the report miscounts")
        self.world.now += dt.timedelta(minutes=1)
        return report

    def settle(self) -> None:
        """Two passes in fine weather; then all is as it should be, and a third writes nothing."""
        self.sync()
        self.sync(dry_first=False)
        before = lying(self.world)
        report = self.sync(dry_first=False)
        assert report is not None
        self._expect(report.written == 0, f"wrote on: {[s for s in report.steps if s.writes]}")
        self._expect(lying(self.world) == before, "the servers have changed")
        for wrong in at_rest(self.world, self.ledger, report):
            raise Broken(wrong)

    def answer(self, number: int, policy: DriftPolicy, *, everything: bool = False) -> None:
        """A person answers what waits, and the next pass is told."""
        waiting = self.world.conflicts()
        uid = None if everything or not waiting else waiting[number % len(waiting)].uid
        with suppress(InputError):
            self.world.choices = choose(self.world.services, self.world.id, policy, uid)
        if policy is DriftPolicy.CALENDAR:
            self.ledger.left |= {one.uid for one in self.world.choices}

    # time and loss

    def wait(self, days: int) -> None:
        """Days pass."""
        self.world.now = min(self.world.now + dt.timedelta(days=days), NOW + _LONGEST)

    def back_up(self) -> None:
        """Somebody makes a backup of the database."""
        self.world.backups.append(self.world.back_up())

    def roll_back(self, number: int) -> None:
        """The database is put back as it was at a backup."""
        found = self._pick(number, self.world.backups)
        if found:
            self.world.roll_back(found)
            self.ledger.amnesia()
            self.half_seen = True
            self.tally["rollbacks"] += 1

    def lose(self) -> None:
        """The database is lost; the group file, the published plan and the approval are not."""
        with suppress(InputError):
            self.world.lose_database()
        self.ledger.amnesia()
        self.tally["losses"] += 1

    def _expect(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise Broken(otherwise)


@functools.cache
def _planned() -> bytes:
    """A database of a group whose plan is approved, and nothing is synced."""
    history = History(shelves=MemoryShelves(trash=False), slug=_SLUG)
    try:
        history.world.begin()
        return history.world.back_up()
    finally:
        history.close()


def _synced(trash: bool) -> tuple[bytes, Settled]:
    """The same of one that has been synced once, and what lies on its servers then."""
    database, found = _synced_once(trash)
    return database, copy.deepcopy(found)


@functools.cache
def _synced_once(trash: bool) -> tuple[bytes, Settled]:
    history = History.in_memory(trash=trash, synced=False)
    try:
        history.sync()
        return history.world.back_up(), history.ledger.settled()
    finally:
        history.close()
