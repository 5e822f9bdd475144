"""What waits in the calendars, who decides there, and what the service has done."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from service.domain.settings import DriftPolicy
from service.web.access import services, tell
from service.web.deed_view import days_of
from service.web.gateway_calendar import Chosen
from service.web.groups import group_page
from service.web.waiting_view import CHOICES, done_by, policy_effects, questions, stop_cards

blueprint = Blueprint("calendar", __name__)
_A_PAGE: Final = 100  # deeds
_NAMED: Final = 3


@blueprint.get("/g/<group_id>/valg")
def waiting(group_id: str) -> str:
    """All that waits for a choice, and all that a guard has stopped."""
    page = group_page(group_id)
    asked = questions(page.settings, page.conflicts)
    return render_template(
        "waiting.html",
        page=page,
        questions=asked,
        together={name: [q.id for q in asked if q.can_be(name)] for name in CHOICES},
        stops=stop_cards(page.settings, page.stops),
    )


@blueprint.post("/g/<group_id>/valg")
def choose(group_id: str) -> Response:
    """Do what a person chose for what is changed both here and in the calendar."""
    group_page(group_id)
    policy = CHOICES.get(request.form.get("choice", ""))
    asked = request.form.getlist("question")
    if policy is None or not asked:
        abort(400)
    chosen = services().calendar.choose(group_id, asked, policy)
    if chosen.done:
        tell(_("Valget er utført."), _told(chosen, policy))
    else:
        tell(_("Ingenting er gjort."), chosen.trouble or _overtaken(), ok=False)
    return _onward(group_id)


@blueprint.post("/g/<group_id>/videre")
def go_on(group_id: str) -> Response:
    """Do what a guard has stopped: a person has seen the list, and says that it is right."""
    group_page(group_id)
    count, trouble = services().calendar.go_on(group_id, request.form.get("mark", ""))
    if count:
        told = ngettext("Det gjaldt %(num)s oppføring.", "Det gjaldt %(num)s oppføringer.", count)
        tell(_("Synkroniseringen er ført videre."), told)
    else:
        tell(_("Ingenting er gjort."), trouble or _overtaken(), ok=False)
    return _onward(group_id)


@blueprint.get("/g/<group_id>/kalendervalg")
def policy(group_id: str) -> str:
    """Who decides when somebody changes a calendar, and what each choice would do now."""
    page = group_page(group_id)
    return render_template(
        "drift.html",
        page=page,
        effects={
            one: _effect(*policy_effects(page.settings, page.conflicts, one)) for one in DriftPolicy
        },
    )


@blueprint.post("/g/<group_id>/kalendervalg")
def decide(group_id: str) -> Response:
    """Store who decides. Nothing is written anywhere before the next pass."""
    page = group_page(group_id)
    try:
        chosen = DriftPolicy(request.form.get("policy", ""))
    except ValueError:
        abort(400)
    services().calendar.decide(group_id, chosen)
    effect = _effect(*policy_effects(page.settings, page.conflicts, chosen))
    tell(_("Valget er lagret."), effect)
    return redirect(url_for("targets.setup", group_id=group_id))


@blueprint.get("/g/<group_id>/gjort")
def deeds(group_id: str) -> str:
    """Hva tjenesten gjorde: page by page, the newest first."""
    page = group_page(group_id)
    before = request.args.get("for", type=int)
    found = services().calendar.deeds(group_id, _A_PAGE + 1, before)
    shown = found[:_A_PAGE]
    return render_template(
        "deeds.html",
        page=page,
        days=days_of(shown, page),
        later=before is not None,
        older=shown[-1].entry.number if len(found) > _A_PAGE else None,
    )


def _onward(group_id: str) -> Response:
    """Back to what still waits; to the first page where nothing does."""
    page = group_page(group_id)
    waits = page.conflicts or page.stops
    return redirect(url_for("calendar.waiting" if waits else "groups.week", group_id=group_id))


def _told(chosen: Chosen, policy: DriftPolicy) -> str:
    """What was done: the first few by name, and how many wait still."""
    said = [done_by(one, policy) for one in chosen.done[:_NAMED]]
    more = len(chosen.done) - len(said)
    if more:
        said.append(_("Det samme er gjort med %(count)s til.", count=more))
    if chosen.left:
        said.append(
            ngettext("%(num)s valg venter fortsatt.", "%(num)s valg venter fortsatt.", chosen.left)
        )
    return " ".join(said)


def _overtaken() -> str:
    return str(_("Noe er endret siden du så det. Se på det på nytt, og velg da."))


def _effect(decided: int, asked: int) -> str:
    """What a choice does with what waits now."""
    said = []
    if decided:
        said.append(
            ngettext(
                "%(num)s valg som venter nå, blir avgjort slik ved neste synkronisering.",
                "%(num)s valg som venter nå, blir avgjort slik ved neste synkronisering.",
                decided,
            )
        )
    if asked:
        said.append(
            ngettext(
                "%(num)s valg venter fortsatt på svar.",
                "%(num)s valg venter fortsatt på svar.",
                asked,
            )
        )
    return " ".join(said)
