"""Plan for following up the programme: inventory D16, Sp's booklets (SP23-POL, SP15-POL)."""

from __future__ import annotations

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
    GROUP,
    MUNICIPALITY,
    PAGE,
    PERIOD,
    column,
    line,
    section,
    title,
)
from service.documents.manifest import TableSpec

_WIDTHS: Final = (43, 22, 27, 24, 31, 27, 20, 19, 20, 19)

_NB: tuple[Block, ...] = (
    Title(title("Plan for programoppfølging")),
    FieldTable(
        "Hva planen gjelder",
        (
            GROUP["nb"],
            MUNICIPALITY["nb"],
            PERIOD["nb"],
            line("plan.source", "Program", "Skriv hvilket program sakene er hentet fra",
                 "Partiprogram"),
            line("plan.adopted", "Vedtatt", "Skriv datoen gruppa vedtok planen"),
            line("plan.reviewed", "Sist gjennomgått", "Skriv datoen gruppa sist gikk gjennom "
                 "planen", "Gjennomgått"),
        ),
    ),
    Heading("Programsakene"),
    Text(
        "Alle i gruppa har ansvar for minst én sak. Sakene fordeles på de tre første årene, og "
        "gruppa eller medlemsmøtet drøfter dem i god tid før kommunestyret. I det siste året er "
        "det profilsakene som løftes fram."
    ),
    Table(
        TableSpec(
            id="programme",
            columns=(
                column("case", "Programsak", "Sak"),
                column("sector", "Sektor", "Område", "Fagområde"),
                column("owner", "Ansvarlig", "Saksansvarlig", "Ansvar"),
                column("discuss_by", "Drøftes innen", "Drøftes", "Drøftingsfrist"),
                column("council_date", "Til kommunestyret", "Kommunestyret", "I kommunestyret"),
                column("presenter", "Legges fram av", "Legger fram", "Innleder"),
                column("priority", "Prioritet", "Prioritert"),
                column("media_date", "Medier", "I mediene", "Ut i mediene", "Medieplan"),
                column("profile", "Profilsak", "Profil"),
                column("status", "Status", "Hvor saken står"),
            ),
        ),
        "Programsakene: sak, sektor, ansvarlig, frister, hvem som legger fram, og status",
        _WIDTHS,
    ),
    section("plan.strategy", "Slik prioriterer vi", "Skriv hvilke saker som er viktigst, og "
            "hvordan gruppa vil få flertall for dem", "Prioritering", "Strategi"),
    section("plan.members", "Drøfting på medlemsmøter", "Skriv når medlemsmøtene tar opp "
            "programmet, og hvilke saker det gjelder", "Medlemsmøter"),
    section("plan.media", "Slik kommer vi ut med sakene", "Skriv hvor og hvordan gruppa "
            "forteller om sakene, og hvem som gjør det"),
    section("plan.profile", "Saker til slutten av perioden", "Skriv hvilke profilsaker gruppa "
            "vil løfte fram det siste året", "Profilsaker"),
    section("plan.testament", "Politisk testamente", "Skriv når gruppa bestemte seg for å "
            "oppsummere perioden, og når testamentet skal være ferdig"),
)  # fmt: skip

_NN: tuple[Block, ...] = (
    Title(title("Plan for programoppfølging")),
    FieldTable(
        "Kva planen gjeld",
        (
            GROUP["nn"],
            MUNICIPALITY["nn"],
            PERIOD["nn"],
            line("plan.source", "Program", "Skriv kva program sakene er henta frå",
                 "Partiprogram"),
            line("plan.adopted", "Vedteken", "Skriv datoen gruppa vedtok planen", "Vedteke"),
            line("plan.reviewed", "Sist gjennomgått", "Skriv datoen gruppa sist gjekk gjennom "
                 "planen", "Gjennomgått"),
        ),
    ),
    Heading("Programsakene"),
    Text(
        "Alle i gruppa har ansvar for minst éi sak. Sakene blir fordelte på dei tre første åra, og "
        "gruppa eller medlemsmøtet drøftar dei i god tid før kommunestyret. Det siste året er det "
        "profilsakene som blir løfta fram."
    ),
    Table(
        TableSpec(
            id="programme",
            columns=(
                column("case", "Programsak", "Sak"),
                column("sector", "Sektor", "Område", "Fagområde"),
                column("owner", "Ansvarleg", "Saksansvarleg", "Ansvar"),
                column("discuss_by", "Drøfta innan", "Drøftast innan", "Drøftingsfrist"),
                column("council_date", "Til kommunestyret", "Kommunestyret", "I kommunestyret"),
                column("presenter", "Lagd fram av", "Legg fram", "Innleiar"),
                column("priority", "Prioritet", "Prioritert"),
                column("media_date", "Media", "I media", "Ut i media", "Medieplan"),
                column("profile", "Profilsak", "Profil"),
                column("status", "Status", "Kvar saka står"),
            ),
        ),
        "Programsakene: sak, sektor, ansvarleg, fristar, kven som legg fram, og status",
        _WIDTHS,
    ),
    section("plan.strategy", "Slik prioriterer vi", "Skriv kva saker som er viktigast, og "
            "korleis gruppa vil få fleirtal for dei", "Prioritering", "Strategi"),
    section("plan.members", "Drøfting på medlemsmøte", "Skriv når medlemsmøta tek opp "
            "programmet, og kva saker det gjeld", "Medlemsmøte"),
    section("plan.media", "Slik kjem vi ut med sakene", "Skriv kvar og korleis gruppa fortel "
            "om sakene, og kven som gjer det"),
    section("plan.profile", "Saker til slutten av perioden", "Skriv kva profilsaker gruppa "
            "vil løfte fram det siste året", "Profilsaker"),
    section("plan.testament", "Politisk testamente", "Skriv når gruppa bestemte seg for å "
            "oppsummere perioden, og når testamentet skal vere ferdig"),
)  # fmt: skip

PROGRAMOPPFOLGING = tuple(
    Content(
        type="programoppfolging",
        language=language,
        titles=("Plan for programoppfølging", "Programoppfølging", "Oppfølging av programmet"),
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("document.title", "group.period"),
        landscape=True,
    )
    for language, blocks in (("nb", _NB), ("nn", _NN))
)
