"""Random histories: a plan, people, servers, faults, kills and losses, in any order."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from service.domain.settings import DriftPolicy
from tests.properties.histories import people
from tests.properties.histories.faults import KILLS, READS_TOO, Fault, Weather
from tests.properties.histories.history import History

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

    @rule()
    def sync(self) -> None:
        self.history.sync()

    @rule(weather=weathers())
    def sync_in_bad_weather(self, weather: Weather) -> None:
        self.history.sync(weather)

    @rule(write=st.integers(0, 6), kill=st.sampled_from(sorted(KILLS)))
    def sync_until_killed(self, write: int, kill: Fault) -> None:
        self.history.sync(Weather(writes={write: kill}))

    @rule(commit=st.integers(1, 14), committed=FLAG)
    def sync_until_killed_at_commit(self, commit: int, committed: bool) -> None:
        self.history.sync(Weather(commit=commit, committed=committed))

    @rule()
    def go_on(self) -> None:
        self.history.sync(go_on=True)

    @rule(number=PICK, policy=POLICY, everything=FLAG)
    def answer(self, number: int, policy: DriftPolicy, everything: bool) -> None:
        self.history.answer(number, policy, everything=everything)
        self.history.sync()

    @rule()
    def settle(self) -> None:
        self.history.settle()

    # people in the calendar

    @rule(number=PICK, how=st.sampled_from(sorted(people.ANNOTATIONS)))
    def annotate(self, number: int, how: str) -> None:
        self.history.edit(number, how)

    @rule(number=PICK, how=st.sampled_from(sorted(people.OWNED)))
    def edit(self, number: int, how: str) -> None:
        self.history.edit(number, how)

    @rule(number=PICK, how=st.integers(0, 5))
    def spoil(self, number: int, how: int) -> None:
        self.history.spoil(number, how)

    @rule(number=PICK, count=st.sampled_from([1, 1, 1, 2, 4, 20]))
    def throw_away(self, number: int, count: int) -> None:
        self.history.throw_away(number, count)

    @rule(number=PICK)
    def put_back(self, number: int) -> None:
        self.history.put_back(number)

    @rule(number=PICK, uid=FLAG)
    def copy(self, number: int, uid: bool) -> None:
        self.history.copy(number, uid=uid)

    @rule(number=PICK)
    def carry(self, number: int) -> None:
        self.history.carry(number)

    @rule(
        number=PICK,
        kind=st.sampled_from(["any", "our kind of name", "our kind of uid", "our place"]),
    )
    def invent(self, number: int, kind: str) -> None:
        self.history.invent(number, kind)

    # people in the folder

    @rule(number=PICK, how=st.sampled_from(sorted(people.DOCUMENT)))
    def write(self, number: int, how: str) -> None:
        self.history.write(number, how)

    @rule(number=PICK, folder=FLAG)
    def rename(self, number: int, folder: bool) -> None:
        self.history.rename(number, folder=folder)

    @rule(number=PICK)
    def discard(self, number: int) -> None:
        self.history.discard(number)

    @rule(number=PICK)
    def duplicate(self, number: int) -> None:
        self.history.duplicate(number)

    @rule(number=PICK, here=FLAG)
    def lay(self, number: int, here: bool) -> None:
        self.history.lay(number, here=here)

    # the plan

    @rule(number=PICK, days=st.sampled_from([-7, -1, 1, 7, 14]), approve=FLAG)
    def council_moves(self, number: int, days: int, approve: bool) -> None:
        self.history.council(number, days)
        self.history.publish(approve=approve)

    @rule(number=PICK, approve=FLAG, go_on=FLAG)
    def council_drops(self, number: int, approve: bool, go_on: bool) -> None:
        self.history.council_drops(number)
        self.history.publish(approve=approve, go_on=go_on)

    @rule(number=PICK, approve=FLAG)
    def council_adds(self, number: int, approve: bool) -> None:
        self.history.council_adds(number)
        self.history.publish(approve=approve)

    @rule()
    def undo(self) -> None:
        self.history.undo()

    @rule(number=PICK, days=st.sampled_from([0, 1, 2, 7]), place=st.sampled_from([None, "Kafeen"]))
    def move(self, number: int, days: int, place: str | None) -> None:
        self.history.move(number, days, place)

    @rule(number=PICK)
    def call_off(self, number: int) -> None:
        self.history.call_off(number)

    @rule(number=PICK)
    def add(self, number: int) -> None:
        self.history.add(number)

    @rule(number=PICK)
    def give_back(self, number: int) -> None:
        self.history.give_back(number)

    @rule(drift=POLICY)
    def decide_on_drift(self, drift: DriftPolicy) -> None:
        self.history.world.set_drift(drift)

    # time and loss

    @rule(days=st.sampled_from([1, 7, 32]))
    def wait(self, days: int) -> None:
        self.history.wait(days)

    @rule()
    def back_up(self) -> None:
        self.history.back_up()

    @rule(number=PICK)
    def roll_back(self, number: int) -> None:
        self.history.roll_back(number)

    @rule()
    def lose(self) -> None:
        self.history.lose()
