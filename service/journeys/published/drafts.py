"""A plan's draft: read when it is handed in, then taken in or discarded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from service.db.plan_drafts import PlanDrafts, StoredDraft
from service.domain.errors import InputError
from service.domain.settings import GroupSettings
from service.imports.additions import is_addition
from service.journeys.published.looking import (
    PlanDraft,
    corrected_draft,
    look_at,
    read_draft,
    summed,
)
from service.journeys.published.refusals import OutsideTerm
from service.journeys.published.taking_in import PlanImport, take_in
from service.journeys.published.wording import changed_meanwhile, no_draft
from service.journeys.services import Services


def start_draft(services: Services, group_id: str, draft: StoredDraft) -> PlanDraft:
    """Read a plan that was handed in, and let it wait in place of one that waited.

    What people have said of rows that stand unchanged in it holds here too.

    Raises:
        InputError: the group or the plan can't be used; nothing is stored then.
    """
    settings = services.own_settings(group_id)
    with services.database.reading() as session:
        looked = look_at(session, settings, carried(session, settings, draft))
        if isinstance(looked.trouble, OutsideTerm):
            raise looked.trouble
    stored = summed(looked, settings)
    with services.database.transaction() as session:
        PlanDrafts(session, group_id).put(stored)
    return replace(looked, stored=stored)


def carried(session: Session, settings: GroupSettings, draft: StoredDraft) -> StoredDraft:
    """The draft with what people have said of rows that stand unchanged in it; nothing is stored.

    Raises:
        InputError: it can't be read.
    """
    drafts = PlanDrafts(session, settings.group.id)
    waiting = drafts.get()
    said = {c.key: c for c in (*drafts.kept(), *(waiting.corrections if waiting else ()))}
    joins = {**waiting.joins, **draft.joins} if waiting else draft.joins
    fresh = replace(draft, corrections=tuple(said.values()))
    fresh = replace(fresh, joins=_valid(joins, settings, fresh))
    plan = corrected_draft(fresh, settings)
    return replace(fresh, corrections=(*plan.used, *plan.outdone))


def draft_of(services: Services, group_id: str) -> PlanDraft | None:
    """The plan that waits for a person, None where none does.

    Raises:
        InputError: there is no such group, or what waits can't be read any more.
    """
    settings = services.own_settings(group_id)
    with services.database.reading() as session:
        stored = PlanDrafts(session, group_id).get()
        return None if stored is None else look_at(session, settings, stored)


def discard_draft(services: Services, group_id: str) -> None:
    """Let nothing wait any more. The plan that was known before stands."""
    with services.database.transaction() as session:
        PlanDrafts(session, group_id).discard()


def accept_draft(
    services: Services, group_id: str, fingerprint: str, *, go_on: bool = False
) -> PlanImport:
    """Take in what a person has looked at, and remember what they said for the next version.

    Raises:
        InputError: nothing waits, it has changed since, or it can't be taken in.
    """
    settings = services.own_settings(group_id)
    language = settings.group.language
    draft = draft_of(services, group_id)
    if draft is None:
        raise InputError(no_draft(language))
    if draft.fingerprint != fingerprint:
        raise InputError(changed_meanwhile(language))
    with services.changing(group_id) as session:
        drafts = PlanDrafts(session, group_id)
        imported = take_in(
            session,
            settings,
            draft.plan.reading,
            draft.stored.filename,
            joins=draft.stored.joins,
            go_on=go_on,
        )
        shown = draft.comparison.changes if draft.comparison else ()
        if drafts.get() != draft.stored or imported.changes != shown:
            raise InputError(changed_meanwhile(language))  # and nothing of it is stored
        drafts.keep(draft.plan.used)
        drafts.discard()
    return imported


def _valid(
    joins: Mapping[str, str], settings: GroupSettings, draft: StoredDraft
) -> Mapping[str, str]:
    """Those of names that this plan has, or somebody added, and of bodies that the group has."""
    if not joins:
        return {}
    read = read_draft(replace(draft, joins={}), settings).bodies
    names = {*read, *(c.changes["body"] for c in draft.corrections if is_addition(c))}
    keys = {body.key for body in settings.group.roster.bodies}
    return {name: key for name, key in joins.items() if name in names and key in keys}
