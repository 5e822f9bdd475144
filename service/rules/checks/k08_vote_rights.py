"""K08: who may vote, whether the numbers can be right, and what a decision is called.

Decided from written protocols and the roster on the meeting's day. Not evaluated where the protocol
has no attendance list, or the list does not say who came.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.acting import Absence, acting, chamber
from service.domain.minutes import AttendanceStatus
from service.domain.model import MeetingType, PartyStatus, Period, Person
from service.domain.rights import is_approved
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import DEPUTY_SEATS, SEATS, holders, person_named
from service.rules.phrasing import Word
from service.rules.protocols import Minutes, of_minutes, people_in, row_of
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import is_blank, mentions_any, plain

GROUP_TYPES = (MeetingType.GRP_ORD, MeetingType.GRP_EXTRA)
_TALLY = re.compile(r"(\d+)\s*(?:stemmer\s+)?(?:for)?\s*(?:[-–,]|og|mot)+\s*(\d+)")


class VoteTotals(CheckParams):
    """No vote has more votes than people with the right to vote were present."""

    says: ClassVar = frozenset({"case", "votes", "voters", "date", "people"})
    variants: ClassVar = frozenset({"marked"})

    relation: Literal["totals"]
    also_voting: tuple[OfficeParam, ...] = ()  # besides seats and acting deputies
    idle_deputies: bool = False  # also those whom nobody needs
    approved_by: tuple[str, ...] = ()  # who must have let in those elected for another party
    listed_without: tuple[str, ...] = ()  # words in the list that deny them the vote

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each vote, and one for each list that denies somebody the vote."""
        return of_minutes(facts, GROUP_TYPES, self._minutes)

    def _minutes(self, facts: Facts, minutes: Minutes) -> Iterator[Result]:
        if not minutes.reading.attendance:
            yield Missing("attendance", {"what": minutes.said()})
        else:
            yield from self._marked(facts, minutes)
            yield from self._votes(facts, minutes)

    def _marked(self, facts: Facts, minutes: Minutes) -> Iterator[Result]:
        voting = set(holders(facts, self.also_voting, minutes.day(facts)))
        denied: list[Person] = []
        for row in minutes.reading.attendance or ():
            person = person_named(facts, row.name)
            marked = mentions_any(f"{row.role} {row.note}", self.listed_without)
            if person is not None and person in voting and marked:
                denied.append(person)
        if denied:
            yield Failed(
                target=minutes.target,
                variant="marked",
                values={"people": tuple(denied), "date": minutes.when()},
                place=row_of(facts, minutes.document, denied[0]),
            )
        elif voting:
            yield Passed(minutes.target)

    def _votes(self, facts: Facts, minutes: Minutes) -> Iterator[Result]:
        voted = [(case, case.votes) for case in minutes.cases if case.votes]
        if not voted:
            return
        voters = self._voters(facts, minutes)
        for case, votes in voted:
            if isinstance(voters, Missing):
                yield voters
            elif votes.total <= voters:
                yield Passed(minutes.case_target(case))
            else:
                yield Failed(
                    target=minutes.case_target(case),
                    values={
                        "case": case,
                        "votes": votes.total,
                        "voters": voters,
                        "date": minutes.when(),
                    },
                    location=case.location,
                    place=minutes.document.at("votes", case=case),
                )

    def _voters(self, facts: Facts, minutes: Minutes) -> int | Missing:
        """Present members, deputies in for absent ones, and whoever else may vote."""
        day, rows = minutes.day(facts), minutes.reading.attendance or ()
        for row in rows:
            if row.status is AttendanceStatus.UNKNOWN and not is_blank(row.name):
                return Missing("status", {"person": row.name, "what": minutes.said()})
        if not holders(facts, SEATS, day):
            return Missing("members")
        present = people_in(facts, (r for r in rows if r.status is AttendanceStatus.PRESENT))
        return len(self.voting(facts, day, present.keys()))

    def voting(self, facts: Facts, day: dt.date, present: Collection[str]) -> frozenset[str]:
        """Who of the people present may vote, by id; the rest of the roster is away."""
        today = Period(start=day, end=day)
        away = [Absence(p.id, today) for p in facts.roster.people if p.id not in present]
        acts = acting(facts.roster, chamber(facts.roster), day, away)
        in_seats = {p.id for p in holders(facts, SEATS, day)}
        others = (*self.also_voting, *(DEPUTY_SEATS if self.idle_deputies else ()))
        return frozenset(
            p.id for p in acts.people if p.id not in in_seats or self._is_full_member(p, day)
        ) | frozenset(
            p.id
            for p in holders(facts, others, day)
            if p.id in present and p.status is PartyStatus.MEMBER
        )

    def _is_full_member(self, person: Person, day: dt.date) -> bool:
        return person.joined_from_other_party is None or is_approved(person, self.approved_by, day)


class DoubtDecided(CheckParams):
    """Where there is doubt about somebody's impartiality, the group has voted."""

    says: ClassVar = frozenset({"date"})

    relation: Literal["doubt_decided"]
    field: str
    doubt: tuple[str, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each written protocol whose field has text."""
        return of_minutes(facts, GROUP_TYPES, self._minutes)

    def _minutes(self, _facts: Facts, minutes: Minutes) -> Iterator[Result]:
        text = minutes.reading.text(self.field)
        if text is None:
            field = Word("fields", self.field)
            yield Missing("field", {"field": field, "what": minutes.said()})
        elif mentions_any(text, self.doubt) and not _has_majority(text):
            yield Failed(
                target=minutes.target,
                values={"date": minutes.when()},
                place=minutes.document.at(self.field),
            )
        elif not is_blank(text):
            yield Passed(minutes.target)


def _has_majority(text: str) -> bool:
    """Whether a tally stands in the text and is no tie."""
    found = _TALLY.search(plain(text))
    return found is not None and int(found[1]) != int(found[2])


class Advisory(CheckParams):
    """No decision is called binding, but in the cases where the source lets it be."""

    says: ClassVar = frozenset({"case", "date"})

    relation: Literal["advisory"]
    types: tuple[MeetingType, ...] = GROUP_TYPES
    binding: tuple[str, ...]
    denials: tuple[str, ...]  # "ikke bindende" is fine
    exempt: tuple[str, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each case with a conclusion."""
        return of_minutes(facts, self.types, self._minutes)

    def _minutes(self, _facts: Facts, minutes: Minutes) -> Iterator[Result]:
        for case in minutes.cases:
            if is_blank(case.conclusion) or mentions_any(case.title, self.exempt):
                continue
            if self._binds(case.conclusion or ""):
                yield Failed(
                    target=minutes.case_target(case),
                    values={"case": case, "date": minutes.when()},
                    location=case.location,
                    place=minutes.document.at("conclusion", case=case),
                )
            else:
                yield Passed(minutes.case_target(case))

    def _binds(self, conclusion: str) -> bool:
        text = plain(conclusion)
        for denial in self.denials:
            text = text.replace(plain(denial), "")
        return mentions_any(text, self.binding)


Params = Annotated[VoteTotals | DoubtDecided | Advisory, Field(discriminator="relation")]
