"""K20, continued: each year, month or other part of the calendar has its entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.domain.model import Body, BodyKind
from service.rules.checks.shared.calendar_parts import CalendarPart, Part, parts
from service.rules.checks.shared.moments import day_of, milestone
from service.rules.checks.shared.ordering import any_true
from service.rules.checks.shared.traces import Trigger
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import PartOfYear, Word
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target

Dated = tuple[dt.date | None, str]  # a day, where it is told, and the key of the body


class Entry(BaseModel):
    """What each part must have: an entry of a register by its ``field``, or a ``milestone``.

    ``name`` is a key of [periodic] in phrases.toml, for messages about several entries.
    """

    model_config: ClassVar = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    trigger: Trigger | None = None
    field: str = "at"
    milestone: str = ""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.trigger is None) == (not self.milestone):
            raise ValueError("velg enten et register eller en milepæl")
        if self.trigger:
            refuse_unknown(self.trigger.record, fields=(self.field,))
        return self

    @property
    def said(self) -> object:
        """How findings name it: by its name, or what its entries are told by."""
        values = self.trigger.values.values() if self.trigger else ()
        return Word("periodic", self.name) if self.name else " ".join(values)

    def days(self, facts: Facts) -> tuple[Dated, ...] | Missing:
        """The days it was done, by today; None for an entry without a day."""
        if self.trigger is None:
            entered = milestone(facts, self.milestone)
            if isinstance(entered, Missing):
                return entered
            return tuple((day, "") for day in entered if day <= facts.today)
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            return known
        asked = [r for r in known if self.trigger.demands(r)]
        found = ((day_of(r, self.field), r.body) for r in asked)
        return tuple((day, body) for day, body in found if day is None or day <= facts.today)


class Entries(CheckParams):
    """Each part of the calendar has all of the entries.

    Those dated ``within`` it, or ``after`` it: from its last day to ``lag_days`` later.
    """

    says: ClassVar = frozenset({"period", "limit", "lacking", "body"})

    periodic: Literal["entries"]
    entries: tuple[Entry, ...] = Field(min_length=1)
    every: CalendarPart
    dated: Literal["within", "after"] = "within"
    lag_days: int = Field(default=0, ge=0)
    bodies: tuple[BodyKind, ...] = ()  # each body of these kinds has entries of its own

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each part, once it has its entries or its limit has passed."""
        found = [(entry, entry.days(facts)) for entry in self.entries]
        known: list[tuple[Entry, tuple[Dated, ...]]] = []
        for entry, days in found:
            if isinstance(days, Missing):
                yield days
            else:
                known.append((entry, days))
        if len(known) < len(found):
            return
        for part in parts(facts, self.every):
            for body in facts.roster.of_kind(*self.bodies) if self.bodies else (None,):
                if result := self._result(facts, part, body, known):
                    yield result

    def _result(
        self,
        facts: Facts,
        part: Part,
        body: Body | None,
        known: Sequence[tuple[Entry, tuple[Dated, ...]]],
    ) -> Result | None:
        target = Target("period", f"{part.key}@{body.key}" if body else part.key)
        first = part.start if self.dated == "within" else part.end
        limit = part.end + dt.timedelta(days=self.lag_days)
        done = [(entry, _is_done(days, body, first, limit)) for entry, days in known]
        if all(answer for _, answer in done):
            return Passed(target)
        if facts.today <= limit:
            return None
        if unsure := next((entry for entry, answer in done if answer is None), None):
            return Missing("record_day", {"what": unsure.said})
        lacking = tuple(Word("periodic", entry.name) for entry, answer in done if not answer)
        values = {
            "period": PartOfYear(part.key),
            "limit": limit,
            "lacking": lacking,
            "body": body or "",
        }
        return Failed(target=target, values=values, due=limit)


def _is_done(
    days: Iterable[Dated], body: Body | None, first: dt.date, last: dt.date
) -> bool | None:
    """Whether one of the days lies between the two; None where one that may is not told."""
    own = (day for day, about in days if body is None or about == body.key)
    return any_true(None if day is None else first <= day <= last for day in own)
