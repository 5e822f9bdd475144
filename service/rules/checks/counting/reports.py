"""K20 and K05, continued: the administration reports by each cut-off date, on every decision."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final, Literal

from pydantic import Field

from service.rules.checks.cases.proposals import FollowedUp
from service.rules.checks.routes.limits import missing_field
from service.rules.checks.shared.calendar_parts import CalendarPart, Part, parts
from service.rules.checks.shared.moments import Span, day_of
from service.rules.checks.shared.traces import Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import PartOfYear, Word
from service.rules.records import Record
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import case_key, plain

_REGISTER: Final = "report"
_MONTHLY: Final = "økonomirapport"
_TERTIAL: Final = "tertialrapport"
_ANNUAL: Final = "årsmelding"
_LAST_TERTIAL: Final = "-T3"  # the annual report has its cut-off date
_NUMBER: Final = re.compile(r"\d+\s*/\s*\d+")


class Reports(CheckParams):
    """A report on the economy for each month, one each tertial, and an annual report, in time.

    A report is known by its ``name`` and by the cut-off date it is ``as_of``; what counts is the
    day it was given. An annual report takes the place of the one for the last tertial.
    """

    says: ClassVar = frozenset({"report", "period", "limit", "date"})
    variants: ClassVar = frozenset({"late"})

    periodic: Literal["reports"]
    month_days: int = Field(ge=0)  # from the cut-off date until the report is due
    tertial_days: int = Field(ge=0)
    year_days: int = Field(ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each cut-off date whose report is given, or should have been by now."""
        known = facts.register(_REGISTER)
        if isinstance(known, Missing):
            yield known
            return
        for name, part, days in self._due(facts):
            if result := _result(facts, known, name, part, days):
                yield result

    def _due(self, facts: Facts) -> Iterator[tuple[str, Part, int]]:
        schedules: tuple[tuple[CalendarPart, str, int], ...] = (
            ("month", _MONTHLY, self.month_days),
            ("tertial", _TERTIAL, self.tertial_days),
            ("year", _ANNUAL, self.year_days),
        )
        for length, name, days in schedules:
            for part in parts(facts, length):
                if not part.key.endswith(_LAST_TERTIAL):
                    yield name, part, days


def _result(
    facts: Facts, known: Sequence[Record], name: str, part: Part, days: int
) -> Result | None:
    target = Target("report", f"{name}@{part.end}")
    limit = part.end + dt.timedelta(days=days)
    reports = reports_of(known, name, part.end)
    given = sorted(r.at.date() for r in reports if r.at)
    values = {
        "report": Word("reports", name),
        "period": PartOfYear(part.key),
        "limit": limit,
    }
    if given and given[0] <= limit:
        return Passed(target)
    if given:
        late = {**values, "date": given[0]}
        return Failed(target=target, variant="late", values=late, due=limit)
    if reports:
        return missing_field(reports[0], "at")
    return Failed(target=target, values=values, due=limit) if facts.today > limit else None


def reports_of(known: Sequence[Record], name: str, cutoff: dt.date) -> list[Record]:
    """The reports of that name as of the day."""
    named = (r for r in known if plain(r.value("name")) == name)
    return [r for r in named if day_of(r, "as_of") == cutoff]


class Accounted(CheckParams):
    """Each decision is followed up, and in the report that comes at the next cut-off date.

    That report lists the cases it covers; before it is due, nothing is missed.
    """

    says: ClassVar = FollowedUp.says | {"report", "period"}
    variants: ClassVar = FollowedUp.variants | {"unreported"}

    relation: Literal["accounted"]
    trigger: Trigger
    within: Span  # from the decision until it is to be followed up
    tertial_days: int = Field(ge=0)
    year_days: int = Field(ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """As for follow-ups, and one result for each decision whose report is due."""
        followed = FollowedUp(relation="followed_up", trigger=self.trigger, within=self.within)
        yield from followed.judge(facts)
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            return
        for record in filter(self.trigger.demands, known):
            if result := self._reported(facts, record):
                yield result

    def _reported(self, facts: Facts, record: Record) -> Result | None:
        meeting = facts.meeting(record.meeting)
        day = record.at.date() if record.at else meeting.date if meeting else None
        if day is None or not record.case:  # asked for with the follow-ups
            return None
        name, period, cutoff = _next_report(day)
        days = self.year_days if name == _ANNUAL else self.tertial_days
        limit = cutoff + dt.timedelta(days=days)
        if facts.today <= limit:
            return None
        known = facts.register(_REGISTER)
        if isinstance(known, Missing):
            return known
        reports = reports_of(known, name, cutoff)
        said = {"report": Word("reports", name), "period": PartOfYear(period)}
        if not reports:
            return Missing("report_given", said)
        lists = [r.value("covers") for r in reports if r.value("covers")]
        if not lists:
            return missing_field(reports[0], "covers")
        covered = {case_key(number) for text in lists for number in _NUMBER.findall(text)}
        if case_key(record.case) in covered:
            return Passed(target_of(record))
        return failed(facts, record, "unreported", {**said, "limit": limit}, due=limit)


def _next_report(day: dt.date) -> tuple[str, str, dt.date]:
    """The report that covers a day, its period, and its cut-off: in April, August or December."""
    for number, month, last in ((1, 4, 30), (2, 8, 31)):
        cutoff = dt.date(day.year, month, last)
        if day <= cutoff:
            return _TERTIAL, f"{day.year}-T{number}", cutoff
    return _ANNUAL, str(day.year), dt.date(day.year, 12, 31)
