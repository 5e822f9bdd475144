"""Velg regelsett: which packs a group follows, and with which values; looked at, then saved."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.journeys.judging.preview import Preview
from service.rules.parameters import Choice
from service.rules.results import alike
from service.web.access import services, tell
from service.web.choosing_form import RulesForm, as_it_stands, read_choice
from service.web.groups import group_page
from service.web.plan_view import by_severity
from service.web.ports import GroupPage

blueprint = Blueprint("choosing", __name__)


@blueprint.get("/g/<group_id>/regler/valg")
def show(group_id: str) -> str:
    """What the group has chosen."""
    page = group_page(group_id)
    gateway = services().choosing
    entered = as_it_stands(gateway, page.settings.group, gateway.offered(group_id))
    return _page(page, entered)


@blueprint.post("/g/<group_id>/regler/valg")
def choose(group_id: str) -> str | tuple[str, int] | Response:
    """Show what would change, or save what was shown: all of it, or nothing."""
    page = group_page(group_id)
    gateway = services().choosing
    offered = gateway.offered(group_id)
    entered, chosen, packs = read_choice(gateway, page.settings.group, offered, request.form)
    if entered.problems:
        return _page(page, entered), 422
    try:
        if request.form.get("do") == "save":
            gateway.save(group_id, chosen)
            tell(_("Valget er lagret."), _("Reglene under er vurdert på nytt."))
            return redirect(url_for("rules.listing", group_id=group_id))
        looked = gateway.preview(group_id, chosen)
    except InputError as error:
        return _page(page, _with_problem(entered, error)), 422
    return _page(page, entered, looked, gateway.dropped(group_id, packs))


def _with_problem(entered: RulesForm, error: InputError) -> RulesForm:
    return RulesForm(
        packs=entered.packs,
        days=entered.days,
        asked=entered.asked,
        problems={"packs": error.message},
    )


def _page(
    page: GroupPage,
    entered: RulesForm,
    looked: Preview | None = None,
    dropped: tuple[Choice, ...] = (),
) -> str:
    return render_template(
        "choosing.html",
        page=page,
        offered=services().choosing.offered(page.settings.group.id),
        entered=entered,
        problems=entered.problems,
        looked=looked,
        dropped=dropped,
        come=alike(by_severity(looked.come)) if looked else (),
        go=alike(by_severity(looked.go)) if looked else (),
    )
