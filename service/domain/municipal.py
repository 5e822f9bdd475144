"""Recognising the same municipal meetings in a newer version of a published plan."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from service.domain.model import Meeting, MeetingStatus
from service.domain.slots import chronological

MOVE_DAYS = 21  # a longer way than this is another meeting


class ChangeKind(StrEnum):
    """What the newer plan says of a meeting that the older one did not."""

    ADDED = "added"
    MOVED = "moved"  # to another date
    RETIMED = "retimed"  # another time of day, or the time became known or unknown
    RELOCATED = "relocated"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalChange:
    """One change, of ``meeting`` as it now is (a removed one: as it was).

    ``before`` is how it was, or None for an added meeting.
    """

    kind: ChangeKind
    meeting: Meeting
    before: Meeting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalMatch:
    """The newer plan's meetings with the ids they are known by, and what changed."""

    meetings: tuple[Meeting, ...]
    changes: tuple[MunicipalChange, ...]


_Pair = tuple[Meeting, Meeting]


def municipal_id(body_key: str, date: dt.date, occurrence: int = 1) -> str:
    """The id of a municipal meeting when first read; it keeps it when it moves.

    ``occurrence`` counts the body's meetings of one day, from 1.
    """
    return f"{body_key}-{date.isoformat()}" + (f"-{occurrence}" if occurrence > 1 else "")


def match_municipal(
    before: Sequence[Meeting],
    after: Sequence[Meeting],
    *,
    retired: Iterable[Meeting] = (),
    used: Collection[str] = (),
) -> MunicipalMatch:
    """Give the meetings of ``after`` the ids of the same meetings in ``before``.

    The same body and date is the same meeting. Of what is left, the removed and the added meeting
    of one body that lie closest, at most ``MOVE_DAYS`` apart and with no other meeting of that
    body between them, are one meeting that moved. Pass in ``before`` only meetings of the period
    that ``after`` covers: the rest would count as removed.

    ``retired`` are meetings that earlier plans have dropped: one that comes back on its day is the
    same meeting. No other gets an id in ``used``, which every meeting of the group has or has had.
    """
    same = list(_same_day(before, after))
    gone = _without(before, (old for old, _ in same))
    new = _without(after, (fresh for _, fresh in same))
    moved = list(_moves(gone, new, (*before, *after)))
    new = _without(new, (fresh for _, fresh in moved))
    known = {m.id for m in before}
    back = list(_same_day([m for m in retired if m.id not in known], new))
    pairs = [(old, _carry(old, fresh)) for old, fresh in (*same, *moved)]
    returned = [(old, _carry(old, fresh)) for old, fresh in back]
    removed = _without(gone, (old for old, _ in moved))
    taken = known.union(used, (old.id for old, _ in back))
    added = _named(_without(new, (fresh for _, fresh in back)), taken)
    changes = [
        *municipal_changes(pairs),
        *(
            MunicipalChange(kind=ChangeKind.REINSTATED, meeting=fresh, before=old)
            for old, fresh in returned
        ),
        *(MunicipalChange(kind=ChangeKind.ADDED, meeting=m, before=None) for m in added),
        *(MunicipalChange(kind=ChangeKind.REMOVED, meeting=m, before=m) for m in removed),
    ]
    return MunicipalMatch(
        meetings=tuple(sorted((*(m for _, m in (*pairs, *returned)), *added), key=chronological)),
        changes=tuple(sorted(changes, key=lambda change: chronological(change.meeting))),
    )


def _same_day(before: Sequence[Meeting], after: Sequence[Meeting]) -> Iterator[_Pair]:
    """Pair by body and date; of several a day, those with the same start first."""
    fresh: defaultdict[tuple[str, dt.date], list[Meeting]] = defaultdict(list)
    for meeting in sorted(after, key=chronological):
        fresh[meeting.body, meeting.date].append(meeting)
    rest = []
    for old in sorted(before, key=chronological):
        day = fresh[old.body, old.date]
        twin = next((m for m in day if m.start == old.start), None)
        if twin is None:
            rest.append(old)
        else:
            day.remove(twin)
            yield old, twin
    for old in rest:
        if day := fresh[old.body, old.date]:
            yield old, day.pop(0)


def _moves(
    gone: Sequence[Meeting], new: Sequence[Meeting], everything: Iterable[Meeting]
) -> Iterator[_Pair]:
    """Pairs that may be one meeting, the closest first, each meeting in one pair only."""
    candidates = sorted(_may_be_moves(gone, new, everything), key=_distance)
    used: set[int] = set()
    for old, fresh in candidates:
        if used.isdisjoint({id(old), id(fresh)}):
            used |= {id(old), id(fresh)}
            yield old, fresh


def _may_be_moves(
    gone: Iterable[Meeting], new: Iterable[Meeting], everything: Iterable[Meeting]
) -> Iterator[_Pair]:
    """Each meeting that is gone with the new ones on the next and the last day of its body."""
    days: defaultdict[str, set[dt.date]] = defaultdict(set)
    for meeting in everything:
        days[meeting.body].add(meeting.date)
    ordered: Mapping[str, list[dt.date]] = {body: sorted(found) for body, found in days.items()}
    fresh: defaultdict[tuple[str, dt.date], list[Meeting]] = defaultdict(list)
    for meeting in new:
        fresh[meeting.body, meeting.date].append(meeting)
    for old in gone:
        own = ordered[old.body]
        place = bisect_left(own, old.date)
        for day in (*own[max(place - 1, 0) : place], *own[place + 1 : place + 2]):
            if abs((day - old.date).days) <= MOVE_DAYS:
                yield from ((old, one) for one in fresh[old.body, day])


def _distance(
    pair: _Pair,
) -> tuple[int, tuple[dt.date, dt.time, str], tuple[dt.date, dt.time, str]]:
    old, fresh = pair
    return (abs((fresh.date - old.date).days), chronological(old), chronological(fresh))


def _without(meetings: Sequence[Meeting], taken: Iterable[Meeting]) -> list[Meeting]:
    identities = {id(m) for m in taken}
    return [m for m in meetings if id(m) not in identities]


def _carry(old: Meeting, fresh: Meeting) -> Meeting:
    """The fresh meeting under the known id; what a person has confirmed stays confirmed."""
    if not _vouched_for(old, fresh):
        return replace(fresh, id=old.id)
    return replace(fresh, id=old.id, type=old.type, status=old.status, confidence=old.confidence)


def _vouched_for(old: Meeting, fresh: Meeting) -> bool:
    """Whether a person has confirmed this very meeting with this very doubt about it.

    A meeting read with doubt keeps the doubt as its reason when it is confirmed. A doubt that the
    older plan didn't have is new, and nobody has vouched for that.
    """
    off = MeetingStatus.CANCELLED
    return (
        fresh.confidence < 1 <= old.confidence
        and off not in {old.status, fresh.status}
        and (old.date, old.start, old.reason) == (fresh.date, fresh.start, fresh.reason)
    )


def _named(added: Sequence[Meeting], used: set[str]) -> list[Meeting]:
    """Added meetings under ids that nothing else has: a moved meeting may keep this date's id."""
    named = []
    for meeting in added:
        identity, occurrence = meeting.id, 1
        while identity in used:
            occurrence += 1
            identity = municipal_id(meeting.body, meeting.date, occurrence)
        used.add(identity)
        named.append(replace(meeting, id=identity))
    return named


def municipal_changes(pairs: Iterable[_Pair]) -> Iterator[MunicipalChange]:
    """What is said otherwise of each meeting, as it was and as it is: its most telling change."""
    for old, fresh in pairs:
        kind = next((kind for kind, holds in _tests(old, fresh) if holds), None)
        if kind is not None:
            yield MunicipalChange(kind=kind, meeting=fresh, before=old)


def _tests(old: Meeting, fresh: Meeting) -> tuple[tuple[ChangeKind, bool], ...]:
    cancelled = MeetingStatus.CANCELLED
    return (
        (ChangeKind.CANCELLED, fresh.status is cancelled and old.status is not cancelled),
        (ChangeKind.REINSTATED, old.status is cancelled and fresh.status is not cancelled),
        (ChangeKind.MOVED, old.date != fresh.date),
        (ChangeKind.RETIMED, (old.start, old.end) != (fresh.start, fresh.end)),
        (ChangeKind.RELOCATED, old.place != fresh.place),
    )
