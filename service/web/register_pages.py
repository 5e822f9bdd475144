"""Registre: what the rules need to know and a group enters itself, kept for the group alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.rules.registers import Register, registers
from service.web.access import services, tell
from service.web.entry_form import EntryForm, problem_of, read_entry
from service.web.files import attached
from service.web.groups import group_page
from service.web.plan_view import plan_view
from service.web.ports import GroupPage
from service.web.presenting import register_name
from service.web.register_view import contacts, listed, meeting_options, table
from service.web.rule_view import lacking

blueprint = Blueprint("registers", __name__)

READ_IN = "registers.read_in"
MOST_BYTES = 1024 * 1024
_SURVEY = "survey"  # counted by the service, never entered
_TOML = "application/toml"
_CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderForm:
    """The day that was typed for a reminder, and what is wrong with it."""

    day: str = ""
    problem: str = ""


@blueprint.get("/g/<group_id>/registre")
def listing(group_id: str) -> str:
    """Which registers there are, which are kept, and which rules wait for the others."""
    return _listing(group_page(group_id))


@blueprint.get("/g/<group_id>/registre/<register>")
def show(group_id: str, register: str) -> str | Response:
    """The entries of one register, and the form for one more."""
    if register == _SURVEY and group_page(group_id):
        return redirect(url_for("checklist.survey", group_id=group_id))
    page, found = _found(group_id, register)
    return _register(page, register, found, EntryForm())


@blueprint.post("/g/<group_id>/registre/<register>")
def add(group_id: str, register: str) -> tuple[str, int] | Response:
    """Enter one thing."""
    page, found = _found(group_id, register)
    entered, entry = read_entry(request.form, register, found)
    if entry is None:
        return _register(page, register, found, entered), 422
    try:
        services().registers.enter(group_id, entry, by=g.user)
    except InputError as error:
        wrong = replace(entered, problems=problem_of(error, found))
        return _register(page, register, found, wrong), 422
    tell(_("Oppføringen er lagret."))
    return _to(group_id, register)


@blueprint.post("/g/<group_id>/registre/<register>/slett")
def remove(group_id: str, register: str) -> Response:
    """Delete one entry."""
    _found(group_id, register)
    try:
        services().registers.remove(group_id, request.form.get("entry", ""))
    except InputError:
        tell(_("Oppføringen var alt slettet."))
    else:
        tell(_("Oppføringen er slettet."))
    return _to(group_id, register)


@blueprint.post("/g/<group_id>/registre/<register>/begynn")
def keep(group_id: str, register: str) -> Response:
    """Begin to keep a register."""
    _found(group_id, register)
    try:
        services().registers.keep(group_id, register)
    except InputError as error:
        tell(_("Registeret blir ikke ført."), error.message, ok=False)
    else:
        tell(
            _("Registeret blir ført fra nå."), _("Er det tomt, regner reglene med at det er tomt.")
        )
    return _to(group_id, register)


@blueprint.get("/g/<group_id>/registre/<register>/slutt")
def ask_to_stop(group_id: str, register: str) -> str | Response:
    """Ask first: what is in it will be deleted."""
    page, _found_register = _found(group_id, register)
    kept = services().registers.kept(group_id)
    if register not in kept:
        return _to(group_id, register)
    return render_template("stop_register.html", page=page, name=register, entries=kept[register])


@blueprint.post("/g/<group_id>/registre/<register>/slutt")
def stop(group_id: str, register: str) -> Response:
    """Keep a register no longer."""
    _found(group_id, register)
    try:
        services().registers.stop(group_id, register)
    except InputError:
        tell(_("Registeret ble ikke ført fra før."))
    else:
        tell(_("Registeret blir ikke ført lenger."), _("Oppføringene er slettet."))
    return _to(group_id, register)


@blueprint.post("/g/<group_id>/registre/les-inn")
def read_in(group_id: str) -> tuple[str, int] | Response:
    """Read a file of entries: all of it, or nothing."""
    page = group_page(group_id)
    file = request.files.get("file")
    data = file.read() if file else b""
    if not data:
        return _listing(page, str(_("Velg en fil først: en TOML-fil med oppføringer."))), 422
    try:
        counts = services().registers.read_in(
            group_id, data, (file and file.filename) or "", by=g.user
        )
    except InputError as error:
        return _listing(page, str(error)), 422
    tell(
        _("Fila er lest inn."),
        ", ".join(f"{register_name(name)}: {count}" for name, count in counts.items()),
    )
    return redirect(url_for("registers.listing", group_id=group_id))


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
    """A file over the limit is told of beside its field; what came with it was not read."""
    page = group_page((request.view_args or {}).get("group_id", ""))
    return _listing(page, str(_("Fila er større enn 1 MB. Del den, og les inn delene."))), 413


@blueprint.get("/g/<group_id>/registre/registre.toml")
def written_out(group_id: str) -> Response:
    """All registers as a file."""
    group_page(group_id)
    text = services().registers.written_out(group_id)
    return attached(text.encode(), "registre.toml", _TOML)


@blueprint.post("/g/<group_id>/registre/paminnelse")
def reminder(group_id: str) -> tuple[str, int] | Response:
    """A task for a person's own calendar. Its address and its words say nothing of the matter."""
    page = group_page(group_id)
    typed, name = request.form.get("day", "").strip(), request.form.get("register", "")
    found = registers().get(name)
    try:
        day = dt.date.fromisoformat(typed)
        data = services().registers.reminder(group_id, day)
    except (ValueError, OverflowError):
        if found is None or found.kept:
            abort(404)
        problem = str(_("Velg dagen fristen skal regnes fra."))
        asked = ReminderForm(day=typed, problem=problem)
        return _register(page, name, found, EntryForm(), asked), 422
    return attached(data, "frist.ics", _CALENDAR)


def _found(group_id: str, register: str) -> tuple[GroupPage, Register]:
    page = group_page(group_id)
    found = registers().get(register)
    if found is None or register == _SURVEY:
        abort(404)
    return page, found


def _to(group_id: str, register: str) -> Response:
    return redirect(url_for("registers.show", group_id=group_id, register=register))


def _listing(page: GroupPage, problem: str = "") -> str:
    group = page.settings.group
    kept = services().registers.kept(group.id)
    everything = listed(kept, lacking(services().report(group.id), group.language))
    return render_template(
        "registers.html",
        page=page,
        kept=[one for one in everything if one.count is not None],
        wanted=[
            one for one in everything if one.count is None and one.waiting and one.register.kept
        ],
        others=[
            one for one in everything if one.count is None and not one.waiting and one.register.kept
        ],
        never=[one for one in everything if not one.register.kept],
        entries=sum(len(entries) for entries in kept.values()),
        counted=lambda number: ngettext("%(num)s oppføring", "%(num)s oppføringer", number),
        problem=problem,
    )


def _register(
    page: GroupPage,
    name: str,
    register: Register,
    entered: EntryForm,
    asked: ReminderForm | None = None,
) -> str:
    kept = services().registers.kept(page.settings.group.id)
    if not register.kept:
        today = plan_view(page).today
        return render_template(
            "never_stored.html",
            page=page,
            name=name,
            register=register,
            contacts=contacts(page.settings.group, kept, name, today),
            asked=asked or ReminderForm(day=today.isoformat()),
        )
    return render_template(
        "register.html",
        page=page,
        name=name,
        register=register,
        is_kept=name in kept,
        table=table(page, register, kept.get(name, ())),
        entered=entered,
        problems=entered.problems,
        meetings=meeting_options(page),
    )
