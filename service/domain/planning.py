"""Deriving a group's meetings from the municipality's published plan by the group's own rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from service.domain.model import BodyKind


class Trigger(StrEnum):
    """What makes the group meet."""

    EACH_MEETING = "each_meeting"  # Ap: before every council and executive committee meeting
    ROUND = "round"  # Sp: before each meeting round (møterunde)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningRule:
    """How a group places its meetings. Times are local, windows in whole days.

    A slot is searched from ``lead_min_days`` to ``lead_max_days`` before the meeting it prepares:
    the latest ``weekday`` in the window, and if none is free there, the latest free day, which is
    then said in the meeting's reason.
    """

    trigger: Trigger
    kinds: tuple[BodyKind, ...]  # the kinds of municipal bodies that trigger
    weekday: int | None  # 0 is Monday; None means any working day
    start: dt.time
    end: dt.time
    place: str
    lead_min_days: int = 1
    lead_max_days: int = 14
    share_days: int = 14  # one group meeting may prepare several this close together; 0: never
    round_gap_days: int = 10  # a longer pause between municipal meetings starts a new round
    pre_minutes: int | None = None  # length of a short meeting right before the council, if held
    post_minutes: int | None = None  # and right after it
    intake_days: int = 6  # cases are sent in so many days before
    summons_days: int = 4  # the call goes out so many days before
    minutes_days: int = 7  # the protocol is due so many days after
