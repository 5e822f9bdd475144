"""What the reader says, laid out by the corpus's names for places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from service.documents import Manifest
from service.domain.minutes import CaseItem, DocumentReading


def values(reading: DocumentReading, manifest: Manifest) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every place that was read, with its text and the anchor it was read by."""
    for tag, value in reading.fields.items():
        yield f"field:{tag}", (value.text, value.source.value)
    for table, rows in _tables(reading, manifest).items():
        for index, row in enumerate(rows):
            for column, text in row.items():
                yield f"table:{table}:{index}:{column}", (text, "table")
    for index, case in enumerate((reading.cases or ()) if manifest.case_labels else ()):
        for key, text in _texts(case).items():
            if text is not None:
                yield f"case:{index}:{key}", (text, "case label")


def _tables(reading: DocumentReading, manifest: Manifest) -> dict[str, list[Mapping[str, str]]]:
    known = {
        "attendance": [
            {**asdict(person), "status": manifest.status.get(person.status, "")}
            for person in reading.attendance or ()
        ],
        "agenda": [_with_number(asdict(item)) for item in reading.agenda or ()],
        "followups": [asdict(item) for item in reading.follow_ups or ()],
    }
    return {name: list(rows) for name, rows in reading.tables.items()} | known


def _with_number(row: dict[str, str]) -> dict[str, str]:
    """An agenda calls its column for the case's number "number"."""
    return {"number" if key == "case" else key: text for key, text in row.items()}


def _texts(case: CaseItem) -> dict[str, str | None]:
    return {
        **case.more,
        "number": case.number,
        "title": case.title,
        "recommendation": case.recommendation,
        "discussion": case.discussion,
        "proposal": case.proposal,
        "conclusion": case.conclusion,
        "presenter": case.presenter,
        "dissent": "\n".join(case.dissent) or None,
        "votes": case.votes_text,
    }
