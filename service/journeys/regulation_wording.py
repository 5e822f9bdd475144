"""What is to be said of a regulation: what is in the way, what follows, and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from service.domain.minutes import DocumentReading
from service.domain.model import Group
from service.domain.regulation import (
    Doubt,
    RegulationValues,
    Unread,
    doubtful_fields,
    pending_places,
)
from service.domain.regulation_changes import Change, ChangeKind, LandingKind
from service.domain.regulation_fields import ADOPTED, BY_KEY
from service.domain.regulation_offices import OfficeDifference
from service.domain.regulation_versions import AdoptedVersion, Ballot
from service.domain.wording import day_month, listed

_LONGEST = 200  # letters of who decided, or where it stands
_PERIODS: Final = ("group.period", "rules.period")
_DOUBTS: Final[Mapping[Doubt, str]] = {
    Doubt.NOT_FOUND: "Feltet finnes ikke i dokumentet. Se om ledeteksten er endret eller slettet.",
    Doubt.BLANK: "Feltet er ikke fylt ut. Fyll det ut hvis dokumentet skal bestemme dette.",
    Doubt.UNCLEAR: "«{text}» er ikke til å forstå som én verdi. Skriv bare verdien i feltet.",
    Doubt.UNSURE: "Feltet står flere steder, eller sier noe annet enn teksten ved siden av. Rett "
    "det i dokumentet.",
    Doubt.PENDING: "Her venter et forslag til endring. Godta eller avvis det i dokumentet.",
    Doubt.ORDER: "Møtet ville sluttet før det begynner. Rett klokkeslettet i dokumentet.",
}
_FOLLOWS: Final[Mapping[LandingKind, str]] = {
    LandingKind.PLANNING: "nye forslag til møteplan",
    LandingKind.DEADLINE: "fristene i kalenderen, fra neste synkronisering",
    LandingKind.RULE: "regel",
}


def unread_sentence(unread: Unread) -> str:
    """Why a field gives no value, and what to do."""
    return _DOUBTS[unread.doubt].format(text=" ".join(unread.text.split()))


def follows(change: Change) -> str:
    """What a change has effect on: "Gjelder nye forslag til møteplan, regel SP22-5.12"."""
    kinds = dict.fromkeys(one.kind for one in change.landings)
    said = [_FOLLOWS[kind] for kind in kinds if kind is not LandingKind.RULE]
    rules = [one.name.rpartition(".")[0] for one in change.landings if one.kind is LandingKind.RULE]
    said += [f"{_FOLLOWS[LandingKind.RULE]} {code}" for code in dict.fromkeys(rules)]
    if change.kind is ChangeKind.WITHDRAWN:
        return f"Står ikke lenger her, så gruppas eget valg gjelder for {', '.join(said)}"
    return f"Gjelder {', '.join(said)}"


def office_sentence(difference: OfficeDifference) -> str:
    """Who the regulation names, who the roster has, and what to do."""
    holders = listed(difference.holders) or "ingen"
    said = f"Reglementet sier {difference.stated}, registeret sier {holders}."
    if difference.known:
        return f"{said} Rett det av dem som er feil."
    return (
        f"{said} Registeret har ingen som heter {difference.stated}; rett navnet der det er feil."
    )


def obstacles(reading: DocumentReading | None, candidates: Sequence[str]) -> tuple[str, ...]:
    """Why what was read can't be adopted as it stands."""
    if reading is None:
        return (_no_document(candidates),)
    return tuple(_in_the_text(reading))


def remarks(
    values: RegulationValues, group: Group, adopted: AdoptedVersion | None
) -> tuple[str, ...]:
    """What else doesn't agree: the period, and the date the document says it was ``adopted``."""
    return tuple(_remarks(values, group, adopted))


def adoption_refusal(
    *, by: str, on: dt.date, today: dt.date, votes: Ballot | None, holds: AdoptedVersion | None
) -> str:
    """Why an adoption can't be entered so, "" where it can."""
    if not by.strip() or len(by) > _LONGEST or not by.isprintable():
        return "Skriv hvem som vedtok, på én linje."
    if on > today:
        return f"Datoen {_day(on)} er ikke kommet ennå. Før inn vedtaket når det er gjort."
    if holds and on < holds.adopted_on:
        return (
            f"Forrige versjon ble vedtatt {_day(holds.adopted_on)}, etter datoen du oppga. Se om "
            "datoen er riktig."
        )
    if votes and votes.in_favour <= votes.against:
        return (
            f"Med {votes.in_favour} stemmer for og {votes.against} mot er teksten ikke vedtatt. "
            "Rett stemmetallet, eller legg tilbake den forrige teksten."
        )
    return ""


def _no_document(candidates: Sequence[str]) -> str:
    if candidates:
        return (
            f"Flere dokumenter i mappa kan være reglementet: {listed(candidates)}. La bare det som "
            "gjelder, ligge der."
        )
    return "Fant verken reglement eller kjøreregler i gruppas mappe. Legg dem der, og synkroniser."


def _in_the_text(reading: DocumentReading) -> Iterator[str]:
    places = dict.fromkeys(pending_places(reading))
    if places:
        named = listed([f"«{place}»" for place in places])
        yield (
            f"Forslag til endringer venter under {named}. Godta eller avvis dem i dokumentet, og "
            "synkroniser før du fører inn vedtaket."
        )
    doubtful = doubtful_fields(reading)
    if doubtful:
        named = listed([f"«{label}»" for label in doubtful])
        yield (
            f"Det er uklart hva dokumentet sier i {named}: feltet står flere steder, eller sier "
            "noe annet enn teksten ved siden av. Rett det, og synkroniser før du fører inn "
            "vedtaket."
        )


def _remarks(
    values: RegulationValues, group: Group, adopted: AdoptedVersion | None
) -> Iterator[str]:
    stated = values.by_key
    start, end = group.term.start.year, group.term.end and group.term.end.year
    for key in _PERIODS:
        said = str(stated.get(key, ""))
        if said and said != f"{start}–{end or said[-4:]}":
            yield (
                f"Dokumentet gjelder {said}, men gruppa er ført med {start}–{end or ''}. Rett det "
                "av dem som er feil."
            )
    for key in ADOPTED:
        day = stated.get(key)
        if adopted and isinstance(day, dt.date) and day != adopted.adopted_on:
            yield (
                f"Dokumentet sier at det ble vedtatt {BY_KEY[key].say(day, 'nb')}, men vedtaket er "
                f"ført {_day(adopted.adopted_on)}. Rett det av dem som er feil."
            )


def _day(day: dt.date) -> str:
    return f"{day_month(day)} {day.year}"
