"""K18, continued: cases have a type and a subtype of it, and inquiries are met as they should.

Words are compared without regard to letter case; "byggesøknad|byggjesøknad" are the same word in
two spellings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from service.rules.checks.shared.moments import day_of
from service.rules.checks.shared.naming import own_target
from service.rules.checks.shared.traces import SAYS, Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import plain


def spelled(words: str) -> frozenset[str]:
    """The spellings of a word, ready for comparing."""
    return frozenset(plain(word) for word in words.split("|"))


def listed(value: str, allowed: Iterable[str]) -> bool:
    """Whether the value is one of the words, in any of their spellings."""
    return any(plain(value) in spelled(words) for words in allowed)


class Typed(CheckParams):
    """Each record of the trigger has a known type, and a subtype that belongs to it.

    A line of ``types`` is a type and its subtypes: "andre saker: melding, enkeltsak".
    """

    says: ClassVar = SAYS | {"value", "type", "choices"}
    variants: ClassVar = frozenset({"unknown", "no_subtype", "subtype"})

    attribute: Literal["typed"]
    trigger: Trigger
    type_field: str
    subtype_field: str
    types: tuple[str, ...] = Field(min_length=1)

    @field_validator("types")
    @classmethod
    def _read(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        if not all(name.strip() and rest.strip() for name, _, rest in _split(lines)):
            raise ValueError("skriv typen, kolon og undertypene, «andre saker: melding, enkeltsak»")
        return lines

    @property
    def _known(self) -> Mapping[str, tuple[str, ...]]:
        return {
            name.strip(): tuple(part.strip() for part in rest.split(","))
            for name, _, rest in _split(self.types)
        }

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            yield self._result(facts, record)

    def _result(self, facts: Facts, record: Record) -> Result:
        value, types = record.value(self.type_field), self._known
        kind = next((name for name in types if plain(value) in spelled(name)), None)
        if kind is None:
            more = {"value": value, "choices": tuple(_first(name) for name in types)}
            return failed(facts, record, "unknown" if value else "", more)
        subtype, subtypes = record.value(self.subtype_field), types[kind]
        if subtype and listed(subtype, subtypes):
            return Passed(target_of(record))
        more = {
            "value": subtype,
            "type": _first(kind),
            "choices": tuple(_first(name) for name in subtypes),
        }
        return failed(facts, record, "subtype" if subtype else "no_subtype", more)


def _split(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    return (line.partition(":") for line in lines)


def _first(words: str) -> str:
    return words.partition("|")[0]


class Responses(CheckParams):
    """Each record of the trigger was met in one of the allowed ways, and in no forbidden one.

    The ways are flags. One with none of them is not evaluated: nobody has said how it was met.
    """

    says: ClassVar = SAYS

    attribute: Literal["responses"]
    trigger: Trigger
    allowed: tuple[str, ...]
    forbidden: tuple[str, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            if record.flags & set(self.forbidden):
                yield Failed(target=own_target(record), values=failed(facts, record).values)
            elif record.flags & set(self.allowed):
                yield Passed(own_target(record))
            else:
                what = day_of(record, "at") or record.value("title") or record.id
                yield Missing("inquiry_response", {"date": what})
