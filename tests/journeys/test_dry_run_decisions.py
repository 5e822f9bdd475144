"""Over the whole decision table: what a dry run lists is what the next pass reports, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from service.cli.syncing import sync_json
from service.db.meetings import Meetings
from service.domain import reconcile
from service.domain.decisions import DECISIONS, Plan, Row, Seen
from service.domain.model import Audience, MeetingStatus
from service.domain.settings import DriftPolicy
from service.journeys.results import SyncReport
from tests.journeys.members import annotate, edited, rewrite, write_protocol
from tests.journeys.town import ALMOST_ALL, CALENDAR, GROUP, Town

NewTown = Callable[..., Town]
Edit = Callable[[str], str]
ELSEWHERE = "Biblioteket"
SHORT = ("01-22", "02-05", "03-05", "03-19", "04-16", "05-14", "06-18")
DAYS = tuple(f"2018-{day}" for day in SHORT)
# An unreadable object has no UID that we could know it by: it lies in the way, as a stranger's.
NEVER = {(plan, Seen.UNREADABLE) for plan in (Plan.NEW, Plan.MOOT, Plan.UNKNOWN)}


def moved_as_planned(event: str) -> str:
    return event.replace("LOCATION:Møterom Fjorden\\, rådhuset", f"LOCATION:{ELSEWHERE}")


def called_off(event: str) -> str:
    return event.replace("STATUS:CONFIRMED", "STATUS:CANCELLED")


def spoiled(event: str) -> str:
    begin = next(line for line in event.split("\n") if line.startswith("DTSTART;"))
    return event.replace(begin, "DTSTART:99991231T235959Z")


def people(town: Town, as_wanted: Edit | None) -> None:
    """On the first day nobody does anything; on each of the next, what people can do."""
    edited(town, DAYS[1], annotate)
    edited(town, DAYS[2], rewrite)
    if as_wanted is not None:
        edited(town, DAYS[3], as_wanted)
    town.calendar().delete(town.calendar().on(DAYS[4])[0])
    edited(town, DAYS[5], spoiled)  # last: no event is found by its day after this


def on_most(town: Town, **traits: object) -> None:
    for day in DAYS[:6]:
        town.change(day, **traits)


def drop(town: Town, count: int) -> None:
    """Meetings are no more in the plan."""
    with town.services.database.transaction() as session:
        plan = Meetings(session, town.id)
        gone = [m.id for m in plan.own() if m.date.isoformat() in DAYS[:count]]
        plan.delete(gone)


def nothing_planned(town: Town) -> None:
    people(town, None)


def planned_otherwise(town: Town) -> None:
    people(town, moved_as_planned)
    on_most(town, place=ELSEWHERE)


def with_documents(town: Town) -> None:
    write_protocol(town)
    edited(town, DAYS[1], rewrite)
    town.council_moves()
    town.change(DAYS[0], date=dt.date(2018, 1, 23), start=dt.time(17))


def planned_off(town: Town) -> None:
    people(town, called_off)
    on_most(town, status=MeetingStatus.CANCELLED)


def ended(town: Town) -> None:
    on_most(town, status=MeetingStatus.CANCELLED)
    town.sync()
    people(town, moved_as_planned)
    town.change(DAYS[3], place=ELSEWHERE)


def expired(town: Town) -> None:
    ended(town)
    town.now += dt.timedelta(days=60)


def dropped(town: Town) -> None:
    people(town, called_off)
    drop(town, 6)


def many_dropped(town: Town) -> None:
    drop(town, 5)


def lost(town: Town) -> None:
    people(town, None)
    town.lose_database()


def lost_and_called_off(town: Town) -> None:
    people(town, called_off)
    town.lose_database()
    on_most(town, status=MeetingStatus.CANCELLED)


def lost_with_its_plan(town: Town) -> None:
    edited(town, DAYS[0], called_off)
    town.lose_database()
    drop(town, 7)


def emptied(town: Town) -> None:
    town.calendar().delete(*town.calendar().all())


def many_deleted(town: Town) -> None:
    town.calendar().delete(*sorted(town.calendar().all())[:4])


def plan_emptied(town: Town) -> None:
    drop(town, 7)


SCENES: Mapping[str, Callable[[Town], None]] = {
    scene.__name__: scene
    for scene in (
        nothing_planned,
        planned_otherwise,
        planned_off,
        ended,
        expired,
        dropped,
        lost,
        lost_and_called_off,
        lost_with_its_plan,
    )
}
STOPPED: Mapping[str, Callable[[Town], None]] = {
    scene.__name__: scene for scene in (many_dropped, emptied, many_deleted, plan_emptied)
}


@dataclass
class Table(Mapping[tuple[Plan, Seen], Row]):
    """The decision table, remembering the rows that were asked for."""

    asked: set[tuple[Plan, Seen]] = field(default_factory=set)

    def __getitem__(self, row: tuple[Plan, Seen]) -> Row:
        self.asked.add(row)
        return DECISIONS[row]

    def __iter__(self) -> Iterator[tuple[Plan, Seen]]:
        return iter(DECISIONS)

    def __len__(self) -> int:
        return len(DECISIONS)


def same(town: Town, *, go_on: bool = False) -> SyncReport:
    """The pass, which a dry run before it has foretold to the letter and left undone."""
    before = town.calendar().all()
    foretold = town.sync(dry_run=True, go_on=go_on)
    assert town.calendar().all() == before
    done = town.sync(go_on=go_on)
    said, did = sync_json([foretold]), sync_json([done])
    for key in ("actions", "written", "conflicts", "errors"):
        assert said[key] == did[key], key
    return done


@pytest.mark.parametrize("drift", list(DriftPolicy))
def test_a_dry_run_is_the_pass_over_the_whole_table(
    new_town: NewTown, drift: DriftPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table()
    monkeypatch.setattr(reconcile, "DECISIONS", table)
    for name, scene in SCENES.items():
        town = new_town(drift=drift, places=[(CALENDAR, GROUP)])
        town.directory = town.directory.with_name(name)
        town.directory.mkdir()
        town.sync()
        scene(town)
        same(town)
        town.services.database.close()
    assert set(DECISIONS) - table.asked == NEVER


@pytest.mark.parametrize("scene", STOPPED)
@pytest.mark.parametrize("drift", list(DriftPolicy))
def test_what_a_guard_stops_is_foretold_as_stopped(
    new_settled: NewTown, drift: DriftPolicy, scene: str
) -> None:
    town = new_settled(drift=drift, places=[(CALENDAR, GROUP)])
    STOPPED[scene](town)
    (error,) = same(town).errors
    assert "stans" in error or "Ingenting er" in error
    assert same(town, go_on=True).errors == ()


@pytest.mark.parametrize("drift", list(DriftPolicy))
def test_a_dry_run_is_the_pass_for_folders_too(new_settled: NewTown, drift: DriftPolicy) -> None:
    places = [*ALMOST_ALL, (CALENDAR, Audience.COUNCIL), (CALENDAR, Audience.DEADLINES)]
    town = new_settled(drift=drift, places=places)
    with_documents(town)
    done = same(town)
    assert {step.kind for step in done.steps} == {"event", "document"}
    assert {"rename", "merge", "update"} <= {step.action for step in done.steps}
