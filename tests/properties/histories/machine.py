"""Random histories: a plan, people, servers, faults, kills and losses, in any order."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from service.domain.settings import DriftPolicy
from tests.properties.histories import people
from tests.properties.histories.faults import KILLS, READS_TOO, Fault, Weather
from tests.properties.histories.history import History
from tests.properties.histories.shelves import ServerShelves
from tests.servers.server import Server

PICK = st.integers(0, 40)
FLAG = st.booleans()
POLICY = st.sampled_from(DriftPolicy)
_REQUESTS = st.sampled_from([*READS_TOO, Fault.OMITTED, Fault.LOST])
_WRITES = st.sampled_from([one for one in Fault if one not in KILLS])


@st.composite
def weathers(draw: st.DrawFn) -> Weather:
    """One that isn't fine: failing requests and writes, and servers that tell less than all."""
    return Weather(
        requests=draw(st.dictionaries(st.integers(0, 20), _REQUESTS, max_size=2)),
        writes=draw(st.dictionaries(st.integers(0, 6), _WRITES, max_size=3)),
        incomplete=draw(st.integers(0, 5)) == 0,
        forgotten=draw(st.integers(0, 3)) == 0,
        withheld=draw(st.integers(0, 5)) == 0,
        ghosts=draw(st.integers(0, 5)) == 0,
    )


@st.composite
def _cuts(draw: st.DrawFn) -> Weather:
    """A power cut, at a write or at a commit."""
    if draw(FLAG):
        write, kill = draw(st.integers(0, 5)), draw(st.sampled_from(sorted(KILLS)))
        return Weather(writes={write: kill})
    return Weather(commit=draw(st.integers(1, 14)), committed=draw(FLAG))


# What follows upon what happens: nothing yet, a pass in fine weather, or one in bad weather.
_THEN = st.one_of(
    st.none(), st.none(), st.just(Weather()), st.just(Weather()), weathers(), weathers(), _cuts()
)


def passes(**words: st.SearchStrategy[object]) -> Callable[[Callable[..., None]], Callable]:
    """A rule that is counted."""

    def decorate(act: Callable[..., None]) -> Callable:
        @functools.wraps(act)
        def acted(self: Histories, **given: object) -> None:
            self.tally["steps"] += 1
            act(self, **given)

        return rule(**words)(acted)

    return decorate


def happens(**words: st.SearchStrategy[object]) -> Callable[[Callable[..., None]], Callable]:
    """The same of something that is often followed by a pass."""

    def decorate(act: Callable[..., None]) -> Callable:
        def acted(self: Histories, then: Weather | None, **given: object) -> None:
            act(self, **given)
            if then is not None:
                self.history.sync(then if then != Weather() else None)

        acted.__name__ = act.__name__
        return passes(then=_THEN, **words)(acted)

    return decorate


class Histories(RuleBasedStateMachine):
    """Everything that can happen, in any order; every pass is judged, and the end of each history.

    What has happened is counted in ``tally``, for those who want to print it.
    """

    tally: ClassVar[Counter[str]] = Counter()
    history: History

    def begun(self, trash: bool, drift: DriftPolicy, synced: bool) -> History:
        return History.in_memory(trash=trash, drift=drift, synced=synced)

    @initialize(trash=FLAG, drift=POLICY, synced=st.integers(0, 4))
    def begin(self, trash: bool, drift: DriftPolicy, synced: int) -> None:
        self.history = self.begun(trash, drift, synced > 0)
        self.history.tally = self.tally

    def teardown(self) -> None:
        if not hasattr(self, "history"):
            return
        try:
            self.history.settle()
        finally:
            self.tally["histories"] += 1
            self.history.close()

    # passes

    @passes()
    def sync(self) -> None:
        self.history.sync()

    @passes()
    def go_on(self) -> None:
        self.history.sync(go_on=True)

    @passes(number=PICK, policy=POLICY, everything=FLAG)
    def answer(self, number: int, policy: DriftPolicy, everything: bool) -> None:
        self.history.answer(number, policy, everything=everything)
        self.history.sync()

    @passes()
    def settle(self) -> None:
        self.history.settle()

    # people in the calendar

    @happens(number=PICK, how=st.sampled_from(sorted(people.ANNOTATIONS)))
    def annotate(self, number: int, how: str) -> None:
        self.history.edit(number, how)

    @happens(number=PICK, how=st.sampled_from(sorted(people.OWNED)))
    def edit(self, number: int, how: str) -> None:
        self.history.edit(number, how)

    @happens(number=PICK, how=st.integers(0, 5))
    def spoil(self, number: int, how: int) -> None:
        self.history.spoil(number, how)

    @happens(number=PICK, count=st.sampled_from([1, 1, 1, 2, 4, 20]))
    def throw_away(self, number: int, count: int) -> None:
        self.history.throw_away(number, count)

    @happens(number=PICK)
    def put_back(self, number: int) -> None:
        self.history.put_back(number)

    @happens(number=PICK, uid=FLAG)
    def copy(self, number: int, uid: bool) -> None:
        self.history.copy(number, uid=uid)

    @happens(number=PICK)
    def carry(self, number: int) -> None:
        self.history.carry(number)

    @happens(
        number=PICK,
        kind=st.sampled_from(["any", "our kind of name", "our kind of uid", "our place"]),
    )
    def invent(self, number: int, kind: str) -> None:
        self.history.invent(number, kind)

    # people in the folder

    @happens(number=PICK, how=st.sampled_from(sorted(people.DOCUMENT)))
    def write(self, number: int, how: str) -> None:
        self.history.write(number, how)

    @happens(number=PICK, folder=FLAG)
    def rename(self, number: int, folder: bool) -> None:
        self.history.rename(number, folder=folder)

    @happens(number=PICK)
    def discard(self, number: int) -> None:
        self.history.discard(number)

    @happens(number=PICK)
    def duplicate(self, number: int) -> None:
        self.history.duplicate(number)

    @happens(number=PICK, here=FLAG)
    def lay(self, number: int, here: bool) -> None:
        self.history.lay(number, here=here)

    # the plan

    @happens(number=PICK, days=st.sampled_from([-7, -1, 1, 7, 14]), approve=FLAG)
    def council_moves(self, number: int, days: int, approve: bool) -> None:
        self.history.council(number, days)
        self.history.publish(approve=approve)

    @happens(number=PICK, approve=FLAG, go_on=FLAG)
    def council_drops(self, number: int, approve: bool, go_on: bool) -> None:
        self.history.council_drops(number)
        self.history.publish(approve=approve, go_on=go_on)

    @happens(number=PICK, approve=FLAG)
    def council_adds(self, number: int, approve: bool) -> None:
        self.history.council_adds(number)
        self.history.publish(approve=approve)

    @happens()
    def undo(self) -> None:
        self.history.undo()

    @happens(
        number=PICK, days=st.sampled_from([0, 1, 2, 7]), place=st.sampled_from([None, "Kafeen"])
    )
    def move(self, number: int, days: int, place: str | None) -> None:
        self.history.move(number, days, place)

    @happens(number=PICK)
    def call_off(self, number: int) -> None:
        self.history.call_off(number)

    @happens(number=PICK)
    def add(self, number: int) -> None:
        self.history.add(number)

    @happens(number=PICK)
    def give_back(self, number: int) -> None:
        self.history.give_back(number)

    @happens(drift=POLICY)
    def decide_on_drift(self, drift: DriftPolicy) -> None:
        self.history.world.set_drift(drift)

    # time and loss

    @happens(days=st.sampled_from([1, 7, 32]))
    def wait(self, days: int) -> None:
        self.history.wait(days)

    @happens()
    def back_up(self) -> None:
        self.history.back_up()

    @happens(number=PICK)
    def roll_back(self, number: int) -> None:
        self.history.roll_back(number)

    @happens()
    def lose(self) -> None:
        self.history.lose()


def on_servers(caldav: Server, webdav: Server) -> type[Histories]:
    """The same on running servers, each history in collections of its own."""

    class OnServers(Histories):
        tally: ClassVar[Counter[str]] = Counter()

        def begun(self, trash: bool, drift: DriftPolicy, synced: bool) -> History:
            history = History(shelves=ServerShelves(caldav=caldav, webdav=webdav))
            history.world.begin()
            history.world.set_drift(drift)
            if synced:
                history.sync()
            return history

    return OnServers
