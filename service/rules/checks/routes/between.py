"""K15's form ``between``: who may write to whom across the line, and who is to answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from service.rules.checks.routes.limits import missing_field
from service.rules.checks.shared.naming import own_target
from service.rules.checks.shared.traces import SAYS, Trigger, entry_name, failed
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holds, name_of, person
from service.rules.records import Record
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_date, plain

_MANDATE = "mandate"
_DAYS = ("valid_from", "valid_to")


class Between(CheckParams):
    """An inquiry goes between two offices of ``pairs``, or to somebody with a mandate that day.

    The recipient is a person of the roster (``to``), or named in the field ``recipient``: by one of
    ``names`` for an office, or as the mandate names its holder. The list of mandates is never
    empty, and at no time since the first of them without anybody.
    """

    says: ClassVar = SAYS | {"start", "end"}
    variants: ClassVar = frozenset({"nobody", "gap"})

    route: Literal["between"]
    trigger: Trigger
    pairs: tuple[tuple[OfficeParam, OfficeParam], ...] = Field(min_length=1)
    names: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # office -> words for it

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the list of mandates, and one for each inquiry."""
        mandates = _mandates(facts)
        if isinstance(mandates, Missing):
            yield mandates
        elif result := _continuous(facts, mandates):
            yield result
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            yield self._result(facts, record, mandates)

    def _result(
        self, facts: Facts, record: Record, mandates: tuple[Record, ...] | Missing
    ) -> Result:
        if not record.to and not record.value("recipient"):
            return missing_field(record, "recipient")
        if person(facts, record.by) is None:
            return missing_field(record, "by")
        if record.at is None:
            return Missing("record_day", {"what": entry_name(record)})
        day = record.at.date()
        if any(self._is_pair(facts, record, pair, day) for pair in self.pairs):
            return Passed(own_target(record))
        if isinstance(mandates, Missing):
            return mandates
        if any(_covers(m, day) and _holds(m, record) for m in mandates):
            return Passed(own_target(record))
        return replace(failed(facts, record), target=own_target(record))

    def _is_pair(
        self, facts: Facts, record: Record, pair: tuple[OfficeParam, OfficeParam], day: dt.date
    ) -> bool:
        return any(
            holds(facts, record.by, [sender], day) and self._reaches(facts, record, other, day)
            for sender, other in (pair, pair[::-1])
        )

    def _reaches(self, facts: Facts, record: Record, office: OfficeParam, day: dt.date) -> bool:
        named = plain(record.value("recipient")) in map(plain, self.names.get(str(office), ()))
        return named or any(holds(facts, one, [office], day) for one in record.to)


def _mandates(facts: Facts) -> tuple[Record, ...] | Missing:
    """The mandates, where all their days can be read."""
    known = facts.register(_MANDATE)
    if isinstance(known, Missing):
        return known
    texts = [(m.value(day), m.value("holder") or m.person) for m in known for day in _DAYS]
    unread = sorted((text, who) for text, who in texts if text and parse_date(text) is None)
    if not unread:
        return known
    text, who = unread[0]
    return Missing("whole_date", {"text": text, "what": name_of(facts, who)})


def _holds(mandate: Record, inquiry: Record) -> bool:
    named = plain(mandate.value("holder"))
    by_name = bool(named) and named == plain(inquiry.value("recipient"))
    return by_name or (bool(mandate.person) and mandate.person in inquiry.to)


def _span(mandate: Record) -> tuple[dt.date, dt.date]:
    first, last = (parse_date(mandate.value(name)) for name in _DAYS)
    return first or dt.date.min, last or dt.date.max


def _covers(mandate: Record, day: dt.date) -> bool:
    first, last = _span(mandate)
    return first <= day <= last


def _continuous(facts: Facts, mandates: Sequence[Record]) -> Result | None:
    """Whether somebody had a mandate every day since the first of them began, if it has."""
    target = Target("group", facts.group.id)
    if not mandates:
        return Failed(target=target, variant="nobody")
    spans = sorted(_span(mandate) for mandate in mandates)
    begun, reached = spans[0]
    if begun > facts.today:
        return None
    for first, last in spans[1:]:
        if first > facts.today or reached >= facts.today:
            break
        if first > reached + dt.timedelta(days=1):
            return _gap(facts, target, reached, first)
        reached = max(reached, last)
    if reached < facts.today:
        return _gap(facts, target, reached, None)
    return Passed(target)


def _gap(facts: Facts, target: Target, reached: dt.date, first: dt.date | None) -> Failed:
    start = reached + dt.timedelta(days=1)
    end = first - dt.timedelta(days=1) if first else facts.today
    return Failed(target=target, variant="gap", values={"start": start, "end": end})
