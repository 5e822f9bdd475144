"""When a watched address is read next."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.model import OSLO
from service.domain.watching import next_check

URL = "https://example.org/moteplan"
NOW = dt.datetime(2026, 5, 4, 3, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
INSTANTS = st.datetimes(
    min_value=dt.datetime(2020, 1, 1),  # noqa: DTZ001 - given its zone below
    max_value=dt.datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)


@given(st.text(max_size=20), INSTANTS)
def test_an_address_is_read_at_night_and_never_twice_a_day(url: str, now: dt.datetime):
    then = next_check(url, now)
    assert dt.timedelta(hours=20) <= then - now <= dt.timedelta(hours=45)
    assert 1 <= then.astimezone(OSLO).hour < 5


@given(INSTANTS)
def test_it_is_read_every_night(now: dt.datetime):
    first = next_check(URL, now)
    assert next_check(URL, first).astimezone(OSLO).date() - first.astimezone(OSLO).date() == DAY
    assert next_check(URL, first + dt.timedelta(hours=2)).astimezone(OSLO).date() == (
        first.astimezone(OSLO).date() + DAY
    )


def test_each_address_has_a_minute_of_its_own_that_stays():
    minutes = {next_check(f"{URL}/{n}", NOW).astimezone(OSLO).time() for n in range(50)}
    assert len(minutes) > 30
    assert len({next_check(URL, NOW + n * DAY).astimezone(OSLO).time() for n in range(50)}) == 1


@pytest.mark.parametrize(("failures", "days"), [(0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (99, 8)])
def test_what_gives_nothing_is_tried_ever_more_seldom(failures: int, days: int):
    assert (next_check(URL, NOW, failures=failures) - NOW).days in {days - 1, days}


def test_a_server_that_asks_us_to_wait_is_left_alone_as_long():
    then = next_check(URL, NOW, failures=1, retry_after=3 * 86_400)
    assert 3 * DAY <= then - NOW < 4 * DAY + dt.timedelta(hours=1)
    assert next_check(URL, NOW, retry_after=1e12) - NOW < 10 * DAY
