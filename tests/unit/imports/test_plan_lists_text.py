"""Lists in CSV and other text, in every dialect and encoding."""

import datetime as dt

import pytest

from service.domain.model import BodyKind
from service.imports import read_plan
from tests.unit.imports.plan_text import read

FULL = (
    "Dato{d}Ukedag{d}Utvalg{d}Tid{d}Slutt{d}Sted\n"
    "19.01.2026{d}mandag{d}Formannskap{d}18.30{d}20:30{d}Fjordsalen\n"
    "20.01.2026{d}tirsdag{d}Utvalg for oppvekst{d}kl. 9{d}{d}Rådhuset\n"
)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_every_dialect_and_encoding_says_the_same(delimiter, encoding):
    reading = read_plan(FULL.format(d=delimiter).encode(encoding), "plan.csv")
    first, second = reading.meetings
    assert (first.body, first.date, first.start, first.end, first.place, first.source_line) == (
        "Formannskap",
        dt.date(2026, 1, 19),
        dt.time(18, 30),
        dt.time(20, 30),
        "Fjordsalen",
        2,
    )
    assert first.confidence == 1.0
    assert (second.start, second.end, second.place) == (dt.time(9), None, "Rådhuset")


def test_nynorsk_headers_and_names_are_read():
    reading = read(
        "Møtedato;Vekedag;Utval;Klokkeslett;Møtestad\n"
        "måndag 19. januar;;Formannskap;kl. 18.30;Kommunehuset\n"
        "20. januar;tysdag;Hovudutval for oppvekst;;\n"
        "22. januar;torsdag;Kommunestyre;;\n"
    )
    assert [m.kind for m in reading.meetings] == [
        BodyKind.EXECUTIVE,
        BodyKind.COMMITTEE,
        BodyKind.COUNCIL,
    ]
    assert reading.meetings[0].place == "Kommunehuset"


def test_quoted_cells_keep_delimiters_and_the_line_counts_on():
    reading = read(
        'Dato;Utvalg;Sted\n19.01.2026;Formannskap;"Salen; 2. etasje,\nrådhuset"\n'
        "20.01.2026;Kommunestyre;Salen\n"
    )
    assert [m.place for m in reading.meetings] == ["Salen; 2. etasje, rådhuset", "Salen"]
    assert [m.source_line for m in reading.meetings] == [2, 4]


def test_a_line_of_the_list_that_lost_its_tab_is_not_lost():
    reading = read("Dato\tUtvalg\n19. januar\tFormannskap\n22. januar Formannskap\n", name="p.txt")
    assert [m.date.day for m in reading.meetings] == [19]
    assert [m.date.day for m in reading.uncertain] == [22]


def test_a_date_in_the_text_without_a_body_is_pointed_at():
    reading = read("Dato;Utvalg\n19. januar;Formannskap\nFolkemøte 3. mars på skolen.\n")
    assert "3. mars" in reading.problems[0].message


def test_different_committees_with_like_names_are_never_joined():
    names = [
        "Utvalg 1",
        "Utvalg 2",
        "Utvalg for helse",
        "Utvalg for helde",
        "Planutvalg",
        "Klanutvalg",
        "Hovedutvalg nord",
        "Hovedutvalg sør",
        "Utvalg A",
        "Utvalg B",
    ]
    rows = "".join(f"{19 + i % 4}. januar;{name}\n" for i, name in enumerate(names))
    assert set(read(f"Dato;Utvalg\n{rows}").bodies) == set(names)


def test_an_unknown_column_is_said_and_not_used():
    reading = read("Dato;Utvalg;Kaffe\n19. januar;Formannskap;ja\n")
    assert len(reading.meetings) == 1
    assert "«Kaffe»" in reading.problems[0].message
