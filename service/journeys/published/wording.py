"""What there is to say of a published plan, in bokmål ("nb") or nynorsk ("nn")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from service.domain.model import Meeting
from service.domain.municipal import ChangeKind, MunicipalChange
from service.domain.published import Origin
from service.domain.wording import clock, day_month, listed, weekday_name
from service.imports.reading import PlannedMeeting

_CHANGED: Final = {
    "nb": "Planen er endret mens du så på den. Se over den på nytt.",
    "nn": "Planen er endra medan du såg på han. Sjå over han på nytt.",
}
_NO_DRAFT: Final = {
    "nb": "Det venter ingen møteplan her lenger. Les den inn på nytt.",
    "nn": "Det ventar ingen møteplan her lenger. Les han inn på nytt.",
}
_NO_ROW: Final = {
    "nb": "Raden står ikke slik i planen lenger. Se over planen på nytt.",
    "nn": "Rada står ikkje slik i planen lenger. Sjå over planen på nytt.",
}
_THERE_ALREADY: Final = {
    "nb": "{name} {day} står i planen alt. Rett raden hvis noe er feil i den.",
    "nn": "{name} {day} står i planen alt. Rett rada om noko er feil i henne.",
}
_OTHER_HALF: Final = {
    "nb": "Planen sier ingenting om det halvåret datoen ligger i. Se om datoen er riktig.",
    "nn": "Planen seier ingenting om det halvåret datoen ligg i. Sjå om datoen er rett.",
}
_NOTHING_LEFT: Final = {
    "nb": "Alle møtene er tatt bort. Ta med minst ett, eller forkast planen.",
    "nn": "Alle møta er tekne bort. Ta med minst eitt, eller forkast planen.",
}
_KINDS: Final = {
    "nb": {
        ChangeKind.ADDED: ("1 nytt møte", "{count} nye møter"),
        ChangeKind.MOVED: ("1 møte flyttet", "{count} møter flyttet"),
        ChangeKind.RETIMED: ("1 møte med nytt klokkeslett", "{count} møter med nytt klokkeslett"),
        ChangeKind.RELOCATED: ("1 møte med nytt sted", "{count} møter med nytt sted"),
        ChangeKind.CANCELLED: ("1 møte avlyst", "{count} møter avlyst"),
        ChangeKind.REINSTATED: ("1 møte satt opp igjen", "{count} møter satt opp igjen"),
        ChangeKind.REMOVED: ("1 møte tatt ut", "{count} møter tatt ut"),
    },
    "nn": {
        ChangeKind.ADDED: ("1 nytt møte", "{count} nye møte"),
        ChangeKind.MOVED: ("1 møte flytta", "{count} møte flytta"),
        ChangeKind.RETIMED: ("1 møte med nytt klokkeslett", "{count} møte med nytt klokkeslett"),
        ChangeKind.RELOCATED: ("1 møte med ny stad", "{count} møte med ny stad"),
        ChangeKind.CANCELLED: ("1 møte avlyst", "{count} møte avlyste"),
        ChangeKind.REINSTATED: ("1 møte sett opp att", "{count} møte sette opp att"),
        ChangeKind.REMOVED: ("1 møte teke ut", "{count} møte tekne ut"),
    },
}
_ORDER: Final = (
    ChangeKind.MOVED,
    ChangeKind.CANCELLED,
    ChangeKind.REMOVED,
    ChangeKind.ADDED,
    ChangeKind.RETIMED,
    ChangeKind.RELOCATED,
    ChangeKind.REINSTATED,
)
_HAS_CHANGED: Final = {
    "nb": "Kommunens møteplan er endret: {what}.",
    "nn": "Møteplanen til kommunen er endra: {what}.",
}
_WAITS: Final = {
    "nb": "En møteplan venter på at noen ser over den.",
    "nn": "Ein møteplan ventar på at nokon ser over han.",
}
_NO_TIME: Final = {"nb": "uten klokkeslett", "nn": "utan klokkeslett"}
_NO_PLACE: Final = {"nb": "uten sted", "nn": "utan stad"}


def changed_meanwhile(language: str) -> str:
    """That somebody else, or the address, has changed the plan that was looked at."""
    return _CHANGED[language]


def no_draft(language: str) -> str:
    """That no plan waits."""
    return _NO_DRAFT[language]


def no_such_row(language: str) -> str:
    """That a row isn't as it was when the page was shown."""
    return _NO_ROW[language]


def there_already(meeting: PlannedMeeting, language: str) -> str:
    """That the plan has a meeting that somebody wants to add."""
    return _THERE_ALREADY[language].format(name=meeting.body, day=day_month(meeting.date))


def other_half(language: str) -> str:
    """That a meeting that somebody wants to add lies in a half-year the plan is not for."""
    return _OTHER_HALF[language]


def nothing_left(language: str) -> str:
    """That every row is left out."""
    return _NOTHING_LEFT[language]


def changes_summed(changes: Iterable[MunicipalChange], language: str) -> str:
    """How many of each kind: "2 møter flyttet og 1 nytt møte"; "" where nothing changes."""
    counts = Counter(change.kind for change in changes)
    return listed(
        [
            _KINDS[language][kind][counts[kind] > 1].format(count=counts[kind])
            for kind in _ORDER
            if counts[kind]
        ]
    )


def plan_waits(origin: Origin, summary: str, language: str) -> str:
    """That a plan waits for a person, and what it would change where an address has changed."""
    if origin is Origin.ADDRESS and summary:
        return _HAS_CHANGED[language].format(what=summary)
    return _WAITS[language]


def change_said(change: MunicipalChange, names: Mapping[str, str], language: str) -> str:
    """A change as a reader wants it: what it was, an arrow, what it is. ``names`` by body key."""
    now, before = change.meeting, change.before
    name = names.get(now.body, now.body)
    if before is None or change.kind in {ChangeKind.REMOVED, ChangeKind.CANCELLED}:
        return f"{name} {_when(now, language)}"
    if change.kind is ChangeKind.RETIMED:
        return f"{name} {_day(now, language)}: {_span(before, language)} → {_span(now, language)}"
    if change.kind is ChangeKind.RELOCATED:
        was, place = (m.place or _NO_PLACE[language] for m in (before, now))
        return f"{name} {_day(now, language)}: {was} → {place}"
    if change.kind is ChangeKind.MOVED:
        return f"{name}: {_when(before, language)} → {_when(now, language)}"
    return f"{name} {_when(now, language)}"


def _when(meeting: Meeting, language: str) -> str:
    timed = f" {_span(meeting, language)}" if meeting.start else ""
    return f"{_day(meeting, language)}{timed}"


def _day(meeting: Meeting, language: str) -> str:
    return f"{weekday_name(meeting.date.weekday(), language)} {day_month(meeting.date)}"


def _span(meeting: Meeting, language: str) -> str:
    if meeting.start is None:
        return _NO_TIME[language]
    end = f"–{clock(meeting.end)}" if meeting.end else ""
    return f"kl. {clock(meeting.start)}{end}"
