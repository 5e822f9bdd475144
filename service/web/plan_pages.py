"""Møteplan: approving what is proposed, undoing it, and setting meetings by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from service.db.plan_versions import VersionKind
from service.domain.errors import InputError
from service.domain.halves import half_of
from service.domain.model import MeetingType
from service.journeys.plan_edits import Slot
from service.web.access import services, tell
from service.web.groups import group_page
from service.web.presenting import day

blueprint = Blueprint("plan", __name__)
_BASE = "/g/<group_id>/moteplan"


@blueprint.post(f"{_BASE}/godkjenn")
def approve(group_id: str) -> Response:
    """Approve what was ticked of the proposal that was shown."""
    group_page(group_id)
    half, only = _half(), request.form.getlist("only")

    def act() -> None:
        seen = request.form.get("seen", "")
        services().plan.approve(group_id, half, by=g.user, seen=seen, only=only)
        tell(_("Planen er godkjent."), _("Kalenderne følger ved neste synkronisering."))

    return _done(group_id, half, act, _("Ingenting er godkjent."))


@blueprint.post(f"{_BASE}/angre")
def undo(group_id: str) -> Response:
    """Let the plan before the last approval stand again."""
    group_page(group_id)
    half, version = _half(), request.form.get("version", "")
    if not version.isdecimal():
        abort(400)

    def act() -> None:
        undone = services().plan.undo(group_id, half, by=g.user, seen=int(version))
        back = undone.version.kind is VersionKind.REDONE
        what = _("Godkjenningen gjelder igjen.") if back else _("Godkjenningen er angret.")
        tell(what, _stays(len(undone.left)))

    return _done(group_id, half, act, _("Ingenting er angret."))


@blueprint.post(f"{_BASE}/flytt")
def move(group_id: str) -> Response:
    """Set one of the group's meetings by hand."""
    group_page(group_id)
    half, name = _half(), request.form.get("meeting", "")

    def act() -> str:
        moved = services().plan.move(group_id, name, _slot(untime=True))
        tell(
            _("Møtet er satt til %(day)s.", day=day(moved.date)),
            _("Planleggingen lar det stå, og kalenderne følger ved neste synkronisering."),
        )
        return half_of(moved.date)

    return _done(group_id, half, act, _("Møtet er ikke flyttet."))


@blueprint.post(f"{_BASE}/avlys")
def cancel(group_id: str) -> Response:
    """Call one of the group's meetings off."""
    group_page(group_id)
    half, name = _half(), request.form.get("meeting", "")

    def act() -> None:
        off = services().plan.cancel(group_id, name)
        tell(
            _("Møtet %(day)s er avlyst.", day=day(off.date)),
            _("Planleggingen setter det ikke opp igjen."),
        )

    return _done(group_id, half, act, _("Møtet er ikke avlyst."))


@blueprint.post(f"{_BASE}/folg")
def follow(group_id: str) -> Response:
    """Give a meeting that was set by hand back to the rule."""
    group_page(group_id)
    half, name = _half(), request.form.get("meeting", "")

    def act() -> None:
        services().plan.follow(group_id, name)
        tell(_("Møtet følger regelen igjen."), _("Se forslaget, og godkjenn det."))

    return _done(group_id, half, act, _("Ingenting er endret."))


@blueprint.post(f"{_BASE}/legg-til")
def add(group_id: str) -> Response:
    """Enter a meeting that the group has decided on."""
    group_page(group_id)
    half = _half()
    try:
        type_ = MeetingType(request.form.get("type", ""))
    except ValueError:
        abort(400)

    def act() -> str:
        serves = tuple(request.form.getlist("serves"))
        added = services().plan.add(group_id, type_, _slot(), serves)
        tell(
            _("Møtet %(day)s er lagt inn.", day=day(added.date)),
            _("Kalenderne følger ved neste synkronisering."),
        )
        return half_of(added.date)

    return _done(group_id, half, act, _("Møtet er ikke lagt inn."))


def _done(group_id: str, half: str, act: Callable[[], str | None], failed: str) -> Response:
    """Do it, or say why not; then the page of the half-year where the result is seen."""
    try:
        half = act() or half
    except InputError as error:
        tell(failed, error.message, ok=False)
    return redirect(url_for("groups.plan", group_id=group_id, halvar=half))


def _half() -> str:
    return request.form.get("halvar", "")


def _stays(count: int) -> str:
    if not count:
        return str(_("Kalenderne følger ved neste synkronisering."))
    return str(
        ngettext(
            "%(num)s møte er holdt eller satt for hånd siden, og står.",
            "%(num)s møter er holdt eller satt for hånd siden, og står.",
            count,
        )
    )


def _slot(*, untime: bool = False) -> Slot:
    """When and where, as the form has it. An emptied time is no time, where ``untime`` is set.

    Raises:
        InputError: a date or a time can't be read.
    """
    form = request.form
    date, start, end = (form.get(name, "").strip() for name in ("date", "start", "end"))
    try:
        return Slot(
            date=dt.date.fromisoformat(date) if date else None,
            start=dt.time.fromisoformat(start.replace(".", ":")) if start else None,
            end=dt.time.fromisoformat(end.replace(".", ":")) if end else None,
            place=form.get("place"),
            untimed=untime and not start and not end,
        )
    except ValueError:
        said = str(_("Skriv datoen som 2026-05-12 og klokkeslettet som 18.00."))
        raise InputError(said) from None
