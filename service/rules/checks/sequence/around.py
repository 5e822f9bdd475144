"""K17's form ``around``: something about a case came after some things and before others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.domain.model import MeetingType
from service.rules.checks.shared.moments import Span
from service.rules.checks.shared.programme import entries
from service.rules.checks.shared.traces import SAYS as RECORD_SAYS
from service.rules.checks.shared.traces import Trigger, entry_name, failed, target_of
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holds
from service.rules.phrasing import Word
from service.rules.protocols import minutes_of
from service.rules.records import Record
from service.rules.registers import RegisterName
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import case_key, is_blank, parse_date

Instant = dt.datetime | dt.date  # a day alone where no time of day is known


@dataclass(frozen=True, slots=True)
class Found:
    """When something happened, in order, and which fact would be needed to know all of it."""

    when: tuple[Instant, ...] = ()
    missing: Missing | None = None


class Point(BaseModel):
    """Something that happened or will, about the trigger's case.

    "field": a day of the trigger itself. "meeting": the trigger's meeting. "record": entries of a
    register about the same case, with the flags and values, by and to those in the offices.
    "protocol": the case stands in a written protocol of the types, with a conclusion if asked.
    ``absent`` is what it means that it is nowhere: a fault, a missing fact, or nothing.
    """

    model_config: ClassVar = ConfigDict(extra="forbid", frozen=True)

    of: Literal["field", "meeting", "record", "protocol"]
    field: str = "at"
    record: RegisterName | None = None
    match: Literal["case", "any"] = "case"
    flags: tuple[str, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)
    by: tuple[OfficeParam, ...] = ()
    to: tuple[OfficeParam, ...] = ()
    types: tuple[MeetingType, ...] = ()
    concluded: bool = False
    absent: Literal["failed", "missing", "skipped"] = "failed"

    @property
    def by_case(self) -> bool:
        """Whether it is found by the number of the trigger's case."""
        return self.of == "protocol" or (self.of == "record" and self.match == "case")

    def find(self, facts: Facts, trigger: Record) -> Found:
        """When it was, seen from the trigger."""
        if self.of == "field":
            return Found(_one(instant_of(trigger, self.field)))
        if self.of == "meeting":
            meeting = facts.meeting(trigger.meeting)
            return Found((meeting.starts_at or meeting.date,) if meeting else ())
        if self.of == "protocol":
            return self._in_protocols(facts, trigger)
        return self._in_register(facts, trigger)

    def said(self) -> Word:
        """How findings name it, a word of [treating]: by meetings, register or field."""
        key = self.types[0] if self.of == "protocol" else self.record or self.field
        return Word("treating", "meeting" if self.of == "meeting" else str(key))

    def _in_protocols(self, facts: Facts, trigger: Record) -> Found:
        when: list[Instant] = []
        missing: Missing | None = None
        for minutes in minutes_of(facts, self.types):
            if isinstance(minutes, Missing):
                missing = missing or minutes
                continue
            meeting = minutes.meeting
            held = (meeting.ends_at or meeting.starts_at if meeting else None) or minutes.date
            for case in minutes.cases:
                if case_key(case.number) != case_key(trigger.case):
                    continue
                if self.concluded and is_blank(case.conclusion):
                    continue
                when += _one(held)
        return Found(_in_order(when), missing)

    def _in_register(self, facts: Facts, trigger: Record) -> Found:
        known = facts.register(self.record or "")
        if isinstance(known, Missing):
            return Found(missing=known)
        asked = Trigger(record=self.record or "", flags=self.flags, values=self.values)
        same = ("case",) if self.match == "case" else ()
        about = [
            r
            for r in facts.matches.about(self.record or "", same, trigger)
            if asked.demands(r) and self._between_the_right(facts, r)
        ]
        dated = [instant for r in about if (instant := instant_of(r, self.field))]
        undated = Missing("record_day", {"what": entry_name(trigger)})
        return Found(_in_order(dated), undated if len(dated) < len(about) else None)

    def _between_the_right(self, facts: Facts, record: Record) -> bool:
        day = record.at.date() if record.at else facts.today
        return (not self.by or holds(facts, record.by, self.by, day)) and (
            not self.to or any(holds(facts, p, self.to, day) for p in record.to)
        )


class Around(CheckParams):
    """For each record of the trigger, ``day`` is after one of each ``after``, before ``before``."""

    says: ClassVar = RECORD_SAYS | {"day", "other", "limit", "years"}
    variants: ClassVar = frozenset({"absent", "late", "old"})

    order: Literal["around"]
    trigger: Trigger
    day: Point  # the first time it happened; until it has, nothing fails
    after: tuple[Point, ...] = ()
    before: tuple[Point, ...] = ()
    max_age_years: int = Field(default=0, ge=0)  # of what it is after; 0: however old

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record whose day is known."""
        known = entries(facts, self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known.records):
            if result := self._result(facts, record):
                yield result

    def _result(self, facts: Facts, record: Record) -> Result | None:
        points = (self.day, *self.after, *self.before)
        if not record.case and any(point.by_case for point in points):
            return Missing("record_case", {"what": entry_name(record)})
        found = self.day.find(facts, record)
        if not found.when:
            unknown = Missing("record_day", {"what": entry_name(record)})
            return found.missing or (unknown if self.day.absent == "missing" else None)
        day = found.when[0]
        answers = [self._after(facts, record, day, point) for point in self.after]
        answers += [self._before(facts, record, day, point) for point in self.before]
        faults = [answer for answer in answers if answer is not None]
        if faults and _is_before(facts.now, day):
            return None
        certain = [fault for fault in faults if isinstance(fault, Failed)]
        return next(iter([*certain, *faults]), Passed(target_of(record)))

    def _after(self, facts: Facts, record: Record, day: Instant, point: Point) -> Result | None:
        found = point.find(facts, record)
        earlier = [when for when in found.when if not _is_before(day, when)]
        if not earlier:
            return _fault(facts, record, day, point, found, "")
        since = _date(earlier[-1])
        oldest = Span(years=self.max_age_years).before(_date(day))
        if self.max_age_years and since < oldest:
            more = {"day": _date(day), "other": point.said(), "limit": since}
            return failed(facts, record, "old", {**more, "years": self.max_age_years})
        return None

    def _before(self, facts: Facts, record: Record, day: Instant, point: Point) -> Result | None:
        found = point.find(facts, record)
        if found.when and not _is_before(found.when[0], day):
            return None
        return _fault(facts, record, day, point, found, "late")


def _fault(
    facts: Facts, record: Record, day: Instant, point: Point, found: Found, variant: str
) -> Result | None:
    """Why it does not hold, as far as that is known."""
    if found.missing:
        return found.missing
    if not found.when and point.absent == "skipped":
        return None
    if not found.when and point.absent == "missing":
        return Missing("record_day", {"what": entry_name(record)})
    limit = _date(found.when[0]) if found.when else None
    more = {"day": _date(day), "other": point.said(), "limit": limit, "years": 0}
    return failed(facts, record, variant if found.when else "absent", more)


def instant_of(record: Record, field: str) -> Instant | None:
    """When a record says it was; an entry at midnight tells the day alone."""
    if field != "at":
        return parse_date(record.value(field))
    if record.at is None:
        return None
    return record.at if record.at.time() != dt.time.min else record.at.date()


def _one(instant: Instant | None) -> tuple[Instant, ...]:
    return () if instant is None else (instant,)


def _date(instant: Instant) -> dt.date:
    return instant.date() if isinstance(instant, dt.datetime) else instant


def _in_order(instants: Iterable[Instant]) -> tuple[Instant, ...]:
    return tuple(sorted(instants, key=lambda i: i.isoformat()))


def _is_before(first: Instant, second: Instant) -> bool:
    """Whether it surely was earlier: on one day only where both times are known."""
    if isinstance(first, dt.datetime) and isinstance(second, dt.datetime):
        return first < second
    return _date(first) < _date(second)
