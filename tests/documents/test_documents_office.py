"""What we write opens in LibreOffice without repair, is valid, and survives being edited there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from service.documents import DocumentData, read, render
from service.domain.minutes import AttendanceStatus, Attendee
from tests.documents import office
from tests.documents.document_data import ATTENDEES, MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import edited

SCRIPT = Path(__file__).parent / "edit_in_office.py"


def written(key: tuple[str, str], folder: Path, data: DocumentData) -> Path:
    path = folder / f"{key[0]}-{key[1]}.docx"
    path.write_bytes(render(TEMPLATES[key], data, document_id="dok-1"))
    return path


@pytest.mark.parametrize("full", [True, False], ids=["filled", "empty"])
@pytest.mark.parametrize("key", TEMPLATES)
def test_every_document_we_write_is_valid_ooxml(key, full, tmp_path):
    data = filled(MANIFESTS[key]) if full else DocumentData()
    assert office.schema_errors(written(key, tmp_path, data)) == []


def test_the_validator_would_tell_if_a_document_were_not_valid(tmp_path):
    data = filled(MANIFESTS["protokoll", "nb"])
    path = written(("protokoll", "nb"), tmp_path, data)
    path.write_bytes(edited(path.read_bytes(), ("<w:tblHeader/>", "<w:tblHodet/>")))
    assert office.schema_errors(path)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Every document as we wrote it, and as LibreOffice saved it."""
    folder = tmp_path_factory.mktemp("written")
    documents = [written(key, folder, filled(MANIFESTS[key])) for key in TEMPLATES]
    saved = office.convert_all(documents, "docx:MS Word 2007 XML", tmp_path_factory.mktemp("saved"))
    return dict(zip(TEMPLATES, zip(documents, saved, strict=True), strict=True))


@pytest.mark.parametrize("key", TEMPLATES)
def test_opening_and_saving_in_libreoffice_loses_no_value(key, opened):
    before, after = (read(path.read_bytes()) for path in opened[key])
    assert {t: v.text for t, v in after.fields.items()} == {
        t: v.text for t, v in before.fields.items()
    }
    assert (after.type, after.language) == (key[0], MANIFESTS[key].language)
    assert after.document_id == "dok-1"
    assert after.cases == before.cases
    assert after.attendance == before.attendance
    assert after.agenda == before.agenda
    assert after.follow_ups == before.follow_ups
    assert after.sections == before.sections
    assert not after.problems


def test_line_breaks_in_a_field_meant_for_one_line_survive_libreoffice(tmp_path):
    data = DocumentData(fields={"meeting.place": "Rådhuset\nrom 2"})
    path = written(("protokoll", "nb"), tmp_path, data)
    (tmp_path / "saved").mkdir()
    after = read(office.convert(path, "docx:MS Word 2007 XML", tmp_path / "saved").read_bytes())
    assert after.text("meeting.place") == "Rådhuset\nrom 2"


def test_a_protocol_edited_in_libreoffice_is_read_with_what_was_there_and_what_is_new(tmp_path):
    data = filled(MANIFESTS["protokoll", "nb"])
    data = replace(data, fields={**data.fields, "meeting.time": "kl. 18.00–20.30"})
    path = written(("protokoll", "nb"), tmp_path, data)
    before = read(path.read_bytes())
    saved = tmp_path / "saved.docx"
    office.edit(path, saved, SCRIPT, tmp_path)
    after = read(saved.read_bytes())
    texts = {tag: value.text for tag, value in before.fields.items()}
    texts["meeting.place"] = "Skolen, rom 4"
    texts["meeting.time"] = "kl. 19.00–21.00"
    texts["minutes.other"] += "\nKaffe neste gang."
    assert {tag: value.text for tag, value in after.fields.items()} == texts
    assert after.attendance == (
        *before.attendance,
        Attendee(
            name="Ny Nordmann",
            role="2. vara",
            status=AttendanceStatus.PRESENT,
            note="kom kl. 19",
        ),
    )
    assert len(before.attendance) == len(ATTENDEES)
    assert after.cases == before.cases
    assert after.follow_ups == before.follow_ups
    assert after.document_id == "dok-1"
    assert not after.problems


def test_libreoffice_makes_a_pdf_of_a_protocol(tmp_path):
    path = written(("protokoll", "nb"), tmp_path, filled(MANIFESTS["protokoll", "nb"]))
    assert office.convert(path, "pdf", tmp_path).read_bytes().startswith(b"%PDF-")
