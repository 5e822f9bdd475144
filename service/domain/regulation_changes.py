"""What approving a regulation would change: each value's settings before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.domain.planning import PlanningRule
from service.domain.regulation import RegulationValues
from service.domain.regulation_fields import BY_KEY, FIELDS, Plain
from service.domain.spoken import folded

_DEADLINES = frozenset({"intake_days", "summons_days", "minutes_days"})


class LandingKind(StrEnum):
    """What sort of setting a value decides, and so what follows from changing it."""

    PLANNING = "planning"  # new proposals for the meeting plan
    DEADLINE = "deadline"  # the deadlines around meetings
    RULE = "rule"  # how a rule judges


class ChangeKind(StrEnum):
    """How a setting would change."""

    ADDED = "added"  # nothing was set
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"  # the regulation no longer says it: the group's own choice holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """A setting that a value of the regulation decides.

    ``own`` is what holds while the regulation is silent: the group's choice, else the default.
    """

    name: str  # "planning.weekday", "SP22-5.2.min_requesters"
    key: str
    kind: LandingKind
    own: Plain | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value that would change, with every setting it decides. None: nothing is set."""

    kind: ChangeKind
    key: str
    label: str
    before: Plain | None
    after: Plain | None
    landings: tuple[Landing, ...]
    section: str = ""

    def said(self, language: str) -> tuple[str, str]:
        """Before and after as people write them, "" where nothing is set."""
        say = BY_KEY[self.key].say
        before, after = (
            "" if one is None else say(one, language) for one in (self.before, self.after)
        )
        return before, after


def planning_landings(own: PlanningRule) -> tuple[Landing, ...]:
    """The settings of the group's planning rule that a regulation may decide."""
    return tuple(
        Landing(
            name=f"planning.{field.planning}",
            key=field.key,
            kind=LandingKind.DEADLINE if field.planning in _DEADLINES else LandingKind.PLANNING,
            own=_set(getattr(own, field.planning)),
        )
        for field in FIELDS
        if field.planning
    )


def rule_landing(
    code: str, parameter: str, key: str, own: object, planned: Mapping[str, Plain | None]
) -> Landing:
    """A rule's parameter that asks for a value of the regulation.

    ``own`` is its value now. Where it has none, it goes by ``planned``, what the group plans by:
    that is no news to the rule.
    """
    value = _as_stated(key, own)
    return Landing(
        name=f"{code}.{parameter}",
        key=key,
        kind=LandingKind.RULE,
        own=planned.get(key) if value is None else value,
    )


def changes(
    landings: Sequence[Landing], adopted: Mapping[str, Plain], now: RegulationValues
) -> tuple[Change, ...]:
    """What differs between what holds, by the version ``adopted``, and what ``now`` would decide.

    Settings that go from the same value to the same value are one change.
    """
    stated = {one.key: one for one in now.stated}
    labels = {one.tag: one.label for one in now.unread}
    found: dict[tuple[str, Plain | None], Change] = {}
    for landing in landings:
        key = landing.key
        before = adopted.get(key, landing.own)
        after = stated[key].value if key in stated else landing.own
        if before == after:
            continue
        same = found.get((key, before))
        found[key, before] = Change(
            kind=_kind(key in stated, before),
            key=key,
            label=_label(key, stated[key].label if key in stated else labels.get(_tag(key), key)),
            before=before,
            after=after,
            landings=(*(same.landings if same else ()), landing),
            section=stated[key].section if key in stated else "",
        )
    order = [field.key for field in FIELDS]
    return tuple(sorted(found.values(), key=lambda change: order.index(change.key)))


def _label(key: str, label: str) -> str:
    """The field's label, and which part of the field it is."""
    part = BY_KEY[key].part
    return f"{label}, {part}" if part else label


def _tag(key: str) -> str:
    return BY_KEY[key].tag


def _kind(stated: bool, before: Plain | None) -> ChangeKind:
    if not stated:
        return ChangeKind.WITHDRAWN
    return ChangeKind.ADDED if before is None else ChangeKind.CHANGED


def _as_stated(key: str, own: object) -> Plain | None:
    """A parameter's value as the regulation would state it: "mandager" is Monday."""
    if isinstance(own, str):
        read = BY_KEY[key].read(own)
        return _set(own if read is None else read)
    return own if isinstance(own, int) else None


def _set(value: Plain | None) -> Plain | None:
    """The value as it is compared; None where nothing is set."""
    return (folded(value) or None) if isinstance(value, str) else value
