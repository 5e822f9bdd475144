"""K02: enough of something happens: meetings of a type, meetings on a subject, chosen cases.

``count = "year"``, or left out: at least ``minimum`` meetings of ``types`` in each year, planned
and held together. With ``noted``, only meetings that have an entry in a register count: with flags
(jointly planned) or fields (the stage it belongs to); enough meetings of which too few are so noted
give the variant "unnoted". A year whose plan does not reach into its second half can't fail.

``count = "subject"``: so many meetings in the term, or in each year, take up a subject, and not all
of them early. ``count = "at_end"``: so many entries with the flags have a day in the last part of
the term. Both are judged when they are kept, or when it is time; where calls and protocols, or the
register, don't tell, they are not evaluated. ``count = "invited"``: the meetings of ``types`` stand
in the calendar of the whole group, so that they count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Tag, model_validator

from service.domain.model import Meeting, MeetingType
from service.rules.checks.agenda.invited import Invited
from service.rules.checks.counting.at_end import AtEnd
from service.rules.checks.counting.subjects import OnSubject
from service.rules.facts import MUNICIPAL_TYPES, Facts
from service.rules.params import CheckParams, forms_by
from service.rules.registers import RegisterName, refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target

_HALF = 7


class Noted(BaseModel):
    """The entry that a meeting must have to count: of the register, with flags and fields."""

    model_config: ClassVar = ConfigDict(extra="forbid", frozen=True)

    record: RegisterName
    flags: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.record, fields=self.fields, flags=self.flags)
        return self

    def among(self, facts: Facts, meetings: Sequence[Meeting]) -> list[Meeting] | Missing:
        """The meetings that have one."""
        known = facts.register(self.record)
        if isinstance(known, Missing):
            return known
        noted = {
            r.meeting
            for r in known
            if set(self.flags) <= r.flags and all(r.value(name) for name in self.fields)
        }
        return [m for m in meetings if m.id in noted]


class Count(CheckParams):
    """At least ``minimum`` meetings of ``types`` in each year."""

    says: ClassVar = frozenset({"count", "minimum", "year"})
    variants: ClassVar = frozenset({"unnoted"})

    count: Literal["year"] = "year"
    types: tuple[MeetingType, ...]
    minimum: int = Field(ge=1)
    year: Literal["calendar", "term"] = "calendar"
    noted: Noted | None = None

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each year that has any group meeting."""
        own = [t for t in MeetingType if t not in MUNICIPAL_TYPES]
        planned = [(self._year(facts, m.date.year, m.date.month), m) for m in facts.of_types(own)]
        for year in sorted({y for y, _ in planned}):
            yield self._result(facts, year, [m for y, m in planned if y == year])

    def _result(self, facts: Facts, year: int, meetings: Sequence[Meeting]) -> Result:
        held = [m for m in meetings if m.type in self.types]
        counted = self.noted.among(facts, held) if self.noted else held
        enough = len(held) >= self.minimum
        if isinstance(counted, Missing) and enough:
            return counted
        noted = held if isinstance(counted, Missing) else counted
        target = Target("period", str(year))
        if len(noted) >= self.minimum:
            return Passed(target)
        if self.year == "calendar" and max(m.date.month for m in meetings) < _HALF:
            return Missing("half_plan", {"year": str(year)})
        values = {"count": len(noted), "minimum": self.minimum, "year": str(year)}
        variant = "unnoted" if enough else ""
        return Failed(target=target, variant=variant, values=values, facts=tuple(held))

    def _year(self, facts: Facts, year: int, month: int) -> int:
        """The year a meeting counts in: the calendar's, or the one begun in the term's month."""
        starts = facts.group.term.start.month if self.year == "term" else 1
        return year if month >= starts else year - 1


Params = Annotated[
    Annotated[Count, Tag("year")]
    | Annotated[OnSubject, Tag("subject")]
    | Annotated[AtEnd, Tag("at_end")]
    | Annotated[Invited, Tag("invited")],
    forms_by("count", "year"),
]
