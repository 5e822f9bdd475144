"""Who acts on a day: permanent members less those away, and deputies by rank."""

import datetime as dt
from dataclasses import replace

from service.domain.acting import Absence, acting, chamber
from service.domain.model import PartyStatus, Period, Person, Roster
from tests.rules.notation_people import read_body, read_person

DAY = dt.date(2025, 3, 3)
TERM = Period(start=dt.date(2023, 10, 1), end=dt.date(2027, 9, 30))


def roster(*people: str) -> Roster:
    bodies = ("kommunestyret: council", "gruppa: group", "oppvekst: committee")
    return Roster(
        bodies=tuple(read_body(line) for line in bodies),
        people=tuple(read_person(line, TERM) for line in people),
    )


def away(person: str, start: dt.date = DAY, end: dt.date = DAY) -> Absence:
    return Absence(person, Period(start=start, end=end))


def ids(people: tuple[Person, ...]) -> list[str]:
    return [person.id for person in people]


GROUP = roster(
    "Kari Nordmann: fast i gruppa",
    "Ola Nordmann: fast i gruppa, fast i oppvekst",
    "Per Nordmann: vara 2 i gruppa, vara 1 i oppvekst",
    "Anne Nordmann: vara 1 i kommunestyret",
)


def test_without_absences_the_permanent_members_act() -> None:
    found = acting(GROUP, chamber(GROUP), DAY)
    assert (ids(found.seated), ids(found.deputies), found.vacant) == (["kari", "ola"], [], 0)


def test_the_first_deputy_acts_for_one_who_is_away() -> None:
    found = acting(GROUP, chamber(GROUP), DAY, [away("kari")])
    assert (ids(found.seated), ids(found.deputies)) == (["ola"], ["anne"])


def test_the_second_deputy_acts_where_the_first_is_away_too() -> None:
    found = acting(GROUP, chamber(GROUP), DAY, [away("kari"), away("anne")])
    assert ids(found.people) == ["ola", "per"]


def test_a_seat_that_nobody_fills_is_vacant() -> None:
    found = acting(GROUP, chamber(GROUP), DAY, map(away, ("kari", "ola", "anne")))
    assert (ids(found.people), found.vacant) == (["per"], 1)


def test_an_absence_counts_on_its_own_days_alone() -> None:
    leave = away("kari", dt.date(2025, 1, 1), dt.date(2025, 3, 2))
    assert ids(acting(GROUP, chamber(GROUP), DAY, [leave]).people) == ["kari", "ola"]


def test_each_body_has_its_own_deputies() -> None:
    found = acting(GROUP, ["oppvekst"], DAY, [away("ola")])
    assert ids(found.people) == ["per"]


def test_nobody_acts_for_an_independent() -> None:
    kari, *others = GROUP.people
    people = (replace(kari, status=PartyStatus.INDEPENDENT), *others)
    found = acting(Roster(bodies=GROUP.bodies, people=people), chamber(GROUP), DAY)
    assert (ids(found.people), found.vacant) == (["ola"], 0)


def test_deputies_without_a_rank_come_last_and_by_name() -> None:
    group = roster(
        "Kari Nordmann: fast i gruppa",
        "Ola Nordmann: vara i gruppa",
        "Lars Nordmann: vara i gruppa",
        "Per Nordmann: vara 3 i gruppa",
    )
    order = []
    absent = [away("kari")]
    for _ in range(3):
        (deputy,) = acting(group, chamber(group), DAY, absent).deputies
        order.append(deputy.id)
        absent.append(away(deputy.id))
    assert order == ["per", "lars", "ola"]
