"""Which rings a wheel has, what they are called, and in which one a meeting lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.domain.model import Audience, BodyKind, Group, Meeting, MeetingType
from service.domain.wheels.model import Ring, RingKind

MOST_COMMITTEES: Final = 5
"""So many rings of committees there is room for; where there are more, the rest share the last."""
_OTHERS: Final = "other-committees"
_BY_TYPE: Final = {
    MeetingType.MUN_COUNCIL: RingKind.COUNCIL,
    MeetingType.MUN_EXEC: RingKind.EXECUTIVE,
}
_BY_BODY: Final = {
    BodyKind.COUNCIL: RingKind.COUNCIL,
    BodyKind.EXECUTIVE: RingKind.EXECUTIVE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """What wheels are called, and the small words in them."""

    year: str
    term: str
    until: str
    published: str
    own: str


_TITLES: Final[Mapping[str, Titles]] = {
    "nb": Titles(
        year="Årshjul {year}",
        term="Fireårshjul {start}–{end}",
        until="innen {day}",
        published="Kommunens møteplan",
        own="Gruppas møteplan",
    ),
    "nn": Titles(
        year="Årshjul {year}",
        term="Fireårshjul {start}–{end}",
        until="innan {day}",
        published="Møteplanen til kommunen",
        own="Møteplanen til gruppa",
    ),
}
_NAMES: Final[Mapping[str, Mapping[RingKind, str]]] = {
    "nb": {
        RingKind.PLANNING: "Planhjulet",
        RingKind.COUNCIL: "Kommunestyret",
        RingKind.EXECUTIVE: "Formannskapet",
        RingKind.COMMITTEE: "Utvalg",
        RingKind.GROUP: "Gruppa",
        RingKind.DEADLINES: "Frister",
        RingKind.ELECTED: "De folkevalgte",
        RingKind.PLANS: "Planer",
        RingKind.ECONOMY: "Økonomi",
    },
    "nn": {
        RingKind.PLANNING: "Planhjulet",
        RingKind.COUNCIL: "Kommunestyret",
        RingKind.EXECUTIVE: "Formannskapet",
        RingKind.COMMITTEE: "Utval",
        RingKind.GROUP: "Gruppa",
        RingKind.DEADLINES: "Fristar",
        RingKind.ELECTED: "Dei folkevalde",
        RingKind.PLANS: "Planar",
        RingKind.ECONOMY: "Økonomi",
    },
}
_OF_COUNTY: Final[Mapping[str, Mapping[RingKind, str]]] = {
    "nb": {RingKind.COUNCIL: "Fylkestinget", RingKind.EXECUTIVE: "Fylkesutvalget"},
    "nn": {RingKind.COUNCIL: "Fylkestinget", RingKind.EXECUTIVE: "Fylkesutvalet"},
}
_OWN: Final = {
    "nb": {BodyKind.GROUP: "Møte i gruppa", BodyKind.PARTY_BOARD: "Styremøte i lokallaget"},
    "nn": {BodyKind.GROUP: "Møte i gruppa", BodyKind.PARTY_BOARD: "Styremøte i lokallaget"},
}
_OTHER_COMMITTEES: Final = {"nb": "Andre utvalg", "nn": "Andre utval"}


def titles(language: str) -> Titles:
    """The words of wheels in a written language."""
    return _TITLES[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRings:
    """The rings of a year's wheel, and which one a meeting lies in.

    ``committees`` holds the key of the ring of each committee that meets, by its body's key.
    """

    group: Group
    committees: Mapping[str, Ring]

    @classmethod
    def of_meetings(cls, group: Group, meetings: Sequence[Meeting]) -> YearRings:
        """The rings that these meetings need: one for each committee, as far as there is room."""
        keys = {m.body for m in meetings}
        kinds = (BodyKind.COMMITTEE, BodyKind.OTHER)
        bodies = [b for b in group.roster.of_kind(*kinds) if b.key in keys]
        alone = len(bodies) if len(bodies) <= MOST_COMMITTEES else MOST_COMMITTEES - 1
        strange = {
            m.body
            for m in meetings
            if m.type is MeetingType.MUN_COMMITTEE and group.roster.body(m.body) is None
        }
        own = {
            b.key: Ring(key=f"committee-{b.key}", name=b.name, kind=RingKind.COMMITTEE)
            for b in bodies[:alone]
        }
        others = Ring(key=_OTHERS, name=_OTHER_COMMITTEES[group.language], kind=RingKind.COMMITTEE)
        shared = [*(b.key for b in bodies[alone:]), *sorted(strange)]
        return cls(group=group, committees=own | dict.fromkeys(shared, others))

    @property
    def all(self) -> tuple[Ring, ...]:
        """All of them, the outermost first: fixed times, group, municipality, deadlines."""
        return (
            self._ring(RingKind.PLANNING),
            self._ring(RingKind.GROUP),
            self._ring(RingKind.COUNCIL),
            self._ring(RingKind.EXECUTIVE),
            *dict.fromkeys(self.committees.values()),
            self._ring(RingKind.DEADLINES),
        )

    def of(self, meeting: Meeting) -> Ring:
        """The ring that a meeting lies in; a body that the group doesn't know goes by its type."""
        if meeting.body in self.committees:
            return self.committees[meeting.body]
        body = self.group.roster.body(meeting.body)
        kind = _BY_BODY.get(body.kind) if body else _BY_TYPE.get(meeting.type)
        return self._ring(kind or RingKind.GROUP)

    def _ring(self, kind: RingKind) -> Ring:
        language = self.group.language
        of_county = _OF_COUNTY[language] if self.group.county else {}
        name = of_county.get(kind, _NAMES[language][kind])
        return Ring(key=kind.value, name=name, kind=kind)


def rings_of_term(language: str) -> tuple[Ring, ...]:
    """The rings of a term."""
    kinds = (RingKind.ELECTED, RingKind.PLANS, RingKind.ECONOMY, RingKind.GROUP)
    return tuple(Ring(key=k.value, name=_NAMES[language][k], kind=k) for k in kinds)


def ring_name(kind: RingKind, language: str) -> str:
    """What rings of a kind are called together."""
    return _NAMES[language][kind]


def own_meeting(kind: BodyKind, language: str) -> str:
    """What a meeting of one of the group's own bodies is called where its type has no name."""
    return _OWN[language].get(kind, _OWN[language][BodyKind.GROUP])


def meeting_source(ring: Ring, language: str) -> str:
    """Where the date of a meeting comes from."""
    words = titles(language)
    return words.own if ring.kind is RingKind.GROUP else words.published


def is_closed(group: Group, meeting: Meeting) -> bool:
    """Whether a meeting is for the group's board alone: it is in no wheel."""
    body = group.roster.body(meeting.body)
    return (
        meeting.audience is Audience.GROUP_BOARD
        or meeting.type is MeetingType.GRP_BOARD
        or (body is not None and body.kind is BodyKind.GROUP_BOARD)
    )
