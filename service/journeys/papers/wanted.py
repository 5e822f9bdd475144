"""Which documents a group should have, where they lie, and what they are filled with."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from service.documents.data import DocumentData
from service.domain.halves import halves_with
from service.domain.model import Audience, Group, Meeting, MeetingStatus, MeetingType
from service.domain.settings import GroupSettings
from service.journeys.papers.document_data import meeting_document
from service.journeys.papers.filling import fill
from service.journeys.papers.kinds import KINDS, Kind, Occasion, file_name
from service.journeys.papers.sources import Away, Sources
from service.rules.definitions import RulePack

LEAD_DAYS = 14  # a meeting's documents are made so many days before it
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "documents.kjoreplan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A document the group should have."""

    href: str
    type: str
    document_id: str
    data: DocumentData
    meeting_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a document's identity says of it: the meeting or half-year it is about, if any."""

    type: str
    meeting_id: str | None = None
    half: str = ""


def wanted_documents(
    settings: GroupSettings,
    meetings: Iterable[Meeting],
    audience: Audience,
    today: dt.date,
    packs: tuple[RulePack, ...],
    away: Away = MappingProxyType({}),
) -> Iterator[Wanted]:
    """The documents an audience's folder should hold on ``today``.

    The group's regulation or ground rules, and for each approved meeting that lies at most
    ``LEAD_DAYS`` ahead its call and its protocol, its board minutes or its faction's note.
    """
    everything = tuple(meetings)
    municipal = {m.id: m for m in everything if m.audience is Audience.COUNCIL}
    if audience is Audience.GROUP:
        yield from _standing(settings, today, packs)
    for meeting in everything:
        for kind in KINDS if _is_due(meeting, audience, today) else ():
            if meeting.type in kind.made_for:
                absent = away.get(meeting.id, frozenset())
                data = meeting_document(settings, meeting, municipal, kind.type, packs, absent)
                yield wanted(settings.group, kind, data, meeting=meeting)


def wanted(
    group: Group, kind: Kind, data: DocumentData, *, meeting: Meeting | None = None, half: str = ""
) -> Wanted:
    """One document of the group, where it belongs."""
    subject = meeting.id if meeting else half
    return Wanted(
        href=_href(group, kind, meeting, half),
        type=kind.type,
        document_id=document_id(group.id, kind.type, subject),
        data=data,
        meeting_id=meeting.id if meeting else None,
    )


def identities(group_id: str, meetings: Iterable[Meeting]) -> dict[str, Identity]:
    """Every identity that a document of this group can have, wherever the file has been moved."""
    everything = tuple(meetings)
    found: dict[str, Identity] = {}
    for kind in KINDS:
        if kind.occasion is Occasion.MEETING:
            about = (m for m in everything if m.type in kind.meetings)
            found |= {
                document_id(group_id, kind.type, m.id): Identity(type=kind.type, meeting_id=m.id)
                for m in about
            }
        elif kind.occasion is Occasion.HALF:
            halves = halves_with(m.date for m in everything)
            found |= {
                document_id(group_id, kind.type, half): Identity(type=kind.type, half=half)
                for half in halves
            }
        else:
            found[document_id(group_id, kind.type)] = Identity(type=kind.type)
    return found


def usual_paths(settings: GroupSettings, meetings: Iterable[Meeting]) -> frozenset[str]:
    """The paths at which the group's documents are written."""
    group, everything = settings.group, tuple(meetings)
    halves = halves_with(m.date for m in everything)
    found: set[str] = set()
    for kind in KINDS:
        about = (m for m in everything if m.type in kind.meetings)
        match kind.occasion:
            case Occasion.MEETING:
                found.update(_href(group, kind, meeting, "") for meeting in about)
            case Occasion.HALF:
                found.update(_href(group, kind, None, half) for half in halves)
            case Occasion.TERM:
                found.add(_href(group, kind, None, ""))
    return frozenset(found)


def document_id(group_id: str, kind: str, subject: str = "") -> str:
    """A document's identity: the same on every run, and it says nothing about the group.

    ``subject`` is the meeting's id or the half-year it is about, "" for a document of the term.
    """
    return str(uuid.uuid5(_NAMESPACE, f"{group_id}/{kind}/{subject}"))


def _standing(
    settings: GroupSettings, today: dt.date, packs: tuple[RulePack, ...]
) -> Iterator[Wanted]:
    """The regulation or the ground rules, by which of them the group's rule packs speak of."""
    sources = Sources(settings=settings, today=today, packs=packs)
    names = [name for pack in packs for name in (pack.name, *pack.extends)]
    for kind in KINDS:
        if any(name.startswith(kind.packs) for name in names if kind.packs):
            yield wanted(settings.group, kind, fill(kind.type, sources))


def _is_due(meeting: Meeting, audience: Audience, today: dt.date) -> bool:
    return (
        meeting.audience is audience
        and meeting.status is MeetingStatus.CONFIRMED
        and (meeting.date - today).days <= LEAD_DAYS
    )


def _href(group: Group, kind: Kind, meeting: Meeting | None, half: str) -> str:
    name = file_name(kind, group)
    if meeting is not None:
        if meeting.type is MeetingType.FRAK:
            name = f"{name} {group.roster.names().get(meeting.body, meeting.body)}"
        return f"{meeting.date.year}/{meeting.date.isoformat()} {name}.docx"
    if half:
        year, number = half.split("-")
        return f"{year}/{name} {number}. halvår {year}.docx"
    return f"{name}.docx"
