"""Merging into what LibreOffice has saved, and opening in it what was merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.documents import read
from service.documents.merging.merge import Unmergeable, merge_fields
from service.documents.merging.obstacles import Hindrance, Obstacle
from tests.documents import office
from tests.documents.docx_notation import unpacked
from tests.documents.test_documents_merge import (
    NEW,
    OLD,
    PLACE,
    PROTOCOL,
    WITH_MEETING,
    merged,
    values,
    written,
)

EDIT = Path(__file__).parent / "edit_in_office.py"
AS_DOCX = "docx:MS Word 2007 XML"


def saved(data: bytes, folder: Path) -> bytes:
    """The document after somebody has opened and saved it."""
    (folder / "saved").mkdir(exist_ok=True)
    (folder / "a.docx").write_bytes(data)
    return office.convert(folder / "a.docx", AS_DOCX, folder / "saved").read_bytes()


def errors(data: bytes, folder: Path) -> list[str]:
    (folder / "b.docx").write_bytes(data)
    return office.schema_errors(folder / "b.docx")


@pytest.mark.parametrize("key", [PROTOCOL, ("innkalling", "nn")])
def test_what_libreoffice_has_saved_is_merged_and_says_the_same_when_it_saves_it_again(
    key: tuple[str, str], tmp_path: Path
) -> None:
    theirs = saved(written(key, OLD), tmp_path)
    old, new = values(key, OLD), values(key, NEW)
    made = merged(theirs, old, new)
    assert errors(made.data, tmp_path) == errors(theirs, tmp_path)
    again = saved(made.data, tmp_path)
    own = {tag for tag in old if tag.startswith("meeting.")}
    assert {tag: read(again).text(tag) for tag in own} == {tag: new[tag] for tag in own}
    header = next(d.decode() for n, d in unpacked(again).items() if "header" in n and b"Side" in d)
    assert "Ekstra gruppemøte, mandag 19. februar 2018" in header
    before = read(theirs)
    assert read(again).cases == before.cases
    assert read(again).attendance == before.attendance


@pytest.mark.parametrize("key", WITH_MEETING)
def test_a_merged_document_is_valid(key: tuple[str, str], tmp_path: Path) -> None:
    nothing = {**OLD, PLACE: "", "meeting.serves": ""}
    for old, new in ((OLD, NEW), (nothing, OLD), (OLD, nothing)):
        made = merged(written(key, old), values(key, old), values(key, new))
        assert errors(made.data, tmp_path) == []


def test_a_protocol_that_was_edited_in_libreoffice_keeps_what_was_written_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "in.docx").write_bytes(written(PROTOCOL, OLD))
    office.edit(tmp_path / "in.docx", tmp_path / "out.docx", EDIT, tmp_path)
    theirs = (tmp_path / "out.docx").read_bytes()
    old = values(PROTOCOL, OLD)
    moved = merge_fields(theirs, old, values(PROTOCOL, NEW))
    assert isinstance(moved, Unmergeable)
    assert set(moved.hindrances) == {
        Hindrance(PLACE, Obstacle.OWN_VALUE),
        Hindrance("meeting.time", Obstacle.OWN_VALUE),
    }
    new = {**OLD, "meeting.date": NEW["meeting.date"], "meeting.serves": NEW["meeting.serves"]}
    made = merged(theirs, old, values(PROTOCOL, new))
    reading = read(made.data)
    assert reading.text("meeting.date") == NEW["meeting.date"]
    assert reading.text(PLACE) == "Skolen, rom 4"
    assert reading.text("meeting.time") == "kl. 19.00–21.00"
    assert [a.name for a in reading.attendance or ()][-1] == "Ny Nordmann"
    assert "Kaffe neste gang." in (reading.text("minutes.other") or "")
