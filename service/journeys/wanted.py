"""Which documents a group should have, where they lie, and what they are filled with."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.documents.data import DocumentData
from service.domain.model import Audience, Meeting, MeetingStatus, MeetingType
from service.domain.settings import GroupSettings
from service.journeys.document_data import ground_rules, meeting_document, regulation

LEAD_DAYS = 14  # a meeting's documents are made so many days before it
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "documents.kjoreplan")
_NAMES = {
    "innkalling": {"nb": "Innkalling", "nn": "Innkalling"},
    "protokoll": {"nb": "Protokoll", "nn": "Protokoll"},
    "reglement": {"nb": "Reglement", "nn": "Reglement"},
    "kjoreregler": {"nb": "Kjøreregler", "nn": "Køyrereglar"},
}
MEETING_TYPES = {MeetingType.GRP_ORD, MeetingType.GRP_EXTRA, MeetingType.GRP_BOARD}
_MEETING_DOCUMENTS = ("innkalling", "protokoll")
_STANDING = ("reglement", "kjoreregler")


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
    """What a document's identity says of it. A standing document has no meeting."""

    type: str
    meeting_id: str | None = None


def wanted_documents(
    settings: GroupSettings, meetings: Iterable[Meeting], audience: Audience, today: dt.date
) -> Iterator[Wanted]:
    """The documents an audience's folder should hold on ``today``.

    The group's regulation or ground rules, and a call and a protocol for each approved meeting
    that lies at most ``LEAD_DAYS`` ahead.
    """
    everything = tuple(meetings)
    municipal = {m.id: m for m in everything if m.audience is Audience.COUNCIL}
    if audience is Audience.GROUP:
        yield from _standing(settings, today)
    for meeting in everything:
        if _due(meeting, audience, today):
            for kind in _MEETING_DOCUMENTS:
                yield Wanted(
                    href=_meeting_href(meeting, _NAMES[kind][settings.group.language]),
                    type=kind,
                    document_id=document_id(settings.group.id, kind, meeting.id),
                    data=meeting_document(settings, meeting, municipal, kind),
                    meeting_id=meeting.id,
                )


def identities(group_id: str, meetings: Iterable[Meeting]) -> dict[str, Identity]:
    """Every identity that a document of this group can have, wherever the file has been moved."""
    standing = {document_id(group_id, kind): Identity(type=kind) for kind in _STANDING}
    return standing | {
        document_id(group_id, kind, meeting.id): Identity(type=kind, meeting_id=meeting.id)
        for meeting in meetings
        for kind in _MEETING_DOCUMENTS
    }


def usual_paths(settings: GroupSettings, meetings: Iterable[Meeting]) -> frozenset[str]:
    """The paths at which the group's documents are written."""
    names = {kind: _NAMES[kind][settings.group.language] for kind in _NAMES}
    standing = (_standing_href(names[kind]) for kind in _STANDING)
    dated = (_meeting_href(m, names[kind]) for m in meetings for kind in _MEETING_DOCUMENTS)
    return frozenset((*standing, *dated))


def document_id(group_id: str, kind: str, meeting_id: str = "") -> str:
    """A document's identity: the same on every run, and it says nothing about the group."""
    return str(uuid.uuid5(_NAMESPACE, f"{group_id}/{kind}/{meeting_id}"))


def _standing(settings: GroupSettings, today: dt.date) -> Iterator[Wanted]:
    """The regulation or the ground rules, by which of them the group's rule packs speak of."""
    group = settings.group
    shapes = (
        ("reglement", regulation, "sp-reglement"),
        ("kjoreregler", ground_rules, "ap-"),
    )
    for kind, fill, pack in shapes:
        if any(one.startswith(pack) for one in group.packs):
            yield Wanted(
                href=_standing_href(_NAMES[kind][group.language]),
                type=kind,
                document_id=document_id(group.id, kind),
                data=fill(settings, today),
            )


def _due(meeting: Meeting, audience: Audience, today: dt.date) -> bool:
    return (
        meeting.audience is audience
        and meeting.type in MEETING_TYPES
        and meeting.status is MeetingStatus.CONFIRMED
        and (meeting.date - today).days <= LEAD_DAYS
    )


def _meeting_href(meeting: Meeting, name: str) -> str:
    return f"{meeting.date.year}/{meeting.date.isoformat()} {name}.docx"


def _standing_href(name: str) -> str:
    return f"{name}.docx"
