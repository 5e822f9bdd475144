"""Which meeting a document is about: by its identity, and by the date it bears.

People start a protocol from a copy of the last one, and the copy has the same identity. What the
document says of itself then decides.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.db.documents import StoredDocument
from service.domain.minutes import DocumentReading
from service.domain.model import Audience, Meeting, MeetingStatus
from service.journeys.papers.kinds import BY_TYPE, Kind
from service.journeys.papers.wanted import Identity
from service.rules.texts import parse_date

_CALL = "innkalling"


def date_borne(reading: DocumentReading | None) -> dt.date | None:
    """The meeting's date as the document has it; None where it says none."""
    return None if reading is None else parse_date(reading.text("meeting.date") or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """What decides where the documents of one audience's folder belong.

    Attributes:
        identities: every identity that a document of the group can have.
        dates: the dates the documents bear, by path.
    """

    audience: Audience
    meetings: Mapping[str, Meeting]
    identities: Mapping[str, Identity]
    dates: Mapping[str, dt.date | None]

    def misplaced(
        self, documents: Iterable[StoredDocument]
    ) -> Iterator[tuple[StoredDocument, str | None]]:
        """The documents that belong to another meeting than they are kept under, and to which."""
        live = [one for one in documents if one.etag and one.type]
        carriers = Counter(one.document_id for one in live)
        for one in live:
            identity = self.identities.get(one.document_id)
            own = self.meetings.get((identity and identity.meeting_id) or "")
            if own is None:
                continue
            meeting_id = self._meeting(one, own, alone=carriers[one.document_id] == 1)
            if meeting_id != one.meeting_id:
                yield one, meeting_id

    def _meeting(self, document: StoredDocument, own: Meeting, *, alone: bool) -> str | None:
        says = self.dates.get(document.href)
        if says is None:
            return document.meeting_id or own.id
        if says == own.date:
            return None if document.type == _CALL and _is_off(own) else own.id
        kind = BY_TYPE.get(document.type)
        if kind and (there := self._meeting_on(says, kind)):
            return there
        # A meeting that was moved: its protocol is still its own, its call would mislead.
        return own.id if alone and document.type != _CALL else None

    def _meeting_on(self, day: dt.date, kind: Kind) -> str | None:
        there = (
            m.id
            for m in self.meetings.values()
            if m.date == day
            and m.type in kind.meetings
            and kind.lies_with(self.audience, m)
            and m.status is MeetingStatus.CONFIRMED
        )
        return next(there, None)


def _is_off(meeting: Meeting) -> bool:
    return meeting.status is MeetingStatus.CANCELLED
