"""A published plan that is a part of one, or calls bodies otherwise, is asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.db.meetings import Meetings
from service.domain.errors import InputError
from service.journeys.groups import add_group
from service.journeys.municipal import import_plan
from tests.journeys.town import Town, plan

NewTown = Callable[..., Town]
SPRING = ("23.01.2018;Formannskap", "15.02.2018;Kommunestyre", "21.03.2018;Kommunestyre")
AUTUMN = ("29.08.2018", "24.10.2018", "28.11.2018", "12.12.2018")


def published(town: Town, *rows: str, go_on: bool = False) -> None:
    data = "\n".join(("Dato;Utvalg", *rows)).encode()
    import_plan(town.services, town.id, data, "plan.csv", go_on=go_on)


def autumn(town: Town) -> list[str]:
    with town.services.database.reading() as session:
        found = Meetings(session, town.id).municipal()
    return [str(m.date) for m in found if m.date.month > 6]


@pytest.fixture
def whole_year(new_town: NewTown) -> Town:
    town = new_town()
    published(town, *SPRING, *(f"{day};Kommunestyre" for day in AUTUMN), go_on=True)
    return town


def test_a_spring_plan_with_one_august_date_does_not_empty_the_autumn(whole_year: Town) -> None:
    with pytest.raises(InputError, match="mangler 3 av de 4 møtene vi kjenner i 2018-2"):
        published(whole_year, *SPRING, f"{AUTUMN[0]};Kommunestyre")
    assert len(autumn(whole_year)) == 4


def test_a_person_can_say_that_the_plan_is_whole(whole_year: Town) -> None:
    published(whole_year, *SPRING, f"{AUTUMN[0]};Kommunestyre", go_on=True)
    assert autumn(whole_year) == ["2018-08-29"]


def test_one_meeting_taken_out_is_just_a_change(whole_year: Town) -> None:
    published(whole_year, *SPRING, *(f"{day};Kommunestyre" for day in AUTUMN[:-1]))
    assert len(autumn(whole_year)) == 3


def test_a_body_renamed_in_the_group_file_is_asked_about_and_nothing_is_stored(
    new_town: NewTown,
) -> None:
    town = new_town()
    renamed = town.file().decode().replace('name = "Kommunestyre"', 'name = "Kommunestyret i Aure"')
    add_group(town.services, renamed.encode(), "gruppe.toml")
    with pytest.raises(InputError, match="legg «Kommunestyre» til under aliases"):
        import_plan(town.services, town.id, plan("aure-2018-1-endret.txt"), "plan.txt")
    with town.services.database.reading() as session:
        days = {str(m.date) for m in Meetings(session, town.id).municipal()}
    assert "2018-03-21" in days
    assert "2018-03-28" not in days


def test_two_bodies_whose_names_differ_in_one_letter_are_two(new_town: NewTown) -> None:
    town = new_town()
    published(town, "24.01.2018;Råd for eldre", "31.01.2018;Rad for eldre", *SPRING, go_on=True)
    keys = [b.key for b in town.services.settings(town.id).group.roster.bodies]
    assert {"rad-for-eldre", "rad-for-eldre-2"} <= set(keys)
