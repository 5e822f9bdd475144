"""Oppsett, Maler: whose template each document is made from, and trying one of the group's own."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from service.documents.gate.check import MAX_FILE_BYTES
from service.documents.manifest import LANGUAGES, TYPES
from service.documents.own import sentence
from service.domain.errors import InputError
from service.domain.model import Audience
from service.domain.settings import TargetKind
from service.journeys.templates.own_templates import FOLDERS, Subject, remarks_of
from service.journeys.templates.template_states import TemplateState
from service.journeys.templates.uploading import version
from service.web.access import services, tell
from service.web.files import attached
from service.web.gateway_templates import Trial
from service.web.groups import group_page
from service.web.ports import GroupPage
from service.web.presenting import page_language

blueprint = Blueprint("templates", __name__)

UPLOAD = "templates.upload"
MOST_BYTES = MAX_FILE_BYTES + 64 * 1024  # the form around the file


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadForm:
    """What was chosen beside the file, and what is wrong. A browser never gives a file back."""

    type: str = ""
    language: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


@blueprint.get("/g/<group_id>/maler")
def listing(group_id: str) -> str:
    """All of them, and the form to upload one."""
    page = group_page(group_id)
    return _listing(page, UploadForm(type=request.args.get("type", "")))


@blueprint.post("/g/<group_id>/maler")
def upload(group_id: str) -> tuple[str, int] | Response:
    """Look a file over, and show what there is to say of it. Nothing is in force yet."""
    page = group_page(group_id)
    type_, language = request.form.get("type", ""), request.form.get("language", "")
    subject = _subject(type_, language)
    file = request.files.get("file")
    data = file.read() if file else b""
    problem = "" if data else _("Velg en fil først: en DOCX eller DOTX på høyst 25 MB.")
    try:
        if not problem:
            services().templates.upload(group_id, subject, data)
    except InputError as error:
        problem = error.message
    if problem:
        entered = UploadForm(type=type_, language=language, problems={"file": str(problem)})
        return _listing(page, entered), 422
    return _to(group_id, subject)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
    """A file over the limit is told of beside its field; what came with it was not read."""
    page = group_page((request.view_args or {}).get("group_id", ""))
    problem = _("Fila er større enn 25 MB. Gjør bildene i den mindre, og last den opp på nytt.")
    return _listing(page, UploadForm(problems={"file": str(problem)})), 413


@blueprint.get("/g/<group_id>/maler/<type_>/<language>")
def show(group_id: str, type_: str, language: str) -> str:
    """What there is to say of one template, and what it makes."""
    page, state = _found(group_id, type_, language)
    trial, trouble = _trial(group_id, state)
    return render_template(
        "template.html",
        page=page,
        state=state,
        trial=trial,
        trouble=trouble,
        seen=version(state.waiting.data) if state.waiting and state.waiting.data else "",
        said=lambda remark: sentence(remark, page_language()),
    )


@blueprint.post("/g/<group_id>/maler/<type_>/<language>/ta-i-bruk")
def take(group_id: str, type_: str, language: str) -> Response:
    """Take the one that waits into use, as it was shown."""
    _page, state = _found(group_id, type_, language)
    try:
        services().templates.take(group_id, state.subject, request.form.get("seen", ""))
    except InputError as error:
        tell(_("Malen er ikke tatt i bruk."), error.message, ok=False)
    else:
        tell(
            _("Malen er tatt i bruk."),
            _("Nye dokumenter lages etter den; de som ligger i mappa, er urørt."),
        )
    return _to(group_id, state.subject)


@blueprint.post("/g/<group_id>/maler/<type_>/<language>/forkast")
def drop(group_id: str, type_: str, language: str) -> Response:
    """Throw away the one that waits."""
    _page, state = _found(group_id, type_, language)
    services().templates.drop(group_id, state.subject)
    tell(_("Fila er forkastet. Malen som var i bruk, er det fortsatt."))
    return redirect(url_for("templates.listing", group_id=group_id))


@blueprint.post("/g/<group_id>/maler/<type_>/<language>/bruk-var")
def give_up(group_id: str, type_: str, language: str) -> Response:
    """Let our template hold again in place of an uploaded one."""
    _page, state = _found(group_id, type_, language)
    services().templates.give_up(group_id, state.subject)
    tell(_("Malen dere lastet opp, er tatt ut av bruk."))
    return _to(group_id, state.subject)


@blueprint.get("/g/<group_id>/maler/<type_>/<language>/var.docx")
def ours(group_id: str, type_: str, language: str) -> Response:
    """Our template, to start from."""
    _page, state = _found(group_id, type_, language)
    data = services().templates.ours(group_id, state.subject)
    return attached(data, f"{state.name}.docx")


@blueprint.get("/g/<group_id>/maler/<type_>/<language>/prove.<any(docx, pdf):ending>")
def trial_file(group_id: str, type_: str, language: str, ending: str) -> Response:
    """What the template makes, as a file."""
    _page, state = _found(group_id, type_, language)
    trial, _trouble = _trial(group_id, state)
    data = trial and (trial.document if ending == "docx" else trial.pdf)
    if not data:
        abort(404)
    return attached(data, f"{state.name}.{ending}")


@blueprint.get("/g/<group_id>/maler/<type_>/<language>/side/<int:number>.png")
def trial_page(group_id: str, type_: str, language: str, number: int) -> Response:
    """A page of what the template makes, as a picture."""
    _page, state = _found(group_id, type_, language)
    trial, _trouble = _trial(group_id, state)
    if trial is None or not 0 < number <= len(trial.pages):
        abort(404)
    return send_file(io.BytesIO(trial.pages[number - 1]), "image/png")


def _trial(group_id: str, state: TemplateState) -> tuple[Trial | None, str]:
    """The trial of the template shown, and why there is none or not all of it."""
    try:
        trial = services().templates.trial(group_id, state)
    except InputError as error:
        return None, error.message
    return trial, trial.trouble if trial else ""


def _found(group_id: str, type_: str, language: str) -> tuple[GroupPage, TemplateState]:
    page = group_page(group_id)
    state = services().templates.states(group_id).of(_subject(type_, language))
    if state is None:
        abort(404)
    return page, state


def _subject(type_: str, language: str) -> Subject:
    if type_ not in TYPES or language not in LANGUAGES:
        abort(404)
    return Subject(type=type_, language=language)


def _to(group_id: str, subject: Subject) -> Response:
    return redirect(
        url_for("templates.show", group_id=group_id, type_=subject.type, language=subject.language)
    )


def _listing(page: GroupPage, entered: UploadForm) -> str:
    group = page.settings.group
    return render_template(
        "templates.html",
        page=page,
        found=services().templates.states(group.id),
        entered=entered,
        problems=entered.problems,
        languages=sorted(LANGUAGES, key=lambda one: one != group.language),
        folder=next(iter(page.settings.targets_of(TargetKind.FOLDER, Audience.GROUP)), None),
        folder_name=FOLDERS[group.language == "nn"],
        remarks_of=remarks_of,
        said=lambda remark: sentence(remark, page_language()),
    )
