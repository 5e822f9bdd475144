"""Making one document as a file: from a group's plan and roster, or from a TOML file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from service.db.meetings import Meetings
from service.documents.data import AttendeeRow, CaseRow, DocumentData, FollowUpRow
from service.documents.render import render
from service.domain.errors import InputError
from service.domain.model import OSLO, Audience
from service.journeys.document_data import ground_rules, meeting_document, regulation
from service.journeys.services import Services
from service.journeys.templates import shipped, template_for
from service.journeys.wanted import document_id

_DATA = TypeAdapter(DocumentData)
_ROWS: Mapping[str, type] = {
    "attendees": AttendeeRow,
    "cases": CaseRow,
    "follow_ups": FollowUpRow,
}
_AT_LINE = re.compile(r"\(at line ([0-9]+)")  # as tomllib says it
_STANDING = {"reglement": regulation, "kjoreregler": ground_rules}


def render_for_group(
    services: Services, group_id: str, kind: str, meeting_id: str | None, language: str | None
) -> bytes:
    """A document of the group, as it would be written to the shared folder today.

    Raises:
        InputError: no such group or meeting, or a meeting is needed and none is named.
    """
    settings = services.settings(group_id)
    template = template_for(settings.group, kind, language or "")
    if kind in _STANDING:
        data = _STANDING[kind](settings, services.now(group_id).astimezone(OSLO).date())
        return render(template, data, document_id=document_id(group_id, kind))
    with services.database.reading() as session:
        meetings = {m.id: m for m in Meetings(session, group_id).all()}
    meeting = meetings.get(meeting_id or "")
    if meeting is None:
        raise InputError(
            "Oppgi hvilket møte det gjelder med --meeting. "
            f"Se hva møtene heter: kjoreplan plan show {group_id} --json",
            where=meeting_id or "",
        )
    municipal = {m.id: m for m in meetings.values() if m.audience is Audience.COUNCIL}
    data = meeting_document(settings, meeting, municipal, kind)
    return render(template, data, document_id=document_id(group_id, kind, meeting.id))


def render_from_toml(kind: str, language: str, data: bytes, filename: str) -> bytes:
    """A document filled with the values of a TOML file.

    Raises:
        InputError: the file can't be used, or has a value that the template has no place for.
    """
    values = document_data_from_toml(data, filename)
    try:
        return render(shipped(kind, language), values, document_id="")
    except InputError as error:
        raise InputError(error.message, where=error.where or filename) from None


def document_data_from_toml(data: bytes, filename: str) -> DocumentData:
    """Values for a document: a table ``fields`` by tag, and rows of attendees, cases, follow_ups.

    Raises:
        InputError: the file is not TOML, or has a key or value that has no place.
    """
    try:
        raw = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = _AT_LINE.search(str(error))
        message = (
            "Fila er ikke gyldig TOML. Sett tekst i anførselstegn, og skriv hvert felt én gang."
        )
        where = f"{filename}, linje {line[1]}" if line else filename
        raise InputError(message, where=where) from error
    _refuse_unknown(raw, DocumentData, filename)
    for name, row in _ROWS.items():
        for number, entry in enumerate(raw.get(name, ()), 1):
            _refuse_unknown(entry, row, f"{filename}, {name}[{number}]")
    try:
        return _DATA.validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(part) for part in first["loc"])
        raise InputError(
            "Verdien passer ikke her. Skriv den som tekst.", where=f"{filename}, {path}"
        ) from error


def _refuse_unknown(raw: Mapping[str, Any], shape: type, where: str) -> None:
    allowed = [f.name for f in fields(shape)] if is_dataclass(shape) else []
    for key in raw:
        if key not in allowed:
            raise InputError(f"«{key}» er ukjent. Bruk en av: {', '.join(allowed)}.", where=where)
