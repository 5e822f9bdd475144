"""Protocol or minutes of a group meeting in nynorsk (own wording)."""

from __future__ import annotations

from typing import Final

from service.documents.authoring.blocks import Block, Cases, FieldTable, Heading, Table, Title
from service.documents.authoring.content.common import (
    SECRETARY,
    SERVES,
    meeting_fields,
    section,
    title,
)
from service.documents.manifest import LabelSpec, TableSpec

BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Protokoll")),
    FieldTable("Opplysningar om møtet", meeting_fields("nn", SECRETARY["nn"], SERVES["nn"])),
    Heading("Frammøte"),
    Table(
        TableSpec(
            id="attendance",
            columns=(
                LabelSpec(key="name", label="Namn"),
                LabelSpec(key="role", label="Rolle", aliases=("Verv", "Funksjon")),
                LabelSpec(key="status", label="Møtt", aliases=("Til stades", "Status", "Frammøte")),
                LabelSpec(key="note", label="Merknad", aliases=("Merknader", "Kommentar")),
            ),
        ),
        "Frammøte: namn, rolle, om personen møtte, og merknad",
        (55, 45, 30, 35),
    ),
    section(
        "minutes.habilitet",
        "Habilitet",
        "Skriv «ingen melde», eller kven som tok opp spørsmålet, i kva sak og kva gruppa kom til",
    ),
    section(
        "minutes.factions",
        "Fraksjonsorienteringar",
        "Skriv kort kva kvar fraksjon orienterte om",
        "Orientering frå fraksjonane",
        "Orienteringar frå fraksjonane",
    ),
    Heading("Saker"),
    Cases(
        "Sak",
        "nr/år",
        "tittel",
        (
            LabelSpec(
                key="recommendation",
                kind="prose",
                label="Innstilling",
                aliases=("Tilråding",),
                guidance="Skriv kort kva som er innstilt, og av kven",
            ),
            LabelSpec(
                key="discussion",
                kind="prose",
                label="Drøfting",
                aliases=("Diskusjon",),
                guidance="Skriv hovudpunkta i drøftinga",
            ),
            LabelSpec(
                key="proposal",
                kind="prose",
                label="Framlegg",
                aliases=("Vårt framlegg", "Framlegget frå gruppa"),
                guidance="Skriv framlegget frå gruppa, eller «følgjer innstillinga»",
            ),
            LabelSpec(
                key="conclusion",
                kind="prose",
                label="Konklusjon",
                aliases=("Vedtak",),
                guidance="Skriv kva gruppa kom fram til",
            ),
            LabelSpec(
                key="presenter",
                label="Kven fører saka",
                aliases=("Fører saka", "Saksansvarleg", "Ordførar for saka"),
                guidance="Skriv kven som legg fram saka i møtet",
            ),
            LabelSpec(
                key="dissent",
                kind="prose",
                label="Avvik",
                aliases=("Dissens", "Avvikande syn"),
                guidance="Skriv kven som ser annleis på saka, eller «ingen»",
            ),
            LabelSpec(
                key="votes",
                label="Røysting",
                aliases=("Avrøysting", "Røystetal"),
                guidance="Skriv røystetalet, til dømes «7 mot 4», eller «samrøystes»",
            ),
        ),
    ),
    section(
        "minutes.media",
        "Mediestrategi",
        "Skriv kva saker gruppa vil løfte fram, korleis og kven som gjer det",
        "Media",
    ),
    Heading("Oppfølging"),
    Table(
        TableSpec(
            id="followups",
            columns=(
                LabelSpec(key="what", label="Kva", aliases=("Oppgåve", "Tiltak")),
                LabelSpec(key="responsible", label="Ansvarleg", aliases=("Kven", "Ansvar")),
                LabelSpec(key="due", label="Frist", aliases=("Når",)),
            ),
        ),
        "Oppfølging: kva som skal gjerast, kven som er ansvarleg, og frist",
        (90, 45, 30),
    ),
    section("minutes.other", "Eventuelt", "Skriv det som kom opp under eventuelt", "Ymse"),
    section(
        "minutes.approved",
        "Godkjenning",
        "Skriv kven som godkjende protokollen, og datoen",
        "Godkjent",
    ),
)
