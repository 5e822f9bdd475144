"""Making one document as a file: from a group's plan and roster, or from a TOML file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from service.documents.data import AttendeeRow, CaseRow, DocumentData, FollowUpRow
from service.documents.rendering.render import render
from service.domain.errors import InputError
from service.journeys.papers.filling import fill
from service.journeys.papers.kinds import BY_TYPE, Occasion
from service.journeys.papers.sources import gather
from service.journeys.papers.wanted import document_id
from service.journeys.services import Services
from service.journeys.templates.own_templates import shelf
from service.journeys.templates.shelf import shipped

_DATA = TypeAdapter(DocumentData)
_ROWS: Mapping[str, type] = {
    "attendees": AttendeeRow,
    "cases": CaseRow,
    "follow_ups": FollowUpRow,
}
_AT_LINE = re.compile(r"\(at line ([0-9]+)")  # as tomllib says it


def render_for_group(
    services: Services,
    group_id: str,
    kind: str,
    *,
    meeting_id: str | None = None,
    half: str | None = None,
    language: str | None = None,
) -> bytes:
    """A document of the group, as it would be written to the shared folder today.

    Raises:
        InputError: no such group or meeting, or a meeting or half-year is needed and none is named.
    """
    settings = services.settings(group_id)
    subject = subject_of(kind, meeting_id, half)
    with services.database.reading() as session:
        templates = shelf(session, settings.group)
        sources = gather(services, session, settings)
    data = fill(kind, sources, subject)
    identity = document_id(group_id, kind, subject)
    return templates.make(kind, data, document_id=identity, language=language or "")


def subject_of(kind: str, meeting_id: str | None, half: str | None) -> str:
    """What a document is about: a meeting's id, a half-year, or "" for one of the whole term.

    Raises:
        InputError: it is about a meeting or a half-year, and none is named.
    """
    match BY_TYPE[kind].occasion:
        case Occasion.MEETING if not meeting_id:
            raise InputError("Oppgi hvilket møte det gjelder med --meeting.", where=kind)
        case Occasion.HALF if not half:
            raise InputError("Oppgi hvilket halvår det gjelder med --half, som 2026-1.", where=kind)
        case Occasion.MEETING:
            return meeting_id or ""
        case Occasion.HALF:
            return half or ""
        case _:
            return ""


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
