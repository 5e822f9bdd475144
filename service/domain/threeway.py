"""A proposal seen three ways: published when the group last approved, published now, the plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.domain.halves import half_of
from service.domain.model import Meeting, Period
from service.domain.municipal import ChangeKind, MunicipalChange, municipal_changes
from service.domain.planning import PREFIXES
from service.domain.replanning import PlanChange, Replan, is_derived
from service.domain.slots import chronological

_NUMBERED: Final = re.compile(r"(20\d\d-[12])-\d+(?:-\d+)?")  # an id of a meeting serving nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """One of the group's meetings: what becomes of it, and what the municipality did meanwhile.

    ``causes`` are the published changes since the approval in what the meeting serves.
    """

    change: PlanChange
    causes: tuple[MunicipalChange, ...] = ()

    @property
    def id(self) -> str:
        """The meeting's id."""
        return self.change.id

    @property
    def tells(self) -> bool:
        """Whether there is anything to say of it."""
        return not self.change.quiet or bool(self.causes) or self.change.suggestion is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeWay:
    """Every line of a proposal, in order of date, and the published changes none of them rests on.

    ``known`` tells whether it is known what was published when the group last approved.
    """

    lines: tuple[DiffLine, ...]
    others: tuple[MunicipalChange, ...] = ()
    known: bool = False

    @property
    def published(self) -> tuple[MunicipalChange, ...]:
        """All that the municipality has changed since the approval, each once, in order."""
        found = {c.meeting.id: c for line in self.lines for c in line.causes}
        found |= {c.meeting.id: c for c in self.others}
        return tuple(sorted(found.values(), key=lambda change: chronological(change.meeting)))


def three_way(replan: Replan, before: Sequence[Meeting] | None, now: Sequence[Meeting]) -> ThreeWay:
    """Tie what becomes of each meeting to what has been published anew.

    ``before`` is the municipality's plan that the last approval rested on; None where no approval
    is known.
    """
    if before is None:
        return ThreeWay(lines=tuple(DiffLine(change=change) for change in replan.changes))
    changed = {c.meeting.id: c for c in _published(before, now)}
    lines = tuple(
        DiffLine(change=change, causes=tuple(changed[s] for s in _served(change) if s in changed))
        for change in replan.changes
    )
    tied = {cause.meeting.id for line in lines for cause in line.causes}
    others = tuple(change for key, change in changed.items() if key not in tied)
    return ThreeWay(lines=lines, others=others, known=True)


def rests_on(
    changes: Iterable[PlanChange],
    only: Collection[str] | None,
    before: Iterable[Meeting],
    now: Iterable[Meeting],
) -> tuple[Meeting, ...]:
    """The published meetings that the plan rests on once the changes in ``only`` are approved.

    What a change that was not approved rests on stays as it was: the next proposal must still say
    why. With None, everything is approved.
    """
    old, new = _by_id(before), _by_id(now)
    open_ = (c for c in changes if only is not None and not c.quiet and c.id not in only)
    waiting = {served for change in open_ for served in _served(change)}
    kept = {key: old[key] for key in waiting if key in old}
    fresh = {key: meeting for key, meeting in new.items() if key not in waiting}
    return tuple(sorted((kept | fresh).values(), key=chronological))


def meetings_of_half(
    own: Iterable[Meeting], municipal: Iterable[Meeting], period: Period
) -> tuple[Meeting, ...]:
    """The group's meetings that a half-year's plan decides on.

    A derived meeting belongs where the first meeting lies that it serves: the one in June that
    prepares July's council is the autumn's. One that serves nothing is numbered within its
    half-year. ``municipal`` are all that are known, of any day.
    """
    days = {meeting.id: meeting.date for meeting in municipal}
    half = half_of(period.start)
    return tuple(m for m in own if _half_of(m, days) == half)


def _half_of(meeting: Meeting, days: Mapping[str, dt.date]) -> str:
    if is_derived(meeting) and not meeting.serves:
        numbered = _NUMBERED.fullmatch(meeting.id.removeprefix(PREFIXES[meeting.type]))
        return numbered[1] if numbered else half_of(meeting.date)
    served = [days[s] for s in meeting.serves if s in days] if is_derived(meeting) else []
    return half_of(min(served, default=meeting.date))


def _published(before: Sequence[Meeting], now: Sequence[Meeting]) -> Iterator[MunicipalChange]:
    old, new = _by_id(before), _by_id(now)
    yield from municipal_changes((old[key], new[key]) for key in old if key in new)
    for key, meeting in new.items():
        if key not in old:
            yield MunicipalChange(kind=ChangeKind.ADDED, meeting=meeting, before=None)
    for key, meeting in old.items():
        if key not in new:
            yield MunicipalChange(kind=ChangeKind.REMOVED, meeting=meeting, before=meeting)


def _served(change: PlanChange) -> tuple[str, ...]:
    sides = (change.before, change.after, change.suggestion)
    return tuple(dict.fromkeys(s for side in sides if side for s in side.serves))


def _by_id(meetings: Iterable[Meeting]) -> dict[str, Meeting]:
    return {meeting.id: meeting for meeting in meetings}
