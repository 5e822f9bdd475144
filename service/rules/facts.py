"""Everything a rule may look at, and small questions to ask of it.

A field that is None is *not known*, which is different from known to be empty: rules answer "not
evaluated" to the first and judge the second.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from service.domain.minutes import CaseItem, DocumentReading
from service.domain.model import (
    Audience,
    Body,
    Group,
    Meeting,
    MeetingStatus,
    MeetingType,
    Period,
    Roster,
)
from service.domain.place import Place
from service.domain.regulation_fields import Plain
from service.rules.indexes import RecordIndex, RosterIndex
from service.rules.records import Attestation, PlanAdoption, Record, in_order
from service.rules.results import Missing, Result
from service.rules.texts import parse_date

T = TypeVar("T")
MUNICIPAL_TYPES = (MeetingType.MUN_COUNCIL, MeetingType.MUN_EXEC, MeetingType.MUN_COMMITTEE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDocument:
    """A document of the shared folder as it was read, and what the folder says of it."""

    reading: DocumentReading
    meeting_id: str | None = None
    path: str = ""
    audience: Audience | None = None  # None: not known, a file given on the command line
    modified_at: dt.datetime | None = None
    version: str = ""  # another one for other contents; "" is not known

    def at(self, name: str = "", *, case: CaseItem | None = None, words: str = "") -> Place:
        """A place in it, as `Place` says."""
        number = (case.number or case.title) if case else ""
        return Place(document=self.path, case=number, name=name, words=words)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a group at one moment. ``now`` is aware, in Europe/Oslo.

    Without slots, so that what many rules look up is put in order once.

    ``adopted`` is what the group's adopted regulation decides, by the keys of
    ``regulation_fields``; None: no change log is kept, and the document at hand speaks for itself.
    ``judged`` is the time a rule holds; meetings outside it are left out, registers are whole.
    """

    group: Group
    now: dt.datetime
    meetings: tuple[Meeting, ...] = ()
    documents: tuple[MeetingDocument, ...] | None = None
    adoptions: tuple[PlanAdoption, ...] | None = None
    visibility: Mapping[str, Audience] | None = None  # meeting id -> the calendar it was seen in
    attestations: tuple[Attestation, ...] = ()
    adopted: Mapping[str, Plain] | None = None
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    judged: Period | None = None

    @property
    def today(self) -> dt.date:
        """The day in Oslo."""
        return self.now.date()

    @property
    def roster(self) -> Roster:
        """Bodies and people of the group."""
        return self.group.roster

    def within(self, period: Period, loose: Period) -> Facts:
        """The same facts with only the meetings, and their documents, that ``period`` covers.

        Documents of no known meeting are kept where ``loose`` covers the date they bear, if any.
        """
        meetings = tuple(m for m in self.meetings if period.covers(m.date))
        outside = {m.id for m in self.meetings} - {m.id for m in meetings}
        documents = self.documents and tuple(
            d for d in self.documents if d.meeting_id not in outside and _bears(d, loose)
        )
        scoped = replace(self, meetings=meetings, documents=documents, judged=period)
        # What no period changes is put in order once.
        for shared in ("people", "matches", "over", "_orders"):
            vars(scoped)[shared] = getattr(self, shared)
        return scoped

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What many rules make of the facts, made once; ``key`` names it."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    def confirmed_for(self, rule: str) -> Facts:
        """The same facts with only what people have confirmed for that rule."""
        own = copy.copy(self)  # with what has been put in order, as nothing of it changes
        given = tuple(a for a in self.attestations if a.rule == rule)
        object.__setattr__(own, "attestations", given)
        return own

    @cached_property
    def _meetings_by_id(self) -> Mapping[str, Meeting]:
        return {m.id: m for m in reversed(self.meetings)}

    @cached_property
    def _documents_by_meeting(self) -> Mapping[str, list[MeetingDocument]]:
        found: dict[str, list[MeetingDocument]] = defaultdict(list)
        for document in self.documents or ():
            if document.meeting_id:
                found[document.meeting_id].append(document)
        return found

    @cached_property
    def _in_order(self) -> tuple[Meeting, ...]:
        """The meetings that are not cancelled, in order of time."""
        held = (m for m in self.meetings if m.status is not MeetingStatus.CANCELLED)
        return tuple(sorted(held, key=_when))

    @cached_property
    def people(self) -> RosterIndex:
        """The roster, for looking people up in."""
        return RosterIndex(self.roster)

    @cached_property
    def matches(self) -> RecordIndex:
        """The registers, for looking up entries about the same thing."""
        return RecordIndex(self.records)

    def as_of(self, now: dt.datetime) -> Facts:
        """The same facts, as they will look from that moment."""
        own = copy.copy(self)  # with what has been put in order, as no moment changes it
        object.__setattr__(own, "now", now)
        vars(own).pop("_made", None)
        return own

    def meeting(self, meeting_id: str | None) -> Meeting | None:
        """The meeting with that id, if the plan has it."""
        return self._meetings_by_id.get(meeting_id) if meeting_id else None

    def of_types(self, types: Iterable[MeetingType]) -> Iterator[Meeting]:
        """Meetings of these types that are not cancelled, in order of time."""
        wanted = frozenset(types)
        return (m for m in self._in_order if m.type in wanted)

    def has_municipal_plan(self) -> bool:
        """Whether any meeting of the municipality is known."""
        return any(m.type in MUNICIPAL_TYPES for m in self.meetings)

    def has_come(self, moment: dt.datetime) -> bool:
        """Whether the moment is here."""
        return moment <= self.now

    def is_over(self, meeting: Meeting) -> bool:
        """Whether the meeting has been held: its end, or at latest its day, has passed."""
        over = self.over.get(meeting.id)
        return meeting.is_over(self.now) if over is None else over

    @cached_property
    def over(self) -> Mapping[str, bool]:
        """Which meetings of the plan have been held, by id."""
        return {m.id: m.is_over(self.now) for m in self.meetings}

    def recall(
        self,
        key: Hashable,  # noqa: ARG002 - those that remember look at it
        basis: object,  # noqa: ARG002
        make: Callable[[], T],
    ) -> T:
        """What a rule makes of a part of what it judges, by the rule's own key for it.

        ``basis`` is all that ``make`` goes by, besides what it looks up in the facts itself; where
        it is None, nobody can tell whether it is the same as last time.
        """
        return make()

    def said(self, result: Result, say: Callable[[], T]) -> T:  # noqa: ARG002 - as above
        """What is said of a result."""
        return say()

    def body_called(self, key: str) -> Body | str:
        """The body, to be said; its key where the roster lacks it."""
        return self.roster.body(key) or key

    def documents_of(self, *types: str) -> tuple[MeetingDocument, ...] | Missing:
        """The documents of these types, or the missing fact where the folder was not read."""
        if self.documents is None:
            return Missing("documents")
        return tuple(d for d in self.documents if d.reading.type in types)

    def document(self, meeting: Meeting, *kinds: str) -> MeetingDocument | None:
        """The meeting's document of one of these types, if there is one."""
        own = self._documents_by_meeting.get(meeting.id, ())
        return next((d for d in own if d.reading.type in kinds), None)

    def register(self, kind: str) -> tuple[Record, ...] | Missing:
        """The records of that kind, or the missing fact where no such register is kept."""
        known = self.records.get(kind)
        return Missing(str(kind)) if known is None else self._ordered(kind, known)

    def entries(self, kind: str) -> tuple[Record, ...]:
        """The records of that kind, none where no such register is kept."""
        return self._ordered(kind, self.records.get(kind, ()))

    def _ordered(self, kind: str, known: tuple[Record, ...]) -> tuple[Record, ...]:
        if kind not in self._orders:
            self._orders[kind] = in_order(known)
        return self._orders[kind]

    @cached_property
    def _orders(self) -> dict[str, tuple[Record, ...]]:
        return {}

    def body_named(self, text: str) -> Body | None:
        """The body that is called so, by key, name or alias."""
        wanted = text.strip().casefold()
        return next(
            (
                b
                for b in self.roster.bodies
                if wanted in {n.casefold() for n in (b.key, b.name, *b.aliases)}
            ),
            None,
        )


def _bears(document: MeetingDocument, period: Period) -> bool:
    day = None if document.meeting_id else parse_date(document.reading.text("meeting.date") or "")
    return day is None or period.covers(day)


def _when(meeting: Meeting) -> tuple[dt.date, dt.time, str]:
    return meeting.date, meeting.start or dt.time.max, meeting.id


def precedes(first: Meeting, second: Meeting) -> bool | None:
    """Whether ``first`` ends before ``second`` starts; None where a time is not known."""
    if first.date != second.date:
        return first.date < second.date
    if first.start is None or second.start is None:
        return None
    if first.end is None:
        return first.start < second.start
    end, start = first.ends_at, second.starts_at
    return None if end is None or start is None else end <= start
