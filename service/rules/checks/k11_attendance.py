"""K11: whoever must be there was there: at meetings, in training, in study courses.

``attendance = "duty"``, or left out: everyone in the offices ``who`` attended each written protocol
of ``types``, or had given notice (``excuse``). Somebody not in the list is a finding of its own
(variant "unlisted"). Messages: {person} {date}.

``attendance = "represented"``: at each meeting of ``types`` with a written protocol, at least
``minimum`` of those in the offices ``who`` (the group's members) were present. Messages: {count}
("ingen" for 0) {minimum} {date}.

``attendance = "trained"``: everyone in the offices ``who``, or with ``only_new`` those who had none
of them before the term, has been at a meeting of ``types`` ``within_months`` months after the term
or their seat began: by its attendance list, or the register ``training``. Variant "late".
Messages: {person} {limit} {date}.

Of study courses (registers course, session, presence and certificate, and the attendance lists in
the folder), each once it is over; all messages may say {course}:

``"hours"``: at least ``minimum_hours``; {hours} {minimum}. ``"qualified"``: ``minimum`` people for
``percent`` of the time, by the ``reading`` "each" or "together" (a variant); {count} {minimum}
{percent} {share} {representatives}. ``"exemption"``: who may have it (variant "large").
``"clock_hours"``: hours are entered by the clock; {stated} {hours} {date}, variant "total".
``"together"``, and ``"digital_share"`` with ``max_percent``: digital sessions; {date} {people}
{percent} {limit}, variants "alone" and "apart". ``"grant"``: {claimed} {approved} {people},
variant "heads". ``"certificates"``: {person} {percent} {limit}.

An empty cell is not absence: that is not evaluated, nor is a time that can't be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, Tag

from service.domain.minutes import AttendanceStatus, Attendee
from service.domain.model import MeetingType, PartyStatus, Person
from service.rules.checks.study.claims import Certificates, Grant
from service.rules.checks.study.digital import DigitalShare, Together
from service.rules.checks.study.hours import ClockHours, Exemption, Hours, Qualified
from service.rules.checks.study.training import Trained
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams, forms_by
from service.rules.people import SEATS, holders, person_named
from service.rules.phrasing import Word
from service.rules.protocols import Minutes, of_minutes
from service.rules.results import Failed, Missing, Passed, Result, Target


class Duty(CheckParams):
    """Everyone in these offices attends; ``excuse`` says whether notice (forfall) is enough."""

    says: ClassVar = frozenset({"person", "date"})
    variants: ClassVar = frozenset({"unlisted", "excused"})

    attendance: Literal["duty"] = "duty"
    types: tuple[MeetingType, ...]
    who: tuple[OfficeParam, ...]
    excuse: bool = True

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each person with duty at each held meeting."""
        return of_minutes(facts, self.types, self._people)

    def _people(self, facts: Facts, minutes: Minutes) -> Iterator[Result]:
        rows = minutes.reading.attendance
        if not rows:
            yield Missing("attendance", {"what": minutes.said()})
            return
        listed = {p.id: row for row in rows if (p := person_named(facts, row.name))}
        bound = holders(facts, self.who, minutes.day(facts))
        if not bound:
            yield Missing("members")
        bound = tuple(p for p in bound if p.status is PartyStatus.MEMBER)
        unknown = tuple(p for p in bound if _unknown(listed.get(p.id)))
        if unknown:
            yield Missing("status", {"person": unknown, "what": minutes.said()})
        for person in bound:
            if person not in unknown:
                yield self._result(minutes, person, listed.get(person.id))

    def _result(self, minutes: Minutes, person: Person, row: Attendee | None) -> Result:
        target = Target("person", f"{person.id}@{minutes.key}")
        status = row.status if row else None
        excused = status is AttendanceStatus.EXCUSED
        if status is AttendanceStatus.PRESENT or (excused and self.excuse):
            return Passed(target)
        return Failed(
            target=target,
            variant="unlisted" if status is None else "excused" if excused else "",
            values={"person": person, "date": minutes.when()},
            place=minutes.document.at("attendance", words=row.name if row else ""),
        )


def _unknown(row: Attendee | None) -> bool:
    return row is not None and row.status is AttendanceStatus.UNKNOWN


class Represented(CheckParams):
    """At least so many of the group were at each held meeting of the types."""

    says: ClassVar = frozenset({"count", "minimum", "date"})

    attendance: Literal["represented"]
    types: tuple[MeetingType, ...] = (MeetingType.MEDL,)
    who: tuple[OfficeParam, ...] = SEATS
    minimum: int = Field(default=1, ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each written protocol."""
        return of_minutes(facts, self.types, self._minutes)

    def _minutes(self, facts: Facts, minutes: Minutes) -> Iterator[Result]:
        if not minutes.reading.attendance:
            yield Missing("attendance", {"what": minutes.said()})
        else:
            yield self._result(facts, minutes, minutes.reading.attendance)

    def _result(self, facts: Facts, minutes: Minutes, rows: tuple[Attendee, ...]) -> Result:
        sent = holders(facts, self.who, minutes.day(facts))
        found = ((person_named(facts, row.name), row.status) for row in rows)
        listed = [(p, status) for p, status in found if p in sent]
        count = len({p.id for p, status in listed if p and status is AttendanceStatus.PRESENT})
        unknown = tuple(p for p, status in listed if status is AttendanceStatus.UNKNOWN)
        if not sent:
            return Missing("members")
        if count >= self.minimum:
            return Passed(minutes.target)
        if unknown:
            return Missing("status", {"person": unknown, "what": minutes.said()})
        said = count or Word("words", "none")
        values = {"count": said, "minimum": self.minimum, "date": minutes.when()}
        place = minutes.document.at("attendance")
        return Failed(target=minutes.target, values=values, place=place)


Params = Annotated[
    Annotated[Duty, Tag("duty")]
    | Annotated[Represented, Tag("represented")]
    | Annotated[Trained, Tag("trained")]
    | Annotated[Hours, Tag("hours")]
    | Annotated[Qualified, Tag("qualified")]
    | Annotated[Exemption, Tag("exemption")]
    | Annotated[ClockHours, Tag("clock_hours")]
    | Annotated[Together, Tag("together")]
    | Annotated[DigitalShare, Tag("digital_share")]
    | Annotated[Grant, Tag("grant")]
    | Annotated[Certificates, Tag("certificates")],
    forms_by("attendance", "duty"),
]
