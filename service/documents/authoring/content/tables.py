"""The tables that several document types share, in each language."""

from __future__ import annotations

from typing import Final

from service.documents.authoring.blocks import Table
from service.documents.manifest import LabelSpec, TableSpec

_NAME: Final = {
    "nb": LabelSpec(key="name", label="Navn"),
    "nn": LabelSpec(key="name", label="Namn"),
}
_ROLE: Final = LabelSpec(key="role", label="Rolle", aliases=("Verv", "Funksjon", "Møter som"))
_MEETS_AS: Final = LabelSpec(key="role", label="Møter som", aliases=("Rolle", "Verv", "Funksjon"))
_STATUS: Final = {
    "nb": LabelSpec(key="status", label="Møtt", aliases=("Til stede", "Status", "Frammøte")),
    "nn": LabelSpec(key="status", label="Møtt", aliases=("Til stades", "Status", "Frammøte")),
}
_REMARK: Final = ("Merknad", "Merknader", "Kommentar")
_NOTE: Final = LabelSpec(key="note", label="Merknad", aliases=("Merknader", "Kommentar"))
_RIGHTS: Final = {
    "nb": LabelSpec(
        key="note",
        label="Rettigheter og merknad",
        aliases=("Rettigheter", "Rett til", "Stemmerett", *_REMARK),
    ),
    "nn": LabelSpec(
        key="note",
        label="Rettar og merknad",
        aliases=("Rettar", "Rett til", "Røysterett", "Stemmerett", *_REMARK),
    ),
}
_ATTENDANCE: Final = {
    "nb": "Frammøte: hvem som var innkalt, og om de møtte",
    "nn": "Frammøte: kven som var innkalla, og om dei møtte",
}


def attendance(language: str, *, meets_as: bool = False, rights: bool = False) -> Table:
    """Who was there.

    Args:
        language: nb or nn.
        meets_as: ask in what capacity somebody came instead of for a role.
        rights: ask for the right to speak, propose and vote, and not only for a remark.
    """
    note = _RIGHTS[language] if rights else _NOTE
    role = _MEETS_AS if meets_as else _ROLE
    spec = TableSpec(id="attendance", columns=(_NAME[language], role, _STATUS[language], note))
    return Table(spec, _ATTENDANCE[language], (50, 36, 30, 49) if rights else (55, 45, 30, 35))


_FOLLOW_UPS: Final = {
    "nb": (
        LabelSpec(key="what", label="Hva", aliases=("Oppgave", "Tiltak")),
        LabelSpec(key="responsible", label="Ansvarlig", aliases=("Hvem", "Ansvar")),
        LabelSpec(key="due", label="Frist", aliases=("Når",)),
        LabelSpec(key="status", label="Status", aliases=("Utført", "Gjort")),
    ),
    "nn": (
        LabelSpec(key="what", label="Kva", aliases=("Oppgåve", "Tiltak")),
        LabelSpec(key="responsible", label="Ansvarleg", aliases=("Kven", "Ansvar")),
        LabelSpec(key="due", label="Frist", aliases=("Når",)),
        LabelSpec(key="status", label="Status", aliases=("Utført", "Gjort")),
    ),
}
_SOURCE: Final = {
    "nb": LabelSpec(
        key="source",
        label="Fra møte eller sak",
        aliases=("Fra", "Fra møte", "Fra sak", "Møte eller sak", "Kilde"),
    ),
    "nn": LabelSpec(
        key="source",
        label="Frå møte eller sak",
        aliases=("Frå", "Frå møte", "Frå sak", "Møte eller sak", "Kjelde"),
    ),
}
_FOLLOW_UP_ALT: Final = {
    ("nb", False): "Oppfølging: hva som skal gjøres, hvem som er ansvarlig, frist og status",
    ("nn", False): "Oppfølging: kva som skal gjerast, kven som er ansvarleg, frist og status",
    ("nb", True): "Oppfølging: hva som skal gjøres, hvor det ble bestemt, hvem som er ansvarlig, "
    "frist og status",
    ("nn", True): "Oppfølging: kva som skal gjerast, kvar det vart bestemt, kven som er ansvarleg, "
    "frist og status",
}


def follow_ups(language: str, *, source: bool = False) -> Table:
    """What is to be done, by whom, by when, and whether it is.

    Args:
        language: nb or nn.
        source: say also from which meeting or case each comes.
    """
    what, *rest = _FOLLOW_UPS[language]
    columns = (what, _SOURCE[language], *rest) if source else (what, *rest)
    widths = (50, 38, 28, 26, 23) if source else (72, 40, 28, 25)
    return Table(
        TableSpec(id="followups", columns=columns), _FOLLOW_UP_ALT[language, source], widths
    )
