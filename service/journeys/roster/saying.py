"""The roster of a day in words: as what somebody is there, and what a source says of each right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.model import PartyStatus
from service.domain.rights import Answer, Right
from service.journeys.roster.offices import office_word, state_word
from service.journeys.roster.rights import BodyOnDay, Entitled
from service.rules.rights_matrix import word


@dataclass(frozen=True, slots=True)
class SaidRight:
    """One right in words; ``implied`` where it follows and is not said outright."""

    right: Right
    text: str
    implied: bool = False


def known_as(one: Entitled, body: BodyOnDay, language: str) -> str:
    """As what somebody is there: their offices, else as what a source knows them; and how."""
    offices = [office_word(m, body.body.kind, language) for m in one.offices]
    words = offices or [word(kind, language) for kind in one.kinds]
    return ", ".join(dict.fromkeys((*words, *_states(one, body, language))))


def _states(one: Entitled, body: BodyOnDay, language: str) -> Iterator[str]:
    if body.acting and one.person in body.acting.deputies:
        yield state_word("acting", language)
    if one.away:
        yield state_word("away", language)
    if one.person.status is not PartyStatus.MEMBER:
        yield state_word(one.person.status, language)


def said_rights(one: Entitled, language: str) -> tuple[SaidRight, ...]:
    """Each right in words; nothing is said of the rights of somebody who was away."""
    if one.away:
        return tuple(SaidRight(right, state_word("nothing", language)) for right in Right)
    if one.rights is None:
        return tuple(SaidRight(right, word(Answer.UNKNOWN, language)) for right in Right)
    return tuple(
        SaidRight(right, word(one.rights[right].answer, language), one.rights[right].implied)
        for right in Right
    )
