"""Findings as comments in the group's own documents: only when somebody asks for it.

A document is written under the condition that nobody has written in it since it was read, and not
at all while somebody has it open. What it says of the group stays in it: no text of a comment is
kept, logged or told elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from connectors.store import NotFound, StoreError, Unauthorized
from service.db.documents import StoredDocument
from service.documents.comments.annotate import Annotated, annotate
from service.documents.comments.text import Note
from service.documents.reading.read import read as read_document
from service.domain.errors import InputError
from service.domain.settings import GroupSettings, Target, TargetKind
from service.journeys.folder.book import Did
from service.journeys.folder.desk import Desk, content_hash
from service.journeys.folder.looking import look, place
from service.journeys.folder.rewriting import Later, check_free, overtaken, overwrite
from service.journeys.judging.validating import validate_group
from service.journeys.results import DocumentReason, Mode, Refusals, account_of
from service.journeys.services import Services
from service.journeys.wording import no_password_sentence, store_sentence
from service.rules.results import Finding

_WAITS: Final[Mapping[str, str]] = {
    DocumentReason.LOCKED: (
        "Noen har dokumentet åpent, så det er ikke rørt. Be dem lukke det, og prøv igjen."
    ),
    DocumentReason.OVERTAKEN: (
        "Noen endret dokumentet mens vi skrev. Ingenting er overskrevet; prøv igjen."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented:
    """What became of one document. The numbers are comments of ours.

    Attributes:
        href: its path in the folder.
        added: findings that had no comment.
        updated: comments whose finding says something else now.
        removed: comments whose finding is gone.
        kept: comments that stand as they were.
        left: comments that a person has answered or edited.
        trouble: why it was left as it was, and what to do; "" where it wasn't.
        waits: whether the same may be asked again with better luck.
    """

    href: str
    added: int = 0
    updated: int = 0
    removed: int = 0
    kept: int = 0
    left: int = 0
    trouble: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentReport:
    """What became of a group's documents; ``errors`` are of whole folders, in words for people."""

    group_id: str
    documents: tuple[Commented, ...] = ()
    errors: tuple[str, ...] = ()
    unreachable: bool = False  # a server could not be reached: a later try may do more


def comment_group(
    services: Services,
    group_id: str,
    *,
    href: str | None = None,
    remove: bool = False,
    tick: Callable[[str], None] = lambda _path: None,
) -> CommentReport:
    """Let the group's documents have a comment for each finding in them, and no others of ours.

    The folders are read anew first. People's own comments stay, and so do those of ours that
    somebody has answered or edited.

    Args:
        services: the outside world.
        group_id: whose documents.
        href: the path of the one document to write in; None for all.
        remove: take our comments out instead.
        tick: told which document is being worked on.

    Raises:
        InputError: there is no such group or document, or a rule pack can't be loaded.
    """
    settings = services.settings(group_id)
    work = _Work(
        services=services,
        settings=settings,
        wanted=None if href is None else unicodedata.normalize("NFC", href),
        remove=remove,
        mode=Mode(tick=tick),
    )
    for target in settings.targets_of(TargetKind.FOLDER):
        work.over(target)
    if href is not None and not work.documents and not work.errors:
        raise InputError(
            "Gruppa har ikke noe dokument på denne stien. Skriv den slik den er i gruppas mappe.",
            where=href,
        )
    return CommentReport(
        group_id=group_id,
        documents=tuple(work.documents),
        errors=tuple(work.errors),
        unreachable=work.unreachable,
    )


@dataclass(slots=True, kw_only=True)
class _Work:
    """One group being worked on, folder by folder."""

    services: Services
    settings: GroupSettings
    wanted: str | None
    remove: bool
    mode: Mode
    documents: list[Commented] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    unreachable: bool = False
    refusals: Refusals = field(default_factory=dict)

    def over(self, target: Target) -> None:
        """Work through one folder; what stops it leaves the others alone."""
        services, group_id = self.services, self.settings.group.id
        with services.database.reading() as session:
            password = services.password(session, group_id, target)
        if target.username and not password:
            self.errors.append(f"{target.id}: {no_password_sentence(target)}")
            return
        desk: Desk | None = None
        account = account_of(target, password)
        try:
            if account in self.refusals:
                raise self.refusals[account]
            with services.connector.open_folder(target, password) as store:
                desk = Desk(
                    services=services,
                    settings=self.settings,
                    target=target,
                    store=store,
                    mode=self.mode,
                    listing=store.list(),
                )
                self._through(desk)
        except StoreError as error:
            if isinstance(error, Unauthorized):
                self.refusals[account] = error
            where = f"{target.id}: {desk.at_hand}" if desk and desk.at_hand else target.id
            self.errors.append(f"{where}: {store_sentence(error)}")
            self.unreachable = self.unreachable or error.temporary

    def _through(self, desk: Desk) -> None:
        """Read what is new, judge it, and write in each document.

        Raises:
            StoreError: the server refused or was not reached.
        """
        look(desk)
        place(desk)
        chosen = list(_chosen(desk, self.wanted))
        notes: Mapping[str, Sequence[Note]] = {}
        if chosen and not self.remove:
            report = validate_group(self.services, desk.group_id, folder=desk.target.id)
            notes = _notes(report.findings)
        for document in chosen:
            self.documents.append(_write(desk, document, notes.get(document.href, ())))


def _chosen(desk: Desk, wanted: str | None) -> Iterator[StoredDocument]:
    """The documents that lie in the folder now, but for copies we have laid beside others."""
    for href, one in sorted(desk.known.items()):
        if one.etag and one.type and not one.copy_of and wanted in {None, href}:
            yield one


def _notes(findings: Sequence[Finding]) -> dict[str, list[Note]]:
    """What to write, by the path of the document: what, why and what to do, then the section."""
    notes: dict[str, list[Note]] = {}
    for finding in findings:
        if finding.place.document:
            note = Note(
                code=finding.code,
                fingerprint=finding.id,
                text=f"{finding.message}\n{finding.reference}",
                place=finding.place,
            )
            notes.setdefault(finding.place.document, []).append(note)
    return notes


def _write(desk: Desk, document: StoredDocument, notes: Sequence[Note]) -> Commented:
    """Let one document have these comments, if it still is what was read and nobody has it open.

    Raises:
        StoreError: the server refused or was not reached.
    """
    desk.mode.tick(document.href)
    try:
        result = _annotated(desk, document, notes)
    except Later:
        reason = desk.steps[-1].reason
        return Commented(href=document.href, trouble=_WAITS[reason], waits=True)
    except InputError as error:
        return Commented(href=document.href, trouble=error.message)
    added, removed = set(result.added), set(result.removed)
    return Commented(
        href=document.href,
        added=len(added - removed),
        updated=len(added & removed),
        removed=len(removed - added),
        kept=len(result.kept),
        left=len(result.left),
    )


def _annotated(desk: Desk, document: StoredDocument, notes: Sequence[Note]) -> Annotated:
    """Fetch, annotate, write back and remember.

    Raises:
        Later: somebody has it open, or has changed it since it was read.
        InputError: it can't be annotated.
        StoreError: the server refused or was not reached.
    """
    try:
        item = desk.store.get(document.href)
    except NotFound:
        overtaken(desk, document.href)
    if item.resource.etag != document.etag and content_hash(item.data) != document.content_hash:
        overtaken(desk, document.href)
    manifests = desk.shelf.manifests
    result = annotate(item.data, notes, at=desk.now, manifests=manifests)
    if result.data != item.data:
        check_free(desk, document.href)
        did = Did("comment", DocumentReason.ASKED)
        etag = overwrite(desk, document, result.data, item.resource.etag, did)
        written = replace(document, etag=etag, content_hash=content_hash(result.data))
        reading = read_document(result.data, manifests=manifests)
        desk.remember(written, reading, did=did)
    return result
