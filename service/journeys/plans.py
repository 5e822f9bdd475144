"""Looking at the plan as it is."""

from __future__ import annotations

from service.db.meetings import Meetings
from service.domain.model import Meeting, Period
from service.journeys.services import Services


def plan_meetings(services: Services, group_id: str, period: Period) -> tuple[Meeting, ...]:
    """The municipality's and the group's own meetings in a period, by date and time."""
    with services.database.reading() as session:
        return Meetings(session, group_id).all(period)
