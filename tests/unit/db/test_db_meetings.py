"""Meetings and adoptions of the plan, stored and read back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from service.db.database import Database
from service.db.meetings import Meetings, PlanAdoption
from service.db.plan_versions import PlanState, PlanVersion, PlanVersions, VersionKind
from service.domain.model import Audience, Meeting, MeetingType, Period
from service.domain.settings import GroupSettings
from tests.unit.db.plan_rows import NOW, OWN

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


def test_a_meeting_that_the_published_plan_drops_is_kept_for_its_id(
    database: Database, stored: GroupSettings
):
    with database.transaction() as session:
        meetings = Meetings(session, stored.group.id)
        meetings.replace_municipal([COUNCIL, WORKSHOP], SPRING)
        meetings.replace_municipal([WORKSHOP], SPRING)
        assert meetings.municipal() == (WORKSHOP,)
        assert meetings.retired() == (COUNCIL,)
        assert meetings.ids() == {"ks-1", "ks-2"}
        meetings.replace_municipal([COUNCIL, WORKSHOP], SPRING)
        assert meetings.retired() == ()
        assert meetings.municipal() == (COUNCIL, WORKSHOP)


def test_an_adoption_can_be_withdrawn(database: Database, stored: GroupSettings):
    adoption = PlanAdoption(
        half="2026-1",
        adopted_on=dt.date(2025, 12, 1),
        adopted_by="gruppemøtet",
        protocol_ref="",
        plan_version=1,
        recorded_at=NOW,
    )
    with database.transaction() as session:
        meetings = Meetings(session, stored.group.id)
        meetings.adopt(adoption)
        meetings.withdraw_adoption("2026-2")
        assert meetings.adoptions() == (adoption,)
        meetings.withdraw_adoption("2026-1")
        assert meetings.adoptions() == ()


def test_versions_of_the_plan_come_back_the_latest_first(database: Database, stored: GroupSettings):
    adoption = PlanAdoption(
        half="2026-1",
        adopted_on=dt.date(2025, 12, 1),
        adopted_by="gruppemøtet",
        protocol_ref="sak 9/25",
        plan_version=2,
        recorded_at=NOW,
    )
    first = PlanVersion(version=1, half="2026-1", kind=VersionKind.APPROVED, by="kari", at=NOW)
    state = PlanState(
        meetings=(OWN,), manual=(OWN.id,), municipal=(COUNCIL, WORKSHOP), adoption=adoption
    )
    second = replace(first, version=2, kind=VersionKind.UNDONE, before=state, protocol_ref="x")
    other = replace(first, version=3, half="2026-2")
    with database.transaction() as session:
        for version in (first, second, other):
            PlanVersions(session, stored.group.id).add(version)
    with database.reading() as session:
        versions = PlanVersions(session, stored.group.id)
        assert versions.all() == (other, second, first)
        assert versions.all("2026-1") == (second, first)
        assert versions.latest() == other
        assert versions.latest("2026-1") == second
        assert versions.latest("2031-1") is None
        assert Meetings(session, stored.group.id).plan_version() == 3
