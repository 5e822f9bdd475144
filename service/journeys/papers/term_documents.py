"""Documents of the term and the half-year, from the roster, the plan and earlier protocols."""

from __future__ import annotations

from collections.abc import Iterator

from service.documents.data import AttendeeRow, DocumentData, FollowUpRow
from service.domain.followups import is_open
from service.domain.halves import period_of
from service.domain.minutes import CaseItem, DocumentReading
from service.domain.model import BodyKind, Meeting, MeetingStatus, MeetingType, Role
from service.domain.settings import TargetKind
from service.domain.wording import clock, day_month, listed
from service.journeys.papers.document_data import (
    first,
    group_fields,
    known,
    long_date,
    meeting_fields,
    period,
    seats,
)
from service.journeys.papers.roles import named, participants
from service.journeys.papers.sources import Sources

_MINUTES = "protokoll"
_OFFICES = (
    (Role.LEADER, BodyKind.GROUP, "Gruppeleder", "Gruppeleiar"),
    (Role.DEPUTY_LEADER, BodyKind.GROUP, "Nestleder", "Nestleiar"),
    (Role.BOARD_MEMBER, BodyKind.GROUP_BOARD, "Medlem av gruppestyret", "Medlem av gruppestyret"),
)
_FACTION_LEADER = ("Fraksjonsleder i {body}", "Fraksjonsleiar i {body}")
_COLLECTIONS = {
    TargetKind.CALENDAR: ("Kalender", "Kalender"),
    TargetKind.FOLDER: ("Mappe", "Mappe"),
}
_HELD_TYPES = frozenset({MeetingType.GRP_ORD, MeetingType.GRP_EXTRA, MeetingType.TEMA})
_MINUTES_AN_HOUR = 60


def of_the_group(sources: Sources, period_tag: str = "group.period") -> DocumentData:
    """What is known of any group: its name, municipality and term."""
    group = sources.settings.group
    fields = group_fields(group) | {period_tag: period(group)}
    return DocumentData(fields=known(fields))


def case_overview(sources: Sources, council: Meeting) -> DocumentData:
    """The cases of a council meeting as the group's own protocols before it have them.

    It tells who thinks otherwise: it belongs in the group's folder and nowhere else.
    """
    group = sources.settings.group
    before = [m for m in sources.meetings if council.id in m.serves]
    readings = [r for m in before for r in sources.of_meeting(m, _MINUTES, "innkalling")]
    cases: dict[str, CaseItem] = {}
    for case in (case for reading in readings for case in reading.cases or ()):
        cases.setdefault(case.number or case.title, case)
    return DocumentData(
        fields=known(group_fields(group) | meeting_fields(group, council)),
        tables={"overview": [_case_row(case) for case in cases.values()]},
    )


def _case_row(case: CaseItem) -> dict[str, str]:
    return {
        "number": case.number,
        "title": case.title,
        "recommendation": case.recommendation or "",
        "stance": case.proposal or case.conclusion or "",
        "presenter": case.presenter or "",
        "dissent": "\n".join(case.dissent),
    }


def follow_up_list(sources: Sources) -> DocumentData:
    """Everything the group's protocols have left open, the oldest first."""
    group = sources.settings.group
    fields = group_fields(group) | {"list.as_of": long_date(sources.today, group.language)}
    return DocumentData(fields=known(fields), follow_ups=open_points(sources))


def open_points(sources: Sources) -> tuple[FollowUpRow, ...]:
    """What the last protocol that names a point says of it, where that is still open."""
    points: dict[str, FollowUpRow] = {}
    for meeting, reading in _protocols(sources):
        for row in reading.follow_ups or ():
            source = row.source or _said(sources, meeting)
            earlier = points.pop(row.what.strip(), None)
            if row.what.strip() and is_open(row.status):
                points[row.what.strip()] = FollowUpRow(
                    what=row.what,
                    responsible=row.responsible,
                    due=row.due,
                    status=row.status,
                    source=earlier.source if earlier else source,
                )
    return tuple(points.values())


def _protocols(sources: Sources) -> Iterator[tuple[Meeting, DocumentReading]]:
    """The group's own protocols, the oldest first."""
    for meeting in sorted(sources.meetings, key=lambda m: (m.date, m.id)):
        for reading in sources.of_meeting(meeting, _MINUTES)[:1]:
            yield meeting, reading


def _said(sources: Sources, meeting: Meeting) -> str:
    title = meeting_fields(sources.settings.group, meeting)["meeting.title"]
    return f"{title} {day_month(meeting.date)} {meeting.date.year}"


def constitution(sources: Sources) -> DocumentData:
    """The constitution protocol: who is called, and the offices to fill, with names if known."""
    group, day = sources.settings.group, max(sources.today, sources.settings.group.term.start)
    fields = group_fields(group) | {
        "meeting.convener": first(named(group, Role.LEADER, BodyKind.PARTY_BOARD, day)),
    }
    return DocumentData(
        fields=known(fields),
        attendees=[AttendeeRow(name=p.person.name, role=p.word) for p in participants(group, day)],
        tables={"elections": list(_elections(sources))},
    )


def _elections(sources: Sources) -> Iterator[dict[str, str]]:
    group, day = sources.settings.group, max(sources.today, sources.settings.group.term.start)
    nynorsk = group.language == "nn"
    for role, kind, *words in _OFFICES:
        yield {"office": words[nynorsk], "elected": listed(named(group, role, kind, day))}
    for body in group.roster.of_kind(BodyKind.FACTION):
        holders = group.roster.holders(Role.FACTION_LEADER, body.key, day)
        yield {
            "office": _FACTION_LEADER[nynorsk].format(body=body.name),
            "elected": listed([person.name for person in holders]),
        }


def handover(sources: Sources) -> DocumentData:
    """The handover note: open points, and where the group has its calendars and folders."""
    group, settings = sources.settings.group, sources.settings
    fields = group_fields(group) | {
        "handover.from": first(named(group, Role.LEADER, BodyKind.GROUP, sources.today)),
    }
    nynorsk = group.language == "nn"
    places = [
        {"name": _COLLECTIONS[target.kind][nynorsk], "where": target.url}
        for target in settings.targets
    ]
    return DocumentData(
        fields=known(fields), follow_ups=open_points(sources), tables={"places": places}
    )


def course_list(sources: Sources, half: str) -> DocumentData:
    """The list of study hours: the half-year's meetings as sessions, the group as participants.

    Raises:
        InputError: ``half`` is not a half-year.
    """
    group, span = sources.settings.group, period_of(half)
    end = span.end or span.start
    fields = group_fields(group) | {
        "course.responsible": first(
            named(group, Role.STUDY_RESPONSIBLE, BodyKind.GROUP, span.start)
        ),
        "course.period": f"{day_month(span.start)}–{day_month(end)} {end.year}",
    }
    held = sorted(
        (
            m
            for m in sources.meetings
            if m.type in _HELD_TYPES and span.covers(m.date) and _takes_place(m)
        ),
        key=lambda m: (m.date, m.id),
    )
    return DocumentData(
        fields=known(fields),
        tables={
            "sessions": [_session(meeting) for meeting in held],
            "participants": [{"name": name} for name in seats(group, span.start)],
        },
        about={"sessions": [meeting.id for meeting in held]},
    )


def _takes_place(meeting: Meeting) -> bool:
    return meeting.status is MeetingStatus.CONFIRMED and meeting.confidence >= 1


def _session(meeting: Meeting) -> dict[str, str]:
    """A session with its hours, where both ends are known."""
    row = {"date": f"{day_month(meeting.date)} {meeting.date.year}"}
    if meeting.start:
        row["from"] = clock(meeting.start)
    if meeting.end:
        row["to"] = clock(meeting.end)
    if (starts := meeting.starts_at) and (ends := meeting.ends_at):
        minutes = round((ends - starts).total_seconds() / _MINUTES_AN_HOUR)
        row["hours"] = f"{minutes / _MINUTES_AN_HOUR:g}".replace(".", ",")
    return row
