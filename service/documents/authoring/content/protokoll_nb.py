"""Protocol or minutes of a group meeting in bokmål (own wording)."""

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
    "Opplysninger om møtet", meeting_fields("nb", SECRETARY["nb"], SERVES["nb"])
)
_HABILITET: Final = section(
    "minutes.habilitet",
    "Habilitet",
    "Skriv «ingen meldt», eller hvem som tok opp spørsmålet, i hvilken sak og hva gruppa kom til",
)
_FACTIONS: Final = section(
    "minutes.factions",
    "Fraksjonsorienteringer",
    "Skriv kort hva hver fraksjon orienterte om",
    "Orientering fra fraksjonene",
    "Orienteringer fra fraksjonene",
)
_MEDIA: Final = section(
    "minutes.media",
    "Mediestrategi",
    "Skriv hvilke saker gruppa vil løfte fram, hvordan og hvem som gjør det",
    "Media",
)
_OTHER: Final = section("minutes.other", "Eventuelt", "Skriv det som kom opp under eventuelt")
_APPROVED: Final = ("minutes.approved", "Godkjenning")

BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Protokoll")),
    _MEETING,
    Heading("Frammøte"),
    attendance("nb"),
    _HABILITET,
    _FACTIONS,
    Heading("Saker"),
    Cases(
        "Sak",
        "nr/år",
        "tittel",
        case_labels(
            "nb",
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
    follow_ups("nb"),
    _OTHER,
    section(*_APPROVED, "Skriv hvem som godkjente protokollen, og datoen", "Godkjent"),
)

AP_BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Protokoll")),
    _MEETING,
    Heading("Frammøte"),
    attendance("nb", meets_as=True, rights=True),
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
                key="proposal",
                kind="prose",
                label="Forslag",
                aliases=("Partiets forslag", "Vårt forslag", "Gruppas forslag"),
                guidance="Skriv partiets forslag, eller «følger innstillingen»",
            ),
            "conclusion",
            LabelSpec(
                key="presenter",
                label="Hvem fører saken",
                aliases=("Fører saken", "Saksansvarlig", "Ordfører for saken"),
                guidance="Skriv hvem som fører saken i kommunestyret eller formannskapet",
            ),
            LabelSpec(
                key="dissent",
                kind="prose",
                label="Avvik",
                aliases=("Dissens", "Avvikende syn", "Uenighet"),
                guidance="Skriv hvem som ser annerledes på saken, og hva det gjelder, eller "
                "«ingen»",
            ),
            "votes",
        ),
    ),
    section(
        "minutes.committee_cases",
        "Saker fra utvalgene",
        "Skriv hva gruppa bestemte i saker den tok over fra utvalgene, eller «ingen»",
        "Utvalgssaker",
    ),
    Heading("Oppfølging"),
    follow_ups("nb"),
    _OTHER,
    section(*_APPROVED, "Skriv at gruppelederen har godkjent protokollen, og datoen", "Godkjent"),
)

SP_BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Referat")),
    FieldTable("Opplysninger om møtet", meeting_fields("nb", MINUTE_TAKER["nb"], SERVES["nb"])),
    Heading("Frammøte"),
    attendance("nb", rights=True),
    _HABILITET,
    section(
        "minutes.submissions",
        "Innmeldte saker",
        "Skriv hvem som meldte inn hvilken sak, og om den ble satt opp, utsatt eller avvist og "
        "hvorfor",
        "Saker som er meldt inn",
    ),
    _FACTIONS,
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
                label="Konklusjon",
                aliases=("Vedtak",),
                guidance="Skriv «følger innstillingen», eller kort hva gruppa kom til der den er "
                "uenig",
            ),
            "presenter",
            LabelSpec(
                key="dissent",
                kind="prose",
                label="Avviksmelding",
                aliases=("Avvik", "Avviksmeldinger", "Dissens", "Avvikende syn"),
                guidance="Skriv hvem som har sagt fra at de vil stemme annerledes, og hvorfor, "
                "eller «ingen»",
            ),
            LabelSpec(
                key="statement",
                kind="prose",
                label="Protokolltilførsel",
                aliases=("Protokolltilførsler", "Tilførsel"),
                guidance="Skriv tilførselen slik den ble levert, og hvem den er fra, eller «ingen»",
            ),
            "votes",
        ),
    ),
    _MEDIA,
    Heading("Oppfølging"),
    follow_ups("nb"),
    _OTHER,
    section(*_APPROVED, "Skriv hvem som godkjente referatet, og datoen", "Godkjent"),
)
