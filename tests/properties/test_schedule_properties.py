"""Whatever happens to a target, it is looked at again in time, and never too soon."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from service.domain.schedule import INTERVAL, TOGETHER, after_failure, after_success

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
LUCK = st.floats(0, 1, exclude_max=True)
FAILURES = st.integers(1, 10**6)
NOWS = st.datetimes(
    min_value=dt.datetime(2020, 1, 1),  # noqa: DTZ001 - given its zone below
    max_value=dt.datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)


@given(NOWS, LUCK)
def test_what_went_well_is_looked_at_every_quarter_give_or_take_a_tenth(now: dt.datetime, luck):
    assert abs(after_success(now, luck) - now - INTERVAL) <= INTERVAL / 10


@given(NOWS, LUCK, LUCK)
def test_targets_of_one_group_stay_together(now: dt.datetime, one: float, other: float):
    assert abs(after_success(now, one) - after_success(now, other)) <= TOGETHER


@given(NOWS, FAILURES, LUCK)
def test_a_failure_is_tried_again_after_a_minute_at_least_and_six_hours_at_most(
    now: dt.datetime, failures: int, luck: float
):
    assert MINUTE <= after_failure(now, failures, luck) - now <= 6 * HOUR


@given(NOWS, FAILURES, LUCK, st.floats(0, (30 * DAY).total_seconds()))
def test_no_server_waits_shorter_than_it_asked_for_nor_for_ever(
    now: dt.datetime, failures: int, luck: float, asked: float
):
    pause = after_failure(now, failures, luck, asked) - now
    assert pause >= dt.timedelta(seconds=asked)
    assert pause <= max(6 * HOUR, dt.timedelta(seconds=asked) * 1.21)


@given(NOWS, LUCK, st.one_of(st.just(float("inf")), st.floats(1e9, 1e300)))
def test_an_absurd_wish_is_bounded(now: dt.datetime, luck: float, asked: float):
    assert 30 * DAY <= after_failure(now, 1, luck, asked) - now <= 36 * DAY


@given(NOWS)
def test_each_failure_doubles_the_pause_until_six_hours_are_near(now: dt.datetime):
    pauses = [after_failure(now, n, 0.0) - now for n in range(1, 30)]
    assert pauses[:9] == [MINUTE * 2**n for n in range(9)]
    assert all(later >= sooner for sooner, later in pairwise(pauses))
    assert pauses[-1] == 5 * HOUR
