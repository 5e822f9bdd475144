"""T1, continued: what entries hold once there has been time for it, and how they are spread."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.moments import day_of, milestone
from service.rules.checks.shared.naming import own_target
from service.rules.checks.shared.traces import SAYS, Trigger, entry_name, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import members, name_of
from service.rules.phrasing import Label, Word
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank, plain


class FilledIn(CheckParams):
    """Each entry of the trigger has all of ``fields``, and one of ``any_fields``.

    They may still come for ``days`` from the entry's own day.
    """

    says: ClassVar = SAYS | {"fields", "limit", "days"}

    trace_in: Literal["filled"]
    trigger: Trigger
    fields: tuple[str, ...] = ()
    any_fields: tuple[str, ...] = ()
    days: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(*self.fields, *self.any_fields))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry that is complete, or whose time is over."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            if result := self._result(facts, record):
                yield result

    def _result(self, facts: Facts, record: Record) -> Result | None:
        lacking = [name for name in self.fields if is_blank(record.value(name))]
        if self.any_fields and all(is_blank(record.value(name)) for name in self.any_fields):
            lacking.append(self.any_fields[0])
        if not lacking:
            return Passed(own_target(record))
        limit = record.at.date() + dt.timedelta(days=self.days) if record.at else None
        if self.days and limit is None:
            return Missing("record_day", {"what": entry_name(record)})
        if self.days and limit and facts.today <= limit:
            return None
        more = {"fields": tuple(map(Label, lacking)), "limit": limit, "days": self.days}
        return replace(failed(facts, record, "", more, due=limit), target=own_target(record))


class Kept(CheckParams):
    """A field of each entry of the trigger says ``kept``, not ``given_up``; else nothing yet."""

    says: ClassVar = SAYS | {"value"}

    trace_in: Literal["kept"]
    trigger: Trigger
    field: str
    kept: tuple[str, ...] = Field(min_length=1)
    given_up: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(self.field,))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry that is settled; one that says nothing is a missing fact."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            value = plain(record.value(self.field))
            if value in map(plain, self.kept):
                yield Passed(own_target(record))
            elif value in map(plain, self.given_up):
                found = failed(facts, record, "", {"value": record.value(self.field)})
                yield replace(found, target=own_target(record))
            elif is_blank(value):
                said = {"what": entry_name(record), "field": Label(self.field)}
                yield Missing("record_field", said)


class Spread(CheckParams):
    """Nobody has more than ``factor`` times as many entries as the members have on average.

    ``least`` is the number from which anybody has many.
    """

    says: ClassVar = frozenset({"person", "count", "average"})

    trace_in: Literal["spread"]
    trigger: Trigger
    field: str
    factor: float = Field(default=2, gt=1)
    least: int = Field(ge=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(self.field,))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each member of the group."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        people = members(facts, facts.today)
        if not people:
            yield Missing("members")
            return
        counts = Counter(r.value(self.field) for r in known if self.trigger.demands(r))
        average = sum(counts[p.id] for p in people) / len(people)
        if not average:
            return
        for person in people:
            target, count = Target("person", person.id), counts[person.id]
            if count < self.least or count <= self.factor * average:
                yield Passed(target)
            else:
                values = {"person": person, "count": count, "average": round(average)}
                yield Failed(target=target, values=values)


class Committed(CheckParams):
    """Each candidate is committed to the programme, which was made before the last nomination.

    ``field`` is the day of the commitment; ``made`` and ``before`` are milestones.
    """

    says: ClassVar = SAYS | {"made", "before"}
    variants: ClassVar = frozenset({"made_late"})

    trace_in: Literal["committed"]
    trigger: Trigger
    field: str
    made: str
    before: str

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(self.field,))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each candidate, and one for the programme."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
        else:
            for record in filter(self.trigger.demands, known):
                yield self._committed(facts, record)
        yield self._made(facts)

    def _committed(self, facts: Facts, record: Record) -> Result:
        if day_of(record, self.field) is not None:
            return Passed(target_of(record))
        if text := record.value(self.field):
            return Missing("whole_date", {"text": text, "what": name_of(facts, record.person)})
        return failed(facts, record)

    def _made(self, facts: Facts) -> Result:
        """Whether the programme was there by the last nomination, not only an older one."""
        made, nominations = milestone(facts, self.made), milestone(facts, self.before)
        if isinstance(made, Missing):
            return made
        if isinstance(nominations, Missing):
            return nominations
        *earlier, last = sorted(nominations)
        since = max(earlier, default=dt.date.min)
        new = min((day for day in made if day > since), default=None)
        if new is None:
            return Missing("milestone_day", {"what": Word("milestones", self.made)})
        target = Target("group", facts.group.id)
        if new <= last:
            return Passed(target)
        values = {"made": new, "before": last}
        return Failed(target=target, variant="made_late", values=values)
