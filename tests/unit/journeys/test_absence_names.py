"""Whom a name means: forgiving of how it is written, never guessing at whose it could be."""

import pytest

from service.domain.errors import InputError
from service.domain.model import Person, Roster
from service.journeys.absence.names import person_called, read_name

ROSTER = Roster(
    people=tuple(
        Person(id=id_, name=name)
        for id_, name in (
            ("kari", "Kari Nordmann"),
            ("ola", "Ola Andreas Nordmann"),
            ("age", "Åge-André Nordmann"),
            ("liv1", "Liv Nordmann"),
            ("liv2", "Liv Beate Nordmann"),
        )
    )
)


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("Kari Nordmann", "kari"),
        ("  NORDMANN,   kari ", "kari"),
        ("Kari", "kari"),
        ("Kari Anne Nordmann", "kari"),
        ("Ola Nordmann", "ola"),
        ("Åge André Nordmann", "age"),
        ("A\u030age Andre Nordmann", "age"),
        ("Liv Nordmann", "liv1"),
        ("Liv Beate", "liv2"),
    ],
)
def test_a_name_is_known_however_it_is_written(typed: str, person: str) -> None:
    found = person_called(ROSTER, typed)
    assert found is not None
    assert found.id == person


@pytest.mark.parametrize(
    "typed", ["", "Nordmann", "Liv", "Karl Nordmann", "Kari Normann", "Liv Anne"]
)
def test_what_could_be_another_or_several_is_nobody(typed: str) -> None:
    assert person_called(ROSTER, typed) is None


@pytest.mark.parametrize(
    "name", ["Kari Nordmann", "Anne-Liv O'Hara", "J. R. Nordmann", "Åse Ödegård", "Kari"]
)
def test_names_are_taken(name: str) -> None:
    assert read_name(f"  {name}  ") == name


@pytest.mark.parametrize("text", ["", "Kari, syk", "Kari (ferie)", "Kari 2", "kari@example.org"])
def test_nothing_else_is(text: str) -> None:
    with pytest.raises(InputError):
        read_name(text)
