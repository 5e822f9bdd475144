"""A draft as it stands: read, with all that people have said of it, and what it would change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy.orm import Session

from service.db.meetings import Meetings
from service.db.plan_drafts import StoredDraft
from service.domain.errors import InputError
from service.domain.model import Body
from service.domain.settings import GroupSettings
from service.imports.bodies.aliases import with_aliases
from service.imports.corrections import CorrectedPlan, corrected
from service.imports.plan import read_plan
from service.imports.reading import PlanReading
from service.journeys.published.taking_in import PlanImport, compare, refuse_lost, refuse_part
from service.journeys.published.wording import changes_summed

_FINGERPRINT_LENGTH = 12
_KEPT = 4  # readings


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A plan that waits for a person, as it stands with all that was said of it.

    ``bodies`` are the group's, those of the municipality. ``comparison`` is what taking it in would
    change, None where it can't be; ``trouble`` is why not, or why a person must say that it is
    whole first. ``first`` says that the group knows no plan from before.
    """

    stored: StoredDraft
    plan: CorrectedPlan
    bodies: tuple[Body, ...]
    comparison: PlanImport | None
    trouble: InputError | None
    first: bool

    @property
    def fingerprint(self) -> str:
        """What a person who looks at it has seen: another one means that something has changed."""
        changes = self.comparison.changes if self.comparison else ()
        reading = self.plan.reading
        seen = (reading.meetings, reading.uncertain, sorted(self.stored.joins.items()), changes)
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:_FINGERPRINT_LENGTH]


def look_at(session: Session, settings: GroupSettings, stored: StoredDraft) -> PlanDraft:
    """The draft as it stands; nothing is stored.

    Raises:
        InputError: it can't be read.
    """
    bodies = with_aliases(settings.group.roster.bodies, stored.joins)
    plan = corrected_draft(stored, settings)
    comparison, trouble = None, None
    try:
        comparison = compare(session, settings, plan.reading, stored.filename)
        refuse_lost(plan.reading, stored.filename)
        refuse_part(comparison, stored.filename)
    except InputError as error:
        trouble = error
    return PlanDraft(
        stored=stored,
        plan=plan,
        bodies=tuple(body for body in bodies if body.kind.municipal),
        comparison=comparison,
        trouble=trouble,
        first=not Meetings(session, settings.group.id).municipal(),
    )


def summed(draft: PlanDraft, settings: GroupSettings) -> StoredDraft:
    """The draft to store, saying what it would change."""
    changes = draft.comparison.changes if draft.comparison else ()
    return replace(draft.stored, summary=changes_summed(changes, settings.group.language))


def corrected_draft(stored: StoredDraft, settings: GroupSettings) -> CorrectedPlan:
    """The plan with all that people have said of it.

    Raises:
        InputError: it can't be read.
    """
    bodies = with_aliases(settings.group.roster.bodies, stored.joins)
    reading = read_draft(stored, settings)
    return corrected(reading, stored.corrections, bodies, settings.group.language)


def read_draft(stored: StoredDraft, settings: GroupSettings) -> PlanReading:
    """The plan with the names joined that people have joined, and else as it was read.

    Raises:
        InputError: it can't be read.
    """
    bodies = with_aliases(settings.group.roster.bodies, stored.joins)
    return _reading(stored.data, stored.filename, stored.year, bodies)


@lru_cache(maxsize=_KEPT)
def _reading(data: bytes, filename: str, year: int | None, bodies: tuple[Body, ...]) -> PlanReading:
    """A large file takes seconds to read, and is looked at again after every press."""
    return read_plan(data, filename, year=year, bodies=bodies)
