"""What each document is filled with: from the plan and the roster, nothing invented.

What nobody has decided yet stays as the template's guidance to the writer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from service.calendar.phrases import TITLES
from service.documents.data import AttendeeRow, DocumentData
from service.domain.minutes import AttendanceStatus
from service.domain.model import BodyKind, Group, Meeting, Role
from service.domain.settings import GroupSettings
from service.domain.wording import clock, day_month, definite, listed, weekday_name
from service.journeys.papers.kinds import variant_of
from service.journeys.papers.rights_said import all_rights, the_vote
from service.journeys.papers.roles import Participant, called_to, named
from service.journeys.regulation.settings import landings
from service.rules.definitions import RulePack

_EXCUSED, _NOT_SAID = AttendanceStatus.EXCUSED, AttendanceStatus.UNKNOWN


def meeting_document(
    settings: GroupSettings,
    meeting: Meeting,
    municipal: Mapping[str, Meeting],
    kind: str,
    packs: Iterable[RulePack],
    away: Collection[str] = (),
) -> DocumentData:
    """A call (innkalling), or a protocol, board minutes or faction's note, for ``meeting``.

    ``municipal`` holds the municipality's meetings by id, to name what the meeting prepares;
    ``packs`` say who has which right there; ``away`` are those, by id, who have reported absence.
    """
    group = settings.group
    called = called_to(group, meeting, packs)
    fields = (
        group_fields(group)
        | meeting_fields(group, meeting)
        | {
            "meeting.chair": first(named(group, Role.LEADER, BodyKind.GROUP, meeting.date)),
            "meeting.serves": serves(meeting, municipal, group),
        }
    )
    if kind == "fraksjonsnotat":
        fields |= _faction_fields(meeting, municipal, group)
    if kind == "innkalling":
        rows = [_invited(person, group) for person in called]
    else:
        with_rights = bool(variant_of(kind, group))  # a party's own protocol has a column for them
        rows = [
            AttendeeRow(
                name=p.person.name,
                role=p.word,
                status=_EXCUSED if p.person.id in away else _NOT_SAID,
                note=_may(p, group) if with_rights else "",
            )
            for p in called
        ]
    return DocumentData(fields=known(fields), attendees=rows)


def meeting_fields(group: Group, meeting: Meeting) -> dict[str, str]:
    """When and where a meeting is, and what it is called."""
    names = TITLES[group.language]
    return {
        "meeting.title": names.get(meeting.type) or group.roster.names().get(meeting.body, "Møte"),
        "meeting.date": long_date(meeting.date, group.language),
        "meeting.time": meeting_time(meeting),
        "meeting.place": meeting.place,
    }


def _faction_fields(
    meeting: Meeting, municipal: Mapping[str, Meeting], group: Group
) -> dict[str, str]:
    """Which committee a faction's meeting prepares, and who leads the faction."""
    served = next((municipal[one] for one in meeting.serves if one in municipal), None)
    names = group.roster.names()
    leaders = group.roster.holders(Role.FACTION_LEADER, meeting.body, meeting.date)
    return {
        "faction.committee": names.get(served.body if served else meeting.body, ""),
        "faction.committee_date": long_date(served.date, group.language) if served else "",
        "faction.leader": first([person.name for person in leaders]),
    }


def regulation(settings: GroupSettings, today: dt.date, packs: Iterable[RulePack]) -> DocumentData:
    """The regulation (reglement) with the roster and the group's own choices filled in."""
    group, rule = settings.group, settings.planning
    members = seats(group, today)
    fields = group_fields(group) | {
        "regulation.members_total": str(len(members)) if members else "",
        "regulation.members": "\n".join(members),
        "regulation.board.leader": first(named(group, Role.LEADER, BodyKind.GROUP, today)),
        "regulation.board.deputy": first(named(group, Role.DEPUTY_LEADER, BodyKind.GROUP, today)),
        "regulation.board.member": first(
            named(group, Role.BOARD_MEMBER, BodyKind.GROUP_BOARD, today)
        ),
        "regulation.factions": "\n".join(_faction_leaders(group, today)),
        "regulation.compositions": "\n".join(_compositions(group, today)),
        "regulation.place": rule.place,
        "regulation.weekday": (
            weekday_name(rule.weekday, group.language) if rule.weekday is not None else ""
        ),
        "regulation.from": clock(rule.start),
        "regulation.to": clock(rule.end),
        "regulation.intake_days": str(rule.intake_days),
        "regulation.summons_days": str(rule.summons_days),
        "regulation.minutes_days": str(rule.minutes_days),
        **_numbers(settings, packs, "regulation.extra_requesters", "regulation.social_min"),
    }
    return DocumentData(fields=known(fields))


def _numbers(settings: GroupSettings, packs: Iterable[RulePack], *keys: str) -> dict[str, str]:
    """What the group's rules go by, where its packs ask for it."""
    found = {one.key: one.own for one in landings(settings, packs) if one.key in keys}
    return {key: str(own) for key, own in found.items() if own is not None}


def ground_rules(settings: GroupSettings, today: dt.date) -> DocumentData:
    """The ground rules (kjøreregler) between party, board and group."""
    group = settings.group
    joining = named(group, Role.JOINING, BodyKind.GROUP, today)
    fields = group_fields(group) | {
        "rules.period": period(group),
        "rules.joining": listed(joining),
    }
    return DocumentData(fields=known(fields))


def group_fields(group: Group) -> dict[str, str]:
    """What every document says of its group."""
    return {
        "group.name": group.name,
        "group.municipality": group.municipality,
        "group.period": period(group),
    }


def known(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that something is known of; the others keep their guidance."""
    return {tag: text for tag, text in fields.items() if text}


def period(group: Group) -> str:
    """The group's term, "2023–2027"."""
    end = group.term.end
    return f"{group.term.start.year}–{end.year}" if end else f"{group.term.start.year}–"


def long_date(day: dt.date, language: str) -> str:
    """A date with weekday and year: "mandag 12. mai 2025"."""
    return f"{weekday_name(day.weekday(), language)} {day_month(day)} {day.year}"


def meeting_time(meeting: Meeting) -> str:
    """When a meeting begins and ends, "kl. 18.00–20.30"; "" where nobody has said."""
    if meeting.start is None:
        return ""
    end = f"–{clock(meeting.end)}" if meeting.end else ""
    return f"kl. {clock(meeting.start)}{end}"


def serves(meeting: Meeting, municipal: Mapping[str, Meeting], group: Group) -> str:
    """The municipality's meetings that a meeting prepares, in a sentence."""
    served = [municipal[one] for one in meeting.serves if one in municipal]
    names = group.roster.names()
    return listed(
        [f"{definite(names[m.body])} {day_month(m.date)}" for m in served if m.body in names]
    )


def _may(called: Participant, group: Group) -> str:
    """What somebody may do in the meeting; a deputy's rights depend on who else comes."""
    return "" if called.role is Role.DEPUTY else the_vote(called.rights, group.language)


def _invited(called: Participant, group: Group) -> AttendeeRow:
    note = all_rights(called.rights, group.language)
    return AttendeeRow(name=called.person.name, role=called.word, note=note)


def seats(group: Group, day: dt.date) -> tuple[str, ...]:
    """The names of the group's permanent members."""
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


def first(names: Sequence[str]) -> str:
    """The first name, "" where there is none."""
    return names[0] if names else ""
