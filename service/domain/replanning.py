"""The difference between a group's approved plan and what its rule now proposes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from service.domain.model import Meeting, MeetingStatus
from service.domain.pairing import same_meetings
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


_QUIET = frozenset({PlanChangeKind.UNCHANGED, PlanChangeKind.KEPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """One line of the before/after diff.

    ``suggestion`` is, for a kept meeting, what the rule would have said, where it says otherwise.
    ``by_hand`` tells that a person has set the meeting, and ``held`` that its day has passed.
    """

    kind: PlanChangeKind
    before: Meeting | None
    after: Meeting | None
    suggestion: Meeting | None = None
    by_hand: bool = False
    held: bool = False

    @property
    def id(self) -> str:
        """The meeting's id, the same before and after."""
        meeting = self.after or self.before
        return meeting.id if meeting else ""

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to approve about it."""
        return self.kind in _QUIET


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """All changes, unchanged meetings included, in chronological order.

    ``past`` are meetings that the rule would put on days that have passed: nobody can hold them.
    """

    changes: tuple[PlanChange, ...]
    past: tuple[Meeting, ...] = ()

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The plan as it will be once everything is approved."""
        return tuple(c.after for c in self.changes if c.after is not None)

    @property
    def differs(self) -> bool:
        """Whether there is anything to approve."""
        return any(not change.quiet for change in self.changes)


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
    used: Collection[str] = (),
) -> Replan:
    """Compare the group's own approved meetings with a proposal.

    Meetings are the same by what they serve (see `same_meetings`), and keep the approved id, so
    that calendar entry and documents follow; a new one never gets an id that another meeting has
    or has had, of those in ``approved`` and ``used``. Ids in ``manual`` were set by a person and
    are kept as they are, as is what lies before ``today`` and what no rule made. What nothing asks
    for is kept too while it serves a meeting in ``uncertain``: a person has yet to say whether
    that one is held. A moved or changed meeting is TENTATIVE again.

    Nothing is put on a day before ``today``, but in a plan's first proposal.
    """
    pairs = same_meetings(approved, proposed)
    partner = {id(old): fresh for old, fresh in pairs}
    carried = {id(fresh) for _, fresh in pairs}
    new = [fresh for fresh in proposed if id(fresh) not in carried]
    sides = _Sides(manual=manual, uncertain=frozenset(uncertain), today=today)
    changes = [sides.change(old, partner.get(id(old))) for old in approved]
    first = not any(map(is_derived, approved))
    coming = [fresh for fresh in new if first or not sides.passed(fresh)]
    named = _named(coming, {m.id for m in approved}.union(used))
    added = (PlanChange(kind=PlanChangeKind.ADDED, before=None, after=fresh) for fresh in named)
    return Replan(
        changes=tuple(sorted((*changes, *added), key=_when)),
        past=(
            *(fresh for fresh in new if not first and sides.passed(fresh)),
            *(fresh for old, fresh in pairs if sides.passed(fresh) and not sides.passed(old)),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """What people have said about the meetings that are compared."""

    manual: Collection[str]
    uncertain: frozenset[str]
    today: dt.date | None

    def passed(self, meeting: Meeting) -> bool:
        return self.today is not None and meeting.date < self.today

    def change(self, old: Meeting, fresh: Meeting | None) -> PlanChange:
        """What becomes of one meeting of the plan."""
        by_hand, held = old.id in self.manual, self.passed(old)
        waiting = fresh is None and not self.uncertain.isdisjoint(old.serves)
        if by_hand or held or waiting or not is_derived(old):
            differs = fresh is not None and _differently(old, fresh)
            proposed = old.status is MeetingStatus.TENTATIVE and not (held or waiting)
            return PlanChange(
                kind=PlanChangeKind.ADDED if proposed else PlanChangeKind.KEPT,
                before=old,
                after=old,
                suggestion=fresh if differs else None,
                by_hand=by_hand,
                held=held,
            )
        return _derived(old, None if fresh is None or self.passed(fresh) else fresh)


def _derived(old: Meeting, fresh: Meeting | None) -> PlanChange:
    """What becomes of a meeting that the rule made, and nobody has touched."""
    cancelled = old.status is MeetingStatus.CANCELLED
    if fresh is None:
        kind = PlanChangeKind.UNCHANGED if cancelled else PlanChangeKind.WITHDRAWN
        return PlanChange(kind=kind, before=old, after=old if cancelled else None)
    after = replace(fresh, id=old.id)
    if cancelled or old.status is MeetingStatus.TENTATIVE:
        return PlanChange(kind=PlanChangeKind.ADDED, before=old, after=after)
    if _place_in_time(old) != _place_in_time(after):
        return PlanChange(kind=PlanChangeKind.MOVED, before=old, after=after)
    if (old.place, set(old.serves)) != (after.place, set(after.serves)):
        return PlanChange(kind=PlanChangeKind.CHANGED, before=old, after=after)
    after = replace(old, reason=after.reason, serves=after.serves)
    return PlanChange(kind=PlanChangeKind.UNCHANGED, before=old, after=after)


def _differently(kept: Meeting, fresh: Meeting) -> bool:
    """Whether the rule says otherwise than a person: of when, or of whether it is held."""
    off = kept.status is MeetingStatus.CANCELLED
    return off or _place_in_time(fresh) != _place_in_time(kept)


def _named(added: Iterable[Meeting], taken: Collection[str]) -> Iterator[Meeting]:
    """New meetings under ids that nothing else has: one that moved on may keep the usual one."""
    known = set(taken)
    for meeting in added:
        ids = (f"{meeting.id}-{n}" if n > 1 else meeting.id for n in count(1))
        own = next(one for one in ids if one not in known)
        known.add(own)
        yield replace(meeting, id=own)


def _place_in_time(meeting: Meeting) -> tuple[dt.date, dt.time | None, dt.time | None]:
    return (meeting.date, meeting.start, meeting.end)


def _when(change: PlanChange) -> tuple[dt.date, dt.time, str]:
    meeting = change.after or change.before
    return chronological(meeting) if meeting else (dt.date.max, dt.time.max, "")
