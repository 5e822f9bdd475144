"""The pages of a PDF as pictures."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

import pytest

from service.documents.printing import pages
from service.documents.printing.bounded import Bounds, ProgramFailed, ProgramMissing
from service.documents.printing.pages import to_pages
from service.documents.printing.pdf import to_pdf
from tests.documents.docx_notation import docx

PATIENT = Bounds(seconds=300.0)
LINES = 200


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Several pages."""
    lines = "\n".join(f"Linje {n}." for n in range(LINES))
    return to_pdf(docx(lines), language="nb", title="Prøve", bounds=PATIENT)


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a picture in pixels."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_every_page_is_a_picture_in_the_resolution_asked_for(pdf):
    small, large = (to_pages(pdf, dpi=dpi, bounds=PATIENT) for dpi in (36, 72))
    assert len(small) == len(large) > 2
    assert len(set(small)) == len(small)
    for a, b in zip(small, large, strict=True):
        assert size(b) == pytest.approx((2 * size(a)[0], 2 * size(a)[1]), abs=2)


def test_no_more_pages_than_asked_for_and_the_first_ones(pdf):
    assert to_pages(pdf, dpi=36, most=2) == to_pages(pdf, dpi=36)[:2]


def test_what_is_no_pdf_has_no_pages():
    with pytest.raises(ProgramFailed, match="last ned PDF-en"):
        to_pages(b"%PDF-1.7 nei", dpi=36, bounds=PATIENT)


def test_without_poppler_the_error_says_what_to_install(pdf, monkeypatch):
    monkeypatch.setattr(pages, "_PROGRAM", "finnes-ikke")
    with pytest.raises(ProgramMissing, match="poppler-utils"):
        to_pages(pdf, dpi=36)


def test_nothing_is_left_behind(pdf, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    to_pages(pdf, dpi=36, bounds=PATIENT)
    with pytest.raises(ProgramFailed):
        to_pages(b"nei", dpi=36, bounds=PATIENT)
    assert list(Path(tmp_path).iterdir()) == []
