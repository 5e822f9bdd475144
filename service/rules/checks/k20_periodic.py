"""K20: what comes back regularly does: plans, meetings, entries, a subject on the agenda.

Decided from recorded adoptions, the meeting plan, registers, and calls and protocols. A period is
judged when it has what it must, or when its limit has passed. Not evaluated where the register or
the milestone is not kept, or no meeting is known.

``periodic = "plans"``, or left out: the plan of each half-year with meetings, the group's own
or others', is adopted ``days_before`` it begins; that in which the term begins has
``grace_days_first``.

``periodic = "meetings"``: meetings of ``types`` with pauses of at most ``max_gap_days``, and
``min_per_half_year`` of them. Messages: {start} {date} {days} {limit}, also in the variant "open"
(the pause lasts still); in the variant "few" {half} {count} {minimum}.

``periodic = "entries"``: each ``every`` (year, half_year, tertial, quarter, month) has each of
``entries``: a ``trigger`` (register, flags, values) dated by ``field``, or a ``milestone``, with a
``name`` in [periodic] of phrases.toml. ``dated = "within"`` the period, or "after" it (its last day
counts), until ``lag_days`` after it; for each body of the kinds ``bodies``, where given. Messages:
{period} {limit} {lacking} {body}.

``periodic = "reports"``: a report on the economy as of the end of each month, one as of 30 April
and 31 August, and an annual report, each so many days after. Messages: {report} {period} {limit},
and in the variant "late" {date}.

``periodic = "year"``: at least ``minimum`` meetings of ``types`` in each year, as K02 counts them.

``periodic = "agenda"``: as K06's ``agenda = "once"``, in each year unless ``window`` is another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, Tag

from service.domain.halves import half_of, halves_with, period_of
from service.rules.checks.agenda.once import Once
from service.rules.checks.counting.gaps import Meetings
from service.rules.checks.counting.regular_entries import Entries
from service.rules.checks.counting.reports import Reports
from service.rules.checks.k02_count import Count
from service.rules.checks.shared.windows import Every
from service.rules.facts import Facts
from service.rules.params import CheckParams, forms_by
from service.rules.phrasing import Half
from service.rules.results import Failed, Missing, Passed, Result, Target


class HalfYearPlans(CheckParams):
    """One adoption for each half-year with meetings; the group's own come with the adoption."""

    says: ClassVar = frozenset({"half", "date", "limit"})
    variants: ClassVar = frozenset({"late"})

    periodic: Literal["plans"] = "plans"
    days_before: int = Field(default=0, ge=0)  # before the half-year's first day
    grace_days_first: int = Field(default=30, ge=0)  # after the start of the term

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each half-year; one still to come is not judged before its limit."""
        if facts.adoptions is None:
            yield Missing("adoptions")
            return
        if not facts.meetings:
            yield Missing("meetings")
        first = sorted(facts.adoptions, key=lambda a: a.adopted_on, reverse=True)
        adopted = {adoption.half: adoption for adoption in first}
        for half in halves_with(m.date for m in facts.meetings):
            target, limit = Target("period", half), self._limit(facts, half)
            found = adopted.get(half)
            values: dict[str, object] = {"half": Half(half), "limit": limit}
            if found is None and facts.today > limit:
                yield Failed(target=target, values=values, due=limit)
            elif found and found.adopted_on > limit:
                late = {**values, "date": found.adopted_on}
                yield Failed(target=target, variant="late", values=late, due=limit)
            elif found:
                yield Passed(target)

    def _limit(self, facts: Facts, half: str) -> dt.date:
        term = facts.group.term.start
        if half == half_of(term):
            return term + dt.timedelta(days=self.grace_days_first)
        return period_of(half).start - dt.timedelta(days=self.days_before)


class OnAgenda(Once):
    """A subject is taken up in each period."""

    periodic: Literal["agenda"]
    agenda: Literal["once"] = "once"
    window: Literal["since"] | Every = "year"


class InEachYear(Count):
    """Enough meetings of the types in each year with meetings of the group."""

    periodic: Literal["year"]


Params = Annotated[
    Annotated[HalfYearPlans, Tag("plans")]
    | Annotated[Meetings, Tag("meetings")]
    | Annotated[Entries, Tag("entries")]
    | Annotated[OnAgenda, Tag("agenda")]
    | Annotated[Reports, Tag("reports")]
    | Annotated[InEachYear, Tag("year")],
    forms_by("periodic", "plans"),
]
