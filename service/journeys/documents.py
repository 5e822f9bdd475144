"""Writing documents into the shared folder, and reading back what people made of them.

Documents are written create-only: what lies at a path, whoever put it there, is never touched.
Files that are none of ours are neither reported nor kept, however they are called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from sqlalchemy.orm import Session

from connectors.store import AlreadyExists, Item, Listing, Resource, ResourceStore, StoreError
from service.db.documents import Documents, StoredDocument
from service.db.meetings import Meetings
from service.documents.read import read as read_document
from service.documents.render import render
from service.domain.errors import InputError
from service.domain.minutes import DocumentReading
from service.domain.model import OSLO, Meeting
from service.domain.settings import GroupSettings, Target
from service.journeys.belonging import Belonging, date_borne
from service.journeys.results import Mode, Step, TargetResult
from service.journeys.services import Services
from service.journeys.templates import template_for
from service.journeys.wanted import Identity, Wanted, identities, wanted_documents

_CHUNK = 20  # documents held in memory at a time
_PLANNED = "*"  # the etag of what a dry run would have created
_LOCKS = ("~$", ".")  # how Word and LibreOffice name the files that say "being edited"
_FOREIGN = DocumentReading(type="")  # all that is kept of a file that is none of ours


def sync_folder(
    services: Services,
    settings: GroupSettings,
    target: Target,
    store: ResourceStore,
    mode: Mode,
) -> TargetResult:
    """Read what people have changed, then create what is missing.

    A document that was moved or renamed is known by its identity and not written again, nor is one
    that a person has deleted.

    Raises:
        StoreError: the server can't be reached, or refuses us altogether.
    """
    desk = _Desk(services=services, settings=settings, target=target, store=store, mode=mode)
    listing = store.list()
    try:
        desk.work_through(listing)
    except StoreError as error:
        return TargetResult.failed(target.id, error, desk.steps)
    return TargetResult(
        target_id=target.id,
        steps=tuple(desk.steps),
        errors=tuple(desk.unreadable),
        documents=tuple(one for one in desk.known.values() if one.etag),
    )


@dataclass(slots=True, kw_only=True)
class _Desk:
    """One folder being worked on. Transactions are short and never span a request.

    ``known`` is what is known of the folder, by path; one without an etag has been deleted.
    ``dates`` are the meeting dates its documents bear, by path.
    """

    services: Services
    settings: GroupSettings
    target: Target
    store: ResourceStore
    mode: Mode
    known: dict[str, StoredDocument] = field(default_factory=dict)
    dates: dict[str, dt.date | None] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def work_through(self, listing: Listing) -> None:
        """Everything there is to do with a folder that holds this."""
        meetings = self._load()
        present = {resource.href for resource in listing.resources}
        possible = identities(self.settings.group.id, meetings)
        self._read_news(listing.resources, possible)
        if listing.complete:
            self._miss(present, possible)
        self._place(meetings, possible)
        ever = {one.document_id for one in self.known.values()}
        served = {(one.meeting_id, one.type) for one in self.known.values() if one.meeting_id}
        today = self.services.now(self.settings.group.id).astimezone(OSLO).date()
        for wanted in wanted_documents(self.settings, meetings, self.target.audience, today):
            if wanted.document_id in ever or (wanted.meeting_id, wanted.type) in served:
                continue
            if wanted.href in present:
                self._note("left_alone", wanted.href, "name_taken")
                continue
            self.mode.tick(wanted.href)
            self._create(wanted)

    def _load(self) -> tuple[Meeting, ...]:
        with self.services.database.reading() as session:
            documents = self._documents(session)
            self.known = {d.href: d for d in documents.all() if d.target_id == self.target.id}
            self.dates = {
                href: date_borne(documents.reading(self.target.id, href))
                for href, one in self.known.items()
                if one.document_id and one.type
            }
            return Meetings(session, self.settings.group.id).all()

    def _note(self, action: str, href: str, reason: str, *, writes: bool = False) -> None:
        self.steps.append(
            Step(action=action, kind="document", href=href, reason=reason, writes=writes)
        )

    def _create(self, wanted: Wanted) -> None:
        document = StoredDocument(
            target_id=self.target.id,
            href=wanted.href,
            etag=_PLANNED,
            type=wanted.type,
            language=self.settings.group.language,
            meeting_id=wanted.meeting_id,
            document_id=wanted.document_id,
        )
        if not self.mode.dry_run:
            template = template_for(self.settings.group, document.type)
            data = render(template, wanted.data, document_id=document.document_id)
            try:
                resource = self.store.create(wanted.href, data)
            except AlreadyExists:
                self._note("left_alone", wanted.href, "name_taken")
                return
            document = replace(document, etag=resource.etag)
            self._remember(document, read_document(data))
        self.known[wanted.href] = document
        self._note("create", wanted.href, "new", writes=True)

    def _read_news(self, resources: Iterable[Resource], possible: Mapping[str, Identity]) -> None:
        """Read every document that is new here or has another etag than when last read."""
        news = [r.href for r in resources if _is_news(r, self.known, possible)]
        for start in range(0, len(news), _CHUNK):
            for href, item in self.store.get_many(news[start : start + _CHUNK]).items():
                self._read(href, item, possible)

    def _miss(self, present: set[str], possible: Mapping[str, Identity]) -> None:
        """Forget the old path of what lies at a new one; report what is nowhere."""
        here = {one.document_id for href, one in self.known.items() if href in present}
        for href in [href for href in self.known if href not in present]:
            gone = self.known[href]
            if gone.document_id not in possible or gone.document_id in here:
                self._forget(href)
                continue
            self._note("left_alone", href, "deleted_by_person")
            if gone.etag:
                self._remember(replace(gone, etag=""))

    def _place(self, meetings: Iterable[Meeting], possible: Mapping[str, Identity]) -> None:
        """Keep each document under the meeting it is about, as the plan is today."""
        belonging = Belonging(
            audience=self.target.audience,
            meetings={meeting.id: meeting for meeting in meetings},
            identities=possible,
            dates=self.dates,
        )
        for document, meeting_id in tuple(belonging.misplaced(self.known.values())):
            self._remember(replace(document, meeting_id=meeting_id))

    def _read(self, href: str, item: Item, possible: Mapping[str, Identity]) -> None:
        before = self.known.get(href)
        if before is not None and _is_anothers(before.document_id, possible):
            before = None
        ours = before is not None and bool(before.type or before.document_id)
        try:
            reading = read_document(item.data)
        except InputError as error:
            if ours:
                self.unreadable.append(f"{href}: {error.message}")
            reading = None
        found = reading or _FOREIGN
        identity = found.document_id or (before.document_id if before else "")
        document = StoredDocument(
            target_id=self.target.id,
            href=href,
            etag=item.resource.etag,
            type=found.type or _type_of(identity, possible) or (before.type if before else ""),
            language=found.language,
            meeting_id=before.meeting_id if before and before.document_id == identity else None,
            document_id=identity,
        )
        if _is_anothers(identity, possible) or not (document.type or identity):
            self._remember(replace(document, type=""), _FOREIGN)
            return
        self.dates[href] = date_borne(reading)
        self._remember(document, reading)
        if reading is not None:
            self._note("read", href, "changed_by_person" if ours else "found_again")

    def _remember(self, document: StoredDocument, reading: DocumentReading | None = None) -> None:
        """Keep what is known of a document; what could not be read is read again next time."""
        self.known[document.href] = document
        if self.mode.dry_run:
            return
        now = self.services.now(self.settings.group.id)
        with self.services.database.transaction() as session:
            documents = self._documents(session)
            documents.record(document)
            if reading is not None:
                documents.record_reading(
                    document.target_id, document.href, document.etag, reading, at=now
                )

    def _forget(self, href: str) -> None:
        del self.known[href]
        if not self.mode.dry_run:
            with self.services.database.transaction() as session:
                self._documents(session).forget(self.target.id, href)

    def _documents(self, session: Session) -> Documents:
        return Documents(session, self.settings.group.id, self.services.box)


def _type_of(identity: str, possible: Mapping[str, Identity]) -> str:
    return possible[identity].type if identity in possible else ""


def _is_anothers(identity: str, possible: Mapping[str, Identity]) -> bool:
    """Whether a document has an identity, and one that no document of this group can have."""
    return bool(identity) and identity not in possible


def _is_news(
    resource: Resource, known: Mapping[str, StoredDocument], possible: Mapping[str, Identity]
) -> bool:
    name = PurePosixPath(resource.href).name
    if not name.lower().endswith(".docx") or name.startswith(_LOCKS):
        return False
    before = known.get(resource.href)
    if before is None or before.etag != resource.etag or before.read_at is None:
        return True
    # The plan may have grown since, so that what was another's is the group's, or the reverse.
    return bool(before.document_id) and bool(before.type) != (before.document_id in possible)
