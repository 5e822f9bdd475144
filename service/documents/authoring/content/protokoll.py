"""Protocol (Ap) or minutes (Sp) of a group meeting: inventory D06a and D06b in one template.

Sources: Ap's ground rules section 4 (cases, proposal, who presents), Sp's regulation 5.0
(conclusion where the group disagrees), 7.0 (impartiality), 4.0 (factions) and 9.0 (media).
"""

from __future__ import annotations

from service.documents.authoring.blocks import (
    Block,
    Cases,
    Content,
    Field,
    FieldTable,
    Heading,
    Table,
    Title,
)
from service.documents.authoring.content.common import (
    PAGE,
    SECRETARY,
    SERVES,
    STATUS,
    meeting_fields,
    title,
)
from service.documents.manifest import FieldSpec, LabelSpec, TableSpec


def _section(tag: str, label: str, guidance: str, *aliases: str) -> Field:
    return Field(
        FieldSpec(tag=tag, label=label, place="heading", guidance=guidance, aliases=aliases)
    )


_NB: tuple[Block, ...] = (
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
    _section(
        "minutes.habilitet",
        "Habilitet",
        "Skriv «ingen meldt», eller hvem som tok opp spørsmålet, i hvilken sak og hva gruppa kom "
        "til",
    ),
    _section(
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
            LabelSpec(key="recommendation", label="Innstilling",
                      guidance="Skriv kort hva som er innstilt, og av hvem"),
            LabelSpec(key="discussion", label="Drøfting", aliases=("Diskusjon",),
                      guidance="Skriv hovedpunktene i drøftingen"),
            LabelSpec(key="proposal", label="Forslag",
                      aliases=("Vårt forslag", "Gruppas forslag", "Partiets forslag"),
                      guidance="Skriv gruppas forslag, eller «følger innstillingen»"),
            LabelSpec(key="conclusion", label="Konklusjon", aliases=("Vedtak",),
                      guidance="Skriv hva gruppa kom fram til"),
            LabelSpec(key="presenter", label="Hvem fører saken",
                      aliases=("Fører saken", "Saksansvarlig", "Ordfører for saken"),
                      guidance="Skriv hvem som legger fram saken i møtet"),
            LabelSpec(key="dissent", label="Avvik", aliases=("Dissens", "Avvikende syn"),
                      guidance="Skriv hvem som ser annerledes på saken, eller «ingen»"),
            LabelSpec(key="votes", label="Avstemning", aliases=("Votering", "Stemmetall"),
                      guidance="Skriv stemmetallet, for eksempel «7 mot 4», eller «enstemmig»"),
        ),
    ),
    _section("minutes.media", "Mediestrategi",
             "Skriv hvilke saker gruppa vil løfte fram, hvordan og hvem som gjør det", "Media"),
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
    _section("minutes.other", "Eventuelt", "Skriv det som kom opp under eventuelt"),
    _section("minutes.approved", "Godkjenning",
             "Skriv hvem som godkjente protokollen, og datoen", "Godkjent"),
)  # fmt: skip

_NN: tuple[Block, ...] = (
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
    _section(
        "minutes.habilitet",
        "Habilitet",
        "Skriv «ingen melde», eller kven som tok opp spørsmålet, i kva sak og kva gruppa kom til",
    ),
    _section(
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
            LabelSpec(key="recommendation", label="Innstilling", aliases=("Tilråding",),
                      guidance="Skriv kort kva som er innstilt, og av kven"),
            LabelSpec(key="discussion", label="Drøfting", aliases=("Diskusjon",),
                      guidance="Skriv hovudpunkta i drøftinga"),
            LabelSpec(key="proposal", label="Framlegg",
                      aliases=("Vårt framlegg", "Framlegget frå gruppa"),
                      guidance="Skriv framlegget frå gruppa, eller «følgjer innstillinga»"),
            LabelSpec(key="conclusion", label="Konklusjon", aliases=("Vedtak",),
                      guidance="Skriv kva gruppa kom fram til"),
            LabelSpec(key="presenter", label="Kven fører saka",
                      aliases=("Fører saka", "Saksansvarleg", "Ordførar for saka"),
                      guidance="Skriv kven som legg fram saka i møtet"),
            LabelSpec(key="dissent", label="Avvik", aliases=("Dissens", "Avvikande syn"),
                      guidance="Skriv kven som ser annleis på saka, eller «ingen»"),
            LabelSpec(key="votes", label="Røysting", aliases=("Avrøysting", "Røystetal"),
                      guidance="Skriv røystetalet, til dømes «7 mot 4», eller «samrøystes»"),
        ),
    ),
    _section("minutes.media", "Mediestrategi",
             "Skriv kva saker gruppa vil løfte fram, korleis og kven som gjer det", "Media"),
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
    _section("minutes.other", "Eventuelt", "Skriv det som kom opp under eventuelt", "Ymse"),
    _section("minutes.approved", "Godkjenning",
             "Skriv kven som godkjende protokollen, og datoen", "Godkjent"),
)  # fmt: skip

PROTOKOLL = tuple(
    Content(
        type="protokoll",
        language=language,
        titles=titles,
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("meeting.title", "meeting.date"),
        ignored=("group.period", "meeting.number"),
        status=STATUS[language],
    )
    for language, titles, blocks in (
        ("nb", ("Protokoll", "Referat", "Møteprotokoll", "Møtereferat", "Møtebok"), _NB),
        ("nn", ("Protokoll", "Referat", "Møteprotokoll", "Møtereferat", "Møtebok"), _NN),
    )
)
