"""K09, continued: meetings, or the constitution, are called by whoever's task it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from service.domain.model import MeetingType
from service.domain.place import Place
from service.rules.constitution import (
    Constitution,
    constitutions,
    is_filled_in,
    missing_constitution,
)
from service.rules.facts import Facts, MeetingDocument
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holders, holds, name_of, person_named
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank

_FIELD = "meeting.convener"


class Convener(CheckParams):
    """Each meeting of ``types`` is called by a holder of one of the offices.

    Who called is in the plan; of a constitution its protocol may say so too. ``first`` asks for the
    first constitution alone, about the group.
    """

    says: ClassVar = frozenset({"date", "person"})

    who: Literal["convener"]
    types: tuple[MeetingType, ...]
    offices: tuple[OfficeParam, ...]
    first: bool = False

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting, planned or held."""
        known = self._asked(facts)
        if not known and self.first:
            yield missing_constitution(facts)
        for one in known[:1] if self.first else known:
            yield self._result(facts, one)

    def _asked(self, facts: Facts) -> list[Constitution]:
        rest = (t for t in self.types if t is not MeetingType.GRP_CONST)
        found = [Constitution(m.date, m) for m in facts.of_types(rest)]
        if MeetingType.GRP_CONST in self.types:
            found += constitutions(facts)
        return sorted(found, key=lambda one: one.day or dt.date.max)

    def _result(self, facts: Facts, one: Constitution) -> Result:
        day = max(one.day or facts.today, facts.group.term.start)  # offices are entered from then
        target = _target(facts, one, first=self.first)
        if not holders(facts, self.offices, day):
            return Missing("holder", {"office": self.offices[0]})
        if one.meeting and one.meeting.called_by:
            right = holds(facts, one.meeting.called_by, self.offices, day)
            called_by = name_of(facts, one.meeting.called_by)
        elif one.protocol and (text := _written(one.protocol)):
            person = person_named(facts, text)
            right = person is not None and holds(facts, person.id, self.offices, day)
            called_by = text
        else:
            return Missing("caller", {"what": one.said})
        if right:
            return Passed(target)
        return Failed(
            target=target,
            values={"date": one.day or one.said, "person": called_by},
            place=one.protocol.at(_FIELD) if one.protocol else Place(),
            facts=(one.said,),
        )


def _target(facts: Facts, one: Constitution, *, first: bool) -> Target:
    if first:
        return Target("group", facts.group.id)
    if one.meeting:
        return Target("meeting", one.meeting.id)
    return Target("document", one.protocol.path if one.protocol else "")


def _written(protocol: MeetingDocument) -> str:
    """Who called, as the protocol says; a laid-out one only says who is to."""
    text = protocol.reading.text(_FIELD) or ""
    return text if is_filled_in(protocol.reading) and not is_blank(text) else ""
