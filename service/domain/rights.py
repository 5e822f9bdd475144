"""The rights people have at the meetings of bodies, by what a source says of their kind.

What a source does not say stays unknown: it neither gives a right nor takes one away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.domain.acting import Absence
from service.domain.minutes import CaseItem
from service.domain.model import Body, BodyKind, Period, Person, Roster
from service.domain.standings import Who, standings


class Right(StrEnum):
    """What somebody may do at a meeting."""

    ATTEND = "attend"
    SPEAK = "speak"
    PROPOSE = "propose"
    VOTE = "vote"


class Answer(StrEnum):
    """What a source says of a right, the weakest first."""

    SILENT = "-"  # the source has nothing to do with it
    NO = "no"
    UNKNOWN = "?"  # the source gives other rights, and does not say
    ADVISORY = "advisory"  # a vote that advises
    AGREED = "agreed"  # as the group has agreed
    FREE = "free"  # with a duty to tell
    CALLED = "called"  # is called in
    OPEN = "open"  # the meeting is open to them
    YES = "yes"
    DUTY = "duty"


_STRENGTH = {answer: place for place, answer in enumerate(Answer)}
_VOTES = frozenset({Answer.ADVISORY, Answer.AGREED, Answer.FREE, Answer.YES, Answer.DUTY})
NOT_STATED = frozenset({Answer.SILENT, Answer.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a source says of one right; ``implied`` where it follows and is not said outright."""

    answer: Answer
    implied: bool = False


Rights = Mapping[Right, Entitlement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a source's matrix: the rights of one kind of person in one kind of body.

    ``bodies`` name the bodies it is about, where the kind does not tell. ``county`` is None where
    it holds in both. ``approved_by`` are words of who must have appointed the person. A line that
    ``excludes`` is the only answer.
    """

    pack: str
    kind: BodyKind
    who: Who
    rights: Rights
    bodies: tuple[str, ...] = ()
    county: bool | None = None
    approved_by: tuple[str, ...] = ()
    excludes: bool = False

    def covers(self, body: Body, *, county: bool) -> bool:
        """Whether it is about the body, in a county or in a municipality."""
        names = {name.casefold() for name in (body.key, body.name, *body.aliases)}
        named = not self.bodies or bool(names & {name.casefold() for name in self.bodies})
        return body.kind is self.kind and named and self.county in {None, county}

    def accepts(self, person: Person, day: dt.date) -> bool:
        """Whether whoever must approve the person has, as the roster tells."""
        return is_approved(person, self.approved_by, day)


def is_approved(person: Person, by: Collection[str], day: dt.date) -> bool:
    """Whether somebody with one of these words in their name has appointed the person.

    Where nobody must, everybody is.
    """
    deciders = [m.appointed_by.casefold() for m in person.memberships if m.period.covers(day)]
    return not by or any(word.casefold() in text for text in deciders for word in by)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting of a body as far as rights depend on it: the day, and who is away.

    ``also`` are the kinds that no roster can tell, by person id: called in, in the minority.
    """

    body: Body
    day: dt.date
    absences: tuple[Absence, ...] = ()
    also: Mapping[str, frozenset[Who]] | None = None
    county: bool = False


def lines_about(
    lines: Iterable[Line], roster: Roster, person: Person, occasion: Occasion
) -> tuple[Line, ...]:
    """The lines that are about the person on the occasion; one that excludes is alone."""
    day, absences = occasion.day, occasion.absences
    kinds = standings(roster, occasion.body, person, day, absences)
    kinds |= (occasion.also or {}).get(person.id, frozenset())
    about = tuple(
        line
        for line in lines
        if line.who in kinds
        and line.covers(occasion.body, county=occasion.county)
        and line.accepts(person, day)
    )
    return tuple(line for line in about if line.excludes) or about


def strongest(about: Collection[Line]) -> Rights | None:
    """Of each right the strongest that a line gives; None where there is no line."""
    if not about:
        return None
    return {right: max((line.rights[right] for line in about), key=_weight) for right in Right}


def rights_of(
    lines: Iterable[Line], roster: Roster, person: Person, occasion: Occasion
) -> Rights | None:
    """The person's rights: of each the strongest that a line gives. None: no line is about them."""
    return strongest(lines_about(lines, roster, person, occasion))


def _weight(entitlement: Entitlement) -> tuple[int, bool]:
    return _STRENGTH[entitlement.answer], not entitlement.implied


@dataclass(frozen=True, slots=True)
class Voters:
    """How many of those present surely may vote, and how many if all that is unknown is a yes."""

    sure: int
    possible: int

    def beyond(self, cases: Iterable[CaseItem]) -> tuple[CaseItem, ...]:
        """The cases of a protocol with more votes than there can be voters."""
        return tuple(case for case in cases if case.votes and case.votes.total > self.possible)


def voters(
    lines: Collection[Line],
    roster: Roster,
    occasion: Occasion,
    present: Collection[str],
) -> Voters:
    """Those with a vote among the people present; the rest of the roster is away."""
    today = Period(start=occasion.day, end=occasion.day)
    away = tuple(Absence(p.id, today) for p in roster.people if p.id not in present)
    held = Occasion(occasion.body, occasion.day, away, occasion.also, occasion.county)
    answers = [
        rights[Right.VOTE].answer
        for person in {p.id: p for p in roster.people if p.id in present}.values()
        if (rights := rights_of(lines, roster, person, held))
    ]
    sure = sum(answer in _VOTES for answer in answers)
    return Voters(sure, sure + sum(answer is Answer.UNKNOWN for answer in answers))
