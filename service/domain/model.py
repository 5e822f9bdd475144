"""The nouns of the product: group, body, person, membership, meeting.

Names follow OParl (Body, Organization, Meeting, LegislativeTerm) where it has them. Dates and times
are local, in Europe/Oslo: a published plan says "kl. 18.30", never an instant, and a meeting stays
at 18.30 when summer time begins.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
_UID_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "kjoreplan")


class BodyKind(StrEnum):
    """What a body (organ) is; the rules ask for kinds, since names differ by municipality."""

    COUNCIL = "council"  # kommunestyre, fylkesting
    EXECUTIVE = "executive"  # formannskap, fylkesutvalg
    COMMITTEE = "committee"  # utvalg, hovedutvalg, komité
    GROUP = "group"  # kommunestyregruppe
    GROUP_BOARD = "group_board"  # gruppestyre
    FACTION = "faction"  # fraksjon
    PARTY_BOARD = "party_board"  # partistyre, lokallagsstyre
    MEMBERS = "members"  # medlemsmøte
    OTHER = "other"

    @property
    def municipal(self) -> bool:
        """Whether the municipality, and not the group, decides when the body meets."""
        return self in {BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.COMMITTEE, BodyKind.OTHER}


class MeetingType(StrEnum):
    """Meeting types, by the codes the rule packs use."""

    MUN_COUNCIL = "MUN_COUNCIL"
    MUN_EXEC = "MUN_EXEC"
    MUN_COMMITTEE = "MUN_COMMITTEE"
    GRP_ORD = "GRP_ORD"  # ordinært gruppemøte
    GRP_EXTRA = "GRP_EXTRA"  # ekstra gruppemøte
    GRP_PRE = "GRP_PRE"  # formøte, rett før kommunestyret
    GRP_POST = "GRP_POST"  # ettermøte
    GRP_BOARD = "GRP_BOARD"  # gruppestyremøte
    FRAK = "FRAK"  # fraksjonsmøte
    GRP_CONST = "GRP_CONST"  # konstituerende gruppemøte
    MEDL = "MEDL"  # medlemsmøte
    KRAAD = "KRAAD"  # kommunerådsmøte
    SOSIAL = "SOSIAL"  # sosial samling
    STUDIE = "STUDIE"  # studiesamling
    OPPL = "OPPL"  # opplæring for folkevalgte
    TEMA = "TEMA"  # temamøte, verksted, fellesseminar
    DIALOG = "DIALOG"  # innbyggerdialog, åpent møte, høring
    OTHER = "OTHER"


class MeetingStatus(StrEnum):
    """RFC 5545 §3.8.1.11: proposed, approved, cancelled."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class Audience(StrEnum):
    """Who may see a calendar or folder. Each audience has a collection and a share of its own."""

    GROUP = "group"  # gruppa
    GROUP_BOARD = "group_board"  # gruppestyret, lukket
    COUNCIL = "council"  # kommunens egne møter, skrivebeskyttet
    DEADLINES = "deadlines"  # frister
    LEADER = "leader"  # lederen: det som er foreslått og ikke godkjent


class Role(StrEnum):
    """Roles (verv) that rules and documents ask for. A membership holds one of them in one body."""

    MEMBER = "member"  # fast medlem
    DEPUTY = "deputy"  # vararepresentant, with rank
    JOINING = "joining"  # tiltredende (Ap)
    OBSERVER = "observer"  # observatør
    LEADER = "leader"  # leder: gruppeleder, utvalgsleder, partileder, lokallagsleder
    DEPUTY_LEADER = "deputy_leader"  # nestleder
    BOARD_MEMBER = "board_member"  # gruppestyremedlem
    FACTION_LEADER = "faction_leader"  # fraksjonsleder
    MAYOR = "mayor"  # ordfører
    DEPUTY_MAYOR = "deputy_mayor"  # varaordfører
    REPRESENTATIVE = "representative"  # gruppas representant i et annet organ
    SUBSTITUTE = "substitute"  # vara for representanten
    STUDY_RESPONSIBLE = "study_responsible"  # ansvarlig for studiearbeidet
    LOCAL_MEMBER = "local_member"  # medlem i lokallaget
    SPOKESPERSON = "spokesperson"  # talsperson utad
    INFORMATION = "information"  # informasjonsansvarlig
    CHIEF_EXECUTIVE = "chief_executive"  # rådmann, kommunedirektør


class PartyStatus(StrEnum):
    """A group member's standing, which rights depend on. Never leaves the database."""

    MEMBER = "member"
    INDEPENDENT = "independent"  # uavhengig
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A closed interval of dates; an open end means "still so"."""

    start: dt.date
    end: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether ``day`` lies in the interval, both ends included."""
        return self.start <= day and (self.end is None or day <= self.end)

    def common(self, other: Period) -> Period:
        """The days that both cover; none where the end then lies before the start."""
        ends = [end for end in (self.end, other.end) if end]
        return Period(start=max(self.start, other.start), end=min(ends) if ends else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body (organ) as the group calls it, with the other names published plans use for it."""

    key: str
    name: str
    kind: BodyKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One person's seat or office in one body, over time."""

    body: str
    role: Role
    period: Period
    rank: int | None = None  # a deputy's place in the order, from 1
    appointed_by: str = ""  # the body or meeting that decided, as the protocol names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the roster. No contact details, no reasons: the least is stored."""

    id: str
    name: str
    memberships: tuple[Membership, ...] = ()
    status: PartyStatus = PartyStatus.MEMBER
    joined_from_other_party: dt.date | None = None

    def holds(self, role: Role, body: str, day: dt.date) -> bool:
        """Whether the person holds ``role`` in ``body`` on ``day``."""
        return any(
            m.role is role and m.body == body and m.period.covers(day) for m in self.memberships
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Bodies and people of a group; questions about them are asked for a day."""

    bodies: tuple[Body, ...] = ()
    people: tuple[Person, ...] = ()

    def body(self, key: str) -> Body | None:
        """The body with that key, if the group has it."""
        return next((b for b in self.bodies if b.key == key), None)

    def names(self) -> dict[str, str]:
        """What each body is called, by key."""
        return {body.key: body.name for body in self.bodies}

    def of_kind(self, *kinds: BodyKind) -> tuple[Body, ...]:
        """The bodies of these kinds, in the group's own order."""
        return tuple(b for b in self.bodies if b.kind in kinds)

    def holders(self, role: Role, body: str, day: dt.date) -> tuple[Person, ...]:
        """Everyone who holds ``role`` in ``body`` on ``day``."""
        return tuple(p for p in self.people if p.holds(role, body, day))

    def seated(self, body: str, day: dt.date) -> tuple[Person, ...]:
        """Everyone with any membership of ``body`` on ``day``."""
        return tuple(
            p
            for p in self.people
            if any(m.body == body and m.period.covers(day) for m in p.memberships)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The tenant: one party's group in one municipality or county in one term.

    Keyed by ``id`` alone, never by municipality number: numbers change.
    """

    id: str
    name: str  # what members call it; shown to the group only
    party: str  # art. 9 data: never in calendars, titles or logs
    municipality: str
    term: Period
    county: bool = False  # the regulation's county (fylke) variant
    language: str = "nb"  # nb or nn
    roster: Roster = field(default_factory=Roster)
    packs: tuple[str, ...] = ()
    pack_periods: Mapping[str, Period] = field(default_factory=dict)  # where not all the time
    parameters: tuple[tuple[str, str, object], ...] = ()  # (rule code, parameter, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting of one body, local time in Europe/Oslo.

    ``start`` is None while no source has said the time; nothing then invents one. ``serves`` names
    the meetings this one prepares or follows (RELATED-TO in the calendar). ``confidence`` below 1
    means a person has not yet confirmed what was read.
    """

    id: str
    body: str  # the key of a Body
    type: MeetingType
    date: dt.date
    start: dt.time | None = None
    end: dt.time | None = None
    place: str = ""
    status: MeetingStatus = MeetingStatus.TENTATIVE
    audience: Audience = Audience.GROUP
    serves: tuple[str, ...] = ()
    called_by: str = ""  # person id
    confidence: float = 1.0
    reason: str = ""  # why this slot was chosen, for people

    def is_over(self, now: dt.datetime) -> bool:
        """Whether it has been held: its end, or at latest its day in Oslo, has passed."""
        end = self.ends_at
        return now >= end if end else now.astimezone(OSLO).date() > self.date

    @property
    def starts_at(self) -> dt.datetime | None:
        """The start in Europe/Oslo, or None while the time is unknown."""
        return dt.datetime.combine(self.date, self.start, OSLO) if self.start else None

    @property
    def ends_at(self) -> dt.datetime | None:
        """The end in Europe/Oslo, or None; an end before the start is past midnight."""
        if self.start is None or self.end is None:
            return None
        day = self.date if self.end > self.start else self.date + dt.timedelta(days=1)
        return dt.datetime.combine(day, self.end, OSLO)


def event_uid(group_id: str, meeting_id: str, generation: int = 0) -> str:
    """The UID of a meeting's event: the same on every run and machine.

    A new ``generation`` is needed where a server keeps the deleted one in a trash bin and refuses
    the UID again. It says nothing about the group to whoever reads it.
    """
    return f"{uuid.uuid5(_UID_NAMESPACE, f'{group_id}/{meeting_id}/{generation}')}@kjoreplan"
