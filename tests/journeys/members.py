"""What members do in their calendar and in the shared folder, as their own programs do it."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy

import docx

from service.demo.person import Handwriting, TypedCase, write_in
from tests.journeys.town import PROTOCOL, Town

OWN_LINES = (
    "CATEGORIES:Egne møter",
    "COMMENT:Ta med kake",
    "ATTENDEE;CN=Kari;PARTSTAT=ACCEPTED:mailto:kari@example.org",
    "ORGANIZER:mailto:ola@example.org",
    "X-FARGE:blå",
)
OWN_ALARM = (
    "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Gå hjemmefra\nTRIGGER:-PT17M\nX-LYD:klokke\n"
    "END:VALARM"
)
NOTE = "\\n\\nHusk nøkkelen\\; den henger i gangen."
HAND = Handwriting(
    fields={"meeting.secretary": "Ola Nordmann"},
    attendance={"Kari Nordmann": "Ja", "Per Nordmann": "Nei"},
    cases=(
        TypedCase(number="3/18", title="Skolebruksplan", lines={"Forslag": "Følger innstillingen"}),
    ),
)


def ics(lines: str) -> bytes:
    return lines.replace("\n", "\r\n").encode()


def annotate(event: str) -> str:
    """What a member's program adds: properties, an alarm, and a note below our description."""
    ours = next(line for line in event.split("\n") if line.startswith("DESCRIPTION:"))
    event = event.replace(ours, ours + NOTE, 1)
    added = "\n".join((*OWN_LINES, OWN_ALARM))
    return event.replace("END:VEVENT", f"{added}\nEND:VEVENT")


def rewrite(event: str) -> str:
    """A member moves the meeting an hour and calls it something else."""
    event = event.replace("T180000", "T190000").replace("T203000", "T213000")
    return event.replace("SUMMARY:Gruppemøte", "SUMMARY:Gruppemøte hos Kari")


def edited(town: Town, day: str, edit: Callable[[str], str]) -> tuple[str, bytes]:
    """A member edits the event of a day; its href and its bytes as the server has them then."""
    href, event = town.calendar().on(day)
    changed = edit(event)
    assert changed != event
    town.calendar().rewrite(href, ics(changed))
    return href, town.calendar().get(href)


def written(data: bytes) -> bytes:
    """The protocol as a member leaves it: fields, an attendance row of their own, free text."""
    document = docx.Document(io.BytesIO(write_in(data, HAND)))
    table = next(t for t in document.tables if "Navn" in t.rows[0].cells[0].text)
    row = deepcopy(table.rows[-1]._tr)
    table.rows[-1]._tr.addnext(row)
    for cell, word in zip(table.rows[-1].cells, ("Gro Nordmann", "Gjest", "Ja", ""), strict=True):
        cell.text = word
    document.add_paragraph("Kaffen var god.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write_protocol(town: Town) -> bytes:
    theirs = written(town.folder().get(PROTOCOL))
    town.folder().rewrite(PROTOCOL, theirs)
    return theirs
