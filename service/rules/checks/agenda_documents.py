"""Whether a meeting takes up a subject, as its call and its protocol say."""

from __future__ import annotations

from collections.abc import Iterable

from service.domain.model import Meeting
from service.rules.facts import Facts, MeetingDocument
from service.rules.protocols import CALL, MINUTES, is_written
from service.rules.texts import is_blank, mentions_any


def documents_of(facts: Facts, meeting: Meeting) -> list[MeetingDocument]:
    """The call with an agenda and, of a meeting that is over, the written protocol."""
    call, protocol = facts.document(meeting, CALL), facts.document(meeting, *MINUTES)
    said = [call] if call and call.reading.agenda else []
    if protocol and facts.is_over(meeting) and is_written(protocol.reading):
        said.append(protocol)
    return said


def takes_up(document: MeetingDocument, words: Iterable[str], fields: Iterable[str]) -> bool:
    """Whether a title has one of the words, or one of the fields has text."""
    reading = document.reading
    titles = [item.title for item in reading.agenda or ()]
    titles += [case.title for case in reading.cases or ()]
    noted = any(not is_blank(reading.text(tag)) for tag in fields)
    return noted or any(mentions_any(title, words) for title in titles)


def has_titles(document: MeetingDocument) -> bool:
    """Whether its agenda or cases were found, so that what isn't there was not taken up."""
    return document.reading.agenda is not None or document.reading.cases is not None
