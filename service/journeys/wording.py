"""What went wrong with somebody's server, in words for the person who can mend it.

Each sentence says what it is, why, and what to do; none names a person, a party or a password.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from connectors.store import (
    Busy,
    Forbidden,
    NotADavServer,
    NotFound,
    OutcomeUnknown,
    OutOfSpace,
    Rejected,
    StoreError,
    Unauthorized,
    Unreachable,
)
from service.domain.projection import Reason, Stop, StopReason
from service.domain.settings import Target

_SENTENCES: tuple[tuple[type[StoreError], str], ...] = (
    (
        Unauthorized,
        (
            "Serveren godtar ikke brukernavnet eller passordet. Skriv dem inn på nytt under "
            "Oppsett; vi prøver ikke igjen før det er gjort."
        ),
    ),
    (
        NotADavServer,
        (
            "Adressen svarer med en nettside, ikke med en kalender eller mappe. Sjekk adressen "
            "under Oppsett; vi skriver ikke noe der."
        ),
    ),
    (
        NotFound,
        (
            "Det finnes ingen kalender eller mappe på adressen, eller tjenesten har ikke "
            "skrivetilgang til den. Sjekk adressen og delingen under Oppsett."
        ),
    ),
    (
        Forbidden,
        (
            "Serveren nekter tjenesten å skrive her. Gi brukeren full skrivetilgang (opprette, "
            "endre og slette), og prøv igjen."
        ),
    ),
    (
        OutOfSpace,
        "Serveren har ikke mer plass. Rydd, eller be om større kvote, og prøv igjen.",
    ),
    (
        Rejected,
        "Serveren avviste innholdet. Se om adressen peker på riktig slags kalender eller mappe.",
    ),
    (
        Busy,
        "Serveren er opptatt eller under vedlikehold. Vi prøver igjen av oss selv.",
    ),
    (
        OutcomeUnknown,
        "Forbindelsen ble brutt mens vi skrev. Vi ser etter hva som ble lagret, og prøver igjen.",
    ),
    (
        Unreachable,
        "Serveren svarer ikke. Vi prøver igjen av oss selv.",
    ),
)
_TOO_MANY: Final = 429  # Nextcloud's answer to a whole network after some wrong passwords
_LOCKED_OUT: Final = (
    "Serveren ber oss vente, oftest etter mange feil passord fra samme nett. Vi prøver igjen av "
    "oss selv; varer det, så be den som drifter serveren, om å slippe tjenesten inn."
)


def store_sentence(error: StoreError) -> str:
    """The error in bokmål."""
    if error.status == _TOO_MANY:
        return _LOCKED_OUT
    for kind, sentence in _SENTENCES:
        if isinstance(error, kind):
            return sentence
    return "Serveren svarte med en feil vi ikke kjenner. Prøv igjen, og meld fra om det fortsetter."


def no_password_sentence(target: Target) -> str:
    """That nobody has given the password; the server has then not been asked."""
    if target.password_env:
        return f"Passordet mangler. Sett miljøvariabelen {target.password_env}, og prøv igjen."
    return "Passordet mangler. Skriv det inn under Oppsett; serveren er ikke spurt."


_STOPS: Mapping[StopReason, str] = {
    StopReason.TOO_MANY_REMOVALS: (
        "Synkroniseringen ville ha fjernet {count} av {total} møter fra kalenderen, og er stanset. "
        "Se om møteplanen stemmer, og gjenta med --go-on om den gjør det."
    ),
    StopReason.TOO_MANY_DELETED: (
        "{count} av {total} møter er borte fra kalenderen siden sist, og synkroniseringen er "
        "stanset. Se om noen har slettet dem med vilje, og gjenta med --go-on om det er greit."
    ),
    StopReason.PLAN_EMPTY: (
        "Møteplanen er tom, mens kalenderen har {total} møter. Ingenting er fjernet; se om planen "
        "er lest inn og godkjent."
    ),
    StopReason.CALENDAR_EMPTY: (
        "Kalenderen er tom, men skulle hatt {total} møter. Ingenting er skrevet; se om adressen "
        "er riktig, og gjenta med --go-on for å skrive møtene på nytt."
    ),
}


def stop_sentence(stop: Stop) -> str:
    """Why a pass was stopped before it did anything, in bokmål."""
    return _STOPS[stop.reason].format(count=stop.count, total=stop.total)


_ACTIONS: Mapping[str, tuple[str, str]] = {
    "create": ("skrevet", "skrives"),
    "update": ("oppdatert", "oppdateres"),
    "merge": ("ført inn", "føres inn"),
    "rename": ("gitt nytt navn", "gis nytt navn"),
    "copy": ("lagt ved siden av", "legges ved siden av"),
    "comment": ("gitt merknader", "gis merknader"),
    "restore": ("satt tilbake", "settes tilbake"),
    "recreate": ("skrevet på nytt", "skrives på nytt"),
    "cancel": ("avlyst", "avlyses"),
    "remove": ("fjernet", "fjernes"),
    "adopt": ("kjent igjen", "kjennes igjen"),
    "take_over": ("tatt inn i planen", "tas inn i planen"),
    "forget": ("ute av planen", "går ut av planen"),
    "read": ("lest", "leses"),
    "left_alone": ("ikke rørt", "røres ikke"),
    "share": ("delt", "deles"),
    "change_share": ("deling endret", "deling endres"),
    "unshare": ("deling avsluttet", "deling avsluttes"),
}
_REASONS: Mapping[str, str] = {
    Reason.NEW: "nytt",
    Reason.PLAN_CHANGED: "planen er endret",
    Reason.ANNOTATED: "noen har lagt til noe eget; det står",
    Reason.ALREADY_SO: "står slik allerede",
    Reason.CHANGED_BY_PERSON: "endret av noen i gruppa",
    Reason.DELETED_BY_PERSON: "slettet eller flyttet av noen i gruppa",
    Reason.BOTH_CHANGED: "endret både i planen og i kalenderen",
    Reason.WITHDRAWN: "ikke lenger i planen",
    Reason.GRACE_OVER: "avlyst for lenge siden",
    Reason.FOUND_AGAIN: "funnet igjen",
    Reason.ORPHAN: "vårt, men ikke i planen",
    Reason.UNREADABLE: "kan ikke leses",
    Reason.APPROVED: "protokollen er godkjent",
    Reason.NAME_TAKEN: "noe annet ligger der fra før",
    Reason.NAMES_USED_UP: "slettet for mange ganger",
    "cant_merge": "originalen er endret av noen i gruppa",
    "locked": "noen har det åpent",
    "wheel": "noen har bedt om hjulet i mappa",
    "asked": "noen har bedt om det",
    "overtaken": "noen endret det mens vi skrev",
    "share_wanted": "slik det er satt opp",
    "share_ended": "skal ikke lenger deles",
}


def action_text(action: str, *, dry_run: bool = False) -> str:
    """What was done, or in a dry run will be, in bokmål."""
    return _ACTIONS[action][dry_run]


def reason_text(reason: str) -> str:
    """Why, in bokmål."""
    return _REASONS[reason]
