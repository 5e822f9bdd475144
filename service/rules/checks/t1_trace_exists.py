"""T1: a trace exists: a field with text, an entry in a register. Its substance is not judged.

In protocols the trace is a field, or a field of each case: not found is not evaluated, empty is a
finding. In registers, what is not kept is not evaluated. The register forms are the same functions
as K15, K19 and K22; T1 says that only the trace is asked for.

Of the roster: ``trace_in = "office"``, somebody holds one of the offices; ``"roles"``, nobody has
more than ``max_roles``; ``"signed"``, every holder of the offices has an entry of this term.

Of entries: ``"filled"``, all of ``fields`` and one of ``any_fields`` are filled in after ``days``;
``"kept"``, a field says so; ``"spread"``, nobody has far more than the others; ``"committed"``,
each candidate has a day, and what they commit to came first. ``"topics"``: meetings have a topic,
or somebody from outside to introduce one.

Of registers: ``"recent"`` and ``"entries"``, something was entered lately, or so many times;
``"answered"``, each inquiry has its answer in time, or word of when it comes. Of what is said in
public: ``"beforehand"``, the case was settled by then; ``"guests"``, others speak at meetings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.model import MeetingType
from service.rules.checks.agenda.guest_speakers import GuestSpeakers
from service.rules.checks.agenda.members_first import InOrderOfBodies, RedLines
from service.rules.checks.agenda.told_ahead import ToldAhead
from service.rules.checks.cases.papers import Readable
from service.rules.checks.entries.contents import Committed, FilledIn, Kept, Spread
from service.rules.checks.entries.kept import Entries, Recent
from service.rules.checks.entries.ranking import Ranked
from service.rules.checks.entries.traces import (
    Acknowledged,
    ByItsDay,
    InOrder,
    OnAgenda,
    UpTo,
)
from service.rules.checks.k04_fields import PerCase
from service.rules.checks.k06_agenda_tag import AgendaTag
from service.rules.checks.k10_deadline import OfRecords
from service.rules.checks.k15_route import Route
from service.rules.checks.k19_prior_record import PriorRecord
from service.rules.checks.k22_distribution import Everyone
from service.rules.checks.offices.traces import OfficeFilled, RoleCount, Signed
from service.rules.checks.routes.notices import Reported
from service.rules.checks.routes.public_statements import Beforehand
from service.rules.checks.routes.replies import Answered
from service.rules.checks.sequence.plan_involvement import Involved
from service.rules.checks.sequence.renewed import Renewed
from service.rules.checks.sequence.waiting import Waiting
from service.rules.checks.study.order import DoneBeforeFirst
from service.rules.checks.study.traces import Consented, Registered
from service.rules.checks.texts.log_informed import Informed
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.people import person_named, with_faction
from service.rules.phrasing import Word
from service.rules.protocols import Minutes, of_minutes
from service.rules.records import Record
from service.rules.registers import RegisterName
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank, parse_amount


class InCases(PerCase):
    """A field of every case in a protocol has text."""

    trace_in: Literal["cases"]
    scope: Literal["case"] = "case"


class InField(CheckParams):
    """A field of every protocol has text."""

    says: ClassVar = frozenset({"date", "field", "bodies"})

    trace_in: Literal["field"]
    types: tuple[MeetingType, ...]
    field: str
    faction_threshold: int = 0  # above 0: only where the group has a faction of that size

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each written protocol."""
        bodies = with_faction(facts, facts.today, self.faction_threshold or 1)
        if self.faction_threshold and not bodies:
            if not with_faction(facts, facts.today, 1):
                yield Missing("seats")
            return
        yield from of_minutes(facts, self.types, self._minutes)

    def _minutes(self, facts: Facts, minutes: Minutes) -> Iterator[Result]:
        text, name = minutes.reading.text(self.field), Word("fields", self.field)
        if text is None:
            yield Missing("field", {"field": name, "what": minutes.said()})
        elif is_blank(text):
            bodies = with_faction(facts, facts.today, self.faction_threshold or 1)
            values = {"date": minutes.when(), "field": name, "bodies": bodies}
            place = minutes.document.at(self.field)
            yield Failed(target=minutes.target, values=values, place=place)
        else:
            yield Passed(minutes.target)


class InRegister(PriorRecord):
    """Each record of the trigger has a trace in another register."""

    trace_in: Literal["register"]
    prior: Literal["record"] = "record"
    amount: str = ""  # a field with a number that demands a trace from ``threshold`` on
    threshold: int | None = None

    def demands(self, record: Record) -> bool:
        """Whether flags or amount demand a trace."""
        amount = parse_amount(record.value(self.amount))
        large = amount is not None and self.threshold is not None and amount >= self.threshold
        return large or super().demands(record)


class ForMeetings(CheckParams):
    """Each held meeting of these types has an entry of its own."""

    says: ClassVar = frozenset({"body", "date"})

    trace_in: Literal["meetings"]
    types: tuple[MeetingType, ...]
    record: RegisterName

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each held meeting."""
        known = facts.register(self.record)
        if isinstance(known, Missing):
            yield known
            return
        noted = {r.meeting for r in known}
        for meeting in facts.of_types(self.types):
            if not facts.is_over(meeting):
                continue
            target = Target("meeting", meeting.id)
            if meeting.id in noted:
                yield Passed(target)
            else:
                values = {"body": facts.body_called(meeting.body), "date": meeting.date}
                yield Failed(target=target, values=values, facts=(meeting,))


class InEntry(Route):
    """Each record of a kind is complete in itself."""

    trace_in: Literal["entry"]


class FromEveryone(Everyone):
    """Everyone has left a trace for the current version."""

    trace_in: Literal["everyone"]


class InTime(OfRecords):
    """A day of an entry comes within the span after another."""

    trace_in: Literal["in_time"]
    deadline: Literal["records"] = "records"


class Topics(AgendaTag):
    """Every meeting has a topic by its words, or somebody from outside to introduce one."""

    trace_in: Literal["topics"]
    outside_presenter: bool = True

    def is_in(self, facts: Facts, document: MeetingDocument) -> bool:
        """Whether a title has a word, or an item is introduced by nobody of the roster."""
        items = document.reading.agenda or ()
        guests = [
            i for i in items if not is_blank(i.presenter) and not person_named(facts, i.presenter)
        ]
        return super().is_in(facts, document) or (self.outside_presenter and bool(guests))


Params = Annotated[
    InCases
    | InField
    | InRegister
    | ForMeetings
    | InEntry
    | FromEveryone
    | Recent
    | Waiting
    | Ranked
    | Readable
    | ToldAhead
    | Informed
    | Entries
    | Beforehand
    | GuestSpeakers
    | Answered
    | Renewed
    | OnAgenda
    | InOrder
    | InTime
    | ByItsDay
    | UpTo
    | Acknowledged
    | Reported
    | InOrderOfBodies
    | RedLines
    | Involved
    | OfficeFilled
    | RoleCount
    | Signed
    | FilledIn
    | Kept
    | Spread
    | Committed
    | Topics
    | Consented
    | Registered
    | DoneBeforeFirst,
    Field(discriminator="trace_in"),
]
