"""The values of rules' parameters as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from service.domain.model import Audience, BodyKind, Role
from service.rules.checks.shared.moments import Span
from service.rules.offices import Office
from service.rules.phrasing import phrases
from service.web import words
from service.web.presenting import day_of_year, page_language

_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
_LENGTH = re.compile(r"(\d{1,4})\s*([a-zæøå]+)")
_UNITS = {
    "days": ("dag", "døgn", "day"),
    "weeks": ("uke", "veke", "week"),
    "months": ("måned", "månad", "mnd", "month"),
    "years": ("år", "year"),
}


def said(value: object, name: str = "") -> str:
    """A value as people write it; ``name`` is the parameter it is of."""
    match value:
        case bool():
            return str(_("ja") if value else _("nei"))
        case Span():
            return _span(value)
        case Office():
            return office_name(value)
        case Audience():
            return str(words.AUDIENCE[value])
        case Mapping():
            return ", ".join(f"{field_name(str(key))}: {said(one)}" for key, one in value.items())
        case tuple() | list() | frozenset():
            return ", ".join(said(one, name) for one in value) or str(_("ingen"))
        case str() if found := _MONTH_DAY.fullmatch(value):
            return day_of_year(int(found[1]), int(found[2]))
        case str():
            return str(words.OPTION.get(f"{name}.{value}", words.OPTION.get(value, value)))
        case _other:
            return str(value)


def office_name(office: Office) -> str:
    """Those who hold an office: "medlemmer i gruppa"."""
    role, body = words.ROLE.get(office.role), words.BODY_KIND.get(office.kind)
    if role is None or body is None:
        return _phrase("offices", str(office))
    return str(_("%(role)s i %(body)s", role=role, body=body))


def holder_name(office: Office) -> str:
    """The one who holds an office: "gruppelederen"."""
    return _phrase("holders", str(office))


def field_name(key: str) -> str:
    """What a field of a document is called."""
    return _phrase("fields", key)


def offices_to_choose(chosen: tuple[Office, ...]) -> tuple[Office, ...]:
    """The offices a form offers, and those that are chosen already."""
    kinds = (BodyKind.GROUP, BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.COMMITTEE)
    usual = [Office(role, kind) for kind in kinds for role in (Role.MEMBER, Role.DEPUTY)]
    leading = [
        Office(role, kind)
        for kind in (BodyKind.GROUP, BodyKind.PARTY_BOARD)
        for role in (Role.LEADER, Role.DEPUTY_LEADER)
    ]
    return tuple(dict.fromkeys((*usual, *leading, *chosen)))


def read_span(text: str) -> dict[str, int] | None:
    """A length of time as somebody wrote it: "6 måneder", "1 år og 14 dager"; a number is days."""
    if text.isdecimal():
        return {"days": int(text)}
    found: dict[str, int] = {}
    for number, word in _LENGTH.findall(text.casefold()):
        unit = next((u for u, begins in _UNITS.items() if word.startswith(begins)), None)
        if unit is None:
            return None
        name, times = ("days", 7) if unit == "weeks" else (unit, 1)
        found[name] = found.get(name, 0) + times * int(number)
    return found or None


def _span(span: Span) -> str:
    parts = (
        ngettext("%(num)s år", "%(num)s år", span.years) if span.years else "",
        ngettext("%(num)s måned", "%(num)s måneder", span.months) if span.months else "",
        ngettext("%(num)s dag", "%(num)s dager", span.days) if span.days else "",
    )
    between = _("og")
    return f" {between} ".join(filter(None, parts)) or str(_("med en gang"))


def _phrase(section: str, key: str) -> str:
    return phrases()[section].get(key, {}).get(page_language(), key)
