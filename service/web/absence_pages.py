"""Forfall: who stays away from the meetings, who is called in, and how absence is reported."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.domain.settings import AbsenceSettings
from service.web.access import services, tell
from service.web.groups import group_page

blueprint = Blueprint("absence", __name__)


@blueprint.get("/g/<group_id>/forfall")
def show(group_id: str) -> str:
    """The next meeting, and each other one that somebody stays away from."""
    page = group_page(group_id)
    found = services().absence.of_group(group_id)
    return render_template("absence.html", page=page, found=found)


@blueprint.post("/g/<group_id>/forfall/valg")
def choose(group_id: str) -> Response:
    """Store how members may report absence."""
    group_page(group_id)
    chosen = AbsenceSettings(link="link" in request.form, replies="replies" in request.form)
    services().absence.choose(group_id, chosen)
    tell(_("Valget er lagret."), _("Det gjelder fra neste synkronisering."))
    return redirect(url_for("absence.show", group_id=group_id))


@blueprint.post("/g/<group_id>/forfall/lenke")
def renew(group_id: str) -> Response:
    """Revoke a meeting's link."""
    group_page(group_id)
    try:
        services().absence.renew_link(group_id, request.form.get("meeting", ""))
    except InputError:
        what = _("Det kan ikke meldes forfall til dette møtet.")
        todo = _("Velg et godkjent møte som ikke har begynt.")
        tell(what, todo=todo, ok=False)
    else:
        what = _("Den gamle lenka virker ikke lenger.")
        tell(what, _("Den nye kommer i kalenderen ved neste synkronisering."))
    return redirect(url_for("absence.show", group_id=group_id))
