"""What the service has done and what a guard has stopped, on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text

from service.db.audit import Audit
from service.db.database import Database
from service.db.groups import Groups
from service.db.runs import Conflicts
from service.db.stops import StandingStop, Stops
from service.domain.deeds import Actor, Deed, Ending
from service.domain.settings import GroupSettings
from tests.unit.db.plan_rows import NOW, conflict

FIRST = Deed(target_id="kalender", kind="event", action="create", reason="new", object="u")
MOVED = replace(FIRST, action="update", reason="plan_changed", fields=("dtend", "dtstart"))
REFUSED = replace(FIRST, target_id="arkiv", kind="document", ending=Ending.REFUSED)
STOP = StandingStop(
    target_id="kalender",
    reason="too_many_removals",
    count=4,
    total=9,
    steps=({"action": "cancel", "uid": "u", "summary": "Gruppemøte", "dtstart": "2026-05-12"},),
    since=NOW,
)


def deeds(database: Database, group_id: str, **how: object) -> list[Deed]:
    with database.reading() as session:
        return [one.deed for one in Audit(session, group_id).latest(**how)]  # type: ignore[arg-type]  # passed on


@pytest.fixture
def filled(database: Database, stored: GroupSettings) -> str:
    """A group for which three things have been done, the last of them a day later."""
    with database.transaction() as session:
        audit = Audit(session, stored.group.id)
        audit.add([FIRST, MOVED], at=NOW, actor=Actor.WORKER, run=7)
        audit.add([REFUSED], at=NOW + dt.timedelta(days=1), actor=Actor.WEB, run=None)
    return stored.group.id


def test_deeds_come_newest_first_with_when_and_what_set_them_off(database: Database, filled: str):
    with database.reading() as session:
        last, middle, first = Audit(session, filled).latest()
    assert [one.deed for one in (first, middle, last)] == [FIRST, MOVED, REFUSED]
    assert (first.at, first.actor, first.run) == (NOW, Actor.WORKER, 7)
    assert (last.actor, last.run) == (Actor.WEB, None)
    assert first.number < middle.number < last.number


def test_deeds_are_turned_page_by_page_and_asked_for_since_a_day(database: Database, filled: str):
    with database.reading() as session:
        page = Audit(session, filled).latest(2)
    assert [one.deed for one in page] == [REFUSED, MOVED]
    assert deeds(database, filled, count=2, before=page[-1].number) == [FIRST]
    assert deeds(database, filled, since=NOW + dt.timedelta(hours=1)) == [REFUSED]


def test_old_deeds_are_forgotten_and_others_groups_are_not_seen(
    database: Database, stored: GroupSettings, filled: str
):
    other = replace(stored, group=replace(stored.group, id="annen"), targets=())
    with database.transaction() as session:
        Groups(session).save(other)
        Audit(session, "annen").forget_before(NOW + dt.timedelta(days=9))
        assert Audit(session, "annen").latest() == ()
        Audit(session, filled).forget_before(NOW + dt.timedelta(seconds=1))
    assert deeds(database, filled) == [REFUSED]


def test_deeds_outlive_their_target_but_not_their_group(
    database: Database, stored: GroupSettings, filled: str
):
    with database.transaction() as session:
        Groups(session).save(replace(stored, targets=stored.targets[1:]))
    assert len(deeds(database, filled)) == 3
    with database.transaction() as session:
        session.execute(text("DELETE FROM groups"))
    assert deeds(database, filled) == []


def test_what_is_undone_together_leaves_no_deed(database: Database, filled: str):
    class Killed(BaseException):
        pass

    with pytest.raises(Killed), database.transaction() as session:
        Audit(session, filled).add([FIRST], at=NOW, actor=Actor.CLI, run=8)
        raise Killed
    assert len(deeds(database, filled)) == 3


def test_a_stop_stands_until_a_pass_goes_through_and_keeps_its_day(
    database: Database, stored: GroupSettings
):
    later = replace(STOP, count=5, since=NOW + dt.timedelta(days=1))
    with database.transaction() as session:
        stops = Stops(session, stored.group.id)
        stops.replace("kalender", [STOP])
        stops.replace("arkiv", [])
        assert stops.all() == (STOP,)
        stops.replace("kalender", [later])
        assert stops.all() == (replace(later, since=NOW),)
        stops.replace("kalender", [])
        assert stops.all() == ()


def test_a_question_is_kept_with_what_each_answer_does(database: Database, stored: GroupSettings):
    asked = replace(conflict("a"), by_plan="restore", by_calendar="take_over", always=True)
    with database.transaction() as session:
        Conflicts(session, stored.group.id).replace("kalender", [asked, conflict("b")])
        assert Conflicts(session, stored.group.id).all() == (asked, conflict("b"))
