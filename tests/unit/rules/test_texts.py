"""Reading what people write in a field."""

import datetime as dt

import pytest

from service.rules import texts
from service.rules.people import person_named
from tests.unit.rules.worlds import world


@pytest.mark.parametrize("text", [None, "", "  ", "……", "....", "____", "– "])
def test_dots_and_lines_are_blank(text: str | None) -> None:
    assert texts.is_blank(text)


@pytest.mark.parametrize("text", ["0", "ingen", "x …", "a."])
def test_anything_written_is_not_blank(text: str) -> None:
    assert not texts.is_blank(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-05-12", dt.date(2018, 5, 12)),
        ("12.05.2018", dt.date(2018, 5, 12)),
        ("12. 5. 2018", dt.date(2018, 5, 12)),
        ("Lørdag 12. mai 2018 kl. 18.00", dt.date(2018, 5, 12)),
        ("31.02.2018", None),
        ("12. mai", None),
        ("neste uke", None),
    ],
)
def test_a_date_is_read_only_where_it_is_whole(text: str, day: dt.date | None) -> None:
    assert texts.parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "years"),
    [("2015–2019", (2015, 2019)), ("2015-19", (2015, 2019)), ("2019", None), ("fire år", None)],
)
def test_a_period_is_read_from_its_years(text: str, years: tuple[int, int] | None) -> None:
    assert texts.parse_years(text) == years


def test_weekdays_are_read_in_both_languages_and_in_plural() -> None:
    assert texts.parse_weekdays("mandager") == {0}
    assert texts.parse_weekdays("Tysdag og torsdagar") == {1, 3}
    assert texts.parse_weekdays("hver uke") == frozenset()


def test_case_numbers_compare_however_they_are_written() -> None:
    assert texts.case_key("Sak 012/26") == texts.case_key("12/2026") == "12/26"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ola Nordmann", "ola"),
        ("ola nordmann (nestleder)", "ola"),
        ("Ola", "ola"),
        ("Nordmann", None),  # several
        ("Olav", None),
        ("", None),
    ],
)
def test_a_name_means_somebody_only_where_it_is_one_person(name: str, found: str | None) -> None:
    person = person_named(world("ap"), name)
    assert (person.id if person else None) == found
