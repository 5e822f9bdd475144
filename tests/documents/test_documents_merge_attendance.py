"""Who has reported absence, brought into each kind of protocol that somebody has written in."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_notation import edited

from service.documents.data import AttendeeRow, DocumentData
from service.documents.merging.attendance import attendance_change
from service.documents.merging.merge import Merged, merge_fields
from service.documents.reading.read import read
from service.documents.rendering.render import render
from service.domain.minutes import AttendanceStatus
from service.journeys.templates.shelf import shipped

ROOT = Path(__file__).parents[2] / "templates"
SHIPPED = [
    (type_, folder.name)
    for type_ in ("protokoll", "styrereferat", "fraksjonsnotat")
    for folder in sorted((ROOT / type_).iterdir())
    if folder.is_dir()
]
PEOPLE = DocumentData(
    attendees=[
        AttendeeRow(name="Kari Nordmann", role="Leder"),
        AttendeeRow(name="Ola Nordmann", role="Fast medlem", note="Referent"),
        AttendeeRow(name="Liv Nordmann", role="Vara", status=AttendanceStatus.EXCUSED),
    ]
)


def made(type_: str, folder: str) -> tuple[bytes, str]:
    """A document of ours, and how its template says that somebody has reported absence."""
    variant, _, language = folder.rpartition("-")
    template = shipped(type_, language, variant)
    data = render(template, PEOPLE, document_id="d")
    return data, template.manifest.status[AttendanceStatus.EXCUSED]


def merged(data: bytes, base: dict[str, str], wanted: dict[str, str]) -> bytes:
    change = attendance_change(data, base, wanted)
    found = merge_fields(data, {}, {}, tables=[change] if change else [])
    assert isinstance(found, Merged)
    return found.data


@pytest.mark.parametrize(("type_", "folder"), SHIPPED)
def test_a_report_and_its_withdrawal_change_that_cell_alone(type_: str, folder: str) -> None:
    data, word = made(type_, folder)
    before = read(data)
    assert before.attendance
    assert [one.status.value for one in before.attendance] == ["unknown", "unknown", "excused"]
    reported = merged(data, {}, {"Ola Nordmann": word})
    after = read(reported)
    assert after.attendance
    assert [one.status.value for one in after.attendance] == ["unknown", "excused", "excused"]
    assert after.cases == before.cases
    assert after.fields == before.fields
    assert read(merged(reported, {"Ola Nordmann": word}, {})) == before


def test_what_somebody_has_written_there_is_left() -> None:
    data, word = made("protokoll", "nb")
    theirs = edited(data, (word, "Kommer seinere"))
    assert attendance_change(theirs, {"Liv Nordmann": word}, {}) is None
    assert attendance_change(theirs, {}, {"Liv Nordmann": word}) is None


def test_a_suggestion_that_waits_in_the_row_is_left_to_those_who_made_it() -> None:
    data, word = made("protokoll", "nb")
    mark = '<w:del w:id="9" w:author="Kari"><w:r><w:delText>x</w:delText></w:r></w:del>'
    theirs = edited(data, (f">{word}</w:t></w:r>", f">{word}</w:t></w:r>{mark}"))
    assert attendance_change(theirs, {"Liv Nordmann": word}, {}) is None


def test_nobody_new_is_nothing_to_do() -> None:
    data, word = made("protokoll", "nb")
    assert attendance_change(data, {"Liv Nordmann": word}, {"Liv Nordmann": word}) is None
    assert attendance_change(data, {}, {"Gro Nordmann": word}) is None
    assert merged(data, {}, {"Gro Nordmann": word}) == data
