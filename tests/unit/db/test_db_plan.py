from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from service.db.applied import AppliedState
from service.db.database import Database
from service.db.documents import Documents, StoredDocument
from service.db.groups import Groups
from service.db.judgements import Attestations, StoredAttestation, StoredWaiver, Waivers
from service.db.meetings import Meetings, PlanAdoption
from service.db.runs import Conflicts, Run, Runs, WaitingConflict
from service.db.sealing import SecretBox
from service.db.tables_sync import DocumentRow
from service.domain.minutes import (
    AttendanceStatus,
    Attendee,
    CaseItem,
    DocumentReading,
    Problem,
    Section,
    Source,
    Value,
    Votes,
)
from service.domain.model import Audience, Meeting, MeetingStatus, MeetingType, Period
from service.domain.projection import Applied
from service.domain.settings import GroupSettings

NOW = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
SPRING = Period(start=dt.date(2026, 1, 1), end=dt.date(2026, 6, 30))
COUNCIL = Meeting(
    id="ks-1",
    body="ks",
    type=MeetingType.MUN_COUNCIL,
    date=dt.date(2026, 5, 15),
    start=dt.time(17),
    audience=Audience.COUNCIL,
)
WORKSHOP = Meeting(
    id="ks-2",
    body="ks",
    type=MeetingType.OTHER,
    date=dt.date(2026, 5, 15),
    confidence=0.4,
    audience=Audience.COUNCIL,
)
OWN = Meeting(
    id="g-1",
    body="gruppa",
    type=MeetingType.GRP_ORD,
    date=dt.date(2026, 5, 12),
    start=dt.time(18),
    end=dt.time(0, 30),
    place="Rådhuset",
    status=MeetingStatus.CONFIRMED,
    serves=("ks-1", "ks-2"),
    called_by="kari",
    reason="siste mandag før kommunestyret",
)
DOCUMENT = StoredDocument(
    target_id="arkiv",
    href="2026/Protokoll.docx",
    etag="v1",
    type="protokoll",
    language="nn",
    meeting_id="g-1",
    document_id="d-1",
)
READING = DocumentReading(
    type="protokoll",
    document_id="d-1",
    language="nn",
    fields={"meeting.date": Value(text="12.05.2026", source=Source.LABEL, confidence=0.9)},
    attendance=(Attendee(name="Kari Nordmann", status=AttendanceStatus.EXCUSED),),
    cases=(
        CaseItem(
            number="12/26",
            title="Budsjett",
            proposal="",
            dissent=("et avvikende syn",),
            votes=Votes(in_favour=4, against=1),
        ),
    ),
    sections=(Section(number="5.0", title="Formøte", paragraphs=("a", "b")),),
    problems=(Problem(code="doubled-tag", message="To felt har samme navn."),),
)


def conflict(uid: str, since: dt.datetime = NOW) -> WaitingConflict:
    return WaitingConflict(
        target_id="kalender",
        uid=uid,
        href=f"{uid}.ics",
        etag=None if uid == "c" else "v1",
        reason="tiden er endret i kalenderen",
        ours={"DTSTART": "18:00"},
        theirs={"DTSTART": "19:00"},
        since=since,
    )


def test_meetings_come_back_as_they_were_saved_in_order(database: Database, stored: GroupSettings):
    with database.transaction() as session:
        meetings = Meetings(session, stored.group.id)
        meetings.replace_municipal([WORKSHOP, COUNCIL], SPRING)
        meetings.save([OWN])
    with database.reading() as session:
        meetings = Meetings(session, stored.group.id)
        assert meetings.all() == (OWN, COUNCIL, WORKSHOP)
        assert meetings.municipal() == (COUNCIL, WORKSHOP)
        assert meetings.own() == (OWN,)
        assert meetings.get("g-1") == OWN
        assert meetings.get("ukjent") is None
        day = Period(start=dt.date(2026, 5, 13), end=dt.date(2026, 5, 15))
        assert meetings.all(day) == (COUNCIL, WORKSHOP)
        assert meetings.all(Period(start=dt.date(2026, 5, 16))) == ()


def test_a_new_municipal_plan_replaces_its_period_and_nothing_else(
    database: Database, stored: GroupSettings
):
    autumn = replace(COUNCIL, id="ks-9", date=dt.date(2026, 9, 1))
    moved = replace(COUNCIL, date=dt.date(2026, 5, 22))
    with database.transaction() as session:
        meetings = Meetings(session, stored.group.id)
        meetings.replace_municipal([COUNCIL, WORKSHOP], SPRING)
        meetings.replace_municipal([autumn], Period(start=dt.date(2026, 7, 1)))
        meetings.save([OWN], manual=True, plan_version=3)
        meetings.replace_municipal([moved], SPRING)
        assert meetings.all() == (OWN, moved, autumn)
        assert meetings.manual_ids() == {"g-1"}
        assert meetings.plan_version() == 3


def test_a_municipal_meeting_outside_its_period_is_refused(
    database: Database, stored: GroupSettings
):
    autumn = replace(COUNCIL, date=dt.date(2026, 9, 1))
    with pytest.raises(ValueError, match="period"), database.transaction() as session:
        Meetings(session, stored.group.id).replace_municipal([autumn], SPRING)


def test_groups_do_not_see_each_others_rows(
    database: Database, stored: GroupSettings, box: SecretBox
):
    other = replace(stored, group=replace(stored.group, id="annen"))
    applied = Applied(uid="u", href="u.ics", etag="1", fields={}, generation=0, sequence=0)
    with database.transaction() as session:
        Groups(session).save(other)
        mine = stored.group.id
        Meetings(session, mine).save([OWN])
        Documents(session, mine, box).record(DOCUMENT)
        Conflicts(session, mine).replace("kalender", [conflict("u")])
        AppliedState(session, mine).record("kalender", applied)
        run = Runs(session, mine).start(NOW)
        Waivers(session, mine).add(
            StoredWaiver(rule="R", subject="s", reason="avtalt", waived_by="kari", waived_at=NOW)
        )

        assert Meetings(session, "annen").all() == ()
        assert Documents(session, "annen", box).all() == ()
        assert Conflicts(session, "annen").all() == ()
        assert AppliedState(session, "annen").load("kalender") == {}
        assert Runs(session, "annen").latest() == ()
        assert Waivers(session, "annen").all() == ()
        with pytest.raises(KeyError):
            Runs(session, "annen").finish(run, at=NOW, counts={}, written=0, conflicts=0)
        Meetings(session, "annen").delete(["g-1"])
        AppliedState(session, "annen").forget("kalender", "u")
        assert Meetings(session, mine).all() == (OWN,)
        assert AppliedState(session, mine).load("kalender") == {"u": applied}


def test_an_adoption_is_recorded_once_for_each_half_year(database: Database, stored: GroupSettings):
    adoption = PlanAdoption(
        half="2026-1",
        adopted_on=dt.date(2025, 12, 1),
        adopted_by="gruppemøtet",
        protocol_ref="sak 9/25",
        plan_version=1,
        recorded_at=NOW,
    )
    corrected = replace(adoption, protocol_ref="sak 10/25")
    with database.transaction() as session:
        meetings = Meetings(session, stored.group.id)
        meetings.adopt(adoption)
        meetings.adopt(replace(adoption, half="2025-2"))
        meetings.adopt(corrected)
        assert meetings.adoptions() == (replace(adoption, half="2025-2"), corrected)


def test_applied_state_is_recorded_replaced_and_forgotten(
    database: Database, stored: GroupSettings
):
    first = Applied(
        uid="u", href="u.ics", etag="1", fields={"SUMMARY": "Møte"}, generation=1, sequence=0
    )
    second = replace(first, etag="2", sequence=1)
    with database.transaction() as session:
        state = AppliedState(session, stored.group.id)
        state.record("kalender", first)
        state.record("kalender", second, cancelled_since=NOW)
    with database.transaction() as session:
        state = AppliedState(session, stored.group.id)
        assert state.load("kalender") == {"u": second}
        assert state.cancelled_since("kalender") == {"u": NOW}
        state.forget("kalender", "u")
        assert state.load("kalender") == {}


def test_what_was_read_of_a_document_comes_back_whole(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        documents = Documents(session, stored.group.id, box)
        documents.record(DOCUMENT)
        documents.record_reading("arkiv", DOCUMENT.href, "v2", READING, at=NOW)
    with database.reading() as session:
        documents = Documents(session, stored.group.id, box)
        assert documents.reading("arkiv", DOCUMENT.href) == READING
        expected = replace(DOCUMENT, etag="v2", read_at=NOW)
        assert documents.all() == documents.of_meeting("g-1") == (expected,)
        assert documents.get("arkiv", DOCUMENT.href) == expected
        assert documents.of_meeting("g-2") == ()


def test_dissent_and_attendance_do_not_lie_open_in_the_database(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        documents = Documents(session, stored.group.id, box)
        documents.record(DOCUMENT)
        documents.record_reading("arkiv", DOCUMENT.href, "v1", READING, at=NOW)
        row = session.get_one(DocumentRow, (stored.group.id, "arkiv", DOCUMENT.href))
        assert row.reading is not None
        assert "avvikende" not in row.reading
        assert "Nordmann" not in row.reading


def test_a_reading_does_not_outlive_the_version_it_was_read_from(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        documents = Documents(session, stored.group.id, box)
        documents.record(DOCUMENT)
        documents.record_reading("arkiv", DOCUMENT.href, "v1", READING, at=NOW)
        documents.record(DOCUMENT)
        assert documents.reading("arkiv", DOCUMENT.href) == READING
        documents.record(replace(DOCUMENT, etag="v2"))
        assert documents.reading("arkiv", DOCUMENT.href) is None
        documents.forget("arkiv", DOCUMENT.href)
        assert documents.all() == ()
        with pytest.raises(KeyError):
            documents.record_reading("arkiv", DOCUMENT.href, "v3", READING, at=NOW)


def test_runs_are_counted_and_the_newest_comes_first(database: Database, stored: GroupSettings):
    later = NOW + dt.timedelta(minutes=1)
    with database.transaction() as session:
        runs = Runs(session, stored.group.id)
        first = runs.start(NOW)
        runs.finish(
            first,
            at=later,
            counts={"create": 2},
            written=2,
            conflicts=1,
            errors=["Mappa finnes ikke."],
        )
        runs.start(later)
        done = Run(
            started=NOW,
            finished=later,
            counts={"create": 2},
            written=2,
            conflicts=1,
            errors=("Mappa finnes ikke.",),
        )
        assert runs.latest() == (Run(started=later), done)
        assert runs.latest(1) == (Run(started=later),)
        runs.forget_before(later)
        assert runs.latest() == (Run(started=later),)


def test_a_conflict_keeps_the_day_it_was_first_seen(database: Database, stored: GroupSettings):
    later = NOW + dt.timedelta(days=1)
    with database.transaction() as session:
        conflicts = Conflicts(session, stored.group.id)
        conflicts.replace("kalender", [conflict("a"), conflict("b")])
        conflicts.replace("kalender", [conflict("a", later), conflict("c", later)])
        assert conflicts.all() == (conflict("a"), conflict("c", later))


def test_a_waiver_needs_a_reason_and_can_be_withdrawn(database: Database, stored: GroupSettings):
    waiver = StoredWaiver(rule="R", subject="s", reason="avtalt", waived_by="kari", waived_at=NOW)
    with database.transaction() as session:
        waivers = Waivers(session, stored.group.id)
        waivers.add(waiver)
        waivers.add(replace(waiver, reason="avtalt på nytt"))
        assert waivers.all() == (replace(waiver, reason="avtalt på nytt"),)
        with pytest.raises(ValueError, match="reason"):
            waivers.add(replace(waiver, reason=" "))
        waivers.withdraw("R", "s")
        assert waivers.all() == ()


def test_attestations_are_added_in_order(database: Database, stored: GroupSettings):
    first = StoredAttestation(rule="R", subject="2026-1", attested_by="kari", attested_at=NOW)
    second = replace(first, attested_at=NOW + dt.timedelta(days=1), note="igjen")
    with database.transaction() as session:
        attestations = Attestations(session, stored.group.id)
        attestations.add(second)
        attestations.add(first)
        assert attestations.all() == (first, second)
