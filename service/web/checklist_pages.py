"""Sjekkliste and egenevaluering: what people confirm, and what they answer without their names."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.journeys.judging.surveys import LEAST, SCORES
from service.web.access import services, tell
from service.web.group_rules import MOST_TEXT, Decision, confirmed, found_finding
from service.web.groups import group_page
from service.web.plan_view import plan_view
from service.web.ports import GroupPage
from service.web.presenting import meeting_name
from service.web.rule_values import holder_name

blueprint = Blueprint("checklist", __name__)


@blueprint.get("/g/<group_id>/sjekkliste")
def show(group_id: str) -> str:
    """What people confirm: due, who, how often, by whom and when it was done last."""
    return _checklist(group_page(group_id), Decision())


@blueprint.post("/g/<group_id>/sjekkliste")
def confirm(group_id: str) -> tuple[str, int] | Response:
    """A person's word that a task has been done."""
    page = group_page(group_id)
    finding = found_finding(group_id)
    if finding is None:
        tell(_("Det er alt bekreftet, eller ikke lenger noe å bekrefte."))
        return redirect(url_for("checklist.show", group_id=group_id))
    note, problem = confirmed(group_id, finding)
    if problem:
        entered = Decision(finding=finding.id, note=note, problems={"note": problem})
        return _checklist(page, entered), 422
    return redirect(url_for("checklist.show", group_id=group_id))


@blueprint.get("/g/<group_id>/egenevaluering")
def survey(group_id: str) -> str:
    """The questions, and what was answered where enough have."""
    return _survey(group_page(group_id), {})


@blueprint.post("/g/<group_id>/egenevaluering")
def answer(group_id: str) -> tuple[str, int] | Response:
    """Count one person's answers. Who it was is noted nowhere, not even in the session."""
    page = group_page(group_id)
    questions = services().registers.survey(group_id).questions
    typed = {one: request.form[one] for one in questions if request.form.get(one)}
    scores = {one: int(text) for one, text in typed.items() if text in map(str, SCORES)}
    if not typed:
        return _survey(page, typed, _("Svar på minst ett av spørsmålene.")), 422
    if len(scores) < len(typed):
        return _survey(page, typed, _("Svar med et tall fra 1 til 5.")), 422
    try:
        services().registers.answer(group_id, scores)
    except InputError as error:
        return _survey(page, typed, error.message), 422
    tell(_("Takk, svaret er talt med."), _("Det er lagret uten navn."))
    return redirect(url_for("checklist.survey", group_id=group_id))


@blueprint.post("/g/<group_id>/egenevaluering/avslutt")
def close_survey(group_id: str) -> Response:
    """Take no more answers this year, and show what was answered."""
    group_page(group_id)
    try:
        services().registers.close_survey(group_id)
    except InputError as error:
        tell(_("Runden er ikke avsluttet."), error.message, ok=False)
    else:
        tell(_("Runden er avsluttet."), _("Resultatet står under."))
    return redirect(url_for("checklist.survey", group_id=group_id))


def about(page: GroupPage, target: str) -> str:
    """What a confirmation is about: a person, a meeting, or "" where it is the whole group."""
    kind, _colon, id_ = target.partition(":")
    if kind == "person":
        people = page.settings.group.roster.people
        return next((one.name for one in people if one.id == id_), id_)
    meeting = next((one for one in page.meetings if one.id == id_), None)
    if meeting is None:
        return ""
    view = plan_view(page)
    return f"{meeting_name(meeting, view.bodies)} {meeting.date:%d.%m.%Y}"


def _checklist(page: GroupPage, entered: Decision) -> str:
    group_id = page.settings.group.id
    items = services().rules.checklist(group_id)
    today = plan_view(page).today
    return render_template(
        "checklist.html",
        page=page,
        waiting=[one for one in items if one.waiting],
        done=[one for one in items if not one.waiting and one.confirmed],
        later=[one for one in items if not one.waiting and not one.confirmed],
        questions=services().registers.survey(group_id).questions,
        entered=entered,
        most=MOST_TEXT,
        today=today,
        rules={one.rule.code: one.rule for one in items},
        about=lambda target: about(page, target),
        holders=lambda offices: ", ".join(map(holder_name, offices)),
    )


def _survey(page: GroupPage, typed: Mapping[str, str], problem: str = "") -> str:
    return render_template(
        "survey.html",
        page=page,
        results=services().registers.survey(page.settings.group.id),
        scores=SCORES,
        least=LEAST,
        typed=typed,
        problem=problem,
    )
