"""A group whose members report absence, and what they do to report it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from service.calendar.reading import read
from service.domain.model import Meeting
from service.domain.settings import AbsenceSettings
from service.journeys.absence.choosing import choose_absence
from service.journeys.absence.overview import MeetingAbsences, absences_of
from service.journeys.absence.reporting import report_absence, withdraw_absence
from tests.journeys.members import edited
from tests.journeys.town import FIRST, Town

PAGES = "https://kjoreplan.example.org"
_LINK = re.compile(rf"{PAGES}/forfall/([\w-]+)")
NewTown = Callable[..., Town]


def open_for(town: Town, *, link: bool = True, replies: bool = False) -> None:
    """The group chooses how absence is reported, and the service gets an address."""
    town.services = replace(town.services, public_url=PAGES)
    choose_absence(town.services, town.id, AbsenceSettings(link=link, replies=replies))


def token(town: Town, day: str = FIRST) -> str:
    """The secret part of the link in the event of a day."""
    _, event = town.calendar().on(day)
    found = _LINK.fullmatch(read(event.encode()).fields.get("absence", ""))
    assert found is not None
    return found[1]


def meeting(town: Town, day: str = FIRST) -> Meeting:
    """The group's meeting on a day."""
    return next(m for m in town.meetings() if m.date.isoformat() == day)


def report(town: Town, *names: str, day: str = FIRST) -> None:
    for name in names:
        assert report_absence(town.services, token(town, day), name)


def withdraw(town: Town, name: str, day: str = FIRST) -> None:
    assert withdraw_absence(town.services, token(town, day), name)


def seen(town: Town, day: str = FIRST) -> MeetingAbsences:
    """What whoever leads the group sees of the meeting on a day."""
    found = absences_of(town.services, town.id).meetings
    return next(one for one in found if one.meeting.date.isoformat() == day)


def away(town: Town, day: str = FIRST) -> list[str]:
    return [one.name for one in seen(town, day).away]


def answer(town: Town, name: str, partstat: str, day: str = FIRST) -> None:
    """A member's own program answers the invitation that somebody has put into the event."""
    address = f"{name.casefold().split()[0]}@example.org"
    line = f"ATTENDEE;CN={name};PARTSTAT={partstat}:mailto:{address}"

    def change(event: str) -> str:
        kept = [one for one in event.split("\n") if f"CN={name};" not in one]
        return "\n".join(kept).replace("END:VEVENT", f"{line}\nEND:VEVENT")

    edited(town, day, change)
