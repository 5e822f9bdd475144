"""The tasks that rules ask for, as a member's program sees them in the deadlines calendar."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar
from icalendar.cal import Component

from service.domain.model import Audience, event_uid
from service.journeys.judging.facts import gather_facts
from service.rules.deadlines import dated_tasks
from tests.journeys.town import CALENDAR, GROUP, Shelf, Town

DEADLINES = Audience.DEADLINES
WITH_DEADLINES = ((CALENDAR, GROUP), (CALENDAR, DEADLINES))


def shelf(town: Town) -> Shelf:
    return town.calendar(DEADLINES)


def tasks(town: Town) -> dict[str, Component]:
    """Everything there, by UID."""
    found = {}
    for data in shelf(town).all().values():
        (todo,) = Calendar.from_ical(data).walk("VTODO")
        found[str(todo["UID"])] = todo
    return found


def asked(town: Town) -> dict[str, dt.date]:
    """What the group's rules ask for now: the day by the id."""
    settings = town.services.settings(town.id)
    with town.services.database.reading() as session:
        facts = gather_facts(town.services, session, settings)
    found = dated_tasks(town.services.packs(settings.group), facts)
    return {one.id: one.date for one in found}


def task(town: Town, id_: str) -> Component:
    """One task by the id its rule pack gives it."""
    return tasks(town)[event_uid(town.id, id_)]


def lies_there(town: Town, id_: str) -> bool:
    """Whether it is to be done: there, and not called off."""
    found = tasks(town).get(event_uid(town.id, id_))
    return found is not None and found.get("STATUS") != "CANCELLED"


def due(component: Component) -> dt.date:
    day: dt.date = component["DUE"].dt
    return day


def sequence(component: Component) -> int:
    return int(component.get("SEQUENCE", 0))


def days_before(component: Component) -> list[int]:
    """How many days before the day each alarm rings, at nine in the morning."""
    triggers = [alarm["TRIGGER"] for alarm in component.walk("VALARM")]
    assert {trigger.params["RELATED"] for trigger in triggers} <= {"END"}
    nine = dt.timedelta(hours=9)
    days = [(nine - trigger.dt) / dt.timedelta(days=1) for trigger in triggers]
    assert all(day == int(day) for day in days)
    return sorted(map(int, days), reverse=True)


def href_of(town: Town, id_: str) -> str:
    uid = event_uid(town.id, id_)
    return next(h for h, data in shelf(town).all().items() if uid in data.decode())
