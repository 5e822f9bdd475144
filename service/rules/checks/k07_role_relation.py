"""K07: how offices relate: how many hold them, the same or different people, and who does what.

Decided from the roster on the day; the stated number of members from the regulation. Who spoke in
the council and who presented a committee's case are registers: without them not evaluated, nor
where the candidates' places on the list are not entered.
``relation = "filled_bodies"``: bodies have people in them, and their authority is delegated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.model import Body, BodyKind, Person, Role
from service.rules.checks.offices.composition import Composition, FactionLeaders
from service.rules.checks.offices.doers import DoneBy
from service.rules.checks.offices.filled_bodies import FilledBodies
from service.rules.checks.offices.leading import Apart, FirstOnList, SeatedIn
from service.rules.checks.offices.notice_people import Accompanied, Represented
from service.rules.facts import Facts, MeetingDocument
from service.rules.offices import Office, OfficeParam
from service.rules.params import CheckParams
from service.rules.people import SEATS, holders, members
from service.rules.phrasing import Word
from service.rules.regulations import regulations_of, target_of
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_number, plain

_PARTY_LEADER = Office(Role.LEADER, BodyKind.PARTY_BOARD)
_ON_BOARD = tuple(
    Office(role, BodyKind.PARTY_BOARD)
    for role in (Role.MEMBER, Role.BOARD_MEMBER, Role.DEPUTY_LEADER, Role.LEADER)
)


class Joining(CheckParams):
    """Joining members: the party leader and at most so many of the board, named by the board."""

    says: ClassVar = frozenset({"count", "maximum", "people", "person"})
    variants: ClassVar = frozenset({"not_on_board", "not_named", "has_seat"})

    relation: Literal["joining"]
    max_other: int = Field(ge=0)
    appointed_by: tuple[str, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the number, one for each joining member."""
        joining = holders(facts, [Office(Role.JOINING, BodyKind.GROUP)], facts.today)
        leaders = {p.id for p in holders(facts, [_PARTY_LEADER], facts.today)}
        others = tuple(p for p in joining if p.id not in leaders)
        group = Target("group", facts.group.id)
        if len(others) > self.max_other:
            values = {"count": len(others), "maximum": self.max_other, "people": others}
            yield Failed(target=group, values=values)
        elif joining:
            yield Passed(group)
        for person in others:
            target = Target("person", person.id)
            variant = self._fault(facts, person)
            if variant is None:
                yield Passed(target)
            else:
                yield Failed(target=target, variant=variant, values={"person": person})

    def _fault(self, facts: Facts, person: Person) -> str | None:
        if person not in holders(facts, _ON_BOARD, facts.today):
            return "not_on_board"
        if person in holders(facts, SEATS, facts.today):
            return "has_seat"
        named = [
            m.appointed_by
            for m in person.memberships
            if m.role is Role.JOINING and m.period.covers(facts.today)
        ]
        words = [plain(word) for word in self.appointed_by]
        if not any(word in plain(text) for text in named for word in words):
            return "not_named"
        return None


class StatedTotal(CheckParams):
    """The number of members the regulation states is the number the roster has."""

    says: ClassVar = frozenset({"stated", "actual"})
    variants: ClassVar = frozenset({"blank"})

    relation: Literal["stated_total"]
    field: str

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each regulation in the folder."""
        actual = len(members(facts, facts.today))
        if not actual:
            yield Missing("members")
            return
        for document in regulations_of(facts, "reglement"):
            if isinstance(document, Missing):
                yield document
                continue
            yield self._result(document, actual)

    def _result(self, document: MeetingDocument, actual: int) -> Result:
        text = document.reading.text(self.field)
        if text is None:
            return Missing("field", {"field": Word("fields", self.field), "what": document.path})
        stated = parse_number(text)
        if stated == actual:
            return Passed(target_of(document))
        return Failed(
            target=target_of(document),
            variant="blank" if stated is None else "",
            values={"stated": stated, "actual": actual},
            place=document.at(self.field),
        )


class OnePerOffice(CheckParams):
    """Each office has exactly one holder, and they are different members of the group."""

    says: ClassVar = frozenset({"offices", "people"})
    variants: ClassVar = frozenset({"same_person", "not_member"})

    relation: Literal["one_per_office"]
    offices: tuple[OfficeParam, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group."""
        group = Target("group", facts.group.id)
        own = members(facts, facts.today)
        if not own:
            yield Missing("members")
            return
        by_office = {o: holders(facts, [o], facts.today) for o in self.offices}
        wrong = tuple(o for o, people in by_office.items() if len(people) != 1)
        people = tuple(dict.fromkeys(p for held in by_office.values() for p in held))
        outside = tuple(p for p in people if p not in own)
        if wrong:
            yield Failed(target=group, values={"offices": wrong})
        elif len(people) < len(self.offices):
            yield Failed(target=group, variant="same_person", values={"people": people})
        elif outside:
            yield Failed(target=group, variant="not_member", values={"people": outside})
        else:
            yield Passed(group)


class SameHolder(CheckParams):
    """Whoever holds one office also holds a role in each of these bodies.

    A body is named "name|other name|@kind": the first that the roster has.
    """

    says: ClassVar = frozenset({"person", "body", "other"})
    variants: ClassVar = frozenset({"other", "substitute"})

    relation: Literal["same_holder"]
    holder: OfficeParam
    role: Role
    bodies: tuple[str, ...]
    substitute: OfficeParam | None = None  # and who is substitute, in
    substitute_in: tuple[str, ...] = ()  # these of the bodies
    county: bool | None = None  # only for the county variant, or only for municipalities
    missing: str = ""  # the fact that is missing while nobody holds the role

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each body, and one for its substitute."""
        if self.county is not None and facts.group.county is not self.county:
            return
        for name in self.bodies:
            body = _find(facts, name)
            if body is None:
                yield Missing("body", {"body": name.split("|")[0]})
                continue
            yield self._result(facts, body, self.holder, self.role, "")
            if self.substitute and name in self.substitute_in:
                yield self._result(facts, body, self.substitute, Role.SUBSTITUTE, "substitute")

    def _result(self, facts: Facts, body: Body, office: Office, role: Role, variant: str) -> Result:
        holder = next(iter(holders(facts, [office], facts.today)), None)
        if holder is None:
            return Missing("leader")
        held = facts.roster.holders(role, body.key, facts.today)
        if holder in held:
            return Passed(Target("body", f"{body.key}/{role}"))
        if self.missing and not held:
            return Missing(self.missing)
        return Failed(
            target=Target("body", f"{body.key}/{role}"),
            variant=variant or ("other" if held else ""),
            values={"person": holder, "body": body, "other": held},
        )


def _find(facts: Facts, names: str) -> Body | None:
    for name in names.split("|"):
        if name.startswith("@"):
            found = next(iter(facts.roster.of_kind(BodyKind(name[1:]))), None)
        else:
            found = facts.body_named(name)
        if found:
            return found
    return None


Params = Annotated[
    Joining
    | StatedTotal
    | OnePerOffice
    | SameHolder
    | FactionLeaders
    | Composition
    | DoneBy
    | FilledBodies
    | Represented
    | Accompanied
    | FirstOnList
    | Apart
    | SeatedIn,
    Field(discriminator="relation"),
]
