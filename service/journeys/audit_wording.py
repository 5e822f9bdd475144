"""What deeds were about, in bokmål: looked up when somebody asks, never kept with the deed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from service.calendar.describing import title
from service.domain.model import Audience, Group, Meeting
from service.domain.wording import long_day
from service.journeys.auditing import AuditLine
from service.journeys.templates.template_states import document_name

FIELDS: Final[Mapping[str, str]] = {
    "summary": "tittel",
    "dtstart": "start",
    "dtend": "slutt",
    "due": "frist",
    "location": "sted",
    "status": "avlysning",
    "description": "beskrivelse",
    "url": "lenke",
    "alarm": "varsel",
    "meeting.date": "dato",
    "meeting.time": "tidspunkt",
    "meeting.place": "sted",
    "meeting.title": "møtetype",
    "meeting.serves": "møtet det forbereder",
    "faction.committee_date": "dato for utvalgsmøtet",
    "rows": "møtene",
}
_UNKNOWN: Final[Mapping[Audience | None, str]] = {
    Audience.DEADLINES: "en frist",
    Audience.LEADER: "et forslag",
}


def subject_of(line: AuditLine, group: Group) -> str:
    """What a deed was about: "Gruppemøte mandag 22. januar 2018", "Protokoll, …", "en frist"."""
    about = f"{title(line.meeting, group)} {_day(line.meeting)}" if line.meeting else ""
    if line.entry.deed.kind == "document":
        kind = _document(line, group)
        return f"{kind}, {about[:1].lower()}{about[1:]}" if about else kind
    if line.entry.deed.kind == "share":
        return line.entry.deed.target_id
    if line.task:
        return line.task[0]
    return about or _UNKNOWN.get(line.audience, "et møte")


def _document(line: AuditLine, group: Group) -> str:
    if line.entry.deed.object.startswith("wheel:"):
        return "årshjulet"
    known = line.document
    if known is None or not known.type:
        return "en kopi" if line.entry.deed.action == "copy" else "et dokument"
    name = document_name(known.type, group)
    return f"PDF av {name[:1].lower()}{name[1:]}" if line.entry.deed.reason == "approved" else name


def _day(meeting: Meeting) -> str:
    return f"{long_day(meeting.date)} {meeting.date.year}"
