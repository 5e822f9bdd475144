"""K14: every version of the regulation rests on a decision of the group.

Needs two registers: the versions of the text, and the decisions with their votes. Without them not
evaluated, nor is a decision whose votes are not entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from service.domain.place import Place
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.records import Record, RecordKind
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_number


class ChangeControl(CheckParams):
    """A decision names the version, and more were for than against."""

    says: ClassVar = frozenset({"date", "votes_for", "votes_against", "changes"})
    variants: ClassVar = frozenset({"no_majority", "changed"})

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each version."""
        versions = facts.register(RecordKind.VERSION)
        decisions = facts.register(RecordKind.CHANGE_LOG)
        if isinstance(versions, Missing):
            yield versions
            return
        if isinstance(decisions, Missing):
            yield decisions
            return
        by_version = {d.value("version"): d for d in decisions}
        for version in versions:
            yield _result(version, by_version.get(version.value("version")))


def _result(version: Record, decision: Record | None) -> Result:
    target = Target("version", version.value("version"))
    when: object = version.at.date() if version.at else ""
    if decision is None:
        return _undecided(version, target, when)
    votes = [parse_number(decision.value(name)) for name in ("for", "against")]
    if votes[0] is None:
        document = Word("documents", version.value("document") or "reglement")
        return Missing("votes", {"what": document, "date": when})
    in_favour, against = votes[0], votes[1] or 0
    if in_favour > against:
        return Passed(target)
    values = {"date": when, "votes_for": in_favour, "votes_against": against}
    return Failed(target=target, variant="no_majority", values=values)


def _undecided(version: Record, target: Target, when: object) -> Failed:
    """``changes`` are the names of what differs from the version decided last, one a line."""
    changes = tuple(version.value("changes").splitlines())
    return Failed(
        target=target,
        variant="changed" if changes else "",
        values={"date": when, "changes": changes},
        place=Place(document=version.value("path")),
        facts=changes,
    )


Params = ChangeControl
