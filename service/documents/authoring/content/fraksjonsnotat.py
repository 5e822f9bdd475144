"""A faction's note from its meeting before the committee: inventory D33.

Source: Sp's regulation 4.0, what a faction leader does: gathers the faction, tells the group, says
which cases the group should discuss, and talks with the partners.
"""

from __future__ import annotations

from service.documents.authoring.blocks import Block, Cases, Content, FieldTable, Heading, Title
from service.documents.authoring.content.case_labels import case_labels
from service.documents.authoring.content.common import (
    GROUP,
    MEETING,
    PAGE,
    STATUS,
    line,
    section,
    title,
)
from service.documents.authoring.content.tables import attendance
from service.documents.manifest import LabelSpec

_NB: tuple[Block, ...] = (
    Title(title("Fraksjonsnotat")),
    FieldTable(
        "Opplysninger om fraksjonen og møtene",
        (
            GROUP["nb"],
            line(
                "faction.committee",
                "Utvalg",
                "Skriv hvilket utvalg fraksjonen sitter i",
                "Hovedutvalg",
                "Komité",
                "Organ",
                required=True,
            ),
            line(
                "faction.committee_date",
                "Utvalgsmøte",
                "Skriv ukedag og dato for møtet i utvalget",
                "Dato for utvalgsmøtet",
                "Møte i utvalget",
                required=True,
            ),
            line(
                "faction.leader",
                "Fraksjonsleder",
                "Skriv hvem som leder fraksjonen",
                "Leder av fraksjonen",
                required=True,
            ),
            line(
                "meeting.date",
                "Fraksjonsmøte",
                "Skriv ukedag og dato for møtet i fraksjonen",
                "Dato for fraksjonsmøtet",
                "Møtedato",
                "Dato",
            ),
            *MEETING["nb"][2:4],
        ),
    ),
    Heading("Frammøte"),
    attendance("nb", meets_as=True),
    Heading("Saker"),
    Cases(
        "Sak",
        "nr/år",
        "tittel",
        case_labels(
            "nb",
            "recommendation",
            "discussion",
            LabelSpec(
                key="conclusion",
                kind="prose",
                label="Standpunkt",
                aliases=("Konklusjon", "Vedtak", "Fraksjonens standpunkt"),
                guidance="Skriv hva fraksjonen går inn for, eller «følger innstillingen»",
            ),
            LabelSpec(
                key="report",
                kind="prose",
                label="Meldes til gruppa",
                aliases=("Til gruppa", "Orientering til gruppa"),
                guidance="Skriv hva resten av gruppa bør vite, eller «ingenting»",
            ),
            LabelSpec(
                key="partners",
                kind="prose",
                label="Kontakt med samarbeidspartier",
                aliases=("Kontakt med samarbeidspartiene", "Samarbeidspartier"),
                guidance="Skriv hvem dere har snakket med, og hva de mener",
            ),
        ),
    ),
    section(
        "faction.group_agenda",
        "Dette bør gruppa drøfte",
        "Skriv hvilke saker gruppa må ta stilling til, og hvorfor, eller «ingen»",
        "Saker til gruppa",
        "Saker til gruppemøtet",
    ),
)

_NN: tuple[Block, ...] = (
    Title(title("Fraksjonsnotat")),
    FieldTable(
        "Opplysningar om fraksjonen og møta",
        (
            GROUP["nn"],
            line(
                "faction.committee",
                "Utval",
                "Skriv kva utval fraksjonen sit i",
                "Hovudutval",
                "Komité",
                "Organ",
                required=True,
            ),
            line(
                "faction.committee_date",
                "Utvalsmøte",
                "Skriv vekedag og dato for møtet i utvalet",
                "Dato for utvalsmøtet",
                "Møte i utvalet",
                required=True,
            ),
            line(
                "faction.leader",
                "Fraksjonsleiar",
                "Skriv kven som leier fraksjonen",
                "Leiar av fraksjonen",
                required=True,
            ),
            line(
                "meeting.date",
                "Fraksjonsmøte",
                "Skriv vekedag og dato for møtet i fraksjonen",
                "Dato for fraksjonsmøtet",
                "Møtedato",
                "Dato",
            ),
            *MEETING["nn"][2:4],
        ),
    ),
    Heading("Frammøte"),
    attendance("nn", meets_as=True),
    Heading("Saker"),
    Cases(
        "Sak",
        "nr/år",
        "tittel",
        case_labels(
            "nn",
            "recommendation",
            "discussion",
            LabelSpec(
                key="conclusion",
                kind="prose",
                label="Standpunkt",
                aliases=("Konklusjon", "Vedtak", "Standpunktet til fraksjonen"),
                guidance="Skriv kva fraksjonen går inn for, eller «følgjer innstillinga»",
            ),
            LabelSpec(
                key="report",
                kind="prose",
                label="Melding til gruppa",
                aliases=("Blir meldt til gruppa", "Til gruppa", "Orientering til gruppa"),
                guidance="Skriv kva resten av gruppa bør vite, eller «ingenting»",
            ),
            LabelSpec(
                key="partners",
                kind="prose",
                label="Kontakt med samarbeidsparti",
                aliases=("Kontakt med samarbeidspartia", "Samarbeidsparti"),
                guidance="Skriv kven de har snakka med, og kva dei meiner",
            ),
        ),
    ),
    section(
        "faction.group_agenda",
        "Dette bør gruppa drøfte",
        "Skriv kva saker gruppa må ta stilling til, og kvifor, eller «ingen»",
        "Saker til gruppa",
        "Saker til gruppemøtet",
    ),
)

FRAKSJONSNOTAT = tuple(
    Content(
        type="fraksjonsnotat",
        language=language,
        titles=("Fraksjonsnotat", "Notat fra fraksjonen", "Notat frå fraksjonen"),
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("faction.committee", "meeting.date"),
        ignored=(
            "group.municipality",
            "group.period",
            "meeting.title",
            "meeting.number",
            "meeting.chair",
            "meeting.secretary",
            "meeting.serves",
        ),
        status=STATUS[language],
    )
    for language, blocks in (("nb", _NB), ("nn", _NN))
)
