"""What the service says it has done is what it did: no more, no less, and nobody's words."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain, repeat

import pytest
from sqlalchemy import text as sql

from service.db.applied import AppliedState
from service.db.audit import KEPT, Audit, AuditEntry
from service.domain.deeds import Actor, Ending
from service.domain.model import Audience
from service.domain.settings import DriftPolicy
from service.journeys.auditing import audit_lines
from service.journeys.calendar import executing
from service.journeys.calendar.choosing import choose, waiting_conflicts
from service.journeys.papers.new_document import add_document
from service.journeys.results import SyncReport
from service.journeys.syncing import sync_group
from tests.journeys.members import annotate, edited, rewrite, write_protocol
from tests.journeys.test_recovery import at_writes, killed_after
from tests.journeys.town import ALMOST_ALL, CALENDAR, FIRST, LAST_MOVED, MOVED_TO, Town
from tests.servers.meddler import answer, broken, meddler, pass_on

NewTown = Callable[..., Town]
SEEN_ONLY = {"read", "left_alone"}  # nothing was done on a server
# What people wrote, and what only people's own programs would have put there.
MARKERS = ("kari", "ola", "nordmann", "nøkkel", "kake", ".docx", ".ics", "gruppemøte", "rådhus")


def entries(town: Town) -> list[AuditEntry]:
    """The oldest first."""
    return [line.entry for line in reversed(audit_lines(town.services, town.id))]


def done(found: Iterable[AuditEntry]) -> Counter[tuple[str, ...]]:
    return Counter(
        (e.deed.target_id, e.deed.kind, e.deed.action, e.deed.reason)
        for e in found
        if e.deed.ending is Ending.DONE
    )


def reported(*reports: SyncReport) -> Counter[tuple[str, ...]]:
    return Counter(
        (result.target_id, step.kind, str(step.action), str(step.reason))
        for report in reports
        for result in report.results
        for step in result.steps
        if step.action not in SEEN_ONLY
    )


def test_a_pass_is_audited_as_it_is_reported_and_a_quiet_one_not_at_all(new_town: NewTown) -> None:
    town = new_town(places=[(CALENDAR, Audience.DEADLINES), *ALMOST_ALL])
    first = town.sync()
    assert first.written > 10
    assert done(entries(town)) == reported(first)
    assert {(e.actor, e.run) for e in entries(town)} == {(Actor.CLI, 1)}
    before = entries(town)
    assert town.sync().steps == ()
    assert town.sync(dry_run=True).steps == ()
    assert entries(town) == before


def test_the_fields_that_were_changed_are_named_and_not_quoted(town: Town) -> None:
    edited(town, FIRST, lambda event: rewrite(annotate(event)))
    town.council_moves()
    start = len(entries(town))
    town.sync()
    told = {(e.deed.action, e.deed.kind): e.deed.fields for e in entries(town)[start:]}
    assert told["restore", "event"] == ("dtend", "dtstart", "summary")
    assert told["update", "event"] == ("description", "dtend", "dtstart")


def test_what_a_deed_was_about_is_looked_up_as_it_is_today(town: Town) -> None:
    town.council_moves()
    town.sync()
    (line,) = (
        one
        for one in audit_lines(town.services, town.id)
        if (one.entry.deed.kind, one.entry.deed.action) == ("event", "update")
    )
    assert line.meeting is not None
    assert line.meeting.date.isoformat() == MOVED_TO
    assert line.audience is Audience.GROUP


def test_what_somebody_asks_for_outside_a_run_is_noted_too(town: Town) -> None:
    before = len(entries(town))
    add_document(town.services, town.id, "frammote", half="2018-1")
    (made,) = entries(town)[before:]
    assert (made.deed.action, made.deed.reason, made.run) == ("create", "asked", None)


def test_a_refusal_and_a_lost_answer_are_told_as_what_they_are(new_settled: NewTown) -> None:
    town = new_settled()
    with meddler(town.caldav.url) as proxy:
        town.reach(CALENDAR, proxy.before(town.url(CALENDAR)))
        town.sync()
        town.change(FIRST, place="Biblioteket")
        before = len(entries(town))
        at_writes(proxy, answer(403))
        town.sync()
        at_writes(proxy, broken, then=broken)
        town.sync()
        proxy.always = pass_on
        town.sync()
    told = [e.deed for e in entries(town)[before:] if e.deed.kind == "event"]
    assert [one.ending for one in told] == [Ending.REFUSED, Ending.UNKNOWN, Ending.DONE]
    assert len({(one.action, one.object) for one in told}) == 1


def same(town: Town) -> bool:
    """Whether every object that is remembered has one deed, and no other object has any."""
    with town.services.database.reading() as session:
        known = AppliedState(session, town.id).load("calendar-group")
    return Counter(e.deed.object for e in entries(town)) == Counter(dict.fromkeys(known, 1))


@pytest.mark.parametrize("writes", [0, 3])
def test_a_pass_that_is_killed_leaves_neither_more_nor_less_than_is_remembered(
    new_town: NewTown, writes: int
) -> None:
    town = new_town(places=[(CALENDAR, Audience.GROUP)])
    killed_after(town, writes)
    assert same(town)
    town.sync()
    assert same(town)
    assert len(entries(town)) == 7


class Killed(BaseException):
    """As when the process ends."""


def test_what_is_remembered_and_what_is_noted_are_one_transaction(
    new_town: NewTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = new_town(places=[(CALENDAR, Audience.GROUP)])
    monkeypatch.setattr(executing, "_BATCH", 2)
    add, calls = Audit.add, chain((False,), repeat(True))

    def cut_off(audit: Audit, *words: object, **more: object) -> None:
        add(audit, *words, **more)  # type: ignore[arg-type]  # passed on
        if next(calls):
            raise Killed

    monkeypatch.setattr(Audit, "add", cut_off)
    with pytest.raises(Killed):
        town.sync()
    monkeypatch.setattr(Audit, "add", add)
    assert len(entries(town)) == 2
    assert same(town)
    assert len(town.calendar().days()) > 2
    town.sync()
    assert same(town)


def annotated(town: Town, day: str) -> None:
    edited(town, day, annotate)


def rewritten(town: Town, day: str) -> None:
    edited(town, day, rewrite)


def deleted(town: Town, day: str) -> None:
    town.calendar().delete(town.calendar().on(day)[0])


def moved_inside(town: Town, day: str) -> None:
    town.change(day, place="Biblioteket")


@pytest.mark.parametrize("seed", range(6))
def test_after_any_history_the_audit_agrees_with_the_reports(new_town: NewTown, seed: int) -> None:
    chance = random.Random(seed)
    town = new_town(drift=chance.choice(list(DriftPolicy)))
    reports = [town.sync()]
    days = ["2018-01-22", "2018-02-05", "2018-03-05", "2018-04-16", "2018-05-14"]
    chance.shuffle(days)
    for day in days:
        happens = chance.choice([annotated, rewritten, deleted, moved_inside])
        happens(town, day)
        if chance.random() < 0.3:
            town.council_moves()
        if chance.random() < 0.3:
            write_protocol(town) if len(reports) == 1 else town.sync(dry_run=True)
        reports.append(town.sync())
        if waiting_conflicts(town.services, town.id):
            choices = choose(town.services, town.id, chance.choice(list(DriftPolicy)[::2]))
            reports.append(sync_group(town.services, town.id, choices=choices))
    assert done(entries(town)) == reported(*reports)
    by_run = Counter(entry.run for entry in entries(town))
    counted = (sum(reported(report).values()) for report in reports)
    assert sorted(by_run.values()) == sorted(count for count in counted if count)
    assert not spilled(town)


def spilled(town: Town) -> list[str]:
    """What somebody wrote, or a name, in any row."""
    with town.services.database.reading() as session:
        rows = [str(tuple(row)).lower() for row in session.execute(sql("SELECT * FROM audit"))]
    assert rows
    return [row for row in rows if any(marker in row for marker in MARKERS)]


def test_what_is_older_than_two_years_is_forgotten_by_the_next_pass(town: Town) -> None:
    assert entries(town)
    town.now += KEPT * 2
    town.sync()
    assert all(e.at > town.now - KEPT for e in entries(town))
    assert not [e for e in entries(town) if e.run == 1]


def test_a_called_off_meeting_is_told_by_what_it_was(town: Town) -> None:
    town.council_moves()
    assert LAST_MOVED not in [m.date.isoformat() for m in town.meetings()]
    assert all(line.meeting for line in audit_lines(town.services, town.id) if is_event(line.entry))


def is_event(entry: AuditEntry) -> bool:
    return entry.deed.kind == "event"
