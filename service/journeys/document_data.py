"""What each document is filled with: from the plan and the roster, nothing invented.

What nobody has decided yet stays as the template's guidance to the writer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from service.documents.data import AttendeeRow, DocumentData
from service.domain.model import BodyKind, Group, Meeting, MeetingType, Role
from service.domain.settings import GroupSettings
from service.domain.wording import clock, day_month, definite, listed, weekday_name
from service.journeys.roles import Participant, named, participants

_MEETINGS = {
    "nb": {
        MeetingType.GRP_ORD: "Gruppemøte",
        MeetingType.GRP_EXTRA: "Ekstra gruppemøte",
        MeetingType.GRP_BOARD: "Gruppestyremøte",
    },
    "nn": {
        MeetingType.GRP_ORD: "Gruppemøte",
        MeetingType.GRP_EXTRA: "Ekstra gruppemøte",
        MeetingType.GRP_BOARD: "Gruppestyremøte",
    },
}
_VOTING = {"nb": "Tale-, forslags- og stemmerett", "nn": "Tale-, framleggs- og røysterett"}
_SPEAKING = {"nb": "Tale- og forslagsrett", "nn": "Tale- og framleggsrett"}
_PERMANENT = {BodyKind.GROUP, BodyKind.COUNCIL, BodyKind.GROUP_BOARD}


def meeting_document(
    settings: GroupSettings, meeting: Meeting, municipal: Mapping[str, Meeting], kind: str
) -> DocumentData:
    """A call (innkalling) or a protocol for ``meeting``.

    ``municipal`` holds the municipality's meetings by id, to name what the meeting prepares.
    """
    group = settings.group
    called = participants(group, meeting.date)
    fields = _group_fields(group) | {
        "meeting.title": _MEETINGS[group.language].get(meeting.type, "Møte"),
        "meeting.date": _long_date(meeting.date, group.language),
        "meeting.time": _time(meeting),
        "meeting.place": meeting.place,
        "meeting.chair": _first(named(group, Role.LEADER, BodyKind.GROUP, meeting.date)),
        "meeting.serves": _serves(meeting, municipal, group),
    }
    if kind == "innkalling":
        rows = [_invited(person, group) for person in called]
    else:
        rows = [AttendeeRow(name=p.person.name, role=p.word) for p in called]
    return DocumentData(fields=_known(fields), attendees=rows)


def regulation(settings: GroupSettings, today: dt.date) -> DocumentData:
    """The regulation (reglement) with the roster and the group's own choices filled in."""
    group, rule = settings.group, settings.planning
    seats = _seats(group, today)
    fields = _group_fields(group) | {
        "regulation.members_total": str(len(seats)) if seats else "",
        "regulation.members": "\n".join(seats),
        "regulation.board.leader": _first(named(group, Role.LEADER, BodyKind.GROUP, today)),
        "regulation.board.deputy": _first(named(group, Role.DEPUTY_LEADER, BodyKind.GROUP, today)),
        "regulation.board.member": _first(
            named(group, Role.BOARD_MEMBER, BodyKind.GROUP_BOARD, today)
        ),
        "regulation.factions": "\n".join(_faction_leaders(group, today)),
        "regulation.compositions": "\n".join(_compositions(group, today)),
        "regulation.extra_requesters": "3",
        "regulation.place": rule.place,
        "regulation.weekday": (
            weekday_name(rule.weekday, group.language) if rule.weekday is not None else ""
        ),
        "regulation.from": clock(rule.start),
        "regulation.to": clock(rule.end),
        "regulation.social_min": "2",
    }
    return DocumentData(fields=_known(fields))


def ground_rules(settings: GroupSettings, today: dt.date) -> DocumentData:
    """The ground rules (kjøreregler) between party, board and group."""
    group = settings.group
    joining = named(group, Role.JOINING, BodyKind.GROUP, today)
    fields = _group_fields(group) | {
        "rules.period": _period(group),
        "rules.joining": listed(joining),
    }
    return DocumentData(fields=_known(fields))


def _group_fields(group: Group) -> dict[str, str]:
    return {
        "group.name": group.name,
        "group.municipality": group.municipality,
        "group.period": _period(group),
    }


def _known(fields: Mapping[str, str]) -> dict[str, str]:
    return {tag: text for tag, text in fields.items() if text}


def _period(group: Group) -> str:
    end = group.term.end
    return f"{group.term.start.year}–{end.year}" if end else f"{group.term.start.year}–"


def _long_date(day: dt.date, language: str) -> str:
    return f"{weekday_name(day.weekday(), language)} {day_month(day)} {day.year}"


def _time(meeting: Meeting) -> str:
    if meeting.start is None:
        return ""
    end = f"–{clock(meeting.end)}" if meeting.end else ""
    return f"kl. {clock(meeting.start)}{end}"


def _serves(meeting: Meeting, municipal: Mapping[str, Meeting], group: Group) -> str:
    served = [municipal[one] for one in meeting.serves if one in municipal]
    names = group.roster.names()
    return listed(
        [f"{definite(names[m.body])} {day_month(m.date)}" for m in served if m.body in names]
    )


def _invited(called: Participant, group: Group) -> AttendeeRow:
    voting = called.kind in _PERMANENT and called.role is not Role.DEPUTY
    rights = _VOTING if voting else _SPEAKING
    return AttendeeRow(name=called.person.name, role=called.word, note=rights[group.language])


def _seats(group: Group, day: dt.date) -> tuple[str, ...]:
    permanent = (
        *named(group, Role.MEMBER, BodyKind.GROUP, day),
        *named(group, Role.MEMBER, BodyKind.COUNCIL, day),
    )
    return tuple(dict.fromkeys(permanent))


def _faction_leaders(group: Group, day: dt.date) -> list[str]:
    return [
        f"{body.name}: {person.name}"
        for body in group.roster.of_kind(BodyKind.FACTION)
        for person in group.roster.holders(Role.FACTION_LEADER, body.key, day)
    ]


def _compositions(group: Group, day: dt.date) -> list[str]:
    """Who sits in each faction, deputies included (SP22-4.8, 4.9)."""
    return [
        f"{body.name}: {listed(seated)}"
        for body in group.roster.of_kind(BodyKind.FACTION)
        if (seated := [person.name for person in group.roster.seated(body.key, day)])
    ]


def _first(names: Sequence[str]) -> str:
    return names[0] if names else ""
