"""Dates, times and states as people write them, for the templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from urllib.parse import quote

from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from flask import Flask, g
from flask_babel import get_locale
from flask_babel import gettext as _

from service.db.notices import StandingNotice
from service.db.plan_drafts import WaitingPlan
from service.documents.manifest import TYPES
from service.domain.model import OSLO, Body, BodyKind, Group, Meeting, MeetingType
from service.domain.notices import NoticeCode
from service.domain.settings import GroupSettings, Target
from service.domain.sharing import Share
from service.domain.wording import listed
from service.journeys.folder.notice_wording import notice_text
from service.journeys.published.wording import plan_waits
from service.journeys.share_wording import may_text
from service.journeys.templates.template_states import document_name
from service.rules.registers import label, registers
from service.web import calendar_words, words

_SHARED_MINUTE = dt.timedelta(minutes=1)
_TWO_FILES = {NoticeCode.COPY_LAID, NoticeCode.DOUBLED, NoticeCode.NAME_TAKEN}
_WITHOUT_FILE = {
    NoticeCode.DELETED,
    NoticeCode.READ_ONLY,
    NoticeCode.OUT_OF_SPACE,
    *(code for code in NoticeCode if code.of_sharing),
}


def init_app(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.filters.update(
        day=day,
        listed=listed,
        date=date,
        clock=clock,
        moment=moment,
        file_name=file_name,
        field_value=field_value,
        number=number,
    )
    app.jinja_env.globals.update(
        ago=ago,
        beside_url=beside_url,
        half_name=half_name,
        words=words,
        calendar_words=calendar_words,
        kind_name=kind_name,
        meeting_name=meeting_name,
        meeting_time=meeting_time,
        document_url=document_url,
        notice_said=notice_said,
        notice_url=notice_url,
        register_name=register_name,
        label_of=label_of,
        page_language=page_language,
        waiting_plan_said=waiting_plan_said,
        share_said=share_said,
    )


def waiting_plan_said(waiting: WaitingPlan) -> str:
    """That a published plan waits for a person, and what it would change."""
    return plan_waits(waiting.origin, waiting.summary, page_language())


def share_said(share: Share) -> str:
    """Whom a target is shared with, and what they may do: "gruppa «gruppa» får lese"."""
    return may_text(share.sharee.key, share.access, page_language())


def page_language() -> str:
    """The language tag of the page."""
    return str(get_locale())


def day(when: dt.date, *, today: dt.date | None = None) -> str:
    """A date: "mandag 12. mai", with its year where that is not the year of ``today``."""
    pattern = "EEEE d MMMM" if page_language() == "en" else "EEEE d. MMMM"
    if today is not None and when.year != today.year:
        pattern += " y"
    return format_date(when, pattern, locale=get_locale())


def date(when: dt.date) -> str:
    """A date for a register: "12. mai 2026"."""
    pattern = "d MMMM y" if page_language() == "en" else "d. MMMM y"
    return format_date(when, pattern, locale=get_locale())


def day_of_year(month: int, number: int) -> str:
    """A day of any year: "1. september"."""
    pattern = "d MMMM" if page_language() == "en" else "d. MMMM"
    return format_date(dt.date(2000, month, number), pattern, locale=get_locale())


def number(value: float) -> str:
    """A mean with one decimal: "3,7"."""
    return format_decimal(value, "0.0", locale=get_locale())


def register_name(register: str) -> str:
    """What a register is called."""
    return registers()[register].name.said(page_language())


def label_of(name: str) -> str:
    """What a field or flag of a register is called, as the label of a form."""
    text = label(name, page_language())
    return text[:1].upper() + text[1:]


def half_name(half: str) -> str:
    """A half-year: "Våren 2026"."""
    year, number = half.split("-")
    return str(_("Våren %(year)s", year=year) if number == "1" else _("Høsten %(year)s", year=year))


def clock(time: dt.time) -> str:
    """A time of day: "kl. 18.00"."""
    if page_language() == "en":
        return f"at {time:%H:%M}"
    return f"kl. {time:%H.%M}"


def moment(instant: dt.datetime) -> str:
    """An instant by the clock on the wall in Norway: "mandag 12. mai kl. 18.00"."""
    local = instant.astimezone(OSLO)
    return f"{day(local.date(), today=_today())} {clock(local.time())}"


def ago(instant: dt.datetime, now: dt.datetime) -> str:
    """How long since, or until: "for 5 minutter siden", "om 10 minutter"."""
    distance = instant - now
    if abs(distance) < _SHARED_MINUTE:
        return str(_("nå nettopp"))
    return format_timedelta(distance, add_direction=True, locale=get_locale())


def kind_name(type_: str, group: Group) -> str:
    """What the group calls a kind of document."""
    return document_name(type_, group) if type_ in TYPES else type_


def notice_said(standing: StandingNotice) -> str:
    """What somebody must know about a document, and what to do."""
    return notice_text(standing.notice, page_language())


def meeting_name(meeting: Meeting, bodies: Mapping[str, Body]) -> str:
    """What a meeting is called: by its kind if it is the group's own, else by its body."""
    body = bodies.get(meeting.body)
    name = body.name if body else meeting.body
    if meeting.type in words.MEETING:
        return str(words.MEETING[meeting.type])
    if meeting.type is MeetingType.TEMA and body and not body.kind.municipal:
        return str(_("Temamøte"))
    return name


def meeting_time(meeting: Meeting) -> str:
    """When on the day: "kl. 18.00–21.00", or that nobody has said."""
    if meeting.start is None:
        return str(_("tid ikke kunngjort"))
    if meeting.end is None:
        return clock(meeting.start)
    end = clock(meeting.end).split(" ", 1)[1]
    return f"{clock(meeting.start)}–{end}"


def document_url(targets: tuple[Target, ...], target_id: str, href: str) -> str:
    """Where the document lies on the group's own server, "" if the folder is no longer a target."""
    folder = next((t.url for t in targets if t.id == target_id), "")
    return f"{folder.rstrip('/')}/{quote(href)}" if folder else ""


def notice_url(standing: StandingNotice, targets: tuple[Target, ...]) -> str:
    """Where the file that a notice is about lies, "" where there is none."""
    if standing.notice.code in _WITHOUT_FILE:
        return ""
    return document_url(targets, standing.target_id, standing.notice.href)


def beside_url(standing: StandingNotice, targets: tuple[Target, ...]) -> str:
    """Where the second file lies that a notice is about: the copy, or the other of two."""
    if standing.notice.code not in _TWO_FILES or not standing.notice.other:
        return ""
    return document_url(targets, standing.target_id, standing.notice.other)


def file_name(href: str) -> str:
    """The last part of a path, without the ending."""
    return href.rstrip("/").rsplit("/", 1)[-1].removesuffix(".docx")


def field_value(text: str, name: str) -> str:
    """An owned field of a calendar object as people write it."""
    if not text:
        return str(_("ikke satt"))
    if name in {"dtstart", "dtend", "due"}:
        return _field_moment(text)
    if name == "status":
        return {str(status): str(word) for status, word in words.STATUS.items()}.get(text, text)
    return text


def _field_moment(text: str) -> str:
    try:
        if len(text) == len("2026-05-12"):
            return day(dt.date.fromisoformat(text), today=_today())
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    local = found.astimezone(OSLO) if found.tzinfo else found
    return f"{day(local.date(), today=_today())} {clock(local.time())}"


def bodies_by_key(settings: GroupSettings) -> dict[str, Body]:
    """The group's bodies, for `meeting_name`."""
    return {body.key: body for body in settings.group.roster.bodies}


def is_municipal(meeting: Meeting, bodies: Mapping[str, Body]) -> bool:
    """Whether the municipality, and not the group, decides the meeting."""
    body = bodies.get(meeting.body, Body(key="", name="", kind=BodyKind.OTHER))
    return body.kind.municipal


def _today() -> dt.date | None:
    now = g.get("now")
    return now.astimezone(OSLO).date() if isinstance(now, dt.datetime) else None
