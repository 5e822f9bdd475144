"""K03, continued: each committee has rules of its own, adopted in the term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Body, BodyKind
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.registers import RegisterName
from service.rules.results import Failed, Missing, Passed, Result, Target


class PerBody(CheckParams):
    """Each body of the kinds has an entry of the term, so many days after its start at latest."""

    says: ClassVar = frozenset({"body", "limit"})

    per: Literal["body"]
    kinds: tuple[BodyKind, ...]
    record: RegisterName
    within_days: int = Field(ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each body that has its entry, or whose limit has passed."""
        known = facts.register(self.record)
        if isinstance(known, Missing):
            yield known
            return
        bodies = facts.roster.of_kind(*self.kinds)
        if not bodies:
            yield Missing("committees")
        for body in bodies:
            own = [r for r in known if r.body and facts.body_named(r.body) == body]
            if result := self._result(facts, body, own):
                yield result

    def _result(self, facts: Facts, body: Body, own: list[Record]) -> Result | None:
        target, term = Target("body", body.key), facts.group.term
        if any(r.at and term.covers(r.at.date()) for r in own):
            return Passed(target)
        if any(r.at is None for r in own):
            return Missing("record_day", {"what": body})
        limit = term.start + dt.timedelta(days=self.within_days)
        if facts.today <= limit:
            return None
        return Failed(target=target, values={"body": body, "limit": limit}, due=limit)
