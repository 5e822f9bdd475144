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
from service.rules.checks.agenda.known_before import AgendaDiscussed, IntentsKnown
from service.rules.checks.cases.owners import Owned
from service.rules.checks.cases.proposals import GROUP_TYPES, DiscussedBefore, FollowedUp
from service.rules.checks.counting.reports import Accounted
from service.rules.facts import Facts, MeetingDocument
from service.rules.offices import Office, OfficeParam
from service.rules.params import CheckParams
from service.rules.people import LEADER, holders, holds, members, name_of, named_in
from service.rules.protocols import CALL, Minutes, minutes_of, people_in
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import case_key, is_blank, mentions_any, plain


def _target(meeting: Meeting) -> Target:
    return Target("meeting", meeting.id)


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
        if call is None or call.reading.agenda is None:
            return Missing("call", {"what": meeting})
        if minutes.reading.cases is None:
            return Missing("cases", {"what": meeting})
        called = call.reading.agenda
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
