"""Writing documents into the shared folder, and reading back what people made of them.

Documents are written create-only: what lies at a path, whoever put it there, is never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from connectors.store import AlreadyExists, Item, Resource, ResourceStore
from service.db.documents import Documents, StoredDocument
from service.db.meetings import Meetings
from service.documents.read import read as read_document
from service.documents.render import render
from service.documents.template import load_template
from service.domain.errors import InputError
from service.domain.minutes import DocumentReading
from service.domain.model import OSLO, Meeting
from service.domain.settings import GroupSettings, Target
from service.journeys.results import Mode, Step, TargetResult
from service.journeys.services import Services
from service.journeys.wanted import Wanted, meetings_by_document, wanted_documents

_CHUNK = 20  # documents held in memory at a time


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
    desk = _Desk(services=services, settings=settings, target=target, store=store)
    meetings = desk.meetings()
    known = desk.known()
    listing = store.list()
    present = {r.href for r in listing.resources}
    desk.read_news(listing.resources, known, meetings)
    if listing.complete:
        desk.follow_moves(present, known)
    ever = {one.document_id for one in known.values()}
    today = services.now(settings.group.id).astimezone(OSLO).date()
    for wanted in wanted_documents(settings, meetings, target.audience, today):
        if wanted.document_id in ever:
            continue
        if wanted.href in present:
            desk.note("left_alone", wanted.href, "name_taken")
            continue
        mode.tick(wanted.href)
        desk.create(wanted, dry_run=mode.dry_run)
    return TargetResult(target_id=target.id, steps=tuple(desk.steps), errors=tuple(desk.unreadable))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """One folder being worked on. Transactions are short and never span a request."""

    services: Services
    settings: GroupSettings
    target: Target
    store: ResourceStore
    steps: list[Step] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def note(self, action: str, href: str, reason: str, *, writes: bool = False) -> None:
        self.steps.append(
            Step(action=action, kind="document", href=href, reason=reason, writes=writes)
        )

    def meetings(self) -> tuple[Meeting, ...]:
        with self.services.database.reading() as session:
            return Meetings(session, self.settings.group.id).all()

    def known(self) -> dict[str, StoredDocument]:
        with self.services.database.reading() as session:
            documents = Documents(session, self.settings.group.id, self.services.box)
            return {d.href: d for d in documents.all() if d.target_id == self.target.id}

    def create(self, wanted: Wanted, *, dry_run: bool) -> None:
        if dry_run:
            self.note("create", wanted.href, "new", writes=True)
            return
        language = self.settings.group.language
        template = load_template(wanted.type, language)
        data = render(template, wanted.data, document_id=wanted.document_id)
        try:
            resource = self.store.create(wanted.href, data)
        except AlreadyExists:
            self.note("left_alone", wanted.href, "name_taken")
            return
        self.note("create", wanted.href, "new", writes=True)
        self._remember(
            StoredDocument(
                target_id=self.target.id,
                href=wanted.href,
                etag=resource.etag,
                type=wanted.type,
                language=language,
                meeting_id=wanted.meeting_id,
                document_id=wanted.document_id,
            ),
            read_document(data),
        )

    def read_news(
        self,
        resources: Iterable[Resource],
        known: dict[str, StoredDocument],
        meetings: Iterable[Meeting],
    ) -> None:
        """Read every document that is new here or has another etag than when last read."""
        owners = meetings_by_document(self.settings.group.id, meetings)
        news = [r.href for r in resources if _is_news(r, known)]
        for start in range(0, len(news), _CHUNK):
            for href, item in self.store.get_many(news[start : start + _CHUNK]).items():
                known[href] = self._read(href, item, owners, known.get(href))

    def follow_moves(self, present: set[str], known: dict[str, StoredDocument]) -> None:
        """Forget the old path of what lies at a new one; report what is nowhere."""
        here = {one.document_id for href, one in known.items() if href in present}
        for href in [href for href in known if href not in present]:
            if known[href].document_id in here:
                del known[href]
                with self.services.database.transaction() as session:
                    self._documents(session).forget(self.target.id, href)
            else:
                self.note("left_alone", href, "deleted_by_person")

    def _read(
        self,
        href: str,
        item: Item,
        owners: Mapping[str, str],
        before: StoredDocument | None,
    ) -> StoredDocument:
        try:
            reading = read_document(item.data)
        except InputError as error:
            self.unreadable.append(f"{href}: {error.message}")
            reading = DocumentReading(type="")
        else:
            self.note("read", href, "changed_by_person" if before else "found_again")
        identity = reading.document_id or (before.document_id if before else "")
        stored = StoredDocument(
            target_id=self.target.id,
            href=href,
            etag=item.resource.etag,
            type=reading.type or (before.type if before else ""),
            language=reading.language,
            meeting_id=owners.get(identity) or (before.meeting_id if before else None),
            document_id=identity,
        )
        self._remember(stored, reading)
        return stored

    def _remember(self, stored: StoredDocument, reading: DocumentReading) -> None:
        now = self.services.now(self.settings.group.id)
        with self.services.database.transaction() as session:
            documents = self._documents(session)
            documents.record(stored)
            documents.record_reading(stored.target_id, stored.href, stored.etag, reading, at=now)

    def _documents(self, session: Session) -> Documents:
        return Documents(session, self.settings.group.id, self.services.box)


def _is_news(resource: Resource, known: Mapping[str, StoredDocument]) -> bool:
    if not resource.href.lower().endswith(".docx"):
        return False
    before = known.get(resource.href)
    return before is None or before.etag != resource.etag or before.read_at is None
