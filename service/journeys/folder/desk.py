"""One folder on the desk: what lies there, what is known of it, and what a pass has done so far."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy.orm import Session

from connectors.store import FolderStore, Listing
from service.db.documents import Documents, StoredDocument
from service.db.meetings import Meetings, PlanAdoption
from service.documents.merging.managed import DATE, MANAGED
from service.domain.approval import is_approved
from service.domain.errors import InputError
from service.domain.minutes import DocumentReading, FollowUp
from service.domain.model import OSLO, Audience, Meeting
from service.domain.notices import Notice, NoticeCode
from service.domain.settings import GroupSettings, Target
from service.journeys.folder.book import Book, Did, changed
from service.journeys.papers.sources import Away, Read, what_is_read, who_is_away
from service.journeys.papers.wanted import Identity, identities
from service.journeys.results import Mode, Step
from service.journeys.services import Services
from service.journeys.templates.own_templates import shelf
from service.journeys.templates.shelf import Shelf
from service.rules.definitions import RulePack
from service.rules.texts import parse_date

PLANNED: Final = "*"  # the etag of what a dry run would have written
UNTOLD: Final = "?"  # the etag of what was written, where the server did not tell it surely
FOREIGN: Final = DocumentReading(type="")  # all that is kept of a file that is none of ours
Said = Mapping[str, str]  # the managed values that a document says, by tag


def content_hash(data: bytes) -> str:
    """What a document's bytes are compared by."""
    return hashlib.sha256(data).hexdigest()


@dataclass(slots=True, kw_only=True)
class Desk:
    """One folder being worked on. Transactions are short and never span a request.

    Attributes:
        listing: what lay in the folder when we looked.
        here: the paths at which something lies now.
        known: what is known of it, by path; a document without an etag has been deleted.
        said: the managed values its documents say, by path, as far as they have been read.
        written: the managed values that the service last gave them, by path.
        away: who has reported absence, by meeting.
        packs: the group's rule packs; one that can't be loaded keeps no document from being made.
        possible: every identity that a document of this group can have.
        steps: what has been done.
        notices: what somebody must know.
        errors: what could not be read, in words for people.
        overtaken: somebody was quicker than we; the next pass looks again.
        at_hand: the path of what is being written, for when that fails.
    """

    services: Services
    settings: GroupSettings
    target: Target
    store: FolderStore
    mode: Mode
    listing: Listing
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    adoptions: tuple[PlanAdoption, ...] = ()
    away: Away = field(default_factory=dict)
    packs: tuple[RulePack, ...] = ()
    shelf: Shelf = field(init=False)
    here: set[str] = field(init=False)
    known: dict[str, StoredDocument] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)
    written: dict[str, Said] = field(default_factory=dict)
    possible: dict[str, Identity] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    overtaken: bool = False
    at_hand: str = ""
    _follow_ups: dict[str, tuple[FollowUp, ...] | None] = field(default_factory=dict)
    _approved: dict[str, bool] = field(default_factory=dict)
    _gathered: tuple[Read, ...] | None = None

    def __post_init__(self) -> None:
        """Take out what is remembered of the folder."""
        target_id = self.target.id
        self.here = {resource.href for resource in self.listing.resources}
        try:
            self.packs = self.services.packs(self.settings.group)
        except InputError as error:
            self.errors.append(str(error))
        with self.services.database.reading() as session:
            documents = self._documents(session)
            self.shelf = shelf(session, self.settings.group)
            plan = Meetings(session, self.group_id)
            self.meetings = {m.id: m for m in plan.all()}
            self.adoptions = plan.adoptions()
            self.away = who_is_away(self.services, session, self.group_id)
            self.known = {d.href: d for d in documents.all() if d.target_id == target_id}
            for href, one in self.known.items():
                values = documents.written(target_id, href)
                if values is not None:
                    self.written[href] = values
                reading = documents.reading(target_id, href) if one.type else None
                if reading is not None:
                    self.said[href] = managed_in(reading)
        self.possible = identities(self.group_id, self.meetings.values())
        self._let_copies_stand_in()

    @property
    def group_id(self) -> str:
        """The group whose folder it is."""
        return self.settings.group.id

    @property
    def book(self) -> Book:
        """Where what is done here is entered."""
        return Book(
            services=self.services,
            group_id=self.group_id,
            target_id=self.target.id,
            run=self.mode.run,
        )

    @property
    def audience(self) -> Audience:
        """Whose folder it is."""
        return self.target.audience

    @property
    def now(self) -> dt.datetime:
        """The group's clock, in Oslo."""
        return self.services.now(self.group_id).astimezone(OSLO)

    @property
    def live(self) -> tuple[StoredDocument, ...]:
        """The group's own documents that lie there."""
        return tuple(one for one in self.known.values() if one.etag and one.type)

    def date_of(self, href: str) -> dt.date | None:
        """The meeting's date as a document has it; None where it says none."""
        return parse_date(self.said.get(href, {}).get(DATE, ""))

    def meeting_of(self, document: StoredDocument) -> Meeting | None:
        """The meeting that a document was made for."""
        identity = self.possible.get(document.document_id)
        return self.meetings.get((identity and identity.meeting_id) or "")

    def note(self, action: str, href: str, reason: str, *, writes: bool = False) -> None:
        """Tell of something that was done, or deliberately not."""
        step = Step(action=action, kind="document", href=href, reason=reason, writes=writes)
        self.steps.append(step)

    def tell(self, code: NoticeCode, href: str, other: str = "", *details: str) -> None:
        """Tell somebody what there is to know about a document."""
        known = self.known.get(href)
        meeting_id = known.meeting_id if known else None
        notice = Notice(code=code, href=href, other=other, meeting_id=meeting_id, details=details)
        self.notices.append(notice)

    def remember(
        self,
        document: StoredDocument,
        reading: DocumentReading | None = None,
        written: Said | None = None,
        did: Did | None = None,
    ) -> None:
        """Keep what is known of a document, and what was done to make it so.

        What could not be read is read again next time.
        """
        fields = changed(self.written.get(document.href), written)
        before = self.known.get(document.href)
        if before is not None and before.document_id != document.document_id:
            self.written.pop(document.href, None)
        self.known[document.href] = document
        if reading is not None:
            self.said[document.href] = managed_in(reading)
            self._follow_ups[document.href] = reading.follow_ups
            self._approved[document.href] = is_approved(reading)
        if written is not None:
            self.written[document.href] = written
        if self.mode.dry_run:
            return
        at = self.services.now(self.group_id)
        with self.services.database.transaction() as session:
            documents = self._documents(session)
            documents.record(document)
            key = document.target_id, document.href
            if reading is not None:
                documents.record_reading(*key, document.etag, reading, at=at)
            if written is not None:
                documents.record_written(*key, written)
            self.book.enter(session, did, document.document_id, fields)

    def rename(self, href: str, to: str, did: Did | None = None) -> StoredDocument:
        """Know a document by another path, with all that is known of it."""
        self.follow_ups_in(href), self.approved(href)  # after a dry run only the old path is known
        moved = self.known[to] = replace(self.known.pop(href), href=to)
        self.here.discard(href)
        self.here.add(to)
        for values in (self.said, self.written, self._follow_ups, self._approved):
            _carry(values, href, to)
        if not self.mode.dry_run:
            with self.services.database.transaction() as session:
                self._documents(session).rename(self.target.id, href, to)
                self.book.enter(session, did, moved.document_id)
        return moved

    def forget(self, href: str) -> None:
        """Know nothing more of what lay at a path."""
        for known in (self.known, self.said, self.written, self._follow_ups, self._approved):
            known.pop(href, None)
        if not self.mode.dry_run:
            with self.services.database.transaction() as session:
                self._documents(session).forget(self.target.id, href)

    def follow_ups_in(self, href: str) -> tuple[FollowUp, ...] | None:
        """The follow-ups of a document as last read; None where it has no table of them."""
        if href not in self._follow_ups:
            reading = self._reading(href)
            self._follow_ups[href] = reading.follow_ups if reading else None
        return self._follow_ups[href]

    def approved(self, href: str) -> bool:
        """Whether a document says, as last read, that it has been approved."""
        if href not in self._approved:
            reading = self._reading(href)
            self._approved[href] = reading is not None and is_approved(reading)
        return self._approved[href]

    def gathered(self) -> tuple[Read, ...]:
        """What all of the group's documents say, for one that is made from others; read once."""
        if self._gathered is None:
            with self.services.database.reading() as session:
                self._gathered = what_is_read(self.services, session, self.settings)
        return self._gathered

    def _reading(self, href: str) -> DocumentReading | None:
        with self.services.database.reading() as session:
            return self._documents(session).reading(self.target.id, href)

    def _let_copies_stand_in(self) -> None:
        """A copy that we laid beside a document is that document once the other is deleted."""
        deleted = {one.document_id for one in self.known.values() if not one.etag}
        deleted -= {one.document_id for one in self.known.values() if one.etag}
        for one in self.known.values():
            if one.etag and one.copy_of in deleted and one.copy_of in self.possible:
                self.possible[one.document_id] = self.possible[one.copy_of]

    def _documents(self, session: Session) -> Documents:
        return Documents(session, self.group_id, self.services.box)


def _carry(values: dict[str, Any], href: str, to: str) -> None:
    values.pop(to, None)
    if href in values:
        values[to] = values.pop(href)


def managed_in(reading: DocumentReading) -> Said:
    """The managed values that a document says; a field that isn't found is left out."""
    return {tag: text for tag in MANAGED if (text := reading.text(tag)) is not None}
