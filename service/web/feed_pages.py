"""Kalenderadresser: who reads the meetings without an account, and ending that."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.domain.model import Audience
from service.journeys.feeds import SHOWN, NewFeed
from service.web.access import services, tell
from service.web.groups import group_page

blueprint = Blueprint("feed_pages", __name__)

SHOWS = {
    Audience.GROUP: _l("Gruppas møter"),
    Audience.GROUP_BOARD: _l("Gruppestyrets møter"),
    Audience.COUNCIL: _l("Kommunens møter"),
}


@blueprint.get("/g/<group_id>/kalenderadresser")
def listing(group_id: str) -> str:
    """Every address, and a form for a new one."""
    return _page(group_id)


@blueprint.post("/g/<group_id>/kalenderadresser")
def add(group_id: str) -> str | tuple[str, int]:
    """Make one and show it, this once: the page is stored nowhere, and neither is the address."""
    group_page(group_id)
    audience = request.form.get("audience", "")
    try:
        made = services().feeds.add(
            group_id,
            label=request.form.get("label", ""),
            audience=next((a for a in SHOWN if a.value == audience), Audience.GROUP),
            person=request.form.get("person", ""),
            by=g.user,
        )
    except InputError as error:
        return _page(group_id, problems={error.where or "label": _problem(error)}), 422
    return _page(group_id, made=made)


@blueprint.post("/g/<group_id>/kalenderadresser/<feed_id>/slutt")
def revoke(group_id: str, feed_id: str) -> Response:
    """End one."""
    group_page(group_id)
    try:
        services().feeds.revoke(group_id, feed_id)
    except InputError:  # somebody was quicker
        tell(_("Adressen var avsluttet fra før."))
    else:
        tell(
            _("Adressen er avsluttet."),
            _(
                "De som har den, får ikke flere møter. Det de allerede har hentet, kan bli "
                "liggende."
            ),
        )
    return redirect(url_for("feed_pages.listing", group_id=group_id))


def _problem(error: InputError) -> str:
    """What is wrong, in the group's own language."""
    if error.where == "person" and request.form.get("audience") != Audience.GROUP_BOARD:
        return str(_("Personen står ikke i navnelista lenger. Velg på nytt."))
    if error.where == "person":
        return str(
            _(
                "Gruppestyrets møter er bare for dem som sitter i styret. Velg personen adressen "
                "er til."
            )
        )
    return str(_("Skriv hvem eller hva adressen er til, med høyst 100 tegn."))


def _page(
    group_id: str, *, made: NewFeed | None = None, problems: Mapping[str, str] | None = None
) -> str:
    page = group_page(group_id)
    root = services().feeds.public_url or request.url_root.rstrip("/")
    return render_template(
        "feeds.html",
        page=page,
        feeds=services().feeds.all(group_id),
        names={person.id: person.name for person in page.settings.group.roster.people},
        shows=SHOWS,
        entered=request.form if problems else {},
        problems=problems or {},
        address=root + made.path if made else "",
    )
