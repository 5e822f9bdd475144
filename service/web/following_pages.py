"""Whether the address that a published plan came from is followed."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.journeys.published.watching import Outcome
from service.web.access import services, tell
from service.web.groups import group_page

blueprint = Blueprint("following", __name__)


@blueprint.post("/g/<group_id>/moteplan/les/folg")
def choose(group_id: str) -> Response:
    """Follow the address that the plan came from, or stop."""
    group_page(group_id)
    gateway = services().reading
    if request.form.get("do") == "stop":
        gateway.stop_following(group_id)
        tell(_("Vi følger ikke med på adressen lenger."))
        return _to(group_id)
    draft = gateway.draft(group_id)
    if draft is None or not draft.stored.address:
        abort(404)
    try:
        looked = gateway.follow(group_id, draft.stored.address, by=g.user, year=draft.stored.year)
    except InputError as error:
        tell(_("Vi kan ikke følge med på adressen."), error.message, ok=False)
    else:
        unreadable = looked.summary if looked.outcome is Outcome.UNREADABLE else ""
        what = _("Vi leser adressen hver natt og sier fra når planen endres.")
        tell(what, unreadable, ok=not unreadable)
    return _to(group_id)


def _to(group_id: str) -> Response:
    return redirect(url_for("reading.show", group_id=group_id, _anchor="adressen"))
