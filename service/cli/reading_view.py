"""What is understood of a document, as JSON for scripts and as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from rich.table import Table

from service.cli.output import console
from service.domain.minutes import (
    AttendanceStatus,
    CaseItem,
    Certainty,
    DocumentReading,
    Source,
)

_SOURCES = {
    Source.TAG: "fra feltet",
    Source.LABEL: "etter ledeteksten",
    Source.HEADING: "under overskriften",
    Source.TABLE: "fra tabellen",
    Source.BOOKMARK: "etter et bokmerke",
}
_STATUSES = {
    AttendanceStatus.PRESENT: "møtt",
    AttendanceStatus.EXCUSED: "meldt forfall",
    AttendanceStatus.ABSENT: "ikke møtt",
    AttendanceStatus.UNKNOWN: "ikke ført",
}


def reading_json(reading: DocumentReading) -> dict[str, object]:
    """The reading, every value with its source and how sure it is."""
    return {
        "type": reading.type,
        "document_id": reading.document_id,
        "language": reading.language,
        "fields": {
            tag: {"value": v.text, "source": v.source, "confidence": v.confidence}
            for tag, v in reading.fields.items()
        },
        "attendance": _rows(
            reading,
            "attendance",
            (
                {"name": a.name, "role": a.role, "status": a.status, "note": a.note}
                for a in reading.attendance or ()
            ),
        ),
        "agenda": _rows(
            reading,
            "agenda",
            (
                {"number": i.case, "title": i.title, "presenter": i.presenter}
                for i in reading.agenda or ()
            ),
        ),
        "follow_ups": _rows(reading, "followups", map(asdict, reading.follow_ups or ()), "found"),
        "tables": {
            table: _rows(reading, table, rows, "found") for table, rows in reading.tables.items()
        },
        "cases": [_case_json(case) for case in reading.cases or ()],
        "problems": [
            {"code": p.code, "message": p.message, "location": p.location} for p in reading.problems
        ],
    }


def _rows(
    reading: DocumentReading,
    table: str,
    rows: Iterable[Mapping[str, object]],
    key: str = "",
) -> list[dict[str, object]]:
    """Rows with how their table was found, under ``key`` where a column has the word itself."""
    how = _certainty_json(reading.certainty.get(table))
    return [{**row, **({key: how} if key else how)} for row in rows]


def _certainty_json(certainty: Certainty | None) -> dict[str, object]:
    if certainty is None:
        return {}
    return {"source": certainty.source, "confidence": certainty.confidence}


def _case_json(case: CaseItem) -> dict[str, object]:
    return {
        "number": case.number,
        "title": case.title,
        "recommendation": case.recommendation,
        "discussion": case.discussion,
        "proposal": case.proposal,
        "conclusion": case.conclusion,
        "presenter": case.presenter,
        "dissent": list(case.dissent),
        "votes": case.votes
        and {
            "for": case.votes.in_favour,
            "against": case.votes.against,
            "blank": case.votes.abstained,
        },
        **case.more,
        "sources": {label: _certainty_json(how) for label, how in case.certainty.items()},
        "location": case.location,
    }


def show_reading(reading: DocumentReading) -> None:
    """The reading on the terminal."""
    out = console()
    out.print(reading.type or "Ukjent dokument", style="bold")
    table = Table(box=None, show_header=False, padding=(0, 1))
    for tag, value in reading.fields.items():
        sure = f"{_SOURCES[value.source]}, {value.confidence * 100:.0f} %"
        table.add_row(tag, value.text or "–", sure)
    out.print(table)
    for attendee in reading.attendance or ():
        out.print(f"  {attendee.name}, {attendee.role}: {_STATUSES[attendee.status]}")
    for case in reading.cases or ():
        out.print(f"\nSak {case.number} {case.title}", style="bold")
        for label, text in (
            ("Forslag", case.proposal),
            ("Konklusjon", case.conclusion),
            ("Fører saken", case.presenter),
        ):
            out.print(f"  {label}: {'ikke funnet' if text is None else text or '–'}")
    for problem in reading.problems:
        out.print(f"! {problem.location}: {problem.message}", style="yellow")
