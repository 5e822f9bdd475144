"""Taking in a municipality's published plan, and vouching for what was read with doubt."""

from __future__ import annotations

from dataclasses import replace

from service.db.meetings import Meetings
from service.domain.errors import InputError
from service.domain.halves import half_of, period_of
from service.domain.model import Meeting, MeetingStatus
from service.imports.plan import read_plan
from service.journeys.published.taking_in import PlanImport, take_in
from service.journeys.services import Services


def import_plan(
    services: Services,
    group_id: str,
    data: bytes,
    filename: str,
    *,
    year: int | None = None,
    go_on: bool = False,
) -> PlanImport:
    """Read a published plan into the group's database; nothing is planned or synced by it.

    Meetings read with doubt are kept as uncertain: they are shown, and trigger nothing until a
    person confirms them. Where most of a half-year's meetings would go, the plan is taken for a
    part of one and refused, unless a person says ``go_on``.

    Raises:
        InputError: the group or the file can't be used; nothing is stored then.
    """
    settings = services.own_settings(group_id)  # saved again, with the bodies that are new
    reading = read_plan(data, filename, year=year, bodies=settings.group.roster.bodies)
    with services.changing(group_id) as session:
        return take_in(session, settings, reading, filename, go_on=go_on)


def confirm_meeting(services: Services, group_id: str, meeting_id: str) -> Meeting:
    """A person vouches for a municipal meeting that was read with doubt.

    Raises:
        InputError: the group has no such municipal meeting.
    """
    with services.changing(group_id) as session:
        meetings = Meetings(session, group_id)
        municipal = {m.id: m for m in meetings.municipal()}
        if meeting_id not in municipal:
            raise InputError(
                f"Fant ikke møtet «{meeting_id}» i kommunens plan. "
                f"Se hva møtene heter: kjoreplan plan show {group_id}"
            )
        confirmed = replace(municipal[meeting_id], confidence=1.0, status=MeetingStatus.CONFIRMED)
        half = period_of(half_of(confirmed.date))
        others = (m for m in meetings.municipal(half) if m.id != meeting_id)
        meetings.replace_municipal((*others, confirmed), half)
    return confirmed
