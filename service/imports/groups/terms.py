"""The words of the group file, and what they mean in the domain.

A role's word often says where: a *gruppeleder* leads the group, a *partileder* the party's board.
``implied`` is that kind of body; the file need not name it where the group has just one. ``kinds``
are the only kinds of body where the word may be used; None is any.

The first word that fits is the one written on export, the others are read as well.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from service.domain.model import Audience, BodyKind, PartyStatus, Role
from service.domain.planning import Trigger
from service.domain.settings import DriftPolicy, TargetKind
from service.domain.sharing import Access

T = TypeVar("T", bound=StrEnum)

_SEATS = frozenset(
    {
        BodyKind.COUNCIL,
        BodyKind.EXECUTIVE,
        BodyKind.COMMITTEE,
        BodyKind.FACTION,
        BodyKind.GROUP,
        BodyKind.OTHER,
    }
)
_COMMITTEES = frozenset({BodyKind.COMMITTEE, BodyKind.OTHER})
_FACTIONS = frozenset({BodyKind.FACTION, BodyKind.EXECUTIVE, BodyKind.COMMITTEE})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTerm:
    """A word for a role, the body it implies, and where it may be used."""

    role: Role
    implied: BodyKind | None = None
    kinds: frozenset[BodyKind] | None = None

    def fits(self, kind: BodyKind) -> bool:
        """Whether the word may be used of that kind of body."""
        return self.kinds is None or kind in self.kinds


def _only(role: Role, kind: BodyKind) -> RoleTerm:
    return RoleTerm(role=role, implied=kind, kinds=frozenset({kind}))


ROLES: Mapping[str, RoleTerm] = {
    "gruppeleder": _only(Role.LEADER, BodyKind.GROUP),
    "partileder": _only(Role.LEADER, BodyKind.PARTY_BOARD),
    "lokallagsleder": _only(Role.LEADER, BodyKind.PARTY_BOARD),
    "utvalgsleder": RoleTerm(role=Role.LEADER, kinds=_COMMITTEES),
    "leder": RoleTerm(role=Role.LEADER),
    "leiar": RoleTerm(role=Role.LEADER),
    "nestleder": RoleTerm(role=Role.DEPUTY_LEADER, implied=BodyKind.GROUP),
    "nestleiar": RoleTerm(role=Role.DEPUTY_LEADER, implied=BodyKind.GROUP),
    "gruppestyremedlem": _only(Role.BOARD_MEMBER, BodyKind.GROUP_BOARD),
    "styremedlem": _only(Role.MEMBER, BodyKind.PARTY_BOARD),
    "fast medlem": RoleTerm(role=Role.MEMBER, implied=BodyKind.COUNCIL, kinds=_SEATS),
    "medlem": RoleTerm(role=Role.MEMBER),
    "vara": RoleTerm(role=Role.DEPUTY, implied=BodyKind.COUNCIL),
    "varamedlem": RoleTerm(role=Role.DEPUTY, implied=BodyKind.COUNCIL),
    "vararepresentant": RoleTerm(role=Role.DEPUTY, implied=BodyKind.COUNCIL),
    "tiltredende": RoleTerm(role=Role.JOINING, implied=BodyKind.GROUP),
    "observatør": RoleTerm(role=Role.OBSERVER),
    "fraksjonsleder": RoleTerm(role=Role.FACTION_LEADER, implied=BodyKind.FACTION, kinds=_FACTIONS),
    "ordfører": _only(Role.MAYOR, BodyKind.COUNCIL),
    "ordførar": _only(Role.MAYOR, BodyKind.COUNCIL),
    "varaordfører": _only(Role.DEPUTY_MAYOR, BodyKind.COUNCIL),
    "varaordførar": _only(Role.DEPUTY_MAYOR, BodyKind.COUNCIL),
    "representant": RoleTerm(role=Role.REPRESENTATIVE),
    "vara for representanten": RoleTerm(role=Role.SUBSTITUTE),
    "studieansvarlig": RoleTerm(role=Role.STUDY_RESPONSIBLE, implied=BodyKind.GROUP),
    "lokallagsmedlem": RoleTerm(role=Role.LOCAL_MEMBER, implied=BodyKind.MEMBERS),
    "talsperson": RoleTerm(role=Role.SPOKESPERSON, implied=BodyKind.GROUP),
    "informasjonsansvarlig": RoleTerm(role=Role.INFORMATION, implied=BodyKind.GROUP),
    "informasjonsansvarleg": RoleTerm(role=Role.INFORMATION, implied=BodyKind.GROUP),
    "rådmann": RoleTerm(role=Role.CHIEF_EXECUTIVE),
    "kommunedirektør": RoleTerm(role=Role.CHIEF_EXECUTIVE),
    # The codes that rule packs use, for a role in a body where no word above may be used.
    **{role.value: RoleTerm(role=role) for role in Role},
}

KINDS: Mapping[str, BodyKind] = {
    "kommunestyre": BodyKind.COUNCIL,
    "fylkesting": BodyKind.COUNCIL,
    "formannskap": BodyKind.EXECUTIVE,
    "fylkesutvalg": BodyKind.EXECUTIVE,
    "utvalg": BodyKind.COMMITTEE,
    "utval": BodyKind.COMMITTEE,
    "gruppe": BodyKind.GROUP,
    "gruppestyre": BodyKind.GROUP_BOARD,
    "fraksjon": BodyKind.FACTION,
    "partistyre": BodyKind.PARTY_BOARD,
    "lokallagsstyre": BodyKind.PARTY_BOARD,
    "medlemsmøte": BodyKind.MEMBERS,
    "annet": BodyKind.OTHER,
    "anna": BodyKind.OTHER,
}
TRIGGERS: Mapping[str, Trigger] = {"hvert møte": Trigger.EACH_MEETING, "møterunde": Trigger.ROUND}
STATUSES: Mapping[str, PartyStatus] = {
    "medlem": PartyStatus.MEMBER,
    "uavhengig": PartyStatus.INDEPENDENT,
    "suspendert": PartyStatus.SUSPENDED,
}
AUDIENCES: Mapping[str, Audience] = {
    "gruppa": Audience.GROUP,
    "gruppestyret": Audience.GROUP_BOARD,
    "kommunen": Audience.COUNCIL,
    "frister": Audience.DEADLINES,
    "lederen": Audience.LEADER,
    "leiaren": Audience.LEADER,
}
TARGETS: Mapping[str, TargetKind] = {"kalender": TargetKind.CALENDAR, "mappe": TargetKind.FOLDER}
ACCESSES: Mapping[str, Access] = {
    "lese": Access.READ,
    "skrive": Access.WRITE,
    "les": Access.READ,
    "skriv": Access.WRITE,
}
DRIFT: Mapping[str, DriftPolicy] = {
    "plan": DriftPolicy.PLAN,
    "spør": DriftPolicy.ASK,
    "kalender": DriftPolicy.CALENDAR,
}
DRIFT_MEANS: Mapping[DriftPolicy, str] = {  # written beside it in a file that is made by us
    DriftPolicy.PLAN: "det noen endrer i kalenderen, rettes; ellers «spør» eller «kalender»",
    DriftPolicy.ASK: "ingenting skrives før noen har valgt; ellers «plan» eller «kalender»",
    DriftPolicy.CALENDAR: "planen følger etter for gruppas egne møter; ellers «plan» eller «spør»",
}


def term_for(role: Role, kind: BodyKind) -> str:
    """The word to write for a role in a kind of body."""
    return next(word for word, term in ROLES.items() if term.role is role and term.fits(kind))


def word_for(words: Mapping[str, T], value: T) -> str:
    """The word to write for a value."""
    return next(word for word, meaning in words.items() if meaning is value)


def one_of(text: str, words: Mapping[str, object]) -> str:
    """A sentence for a word that isn't among ``words``: the closest, or all there are."""
    shown = [word for word in words if "_" not in word and word not in set(Role)]
    close = difflib.get_close_matches(text.casefold(), shown, n=1)
    hint = f" Mente du «{close[0]}»?" if close else ""
    return f"«{text}» er ukjent.{hint} Skriv en av: {', '.join(shown)}."
