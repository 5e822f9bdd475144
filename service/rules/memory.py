"""Judging again only what can have changed: what each answer rested on is noted while it is made.

A rule is a pure function of the facts, so an answer holds as long as every part of the facts that
was looked at is the same. Nobody declares what a rule reads; the facts note it themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TypeVar

from service.domain.model import Meeting
from service.rules.changes import changed_parts, part_of_register
from service.rules.facts import Facts
from service.rules.noting import Answer, Notes
from service.rules.records import Record
from service.rules.results import Result

T = TypeVar("T")
# What is looked up in the facts, and the part of them that it rests on.
_PARTS: Mapping[str, str] = {
    "group": "group",
    "people": "group",
    "judged": "group",  # within the term
    "now": "now",
    "meetings": "meetings",
    "_meetings_by_id": "meetings",
    "_in_order": "meetings",
    "documents": "documents",
    "_documents_by_meeting": "documents",
    "adoptions": "adoptions",
    "visibility": "visibility",
    "attestations": "attestations",
    "adopted": "adopted",
}


@dataclass(slots=True)
class _Entry:
    """The answer of one rule as it was set, and what it was made of.

    Of each part of what it judges: what that went by, and what was made of it. Of each result, by
    its identity: the result itself, and what is said of it.
    """

    setting: object
    answer: Answer = field(default_factory=Answer)
    of_parts: dict[Hashable, tuple[object, Answer]] = field(default_factory=dict)
    said: dict[int, tuple[Result, Answer]] = field(default_factory=dict)


class Memory:
    """The answers of one group's last run. Not for several runs at once."""

    def __init__(self) -> None:
        self._last: Facts | None = None
        self._changed: frozenset[str] = frozenset()
        self._before: dict[str, _Entry] = {}
        self._now: dict[str, _Entry] = {}
        self.notes = Notes()
        self._known = _Entry(None)
        self._at_hand = _Entry(None)

    def begin(self, facts: Facts) -> Facts:
        """The facts of a new run, which note what is looked at."""
        self._changed = frozenset(changed_parts(self._last, facts)) if self._last else frozenset()
        self._before = self._now if self._last else {}
        self._now = {}
        self._last = facts
        parts = {one.name: getattr(facts, one.name) for one in fields(Facts)}
        parts["records"] = _NotedRecords(facts.records, self.notes.note)
        watched = WatchedFacts(**parts, memory=self)
        vars(watched)["over"] = facts.over
        return watched

    def of_rule(self, code: str, setting: object, judge: Callable[[], T]) -> T:
        """The rule's answer: last time's where it still holds, else a new one."""
        known = self._before.get(code)
        if known and known.setting == setting and self._holds(known.answer):
            self._now[code] = known
            value: T = known.answer.value
            return value
        self._known = known if known and known.setting == setting else _Entry(setting)
        entry = self._now[code] = self._at_hand = _Entry(setting)
        entry.answer = self.notes.noting(judge)
        made: T = entry.answer.value
        return made

    def of_part(self, key: Hashable, basis: object, make: Callable[[], T]) -> T:
        """What the rule being judged makes of one part of what it judges."""
        found = self._known.of_parts.get(key)
        holds = found is not None and found[0] is not None and found[0] == basis
        answer = found[1] if found and holds and self._holds(found[1]) else self.notes.noting(make)
        self._at_hand.of_parts[key] = (basis, answer)
        made: T = self.notes.noted_again(answer)
        return made

    def of_result(self, result: Result, say: Callable[[], T]) -> T:
        """What the rule being judged says of a result, which may be last time's."""
        found = self._known.said.get(id(result))
        holds = found is not None and self._holds(found[1])
        answer = found[1] if found and holds else self.notes.noting(say)
        self._at_hand.said[id(result)] = (result, answer)
        said: T = self.notes.noted_again(answer)
        return said

    def _holds(self, answer: Answer) -> bool:
        """Whether nothing that was looked at is another, and nothing waited for has come."""
        if answer.rested_on & self._changed:
            return False
        return answer.until is None or (self._last is not None and self._last.now < answer.until)


@dataclass(frozen=True, kw_only=True)
class WatchedFacts(Facts):
    """Facts that note what is looked at."""

    memory: Memory = field(repr=False, compare=False)

    @property
    def today(self) -> dt.date:
        """The day in Oslo: not every moment of it is looked at."""
        self.memory.notes.note("today")
        now: dt.datetime = vars(self)["now"]
        return now.date()

    def has_come(self, moment: dt.datetime) -> bool:
        """Whether the moment is here; rests on that, not on what the clock shows."""
        self.memory.notes.note("clock")
        come = moment <= vars(self)["now"]
        if not come:
            self.memory.notes.wait(moment)
        return bool(come)

    def is_over(self, meeting: Meeting) -> bool:
        """Whether the meeting has been held; rests on which meetings are, not on the moment."""
        self.memory.notes.note("over")
        over = self.over.get(meeting.id)
        now: dt.datetime = vars(self)["now"]
        return meeting.is_over(now) if over is None else over

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What many rules make of the facts, made once; each rests on what it was made of."""
        if key not in self._made:
            self._made[key] = self.memory.notes.noting(make)
        made: T = self.memory.notes.noted_again(self._made[key])
        return made

    def recall(self, key: Hashable, basis: object, make: Callable[[], T]) -> T:
        """What the rule makes of a part of what it judges, as it was or anew."""
        return self.memory.of_part(key, basis, make)

    def said(self, result: Result, say: Callable[[], T]) -> T:
        """What is said of a result, as it was or anew."""
        return self.memory.of_result(result, say)


class _Noted:
    """A part of the facts, or what is made of it once, that notes when it is looked at."""

    def __init__(self, name: str, part: str) -> None:
        self._name, self._part = name, part
        made = vars(Facts).get(name)
        self._make = made.func if isinstance(made, cached_property) else None

    def __get__(self, facts: WatchedFacts, _owner: type) -> object:
        facts.memory.notes.note(self._part)
        known = vars(facts)
        if self._make and self._name not in known:
            known[self._name] = self._make(facts)
        return known[self._name]

    def __set__(self, facts: WatchedFacts, value: object) -> None:
        vars(facts)[self._name] = value


for _name, _part in _PARTS.items():
    setattr(WatchedFacts, _name, _Noted(_name, _part))


class _NotedRecords(Mapping[str, tuple[Record, ...]]):
    """The registers, which note which of them is looked at."""

    def __init__(
        self, records: Mapping[str, tuple[Record, ...]], note: Callable[[str], None]
    ) -> None:
        self._records = records
        self._note = note

    def __getitem__(self, register: str) -> tuple[Record, ...]:
        self._note(part_of_register(register))
        return self._records[register]

    def __iter__(self) -> Iterator[str]:
        self._note("records")
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)
