import datetime as dt
from dataclasses import replace

import pytest

from service.calendar import deadline_fields, meeting_fields
from service.calendar.describing import proposal_fields
from service.domain.deadlines import Deadline, DeadlineKind
from service.domain.model import MeetingStatus, MeetingType, Role, event_uid
from tests.unit.calendar.samples import COUNCIL, GROUP, MEETING, PLAN

NYNORSK = replace(GROUP, language="nn")


def fields(meeting=MEETING, group=GROUP, plan=PLAN, **more):
    return meeting_fields(meeting, group, plan=plan, **more)


def test_a_meeting_says_when_where_and_what_it_prepares():
    assert fields(url="https://example.org/f/7", alarm_minutes=60) == {
        "summary": "Gruppemøte",
        "dtstart": "2018-02-12T18:00:00+01:00",
        "dtend": "2018-02-12T20:00:00+01:00",
        "location": "Rådhuset, møterom 2",
        "description": "Før kommunestyret 15. februar",
        "status": "CONFIRMED",
        "url": "https://example.org/f/7",
        "related-to": event_uid("g", "k"),
        "alarm": "60",
    }


def test_a_summer_meeting_is_at_the_same_hour_of_the_clock():
    assert fields(replace(MEETING, date=dt.date(2018, 6, 11)))["dtstart"] == (
        "2018-06-11T18:00:00+02:00"
    )


def test_an_unknown_time_is_a_whole_day_that_says_so():
    found = fields(replace(MEETING, start=None, end=None))
    assert found["dtstart"] == "2018-02-12"
    assert "dtend" not in found
    assert found["description"] == (
        "Før kommunestyret 15. februar\nKlokkeslettet er ikke kunngjort"
    )
    nynorsk = fields(replace(MEETING, start=None, end=None), NYNORSK)
    assert nynorsk["description"].endswith("Klokkeslettet er ikkje kunngjort")


def test_a_start_without_an_end_invents_none():
    assert "dtend" not in fields(replace(MEETING, end=None))


def test_what_nobody_confirmed_is_not_shown_as_sure():
    found = fields(replace(COUNCIL, confidence=0.5))
    assert found["status"] == "TENTATIVE"
    assert found["description"] == "Datoen er ikke bekreftet"


def test_a_cancelled_meeting_is_cancelled_even_if_unconfirmed():
    off = replace(COUNCIL, confidence=0.5, status=MeetingStatus.CANCELLED)
    assert fields(off)["status"] == "CANCELLED"


@pytest.mark.parametrize(
    ("kind", "body", "title"),
    [
        (MeetingType.GRP_ORD, "g", "Gruppemøte"),
        (MeetingType.GRP_PRE, "g", "Formøte kommunestyret"),
        (MeetingType.GRP_POST, "g", "Ettermøte kommunestyret"),
        (MeetingType.GRP_BOARD, "g", "Gruppestyremøte"),
        (MeetingType.MUN_COUNCIL, "k", "Kommunestyre"),
        (MeetingType.MUN_COMMITTEE, "h", "Hovedutvalg for helse og oppvekst"),
        (MeetingType.MUN_EXEC, "ukjent", "Formannskap"),
        (MeetingType.OTHER, "ukjent", "Møte"),
    ],
)
def test_the_title_is_kind_and_body(kind, body, title):
    assert fields(replace(MEETING, type=kind, body=body))["summary"] == title


def test_short_meetings_say_which_side_they_stand_on():
    pre, post = (
        fields(replace(MEETING, type=t))["description"]
        for t in (MeetingType.GRP_PRE, MeetingType.GRP_POST)
    )
    assert pre == "Rett før kommunestyret 15. februar"
    assert post == "Rett etter kommunestyret 15. februar"


def test_a_description_names_up_to_four_meetings_and_then_the_round():
    committee = replace(COUNCIL, body="h", type=MeetingType.MUN_COMMITTEE)
    many = {str(n): replace(committee, id=str(n), date=dt.date(2018, 3, n)) for n in range(1, 6)}
    two = replace(MEETING, serves=("k", "1"))
    assert fields(two, plan=PLAN | many)["description"] == (
        "Før kommunestyret 15. februar og hovedutvalget for helse og oppvekst 1. mars"
    )
    all_five = replace(MEETING, serves=tuple(many))
    assert fields(all_five, plan=many)["description"] == "Før møterunden 1.–5. mars"


def test_the_events_that_exist_now_are_the_ones_related_to():
    assert fields(uids={"k": "ny@kjoreplan"})["related-to"] == "ny@kjoreplan"


def test_an_alarm_for_a_day_without_a_time_rings_in_the_morning():
    whole_day = replace(MEETING, start=None, end=None)
    assert fields(whole_day, alarm_minutes=60)["alarm"] == str(15 * 60)
    assert fields(whole_day, alarm_minutes=2 * 1440)["alarm"] == str(39 * 60)


@pytest.mark.parametrize("group", [GROUP, NYNORSK])
def test_no_person_party_or_group_is_named(group):
    deadline = Deadline(
        id="d", kind=DeadlineKind.INTAKE, date=MEETING.date, meeting="m", owner=Role.LEADER
    )
    said = [fields(replace(MEETING, type=t), group) for t in MeetingType]
    said += [deadline_fields(replace(deadline, kind=k), MEETING, group) for k in DeadlineKind]
    text = " ".join(value for one in said for value in one.values()).lower()
    assert "parti" not in text.replace("partiets gruppe", "")
    assert "kari" not in text
    assert "nordmann" not in text


def test_a_deadline_says_what_is_due():
    deadline = Deadline(
        id="d",
        kind=DeadlineKind.SUMMONS,
        date=dt.date(2018, 2, 8),
        meeting=MEETING.id,
        owner=Role.LEADER,
    )
    assert deadline_fields(deadline, MEETING, GROUP, alarm_minutes=1440) == {
        "summary": "Send innkalling til gruppemøtet 12. februar",
        "description": "Send innkalling og saksliste til gruppemøtet 12. februar "
        "senest denne dagen.",
        "due": "2018-02-08",
        "related-to": event_uid("g", MEETING.id),
        "alarm": "900",
    }


def test_an_approved_meeting_that_may_change_says_so_and_is_not_shown_as_sure():
    found = fields(unsettled=True)
    assert found["status"] == "TENTATIVE"
    assert found["description"] == (
        "Før kommunestyret 15. februar\nKan bli endret, for kommunens møteplan er endret"
    )
    nynorsk = fields(group=NYNORSK, unsettled=True)["description"]
    assert nynorsk.endswith("Kan bli endra, for møteplanen til kommunen er endra")
    off = replace(MEETING, status=MeetingStatus.CANCELLED)
    assert fields(off, unsettled=True)["status"] == "CANCELLED"


def test_a_proposal_says_that_it_is_one_and_where_the_meeting_stands():
    was = replace(MEETING, date=dt.date(2018, 2, 5))
    found = proposal_fields(MEETING, GROUP, plan=PLAN, was=was)
    assert found["summary"] == "Forslag: gruppemøte"
    assert found["status"] == "TENTATIVE"
    assert found["description"] == (
        "Forslag som ikke er godkjent\nFlyttes fra 5. februar\nFør kommunestyret 15. februar"
    )
    assert "alarm" not in found
    nynorsk = proposal_fields(MEETING, NYNORSK, plan=PLAN)["description"]
    assert nynorsk.startswith("Forslag som ikkje er godkjent\nFør kommunestyret")
    same_day = proposal_fields(MEETING, GROUP, plan=PLAN, was=MEETING)["description"]
    assert "Flyttes" not in same_day
