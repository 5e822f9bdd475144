"""The registers as their pages show them: which are kept, and their entries as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.db.registers import StoredEntry
from service.domain.field_kinds import FieldKind
from service.domain.model import OSLO, BodyKind, Group, Meeting, Role
from service.imports.registers.moments import moment_in
from service.rules.phrasing import phrases
from service.rules.registers import Register, label, registers
from service.web import words
from service.web.plan_view import PlanView, plan_view
from service.web.ports import GroupPage
from service.web.presenting import clock, date, meeting_name, page_language
from service.web.rule_view import Lacking

_CONTACTS = "notice_recipient"
_NOTICES = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A register in the list. ``count`` is how many entries, None where the group doesn't keep it.

    ``waiting`` is how many rules are not judged without it.
    """

    name: str
    register: Register
    count: int | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Entries as rows: the headings of what any of them says, and each with its id."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def listed(
    kept: Mapping[str, Sequence[StoredEntry]], lacking: Iterable[Lacking]
) -> tuple[Listed, ...]:
    """Every register, in the order of their names."""
    waiting = {one.register: len(one.codes) for one in lacking if one.register}
    found = (
        Listed(
            name=name,
            register=register,
            count=len(kept[name]) if name in kept else None,
            waiting=waiting.get(name, 0),
        )
        for name, register in registers().items()
    )
    return tuple(sorted(found, key=lambda one: one.register.name.said(page_language())))


def table(page: GroupPage, register: Register, entries: Sequence[StoredEntry]) -> Table:
    """The entries of a register, the newest first, with a column for whatever any of them says."""
    columns = _columns(page, register)
    ordered = sorted(entries, key=lambda one: one.at or _LONG_AGO, reverse=True)
    cells = [(one.id, {name: say(one) for name, say in columns.items()}) for one in ordered]
    used = [name for name in columns if any(row[name] for _, row in cells)]
    return Table(
        headings=tuple(used),
        rows=tuple((id_, tuple(row[name] for name in used)) for id_, row in cells),
    )


def meeting_options(page: GroupPage) -> tuple[tuple[str, str], ...]:
    """The meetings to choose among, the latest first."""
    view = plan_view(page)
    return tuple((one.id, _meeting(one, view)) for one in reversed(page.meetings))


def contacts(
    group: Group, kept: Mapping[str, Sequence[StoredEntry]], register: str, today: dt.date
) -> tuple[str, ...]:
    """Whom to turn to in a matter that is never stored: the routes entered, or those who lead."""
    if register == _NOTICES:
        known, language = phrases()["routes"], page_language()
        routes = (one.values.get("route", "") for one in kept.get(_CONTACTS, ()))
        return tuple(known.get(route, {}).get(language, route) for route in routes if route)
    kinds = (BodyKind.GROUP, BodyKind.PARTY_BOARD)
    return tuple(
        f"{person.name}, {words.LEADER_OF[body.kind]}"
        for body in group.roster.of_kind(*kinds)
        for person in group.roster.holders(Role.LEADER, body.key, today)
    )


_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


def _columns(page: GroupPage, register: Register) -> dict[str, Callable[[StoredEntry], str]]:
    """How each column is said, by its heading."""
    roster, view, language = page.settings.group.roster, plan_view(page), page_language()
    people = {person.id: person.name for person in roster.people}
    meetings = {one.id: _meeting(one, view) for one in page.meetings}
    bodies = roster.names()
    parts: dict[str, Callable[[StoredEntry], str]] = {
        "at": lambda one: _when(one.at),
        "case": lambda one: one.case,
        "person": lambda one: people.get(one.person, one.person),
        "meeting": lambda one: meetings.get(one.meeting, one.meeting),
        "body": lambda one: bodies.get(one.body, one.body),
        "by": lambda one: people.get(one.by, one.by),
        "to": lambda one: ", ".join(people.get(each, each) for each in one.to),
    }
    found = {str(words.PART[name]): parts[name] for name in parts if name in register.uses}
    for name in register.fields:
        found[_heading(label(name, language), found)] = _value(
            name, register.kinds.get(name), people
        )
    found[str(words.FLAGS)] = lambda one: ", ".join(label(each, language) for each in one.flags)
    return found


def _heading(text: str, taken: Iterable[str]) -> str:
    heading = text[:1].upper() + text[1:]
    return f"{heading} (2)" if heading in taken else heading


def _value(
    name: str, kind: FieldKind | None, people: Mapping[str, str]
) -> Callable[[StoredEntry], str]:
    def said(one: StoredEntry) -> str:
        value = one.values.get(name, "")
        if kind is FieldKind.PERSON:
            return people.get(value, value)
        moment = moment_in(value) if kind in {FieldKind.DATE, FieldKind.MOMENT} else None
        return _when(moment) if moment else value

    return said


def _when(at: dt.datetime | None) -> str:
    if at is None:
        return ""
    local = at.astimezone(OSLO)
    if local.time() == dt.time():  # only the day was entered
        return date(local.date())
    return f"{date(local.date())} {clock(local.time())}"


def _meeting(meeting: Meeting, view: PlanView) -> str:
    return f"{date(meeting.date)}: {meeting_name(meeting, view.bodies)}"
