"""What is said of calendars: of what waits there, what a guard has stopped, what has been done.

The texts are bokmål; catalogues hold the others. Those that the command line says too are the same
there (`journeys.calendar.conflict_wording`, `journeys.wording`), and a test holds them together.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from service.domain.deeds import Actor, Ending
from service.domain.projection import ActionKind, Reason, StopReason
from service.domain.settings import DriftPolicy
from service.journeys.calendar.conflict_wording import CALLS_OFF
from service.journeys.results import DocumentReason

DRIFT = {
    DriftPolicy.PLAN: _l(
        "Endrer eller sletter noen et møte i kalenderen, settes det tilbake ved neste "
        "synkronisering."
    ),
    DriftPolicy.ASK: _l("Ingenting skrives før noen har valgt."),
    DriftPolicy.CALENDAR: _l(
        "Flytter eller sletter noen et av gruppas møter, følger planen etter. Kommunens møter og "
        "fristene spør vi om."
    ),
}
DRIFT_NAME = {
    DriftPolicy.PLAN: _l("Planen gjelder"),
    DriftPolicy.ASK: _l("Vi spør"),
    DriftPolicy.CALENDAR: _l("Kalenderen gjelder"),
}
FIELD = {
    "summary": _l("Tittel"),
    "dtstart": _l("Start"),
    "dtend": _l("Slutt"),
    "due": _l("Frist"),
    "location": _l("Sted"),
    "status": _l("Status"),
    "description": _l("Beskrivelse"),
}
CONFLICT: Mapping[str, object] = {
    Reason.CHANGED_BY_PERSON: _l("Noen har endret dette i kalenderen."),
    Reason.DELETED_BY_PERSON: _l("Noen har slettet dette i kalenderen."),
    Reason.BOTH_CHANGED: _l("Dette er endret både i planen og i kalenderen."),
    Reason.FOUND_AGAIN: _l("Dette lå i kalenderen fra før, men sier noe annet enn planen."),
    Reason.ORPHAN: _l("Kalenderen har en oppføring fra oss som ikke står i planen."),
    Reason.UNREADABLE: _l(
        "Oppføringen i kalenderen kan ikke leses. Rett den eller slett den der, så går det videre "
        "ved neste synkronisering."
    ),
    Reason.NAME_TAKEN: _l(
        "Noe annet ligger der denne oppføringen skulle ligge. Flytt det eller slett det i "
        "kalenderen, så går det videre ved neste synkronisering."
    ),
    Reason.NAMES_USED_UP: _l(
        "Dette er slettet i kalenderen så mange ganger at vi ikke kan legge det inn igjen."
    ),
}
OUTCOME: Mapping[str, object] = {
    ActionKind.RESTORE: _l(
        "Kalenderen rettes tilbake til planen. Varsler, notater og svar blir stående, og ord noen "
        "har skrevet i tittel eller sted, legges i en kommentar."
    ),
    ActionKind.RECREATE: _l("Oppføringen legges inn i kalenderen igjen."),
    ActionKind.CANCEL: _l(
        "Oppføringen merkes som avlyst i kalenderen. Varsler, notater og svar blir stående."
    ),
    ActionKind.TAKE_OVER: _l("Planen tar over tid og sted. Kalenderen blir stående som den er."),
    CALLS_OFF: _l("Møtet avlyses i planen. I kalenderen skrives det ingenting."),
}
OUTCOME_DONE: Mapping[str, object] = {
    ActionKind.RESTORE: _l("%(what)s er rettet tilbake til planen i kalenderen."),
    ActionKind.RECREATE: _l("%(what)s er lagt inn i kalenderen igjen."),
    ActionKind.CANCEL: _l("%(what)s er merket som avlyst i kalenderen."),
    ActionKind.TAKE_OVER: _l("Planen har tatt over tid og sted for %(what)s."),
    CALLS_OFF: _l("%(what)s er avlyst i planen."),
}
STOP: Mapping[str, object] = {
    StopReason.TOO_MANY_REMOVALS: _l(
        "Vi stanset fordi %(count)s av %(total)s oppføringer ville blitt avlyst eller fjernet på "
        "én gang. Se om møteplanen stemmer."
    ),
    StopReason.TOO_MANY_DELETED: _l(
        "Vi stanset fordi %(count)s av %(total)s oppføringer er borte fra kalenderen siden sist. "
        "Se om noen har slettet dem med vilje."
    ),
    StopReason.PLAN_EMPTY: _l(
        "Vi stanset fordi møteplanen er tom, mens kalenderen har %(total)s oppføringer. Se om "
        "planen er lest inn og godkjent."
    ),
    StopReason.CALENDAR_EMPTY: _l(
        "Vi stanset fordi kalenderen er tom, men skulle hatt %(total)s oppføringer. Se om adressen "
        "er riktig."
    ),
}
WILL: Mapping[str, object] = {
    ActionKind.CREATE: _l("skrives"),
    ActionKind.UPDATE: _l("oppdateres"),
    ActionKind.RESTORE: _l("settes tilbake"),
    ActionKind.RECREATE: _l("skrives på nytt"),
    ActionKind.CANCEL: _l("avlyses"),
    ActionKind.REMOVE: _l("fjernes"),
    ActionKind.ADOPT: _l("kjennes igjen"),
    ActionKind.TAKE_OVER: _l("tas inn i planen"),
    ActionKind.FORGET: _l("går ut av planen"),
}
MOVED = _l("Flyttet %(what)s")  # an update of the time
EVENT_DEED: Mapping[str, object] = {
    ActionKind.CREATE: _l("Skrev inn %(what)s"),
    ActionKind.UPDATE: _l("Oppdaterte %(what)s"),
    ActionKind.RESTORE: _l("Satte %(what)s tilbake til planen"),
    ActionKind.RECREATE: _l("La inn igjen %(what)s"),
    ActionKind.CANCEL: _l("Merket %(what)s som avlyst"),
    ActionKind.REMOVE: _l("Fjernet %(what)s"),
    ActionKind.ADOPT: _l("Kjente igjen %(what)s, og skrev ingenting"),
    ActionKind.TAKE_OVER: _l("Lot planen følge kalenderen for %(what)s"),
    ActionKind.FORGET: _l("Sluttet å følge %(what)s, som er borte"),
}
DOCUMENT_DEED: Mapping[str, object] = {
    "create": _l("Laget %(what)s"),
    "update": _l("Laget %(what)s på nytt"),
    "merge": _l("Førte endringer inn i %(what)s"),
    "rename": _l("Ga %(what)s nytt navn"),
    "copy": _l("La %(what)s ved siden av originalen"),
    "comment": _l("Skrev merknader i %(what)s"),
}
SHARE_DEED: Mapping[str, object] = {
    "share": _l("Delte %(what)s"),
    "change_share": _l("Endret hvordan %(what)s er delt"),
    "unshare": _l("Sluttet å dele %(what)s"),
}
REASON: Mapping[str, object] = {
    Reason.NEW: _l("nytt"),
    Reason.PLAN_CHANGED: _l("planen er endret"),
    Reason.ANNOTATED: _l("noen har lagt til noe eget; det står"),
    Reason.ALREADY_SO: _l("står slik allerede"),
    Reason.CHANGED_BY_PERSON: _l("endret av noen i gruppa"),
    Reason.DELETED_BY_PERSON: _l("slettet eller flyttet av noen i gruppa"),
    Reason.BOTH_CHANGED: _l("endret både i planen og i kalenderen"),
    Reason.WITHDRAWN: _l("ikke lenger i planen"),
    Reason.GRACE_OVER: _l("avlyst for lenge siden"),
    Reason.FOUND_AGAIN: _l("funnet igjen"),
    Reason.ORPHAN: _l("vårt, men ikke i planen"),
    Reason.APPROVED: _l("protokollen er godkjent"),
    DocumentReason.CANT_MERGE: _l("originalen er endret av noen i gruppa"),
    DocumentReason.WHEEL: _l("noen har bedt om hjulet i mappa"),
    DocumentReason.ASKED: _l("noen har bedt om det"),
    "share_wanted": _l("slik det er satt opp"),
    "share_ended": _l("skal ikke lenger deles"),
}
CHANGED = {
    "summary": _l("tittel"),
    "dtstart": _l("start"),
    "dtend": _l("slutt"),
    "due": _l("frist"),
    "location": _l("sted"),
    "status": _l("avlysning"),
    "description": _l("beskrivelse"),
    "url": _l("lenke"),
    "alarm": _l("varsel"),
    "meeting.date": _l("dato"),
    "meeting.time": _l("tidspunkt"),
    "meeting.place": _l("sted"),
    "meeting.title": _l("møtetype"),
    "meeting.serves": _l("møtet det forbereder"),
    "faction.committee_date": _l("dato for utvalgsmøtet"),
    "rows": _l("møtene"),
}
ACTOR = {
    Actor.WORKER: _l("av seg selv"),
    Actor.WEB: _l("fra nettsidene"),
    Actor.CLI: _l("fra kommandolinja"),
}
ENDING = {
    Ending.REFUSED: _l("ikke gjort, for serveren nektet"),
    Ending.UNKNOWN: _l("usikkert, for serveren svarte ikke"),
}
