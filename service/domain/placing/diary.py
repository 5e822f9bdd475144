"""What is taken: closed days, the group's own meetings, and those of bodies its people sit in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from service.domain.model import Meeting, MeetingStatus, MeetingType
from service.domain.placing.people import People, Seats, seats_of
from service.domain.placing.surroundings import Busy, Surroundings
from service.domain.slots import chronological, overlap

T = TypeVar("T")

_EVERYBODY_MEETS = frozenset(
    {MeetingType.GRP_ORD, MeetingType.GRP_EXTRA, MeetingType.MEDL, MeetingType.SOSIAL}
)


class HindranceKind(StrEnum):
    """Why a day can't be used."""

    CLOSED = "closed"
    OWN_MEETING = "own_meeting"
    CLASH = "clash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """Why a meeting can't be where it was tried. ``meeting`` is the one in its way."""

    kind: HindranceKind
    name: str = ""  # of a closed day
    meeting: Meeting | None = None


@dataclass(slots=True, kw_only=True)
class Diary:
    """Days and times that are taken; meetings that are placed are added."""

    closed: Mapping[dt.date, str]
    avoided: Mapping[dt.date, str]
    seats: Seats
    municipal: Mapping[dt.date, list[Meeting]]
    busy: Mapping[dt.date, list[Busy]]
    own: dict[dt.date, list[tuple[Meeting, People]]] = field(default_factory=dict)

    def add(self, meeting: Meeting, people: People = None) -> None:
        """Take the time of one of the group's own meetings."""
        for day in _days(meeting):
            self.own.setdefault(day, []).append((meeting, people))

    def hindrance(self, slot: Meeting, people: People) -> Hindrance | None:
        """What keeps a meeting of these people from being held at ``slot``, if anything."""
        if slot.date in self.closed:
            return Hindrance(kind=HindranceKind.CLOSED, name=self.closed[slot.date])
        for day in _days(slot):
            for meeting, theirs in self.own.get(day, ()):
                if meeting.id != slot.id and _in_the_way(slot, people, meeting, theirs):
                    return Hindrance(kind=HindranceKind.OWN_MEETING, meeting=meeting)
            for meeting in self.municipal.get(day, ()):
                if overlap(slot, meeting) and self._matters(meeting, people):
                    return Hindrance(kind=HindranceKind.CLASH, meeting=meeting)
        return None

    def somebody_busy(self, slot: Meeting, people: People) -> bool:
        """Whether one of these people is somewhere else, because of a second seat."""
        begins, ends = (slot.starts_at, slot.ends_at) if self.busy else (None, None)
        if begins is None or ends is None:
            return False
        return any(
            one.start < ends and begins < one.end and (people is None or one.person in people)
            for day in _days(slot)
            for one in self.busy.get(day, ())
        )

    def untimed(self, slot: Meeting, people: People) -> list[Meeting]:
        """Municipal meetings of the day that may collide: nobody has published their time."""
        same_day = self.municipal.get(slot.date, ())
        return [m for m in same_day if m.start is None and self._matters(m, people)]

    def _matters(self, meeting: Meeting, people: People) -> bool:
        return self.seats.matters(meeting.body, meeting.date, people)


def open_diary(
    municipal: Iterable[Meeting], closed: Collection[dt.date], surroundings: Surroundings
) -> Diary:
    """The diary before anything is placed. ``closed`` may map the days to their names."""
    sure = (
        m
        for m in sorted((*municipal, *surroundings.beside), key=chronological)
        if m.status is not MeetingStatus.CANCELLED and m.confidence >= 1
    )
    busy = ((day, one) for one in surroundings.busy for day in {one.start.date(), one.end.date()})
    diary = Diary(
        closed=closed if isinstance(closed, Mapping) else dict.fromkeys(closed, ""),
        avoided=surroundings.avoided,
        seats=seats_of(surroundings.roster),
        municipal=_by_day((day, m) for m in sure for day in _days(m)),
        busy=_by_day(busy),
    )
    for meeting in surroundings.kept:
        diary.add(meeting)
    return diary


def _by_day(entries: Iterable[tuple[dt.date, T]]) -> dict[dt.date, list[T]]:
    found: defaultdict[dt.date, list[T]] = defaultdict(list)
    for day, entry in entries:
        found[day].append(entry)
    return dict(found)


def _in_the_way(slot: Meeting, people: People, other: Meeting, theirs: People) -> bool:
    """The whole group meets once a day; others may meet whenever nobody has to be in both."""
    if slot.type in _EVERYBODY_MEETS and other.type in _EVERYBODY_MEETS:
        return slot.date == other.date
    shared = people is None or theirs is None or bool(people & theirs)
    return shared and overlap(slot, other)


def _days(meeting: Meeting) -> Iterator[dt.date]:
    """Its day, and the next where it goes on past midnight."""
    yield meeting.date
    ends = meeting.ends_at
    if ends is not None and ends.date() != meeting.date:
        yield ends.date()
