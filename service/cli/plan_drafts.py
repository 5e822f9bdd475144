"""kjoreplan plan draft: the published plan that waits for a person, and what it would change."""

from __future__ import annotations

import click

from service.cli.context import services
from service.cli.output import console, json_option, print_json
from service.cli.plan_reading import reading_json, show_reading
from service.cli.plan_views import show_changes, show_import
from service.db.plan_drafts import PlanDrafts
from service.db.plan_watches import PlanWatches
from service.domain.errors import InputError
from service.domain.municipal import MunicipalChange
from service.journeys.published.drafts import accept_draft, discard_draft, draft_of
from service.journeys.published.looking import PlanDraft
from service.journeys.published.wording import change_said, no_draft, plan_waits
from service.journeys.services import Services


@click.command("draft")
@click.argument("group_id", metavar="GRUPPE")
@click.option("--accept", "fingerprint", metavar="KODE", help="Ta inn planen som ble vist.")
@click.option("--go-on", is_flag=True, help="Planen er hel, selv om mange møter er tatt ut.")
@click.option("--discard", is_flag=True, help="Forkast planen.")
@json_option
def draft_command(
    group_id: str, fingerprint: str | None, go_on: bool, discard: bool, as_json: bool
) -> None:
    """Vis møteplanen som venter, og forskjellen fra den gruppa har. Rad for rad er på nettsiden."""
    opened = services()
    if fingerprint and discard:
        raise InputError("Velg enten --accept eller --discard.")
    draft = draft_of(opened, group_id)
    if draft is None:
        raise InputError(no_draft("nb"), where=group_id)
    names = opened.settings(group_id).group.roster.names()
    if discard:
        discard_draft(opened, group_id)
        console().print("Planen er forkastet. Møteplanen gruppa har, står som før.")
    elif fingerprint:
        imported = accept_draft(opened, group_id, fingerprint, go_on=go_on)
        show_import(imported, opened.settings(group_id).group.roster.names())
    elif as_json:
        print_json(_draft_json(draft))
    else:
        show_reading(draft.plan.reading)
        console().print()
        show_changes(_changes(draft), names)
        if draft.trouble:
            console().print(draft.trouble.message, style="yellow")
        console().print(f"Ta den inn: kjoreplan plan draft {group_id} --accept {draft.fingerprint}")


def show_waiting(opened: Services, group_id: str) -> None:
    """That a plan waits, or that the address that is followed gives none any more."""
    with opened.database.reading() as session:
        waiting = PlanDrafts(session, group_id).waiting()
        watch = PlanWatches(session).of_group(group_id)
    if waiting is not None:
        said = plan_waits(waiting.origin, waiting.summary, "nb")
        console().print(f"{said} Se forskjellen: kjoreplan plan draft {group_id}", style="yellow")
    if watch is not None and watch.unreadable:
        console().print(
            f"{watch.url}: {watch.unreadable} Planen gruppa har, står som før.", style="yellow"
        )


def _changes(draft: PlanDraft) -> tuple[MunicipalChange, ...]:
    return draft.comparison.changes if draft.comparison else ()


def _draft_json(draft: PlanDraft) -> dict[str, object]:
    names = {body.key: body.name for body in draft.bodies}
    return reading_json(draft.plan.reading) | {
        "changes": [
            {"change": change.kind, "said": change_said(change, names, "nb")}
            for change in _changes(draft)
        ],
        "fingerprint": draft.fingerprint,
        "address": draft.stored.address,
    }
