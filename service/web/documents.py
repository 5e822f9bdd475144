"""Dokumenter: by meeting, each with what was found in it, and what there is to do with them."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.domain.halves import half_of
from service.domain.model import OSLO
from service.journeys.papers.findings_report import TYPE
from service.journeys.papers.kinds import BY_TYPE, Kind, Occasion
from service.journeys.templates.template_states import document_name
from service.web.access import services, tell
from service.web.document_view import halves_for, kinds_to_make, meetings_for, shown
from service.web.files import attached
from service.web.groups import group_page
from service.web.plan_view import about, by_half, plan_view
from service.web.ports import GroupPage

blueprint = Blueprint("documents", __name__)


@blueprint.get("/g/<group_id>/dokumenter")
def listing(group_id: str) -> str:
    """What must be done with documents, then all of them."""
    page = group_page(group_id)
    report = services().report(group_id)
    view = plan_view(page)
    known = shown(page, services().documents.printed(page.settings))
    lines = [line for line in reversed(view.lines) if line.documents]
    with_meeting = {line.meeting.id for line in lines}
    present = half_of(view.today)
    return render_template(
        "documents.html",
        page=page,
        plan=view,
        lines=[line for line in lines if half_of(line.meeting.date) >= present],
        earlier=by_half(line for line in lines if half_of(line.meeting.date) < present),
        others=[d for d in page.documents if d.meeting_id not in with_meeting],
        known=lambda one: known[one.target_id, one.href],
        about=lambda *subjects: about(report, *subjects),
    )


@blueprint.get("/g/<group_id>/dokumenter/nytt")
def new(group_id: str) -> str:
    """Which document to make, then which meeting or half-year it is about."""
    page = group_page(group_id)
    chosen = request.args.get("type", "")
    return _form(page, _kind(chosen) if chosen else None)


@blueprint.post("/g/<group_id>/dokumenter/nytt")
def add(group_id: str) -> tuple[str, int] | Response:
    """Lay the document into the folder."""
    page = group_page(group_id)
    kind, subject = _kind(request.form.get("type", "")), request.form.get("subject", "")
    problem = _unchosen(page, kind, subject)
    if problem:
        return _form(page, kind, subject, problem), 422
    meeting = subject if kind.occasion is Occasion.MEETING else None
    half = subject if kind.occasion is Occasion.HALF else None
    try:
        added = services().documents.add(group_id, kind.type, meeting, half)
    except InputError as error:
        where = f" («{error.where}»)" if error.where.endswith(".docx") else ""
        return _form(page, kind, subject, error.message + where), 422
    tell(_("Dokumentet ligger i mappa."), f"«{added.href}»")
    return redirect(url_for("documents.listing", group_id=group_id))


@blueprint.post("/g/<group_id>/dokumenter/merknader")
def comment(group_id: str) -> Response:
    """Write what was found into one document as comments, or take ours out of it."""
    page = group_page(group_id)
    href = request.form.get("href", "")
    if all(href != one.href for one in page.documents):
        abort(404)
    try:
        said = services().documents.comment(
            group_id, href, remove=request.form.get("do") == "remove"
        )
    except InputError as error:
        tell(f"«{href}»", error.message, ok=False)
    else:
        tell(f"«{href}»", said)
    return redirect(url_for("documents.listing", group_id=group_id))


@blueprint.get("/g/<group_id>/dokumenter/funn.<any(docx, pdf):ending>")
def report(group_id: str, ending: str) -> Response:
    """What the rules have found, as a document to hand out."""
    page = group_page(group_id)
    documents = services().documents
    try:
        made = documents.report(group_id) if ending == "docx" else documents.report_pdf(group_id)
    except InputError as error:
        tell(_("Rapporten kunne ikke lages."), error.message, ok=False)
        return redirect(url_for("documents.listing", group_id=group_id))
    name = document_name(TYPE, page.settings.group)
    return attached(made, f"{name} {_today(page)}.{ending}")


def _kind(type_: str) -> Kind:
    if type_ not in BY_TYPE:
        abort(404)
    return BY_TYPE[type_]


def _unchosen(page: GroupPage, kind: Kind, subject: str) -> str:
    """What the form lacks, "" where it lacks nothing."""
    match kind.occasion:
        case Occasion.MEETING if subject not in {m.id for m in meetings_for(page, kind)}:
            return str(_("Velg hvilket møte dokumentet gjelder."))
        case Occasion.HALF if subject not in halves_for(page, kind, plan_view(page).halves):
            return str(_("Velg hvilket halvår dokumentet gjelder."))
        case _other:
            return ""


def _form(page: GroupPage, kind: Kind | None, subject: str = "", problem: str = "") -> str:
    view = plan_view(page)
    return render_template(
        "new_document.html",
        page=page,
        plan=view,
        kind=kind,
        kinds=kinds_to_make(page),
        meetings=meetings_for(page, kind) if kind else (),
        halves=halves_for(page, kind, view.halves) if kind else (),
        subject=subject,
        problems={"subject": problem} if problem else {},
    )


def _today(page: GroupPage) -> dt.date:
    return page.now.astimezone(OSLO).date()
