"""What a person says of one row of a published plan, or adds to it."""

from __future__ import annotations

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service.domain.errors import InputError
from service.imports.additions import addition
from service.imports.corrections import Row, RowState
from service.web.access import services, tell
from service.web.groups import group_page
from service.web.reading_form import read_added, read_row, with_problem
from service.web.reading_showing import show_draft, to_draft, view_of
from service.web.reading_view import reading_view

blueprint = Blueprint("reading_rows", __name__)


@blueprint.post("/g/<group_id>/moteplan/les/rad")
def row(group_id: str) -> tuple[str, int] | Response:
    """Do what a person says of one row, and go on to the next that is unsure."""
    page = group_page(group_id)
    gateway, token = services().reading, request.form.get("token", "")
    draft = gateway.draft(group_id)
    known = draft.plan.row(token) if draft else None
    try:
        match request.form.get("do"):
            case "vouch":
                gateway.vouch_for(group_id, token)
            case "stated_day":
                gateway.use_stated_day(group_id, token)
            case "leave_out":
                gateway.leave_out(group_id, token)
            case "take_back":
                gateway.take_back(group_id, token)
            case "change":
                names = view_of(page, draft).body_names() if draft else ()
                entered, fields = read_row(request.form, known.key if known else "", names)
                if entered.problems and draft and known:
                    return show_draft(page, draft, entered), 422
                gateway.change(group_id, token, fields)
                if known and known.state is RowState.ADDED:
                    return to_draft(group_id, _place(addition(fields).key))
            case _other:
                abort(400)
    except InputError as error:
        tell(_("Ingenting er endret."), error.message, ok=False)
        return to_draft(group_id)
    return to_draft(group_id, _after(group_id, known))


@blueprint.post("/g/<group_id>/moteplan/les/legg-til")
def add(group_id: str) -> tuple[str, int] | Response:
    """Add a meeting. What can't be so is told beside its field, and what was typed stands."""
    page = group_page(group_id)
    draft = services().reading.draft(group_id)
    names = view_of(page, draft).body_names() if draft else ()
    entered, fields = read_added(request.form, names)
    if not entered.problems:
        try:
            services().reading.add(group_id, fields)
        except InputError as error:
            entered = with_problem(entered, "date", error.message)
        else:
            return to_draft(group_id, _place(addition(fields).key))
    if draft is None:
        return to_draft(group_id)
    return show_draft(page, draft, entered), 422


def _place(key: str) -> str:
    return f"rad-{key}"


def _after(group_id: str, said: Row | None) -> str:
    """Where to go on: to the next unsure row, or where the row that was spoken of stands now."""
    draft = services().reading.draft(group_id)
    unsure = reading_view(draft, {}).unsure if draft else ()
    later = [row for row in unsure if said and row.read.date >= said.read.date]
    goes_on = (*later, *unsure)
    if goes_on:
        return _place(goes_on[0].key)
    if said and said.state is RowState.ADDED:
        return "motene"  # it is there no longer
    return _place(said.key) if said else ""
