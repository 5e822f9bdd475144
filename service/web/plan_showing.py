"""Møteplan as a page: the half-year by week, and what is to be decided about it."""

from __future__ import annotations

from flask import abort, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service.db.plan_versions import PlanVersion, VersionKind
from service.domain.halves import half_of
from service.domain.replanning import PlanChange, PlanChangeKind
from service.journeys.plan_edits import MOST_TEXT, OWN_TYPES
from service.web.access import services
from service.web.plan_view import plan_view
from service.web.ports import GroupPage
from service.web.presenting import moment

CHANGE = {  # the mark's style, and its word
    PlanChangeKind.ADDED: ("proposed", _l("nytt")),
    PlanChangeKind.MOVED: ("draft", _l("flyttes")),
    PlanChangeKind.CHANGED: ("info", _l("endres")),
    PlanChangeKind.WITHDRAWN: ("off", _l("utgår")),
}
BACK = ("proposed", _l("settes opp igjen"))


def plan_page(page: GroupPage, half: str | None) -> str:
    """The page of a half-year, of the present one where none is named; 404 if it isn't there."""
    view = plan_view(page)
    chosen = half or half_of(view.today)
    if chosen not in view.halves:
        abort(404)
    desk = services().plan.desk(page.settings.group.id, chosen)
    return render_template(
        "plan.html",
        page=page,
        plan=view,
        half=chosen,
        weeks=view.weeks(chosen),
        desk=desk,
        mark_of=mark_of,
        version_said=version_said,
        own_types=OWN_TYPES,
        most=MOST_TEXT,
        why=why,
    )


def mark_of(change: PlanChange) -> tuple[str, object]:
    """The style and the word of what becomes of a meeting."""
    again = change.kind is PlanChangeKind.ADDED and change.before not in {None, change.after}
    return BACK if again else CHANGE[change.kind]


def version_said(version: PlanVersion) -> str:
    """Who approved or undid, and when by the clock on the wall."""
    by, when = version.by, moment(version.at)
    match version.kind:
        case VersionKind.UNDONE:
            said = _("Godkjenningen ble angret av %(by)s %(when)s.", by=by, when=when)
        case VersionKind.REDONE:
            said = _("Godkjenningen ble gjort om igjen av %(by)s %(when)s.", by=by, when=when)
        case VersionKind.APPROVED:
            said = _("Planen ble godkjent av %(by)s %(when)s.", by=by, when=when)
    return f"{said} ({version.protocol_ref})" if version.protocol_ref else str(said)


def why(reason: str) -> str:
    """The reason without the date, which stands beside it already."""
    _, colon, rest = reason.partition(": ")
    said = rest if colon else reason
    return said[:1].upper() + said[1:]
