"""The column of a change log that says when: written in many ways over the years."""

from __future__ import annotations

import datetime as dt

import pytest

from service.domain.model import Period
from service.rules.log_dates import has_case_reference, span_of


def days(start: str, end: str = "") -> Period:
    return Period(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end or start))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("87/96", days("1996-01-01", "1996-12-31")),
        ("1/00", days("2000-01-01", "2000-12-31")),
        ("70/1993", days("1993-01-01", "1993-12-31")),
        ("Sak 12/24", days("2024-01-01", "2024-12-31")),
        ("15.10.2003", days("2003-10-15")),
        ("2003-10-15", days("2003-10-15")),
        ("15. oktober 2003", days("2003-10-15")),
        ("12/5-2024", days("2024-05-12")),
        ("12/24, 14.03.2024", days("2024-03-14")),
        ("Nov./des. 2003", days("2003-11-01", "2003-12-31")),
        ("Mars/april 2008", days("2008-03-01", "2008-04-30")),
        ("Des./jan. 2004", days("2003-12-01", "2004-01-31")),
        ("des. 2003 og jan. 2004", days("2003-12-01", "2004-01-31")),
        ("Sept. 2010", days("2010-09-01", "2010-09-30")),
        ("februar 2024", days("2024-02-01", "2024-02-29")),
        ("våren 2005", days("2005-01-01", "2005-12-31")),
        ("2003–2004", days("2003-01-01", "2004-12-31")),
    ],
)
def test_a_row_is_from_the_days_it_can_be_from(text: str, span: Period) -> None:
    assert span_of(text) == span


@pytest.mark.parametrize("text", ["", "i fjor", "mars", "Kommunestyret"])
def test_what_tells_no_day_tells_none(text: str) -> None:
    assert span_of(text) is None


def test_a_day_that_does_not_exist_is_at_least_in_its_year() -> None:
    assert span_of("31.02.2024") == days("2024-01-01", "2024-12-31")


@pytest.mark.parametrize(
    ("text", "has"),
    [("Kommunestyret sak 87/96", True), ("KS 12/2024", True), ("21.11.1996", False), ("", False)],
)
def test_a_case_is_referred_to_by_number_and_year(text: str, has: bool) -> None:
    assert has_case_reference(text) is has
