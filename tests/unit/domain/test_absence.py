"""What a report of absence changes, and what a later word does to it."""

import datetime as dt
from dataclasses import replace

import pytest

from service.domain.absence import (
    KEPT_DAYS,
    MOST_UNKNOWN,
    Absences,
    Way,
    Who,
    is_kept,
    is_open,
)
from service.domain.model import OSLO, Audience, Meeting, MeetingStatus, MeetingType

NOW = dt.datetime(2026, 5, 11, 10, tzinfo=OSLO)
LATER = NOW + dt.timedelta(hours=1)
KARI, OLA = Who("kari"), Who("ola")
MEETING = Meeting(
    id="g-1",
    body="gruppa",
    type=MeetingType.GRP_ORD,
    date=dt.date(2026, 5, 12),
    start=dt.time(18),
    status=MeetingStatus.CONFIRMED,
)


def test_who_has_reported_is_away_until_they_withdraw() -> None:
    said = Absences().reported(KARI, Way.LINK, NOW).reported(OLA, Way.LINK, NOW)
    assert said.away == {"kari", "ola"}
    assert said.withdrawn(KARI).away == {"ola"}
    assert said.withdrawn(KARI).withdrawn(OLA) == Absences()


def test_a_second_report_is_the_first_one() -> None:
    said = Absences().reported(KARI, Way.LINK, NOW)
    assert said.reported(KARI, Way.REPLY, LATER) == said


def test_a_name_nobody_has_is_kept_as_typed_and_withdrawn_by_the_same_words() -> None:
    said = Absences().reported(Who(typed="Kari Normann"), Way.LINK, NOW)
    assert said.away == frozenset()
    assert said.reported(Who(typed="kari  NORMANN"), Way.LINK, LATER) == said
    assert said.withdrawn(Who(typed="KARI normann")) == Absences()


def test_a_flood_of_names_nobody_has_ends_and_keeps_no_member_out() -> None:
    said = Absences()
    for number in range(MOST_UNKNOWN + 5):
        said = said.reported(Who(typed=f"Navn {'x' * number}"), Way.LINK, NOW)
    assert len(said.reports) == MOST_UNKNOWN
    assert said.reported(KARI, Way.LINK, NOW).away == {"kari"}


def test_a_no_in_the_calendar_is_a_report_and_a_yes_withdraws_it() -> None:
    said = Absences().heard({"kari": False, "ola": True}, NOW)
    assert [(one.who, one.way) for one in said.reports] == [(KARI, Way.REPLY)]
    assert said.heard({"kari": True}, LATER) == Absences()


def test_a_yes_in_the_calendar_leaves_what_was_said_on_the_page() -> None:
    said = Absences().reported(KARI, Way.LINK, NOW)
    assert said.heard({"kari": True}, LATER) == said


def test_a_no_that_still_stands_in_the_calendar_is_no_news() -> None:
    said = Absences().heard({"kari": False}, NOW).withdrawn(KARI)
    assert said.heard({"kari": False}, LATER).away == frozenset()
    again = said.heard({"kari": True}, LATER).heard({"kari": False}, LATER)
    assert again.away == {"kari"}


def test_others_replies_change_nobodys() -> None:
    said = Absences().heard({"kari": False}, NOW)
    assert said.heard({"ola": True}, LATER) == said


@pytest.mark.parametrize(
    ("changed", "now", "open_"),
    [
        ({}, dt.datetime(2026, 5, 12, 17, 59, tzinfo=OSLO), True),
        ({}, dt.datetime(2026, 5, 12, 18, tzinfo=OSLO), False),
        ({"start": None}, dt.datetime(2026, 5, 12, 23, 59, tzinfo=OSLO), True),
        ({"start": None}, dt.datetime(2026, 5, 12, 22, 1, tzinfo=dt.UTC), False),
        ({"status": MeetingStatus.TENTATIVE}, NOW, False),
        ({"status": MeetingStatus.CANCELLED}, NOW, False),
        ({"audience": Audience.GROUP_BOARD}, NOW, True),
        ({"audience": Audience.COUNCIL}, NOW, False),
    ],
)
def test_reports_are_taken_until_an_approved_meeting_of_the_groups_begins(
    changed: dict[str, object], now: dt.datetime, open_: bool
) -> None:
    assert is_open(replace(MEETING, **changed), now) is open_  # type: ignore[arg-type]  # its fields


def test_what_was_said_is_kept_for_so_many_days() -> None:
    last = dt.datetime.combine(MEETING.date, dt.time(23), OSLO) + dt.timedelta(days=KEPT_DAYS)
    assert is_kept(MEETING, last)
    assert not is_kept(MEETING, last + dt.timedelta(hours=2))
