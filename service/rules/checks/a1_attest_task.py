"""A1: only a person can confirm it, so it is a task until somebody has, and again each period.

Decided from the attestations people have given for this rule in the service: the engine leaves
only those in the facts. A task never becomes an error. The forms, by ``task``:

* ``regularly``: once for the group in each ``cadence`` (term, year, half_year), by ``role``;
* ``each_person``: once for each member, or each holder of ``offices``, in each ``cadence``
  (declarations; the target is "person:<id>");
* ``before_meetings``: before each meeting of ``types``, from ``lead_days`` ahead;
* ``after_meetings``: after each held meeting of ``types``, due ``within`` a span;
* ``after_event``: once after ``start`` (a Moment: milestone, meeting, term_start), due ``within``
  a span;
* ``for_records``: for each entry of a register with flags (``trigger``), at once, ``lead_days``
  ahead of its meeting, or ``wait`` after it; meetings with something particular about them are
  entries of the register ``event`` (a meeting with young people has the flag ``youth``);
* ``ticked``: for each entry of a register that lacks ``flags`` or ``fields``, unless confirmed;
* ``after_courses``: once for each study course that is over, due ``retention_months`` after it;
* ``survey``: a question answered anonymously in each round, judged from aggregates alone;
* ``tip``: guidance or a permission, shown with the rule, that asks for nothing.

An unknown holder, member, day or register is a missing fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.halves import half_of
from service.domain.model import MeetingType
from service.rules.checks.attesting.entries import Ticked
from service.rules.checks.attesting.events import AfterEvent, AfterMeetings, ForRecords
from service.rules.checks.attesting.people import EachPerson
from service.rules.checks.attesting.survey import Survey
from service.rules.checks.shared.cadence import Cadence, round_now
from service.rules.checks.study.traces import AfterCourses
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import with_faction
from service.rules.phrasing import Half, Word
from service.rules.results import Failed, Missing, Passed, Result, Target


class Regularly(CheckParams):
    """Confirmed once in each term, year or half-year."""

    says: ClassVar = frozenset({"role", "half", "year"})

    task: Literal["regularly"]
    role: OfficeParam
    cadence: Cadence

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group, for the period that runs now."""
        period = round_now(facts, self.cadence).period
        target = Target("group", facts.group.id)
        given = [a.at.date() for a in facts.attestations]
        if any(period.covers(day) for day in given):
            yield Passed(target)
        else:
            values = {
                "role": Word("holders", str(self.role)),
                "half": Half(half_of(facts.today)),
                "year": str(facts.today.year),
            }
            yield Failed(target=target, values=values, due=period.end)


class BeforeMeetings(CheckParams):
    """Confirmed before each meeting, from some days ahead of it."""

    says: ClassVar = frozenset({"role", "body", "date"})

    task: Literal["before_meetings"]
    role: OfficeParam
    types: tuple[MeetingType, ...]
    lead_days: int = Field(ge=0)
    faction_threshold: int = 0  # above 0: only for committees with a faction of that size

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting that is near."""
        if self.faction_threshold and not with_faction(facts, facts.today, 1):
            yield Missing("seats")
            return
        given = {a.target for a in facts.attestations}
        with_one = with_faction(facts, facts.today, self.faction_threshold or 1)
        for meeting in facts.of_types(self.types):
            days = (meeting.date - facts.today).days
            relevant = not self.faction_threshold or meeting.body in {b.key for b in with_one}
            if not relevant or not 0 <= days <= self.lead_days:
                continue
            target = Target("meeting", meeting.id)
            if str(target) in given:
                yield Passed(target)
            else:
                values = {
                    "role": Word("holders", str(self.role)),
                    "body": facts.body_called(meeting.body),
                    "date": meeting.date,
                }
                yield Failed(target=target, values=values, due=meeting.date)


class Tip(CheckParams):
    """Guidance, encouragement or a permission: shown with the rule, never asked for."""

    task: Literal["tip"]

    def judge(self, facts: Facts) -> Iterator[Result]:  # noqa: ARG002  # the same shape as all checks
        """Nothing to judge."""
        return iter(())


Params = Annotated[
    Regularly
    | EachPerson
    | BeforeMeetings
    | AfterMeetings
    | AfterEvent
    | ForRecords
    | Ticked
    | AfterCourses
    | Survey
    | Tip,
    Field(discriminator="task"),
]
