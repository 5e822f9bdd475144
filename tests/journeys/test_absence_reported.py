"""From a link in the calendar to a row in the protocol, and to whoever is called in."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import docx
import pytest

from service.calendar.reading import read
from service.db.absences import AbsenceReports
from service.db.groups import Groups
from service.demo.person import Handwriting, write_in
from service.documents.reading.read import read as read_document
from service.domain.errors import InputError
from service.domain.minutes import AttendanceStatus
from service.domain.model import OSLO, Audience, MeetingStatus
from service.domain.settings import DriftPolicy
from service.journeys.absence.links import renew_link
from service.journeys.absence.overview import absences_of
from service.journeys.absence.reporting import report_absence, withdraw_absence
from service.journeys.results import Step
from tests.journeys.absent import (
    NewTown,
    away,
    meeting,
    open_for,
    report,
    seen,
    token,
    withdraw,
)
from tests.journeys.members import annotate, edited, write_protocol
from tests.journeys.town import (
    BOARD,
    CALENDAR,
    FIRST,
    GROUP,
    LAST_MOVED,
    PROTOCOL,
    Town,
    text,
    told,
)

EXCUSED, UNKNOWN = AttendanceStatus.EXCUSED, AttendanceStatus.UNKNOWN
PRESENT, ABSENT = AttendanceStatus.PRESENT, AttendanceStatus.ABSENT
OTHERS = (Audience.COUNCIL, Audience.DEADLINES, Audience.LEADER)
NEXT_WEEK = dt.datetime(2018, 1, 23, 12, tzinfo=OSLO)


@pytest.fixture
def town(new_town: NewTown) -> Town:
    """A group that has chosen the link, synced once."""
    town = new_town()
    open_for(town)
    assert not town.sync().errors
    return town


def rows(town: Town) -> dict[str, AttendanceStatus]:
    """What the protocol says of who came, by name."""
    found = read_document(town.folder().get(PROTOCOL)).attendance or ()
    return {one.name: one.status for one in found}


def excused(town: Town) -> set[str]:
    return {name for name, status in rows(town).items() if status is EXCUSED}


def test_a_report_stands_in_the_protocol_until_it_is_withdrawn(town: Town) -> None:
    assert excused(town) == set()
    report(town, "Kari Nordmann", "per nordmann")
    assert told(town.sync()) == [("update", "plan_changed")]
    assert excused(town) == {"Kari Nordmann", "Per Nordmann"}
    withdraw(town, "NORDMANN KARI")
    town.sync()
    assert excused(town) == {"Per Nordmann"}
    assert town.sync().steps == ()


def test_a_protocol_that_is_made_later_has_it_from_the_first(new_town: NewTown) -> None:
    town = new_town(now=dt.datetime(2018, 1, 5, 12, tzinfo=OSLO))
    open_for(town)
    town.sync()
    assert PROTOCOL not in town.folder().all()
    report(town, "Kari Nordmann")
    town.now += dt.timedelta(days=7)
    town.sync()
    assert excused(town) == {"Kari Nordmann"}


def test_in_a_protocol_somebody_writes_in_only_the_empty_cells_are_filled(town: Town) -> None:
    write_protocol(town)  # Kari came, Per did not, and Gro is a guest
    before = rows(town)
    theirs = paragraphs(town)
    report(town, "Kari Nordmann", "Per Nordmann", "Anne Nordmann", "Lars Nordmann")
    assert told(town.sync()) == [("merge", "plan_changed"), ("read", "changed_by_person")]
    assert rows(town) == before | {"Anne Nordmann": EXCUSED, "Lars Nordmann": EXCUSED}
    assert (before["Kari Nordmann"], before["Per Nordmann"]) == (PRESENT, ABSENT)
    assert paragraphs(town) == theirs
    assert town.sync().steps == ()
    withdraw(town, "Anne Nordmann")
    withdraw(town, "Kari Nordmann")
    assert told(town.sync()) == [("merge", "plan_changed")]
    assert rows(town) == before | {"Lars Nordmann": EXCUSED}


def paragraphs(town: Town) -> list[str]:
    document = docx.Document(io.BytesIO(town.folder().get(PROTOCOL)))
    return [paragraph.text for paragraph in document.paragraphs]


def test_what_a_person_writes_over_a_report_is_never_written_back(town: Town) -> None:
    report(town, "Anne Nordmann", "Ola Nordmann")
    town.sync()
    came = Handwriting(attendance={"Anne Nordmann": "Møtte likevel"})
    town.folder().rewrite(PROTOCOL, write_in(town.folder().get(PROTOCOL), came))
    town.sync()
    report(town, "Marit Nordmann")
    town.sync()
    assert excused(town) == {"Ola Nordmann", "Marit Nordmann"}
    withdraw(town, "Anne Nordmann")
    data = town.folder().get(PROTOCOL)
    assert told(town.sync()) == []
    assert town.folder().get(PROTOCOL) == data
    assert rows(town)["Anne Nordmann"] is PRESENT


def test_a_row_somebody_has_taken_out_or_doubled_is_left(town: Town) -> None:
    data = town.folder().get(PROTOCOL)
    document = docx.Document(io.BytesIO(data))
    table = next(t for t in document.tables if "Navn" in t.rows[0].cells[0].text)
    for row in table.rows[1:]:
        if row.cells[0].text == "Kari Nordmann":
            row._tr.getparent().remove(row._tr)
        if row.cells[0].text == "Per Nordmann":
            row.cells[0].text = "Ola Nordmann"
    out = io.BytesIO()
    document.save(out)
    town.folder().rewrite(PROTOCOL, out.getvalue())
    town.sync()
    report(town, "Kari Nordmann", "Ola Nordmann", "Per Nordmann")
    town.sync()
    assert excused(town) == set()
    assert not town.sync().notices


def test_once_the_meeting_has_begun_nothing_is_taken_in_or_changed(town: Town) -> None:
    link = token(town)
    report(town, "Kari Nordmann")
    town.now = dt.datetime(2018, 1, 22, 18, tzinfo=OSLO)
    assert report_absence(town.services, link, "Ola Nordmann") is None
    assert withdraw_absence(town.services, link, "Kari Nordmann") is None
    town.sync()
    assert excused(town) == set()
    assert away(town) == ["Kari Nordmann"]


def test_a_name_nobody_has_is_shown_to_the_leader_and_stands_in_no_protocol(town: Town) -> None:
    report(town, "Kari Normann", "Nordmann")
    found = seen(town)
    assert found.away == ()
    assert [one.name for one in found.unknown] == ["Kari Normann", "Nordmann"]
    assert told(town.sync()) == []
    withdraw(town, "kari normann")
    assert [one.name for one in seen(town).unknown] == ["Nordmann"]


@pytest.mark.parametrize(
    "name",
    ["", "  ", "Kari, syk", "Kari 45", "Kari (ferie)", "x" * 61, "en to tre fire fem seks s"],
)
def test_more_than_a_name_is_not_taken(town: Town, name: str) -> None:
    with pytest.raises(InputError):
        report_absence(town.services, token(town), name)
    assert away(town) == []


@pytest.mark.parametrize("name", ["Kari Nordmann", " kari  NORDMANN ", "Nordmann Kari", "Kári"])
def test_a_name_is_known_however_a_phone_writes_it(town: Town, name: str) -> None:
    report(town, name)
    assert away(town) == ["Kari Nordmann"]


def test_the_deputies_are_called_in_turn_and_one_who_is_away_is_passed_over(town: Town) -> None:
    report(town, "Kari Nordmann")
    turn = seen(town).turn
    assert turn is not None
    assert [(one.person.id, one.rank) for one in turn.called] == [("lars", 1)]
    report(town, "Lars Nordmann", "Ola Nordmann")
    turn = seen(town).turn
    assert turn is not None
    assert [(one.person.id, one.rank) for one in turn.called] == [("ingrid", 2)]
    assert (turn.vacant, turn.listed) == (1, 2)
    assert seen(town).prepares == ("formannskapet",)
    report(town, "Ola Nordmann", day=LAST_MOVED)
    assert seen(town, LAST_MOVED).prepares == ("kommunestyret",)


def test_an_empty_list_of_deputies_is_told_and_a_guest_leaves_no_seat(town: Town) -> None:
    group = town.settings.group
    people = tuple(p for p in group.roster.people if p.id not in {"lars", "ingrid"})
    alone = replace(group, roster=replace(group.roster, people=people))
    with town.services.database.transaction() as session:
        Groups(session).save(replace(town.services.own_settings(town.id), group=alone))
    report(town, "Eva Nordmann")
    turn = seen(town).turn
    assert turn is not None
    assert (turn.called, turn.vacant, turn.listed) == ((), 0, 0)
    report(town, "Kari Nordmann")
    turn = seen(town).turn
    assert turn is not None
    assert (turn.called, turn.vacant, turn.listed) == ((), 1, 0)


def test_without_a_rule_that_says_so_no_deputy_is_called(town: Town) -> None:
    group = replace(town.settings.group, packs=())
    with town.services.database.transaction() as session:
        Groups(session).save(replace(town.services.own_settings(town.id), group=group))
    report(town, "Kari Nordmann")
    assert seen(town).turn is None


def test_what_was_said_goes_when_the_protocol_is_approved(town: Town) -> None:
    report(town, "Kari Nordmann")
    town.sync()
    town.now = NEXT_WEEK
    town.sync()
    assert kept(town) == {meeting(town).id}
    approved = Handwriting(fields={"minutes.approved": "Godkjent av gruppa 23. januar 2018"})
    town.folder().rewrite(PROTOCOL, write_in(town.folder().get(PROTOCOL), approved))
    town.sync()
    assert kept(town) == set()
    assert excused(town) == {"Kari Nordmann"}


def test_what_was_said_goes_after_sixty_days_or_with_its_meeting(town: Town) -> None:
    report(town, "Kari Nordmann")
    report(town, "Ola Nordmann", day=LAST_MOVED)
    town.now = dt.datetime(2018, 3, 23, 23, tzinfo=OSLO)
    town.sync()
    assert kept(town) == {meeting(town).id, meeting(town, LAST_MOVED).id}
    town.now += dt.timedelta(hours=2)
    shown = absences_of(town.services, town.id).meetings
    assert not any(one.meeting.date.isoformat() == FIRST for one in shown)
    town.sync()
    assert kept(town) == {meeting(town, LAST_MOVED).id}


def kept(town: Town) -> set[str]:
    with town.services.database.reading() as session:
        return set(AbsenceReports(session, town.id, town.services.box).meetings())


class TestLinks:
    """Which events have one, and what becomes of it."""

    def test_only_the_groups_own_coming_meetings_have_one_and_only_where_it_is_chosen(
        self, new_town: NewTown
    ) -> None:
        where = ((CALENDAR, GROUP), (CALENDAR, BOARD), *((CALENDAR, a) for a in OTHERS))
        town = new_town(places=where)
        town.sync()
        assert not any("forfall" in text(d).lower() for d in everything(town))
        open_for(town)
        town.sync()
        assert all("\\nMeld forfall: https://" in text(d) for d in town.calendar().all().values())
        assert town.calendar(Audience.COUNCIL).all()
        for audience in OTHERS:
            assert not any("forfall" in text(d) for d in town.calendar(audience).all().values())
        assert town.sync().steps == ()
        open_for(town, link=False)
        town.sync()
        assert not any("forfall" in text(d).lower() for d in everything(town))

    def test_a_new_link_takes_the_old_ones_place_and_is_told_as_no_move(self, town: Town) -> None:
        old = token(town)
        renew_link(town.services, town.id, meeting(town).id)
        assert report_absence(town.services, old, "Kari Nordmann") is None
        assert told(town.sync()) == [("update", "plan_changed")]
        _, event = town.calendar().on(FIRST)
        assert "\nSEQUENCE:0\n" in event
        assert token(town) != old
        report(town, "Kari Nordmann")
        assert town.sync().conflicts == 0

    def test_a_person_who_wrote_in_the_event_meanwhile_keeps_all_of_it(self, town: Town) -> None:
        edited(town, FIRST, annotate)
        renew_link(town.services, town.id, meeting(town).id)
        town.sync()
        town.sync()
        _, event = town.calendar().on(FIRST)
        assert "Husk nøkkelen" in event
        assert "COMMENT:Ta med kake" in event
        assert event.count("/forfall/") == 2  # in the description, and in our own mark
        report(town, "Kari Nordmann")

    def test_a_person_who_takes_the_link_out_is_asked_nothing_and_it_stays_out(
        self, new_town: NewTown
    ) -> None:
        town = new_town(drift=DriftPolicy.ASK)
        open_for(town)
        town.sync()
        line = f"\\nMeld forfall: https://kjoreplan.example.org/forfall/{token(town)}"
        edited(town, FIRST, lambda e: e.replace(f"{line}\n", "\n", 1))
        report_ = town.sync()
        assert (report_.conflicts, told(report_)) == (0, [("adopt", "annotated")])
        town.change(FIRST, place="Biblioteket")
        assert town.sync().written
        _, event = town.calendar().on(FIRST)
        assert "Biblioteket" in event
        assert "absence" not in read(event.encode()).fields

    def test_a_lost_database_and_another_key_are_no_drift_either(self, new_town: NewTown) -> None:
        town = new_town(drift=DriftPolicy.ASK)
        open_for(town)
        town.sync()
        old = token(town)
        town.lose_database()
        open_for(town)
        assert {reason for _, reason in told(town.sync())} == {"found_again"}
        assert set(told(town.sync())) == {("update", "plan_changed")}
        assert town.sync().steps == ()
        assert token(town) != old
        assert report_absence(town.services, old, "Kari Nordmann") is None

    def test_the_event_of_a_meeting_that_has_begun_is_not_written_anew(self, town: Town) -> None:
        town.now = NEXT_WEEK
        town.sync()
        before = town.calendar().all()
        open_for(town, link=False)
        town.sync()
        renewed = town.calendar().all()
        same = {href for href in before if before[href] == renewed[href]}
        assert same == {town.calendar().on(FIRST)[0]}

    def test_a_meeting_that_is_called_off_has_none(self, town: Town) -> None:
        old = token(town)
        town.change(FIRST, status=MeetingStatus.CANCELLED)
        town.sync()
        _, event = town.calendar().on(FIRST)
        assert "STATUS:CANCELLED" in event
        assert "/forfall/" not in event
        assert report_absence(town.services, old, "Kari Nordmann") is None

    def test_a_dry_run_tells_what_a_pass_then_does(self, new_town: NewTown) -> None:
        town = new_town()
        open_for(town)
        foretold = {(s.href, s.after.get("absence")) for s in steps(town, dry_run=True)}
        assert foretold == {(s.href, s.after.get("absence")) for s in steps(town)}

    @pytest.mark.parametrize("wrong", ["", "x", "A" * 120, "æøå", "../../healthz"])
    def test_no_other_word_is_a_link(self, town: Town, wrong: str) -> None:
        assert report_absence(town.services, wrong, "Kari Nordmann") is None

    def test_a_meeting_that_has_begun_gets_no_new_one(self, town: Town) -> None:
        town.now = NEXT_WEEK
        with pytest.raises(InputError):
            renew_link(town.services, town.id, meeting(town).id)
        with pytest.raises(InputError):
            renew_link(town.services, town.id, "finnes-ikke")


def steps(town: Town, *, dry_run: bool = False) -> list[Step]:
    return [s for s in town.sync(dry_run=dry_run).steps if s.kind == "event"]


def everything(town: Town) -> list[bytes]:
    return [
        data
        for target in town.settings.targets
        if target.kind is CALENDAR
        for data in town.calendar(target.audience).all().values()
    ]
