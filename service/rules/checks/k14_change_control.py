"""K14: a regulation is changed only as it may be, and the change can be traced.

``control = "decided"``, or left out: every version of the regulation rests on a decision of the
group. Needs two registers: the versions of the text, and the decisions with their votes. Without
them not evaluated, nor is a decision whose votes are not entered.

``control = "log"``: the document's own log of changes says in each row who decided and when, in
order of time, and has a row for the newest version. Decided from the document; versions that
nobody follows are not evaluated.

``control = "agreed"``: each change in that log is approved by everyone who must, with a date.

``control = "expiry"``: a point that holds for a time is marked once it is over, and one that is
gone stands in the log.

``control = "statements"``: a statement entered in a protocol stands there as it was handed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Tag

from service.domain.place import Place
from service.rules.checks.texts.expiry import Expiry
from service.rules.checks.texts.log_control import Agreed, Kept
from service.rules.checks.texts.statements import Statements
from service.rules.facts import Facts
from service.rules.params import CheckParams, forms_by
from service.rules.phrasing import Word
from service.rules.records import Record, RecordKind
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_number


class ChangeControl(CheckParams):
    """A decision names the version, and more were for than against."""

    says: ClassVar = frozenset({"date", "votes_for", "votes_against", "changes"})
    variants: ClassVar = frozenset({"no_majority", "changed"})

    control: Literal["decided"] = "decided"

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
        by_version: dict[str, list[Record]] = defaultdict(list)
        for decision in decisions:
            by_version[decision.value("version")].append(decision)
        for version in versions:
            yield _result(version, by_version[version.value("version")])


def _result(version: Record, decisions: Sequence[Record]) -> Result:
    """Whether one of the votes was won; the closest is what a finding tells."""
    target = Target("version", version.value("version"))
    when: object = version.at.date() if version.at else ""
    if not decisions:
        return _undecided(version, target, when)
    votes = [
        [parse_number(decision.value(n)) for n in ("for", "against")] for decision in decisions
    ]
    counted = [(yes - (no or 0), yes, no or 0) for yes, no in votes if yes is not None]
    if any(lead > 0 for lead, *_ in counted):
        return Passed(target)
    if len(counted) < len(votes):
        document = Word("documents", version.value("document") or "reglement")
        return Missing("votes", {"what": document, "date": when})
    _, in_favour, against = max(counted)
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


Params = Annotated[
    Annotated[ChangeControl, Tag("decided")]
    | Annotated[Kept, Tag("log")]
    | Annotated[Agreed, Tag("agreed")]
    | Annotated[Expiry, Tag("expiry")]
    | Annotated[Statements, Tag("statements")],
    forms_by("control", "decided"),
]
