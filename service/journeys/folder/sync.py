"""Keeping a shared folder: reading what people write, and writing what the plan decides.

What people have written is never overwritten: a document that somebody has edited is only ever
given other values where exactly ours stand, and always under the condition that nobody has written
in it since. Files that are none of ours are neither reported nor kept, however they are called.
"""

from __future__ import annotations

from dataclasses import replace

from connectors.store import FolderStore, StoreError
from service.domain.model import Audience
from service.domain.notices import Notice
from service.domain.settings import GroupSettings, Target
from service.journeys.folder.creating import create_adopted_plans, create_missing
from service.journeys.folder.desk import Desk
from service.journeys.folder.half_years import keep_half_years
from service.journeys.folder.looking import look, place
from service.journeys.folder.printing import print_approved
from service.journeys.folder.refreshing import refresh
from service.journeys.folder.telling import tell, tell_of_refusal
from service.journeys.folder.wheels import keep_wheels
from service.journeys.results import Mode, TargetResult
from service.journeys.services import Services
from service.journeys.templates.own_templates import TemplateFolder
from service.journeys.wording import store_sentence


def sync_folder(
    services: Services,
    settings: GroupSettings,
    target: Target,
    store: FolderStore,
    mode: Mode,
) -> TargetResult:
    """Read what people have changed, bring in step what the plan has, create what is missing.

    A document that was moved or renamed is known by its identity and not written again, nor is one
    that a person has deleted.

    Raises:
        StoreError: the server can't be reached, or refuses us altogether.
    """
    listing = store.list()
    found: tuple[Notice, ...] = ()
    if target.audience is Audience.GROUP:
        templates = TemplateFolder(
            services=services, group=settings.group, store=store, dry_run=mode.dry_run
        )
        found = templates.look(listing.resources, complete=listing.complete)
    desk = Desk(
        services=services,
        settings=settings,
        target=target,
        store=store,
        mode=mode,
        listing=listing,
        notices=list(found),
    )
    try:
        _work_through(desk)
    except StoreError as error:
        tell_of_refusal(desk, error)
        failed = TargetResult.failed(target.id, error, desk.steps)
        sentence = store_sentence(error)
        where = f"{desk.at_hand}: {sentence}" if desk.at_hand else sentence
        return replace(failed, errors=(where,), notices=tell(desk, done=False))
    notices = tell(desk)
    left = all(step.action == "left_alone" for step in desk.steps)
    return TargetResult(
        target_id=target.id,
        steps=tuple(desk.steps),
        errors=tuple(desk.errors),
        complete=not desk.overtaken,
        token=listing.token,
        documents=tuple(one for one in desk.known.values() if one.etag),
        notices=notices,
        settled=left and listing.complete and not any(one.code.passes for one in notices),
    )


def _work_through(desk: Desk) -> None:
    """Everything there is to do with the documents of a folder."""
    look(desk)
    place(desk)
    refresh(desk)
    place(desk)
    keep_half_years(desk)
    create_missing(desk)
    create_adopted_plans(desk)
    print_approved(desk)
    keep_wheels(desk)
