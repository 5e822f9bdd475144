"""The list of groups, and its pages: what is next, what is planned, what is wrong."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from werkzeug.wrappers import Response

from service.domain.settings import AbsenceSettings
from service.rules.results import alike
from service.web.access import services, tell
from service.web.plan_showing import plan_page
from service.web.plan_view import plan_view
from service.web.ports import GroupPage
from service.web.waiting_view import questions, stop_cards

blueprint = Blueprint("groups", __name__)


def group_page(group_id: str) -> GroupPage:
    """The group of the address, in its own language from here on; 404 if there is none."""
    page = services().group_page(group_id)
    if page is None:
        abort(404)
    g.language, g.now = page.settings.group.language, page.now
    refresh()
    return page


@blueprint.get("/")
def overview() -> str:
    """Every group and how it stands with it."""
    pages = services().overview()
    return render_template("overview.html", pages=pages, plans=[plan_view(p) for p in pages])


@blueprint.get("/g/<group_id>/")
def week(group_id: str) -> str:
    """Denne uka: what is next, and what needs a person."""
    page = group_page(group_id)
    digest = services().digest(group_id)
    return render_template(
        "week.html",
        page=page,
        plan=plan_view(page),
        digest=digest,
        mended=Counter(digest.mended),
        rules=services().rules.of_group(group_id),
        alike=alike,
        questions=questions(page.settings, page.conflicts),
        stops=stop_cards(page.settings, page.stops),
        proposals=services().plan.waiting(group_id),
        absences=services().absence.of_group(group_id) if _reports(page) else None,
    )


def _reports(page: GroupPage) -> bool:
    """Whether absence is reported at all."""
    return page.settings.absence != AbsenceSettings()


@blueprint.get("/g/<group_id>/moteplan")
def plan(group_id: str) -> str:
    """Møteplan: a half-year as a list by week."""
    return plan_page(group_page(group_id), request.args.get("halvar"))


@blueprint.post("/g/<group_id>/synk")
def sync(group_id: str) -> Response:
    """Sync now, and tell what came of it on the first page."""
    group_page(group_id)
    answer = services().sync_now(group_id)
    tell(
        _("Vi har gått gjennom kalendere og mapper.")
        if answer.ok
        else _("Ikke alt gikk som det skulle."),
        answer.text,
        ok=answer.ok,
    )
    return redirect(url_for("groups.week", group_id=group_id))
