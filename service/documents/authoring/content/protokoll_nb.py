"""Protocol or minutes of a group meeting in bokmål (own wording)."""

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
    FieldTable("Opplysninger om møtet", meeting_fields("nb", SECRETARY["nb"], SERVES["nb"])),
    Heading("Frammøte"),
    Table(
        TableSpec(
            id="attendance",
            columns=(
                LabelSpec(key="name", label="Navn"),
                LabelSpec(key="role", label="Rolle", aliases=("Verv", "Funksjon")),
                LabelSpec(key="status", label="Møtt", aliases=("Til stede", "Status", "Frammøte")),
                LabelSpec(key="note", label="Merknad", aliases=("Merknader", "Kommentar")),
            ),
        ),
        "Frammøte: navn, rolle, om personen møtte, og merknad",
        (55, 45, 30, 35),
    ),
    section(
        "minutes.habilitet",
        "Habilitet",
        "Skriv «ingen meldt», eller hvem som tok opp spørsmålet, i hvilken sak og hva gruppa kom "
        "til",
    ),
    section(
        "minutes.factions",
        "Fraksjonsorienteringer",
        "Skriv kort hva hver fraksjon orienterte om",
        "Orientering fra fraksjonene",
        "Orienteringer fra fraksjonene",
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
                guidance="Skriv kort hva som er innstilt, og av hvem",
            ),
            LabelSpec(
                key="discussion",
                kind="prose",
                label="Drøfting",
                aliases=("Diskusjon",),
                guidance="Skriv hovedpunktene i drøftingen",
            ),
            LabelSpec(
                key="proposal",
                kind="prose",
                label="Forslag",
                aliases=("Vårt forslag", "Gruppas forslag", "Partiets forslag"),
                guidance="Skriv gruppas forslag, eller «følger innstillingen»",
            ),
            LabelSpec(
                key="conclusion",
                kind="prose",
                label="Konklusjon",
                aliases=("Vedtak",),
                guidance="Skriv hva gruppa kom fram til",
            ),
            LabelSpec(
                key="presenter",
                label="Hvem fører saken",
                aliases=("Fører saken", "Saksansvarlig", "Ordfører for saken"),
                guidance="Skriv hvem som legger fram saken i møtet",
            ),
            LabelSpec(
                key="dissent",
                kind="prose",
                label="Avvik",
                aliases=("Dissens", "Avvikende syn"),
                guidance="Skriv hvem som ser annerledes på saken, eller «ingen»",
            ),
            LabelSpec(
                key="votes",
                label="Avstemning",
                aliases=("Votering", "Stemmetall"),
                guidance="Skriv stemmetallet, for eksempel «7 mot 4», eller «enstemmig»",
            ),
        ),
    ),
    section(
        "minutes.media",
        "Mediestrategi",
        "Skriv hvilke saker gruppa vil løfte fram, hvordan og hvem som gjør det",
        "Media",
    ),
    Heading("Oppfølging"),
    Table(
        TableSpec(
            id="followups",
            columns=(
                LabelSpec(key="what", label="Hva", aliases=("Oppgave", "Tiltak")),
                LabelSpec(key="responsible", label="Ansvarlig", aliases=("Hvem", "Ansvar")),
                LabelSpec(key="due", label="Frist", aliases=("Når",)),
            ),
        ),
        "Oppfølging: hva som skal gjøres, hvem som er ansvarlig, og frist",
        (90, 45, 30),
    ),
    section("minutes.other", "Eventuelt", "Skriv det som kom opp under eventuelt"),
    section(
        "minutes.approved",
        "Godkjenning",
        "Skriv hvem som godkjente protokollen, og datoen",
        "Godkjent",
    ),
)
