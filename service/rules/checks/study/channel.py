"""K15, continued: by which channels documents may go, and must go after a study course."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.moments import day_of
from service.rules.checks.shared.traces import Trigger
from service.rules.checks.study.courses import OfCourses, fault, pending
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Label
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.studies import Study
from service.rules.texts import plain


class Forbidden(CheckParams):
    """No record of the trigger has one of the ``forbidden`` values in its ``field``."""

    says: ClassVar = frozenset({"value", "date"})

    route: Literal["forbidden"]
    trigger: Trigger
    field: str
    forbidden: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(self.field,))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            yield self._result(record)

    def _result(self, record: Record) -> Result:
        value, day = record.value(self.field), record.at.date() if record.at else ""
        target = Target(self.trigger.record, record.id or record.value("at"))
        if not value:
            return Missing("record_field", {"field": Label(self.field), "what": day or record.id})
        if plain(value) in {plain(one) for one in self.forbidden}:
            return Failed(target=target, values={"value": value, "date": day})
        return Passed(target)


class SentAfterCourse(OfCourses):
    """A document was sent by one of the ``allowed`` channels, ``max_days`` after each course."""

    says: ClassVar = frozenset({"course", "limit"})

    route: Literal["after_course"]
    document: str
    allowed: tuple[str, ...] = Field(min_length=1)
    max_days: int = Field(ge=0)

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """One result for each course that is over."""
        last = study.last_day
        if not study.is_over or last is None:
            yield from pending(study)
            return
        sent = facts.register("dispatch")
        limit = last + dt.timedelta(days=self.max_days)
        if isinstance(sent, Missing):
            if facts.today > limit:
                yield sent
            return
        days = [day_of(record, "at") for record in sent if self._is_it(study, record)]
        if any(day and day <= limit for day in days):
            yield Passed(study.source.target)
        elif facts.today > limit and None in days:
            yield Missing("record_day", {"what": study.source.said})
        elif facts.today > limit:
            yield fault(study, {"limit": limit}, due=limit)

    def _is_it(self, study: Study, record: Record) -> bool:
        return (
            plain(record.value("course")) in study.source.names
            and plain(record.value("document")) == plain(self.document)
            and plain(record.value("via")) in {plain(one) for one in self.allowed}
        )
