"""The difference between a group's approved plan and what its rule now proposes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from service.domain.model import Meeting, MeetingStatus
from service.domain.planning import PREFIXES
from service.domain.slots import chronological


class PlanChangeKind(StrEnum):
    """What becomes of a group meeting when the proposal is approved."""

    ADDED = "added"
    MOVED = "moved"  # another date or time, the same meeting
    CHANGED = "changed"  # another place, or it prepares other meetings
    WITHDRAWN = "withdrawn"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # set by a person, history, or waiting for one's answer: left as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """One line of the before/after diff.

    ``suggestion`` is, for a kept meeting, what the rule would have said, where it says otherwise.
    """

    kind: PlanChangeKind
    before: Meeting | None
    after: Meeting | None
    suggestion: Meeting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """All changes, unchanged meetings included, in chronological order."""

    changes: tuple[PlanChange, ...]

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The plan as it will be once everything is approved."""
        return tuple(c.after for c in self.changes if c.after is not None)

    @property
    def differs(self) -> bool:
        """Whether there is anything to approve."""
        quiet = {PlanChangeKind.UNCHANGED, PlanChangeKind.KEPT}
        return any(c.kind not in quiet for c in self.changes)


def is_derived(meeting: Meeting) -> bool:
    """Whether the rule made this meeting, and not a person (an extra meeting, a gathering)."""
    prefix = PREFIXES.get(meeting.type)
    return prefix is not None and meeting.id.startswith(prefix)


def replan(
    approved: Sequence[Meeting],
    proposed: Sequence[Meeting],
    *,
    manual: Collection[str] = (),
    today: dt.date | None = None,
    uncertain: Collection[str] = (),
) -> Replan:
    """Compare the group's own approved meetings with a proposal.

    Meetings are the same by id; what is left over is the same if it has the same type and serves
    some of the same municipal meetings, and then keeps the approved id, so that calendar entry and
    documents follow. Ids in ``manual`` were set by a person and are kept as they are, as is what
    lies before ``today`` and what no rule made. What nothing asks for is kept too while it serves
    a meeting in ``uncertain``: a person has yet to say whether that one is held. A moved or
    changed meeting is TENTATIVE again.
    """
    pairs = list(_pairs(approved, proposed))
    partner = {id(old): fresh for old, fresh in pairs}
    carried = {id(fresh) for _, fresh in pairs}
    waiting = {m.id for m in approved if id(m) not in partner and set(m.serves) & {*uncertain}}
    kept = waiting.union(manual)
    changes = [
        *(_change(old, partner.get(id(old)), old.id in kept, today) for old in approved),
        *(
            PlanChange(kind=PlanChangeKind.ADDED, before=None, after=fresh)
            for fresh in proposed
            if id(fresh) not in carried
        ),
    ]
    return Replan(changes=tuple(sorted(changes, key=_when)))


def _pairs(
    approved: Sequence[Meeting], proposed: Sequence[Meeting]
) -> Iterator[tuple[Meeting, Meeting]]:
    by_id = {m.id: m for m in proposed}
    left = [m for m in approved if m.id not in by_id]
    for old in approved:
        if old.id in by_id:
            yield old, by_id[old.id]
    known = {m.id for m in approved}
    free = [m for m in proposed if m.id not in known]
    for old in left:
        alike = [m for m in free if m.type is old.type and set(m.serves) & set(old.serves)]
        if alike:
            fresh = min(alike, key=lambda m: (abs(m.date - old.date), m.id))
            free.remove(fresh)
            yield old, fresh


def _change(old: Meeting, fresh: Meeting | None, kept: bool, today: dt.date | None) -> PlanChange:
    if kept or not is_derived(old) or (today is not None and old.date < today):
        differs = fresh is not None and _place_in_time(fresh) != _place_in_time(old)
        return PlanChange(
            kind=PlanChangeKind.KEPT, before=old, after=old, suggestion=fresh if differs else None
        )
    cancelled = old.status is MeetingStatus.CANCELLED
    if fresh is None:
        kind = PlanChangeKind.UNCHANGED if cancelled else PlanChangeKind.WITHDRAWN
        return PlanChange(kind=kind, before=old, after=old if cancelled else None)
    after = replace(fresh, id=old.id)
    if cancelled:
        return PlanChange(kind=PlanChangeKind.ADDED, before=old, after=after)
    if _place_in_time(old) != _place_in_time(after):
        return PlanChange(kind=PlanChangeKind.MOVED, before=old, after=after)
    if (old.place, set(old.serves)) != (after.place, set(after.serves)):
        return PlanChange(kind=PlanChangeKind.CHANGED, before=old, after=after)
    after = replace(old, reason=after.reason, serves=after.serves)
    return PlanChange(kind=PlanChangeKind.UNCHANGED, before=old, after=after)


def _place_in_time(meeting: Meeting) -> tuple[dt.date, dt.time | None, dt.time | None]:
    return (meeting.date, meeting.start, meeting.end)


def _when(change: PlanChange) -> tuple[dt.date, dt.time, str]:
    meeting = change.after or change.before
    return chronological(meeting) if meeting else (dt.date.max, dt.time.max, "")
