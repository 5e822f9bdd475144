"""What calendars are called where people see them: what they hold and where, no party."""

from __future__ import annotations

from service.domain.model import Audience, Group

_NAMES = {
    Audience.GROUP: "Gruppemøter",
    Audience.GROUP_BOARD: "Gruppestyret",
    Audience.COUNCIL: "Politiske møter",
    Audience.DEADLINES: "Frister",
    Audience.LEADER: "Forslag til møter",
}


def audience_name(group: Group, audience: Audience) -> str:
    """The name of an audience's calendar: "Gruppemøter Aure"."""
    return f"{_NAMES[audience]} {group.municipality}"
