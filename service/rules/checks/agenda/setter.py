"""K09's form ``setter``: the agenda of a municipal body is set by those who have the authority."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from service.domain.model import BodyKind, Meeting, Person, Role
from service.rules.facts import MUNICIPAL_TYPES, Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holders, name_of
from service.rules.phrasing import Word
from service.rules.records import RecordKind
from service.rules.results import Failed, Missing, Passed, Result, Target


class Setter(CheckParams):
    """Whoever is entered as having set a meeting's agenda holds the office for that body.

    A group's roster need not have the mayor or a committee's leader: where nobody holds the office
    there, the meeting is not evaluated.
    """

    says: ClassVar = frozenset({"body", "date", "person", "office"})

    who: Literal["setter"]
    offices: dict[BodyKind, OfficeParam]  # by the kind of body that meets

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting that has cases on its agenda."""
        known = facts.register(RecordKind.AGENDA)
        if isinstance(known, Missing):
            yield known
            return
        setters: dict[str, set[str]] = {}
        for record in known:
            setters.setdefault(record.meeting, set()).update(filter(None, [record.by]))
        for meeting in facts.of_types(MUNICIPAL_TYPES):
            body = facts.roster.body(meeting.body)
            office = self.offices.get(body.kind) if body else None
            if meeting.id in setters and office:
                yield _result(facts, meeting, office, setters[meeting.id])


def _result(facts: Facts, meeting: Meeting, office: OfficeParam, setters: set[str]) -> Result:
    right = {p.id for p in _holders(facts, meeting, office)}
    target = Target("meeting", meeting.id)
    if not setters:
        return Missing("agenda_setter", {"what": meeting})
    if not right:
        return Missing("holder", {"office": office})
    if setters <= right:
        return Passed(target)
    wrong = tuple(name_of(facts, one) for one in sorted(setters - right))
    values = {
        "body": facts.body_called(meeting.body),
        "date": meeting.date,
        "person": wrong,
        "office": Word("holders", str(office)),
    }
    return Failed(target=target, values=values, facts=(meeting,), due=meeting.date)


def _holders(facts: Facts, meeting: Meeting, office: OfficeParam) -> tuple[Person, ...]:
    """Those who hold the office; a leader leads the body that meets, not another of its kind."""
    if office.role is Role.LEADER:
        return facts.roster.holders(Role.LEADER, meeting.body, meeting.date)
    return holders(facts, [office], meeting.date)
