"""The half-year's meeting plan as a document: the group's meetings, and the municipality's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.documents.data import DocumentData
from service.domain.deadlines import DeadlineKind, deadlines
from service.domain.halves import period_of
from service.domain.model import Audience, Meeting, MeetingStatus
from service.domain.unsettled import is_unsettled
from service.domain.wording import clock, day_month, weekday_name
from service.journeys.papers.document_data import (
    group_fields,
    known,
    long_date,
    meeting_fields,
    serves,
)
from service.journeys.papers.sources import Sources

_NOTES = {
    "nb": {
        "unconfirmed": "Ikke bekreftet",
        "unsettled": "Kan bli endret",
        "cancelled": "Avlyst",
        "no_time": "Tid ikke kunngjort",
    },
    "nn": {
        "unconfirmed": "Ikkje stadfesta",
        "unsettled": "Kan bli endra",
        "cancelled": "Avlyst",
        "no_time": "Tid ikkje kunngjord",
    },
}


def meeting_plan(sources: Sources, half: str) -> DocumentData:
    """The plan of one half-year as it is today; what isn't confirmed says so.

    Closed meetings of the group board have a calendar and a folder of their own and are left out.

    Raises:
        InputError: ``half`` is not a half-year.
    """
    period = period_of(half)
    group, language = sources.settings.group, sources.settings.group.language
    within = [m for m in sources.meetings if period.covers(m.date)]
    year, number = half.split("-")
    adoption = next((a for a in sources.adoptions if a.half == half), None)
    fields = group_fields(group) | {
        "plan.half": f"{number}. halvår {year}",
        "plan.as_of": long_date(sources.today, language),
        "plan.adopted": long_date(adoption.adopted_on, language) if adoption else "",
        "plan.adopted_ref": adoption.protocol_ref if adoption else "",
    }
    own = _in_order(m for m in within if m.audience is Audience.GROUP)
    municipal = _in_order(m for m in within if m.audience is Audience.COUNCIL)
    return DocumentData(
        fields=known(fields),
        tables={
            "meetings": [_own_row(sources, meeting) for meeting in own],
            "municipal": [_municipal_row(sources, meeting) for meeting in municipal],
        },
        about={"meetings": [m.id for m in own], "municipal": [m.id for m in municipal]},
    )


def _own_row(sources: Sources, meeting: Meeting) -> dict[str, str]:
    group = sources.settings.group
    named = meeting_fields(group, meeting)
    return {
        **_when(meeting, group.language),
        "place": meeting.place,
        "meeting": named["meeting.title"],
        "serves": serves(meeting, sources.municipal, group),
        "deadline": _intake(sources, meeting),
        "note": _note(
            meeting,
            group.language,
            unsettled=is_unsettled(meeting, sources.municipal, sources.today),
        ),
    }


def _municipal_row(sources: Sources, meeting: Meeting) -> dict[str, str]:
    group = sources.settings.group
    return {
        **_when(meeting, group.language),
        "body": group.roster.names().get(meeting.body, meeting.body),
        "place": meeting.place,
        "note": _note(meeting, group.language),
    }


def _when(meeting: Meeting, language: str) -> dict[str, str]:
    end = f"–{clock(meeting.end)}" if meeting.end else ""
    return {
        "date": f"{weekday_name(meeting.date.weekday(), language)} {day_month(meeting.date)}",
        "time": f"{clock(meeting.start)}{end}" if meeting.start else "",
    }


def _note(meeting: Meeting, language: str, *, unsettled: bool = False) -> str:
    """What keeps the date or the time from being sure; "" where nothing does."""
    notes = _NOTES[language]
    if meeting.status is MeetingStatus.CANCELLED:
        return notes["cancelled"]
    return ". ".join(_doubts(meeting, notes, unsettled=unsettled))


def _doubts(meeting: Meeting, notes: dict[str, str], *, unsettled: bool) -> Iterator[str]:
    if unsettled:
        yield notes["unsettled"]
    if meeting.status is MeetingStatus.TENTATIVE or meeting.confidence < 1:
        yield notes["unconfirmed"]
    if meeting.start is None:
        yield notes["no_time"]


def _intake(sources: Sources, meeting: Meeting) -> str:
    """The day by which cases are sent in, for the meetings that have one."""
    found = deadlines(sources.settings.planning, [meeting])
    days = (d.date for d in found if d.kind is DeadlineKind.INTAKE)
    day = next(days, None)
    return day_month(day) if day else ""


def _in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    return sorted(meetings, key=lambda m: (m.date, m.start is None, m.start, m.id))
