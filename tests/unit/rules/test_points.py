"""The table of numbered points, as people leave it: split over pages, renumbered, shortened."""

from __future__ import annotations

import pytest

from service.domain.minutes import DocumentReading
from service.rules.facts import MeetingDocument
from service.rules.points import Point, doubled_in, gaps_in, out_of_order, points_of
from service.rules.results import Missing

COLUMNS = ("matter", "followup", "responsible", "due")


def read(*rows: str, numbered: bool = False) -> list[Point]:
    """The points of rows written "matter | follow-up | responsible | deadline"."""
    columns = ("number", *COLUMNS) if numbered else COLUMNS
    cells = tuple(dict(zip(columns, map(str.strip, row.split("|")), strict=True)) for row in rows)
    reading = DocumentReading(type="samspill", tables={"points": cells})
    found = points_of(MeetingDocument(reading=reading, path="samspill.docx"))
    assert not isinstance(found, Missing)
    return list(found)


def numbers(*names: str) -> list[Point]:
    return [Point(name[0], int(name[1:]), {}) for name in names]


def test_the_number_stands_in_its_own_column_or_before_the_text() -> None:
    assert [p.name for p in read("A1 | Vi er åpne. | Tas opp. | Adm | Løpende", numbered=True)] == [
        "A1"
    ]
    point = read("A1 Vi er åpne. | Tas opp. | Adm | Løpende")[0]
    assert (point.name, point.cells["matter"]) == ("A1", "Vi er åpne.")
    assert point.words == "A1 Vi er åpne."


def test_a_row_that_goes_on_over_the_page_is_one_point() -> None:
    points = read(
        "B4 Følge opp loven om rådmannen som | Se delegeringen. | Adm | Løpende",
        "Sak | Oppfølging - kommentarer | Ansvar | Frist",
        "helhetlig leder. | Tas opp i ledermøtet. | |",
        "E2 Vi har respekt. | Gjennom hele perioden. | Pol | Løpende, særlig ved ny",
        "| | | periode",
    )
    assert [p.name for p in points] == ["B4", "E2"]
    assert points[0].cells["matter"] == "Følge opp loven om rådmannen som helhetlig leder."
    assert points[0].cells["followup"] == "Se delegeringen. Tas opp i ledermøtet."
    assert points[1].cells["due"] == "Løpende, særlig ved ny periode"


def test_the_name_of_a_group_of_points_is_no_point() -> None:
    points = read("A Forventninger | | |", "A1 Vi er åpne. | Tas opp. | Adm | Løpende")
    assert [p.name for p in points] == ["A1"]


@pytest.mark.parametrize("row", ["Vi møter presis. | Si fra. | Pol | Løpende", "Vi møter. | | |"])
def test_a_point_without_a_number_is_not_taken_for_the_rest_of_another(row: str) -> None:
    points = read("A1 Vi er åpne. | Tas opp. | Adm | Løpende", row)
    assert [p.letter for p in points] == ["A", ""]
    assert points[1].name.startswith("«Vi møter")


def test_a_number_that_cannot_be_read_is_no_number() -> None:
    points = read("A1 | Åpen. | x | Adm | Løpende", "12 | Ny. | | |", numbered=True)
    assert [p.name for p in points] == ["A1", "«12»"]


@pytest.mark.parametrize(
    ("names", "gaps"),
    [
        (["A1", "A2", "B1"], []),
        (["A1", "A3", "B1"], ["A2"]),
        (["A1", "C2"], ["B1", "C1"]),
        (["B1", "B2"], ["A1"]),
        (["A2", "A1"], []),
        ([], []),
    ],
)
def test_numbers_passed_over_are_gaps(names: list[str], gaps: list[str]) -> None:
    assert list(gaps_in(numbers(*names))) == gaps


def test_doubled_and_misplaced_numbers_are_told_apart() -> None:
    assert doubled_in(numbers("A1", "A2", "A2", "B1")) == ("A2",)
    assert doubled_in(numbers("A1", "A2")) == ()
    assert out_of_order(numbers("A1", "A3", "A2", "B1")) == ("A2",)
    assert out_of_order(numbers("A9", "A10", "B1")) == ()
