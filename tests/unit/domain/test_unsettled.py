"""Which approved meetings can't be shown as sure, because the council has moved."""

import datetime as dt
from dataclasses import replace

import pytest

from service.domain.model import MeetingStatus
from service.domain.proposing import propose
from service.domain.unsettled import is_unsettled
from tests.unit.domain.plans import meeting, rule

COUNCIL = meeting("15.2K", 2018, dt.time(18), end=dt.time(21))
EARLY = dt.date(2018, 1, 1)
BOTH = rule(pre_minutes=30, post_minutes=15)
ORDINARY, PRE, POST = (
    replace(m, status=MeetingStatus.CONFIRMED)
    for m in propose(BOTH, [COUNCIL], group_body="g", closed_days=()).meetings
)
DAY = dt.timedelta(days=1)


def unsettled(own, *municipal, today=EARLY):
    return is_unsettled(own, {m.id: m for m in municipal}, today)


@pytest.mark.parametrize("own", [ORDINARY, PRE, POST])
def test_while_the_council_meets_when_it_did_everything_is_sure(own):
    assert not unsettled(own, COUNCIL)


@pytest.mark.parametrize("own", [ORDINARY, PRE, POST])
def test_what_serves_nothing_any_more_is_not_sure(own):
    assert unsettled(own)
    assert unsettled(own, replace(COUNCIL, status=MeetingStatus.CANCELLED))


def test_a_group_meeting_after_its_council_is_not_sure_and_one_long_before_is():
    assert unsettled(ORDINARY, replace(COUNCIL, date=ORDINARY.date - DAY))
    assert unsettled(ORDINARY, replace(COUNCIL, date=ORDINARY.date, start=dt.time(18)))
    assert not unsettled(ORDINARY, replace(COUNCIL, date=ORDINARY.date, start=dt.time(20)))
    assert not unsettled(ORDINARY, replace(COUNCIL, date=COUNCIL.date + 7 * DAY))


@pytest.mark.parametrize("own", [PRE, POST])
def test_a_short_meeting_is_not_sure_on_another_day_than_the_councils(own):
    assert unsettled(own, replace(COUNCIL, date=COUNCIL.date + DAY))
    assert unsettled(own, replace(COUNCIL, date=COUNCIL.date - DAY))


def test_short_meetings_across_midnight_are_as_sure_as_others():
    late = replace(COUNCIL, start=dt.time(0, 10), end=dt.time(0))
    _, pre, post = (
        replace(m, status=MeetingStatus.CONFIRMED)
        for m in sorted(
            propose(BOTH, [late], group_body="g", closed_days=()).meetings,
            key=lambda m: (m.date, m.start),
        )
    )
    assert pre.date < late.date < post.date
    assert not unsettled(pre, late)
    assert not unsettled(post, late)


def test_a_short_meeting_that_runs_into_the_council_is_not_sure():
    assert unsettled(PRE, replace(COUNCIL, start=dt.time(17)))
    assert unsettled(POST, replace(COUNCIL, start=dt.time(22), end=dt.time(23)))


def test_history_and_what_serves_nothing_depend_on_nobody():
    assert not unsettled(ORDINARY, today=ORDINARY.date + DAY)
    assert not unsettled(replace(ORDINARY, serves=()))
    assert not unsettled(replace(ORDINARY, status=MeetingStatus.CANCELLED))
