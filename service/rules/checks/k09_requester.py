"""K09: whoever chairs, calls, asks for, adds people to or moves a meeting may do so.

The caller is in the plan, the chair and those present in the protocol. Requests, invitations and
changes are registers; without them the rule is not evaluated where it needs one.

``who = "convener"``: every meeting of ``types`` is called by a holder of one of ``offices``; of a
constitution its protocol may say who called. ``first``: the first constitution alone.

``who = "setter"``: the agenda of a municipal meeting was set by whoever has the authority for its
body, as the register of agendas says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.minutes import AttendanceStatus
from service.domain.model import BodyKind, Meeting, MeetingType, Person, Role
from service.rules.checks.agenda.conveners import Convener
from service.rules.checks.agenda.setter import Setter
from service.rules.facts import Facts
from service.rules.offices import Office, OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holders, holds, name_of, person_named
from service.rules.protocols import Minutes, of_minutes, people_in, row_of
from service.rules.records import RecordKind
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank


class Chair(CheckParams):
    """The chair named in the protocol holds one of the offices."""

    says: ClassVar = frozenset({"date", "person", "office"})

    who: Literal["chair"]
    types: tuple[MeetingType, ...]
    offices: tuple[OfficeParam, ...]
    excuses: tuple[str, ...] = ()  # words in the field that say why another chairs

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each written protocol."""
        return of_minutes(facts, self.types, self._minutes)

    def _minutes(self, facts: Facts, minutes: Minutes) -> Iterator[Result]:
        yield self._result(facts, minutes)

    def _result(self, facts: Facts, minutes: Minutes) -> Result:
        text = minutes.reading.text("meeting.chair") or ""
        if is_blank(text):
            return Missing("chair", {"what": minutes.said()})
        person = person_named(facts, text)
        excused = any(word in text.casefold() for word in self.excuses)
        if excused or (person and holds(facts, person.id, self.offices, minutes.day(facts))):
            return Passed(minutes.target)
        values = {"date": minutes.when(), "person": text, "office": self.offices}
        place = minutes.document.at("meeting.chair")
        return Failed(target=minutes.target, values=values, place=place)


class Caller(CheckParams):
    """The meeting is called by an office, or enough of the right people have asked for it."""

    says: ClassVar = frozenset({"date", "minimum", "count"})

    who: Literal["caller"]
    types: tuple[MeetingType, ...]
    offices: tuple[OfficeParam, ...]
    requesters: tuple[OfficeParam, ...]
    min_requesters: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each planned or held meeting."""
        for meeting in facts.of_types(self.types):
            yield self._result(facts, meeting)

    def _result(self, facts: Facts, meeting: Meeting) -> Result:
        target = Target("meeting", meeting.id)
        if holds(facts, meeting.called_by, self.offices, meeting.date):
            return Passed(target)
        requests = facts.register(RecordKind.REQUEST)
        if isinstance(requests, Missing):
            return requests if meeting.called_by else Missing("caller", {"what": meeting})
        right = {p.id for p in holders(facts, self.requesters, meeting.date)}
        asking = {r.by for r in requests if r.meeting == meeting.id} & right
        if len(asking) >= self.min_requesters:
            return Passed(target)
        if not meeting.called_by:
            return Missing("caller", {"what": meeting})
        values = {"date": meeting.date, "minimum": self.min_requesters, "count": len(asking)}
        return Failed(target=target, values=values, facts=(meeting,), due=meeting.date)


class Inviter(CheckParams):
    """Those present beyond the regular ones were called in by the right office."""

    says: ClassVar = frozenset({"person", "date"})

    who: Literal["inviter"]
    types: tuple[MeetingType, ...]
    regular: tuple[OfficeParam, ...]
    offices: tuple[OfficeParam, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each additional person present."""
        return of_minutes(facts, self.types, self._people)

    def _people(self, facts: Facts, minutes: Minutes) -> Iterator[Result]:
        if minutes.reading.attendance is None:
            yield Missing("attendance", {"what": minutes.said()})
            return
        day = minutes.day(facts)
        regular = {p.id for p in holders(facts, self.regular, day)} | _own(facts, minutes)
        present = _others(facts, minutes, AttendanceStatus.PRESENT, regular)
        unsure = _others(facts, minutes, AttendanceStatus.UNKNOWN, regular | present.keys())
        if unsure:
            yield Missing("status", {"person": tuple(unsure.values()), "what": minutes.said()})
        if not present:
            if not unsure:
                yield Passed(minutes.target)
            return
        invitations = facts.register(RecordKind.INVITATION)
        if isinstance(invitations, Missing):
            yield invitations
            return
        for person_id in sorted(present):
            target = Target("person", f"{person_id}@{minutes.key}")
            inviters = [
                i.by for i in invitations if i.meeting == minutes.key and i.person == person_id
            ]
            if any(holds(facts, by, self.offices, day) for by in inviters):
                yield Passed(target)
            else:
                values = {"person": name_of(facts, person_id), "date": minutes.when()}
                place = row_of(facts, minutes.document, present[person_id])
                yield Failed(target=target, values=values, place=place)


def _others(
    facts: Facts, minutes: Minutes, status: AttendanceStatus, regular: set[str]
) -> dict[str, Person]:
    """Those in the attendance list with that status beyond the regular ones, by id."""
    rows = (row for row in minutes.reading.attendance or () if row.status is status)
    return {key: one for key, one in people_in(facts, rows).items() if key not in regular}


def _own(facts: Facts, minutes: Minutes) -> set[str]:
    """Everyone with any role in the meeting's own body."""
    body = minutes.meeting.body if minutes.meeting else ""
    day = minutes.day(facts)
    return {
        p.id
        for p in facts.roster.people
        if any(m.body == body and m.period.covers(day) for m in p.memberships)
    }


class Mover(CheckParams):
    """A meeting that was moved was moved by the right office."""

    says: ClassVar = frozenset({"date", "person"})

    who: Literal["mover"]
    types: tuple[MeetingType, ...]
    offices: tuple[OfficeParam, ...] = (Office(Role.LEADER, BodyKind.GROUP),)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each recorded change."""
        changes = facts.register(RecordKind.MEETING_CHANGE)
        if isinstance(changes, Missing):
            yield changes
            return
        for meeting in facts.of_types(self.types):
            for change in (c for c in changes if c.meeting == meeting.id):
                target = Target("meeting", meeting.id)
                if holds(facts, change.by, self.offices, meeting.date):
                    yield Passed(target)
                else:
                    values = {"date": meeting.date, "person": name_of(facts, change.by)}
                    yield Failed(target=target, values=values, facts=(meeting,))


Params = Annotated[Chair | Caller | Convener | Inviter | Mover | Setter, Field(discriminator="who")]
