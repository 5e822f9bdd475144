"""The decision table of reconciling, as data: what the plan says x what the server says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from service.domain.projection import ActionKind, Reason
from service.domain.settings import DriftPolicy


class Plan(Enum):
    """What the plan says of an object."""

    NEW = auto()  # wanted, and we have no record of it
    MOOT = auto()  # cancelled before it was ever written
    KEEP = auto()  # wanted as we last wrote it
    CHANGE = auto()  # wanted otherwise
    CALL_OFF = auto()  # cancelled in the plan, not yet in the calendar
    DROP = auto()  # no longer in the plan
    ENDED = auto()  # we have cancelled it; the grace period runs
    EXPIRED = auto()  # and is over
    UNKNOWN = auto()  # neither in the plan nor recorded, but the UID is ours


class Seen(Enum):
    """What the server says of it, compared with what we last wrote."""

    UNTOUCHED = auto()  # the same etag
    ANNOTATED = auto()  # another etag, the owned fields as we wrote them
    AS_WANTED = auto()  # another etag, the owned fields as we would write them now
    DRIFTED = auto()  # another etag, owned fields changed by a person
    UNREADABLE = auto()
    GONE = auto()
    BLOCKED = auto()  # not there, and another object lies at its href


@dataclass(frozen=True, slots=True)
class Row:
    """A decision. An action of None is nothing.

    Under the policy ``ask``, a person is asked wherever ``asks`` is set; where ``always`` is set,
    under every policy. The person's answer is one of the other two policies.
    """

    reason: Reason
    plan: ActionKind | None
    calendar: ActionKind | None
    asks: bool = False
    always: bool = False

    def decide(self, policy: DriftPolicy, *, answered: bool) -> ActionKind | Reason | None:
        """The action, or the reason why a person is asked."""
        if self.always and not answered:
            return self.reason
        if self.asks and policy is DriftPolicy.ASK:
            return self.reason
        return self.calendar if policy is DriftPolicy.CALENDAR else self.plan


def _do(what: ActionKind | None, why: Reason) -> Row:
    return Row(why, what, what)


def _by_policy(plan: ActionKind | None, calendar: ActionKind | None, why: Reason) -> Row:
    return Row(why, plan, calendar, asks=True)


def _ask(why: Reason, plan: ActionKind | None = None, calendar: ActionKind | None = None) -> Row:
    return Row(why, plan, calendar, asks=True, always=True)


_A, _R = ActionKind, Reason
_NOTHING = _do(None, _R.ALREADY_SO)

DECISIONS: Mapping[tuple[Plan, Seen], Row] = {
    # wanted, no record
    (Plan.NEW, Seen.GONE): _do(_A.CREATE, _R.NEW),
    (Plan.NEW, Seen.BLOCKED): _ask(_R.NAME_TAKEN),
    (Plan.NEW, Seen.AS_WANTED): _do(_A.ADOPT, _R.FOUND_AGAIN),
    (Plan.NEW, Seen.DRIFTED): _by_policy(_A.RESTORE, _A.TAKE_OVER, _R.FOUND_AGAIN),
    (Plan.MOOT, Seen.GONE): _NOTHING,
    (Plan.MOOT, Seen.BLOCKED): _NOTHING,
    (Plan.MOOT, Seen.AS_WANTED): _do(_A.ADOPT, _R.FOUND_AGAIN),
    (Plan.MOOT, Seen.DRIFTED): _by_policy(_A.CANCEL, _A.TAKE_OVER, _R.FOUND_AGAIN),
    # wanted as written
    (Plan.KEEP, Seen.UNTOUCHED): _NOTHING,
    (Plan.KEEP, Seen.ANNOTATED): _do(_A.ADOPT, _R.ANNOTATED),
    (Plan.KEEP, Seen.DRIFTED): _by_policy(_A.RESTORE, _A.TAKE_OVER, _R.CHANGED_BY_PERSON),
    (Plan.KEEP, Seen.GONE): _by_policy(_A.RECREATE, _A.TAKE_OVER, _R.DELETED_BY_PERSON),
    # wanted otherwise
    (Plan.CHANGE, Seen.UNTOUCHED): _do(_A.UPDATE, _R.PLAN_CHANGED),
    (Plan.CHANGE, Seen.ANNOTATED): _do(_A.UPDATE, _R.PLAN_CHANGED),
    (Plan.CHANGE, Seen.AS_WANTED): _do(_A.ADOPT, _R.ALREADY_SO),
    (Plan.CHANGE, Seen.DRIFTED): _by_policy(_A.RESTORE, _A.TAKE_OVER, _R.BOTH_CHANGED),
    (Plan.CHANGE, Seen.GONE): _by_policy(_A.RECREATE, _A.TAKE_OVER, _R.DELETED_BY_PERSON),
    # called off by a decision about this meeting, or dropped because the plan no longer has it
    (Plan.CALL_OFF, Seen.UNTOUCHED): _do(_A.CANCEL, _R.PLAN_CHANGED),
    (Plan.CALL_OFF, Seen.ANNOTATED): _do(_A.CANCEL, _R.PLAN_CHANGED),
    (Plan.CALL_OFF, Seen.AS_WANTED): _do(_A.ADOPT, _R.ALREADY_SO),
    (Plan.CALL_OFF, Seen.DRIFTED): _by_policy(_A.CANCEL, _A.TAKE_OVER, _R.BOTH_CHANGED),
    (Plan.CALL_OFF, Seen.GONE): _do(_A.FORGET, _R.ALREADY_SO),
    (Plan.DROP, Seen.UNTOUCHED): _do(_A.CANCEL, _R.WITHDRAWN),
    (Plan.DROP, Seen.ANNOTATED): _do(_A.CANCEL, _R.WITHDRAWN),
    (Plan.DROP, Seen.AS_WANTED): _do(_A.ADOPT, _R.ALREADY_SO),
    (Plan.DROP, Seen.DRIFTED): _ask(_R.BOTH_CHANGED, _A.CANCEL, _A.TAKE_OVER),
    (Plan.DROP, Seen.GONE): _do(_A.FORGET, _R.WITHDRAWN),
    # cancelled by us
    (Plan.ENDED, Seen.UNTOUCHED): _NOTHING,
    (Plan.ENDED, Seen.ANNOTATED): _do(_A.ADOPT, _R.ANNOTATED),
    (Plan.ENDED, Seen.AS_WANTED): _do(_A.ADOPT, _R.ALREADY_SO),
    (Plan.ENDED, Seen.DRIFTED): _by_policy(_A.CANCEL, _A.TAKE_OVER, _R.CHANGED_BY_PERSON),
    (Plan.ENDED, Seen.GONE): _do(_A.FORGET, _R.ALREADY_SO),
    (Plan.EXPIRED, Seen.UNTOUCHED): _do(_A.REMOVE, _R.GRACE_OVER),
    (Plan.EXPIRED, Seen.ANNOTATED): _do(_A.ADOPT, _R.ANNOTATED),
    (Plan.EXPIRED, Seen.AS_WANTED): _do(_A.ADOPT, _R.ALREADY_SO),
    (Plan.EXPIRED, Seen.DRIFTED): _by_policy(_A.CANCEL, _A.TAKE_OVER, _R.CHANGED_BY_PERSON),
    (Plan.EXPIRED, Seen.GONE): _do(_A.FORGET, _R.ALREADY_SO),
    # no record, not in the plan, our UID
    (Plan.UNKNOWN, Seen.AS_WANTED): _NOTHING,
    (Plan.UNKNOWN, Seen.DRIFTED): _ask(_R.ORPHAN, _A.CANCEL, None),
    # whatever the plan says
    **{(plan, Seen.UNREADABLE): _ask(_R.UNREADABLE) for plan in Plan},
}
