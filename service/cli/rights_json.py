"""The JSON document of ``kjoreplan group rights``. Its keys are the same whatever is known."""

from __future__ import annotations

from collections.abc import Iterable

from service.domain.acting import Acting
from service.domain.model import Person
from service.domain.rights import Answer, Entitlement, Right
from service.journeys.roster.conflicts import JudgedCombination, JudgedRule
from service.journeys.roster.rights import BodyOnDay, Entitled, RosterDay

_NOT_STATED = Entitlement(Answer.UNKNOWN)


def roster_json(found: RosterDay) -> dict[str, object]:
    """Absences, bodies with acting members and rights, and combinations of offices.

    A right is ``{"answer", "implied"}``; "?" and "-" are not stated by any source in force.
    """
    return {
        "group": found.group.id,
        "date": found.day,
        "in_term": found.in_term,
        "absences": [
            {**_person(seen.person), "meeting": seen.meeting.id, "document": seen.document}
            for seen in found.absences
        ],
        "bodies": [_body(body) for body in found.bodies],
        "combinations": [_combination(one) for one in found.combinations],
        "undated": _people(found.undated),
    }


def _body(body: BodyOnDay) -> dict[str, object]:
    return {
        "body": body.body.key,
        "name": body.body.name,
        "kind": str(body.body.kind),
        "acting": _acting(body.acting) if body.acting else None,
        "people": [_entitled(one) for one in body.people],
        "notes": [note.nb for note in body.notes],
    }


def _acting(acts: Acting) -> dict[str, object]:
    return {
        "members": _people(acts.seated),
        "deputies": _people(acts.deputies),
        "vacant": acts.vacant,
    }


def _entitled(one: Entitled) -> dict[str, object]:
    rights = one.rights or dict.fromkeys(Right, _NOT_STATED)
    return {
        **_person(one.person),
        "status": str(one.person.status),
        "roles": [{"role": str(m.role), "rank": m.rank} for m in one.offices],
        "away": one.away,
        "as": [str(kind) for kind in one.kinds],
        "rights": {
            str(right): {"answer": str(rights[right].answer), "implied": rights[right].implied}
            for right in Right
        },
    }


def _combination(one: JudgedCombination) -> dict[str, object]:
    return {
        "text": one.combination.text.nb,
        "strength": one.combination.strength,
        "implied": one.combination.implied,
        "standing": str(one.standing),
        "rules": [_rule(judged) for judged in one.rules],
    }


def _rule(judged: JudgedRule) -> dict[str, object]:
    return {
        "code": judged.rule.code,
        "reference": judged.rule.reference("nb"),
        "standing": str(judged.standing),
        "findings": [finding.as_json() for finding in judged.findings],
        "not_evaluated": list(judged.missing),
    }


def _people(people: Iterable[Person]) -> list[dict[str, str]]:
    return [_person(person) for person in people]


def _person(person: Person) -> dict[str, str]:
    return {"person": person.id, "name": person.name}
