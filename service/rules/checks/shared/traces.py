"""What the register checks share: which records demand something, and which trace answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.domain.model import Meeting
from service.rules.checks.shared.ordering import entered_before
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.people import holds, name_of
from service.rules.phrasing import Entered, Word
from service.rules.records import Record
from service.rules.registers import RegisterName, refuse_unknown
from service.rules.results import Failed, Missing, Target
from service.rules.texts import plain

Before = Literal["", "meeting", "group_meeting", "trigger"]
SAYS = frozenset({"case", "person", "body", "date", "meeting", "title"})


class Trigger(BaseModel):
    """The records that demand a trace: those of a kind with all of the flags and values.

    Those with one of the flags ``without`` are excused.
    """

    model_config: ClassVar = ConfigDict(extra="forbid", frozen=True)

    record: RegisterName
    flags: tuple[str, ...] = ()
    any_flags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        flags = (*self.flags, *self.any_flags, *self.without)
        refuse_unknown(self.record, fields=tuple(self.values), flags=flags)
        return self

    def demands(self, record: Record) -> bool:
        """Whether the record is one of them."""
        has = record.flags
        return (
            has.issuperset(self.flags)
            and (not self.any_flags or not has.isdisjoint(self.any_flags))
            and has.isdisjoint(self.without)
            and all(plain(record.value(n)) == plain(value) for n, value in self.values.items())
        )


class Trace(BaseModel):
    """What must be recorded: of a kind, about the same thing, complete, by and to whom, and when.

    ``before`` is "meeting": before the start of the meeting that the trigger names, or the group's
    meeting that it names; "trigger": before the trigger itself.
    """

    model_config: ClassVar = ConfigDict(extra="forbid", frozen=True)

    record: RegisterName
    match: tuple[Literal["case", "person", "meeting", "body", "id"], ...] = ("case",)
    fields: tuple[str, ...] = ()
    by: tuple[OfficeParam, ...] = ()
    to: tuple[OfficeParam, ...] = ()
    before: Before = ""
    same: tuple[str, ...] = ()  # fields with the same text as the trigger's
    when_flag: str = ""  # demanded only of triggers with this flag

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.record, fields=(*self.fields, *self.same))
        return self

    def answers(self, facts: Facts, trigger: Record, trace: Record) -> bool | None:
        """Whether an entry about the same thing is the trace that the trigger demands.

        None where that is a question of time, and the day or the time of one is not known.
        """
        same = all(plain(trigger.value(n)) == plain(trace.value(n)) for n in self.same)
        if not same or not self.is_complete(facts, trace):
            return False
        if self.before == "trigger":
            return _is_earlier(trace, trigger)
        meeting = self.meeting(facts, trigger)
        return entered_before(trace, meeting) if meeting else True

    def meeting(self, facts: Facts, trigger: Record) -> Meeting | None:
        """The meeting that the trace must come before, where the trigger names one."""
        if self.before == "meeting":
            return facts.meeting(trigger.meeting)
        if self.before == "group_meeting":
            return facts.meeting(trigger.value("group_meeting"))
        return None

    def is_due(self, facts: Facts, trigger: Record) -> bool | None:
        """Whether the trace must be there by now; None where nobody knows when."""
        if not self.before:
            return True
        if self.before == "trigger":
            return facts.has_come(trigger.at) if trigger.at else None
        meeting = self.meeting(facts, trigger)
        if meeting is None:
            return None
        start = meeting.starts_at
        return facts.has_come(start) if start else meeting.date <= facts.today

    def is_complete(self, facts: Facts, trace: Record) -> bool:
        """Whether its fields are filled, and the right people stand behind and receive it."""
        day = trace.at.date() if trace.at else facts.today
        return (
            all(trace.value(name) for name in self.fields)
            and (not self.by or holds(facts, trace.by, self.by, day))
            and (not self.to or any(holds(facts, p, self.to, day) for p in trace.to))
        )


def _is_earlier(first: Record, second: Record) -> bool | None:
    """Whether it surely is; None where a day, or on one day a time, is not known."""
    if first.at is None or second.at is None:
        return None
    if first.at.date() != second.at.date():
        return first.at < second.at
    if dt.time.min in {first.at.time(), second.at.time()}:
        return None
    return first.at < second.at


def target_of(record: Record) -> Target:
    """What a record is about: the person in the case, the case, the meeting, or the entry."""
    if record.case:
        return Target("case", f"{record.person}@{record.case}" if record.person else record.case)
    if record.person:
        about = f"{record.person}@{record.meeting}" if record.meeting else record.person
        return Target("person", about)
    return Target("meeting", record.meeting) if record.meeting else Target("record", record.id)


def failed(
    facts: Facts,
    record: Record,
    variant: str = "",
    more: Mapping[str, object] | None = None,
    *,
    due: dt.date | None = None,
) -> Failed:
    """A finding about a record; a dissenter's reasons are never among the values.

    ``more`` are values beside the usual ones; ``due`` is the meeting's day where none is given.
    """
    meeting = facts.meeting(record.meeting)
    day: object = meeting.date if meeting else record.at.date() if record.at else ""
    body = record.body or (meeting.body if meeting else "")
    return Failed(
        target=target_of(record),
        variant=variant,
        values={
            "case": record.case,
            "person": name_of(facts, record.person or record.by),
            "body": facts.body_called(body) if body else Word("words", "meeting"),
            "date": day,
            "meeting": meeting or day,
            "title": record.value("title"),
            **(more or {}),
        },
        facts=(Entered(record),),
        due=due or (meeting.date if meeting else None),
    )


def any_answers(facts: Facts, trace: Trace, trigger: Record) -> bool | Missing:
    """Whether the register of the trace has the one demanded, or what would tell."""
    if "case" in trace.match and not trigger.case:
        return Missing("record_case", {"what": entry_name(trigger)})
    about = facts.matches.about(trace.record, trace.match, trigger)
    answers = {trace.answers(facts, trigger, record) for record in about}
    if True in answers or None not in answers:
        return True in answers
    meeting = trace.meeting(facts, trigger)
    if all(record.at for record in about) and (meeting or trigger.at):
        return Missing("time", {"what": meeting or entry_name(trigger)})
    return undated(trigger)


def undated(record: Record) -> Missing:
    """That nobody has entered when."""
    return Missing("record_day", {"what": entry_name(record)})


def entry_name(record: Record) -> str:
    """The shortest that tells an entry from others: its case, title or name, or else its id."""
    return record.case or record.value("title") or record.value("name") or record.id
