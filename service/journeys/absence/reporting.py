"""Reporting absence, and withdrawing it, on the page that a meeting's event links to.

Everybody who sees the calendar can follow the link, and pass it on. So nothing here tells whether a
name is known, nor what anybody has reported: both answer alike, whatever was found.
"""

from __future__ import annotations

from collections.abc import Callable

from service.db.absences import AbsenceReports
from service.db.turns import take_turns
from service.domain.absence import Absences, Way, Who
from service.journeys.absence.links import LinkedMeeting, follow
from service.journeys.absence.names import person_called, read_name
from service.journeys.services import Services


def report_absence(services: Services, token: str, name: str) -> LinkedMeeting | None:
    """Keep that somebody stays away; None where the link is no longer good.

    Raises:
        InputError: no name was given, or more than a name.
    """
    now = services.now
    return _change(
        services,
        token,
        name,
        lambda known, who, group_id: known.reported(who, Way.LINK, now(group_id)),
    )


def withdraw_absence(services: Services, token: str, name: str) -> LinkedMeeting | None:
    """Forget that somebody stays away, however that was reported; None as `report_absence`.

    Raises:
        InputError: as `report_absence`.
    """
    return _change(services, token, name, lambda known, who, _group: known.withdrawn(who))


def _change(
    services: Services, token: str, name: str, change: Callable[[Absences, Who, str], Absences]
) -> LinkedMeeting | None:
    linked = follow(services, token)
    if linked is None:
        return None
    typed, group = read_name(name), linked.settings.group
    person = person_called(group.roster, typed)
    who = Who(person=person.id) if person else Who(typed=typed)
    with services.changing(group.id) as session:
        take_turns(session, group.id)
        reports = AbsenceReports(session, group.id, services.box)
        known = reports.of(linked.meeting.id)
        reports.save(linked.meeting.id, change(known, who, group.id))
    return linked
