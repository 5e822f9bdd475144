"""What people write in calendars and folders, and how it is found again."""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import docx

from service.calendar.reading import read
from service.domain.settings import TargetKind
from tests.journeys.members import NOTE, OWN_ALARM, OWN_LINES, annotate, edited, ics, rewrite
from tests.journeys.town import CALENDAR, FOLDER, Town, text

_DENTIST: Final = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example.org//x//NO\nBEGIN:VEVENT\nUID:tannlege\n"
    "DTSTAMP:20180101T120000Z\nDTSTART:20180124T080000Z\nDTEND:20180124T090000Z\n"
    "SUMMARY:Tannlege\nEND:VEVENT\nEND:VCALENDAR\n"
)
FOREIGN: Final[dict[TargetKind, dict[str, bytes]]] = {
    CALENDAR: {"tannlege.ics": ics(_DENTIST)},
    FOLDER: {"Budsjett.xlsx": b"tall", "2018/Kari sine notater.docx": b"ikke noe dokument"},
}
IN_EVENT: Final = (NOTE, OWN_ALARM, *OWN_LINES)
IN_PROTOCOL: Final = ("Kaffen var god.", "Gro Nordmann", "Følger innstillingen", "Ola Nordmann")


@dataclass(frozen=True)
class Words:
    """What a person wrote in one object; it must stand in one object, all of it.

    Attributes:
        where: what the object said about itself when they wrote.
        parts: the texts, to the byte in a calendar and as people see them in a document.
    """

    where: str
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"words in {self.where}"

    def stand_in(self, data: bytes) -> bool:
        """Whether they all stand there."""
        seen = text(data) if data.startswith(b"BEGIN:VCALENDAR") else "\n".join(_lines(data))
        return all(part in seen for part in self.parts)


def noted(town: Town, day: str, *, moved: bool = False) -> Words:
    """A member notes something in an event, with their own lines and alarm; perhaps moves it."""
    edited(town, day, (lambda event: rewrite(annotate(event))) if moved else annotate)
    return Words(day, IN_EVENT)


def seen_in(what: str, data: bytes) -> str:
    """What people see in an object, in one line."""
    if what == "event":
        fields = read(data).fields
        return " ".join(fields.get(n, "") for n in ("dtstart", "dtend", "status", "summary"))
    return "|".join(_lines(data))


@functools.lru_cache(maxsize=256)
def _lines(data: bytes) -> Sequence[str]:
    """Every paragraph of a document, wherever it stands; nothing of what is none."""
    if not data.startswith(b"PK"):
        return []
    body = docx.Document(io.BytesIO(data)).element.body
    return ["".join(t.text or "" for t in p.iter("{*}t")) for p in body.iter("{*}p")]
