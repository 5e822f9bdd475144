"""What is known of a group when a document is filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from service.db.absences import AbsenceReports
from service.db.documents import Documents, StoredDocument
from service.db.meetings import Meetings, PlanAdoption
from service.domain.minutes import DocumentReading
from service.domain.model import OSLO, Audience, Meeting
from service.domain.settings import GroupSettings, TargetKind
from service.journeys.services import Services
from service.rules.definitions import RulePack

Away = Mapping[str, frozenset[str]]  # who has reported absence, by meeting id; people by id


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document in one of the group's folders, as it was last read."""

    document: StoredDocument
    reading: DocumentReading
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The group, its plan and what its documents say on one day."""

    settings: GroupSettings
    today: dt.date
    meetings: tuple[Meeting, ...] = ()
    adoptions: tuple[PlanAdoption, ...] = ()
    documents: tuple[Read, ...] = ()
    packs: tuple[RulePack, ...] = ()
    away: Away = field(default_factory=dict)

    @property
    def municipal(self) -> Mapping[str, Meeting]:
        """The municipality's meetings by id."""
        return {m.id: m for m in self.meetings if m.audience is Audience.COUNCIL}

    def meeting(self, meeting_id: str) -> Meeting | None:
        """The meeting with that id, if the plan has it."""
        return next((m for m in self.meetings if m.id == meeting_id), None)

    def of_meeting(self, meeting: Meeting, *types: str) -> tuple[DocumentReading, ...]:
        """What the group's own folder has about a meeting, by the order of ``types``."""
        return tuple(
            one.reading
            for type_ in types
            for one in self.documents
            if one.document.meeting_id == meeting.id
            and one.reading.type == type_
            and one.audience is Audience.GROUP
        )


def gather(services: Services, session: Session, settings: GroupSettings) -> Sources:
    """Everything that is known of the group now, what its documents say included."""
    group_id = settings.group.id
    repository = Meetings(session, group_id)
    return Sources(
        settings=settings,
        today=services.now(group_id).astimezone(OSLO).date(),
        meetings=repository.all(),
        adoptions=repository.adoptions(),
        documents=what_is_read(services, session, settings),
        packs=services.packs(settings.group),
        away=who_is_away(services, session, group_id),
    )


def who_is_away(services: Services, session: Session, group_id: str) -> Away:
    """Who has reported absence from the group's meetings."""
    said = AbsenceReports(session, group_id, services.box).all()
    return {meeting_id: absences.away for meeting_id, absences in said.items()}


def what_is_read(services: Services, session: Session, settings: GroupSettings) -> tuple[Read, ...]:
    """What the group's documents say, as they were last read."""
    documents = Documents(session, settings.group.id, services.box)
    folders = {t.id: t.audience for t in settings.targets_of(TargetKind.FOLDER)}
    found = (
        (one, documents.reading(one.target_id, one.href))
        for one in documents.all()
        if one.target_id in folders and one.type
    )
    return tuple(
        Read(document=one, reading=reading, audience=folders[one.target_id])
        for one, reading in found
        if reading is not None
    )
