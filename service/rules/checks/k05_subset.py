"""K05: everything of one set occurs in another: cases in protocols, people on invitations.

``agenda_discussed``, ``call_discussed``: cases of an agenda or call are in a group protocol.
``intents_known``, ``invited``, ``observers``: the group's people are all there.
``discussed_before``: the cases of records (own proposals) are in a protocol of an earlier meeting.
``followed_up``: each decision has a follow-up with owner and status, in the follow-up tables of
documents or the register; ``accounted``: and the next report to the council has it.
``owned``: each programme case names an owner among the members, and each member owns so many.

Who is called in is read from the call (innkalling): its table of names. The agenda of the
municipality's meetings and voting intentions are registers the product may not have: then not
evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.model import BodyKind, Meeting, MeetingType, Role
from service.rules.checks.reports import Accounted
from service.rules.checks.subset_cases import GROUP_TYPES, DiscussedBefore, FollowedUp
from service.rules.checks.subset_owners import Owned
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.people import (
    LEADER,
    Office,
    OfficeParam,
    holders,
    holds,
    members,
    name_of,
    named_in,
)
from service.rules.protocols import CALL, Minutes, minutes_of, people_in
from service.rules.records import Record, RecordKind
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import case_key, is_blank, mentions_any, plain


def _target(meeting: Meeting) -> Target:
    return Target("meeting", meeting.id)


class AgendaDiscussed(CheckParams):
    """Every case on a municipal meeting's agenda is in a group protocol shortly before."""

    says: ClassVar = frozenset({"body", "date", "cases"})

    relation: Literal["agenda_discussed"]
    of: tuple[MeetingType, ...]
    window_days: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each municipal meeting with a known agenda."""
        agenda = facts.register(RecordKind.AGENDA)
        if isinstance(agenda, Missing):
            yield agenda
            return
        minutes = list(minutes_of(facts, GROUP_TYPES))
        yield from (m for m in minutes if isinstance(m, Missing))
        written = [m for m in minutes if isinstance(m, Minutes)]
        for meeting in facts.of_types(self.of):
            cases = [r.case for r in agenda if r.meeting == meeting.id]
            if cases and facts.is_over(meeting):
                yield self._result(facts, meeting, cases, written)

    def _result(
        self, facts: Facts, meeting: Meeting, cases: list[str], written: list[Minutes]
    ) -> Result:
        near = (
            m for m in written if m.date and 0 <= (meeting.date - m.date).days <= self.window_days
        )
        discussed = {case_key(c.number) for m in near for c in m.cases}
        left = tuple(c for c in cases if case_key(c) not in discussed)
        if not left:
            return Passed(_target(meeting))
        values = {"body": facts.body_called(meeting.body), "date": meeting.date, "cases": left}
        return Failed(target=_target(meeting), values=values, facts=(meeting,), due=meeting.date)


class CallDiscussed(CheckParams):
    """Every case of the call occurs in the protocol of the same meeting."""

    says: ClassVar = frozenset({"date", "cases"})

    relation: Literal["call_discussed"]
    types: tuple[MeetingType, ...] = GROUP_TYPES
    exempt: tuple[str, ...] = ()  # words of standing items that have places of their own

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each written protocol whose meeting has a call."""
        for minutes in minutes_of(facts, self.types):
            if isinstance(minutes, Missing):
                yield minutes
            elif minutes.meeting:
                yield self._result(facts, minutes, minutes.meeting)

    def _result(self, facts: Facts, minutes: Minutes, meeting: Meeting) -> Result:
        call = facts.document(meeting, CALL)
        if call is None:
            return Missing("call", {"what": meeting})
        called = call.reading.agenda or ()
        discussed = {case_key(c.number) for c in minutes.cases if c.number}
        titles = {plain(c.title) for c in minutes.cases}
        left = tuple(
            f"{item.case} {item.title}".strip()
            for item in called
            if not is_blank(item.title)
            and plain(item.title) not in titles
            and (not item.case or case_key(item.case) not in discussed)
            and not mentions_any(item.title, self.exempt)
        )
        if not left:
            return Passed(_target(meeting))
        values = {"date": meeting.date, "cases": left}
        place = minutes.document.at("Saker")
        return Failed(target=_target(meeting), values=values, place=place)


class IntentsKnown(CheckParams):
    """Every attending member's intention is known in every case before the council meets."""

    says: ClassVar = frozenset({"body", "date", "people", "count"})

    relation: Literal["intents_known"]
    of: tuple[MeetingType, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each council meeting with a known agenda."""
        intents, agenda = facts.register(RecordKind.VOTE_INTENT), facts.register(RecordKind.AGENDA)
        if isinstance(intents, Missing):
            yield intents
            return
        if isinstance(agenda, Missing):
            yield agenda
            return
        for meeting in facts.of_types(self.of):
            cases = [r.case for r in agenda if r.meeting == meeting.id]
            if cases:
                yield self._result(facts, meeting, cases, intents)

    def _result(
        self, facts: Facts, meeting: Meeting, cases: list[str], intents: tuple[Record, ...]
    ) -> Result:
        start = meeting.starts_at
        told = {
            (r.person, case_key(r.case))
            for r in intents
            if start is None or r.at is None or r.at < start
        }
        silent = [
            (p.name, case)
            for p in members(facts, meeting.date)
            for case in cases
            if (p.id, case_key(case)) not in told
        ]
        if not silent:
            return Passed(_target(meeting))
        values = {
            "body": facts.body_called(meeting.body),
            "date": meeting.date,
            "people": tuple(dict.fromkeys(name for name, _ in silent)),
            "count": len(silent),
        }
        return Failed(target=_target(meeting), values=values, facts=(meeting,), due=meeting.date)


class Invited(CheckParams):
    """Everyone in these offices is called in to the meetings."""

    says: ClassVar = frozenset({"date", "people"})

    relation: Literal["invited"]
    types: tuple[MeetingType, ...] = GROUP_TYPES
    offices: tuple[OfficeParam, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting with a call."""
        documents = facts.documents_of(CALL)
        if isinstance(documents, Missing):
            yield documents
            return
        if not holders(facts, self.offices, facts.today):
            yield Missing("members")
            return
        for meeting in facts.of_types(self.types):
            if call := facts.document(meeting, CALL):
                rows = call.reading.attendance
                listed = call.reading.text("summons.invited")
                if not rows and not listed:
                    yield Missing("invited", {"what": meeting})
                    continue
                called = people_in(facts, rows or ()).keys() | {
                    p.id for p in named_in(facts, listed or "")
                }
                yield self._result(facts, meeting, called, call)

    def _result(
        self, facts: Facts, meeting: Meeting, called: set[str], call: MeetingDocument
    ) -> Result:
        left = tuple(p for p in holders(facts, self.offices, meeting.date) if p.id not in called)
        if not left:
            return Passed(_target(meeting))
        values = {"date": meeting.date, "people": left}
        return Failed(
            target=_target(meeting), values=values, place=call.at("attendance"), facts=(meeting,),
            due=meeting.date,
        )  # fmt: skip


class Observers(CheckParams):
    """The group's own holders of these offices are observers in the group board."""

    says: ClassVar = frozenset({"person", "office"})

    relation: Literal["observers"]
    offices: tuple[OfficeParam, ...]
    leader_is_exempt: bool = True  # a mayor who leads the group sits there already

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each such member."""
        own = {p.id for p in members(facts, facts.today)}
        if not own:
            yield Missing("members")
            return
        observer = [Office(Role.OBSERVER, BodyKind.GROUP_BOARD)]
        for office in self.offices:
            for person in holders(facts, [office], facts.today):
                exempt = self.leader_is_exempt and holds(facts, person.id, [LEADER], facts.today)
                if person.id not in own or exempt:
                    continue
                target = Target("person", person.id)
                if holds(facts, person.id, observer, facts.today):
                    yield Passed(target)
                else:
                    values = {"person": name_of(facts, person.id), "office": office}
                    yield Failed(target=target, values=values)


Params = Annotated[
    AgendaDiscussed
    | CallDiscussed
    | IntentsKnown
    | Invited
    | Observers
    | DiscussedBefore
    | FollowedUp
    | Accounted
    | Owned,
    Field(discriminator="relation"),
]
