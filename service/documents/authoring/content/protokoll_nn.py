"""Protocol or minutes of a group meeting in nynorsk (own wording)."""

from __future__ import annotations

from typing import Final

from service.documents.authoring.blocks import Block, Cases, FieldTable, Heading, Title
from service.documents.authoring.content.case_labels import case_labels
from service.documents.authoring.content.common import (
    MINUTE_TAKER,
    SECRETARY,
    SERVES,
    meeting_fields,
    section,
    title,
)
from service.documents.authoring.content.tables import attendance, follow_ups
from service.documents.manifest import LabelSpec

_MEETING: Final = FieldTable(
    "Opplysningar om møtet", meeting_fields("nn", SECRETARY["nn"], SERVES["nn"])
)
_HABILITET: Final = section(
    "minutes.habilitet",
    "Habilitet",
    "Skriv «ingen melde», eller kven som tok opp spørsmålet, i kva sak og kva gruppa kom til",
)
_FACTIONS: Final = section(
    "minutes.factions",
    "Fraksjonsorienteringar",
    "Skriv kort kva kvar fraksjon orienterte om",
    "Orientering frå fraksjonane",
    "Orienteringar frå fraksjonane",
)
_MEDIA: Final = section(
    "minutes.media",
    "Mediestrategi",
    "Skriv kva saker gruppa vil løfte fram, korleis og kven som gjer det",
    "Media",
)
_OTHER: Final = section(
    "minutes.other", "Eventuelt", "Skriv det som kom opp under eventuelt", "Ymse"
)
_APPROVED: Final = ("minutes.approved", "Godkjenning")

BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Protokoll")),
    _MEETING,
    Heading("Frammøte"),
    attendance("nn"),
    _HABILITET,
    _FACTIONS,
    Heading("Saker"),
    Cases(
        "Sak",
        "nr/år",
        "tittel",
        case_labels(
            "nn",
            "recommendation",
            "discussion",
            "proposal",
            "conclusion",
            "presenter",
            "dissent",
            "votes",
        ),
    ),
    _MEDIA,
    Heading("Oppfølging"),
    follow_ups("nn"),
    _OTHER,
    section(*_APPROVED, "Skriv kven som godkjende protokollen, og datoen", "Godkjent"),
)

AP_BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Protokoll")),
    _MEETING,
    Heading("Frammøte"),
    attendance("nn", meets_as=True, rights=True),
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
                key="proposal",
                kind="prose",
                label="Framlegg",
                aliases=("Framlegget frå partiet", "Vårt framlegg", "Framlegget frå gruppa"),
                guidance="Skriv framlegget frå partiet, eller «følgjer innstillinga»",
            ),
            "conclusion",
            LabelSpec(
                key="presenter",
                label="Kven fører saka",
                aliases=("Fører saka", "Saksansvarleg", "Ordførar for saka"),
                guidance="Skriv kven som fører saka i kommunestyret eller formannskapet",
            ),
            LabelSpec(
                key="dissent",
                kind="prose",
                label="Avvik",
                aliases=("Dissens", "Avvikande syn", "Usemje"),
                guidance="Skriv kven som ser annleis på saka, og kva det gjeld, eller «ingen»",
            ),
            "votes",
        ),
    ),
    section(
        "minutes.committee_cases",
        "Saker frå utvala",
        "Skriv kva gruppa bestemte i saker ho tok over frå utvala, eller «ingen»",
        "Utvalssaker",
    ),
    Heading("Oppfølging"),
    follow_ups("nn"),
    _OTHER,
    section(*_APPROVED, "Skriv at gruppeleiaren har godkjent protokollen, og datoen", "Godkjent"),
)

SP_BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Referat")),
    FieldTable("Opplysningar om møtet", meeting_fields("nn", MINUTE_TAKER["nn"], SERVES["nn"])),
    Heading("Frammøte"),
    attendance("nn", rights=True),
    _HABILITET,
    section(
        "minutes.submissions",
        "Innmelde saker",
        "Skriv kven som melde inn kva sak, og om ho vart sett opp, utsett eller avvist og kvifor",
        "Saker som er melde inn",
    ),
    _FACTIONS,
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
                label="Konklusjon",
                aliases=("Vedtak",),
                guidance="Skriv «følgjer innstillinga», eller kort kva gruppa kom til der ho er "
                "usamd",
            ),
            "presenter",
            LabelSpec(
                key="dissent",
                kind="prose",
                label="Avviksmelding",
                aliases=("Avvik", "Avviksmeldingar", "Dissens", "Avvikande syn"),
                guidance="Skriv kven som har sagt frå at dei vil røyste annleis, og kvifor, eller "
                "«ingen»",
            ),
            LabelSpec(
                key="statement",
                kind="prose",
                label="Protokolltilførsel",
                aliases=("Protokolltilførslar", "Tilførsel"),
                guidance="Skriv tilførselen slik han vart levert, og kven han er frå, eller "
                "«ingen»",
            ),
            "votes",
        ),
    ),
    _MEDIA,
    Heading("Oppfølging"),
    follow_ups("nn"),
    _OTHER,
    section(*_APPROVED, "Skriv kven som godkjende referatet, og datoen", "Godkjent"),
)
