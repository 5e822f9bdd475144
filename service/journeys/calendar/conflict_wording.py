"""What waits for a person, in bokmål: why it is asked, and what each answer will do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from service.db.runs import WaitingConflict
from service.domain.projection import CANCELLED, STATUS, ActionKind, Reason, StopReason
from service.domain.settings import DriftPolicy

# What a person may compare; the rest of an object is nobody's to choose between.
COMPARED: Final = ("summary", "dtstart", "dtend", "due", "location", STATUS, "description")

QUESTIONS: Final[Mapping[str, str]] = {
    Reason.CHANGED_BY_PERSON: "Noen har endret dette i kalenderen.",
    Reason.DELETED_BY_PERSON: "Noen har slettet dette i kalenderen.",
    Reason.BOTH_CHANGED: "Dette er endret både i planen og i kalenderen.",
    Reason.FOUND_AGAIN: "Dette lå i kalenderen fra før, men sier noe annet enn planen.",
    Reason.ORPHAN: "Kalenderen har en oppføring fra oss som ikke står i planen.",
    Reason.UNREADABLE: (
        "Oppføringen i kalenderen kan ikke leses. Rett den eller slett den der, så går det videre "
        "ved neste synkronisering."
    ),
    Reason.NAME_TAKEN: (
        "Noe annet ligger der denne oppføringen skulle ligge. Flytt det eller slett det i "
        "kalenderen, så går det videre ved neste synkronisering."
    ),
    Reason.NAMES_USED_UP: "Dette er slettet i kalenderen så mange ganger at vi ikke kan legge det "
    "inn igjen.",
}
CALLS_OFF: Final = "calls_off"  # a take-over of what was deleted or cancelled
OUTCOMES: Final[Mapping[str, str]] = {
    ActionKind.RESTORE: (
        "Kalenderen rettes tilbake til planen. Varsler, notater og svar blir stående, og ord noen "
        "har skrevet i tittel eller sted, legges i en kommentar."
    ),
    ActionKind.RECREATE: "Oppføringen legges inn i kalenderen igjen.",
    ActionKind.CANCEL: (
        "Oppføringen merkes som avlyst i kalenderen. Varsler, notater og svar blir stående."
    ),
    ActionKind.TAKE_OVER: "Planen tar over tid og sted. Kalenderen blir stående som den er.",
    CALLS_OFF: "Møtet avlyses i planen. I kalenderen skrives det ingenting.",
}
STOPS: Final[Mapping[str, str]] = {
    StopReason.TOO_MANY_REMOVALS: (
        "Vi stanset fordi {count} av {total} oppføringer ville blitt avlyst eller fjernet på én "
        "gang. Se om møteplanen stemmer."
    ),
    StopReason.TOO_MANY_DELETED: (
        "Vi stanset fordi {count} av {total} oppføringer er borte fra kalenderen siden sist. Se om "
        "noen har slettet dem med vilje."
    ),
    StopReason.PLAN_EMPTY: (
        "Vi stanset fordi møteplanen er tom, mens kalenderen har {total} oppføringer. Se om planen "
        "er lest inn og godkjent."
    ),
    StopReason.CALENDAR_EMPTY: (
        "Vi stanset fordi kalenderen er tom, men skulle hatt {total} oppføringer. Se om adressen "
        "er riktig."
    ),
}


def differences(conflict: WaitingConflict) -> tuple[tuple[str, str, str], ...]:
    """Each field that differs: its name, the plan's value and the calendar's.

    All that one side says, where the other has nothing.
    """
    ours, theirs = conflict.ours, conflict.theirs
    pairs = ((name, ours.get(name, ""), theirs.get(name, "")) for name in COMPARED)
    return tuple((name, mine, other) for name, mine, other in pairs if mine != other)


def outcome_of(conflict: WaitingConflict, answer: DriftPolicy) -> str:
    """What an answer does, as a key of `OUTCOMES`."""
    if answer is DriftPolicy.PLAN:
        return conflict.by_plan
    ends = not conflict.theirs or conflict.theirs.get(STATUS) == CANCELLED
    takes = conflict.by_calendar == ActionKind.TAKE_OVER
    return CALLS_OFF if takes and ends else conflict.by_calendar
