"""The words of planning: a group's rule, and what is proposed by it. `proposing` derives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from service.domain.model import BodyKind, Meeting, MeetingType
from service.domain.planning_parts import (
    BoardRule,
    FactionRule,
    NamedPeriod,
    RegularRule,
    SecondSeat,
)


class Trigger(StrEnum):
    """What makes the group meet."""

    EACH_MEETING = "each_meeting"  # Ap: before every council and executive committee meeting
    ROUND = "round"  # Sp: before each meeting round (møterunde)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningRule:
    """How a group places its meetings. Times are local, windows in whole days.

    A slot is searched from ``lead_min_days`` to ``lead_max_days`` before the meeting it prepares:
    the latest ``weekday`` in the window, and if none is free there, the latest free day, which is
    then said in the meeting's reason. School holidays are used only where nothing else is free.
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
    rounds: tuple[NamedPeriod, ...] = ()  # what lies in none of them is split by ``round_gap_days``
    party_dates: tuple[NamedPeriod, ...] = ()  # landsmøte, årsmøte: never used
    school_county: str = ""  # whose customary school holidays are avoided
    school_holidays: tuple[NamedPeriod, ...] = ()  # the group's own, before the customary ones
    factions: tuple[FactionRule, ...] = ()
    board: BoardRule | None = None
    members: RegularRule | None = None  # members' meetings (SP23-MEM-1)
    gatherings: RegularRule | None = None  # social gatherings (SP22-12.1)
    second_seats: tuple[SecondSeat, ...] = ()


class UnplacedCause(StrEnum):
    """Why a meeting the rule asks for could not be placed."""

    NO_FREE_DAY = "no_free_day"
    TIME_UNKNOWN = "time_unknown"  # the municipality has not published the council's time
    DAY_PASSED = "day_passed"  # the rule's day was over when the council moved


class GivesWay(StrEnum):
    """Which part of the rule gives way if a meeting is put somewhere else."""

    LEAD_MAX = "lead_max_days"  # it lies longer before
    LEAD_MIN = "lead_min_days"  # it lies closer to what it prepares
    WORKING_DAY = "working_day"  # it lies in a weekend


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A free place outside the rule, for a person to choose."""

    date: dt.date
    start: dt.time
    gives_way: GivesWay


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A meeting the rule asks for and that has no place: a person decides."""

    type: MeetingType
    serves: tuple[str, ...]
    date: dt.date  # of the first municipal meeting it would serve, or the first day of its period
    cause: UnplacedCause
    message: str  # in the group's language, what and what to do
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The group's meetings in chronological order, and what found no place."""

    meetings: tuple[Meeting, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


PREFIXES: Mapping[MeetingType, str] = {
    MeetingType.GRP_ORD: "gruppemote-",
    MeetingType.GRP_PRE: "formote-",
    MeetingType.GRP_POST: "ettermote-",
    MeetingType.GRP_BOARD: "gruppestyremote-",
    MeetingType.FRAK: "fraksjonsmote-",
    MeetingType.MEDL: "medlemsmote-",
    MeetingType.SOSIAL: "sosial-samling-",
}


def derived_id(kind: MeetingType, served: str) -> str:
    """The id of a derived meeting: from what it serves, not from its date.

    So a council meeting that moves takes the group's meeting, and its calendar entry, along. What
    serves no meeting has its half-year and number there: "medlemsmote-2026-1-2".
    """
    return PREFIXES[kind] + served


def serving(slot: Meeting, served: Sequence[Meeting], reason: str) -> Meeting:
    """The derived meeting at ``slot`` for those it serves, the first in time first."""
    return replace(
        slot,
        id=derived_id(slot.type, served[0].id),
        serves=tuple(m.id for m in served),
        reason=reason,
    )
