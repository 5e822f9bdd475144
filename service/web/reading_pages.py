"""Les møteplan: a published plan is handed in, looked over row by row, and taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.domain.halves import half_of, halves_with
from service.domain.model import OSLO
from service.imports.containers import MAX_BYTES
from service.imports.reading import YearNeeded
from service.journeys.published.fetching import NotFetched
from service.journeys.published.refusals import LostRows, PartOfPlan
from service.journeys.published.wording import changes_summed
from service.web.access import services, tell
from service.web.groups import group_page
from service.web.presenting import page_language
from service.web.reading_form import YEARS, StartForm, opened, read_start
from service.web.reading_showing import show_draft, show_start, to_draft

blueprint = Blueprint("reading", __name__)

HAND_IN = "reading.hand_in"
MOST_BYTES = MAX_BYTES + 64 * 1024  # the form around the file


@blueprint.get("/g/<group_id>/moteplan/les")
def show(group_id: str) -> str:
    """The plan that waits, or the form to hand one in."""
    page = group_page(group_id)
    if "ny" in request.args:
        return show_start(page, StartForm(follow=True))
    try:
        draft = services().reading.draft(group_id)
    except InputError as error:
        return show_start(page, StartForm(problems={"text": str(error)}))
    if draft is None:
        return show_start(page, StartForm(follow=True))
    return show_draft(page, draft, opened(draft.plan, request.args.get("endre", "")))


@blueprint.post("/g/<group_id>/moteplan/les")
def hand_in(group_id: str) -> tuple[str, int] | Response:
    """Read a plan. What can't be read is told beside its field, and what was typed stands."""
    page = group_page(group_id)
    entered, handed = read_start(request.form, request.files.get("file"))
    if handed is None:
        return show_start(page, entered), 422
    try:
        services().reading.start(group_id, handed, by=g.user)
    except YearNeeded as error:
        return show_start(page, _year_needed(entered, error.fits)), 422
    except NotFetched as error:
        return show_start(page, _with_problem(entered, "address", error.message)), 422
    except InputError as error:
        return show_start(page, _with_problem(entered, entered.used, str(error))), 422
    return to_draft(group_id)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
    """What is over the limit is told of beside the field; what came with it was not read."""
    page = group_page((request.view_args or {}).get("group_id", ""))
    said = str(_("Planen er for stor. En fil kan være på 20 MB, og innlimt tekst på 500 000 tegn."))
    return show_start(page, StartForm(problems={"file": said})), 413


@blueprint.post("/g/<group_id>/moteplan/les/organ")
def join(group_id: str) -> Response:
    """Read a name of the plan as one of the group's bodies, or as a body of its own."""
    group_page(group_id)
    return _said(
        group_id,
        lambda: services().reading.join(
            group_id, request.form.get("name", ""), request.form.get("body", "")
        ),
        "organene",
    )


@blueprint.post("/g/<group_id>/moteplan/les/aar")
def year(group_id: str) -> Response:
    """Read the plan as that of another year."""
    group_page(group_id)
    typed = request.form.get("year", "").strip()
    if typed and not (typed.isdecimal() and int(typed) in YEARS):
        tell(_("Ingenting er endret."), _("Skriv året med fire sifre."), ok=False)
        return to_draft(group_id)
    chosen = int(typed) if typed else None
    return _said(group_id, lambda: services().reading.choose_year(group_id, chosen))


@blueprint.post("/g/<group_id>/moteplan/les/ta-inn")
def take_in(group_id: str) -> Response:
    """Take in what was shown."""
    page = group_page(group_id)
    fingerprint, go_on = request.form.get("fingerprint", ""), "go_on" in request.form
    try:
        imported = services().reading.accept(group_id, fingerprint, go_on=go_on)
    except (PartOfPlan, LostRows):
        said = _("Se på det som er merket, og kryss av hvis du vil ta den inn likevel.")
        tell(_("Planen er ikke tatt inn."), said, ok=False)
        return to_draft(group_id, "ta-inn")
    except InputError as error:
        if services().reading.draft(group_id) is None:  # a second press, or somebody else's
            tell(_("Planen er alt tatt inn eller forkastet."))
            return redirect(url_for("groups.plan", group_id=group_id))
        tell(_("Planen er ikke tatt inn."), error.message, ok=False)
        return to_draft(group_id, "ta-inn")
    said = changes_summed(imported.changes, page_language())
    tell(_("Planen er tatt inn."), f"{said[:1].upper()}{said[1:]}." if said else "")
    halves = halves_with(meeting.date for meeting in imported.meetings)
    now = half_of(page.now.astimezone(OSLO).date())
    half = now if now in halves or not halves else halves[0]
    return redirect(url_for("groups.plan", group_id=group_id, halvar=half))


@blueprint.post("/g/<group_id>/moteplan/les/forkast")
def discard(group_id: str) -> Response:
    """Let the plan wait no longer."""
    group_page(group_id)
    services().reading.discard(group_id)
    tell(_("Planen er forkastet."), _("Møteplanen dere har, står som før."))
    return redirect(url_for("groups.plan", group_id=group_id))


def _said(group_id: str, say: Callable[[], None], anchor: str = "") -> Response:
    try:
        say()
    except InputError as error:
        tell(_("Ingenting er endret."), error.message, ok=False)
    return to_draft(group_id, anchor)


def _with_problem(entered: StartForm, name: str, problem: str) -> StartForm:
    return replace(entered, problems={name: problem})


def _year_needed(entered: StartForm, fits: int | None) -> StartForm:
    if fits is None:
        said = _("Planen sier ikke tydelig hvilket år den gjelder. Skriv året.")
        return _with_problem(entered, "year", str(said))
    said = _(
        "Planen sier ikke tydelig hvilket år den gjelder. Ukedagene passer med %(year)s; se om "
        "det stemmer.",
        year=fits,
    )
    return replace(_with_problem(entered, "year", str(said)), year=str(fits))
