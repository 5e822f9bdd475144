"""Handover note, from one leader or group to the next: inventory 6.1, 6.7 and the group's roles."""

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
from service.documents.authoring.content.tables import follow_ups
from service.documents.manifest import TableSpec

_ONGOING: Final = (38, 37, 34, 28, 28)
_PLACES: Final = (42, 55, 42, 26)

_NB: tuple[Block, ...] = (
    Title(title("Overleveringsnotat")),
    FieldTable(
        "Hva notatet gjelder",
        (
            GROUP["nb"],
            MUNICIPALITY["nb"],
            PERIOD["nb"],
            line("handover.from", "Overlevert av", "Skriv hvem som gir fra seg vervet eller "
                 "arbeidet", "Overleveres av", required=True),
            line("handover.to", "Overtatt av", "Skriv hvem som tar over", "Overtas av",
                 required=True),
            line("handover.date", "Dato", "Skriv når dere gikk gjennom notatet sammen",
                 "Overlevert dato"),
        ),
    ),
    Heading("Saker som er i gang"),
    Table(
        TableSpec(
            id="ongoing",
            columns=(
                column("case", "Sak", "Saker"),
                column("stands", "Her står saken", "Hvor saken står", "Hvor den står"),
                column("next_step", "Neste steg", "Neste skritt"),
                column("deadline", "Neste frist"),
                column("contact", "Kontakt i gruppa", "Kontakt", "Kontaktperson"),
            ),
        ),
        "Saker som er i gang: sak, hvor den står, neste steg, neste frist og kontakt i gruppa",
        _ONGOING,
    ),
    Heading("Åpen oppfølging"),
    follow_ups("nb", source=True),
    section("handover.agreements", "Avtaler og plattformer", "Skriv hvilke avtaler som gjelder, "
            "med hvem og hvor de ligger", "Avtaler", "Samarbeidsavtaler"),
    Heading("Kalendere og mapper"),
    Text(
        "Skriv aldri passord her. Den som tar over, får sin egen tilgang, og den som går ut, "
        "mister sin."
    ),
    Table(
        TableSpec(
            id="places",
            columns=(
                column("name", "Kalender eller mappe", "Kalender", "Mappe"),
                column("where", "Her ligger den", "Hvor den ligger", "Hvor"),
                column("access", "Hvem har tilgang", "Tilgang"),
                column("given", "Gitt videre", "Overført"),
            ),
        ),
        "Kalendere og mapper: hva det er, hvor det ligger, hvem som har tilgang, og om det er gitt "
        "videre",
        _PLACES,
    ),
    section("handover.ended", "Verv og tilganger som går ut", "Skriv hvem som går ut av verv, og "
            "hvem som har fått tilgangen fjernet, med dato", "Tilganger som avsluttes"),
    section("handover.kept", "Dette tas vare på", "Skriv hva som skal i arkivet, og hvor det "
            "ligger", "Arkiv", "Dette oppbevares"),
    section("handover.deleted", "Dette slettes", "Skriv hvilke personopplysninger som skal "
            "slettes, for eksempel gamle frammøtelister, når det gjøres, og av hvem", "Sletting"),
    section("handover.advice", "Råd til den som tar over", "Skriv hva du selv skulle ønske at noen "
            "hadde fortalt deg", "Råd"),
)  # fmt: skip

_NN: tuple[Block, ...] = (
    Title(title("Overleveringsnotat")),
    FieldTable(
        "Kva notatet gjeld",
        (
            GROUP["nn"],
            MUNICIPALITY["nn"],
            PERIOD["nn"],
            line("handover.from", "Overlevert av", "Skriv kven som gir frå seg vervet eller "
                 "arbeidet", "Blir overlevert av", required=True),
            line("handover.to", "Overteke av", "Skriv kven som tek over", "Blir overteke av",
                 required=True),
            line("handover.date", "Dato", "Skriv når de gjekk gjennom notatet saman",
                 "Overlevert dato"),
        ),
    ),
    Heading("Saker som er i gang"),
    Table(
        TableSpec(
            id="ongoing",
            columns=(
                column("case", "Sak", "Saker"),
                column("stands", "Her står saka", "Kvar saka står", "Kvar ho står"),
                column("next_step", "Neste steg"),
                column("deadline", "Neste frist"),
                column("contact", "Kontakt i gruppa", "Kontakt", "Kontaktperson"),
            ),
        ),
        "Saker som er i gang: sak, kvar ho står, neste steg, neste frist og kontakt i gruppa",
        _ONGOING,
    ),
    Heading("Open oppfølging"),
    follow_ups("nn", source=True),
    section("handover.agreements", "Avtalar og plattformer", "Skriv kva avtalar som gjeld, med "
            "kven og kvar dei ligg", "Avtalar", "Samarbeidsavtalar"),
    Heading("Kalendrar og mapper"),
    Text(
        "Skriv aldri passord her. Den som tek over, får sin eigen tilgang, og den som går ut, "
        "mistar sin."
    ),
    Table(
        TableSpec(
            id="places",
            columns=(
                column("name", "Kalender eller mappe", "Kalender", "Mappe"),
                column("where", "Her ligg det", "Kvar det ligg"),
                column("access", "Kven har tilgang", "Tilgang"),
                column("given", "Gitt vidare", "Overført"),
            ),
        ),
        "Kalendrar og mapper: kva det er, kvar det ligg, kven som har tilgang, og om det er gitt "
        "vidare",
        _PLACES,
    ),
    section("handover.ended", "Verv og tilgangar som går ut", "Skriv kven som går ut av verv, og "
            "kven som har fått tilgangen fjerna, med dato", "Tilgangar som blir avslutta"),
    section("handover.kept", "Dette tek vi vare på", "Skriv kva som skal i arkivet, og kvar det "
            "ligg", "Arkiv", "Dette blir teke vare på"),
    section("handover.deleted", "Dette blir sletta", "Skriv kva personopplysningar som skal "
            "slettast, til dømes gamle frammøtelister, når det blir gjort, og av kven", "Sletting"),
    section("handover.advice", "Råd til den som tek over", "Skriv kva du sjølv skulle ønskje at "
            "nokon hadde fortalt deg", "Råd"),
)  # fmt: skip

OVERLEVERING = tuple(
    Content(
        type="overlevering",
        language=language,
        titles=("Overleveringsnotat", "Overlevering"),
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("document.title", "handover.date"),
    )
    for language, blocks in (("nb", _NB), ("nn", _NN))
)
