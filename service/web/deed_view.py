"""What the service has done, as sentences by day: what each was about is looked up when shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from service.domain.deeds import Ending
from service.domain.model import OSLO, Audience
from service.domain.projection import ActionKind
from service.domain.settings import TargetKind
from service.domain.wording import definite
from service.journeys.auditing import AuditLine
from service.web import calendar_words as words
from service.web.ports import GroupPage
from service.web.presenting import bodies_by_key, clock, day, kind_name, meeting_name, page_language
from service.web.words import AUDIENCE, TARGET

_TIMES = frozenset({"dtstart", "due"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A deed: when, what was done, and the small print. ``failed`` is how, where it failed."""

    at: str
    what: str
    more: tuple[str, ...]
    failed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day's deeds, those of one kind in one pass together, the newest first."""

    name: str
    deeds: tuple[tuple[Told, ...], ...]


def days_of(lines: Sequence[AuditLine], page: GroupPage) -> tuple[Day, ...]:
    """The deeds as the page shows them."""
    today = page.now.astimezone(OSLO).date()
    return tuple(
        Day(
            name=day(date, today=today),
            deeds=tuple(
                tuple(_told(line, page) for line in alike) for _key, alike in groupby(some, _alike)
            ),
        )
        for date, some in groupby(lines, _date)
    )


def _date(line: AuditLine) -> dt.date:
    return line.entry.at.astimezone(OSLO).date()


def _alike(line: AuditLine) -> tuple[object, ...]:
    deed = line.entry.deed
    return (line.entry.run, deed.target_id, deed.action, deed.reason, deed.ending)


def _told(line: AuditLine, page: GroupPage) -> Told:
    deed, entry = line.entry.deed, line.entry
    changed = dict.fromkeys(str(words.CHANGED[n]) for n in deed.fields if n in words.CHANGED)
    more = (
        str(words.REASON[deed.reason]),
        ", ".join(changed),
        _where(line, page),
        str(words.ACTOR[entry.actor]),
    )
    return Told(
        at=clock(entry.at.astimezone(OSLO).time()),
        what=_what(line, page),
        more=tuple(part for part in more if part),
        failed="" if deed.ending is Ending.DONE else str(words.ENDING[deed.ending]),
    )


def _what(line: AuditLine, page: GroupPage) -> str:
    deed = line.entry.deed
    if deed.kind == "document":
        said = words.DOCUMENT_DEED[deed.action]
        return str(said) % {"what": _document(line, page)}
    if deed.kind == "share":
        return str(words.SHARE_DEED[deed.action]) % {"what": _target(line, page)}
    moved = deed.action == ActionKind.UPDATE and not _TIMES.isdisjoint(deed.fields)
    said = words.MOVED if moved else words.EVENT_DEED[ActionKind(deed.action)]
    return str(said) % {"what": _event(line, page)}


def _event(line: AuditLine, page: GroupPage) -> str:
    if line.audience is Audience.DEADLINES:
        return f"«{line.task[0]}»" if line.task and line.task[0] else str(_("en frist"))
    if line.meeting is None:
        return str(_("et møte"))
    about = _meeting(line, page)
    proposed = line.audience is Audience.LEADER
    return str(_("forslaget om %(what)s", what=about)) if proposed else about


def _meeting(line: AuditLine, page: GroupPage) -> str:
    """The meeting as it is today, inside a sentence."""
    if line.meeting is None:
        return ""
    name = meeting_name(line.meeting, bodies_by_key(page.settings))
    bent = name if page_language() == "en" else definite(name)
    today = page.now.astimezone(OSLO).date()
    return f"{bent} {day(line.meeting.date, today=today)}"


def _document(line: AuditLine, page: GroupPage) -> str:
    known = line.document
    if line.entry.deed.object.startswith("wheel:"):
        return str(_("årshjulet"))
    if known is None or not known.type:
        return str(_("en kopi") if line.entry.deed.action == "copy" else _("et dokument"))
    name = f"«{kind_name(known.type, page.settings.group)}»"
    if line.entry.deed.reason == "approved":
        name = str(_("PDF av %(name)s", name=name))
    if line.meeting is None:
        return name
    return str(_("%(name)s til %(meeting)s", name=name, meeting=_meeting(line, page)))


def _target(line: AuditLine, page: GroupPage) -> str:
    folders = {t.id for t in page.settings.targets_of(TargetKind.FOLDER)}
    return str(_("mappa") if line.entry.deed.target_id in folders else _("kalenderen"))


def _where(line: AuditLine, page: GroupPage) -> str:
    deed = line.entry.deed
    target = next((t for t in page.settings.targets if t.id == deed.target_id), None)
    if target is None:
        return ""
    return f"{TARGET[target.kind]} {AUDIENCE[target.audience]}".lower()
