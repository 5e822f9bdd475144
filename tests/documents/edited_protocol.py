"""A protocol that people then edit, and what its reading tells of."""

from __future__ import annotations

from service.documents import CaseRow, DocumentData, render
from tests.documents.document_data import TEMPLATES


def codes(reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def protocol(**fields: str) -> bytes:
    data = DocumentData(
        fields={tag.replace("_", "."): text for tag, text in fields.items()},
        cases=[
            CaseRow(number="3/18", title="Skole", discussion="Vi drøftet.", proposal="Vårt syn"),
            CaseRow(number="4/18", title="Vei", conclusion="Gruppa støtter veien."),
        ],
    )
    return render(TEMPLATES["protokoll", "nb"], data, document_id="x")
