"""Recognising the same municipal meetings in a newer version of a published plan."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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


def match_municipal(before: Sequence[Meeting], after: Sequence[Meeting]) -> MunicipalMatch:
    """Give the meetings of ``after`` the ids of the same meetings in ``before``.

    The same body and date is the same meeting. Of what is left, the removed and the added meeting
    of one body that lie closest, at most ``MOVE_DAYS`` apart and with no other meeting of that
    body between them, are one meeting that moved. Pass in ``before`` only meetings of the period
    that ``after`` covers: the rest would count as removed.
    """
    same = list(_same_day(before, after))
    gone = _without(before, (old for old, _ in same))
    new = _without(after, (fresh for _, fresh in same))
    moved = list(_moves(gone, new, (*before, *after)))
    pairs = [(old, _carry(old, fresh)) for old, fresh in (*same, *moved)]
    removed = _without(gone, (old for old, _ in moved))
    added = _named(_without(new, (fresh for _, fresh in moved)), {m.id for m in before})
    changes = [
        *(change for pair in pairs for change in _differences(*pair)),
        *(MunicipalChange(kind=ChangeKind.ADDED, meeting=m, before=None) for m in added),
        *(MunicipalChange(kind=ChangeKind.REMOVED, meeting=m, before=m) for m in removed),
    ]
    return MunicipalMatch(
        meetings=tuple(sorted((*(m for _, m in pairs), *added), key=chronological)),
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
    gone: Sequence[Meeting], new: Sequence[Meeting], everything: Sequence[Meeting]
) -> Iterator[_Pair]:
    """Pairs that may be one meeting, the closest first, each meeting in one pair only."""
    candidates = sorted(
        ((old, fresh) for old in gone for fresh in new if _may_be_move(old, fresh, everything)),
        key=_distance,
    )
    used: set[int] = set()
    for old, fresh in candidates:
        if used.isdisjoint({id(old), id(fresh)}):
            used |= {id(old), id(fresh)}
            yield old, fresh


def _distance(
    pair: _Pair,
) -> tuple[int, tuple[dt.date, dt.time, str], tuple[dt.date, dt.time, str]]:
    old, fresh = pair
    return (abs((fresh.date - old.date).days), chronological(old), chronological(fresh))


def _may_be_move(old: Meeting, fresh: Meeting, everything: Iterable[Meeting]) -> bool:
    low, high = sorted((old.date, fresh.date))
    return (
        old.body == fresh.body
        and (high - low).days <= MOVE_DAYS
        and not any(m.body == old.body and low < m.date < high for m in everything)
    )


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


def _differences(old: Meeting, fresh: Meeting) -> Iterator[MunicipalChange]:
    """The most telling change of a meeting, if any: one line in the diff."""
    cancelled = MeetingStatus.CANCELLED
    tests = (
        (ChangeKind.CANCELLED, fresh.status is cancelled and old.status is not cancelled),
        (ChangeKind.REINSTATED, old.status is cancelled and fresh.status is not cancelled),
        (ChangeKind.MOVED, old.date != fresh.date),
        (ChangeKind.RETIMED, (old.start, old.end) != (fresh.start, fresh.end)),
        (ChangeKind.RELOCATED, old.place != fresh.place),
    )
    kind = next((kind for kind, holds in tests if holds), None)
    if kind is not None:
        yield MunicipalChange(kind=kind, meeting=fresh, before=old)
