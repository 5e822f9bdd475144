"""K07, continued: the bodies where a duty is carried out have people in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Body
from service.rules.checks.cases.delegating import DELEGATION, holds_on
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import mentions_any


class FilledBodies(CheckParams):
    """Each body has somebody in it today, and the authority it works under is delegated.

    A body is named "name|other name": the first that the roster has. The delegation is known by
    ``delegated``, words of its subject.
    """

    says: ClassVar = frozenset({"body"})
    variants: ClassVar = frozenset({"delegation"})

    relation: Literal["filled_bodies"]
    bodies: tuple[str, ...] = Field(min_length=1)
    delegated: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each body, and one for the delegation."""
        for names in self.bodies:
            known = (facts.body_named(name) for name in names.split("|"))
            body = next((b for b in known if b), None)
            if body is None:
                yield Missing("body", {"body": names.partition("|")[0]})
            else:
                yield _result(facts, body)
        if self.delegated:
            yield self._delegation(facts)

    def _delegation(self, facts: Facts) -> Result:
        known = facts.register(DELEGATION)
        if isinstance(known, Missing):
            return known
        about = [d for d in known if mentions_any(d.value("subject"), self.delegated)]
        target = Target("group", facts.group.id)
        if any(holds_on(delegation, facts.today) for delegation in about):
            return Passed(target)
        undated = [d.value("recipient") for d in about if holds_on(d, facts.today) is None]
        if undated:
            return Missing("delegated_from", {"body": min(undated)})
        return Failed(target=target, variant="delegation")


def _result(facts: Facts, body: Body) -> Result:
    target = Target("body", body.key)
    if facts.roster.seated(body.key, facts.today):
        return Passed(target)
    return Failed(target=target, values={"body": body})
