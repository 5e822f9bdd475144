"""The documents as their page shows them: how far each has come, and which may be made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.db.documents import StoredDocument
from service.db.printed import Printed
from service.domain.model import OSLO, Meeting, MeetingStatus
from service.domain.notices import NoticeCode
from service.journeys.papers.kinds import KINDS, Kind, Occasion
from service.journeys.papers.wanted import document_id
from service.rules.protocols import MINUTES
from service.web.ports import GroupPage

_OF_APPROVED = {NoticeCode.NO_PDF, NoticeCode.PDF_FAILED}
_MADE_WHOLE = {"moteplan"}  # nothing in it waits for a person


class Progress(StrEnum):
    """How far a document has come, as far as that is known without opening it."""

    TO_FILL_IN = "to_fill_in"  # nobody has written in it since the service made it
    DRAFT = "draft"  # somebody has
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A document with what is known of it. ``pdf`` is the path of the one beside it."""

    progress: Progress | None = None
    pdf: str = ""


def shown(
    page: GroupPage, printed: Mapping[tuple[str, str], Printed]
) -> dict[tuple[str, str], Shown]:
    """What is known of each document, by folder and path."""
    told = {(one.target_id, one.notice.href): one.notice.code for one in page.notices}
    return {
        key: Shown(
            progress=_progress(one, beside, told.get(key) in _OF_APPROVED),
            pdf=beside.href if beside and beside.etag else "",
        )
        for one in page.documents
        for key, beside in [
            ((one.target_id, one.href), printed.get((one.target_id, one.document_id)))
        ]
    }


def kinds_to_make(page: GroupPage) -> tuple[Kind, ...]:
    """The kinds of documents that can be made now."""
    return tuple(kind for kind in KINDS if kind.occasion is not Occasion.TERM or _free(page, kind))


def meetings_for(page: GroupPage, kind: Kind) -> tuple[Meeting, ...]:
    """The meetings without such a document, the coming ones first."""
    today = page.now.astimezone(OSLO).date()
    have = {d.meeting_id for d in page.documents if d.type == kind.type}
    lacking = [
        one
        for one in page.meetings
        if one.type in kind.meetings
        and one.status is not MeetingStatus.CANCELLED
        and one.id not in have
    ]
    past = [one for one in lacking if one.date < today]
    return (*(one for one in lacking if one.date >= today), *reversed(past))


def halves_for(page: GroupPage, kind: Kind, halves: Iterable[str]) -> tuple[str, ...]:
    """The half-years without such a document, where it is about one."""
    about = halves if kind.occasion is Occasion.HALF else ()
    return tuple(half for half in about if _free(page, kind, half))


def _free(page: GroupPage, kind: Kind, subject: str = "") -> bool:
    wanted = document_id(page.settings.group.id, kind.type, subject)
    return all(one.document_id != wanted for one in page.documents)


def _progress(
    document: StoredDocument, beside: Printed | None, told_approved: bool
) -> Progress | None:
    printed_so = beside is not None and beside.shows == document.content_hash
    if document.type in MINUTES and (printed_so or told_approved):
        return Progress.APPROVED
    if not document.rendered_hash or document.type in _MADE_WHOLE:
        return None
    return Progress.TO_FILL_IN if document.is_untouched else Progress.DRAFT
