"""Meetings, and constitutions that only a protocol tells of, with what says what they took up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.domain.minutes import DocumentReading
from service.domain.model import Meeting, MeetingType
from service.rules.constitution import constitutions, is_filled_in
from service.rules.facts import Facts, MeetingDocument
from service.rules.protocols import CALL, MINUTES, is_written
from service.rules.texts import is_blank, mentions_any


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting of the plan, or one that a dated protocol alone tells of.

    ``call`` is there where it has an agenda, ``protocol`` where it is written.
    """

    day: dt.date
    type: MeetingType
    said: object
    is_over: bool
    call: MeetingDocument | None
    protocol: MeetingDocument | None

    @property
    def documents(self) -> list[MeetingDocument]:
        """Those there are."""
        return [document for document in (self.call, self.protocol) if document]


def occasions(facts: Facts, types: Iterable[MeetingType]) -> Iterator[Occasion]:
    """The meetings of these types, and constitutions, in order of time."""
    wanted = frozenset(types)
    return iter(facts.once(("occasions", wanted), lambda: _occasions(facts, wanted)))


def _occasions(facts: Facts, wanted: frozenset[MeetingType]) -> tuple[Occasion, ...]:
    found = [occasion_of(facts, m) for m in facts.of_types(wanted - {MeetingType.GRP_CONST})]
    if MeetingType.GRP_CONST in wanted:
        found += _constitutions(facts)
    return tuple(sorted(found, key=lambda occasion: occasion.day))


def occasion_of(facts: Facts, meeting: Meeting) -> Occasion:
    """The meeting with its documents; many rules ask."""
    return facts.once(("occasion", meeting.id), lambda: _occasion_of(facts, meeting))


def _occasion_of(facts: Facts, meeting: Meeting) -> Occasion:
    protocol, over = facts.document(meeting, *MINUTES), facts.is_over(meeting)
    written = protocol is not None and over and is_written(protocol.reading)
    call = _call(facts, meeting)
    said = protocol if written else None
    return Occasion(meeting.date, meeting.type, meeting, over, call, said)


def documents_of(facts: Facts, meeting: Meeting) -> list[MeetingDocument]:
    """The call with an agenda and, of a meeting that is over, the written protocol."""
    return occasion_of(facts, meeting).documents


def takes_up(
    facts: Facts, document: MeetingDocument, words: tuple[str, ...], fields: tuple[str, ...]
) -> bool:
    """Whether a title has one of the words, or one of the fields has text."""
    key = (document.path, document.meeting_id, words, fields)
    return facts.recall(
        key, document.version or None, lambda: _takes_up(document.reading, words, fields)
    )


def _takes_up(reading: DocumentReading, words: Iterable[str], fields: Iterable[str]) -> bool:
    titles = [item.title for item in reading.agenda or ()]
    titles += [case.title for case in reading.cases or ()]
    noted = any(not is_blank(reading.text(tag)) for tag in fields)
    return noted or any(mentions_any(title, words) for title in titles)


def tells(document: MeetingDocument, fields: Iterable[str]) -> bool:
    """Whether its agenda, cases or fields were found: what isn't there was not taken up."""
    reading = document.reading
    listed = reading.agenda is not None or reading.cases is not None
    return listed or any(reading.text(tag) is not None for tag in fields)


def _call(facts: Facts, meeting: Meeting) -> MeetingDocument | None:
    call = facts.document(meeting, CALL)
    return call if call and call.reading.agenda else None


def _constitutions(facts: Facts) -> Iterator[Occasion]:
    for one in constitutions(facts):
        if one.day is None:
            continue
        over = facts.is_over(one.meeting) if one.meeting else one.day <= facts.today
        written = one.protocol is not None and over and is_filled_in(one.protocol.reading)
        yield Occasion(
            one.day,
            MeetingType.GRP_CONST,
            one.said,
            over,
            _call(facts, one.meeting) if one.meeting else None,
            one.protocol if written else None,
        )
