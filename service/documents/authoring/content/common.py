"""What the document types share in each language: the meeting's fields, the header, statuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from service.documents.authoring.blocks import Field
from service.documents.manifest import FieldSpec, LabelSpec
from service.domain.minutes import AttendanceStatus

PAGE: Final = {"nb": ("Side", "av"), "nn": ("Side", "av")}

STATUS: Final = {
    "nb": {
        AttendanceStatus.PRESENT: "Møtt",
        AttendanceStatus.EXCUSED: "Meldt forfall",
        AttendanceStatus.ABSENT: "Ikke møtt",
    },
    "nn": {
        AttendanceStatus.PRESENT: "Møtt",
        AttendanceStatus.EXCUSED: "Meldt forfall",
        AttendanceStatus.ABSENT: "Ikkje møtt",
    },
}

GROUP: Final = {
    "nb": FieldSpec(
        tag="group.name", label="Gruppe", guidance="Skriv navnet på gruppa", required=True
    ),
    "nn": FieldSpec(
        tag="group.name", label="Gruppe", guidance="Skriv namnet på gruppa", required=True
    ),
}

MUNICIPALITY: Final = {
    "nb": FieldSpec(tag="group.municipality", label="Kommune", guidance="Skriv kommunen"),
    "nn": FieldSpec(tag="group.municipality", label="Kommune", guidance="Skriv kommunen"),
}

PERIOD: Final = {
    "nb": FieldSpec(
        tag="group.period",
        label="Periode",
        guidance="Skriv fra og til år",
        aliases=("Valgperiode",),
        required=True,
    ),
    "nn": FieldSpec(
        tag="group.period",
        label="Periode",
        guidance="Skriv frå og til år",
        aliases=("Valperiode",),
        required=True,
    ),
}

MEETING: Final = {
    "nb": (
        FieldSpec(tag="meeting.title", label="Møte", guidance="Skriv hva slags møte det er"),
        FieldSpec(
            tag="meeting.date",
            label="Møtedato",
            guidance="Skriv ukedag og dato",
            aliases=("Dato",),
            required=True,
        ),
        FieldSpec(
            tag="meeting.time",
            label="Tid",
            guidance="Skriv når møtet begynner og slutter",
            aliases=("Tidspunkt", "Klokkeslett"),
        ),
        FieldSpec(
            tag="meeting.place",
            label="Sted",
            guidance="Skriv hvor møtet er",
            aliases=("Møtested",),
        ),
        FieldSpec(
            tag="meeting.chair",
            label="Møteleder",
            guidance="Skriv hvem som leder møtet",
            aliases=("Ordstyrer",),
            required=True,
        ),
    ),
    "nn": (
        FieldSpec(tag="meeting.title", label="Møte", guidance="Skriv kva slags møte det er"),
        FieldSpec(
            tag="meeting.date",
            label="Møtedato",
            guidance="Skriv vekedag og dato",
            aliases=("Dato",),
            required=True,
        ),
        FieldSpec(
            tag="meeting.time",
            label="Tid",
            guidance="Skriv når møtet tek til og sluttar",
            aliases=("Tidspunkt", "Klokkeslett"),
        ),
        FieldSpec(
            tag="meeting.place",
            label="Stad",
            guidance="Skriv kvar møtet er",
            aliases=("Møtestad",),
        ),
        FieldSpec(
            tag="meeting.chair",
            label="Møteleiar",
            guidance="Skriv kven som leier møtet",
            aliases=("Ordstyrar",),
            required=True,
        ),
    ),
}

SECRETARY: Final = {
    "nb": FieldSpec(
        tag="meeting.secretary",
        label="Referent",
        guidance="Skriv hvem som fører protokollen",
        aliases=("Sekretær", "Protokollfører"),
    ),
    "nn": FieldSpec(
        tag="meeting.secretary",
        label="Referent",
        guidance="Skriv kven som fører protokollen",
        aliases=("Sekretær", "Protokollførar"),
    ),
}

MINUTE_TAKER: Final = {
    "nb": replace(SECRETARY["nb"], guidance="Skriv hvem som fører referatet"),
    "nn": replace(SECRETARY["nn"], guidance="Skriv kven som fører referatet"),
}

SERVES: Final = {
    "nb": FieldSpec(
        tag="meeting.serves", label="Forbereder", guidance="Skriv hvilket møte dette forbereder"
    ),
    "nn": FieldSpec(tag="meeting.serves", label="Førebur", guidance="Skriv kva møte dette førebur"),
}


def title(preset: str) -> FieldSpec:
    """The document's own title, which a group may change ("Referat" for "Protokoll")."""
    return FieldSpec(tag="document.title", label="Tittel", place="title", preset=preset)


def meeting_fields(language: str, *more: FieldSpec) -> tuple[FieldSpec, ...]:
    """Group, municipality and meeting, then ``more``."""
    return (GROUP[language], MUNICIPALITY[language], *MEETING[language], *more)


def line(tag: str, label: str, guidance: str, *aliases: str, required: bool = False) -> FieldSpec:
    """A line of text after its label."""
    return FieldSpec(tag=tag, label=label, guidance=guidance, aliases=aliases, required=required)


def prose(tag: str, label: str, guidance: str, *aliases: str) -> FieldSpec:
    """A text of any length after its label."""
    return FieldSpec(tag=tag, label=label, kind="prose", guidance=guidance, aliases=aliases)


def section(tag: str, label: str, guidance: str, *aliases: str, level: int = 1) -> Field:
    """Prose below a heading of its own."""
    spec = FieldSpec(
        tag=tag, label=label, place="heading", kind="prose", guidance=guidance, aliases=aliases
    )
    return Field(spec, level)


def column(key: str, label: str, *aliases: str) -> LabelSpec:
    """A column of a table."""
    return LabelSpec(key=key, label=label, aliases=aliases)
