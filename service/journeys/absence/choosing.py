"""How a group's members may report absence: what somebody has chosen for the group."""

from __future__ import annotations

from service.db.groups import Groups
from service.domain.settings import AbsenceSettings
from service.journeys.services import Services


def choose_absence(services: Services, group_id: str, chosen: AbsenceSettings) -> None:
    """Let it be so from the next sync on; reports that were made before stay.

    Raises:
        InputError: there is no such group.
    """
    services.own_settings(group_id)
    with services.changing(group_id) as session:
        Groups(session).choose_absence(group_id, chosen)
