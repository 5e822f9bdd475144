"""What the service has done for a group, with what each deed was about as it is known today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.db.applied import AppliedState
from service.db.audit import Audit, AuditEntry
from service.db.documents import Documents, StoredDocument
from service.db.meetings import Meetings
from service.domain.model import Audience, Meeting, event_uid
from service.domain.projection import GENERATIONS
from service.domain.settings import GroupSettings
from service.journeys.calendar.projecting import PROPOSAL
from service.journeys.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """A deed and what it was about, as far as that is still known.

    ``audience`` None: the calendar or folder is no target any more. ``task`` is the title and the
    day of a deadline.
    """

    entry: AuditEntry
    audience: Audience | None = None
    meeting: Meeting | None = None
    document: StoredDocument | None = None
    task: tuple[str, str] | None = None


def audit_lines(
    services: Services,
    group_id: str,
    count: int | None = None,
    *,
    before: int | None = None,
    since: dt.datetime | None = None,
) -> tuple[AuditLine, ...]:
    """The last deeds of the group, the newest first (see `Audit.latest`).

    Raises:
        InputError: there is no such group.
    """
    settings = services.settings(group_id)
    with services.database.reading() as session:
        entries = Audit(session, group_id).latest(count, before=before, since=since)
        known = _Known.of(services, session, settings, entries)
    return tuple(known.line(entry) for entry in entries)


def meetings_of(
    group_id: str, uids: Collection[str], meetings: Iterable[Meeting]
) -> dict[str, Meeting]:
    """The meetings that events, or proposals of events, have been of, by the UIDs of these."""
    every = tuple(meetings)
    found: dict[str, Meeting] = {}
    for generation in range(GENERATIONS):
        if len(found) == len(uids):
            break
        for meeting in every:
            for name in (meeting.id, PROPOSAL + meeting.id):
                uid = event_uid(group_id, name, generation)
                if uid in uids:
                    found[uid] = meeting
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What deeds can have been about."""

    audiences: Mapping[str, Audience]
    meetings: Mapping[str, Meeting]  # by the UID of an event, and by their own id
    documents: Mapping[str, StoredDocument]
    tasks: Mapping[str, tuple[str, str]]

    @classmethod
    def of(
        cls,
        services: Services,
        session: Session,
        settings: GroupSettings,
        entries: Iterable[AuditEntry],
    ) -> _Known:
        group_id = settings.group.id
        audiences = {target.id: target.audience for target in settings.targets}
        deeds = [entry.deed for entry in entries]
        events = {deed.object for deed in deeds if deed.kind == "event"}
        plan = Meetings(session, group_id)
        meetings = (*plan.retired(), *plan.all())
        documents = Documents(session, group_id, services.box).listed() if deeds else ()
        due = {d.target_id for d in deeds if audiences.get(d.target_id) is Audience.DEADLINES}
        state = AppliedState(session, group_id)
        return cls(
            audiences=audiences,
            meetings={m.id: m for m in meetings} | meetings_of(group_id, events, meetings),
            documents={one.document_id: one for one in documents if one.document_id},
            tasks={
                uid: (record.fields.get("summary", ""), record.fields.get("due", ""))
                for target_id in due
                for uid, record in state.load(target_id).items()
            },
        )

    def line(self, entry: AuditEntry) -> AuditLine:
        deed = entry.deed
        document = self.documents.get(deed.object)
        about = document.meeting_id if document else None
        return AuditLine(
            entry=entry,
            audience=self.audiences.get(deed.target_id),
            meeting=self.meetings.get(about or deed.object),
            document=document,
            task=self.tasks.get(deed.object),
        )
