"""Regler: what is not in order, by gravity, and what people decide about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.domain.model import OSLO
from service.rules.results import Finding
from service.web.access import services, tell
from service.web.groups import group_page
from service.web.ports import GroupPage
from service.web.rule_view import finding_of, rules_view

blueprint = Blueprint("rules", __name__)

MOST_TEXT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was entered about one finding, as it was typed, and what is wrong with it by field."""

    finding: str = ""
    reason: str = ""
    until: str = ""
    note: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


@blueprint.get("/g/<group_id>/regler")
def listing(group_id: str) -> str:
    """What is not in order, what is accepted, and what could not be judged."""
    return _page(group_page(group_id), Decision())


@blueprint.post("/g/<group_id>/regler/godta")
def waive(group_id: str) -> tuple[str, int] | Response:
    """Live with a finding, for a reason, perhaps only up to a day."""
    page = group_page(group_id)
    finding = found_finding(group_id)
    if finding is None:
        return _gone(group_id)
    entered, until = _read(request.form, finding, page.now.astimezone(OSLO).date())
    if entered.problems:
        return _page(page, entered), 422
    try:
        services().rules.waive(group_id, finding, entered.reason, until, by=g.user)
    except InputError as error:
        tell(_("Funnet er ikke godtatt."), error.message, ok=False)
    else:
        tell(_("Funnet er godtatt."), _("Det står lenger ned, med begrunnelsen."))
    return redirect(url_for("rules.listing", group_id=group_id))


@blueprint.post("/g/<group_id>/regler/trekk-tilbake")
def withdraw(group_id: str) -> Response:
    """No longer live with a finding."""
    group_page(group_id)
    code, target = request.form.get("code", ""), request.form.get("target", "")
    try:
        services().rules.withdraw(group_id, code, target)
    except InputError:
        tell(_("Unntaket var alt trukket tilbake."))
    else:
        tell(_("Unntaket er trukket tilbake."))
    return redirect(url_for("rules.listing", group_id=group_id))


@blueprint.post("/g/<group_id>/regler/bekreft")
def confirm(group_id: str) -> tuple[str, int] | Response:
    """A person's word that a task has been done."""
    page = group_page(group_id)
    finding = found_finding(group_id)
    if finding is None:
        return _gone(group_id)
    note, problem = confirmed(group_id, finding)
    if problem:
        entered = Decision(finding=finding.id, note=note, problems={"note": problem})
        return _page(page, entered), 422
    return redirect(url_for("rules.listing", group_id=group_id))


@blueprint.post("/g/<group_id>/regler/utgangspunkt")
def baseline(group_id: str) -> Response:
    """Take today's findings as where the group began, or show them like all others again."""
    group_page(group_id)
    if request.form.get("do") == "clear":
        services().rules.clear_baseline(group_id)
        tell(_("Alle funn vises som vanlige funn igjen."))
    else:
        count = services().rules.set_baseline(group_id)
        tell(
            ngettext(
                "%(num)s funn er tatt som utgangspunkt.",
                "%(num)s funn er tatt som utgangspunkt.",
                count,
            ),
            _("Nye funn vises for seg fra nå."),
        )
    return redirect(url_for("rules.listing", group_id=group_id))


def found_finding(group_id: str) -> Finding | None:
    """The finding the form is about, if it is still there."""
    return finding_of(services().report(group_id), request.form.get("finding", ""))


def confirmed(group_id: str, finding: Finding) -> tuple[str, str]:
    """Confirm a task with what was noted; says what was noted, and what is wrong with it."""
    note = request.form.get("note", "").strip()
    if len(note) > MOST_TEXT:
        return note, too_long()
    try:
        services().rules.confirm(group_id, finding, note, by=g.user)
    except InputError as error:
        tell(_("Ingenting er bekreftet."), error.message, ok=False)
    else:
        tell(_("Det er bekreftet."), finding.reference + ".")
    return note, ""


def too_long() -> str:
    """That a text is longer than it may be."""
    return str(_("Teksten er for lang. Skriv høyst %(most)s tegn.", most=MOST_TEXT))


def _gone(group_id: str) -> Response:
    tell(_("Funnet er ikke der lenger."), _("Ingenting er endret."))
    return redirect(url_for("rules.listing", group_id=group_id))


def _read(
    form: Mapping[str, str], finding: Finding, today: dt.date
) -> tuple[Decision, dt.date | None]:
    reason, until = form.get("reason", "").strip(), form.get("until", "").strip()
    problems, last = {}, None
    if not reason:
        problems["reason"] = str(_("Skriv hvorfor gruppa godtar funnet."))
    elif len(reason) > MOST_TEXT:
        problems["reason"] = too_long()
    if until:
        try:
            last = dt.date.fromisoformat(until)
        except ValueError:
            problems["until"] = str(_("Skriv dagen som år, måned og dag: 2026-05-12."))
    if last and last < today:
        problems["until"] = str(_("Dagen er passert. Velg en senere dag."))
    entered = Decision(finding=finding.id, reason=reason, until=until, problems=problems)
    return entered, last


def _page(page: GroupPage, entered: Decision) -> str:
    group = page.settings.group
    report = services().report(group.id)
    rules = services().rules
    return render_template(
        "rules.html",
        page=page,
        report=report,
        view=rules_view(report, rules.waivers(group.id), rules.of_group(group.id), group),
        entered=entered,
        problems=entered.problems,
        most=MOST_TEXT,
    )
