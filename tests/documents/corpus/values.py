"""What the reader says, laid out by the corpus's names for places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    found: dict[str, list[Mapping[str, str]]] = {
        name: list(rows) for name, rows in reading.tables.items()
    }
    found["attendance"] = [
        {
            "name": a.name,
            "role": a.role,
            "status": manifest.status.get(a.status, ""),
            "note": a.note,
        }
        for a in reading.attendance or ()
    ]
    found["agenda"] = [
        {"title": i.title, "number": i.case, "presenter": i.presenter} for i in reading.agenda or ()
    ]
    found["followups"] = [
        {
            "what": f.what,
            "responsible": f.responsible,
            "due": f.due,
            "status": f.status,
            "source": f.source,
        }
        for f in reading.follow_ups or ()
    ]
    return found


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
