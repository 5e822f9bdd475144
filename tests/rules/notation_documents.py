"""How rule cases write what was read in documents."""

from __future__ import annotations

import re
from typing import Any

from service.domain.minutes import (
    AgendaItem,
    AttendanceStatus,
    Attendee,
    CaseItem,
    DocumentReading,
    FollowUp,
    Section,
    Source,
    Value,
    Votes,
)
from service.domain.model import Audience
from service.rules.facts import MeetingDocument

STATUS = {
    "møtt": AttendanceStatus.PRESENT, "forfall": AttendanceStatus.EXCUSED,
    "ikke møtt": AttendanceStatus.ABSENT, "?": AttendanceStatus.UNKNOWN,
}  # fmt: skip
COLUMNS = {  # of tables whose rows are written "A1 | Vi er åpne. | Tas opp. | Adm | Løpende"
    "sessions": ("date", "from", "to", "hours", "mode", "topic"),
    "participants": ("name", "hours", "share", "consent", "certificate"),
    "points": ("number", "matter", "followup", "responsible", "due"),
    "elections": ("office", "elected", "result", "note"),
    "changes": ("decided_by", "reference", "change", "approvals"),
    "programme": (
        "case",
        "sector",
        "owner",
        "discuss_by",
        "council_date",
        "presenter",
        "priority",
        "media_date",
        "profile",
        "status",
    ),
}


def read_documents(said: dict[str, Any]) -> tuple[MeetingDocument, ...] | None:
    if "documents" not in said:
        return None
    return tuple(_document(d) for d in said["documents"])


def _document(d: dict[str, Any]) -> MeetingDocument:
    reading = DocumentReading(
        type=d["type"],
        fields={t: Value(text=v, source=Source.TAG) for t, v in d.get("fields", {}).items()},
        attendance=tuple(_attendee(a) for a in d["attendance"]) if "attendance" in d else None,
        cases=tuple(_case(c) for c in d["cases"]) if "cases" in d else None,
        agenda=tuple(_agenda(a) for a in d["agenda"]) if "agenda" in d else None,
        follow_ups=tuple(map(_follow_up, d["follow_ups"])) if "follow_ups" in d else None,
        sections=tuple(_section(s) for s in d.get("sections", [])),
        tables={t: tuple(_row(t, r) for r in rows) for t, rows in d.get("tables", {}).items()},
    )
    folder = {"styret": Audience.GROUP_BOARD, "gruppa": Audience.GROUP}.get(d.get("folder", ""))
    path = d.get("path", f"{d['type']}.docx")
    return MeetingDocument(reading=reading, meeting_id=d.get("meeting"), path=path, audience=folder)


def _attendee(line: str) -> Attendee:
    head, _, status = line.rpartition(": ")
    found = re.fullmatch(r"([^(]+?)(?: \((.*)\))?", head)
    assert found
    return Attendee(name=found[1], role=found[2] or "", status=STATUS[status])


def _case(c: dict[str, Any]) -> CaseItem:
    c = dict(c)
    votes = c.pop("votes", None)
    numbers = [int(n) for n in votes.split("–")] if votes else []
    return CaseItem(
        number=c.pop("number", ""), title=c.pop("title", "Skolebruksplan"),
        votes=Votes(in_favour=numbers[0], against=numbers[1]) if numbers else None,
        agrees_with_recommendation=c.pop("agrees", None), **c,
    )  # fmt: skip


def _agenda(line: str) -> AgendaItem:
    found = re.fullmatch(r"(?:(\d+/\d+) )?(.+?)(?: \(ved (.+)\))?", line)
    assert found
    return AgendaItem(title=found[2], case=found[1] or "", presenter=found[3] or "")


def _follow_up(line: str) -> FollowUp:
    """ "12/24 | Ny skolevei | Rektor | 30.06.2024 | under arbeid", as its table has it."""
    source, what, responsible, due, status = (cell.strip() for cell in line.split("|"))
    return FollowUp(source=source, what=what, responsible=responsible, due=due, status=status)


def _section(line: str) -> Section:
    head, *paragraphs = line.split(" | ")
    number, _, title = head.partition(" ")
    return Section(number=number, title=title, paragraphs=tuple(paragraphs))


def _row(table: str, row: str | dict[str, str]) -> dict[str, str]:
    """A row by column, or its cells from the left; columns that are left out are not there."""
    if not isinstance(row, str):
        return row
    cells = [cell.strip() for cell in row.split("|")]
    return dict(zip(COLUMNS[table], cells, strict=False))
