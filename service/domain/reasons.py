"""What is said, in bokmål, of why a derived meeting lies where it does, or has no place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.domain.model import Meeting, MeetingType
from service.domain.slots import Window
from service.domain.wording import capital, day_month, definite, listed, weekday_name

_NAMES = {
    MeetingType.MUN_COUNCIL: "kommunestyret",
    MeetingType.MUN_EXEC: "formannskapet",
    MeetingType.MUN_COMMITTEE: "utvalgsmøtet",
}
_SHORT = {MeetingType.GRP_PRE: "formøtet", MeetingType.GRP_POST: "ettermøtet"}
_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class Speech:
    """Meetings as one names them in a sentence; ``names`` holds bodies' names by key."""

    names: Mapping[str, str] = field(default_factory=dict)

    def body(self, meeting: Meeting) -> str:
        """The body inside a sentence: "kommunestyret"."""
        name = self.names.get(meeting.body)
        return definite(name) if name else _NAMES.get(meeting.type, "møtet")

    def meeting(self, meeting: Meeting) -> str:
        """The meeting inside a sentence: "kommunestyret 15. februar"."""
        return f"{self.body(meeting)} {day_month(meeting.date)}"

    def round(self, meetings: Sequence[Meeting]) -> str:
        """A round inside a sentence, named by its first meeting."""
        return f"møterunden som starter med {self.meeting(meetings[0])}"

    def also(self, meetings: Sequence[Meeting]) -> str:
        """The further meetings that are prepared, as the end of a sentence."""
        return f"; forbereder også {listed([self.meeting(m) for m in meetings])}" * bool(meetings)

    def same_day(self, meetings: Sequence[Meeting]) -> str:
        """Meetings that may collide because nobody has published their time."""
        if not meetings:
            return ""
        bodies = listed([self.body(m) for m in meetings])
        return f". Samme dag: {bodies}, uten kunngjort klokkeslett"

    def right_before(self, council: Meeting) -> str:
        """Why a short meeting before the council lies there."""
        return f"Rett før {self.meeting(council)}"

    def right_after(self, council: Meeting) -> str:
        """Why a short meeting after the council lies there, or has no time."""
        unknown = "" if council.ends_at else "; når møtet slutter, er ikke kunngjort"
        return f"Rett etter {self.meeting(council)}{unknown}"

    def time_unknown(self, kind: MeetingType, council: Meeting) -> str:
        """Why a short meeting has no place yet."""
        return (
            f"{capital(_SHORT[kind])} ved {self.meeting(council)} er ikke satt opp, fordi "
            "kommunen ikke har kunngjort klokkeslettet. Legg inn klokkeslettet i møteplanen."
        )


def chosen_day(day: dt.date, window: Window, before: dt.date, purpose: str) -> str:
    """Why this day: "Mandag 12. februar: siste mandag før kommunestyret 15. februar"."""
    head = f"{capital(weekday_name(day.weekday()))} {day_month(day)}"
    if window.weekday is None:
        return f"{head}: siste ledige dag før {purpose}"
    wanted = weekday_name(window.weekday)
    if not window.prefers(day):
        return f"{head}: siste ledige dag før {purpose}, fordi ingen {wanted} er ledig"
    if (before - day).days <= _DAYS_IN_WEEK:
        return f"{head}: siste {wanted} før {purpose}"
    if (window.latest - day).days < _DAYS_IN_WEEK:
        lead = (before - window.latest).days
        return f"{head}: siste {wanted} minst {lead} dager før {purpose}"
    return f"{head}: siste ledige {wanted} før {purpose}"


def no_free_day(purpose: str, lead_min: int, lead_max: int) -> str:
    """That no day is free, and what to do."""
    return (
        f"Ingen dag mellom {lead_max} og {lead_min} dager før {purpose} er ledig for gruppemøtet. "
        "Velg en dag selv, eller la reglene gi flere dager å velge mellom."
    )
