"""Oppsett: a group's calendars and folders, their addresses and passwords, and a trial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.db.target_rows import TargetState
from service.domain.settings import Target
from service.domain.sharing import CLOSED
from service.journeys.groups import AddressTaken
from service.web.access import services, tell
from service.web.groups import group_page
from service.web.ports import GroupPage
from service.web.share_form import rows_of, share_problems
from service.web.target_form import TargetForm, read_target_form

blueprint = Blueprint("targets", __name__)


@blueprint.get("/g/<group_id>/oppsett")
def setup(group_id: str) -> str:
    """What the group has chosen, and how it stands with each calendar and folder."""
    page = group_page(group_id)
    states = {state.target_id: state for state in page.states}
    return render_template("setup.html", page=page, states=states)


@blueprint.get("/g/<group_id>/oppsett/<target_id>")
def edit(group_id: str, target_id: str) -> str:
    """The form of one target."""
    page = group_page(group_id)
    target, state = _found(page, target_id)
    return _form(page, TargetForm(target=target), state)


@blueprint.post("/g/<group_id>/oppsett/<target_id>")
def save(group_id: str, target_id: str) -> tuple[str, int] | Response:
    """Store what was entered; with the other button, try it at once."""
    page = group_page(group_id)
    target, state = _found(page, target_id)
    entered = read_target_form(request.form, target, stored=state.has_password)
    wrong = share_problems(entered.target.shares, entered.target, page.settings)
    if entered.problems or wrong:
        return _form(page, entered, state, wrong), 422
    try:
        services().save_target(group_id, entered.target, entered.password)
    except AddressTaken as error:
        return _form(page, replace(entered, problems={"url": error.message}), state), 422
    if request.form.get("do") == "test":
        return test(group_id, target_id)
    tell(_("Endringene er lagret."), todo=_("Prøv forbindelsen før neste synkronisering."))
    return redirect(url_for("targets.setup", group_id=group_id))


@blueprint.post("/g/<group_id>/oppsett/<target_id>/prov")
def test(group_id: str, target_id: str) -> Response:
    """Ask the server what it lets us do, and tell it."""
    page = group_page(group_id)
    _found(page, target_id)
    answer = services().test_target(group_id, target_id)
    what = _("Forbindelsen virker.") if answer.ok else _("Forbindelsen virker ikke ennå.")
    tell(what, answer.text, ok=answer.ok)
    return redirect(url_for("targets.setup", group_id=group_id))


@blueprint.post("/g/<group_id>/oppsett/<target_id>/del")
def share_again(group_id: str, target_id: str) -> Response:
    """Let the next sync give what somebody has taken away."""
    page = group_page(group_id)
    _found(page, target_id)
    services().share_again(group_id, target_id)
    tell(_("Neste synkronisering deler på nytt."))
    return redirect(url_for("targets.setup", group_id=group_id))


def _found(page: GroupPage, target_id: str) -> tuple[Target, TargetState]:
    target = next((t for t in page.settings.targets if t.id == target_id), None)
    state = next((s for s in page.states if s.target_id == target_id), None)
    if target is None or state is None:
        abort(404)
    return target, state


def _form(
    page: GroupPage,
    entered: TargetForm,
    state: TargetState,
    wrong_shares: Mapping[int, str] = MappingProxyType({}),
) -> str:
    return render_template(
        "target.html",
        page=page,
        target=entered.target,
        state=state,
        problems=entered.problems,
        rows=rows_of(entered.target.shares, wrong_shares),
        closed=entered.target.audience in CLOSED,
    )
