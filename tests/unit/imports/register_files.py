"""A group with two people of one name, its meetings, and a short way to read a file of entries."""

import datetime as dt
from dataclasses import replace

from service.domain.model import Meeting, MeetingType, Person, Roster
from service.imports.registers.entries import Entry, RegisterFile
from service.imports.registers.reader import read_registers
from service.journeys.judging.registers import shapes
from tests.unit.imports.group_files import AURE
from tests.unit.imports.group_files import read as read_group

_GROUP = read_group(AURE).group
ROSTER: Roster = replace(
    _GROUP.roster,
    people=(
        *_GROUP.roster.people,
        Person(id="berit", name="Berit Nordmann"),
        Person(id="berit-2", name="Berit Nordmann"),
    ),
)
_MAY = dt.date(2018, 5, 22)
MEETINGS = tuple(
    Meeting(id=f"{day}-{body}-{number}", body=body, type=type_, date=day)
    for number, (day, body, type_) in enumerate(
        (
            (_MAY, "kommunestyre", MeetingType.MUN_COUNCIL),
            (_MAY, "gruppa", MeetingType.GRP_PRE),
            (_MAY, "gruppa", MeetingType.GRP_POST),
            (dt.date(2018, 6, 26), "kommunestyre", MeetingType.MUN_COUNCIL),
        )
    )
)
COUNCIL, BEFORE, AFTER, IN_JUNE = (meeting.id for meeting in MEETINGS)
SHAPES = shapes("nb")


def read(text: str | bytes) -> RegisterFile:
    data = text if isinstance(text, bytes) else text.encode()
    return read_registers(data, "register.toml", SHAPES, ROSTER, MEETINGS)


def one(text: str) -> Entry:
    """The one entry of a file."""
    (entry,) = read(text).entries
    return entry
