"""Delegations, as checks look at them: to whom, of what, and whether they hold on a day.

Who delegates and who receives are written as people say it, "kommunestyret" or "rådmannen", since
the chief executive is no body of the roster.
"""

from __future__ import annotations

import datetime as dt

from service.domain.model import BodyKind
from service.rules.checks.shared.moments import day_of
from service.rules.facts import Facts
from service.rules.records import Record
from service.rules.texts import plain

DELEGATION = "delegation"


def same_body(facts: Facts, one: str, other: str) -> bool:
    """Whether two names mean the same body: the same words, or the same body of the roster."""
    known = facts.body_named(one)
    return plain(one) == plain(other) or (known is not None and known == facts.body_named(other))


def is_council(facts: Facts, name: str) -> bool | None:
    """Whether the name is the council's; None where the roster has no body of that name."""
    body = facts.body_named(name)
    return None if body is None else body.kind is BodyKind.COUNCIL


def holds_on(delegation: Record, day: dt.date) -> bool | None:
    """Whether the delegation holds on the day; None where nobody has entered from when."""
    start, end = day_of(delegation, "valid_from"), day_of(delegation, "valid_to")
    if (end and day > end) or (start and day < start):
        return False
    return None if start is None else True
