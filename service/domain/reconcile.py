"""Reconciling a plan with a calendar: desired x last applied x observed gives actions.

Pure: the clock is an argument, and whoever carries out the actions reports back with `settled`.
Running it again on the result gives nothing. The decisions are the table in `decisions`; here the
three sides are brought together, each object is put into its row, and the guards have their say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from service.domain.decisions import DECISIONS, Plan, Seen
from service.domain.guards import stopped
from service.domain.matching import Item, match
from service.domain.projection import (
    CANCELLED,
    STATUS,
    USUAL_LIMITS,
    Action,
    ActionKind,
    Applied,
    Conflict,
    Desired,
    Fields,
    Limits,
    Observation,
    Observed,
    Reason,
    Reconciled,
    Stop,
    href_of,
)
from service.domain.settings import DriftPolicy
from service.domain.steps import action, conflict, hard, recreate, settled

__all__ = [
    "Action",
    "ActionKind",
    "Applied",
    "Conflict",
    "Desired",
    "DriftPolicy",
    "Limits",
    "Observation",
    "Observed",
    "Reason",
    "Reconciled",
    "Stop",
    "reconcile",
    "settled",
]


def reconcile(
    desired: Iterable[Desired],
    applied: Iterable[Applied],
    observation: Observation,
    *,
    policy: DriftPolicy,
    today: dt.date,
    cancelled_since: Mapping[str, dt.date] | None = None,
    grace_days: int = 30,
    answers: Mapping[str, DriftPolicy] | None = None,
    limits: Limits | None = USUAL_LIMITS,
) -> Reconciled:
    """Decide what to do about one collection.

    Args:
        desired: the plan's objects; those with status CANCELLED are called off.
        applied: our records, tombstones included.
        observation: the server's objects. Foreign ones are ignored.
        policy: who is right when a person has changed or deleted one of ours.
        today: the day the grace period is counted to.
        cancelled_since: by UID, since when our record has been a cancelled one. Without an entry
            nothing is removed.
        grace_days: how long a cancelled object stays.
        answers: by UID, what a person has answered to an earlier conflict. What follows from that
            is done even where a guard stops the rest.
        limits: how much may vanish; None when a person has said "go on" to a stop.
    """
    case = _Case(
        policy=policy,
        today=today,
        since=cancelled_since or {},
        grace_days=grace_days,
        answers=answers or {},
        complete=observation.complete,
    )
    items = match(tuple(desired), tuple(applied), observation.objects)
    case = replace(case, recovering=not observation.complete and any(map(_is_news, items)))
    decided = [(item, case.decide(item)) for item in items]
    steps = [step for _, step in decided if step is not None]
    actions = tuple(step for step in steps if isinstance(step, Action))
    conflicts = tuple(step for step in steps if isinstance(step, Conflict))
    unsettled = not observation.complete or any(
        step is None and _differs(item) for item, step in decided
    )
    if limits is None:
        return Reconciled(actions=actions, conflicts=conflicts, unsettled=unsettled)
    chosen = tuple(a for a in actions if case.answered(a.uid, a.replaces))
    left = tuple(a for a in actions if a not in chosen) if chosen else actions
    stop = _guarded(items, left, limits, case)
    return Reconciled(
        actions=chosen if stop else actions, conflicts=conflicts, stop=stop, unsettled=unsettled
    )


def _differs(item: Item) -> bool:
    """Whether what we remember of an object is not what was seen of it."""
    if item.applied is None:
        return False
    return item.observed is None or item.observed.etag != item.applied.etag


def _guarded(
    items: Iterable[Item], actions: tuple[Action, ...], limits: Limits, case: _Case
) -> Stop | None:
    """The stop, if too much would vanish or has vanished that nobody has decided about."""
    recorded = [item for item in items if item.applied is not None]
    live = [i for i in recorded if i.applied and i.applied.fields.get(STATUS) != CANCELLED]
    gone = [i for i in live if i.observed is None and i.desired is not None]
    unasked = [i for i in gone if not case.answered(i.name.uid)]
    return stopped(
        actions,
        limits=limits,
        wanted=sum(item.desired is not None for item in items),
        live=len(live),
        recorded=len(recorded),
        vanished=len(unasked) if case.complete else 0,
        found=sum(item.observed is not None for item in recorded),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What is the same for all objects of one run."""

    policy: DriftPolicy
    today: dt.date
    since: Mapping[str, dt.date]
    grace_days: int
    answers: Mapping[str, DriftPolicy]
    complete: bool
    recovering: bool = False  # our memory was lost, and not all of the calendar has been seen

    def answered(self, *uids: str | None) -> bool:
        """Whether a person has decided about the object with one of these names."""
        given = (self.answers.get(uid, DriftPolicy.ASK) for uid in uids if uid)
        return any(answer is not DriftPolicy.ASK for answer in given)

    def decide(self, item: Item) -> Action | Conflict | None:
        target = _target(item)
        plan = self._plan(item, target)
        seen = _seen(item, target)
        if not self.complete and _may_lie_elsewhere(item):
            return None
        if self.recovering and plan is Plan.NEW and seen is Seen.GONE:
            return None  # it may be what was not listed
        answer = self.answers.get(item.name.uid)
        row = DECISIONS[plan, seen]
        what = row.decide(answer or self.policy, answered=answer is not None)
        if isinstance(what, Reason):
            return conflict(item, target, row)
        if what is None or (what is ActionKind.REMOVE and self._stays(item)):
            return None
        if what is ActionKind.RECREATE:
            return recreate(item, target, row)
        return action(item, target, what, row.reason, seen)

    def _stays(self, item: Item) -> bool:
        """A person's words in a cancelled object are kept; nothing is removed half-seen."""
        return not self.complete or (item.applied is not None and item.applied.annotated)

    def _plan(self, item: Item, target: Fields) -> Plan:
        called_off = target.get(STATUS) == CANCELLED
        if item.applied is None:
            if item.desired is None:
                return Plan.UNKNOWN
            return Plan.MOOT if called_off else Plan.NEW
        if called_off and item.applied.fields.get(STATUS) == CANCELLED:
            return Plan.EXPIRED if self._expired(item.applied) else Plan.ENDED
        if item.desired is None:
            return Plan.DROP
        if called_off:
            return Plan.CALL_OFF
        return Plan.KEEP if target == item.applied.owned else Plan.CHANGE

    def _expired(self, applied: Applied) -> bool:
        since = self.since.get(applied.uid)
        if since is None:
            return False
        day = since.date() if isinstance(since, dt.datetime) else since
        return (self.today - day).days >= self.grace_days


def _is_news(item: Item) -> bool:
    """Whether something of ours is there that we know nothing of: wanted, damaged, or neither."""
    return item.applied is None and (item.observed is not None or item.blocked)


def _may_lie_elsewhere(item: Item) -> bool:
    """Whether it matters what was not listed: its own place may hold it, and this be a copy."""
    home = item.applied.href if item.applied else href_of(item.name.uid)
    if item.observed is None:
        return item.applied is not None
    return item.observed.href != home


def _target(item: Item) -> dict[str, str]:
    """What the object should say: the plan's word, but for fields that a person decides."""
    last = (
        item.applied.owned if item.applied else dict((item.observed and item.observed.fields) or {})
    )
    if item.desired is None:
        return {**last, STATUS: CANCELLED}
    target = dict(item.desired.fields)
    for name in _released(item, target, last):
        target.pop(name, None)
        if name in last:
            target[name] = last[name]
    return target


def _released(item: Item, target: Fields, last: Fields) -> frozenset[str]:
    """What a person decides in the object; never whether the meeting is called off."""
    released = item.applied.released if item.applied else frozenset()
    ends = CANCELLED in {target.get(STATUS), last.get(STATUS)}
    return released - {STATUS} if ends else released


def _seen(item: Item, target: Fields) -> Seen:
    observed, applied = item.observed, item.applied
    if observed is None:
        return Seen.BLOCKED if item.blocked and applied is None else Seen.GONE
    same_version = applied is not None and item.at_home and observed.etag == applied.etag
    if observed.fields is None:
        return Seen.UNTOUCHED if same_version else Seen.UNREADABLE
    if applied is not None and hard(observed.fields) == hard(applied.owned):
        return Seen.UNTOUCHED if same_version else Seen.ANNOTATED
    return Seen.AS_WANTED if hard(observed.fields) == hard(target) else Seen.DRIFTED
