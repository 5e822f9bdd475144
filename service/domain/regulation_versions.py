"""Versions of a regulation that the group has adopted, and what they decide.

A rule's parameter or a planning setting is the pack's default, unless the group has chosen, unless
its adopted regulation says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.domain.planning import PlanningRule
from service.domain.regulation_fields import BY_KEY, FIELDS, Plain
from service.domain.regulation_text import Fingerprint
from service.domain.wording import day_month


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedValue:
    """A value as the group adopted it, and the section it stands in."""

    value: Plain
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What holds because the group's adopted regulation says so."""

    key: str
    value: Plain
    section: str
    document: str
    adopted_on: dt.date

    @property
    def source(self) -> str:
        """Where it comes from, for people: "reglementet 5.0, vedtatt 12. mai 2026"."""
        name = {"kjoreregler": "kjørereglene"}.get(self.document, "reglementet")
        number = self.section.split(" ")[0] if self.section[:1].isdigit() else ""
        day = f"{day_month(self.adopted_on)} {self.adopted_on.year}"
        return f"{' '.join(filter(None, (name, number)))}, vedtatt {day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The votes for and against an adoption."""

    in_favour: int
    against: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedVersion:
    """A row of the change log: a text the group adopted, when, by whom, and what it changed."""

    number: int  # from 1
    document: str  # reglement or kjoreregler
    text: Fingerprint
    adopted_on: dt.date
    adopted_by: str  # the body or meeting that decided, or the id of who entered it
    recorded_at: dt.datetime
    protocol_ref: str = ""
    votes: Ballot | None = None
    values: Mapping[str, AdoptedValue] = field(default_factory=dict)  # by key
    changes: tuple[str, ...] = ()  # names of what differs from the version before

    @property
    def by_key(self) -> dict[str, Plain]:
        """What it decides. Values that this service no longer reads are left out."""
        return {key: one.value for key, one in self.values.items() if key in BY_KEY}


def latest(versions: Sequence[AdoptedVersion]) -> AdoptedVersion | None:
    """The version that holds: the last one entered."""
    return max(versions, key=lambda one: one.number, default=None)


def planning_by(own: PlanningRule, values: Mapping[str, Plain]) -> PlanningRule:
    """The group's planning rule where its adopted regulation says something else.

    Where only one of two that belong together is the regulation's, and does not fit the group's own
    (a meeting that would end before it begins), both are left as the group's own.
    """
    said = {f.planning: values[f.key] for f in FIELDS if f.planning and f.key in values}
    changed = replace(own, **said)  # type: ignore[arg-type]  # each row reads what its field holds
    if changed.start >= changed.end:
        changed = replace(changed, start=own.start, end=own.end)
    if changed.lead_max_days < changed.lead_min_days:
        changed = replace(changed, lead_max_days=own.lead_max_days)
    return changed
