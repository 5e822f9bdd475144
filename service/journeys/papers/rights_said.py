"""The rights a source gives somebody at a meeting, as a column of a call or protocol says them.

What the source does not say is not written: a blank cell is for people to fill in.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.rights import NOT_STATED, Answer, Right, Rights
from service.domain.wording import capital

_STEMS = {
    "nb": {Right.SPEAK: "tale", Right.PROPOSE: "forslags", Right.VOTE: "stemme"},
    "nn": {Right.SPEAK: "tale", Right.PROPOSE: "framleggs", Right.VOTE: "røyste"},
}
_WITHOUT = {"nb": "Uten", "nn": "Utan"}


def all_rights(rights: Rights | None, language: str) -> str:
    """Every right that is given, "Tale- og forslagsrett"; those denied where none is."""
    given, denied = _given(rights), _denied(rights)
    if given:
        return capital(_compound(given, language))
    return f"{_WITHOUT[language]} {_compound(denied, language)}" if denied else ""


def the_vote(rights: Rights | None, language: str) -> str:
    """The vote alone where somebody has it, since the others go with it; else every right."""
    if Right.VOTE in _given(rights):
        return capital(_compound([Right.VOTE], language))
    return all_rights(rights, language)


def _given(rights: Rights | None) -> list[Right]:
    no = NOT_STATED | {Answer.NO}
    return [r for r in _STEMS["nb"] if rights is not None and rights[r].answer not in no]


def _denied(rights: Rights | None) -> list[Right]:
    return [r for r in _STEMS["nb"] if rights is not None and rights[r].answer is Answer.NO]


def _compound(rights: Sequence[Right], language: str) -> str:
    """One word where they share their end: "tale-, forslags- og stemmerett"."""
    *first, last = (_STEMS[language][right] for right in rights)
    start = ", ".join(f"{stem}-" for stem in first)
    return f"{start} og {last}rett" if start else f"{last}rett"
