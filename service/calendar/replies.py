"""What those who are invited to an event have answered, as their calendar programs write it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.calendar.lines import parse
from service.calendar.reading import main_component

_ANSWERS = {"ACCEPTED": True, "DECLINED": False}


@dataclass(frozen=True, slots=True)
class Reply:
    """Somebody's answer to an event: comes, or stays away. ``name`` as the calendar has it."""

    name: str
    comes: bool


def replies(data: bytes) -> Iterator[Reply]:
    """Every yes and no (PARTSTAT, RFC 5545 §3.2.12) of somebody with a name (CN, §3.2.2).

    Addresses are not read, nor who has not answered or answered perhaps.

    Raises:
        UnreadableObject: the object can't be understood.
    """
    for line in main_component(parse(data)).all("ATTENDEE"):
        comes = _ANSWERS.get(line.param("PARTSTAT").upper())
        name = line.param("CN").strip()
        if name and comes is not None:
            yield Reply(name, comes)
