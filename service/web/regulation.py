"""Reglement: what the group's regulation decides, what waits to be adopted, and what was."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.domain.model import OSLO
from service.domain.regulation import Doubt
from service.journeys.regulation.adopting import RegulationLook
from service.journeys.regulation.wording import follows, office_sentence, unread_sentence
from service.web.access import services, tell
from service.web.groups import group_page
from service.web.ports import GroupPage
from service.web.regulation_form import AdoptionForm, read_adoption

blueprint = Blueprint("regulation", __name__)


@blueprint.get("/g/<group_id>/reglement")
def show(group_id: str) -> str:
    """What it says now, against what was adopted."""
    page = group_page(group_id)
    look = services().regulation.look(group_id)
    return _page(page, look, AdoptionForm(seen=look.text.sha256 if look.text else ""))


@blueprint.post("/g/<group_id>/reglement")
def approve(group_id: str) -> tuple[str, int] | Response:
    """Enter that the text was adopted: all that it decides at once, or nothing."""
    page = group_page(group_id)
    look = services().regulation.look(group_id)
    today = page.now.astimezone(OSLO).date()
    entered, adoption = read_adoption(request.form, look, today)
    if adoption is None:
        return _page(page, look, entered), 422
    try:
        services().regulation.approve(group_id, adoption)
    except InputError as error:
        # The person has now been shown the newest text, with why the older one was not entered.
        shown = replace(
            entered,
            seen=look.text.sha256 if look.text else "",
            problems={"form": error.message},
        )
        return _page(page, look, shown), 422
    tell(
        _("Vedtaket er ført inn."),
        _("Det teksten bestemmer, gjelder fra nå. Godkjente møter og kalenderne er urørt."),
    )
    return redirect(url_for("regulation.show", group_id=group_id))


def _page(page: GroupPage, look: RegulationLook, entered: AdoptionForm) -> str:
    unread = look.values.unread
    labels = {one.key: one.label for one in look.values.stated}
    choices = services().regulation.overruled(page.settings.group.id)
    return render_template(
        "regulation.html",
        page=page,
        look=look,
        entered=entered,
        problems=entered.problems,
        can_approve=look.is_new and not look.obstacles,
        doubtful=[one for one in unread if one.doubt is not Doubt.BLANK],
        blank=[one for one in unread if one.doubt is Doubt.BLANK],
        overruled={labels.get(one.key, one.name): one for one in choices},
        follows=follows,
        office_sentence=office_sentence,
        unread_sentence=unread_sentence,
    )
