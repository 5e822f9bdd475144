"""Protocol from the group's constitution: inventory D08 and 6.1, Sp's booklet (SP23-KON)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from service.documents.authoring.blocks import (
    Block,
    Content,
    FieldTable,
    Heading,
    Table,
    Text,
    Title,
)
from service.documents.authoring.content.common import (
    PAGE,
    PERIOD,
    SECRETARY,
    STATUS,
    column,
    line,
    meeting_fields,
    section,
    title,
)
from service.documents.authoring.content.tables import attendance
from service.documents.manifest import TableSpec

_WIDTHS: Final = (46, 47, 36, 36)


def _attendance(language: str) -> Table:
    """Who was there. "Verv" is what somebody is elected to here, and not in what role he came."""
    table = attendance(language)
    columns = tuple(
        replace(c, aliases=("Funksjon", "Møter som")) if c.key == "role" else c
        for c in table.spec.columns
    )
    return replace(table, spec=replace(table.spec, columns=columns))


_NB: tuple[Block, ...] = (
    Title(title("Konstitueringsprotokoll")),
    FieldTable(
        "Opplysninger om møtet",
        meeting_fields(
            "nb",
            SECRETARY["nb"],
            line("meeting.convener", "Innkalt av", "Skriv hvem som kalte inn, vanligvis lederen av "
                 "lokallaget", "Kalt inn av", "Innkaller"),
            PERIOD["nb"],
        ),
    ),
    Heading("Frammøte"),
    _attendance("nb"),
    Heading("Valg"),
    Text(
        "Gruppa velger selv. Under «Resultat» står det «enstemmig» eller stemmetallet, og under "
        "«Om valget» hvilket utvalg en fraksjonsleder er valgt for."
    ),
    Table(
        TableSpec(
            id="elections",
            columns=(
                column("office", "Verv", "Valg av"),
                column("elected", "Valgt", "Valgt ble", "Hvem ble valgt", "Navn"),
                column("result", "Resultat", "Stemmetall", "Avstemning"),
                column("note", "Om valget", "Merknad til valget"),
            ),
        ),
        "Valg: verv, hvem som ble valgt, resultat og merknad",
        _WIDTHS,
        presets=(
            ("Gruppeleder", "", "", ""),
            ("Nestleder", "", "", ""),
            ("Medlem i gruppestyret", "", "", ""),
            ("Fraksjonsleder", "", "", ""),
        ),
    ),
    section("constitution.positions", "Verv og plasser i kommunen", "Skriv hvem gruppa går inn for "
            "i formannskap, utvalg og andre organer", "Posisjoner", "Fordeling av verv"),
    section("constitution.cooperation", "Samarbeid med andre partier", "Skriv hva gruppa har "
            "avklart, eller hvem som skal forhandle videre", "Samarbeid"),
    section("constitution.branch", "Samarbeid med styret i lokallaget", "Skriv hvordan gruppa og "
            "styret holder kontakt, og hvem som møter hos hvem", "Samarbeid med lokallaget",
            "Samarbeid med partistyret"),
    section("constitution.ethics", "Etiske retningslinjer", "Skriv at gruppa gikk gjennom dem, og "
            "hvem som får dem i ettertid", "Etikk"),
    section("constitution.conduct", "God gruppeskikk", "Skriv hva dere er enige om for å ha det "
            "bra sammen, også når dere er uenige"),
    section("constitution.study", "Studiearbeid", "Skriv hvem som oppretter kurset, og hvem som "
            "leder det", "Studier"),
    section("constitution.plan", "Den første møteplanen", "Skriv når gruppa møtes resten av "
            "halvåret, eller hvem som lager planen", "Første møteplan", "Møteplan"),
    section("constitution.regulation", "Reglement for gruppa", "Skriv om reglementet er vedtatt, "
            "eller når gruppa tar det opp", "Reglement", "Vedtak av reglement"),
    section("constitution.other", "Eventuelt", "Skriv det som kom opp under eventuelt"),
    section("constitution.signatures", "Underskrifter", "Skriv navn og dato for dem som skriver "
            "under", "Underskrift", "Signaturer"),
)  # fmt: skip

_NN: tuple[Block, ...] = (
    Title(title("Konstitueringsprotokoll")),
    FieldTable(
        "Opplysningar om møtet",
        meeting_fields(
            "nn",
            SECRETARY["nn"],
            line("meeting.convener", "Innkalla av", "Skriv kven som kalla inn, til vanleg leiaren "
                 "av lokallaget", "Kalla inn av", "Innkallar"),
            PERIOD["nn"],
        ),
    ),
    Heading("Frammøte"),
    _attendance("nn"),
    Heading("Val"),
    Text(
        "Gruppa vel sjølv. Under «Resultat» står det «samrøystes» eller røystetalet, og under «Om "
        "valet» kva utval ein fraksjonsleiar er vald for."
    ),
    Table(
        TableSpec(
            id="elections",
            columns=(
                column("office", "Verv", "Val av"),
                column("elected", "Vald", "Vald vart", "Kven vart vald", "Namn"),
                column("result", "Resultat", "Røystetal", "Avrøysting"),
                column("note", "Om valet", "Merknad til valet"),
            ),
        ),
        "Val: verv, kven som vart vald, resultat og merknad",
        _WIDTHS,
        presets=(
            ("Gruppeleiar", "", "", ""),
            ("Nestleiar", "", "", ""),
            ("Medlem i gruppestyret", "", "", ""),
            ("Fraksjonsleiar", "", "", ""),
        ),
    ),
    section("constitution.positions", "Verv og plassar i kommunen", "Skriv kven gruppa går inn for "
            "i formannskap, utval og andre organ", "Posisjonar", "Fordeling av verv"),
    section("constitution.cooperation", "Samarbeid med andre parti", "Skriv kva gruppa har "
            "avklart, eller kven som skal forhandle vidare", "Samarbeid"),
    section("constitution.branch", "Samarbeid med styret i lokallaget", "Skriv korleis gruppa og "
            "styret held kontakt, og kven som møter hos kven", "Samarbeid med lokallaget",
            "Samarbeid med partistyret"),
    section("constitution.ethics", "Etiske retningslinjer", "Skriv at gruppa gjekk gjennom dei, og "
            "kven som får dei i ettertid", "Etikk"),
    section("constitution.conduct", "God gruppeskikk", "Skriv kva de er samde om for å ha det bra "
            "saman, òg når de er usamde"),
    section("constitution.study", "Studiearbeid", "Skriv kven som opprettar kurset, og kven som "
            "leier det", "Studium"),
    section("constitution.plan", "Den første møteplanen", "Skriv når gruppa møtest resten av "
            "halvåret, eller kven som lagar planen", "Første møteplan", "Møteplan"),
    section("constitution.regulation", "Reglement for gruppa", "Skriv om reglementet er vedteke, "
            "eller når gruppa tek det opp", "Reglement", "Vedtak av reglement"),
    section("constitution.other", "Eventuelt", "Skriv det som kom opp under eventuelt"),
    section("constitution.signatures", "Underskrifter", "Skriv namn og dato for dei som skriv "
            "under", "Underskrift", "Signaturar"),
)  # fmt: skip

KONSTITUERING = tuple(
    Content(
        type="konstituering",
        language=language,
        titles=("Konstitueringsprotokoll", "Protokoll fra konstituering", *titles),
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("meeting.title", "meeting.date"),
        ignored=("meeting.number", "meeting.serves"),
        status=STATUS[language],
    )
    for language, titles, blocks in (
        (
            "nb",
            ("Konstituering", "Konstituerende møte", "Protokoll fra konstituerende"),
            _NB,
        ),
        (
            "nn",
            ("Konstituering", "Konstituerande møte", "Protokoll frå konstituerande"),
            _NN,
        ),
    )
)
