"""Verv: who has held which office, who may what on a day, and which offices collide then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from service.domain.errors import InputError
from service.domain.model import OSLO, Body, BodyKind, Roster
from service.domain.rights import Right
from service.journeys.roster.conflicts import JudgedCombination, Standing
from service.journeys.roster.offices import HeldOffice, offices_of
from service.journeys.roster.rights import RosterDay, read_day
from service.journeys.roster.saying import SaidRight, known_as, said_rights
from service.rules.results import Severity
from service.web.access import services
from service.web.groups import group_page
from service.web.ports import GroupPage
from service.web.presenting import page_language

blueprint = Blueprint("roster", __name__)

ALL = "alle"
RIGHTS = {
    Right.ATTEND: _l("Møte"),
    Right.SPEAK: _l("Tale"),
    Right.PROPOSE: _l("Forslag"),
    Right.VOTE: _l("Stemme"),
}
STANDING = {  # the mark's style, and its words
    Standing.WAIVED: ("info", _l("Godtatt")),
    Standing.NOT_EVALUATED: ("unsure", _l("Ikke vurdert")),
    Standing.OFF: ("off", _l("Slått av")),
    Standing.NOTHING: ("off", _l("Ingen å vurdere")),
    Standing.KEPT: ("fine", _l("I orden")),
}
STRENGTH = {
    "must": _l("skal"),
    "should": _l("bør"),
    "may": _l("kan"),
    "note": _l("vurderes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader wants to see, as far as it can be used: a day, and a body's key or all."""

    day: dt.date
    body: str
    problems: Mapping[str, str] = field(default_factory=dict)


@blueprint.get("/g/<group_id>/verv")
def show(group_id: str) -> str | tuple[str, int]:
    """The roster over time, and of one day who acts, who may what, and what collides."""
    page = group_page(group_id)
    asked = _asked(page)
    found = services().roster.on(group_id, asked.day, "" if asked.body == ALL else asked.body)
    html = render_template(
        "roster.html",
        page=page,
        asked=asked,
        found=found,
        problems=asked.problems,
        combinations=_worst_first(found.combinations),
        over_time=_by_body(offices_of(page.settings.group.roster)),
        all_bodies=ALL,
        language=page_language(),
        known_as=known_as,
        said_rights=said_rights,
        implies=any(said.implied for said in _all_said(found)),
        right_words=RIGHTS,
        standing_words=STANDING,
        strength_words=STRENGTH,
    )
    return (html, 422) if asked.problems else html


def _asked(page: GroupPage) -> Asked:
    roster, problems = page.settings.group.roster, {}
    day, today = request.args.get("dato", "").strip(), page.now.astimezone(OSLO).date()
    body = request.args.get("organ", "") or _usual(roster)
    try:
        when = read_day(day) if day else today
    except InputError:
        when, problems["dato"] = today, str(_("Skriv datoen slik: 2026-05-12."))
    if body != ALL and roster.body(body) is None:
        body, problems["organ"] = (
            _usual(roster),
            str(_("Gruppa har ikke noe slikt organ. Velg et fra lista.")),
        )
    return Asked(day=when, body=body, problems=problems)


def _usual(roster: Roster) -> str:
    """The group itself, where it is entered as a body."""
    return next((body.key for body in roster.of_kind(BodyKind.GROUP)), ALL)


def _all_said(found: RosterDay) -> Iterator[SaidRight]:
    for body in found.bodies:
        for one in body.people:
            yield from said_rights(one, page_language())


def _worst_first(combinations: Sequence[JudgedCombination]) -> list[JudgedCombination]:
    order, grave = tuple(Standing), tuple(Severity)

    def place(one: JudgedCombination) -> tuple[int, int]:
        found = (grave.index(f.severity) for judged in one.rules for f in judged.findings)
        return order.index(one.standing), min(found, default=len(grave))

    return sorted(combinations, key=place)


def _by_body(held: Sequence[HeldOffice]) -> list[tuple[Body, list[HeldOffice]]]:
    return [(body, list(ones)) for body, ones in groupby(held, key=lambda one: one.body)]
