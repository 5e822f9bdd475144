"""How rule cases write people, their offices and the bodies they sit in."""

from __future__ import annotations

import datetime as dt
import re

from service.domain.model import Body, BodyKind, Membership, PartyStatus, Period, Person, Role

ROLES = {
    "fast": Role.MEMBER, "vara": Role.DEPUTY, "leder": Role.LEADER,
    "nestleder": Role.DEPUTY_LEADER, "styremedlem": Role.BOARD_MEMBER,
    "fraksjonsleder": Role.FACTION_LEADER, "ordfører": Role.MAYOR,
    "varaordfører": Role.DEPUTY_MAYOR, "representant": Role.REPRESENTATIVE,
    "stedfortreder": Role.SUBSTITUTE, "studieansvarlig": Role.STUDY_RESPONSIBLE,
    "talsperson": Role.SPOKESPERSON, "informasjonsansvarlig": Role.INFORMATION,
    "rådmann": Role.CHIEF_EXECUTIVE,
    "tiltredende": Role.JOINING, "observatør": Role.OBSERVER,
}  # fmt: skip

STANDING = {"uavhengig": PartyStatus.INDEPENDENT, "suspendert": PartyStatus.SUSPENDED}


_OFFICE = re.compile(
    r"(\w+)(?: (\d))? (?:i|på) (\w+)(?: av ([\w ]+))?(?: fra ([\d-]+))?(?: til ([\d-]+))?"
)


def name_of(line: str) -> str:
    return line.partition(":")[0].partition(",")[0].strip()


def person_id(name: str) -> str:
    return name.split(maxsplit=1)[0].lower()


def id_or_empty(name: str) -> str:
    return person_id(name) if name else ""


def read_body(line: str) -> Body:
    """ "formannskapet: executive" or "fraksjonen: faction, formannskapet" (what it belongs to)."""
    key, _, rest = line.partition(": ")
    kind, *aliases = rest.split(", ")
    return Body(key=key, name=key.capitalize(), kind=BodyKind(kind), aliases=tuple(aliases))


def read_person(line: str, term: Period) -> Person:
    head, _, roles = line.partition(": ")
    name, *marks = head.split(", ")
    joined = next((m.rpartition(" ")[2] for m in marks if m.startswith("fra annet parti")), "")
    return Person(
        id=person_id(name),
        name=name,
        memberships=tuple(_membership(part, term) for part in roles.split(", ") if part),
        status=next((STANDING[m] for m in marks if m in STANDING), PartyStatus.MEMBER),
        joined_from_other_party=dt.date.fromisoformat(joined) if joined else None,
    )


def _membership(text: str, term: Period) -> Membership:
    found = _OFFICE.fullmatch(text)
    assert found, f"can't read the office {text!r}"
    role, rank, body, by, since, until = found.groups()
    period = Period(
        start=dt.date.fromisoformat(since) if since else term.start,
        end=dt.date.fromisoformat(until) if until else term.end,
    )
    return Membership(
        body=body, role=ROLES[role], period=period, rank=int(rank) if rank else None,
        appointed_by=by or "",
    )  # fmt: skip
