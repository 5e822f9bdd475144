"""What was found when a group was judged by its rules, and what could not be judged."""

from __future__ import annotations

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
    column,
    line,
    title,
)
from service.documents.manifest import LabelSpec, TableSpec


def _findings(alt: str, *columns: LabelSpec) -> Table:
    spec = TableSpec(id="findings", columns=columns, key="what", drop_when_empty=True)
    return Table(spec, alt, (28, 50, 28, 88, 58))


def _not_evaluated(alt: str, *columns: LabelSpec) -> Table:
    spec = TableSpec(id="not_evaluated", columns=columns, key="missing", drop_when_empty=True)
    return Table(spec, alt, (165, 87))


_NB: tuple[Block, ...] = (
    Title(title("Funnrapport")),
    FieldTable(
        "Hvem rapporten gjelder, når den ble laget, og hva som ble funnet",
        (
            GROUP["nb"],
            MUNICIPALITY["nb"],
            line("report.date", "Laget", "Skriv datoen rapporten ble laget"),
            line("report.summary", "Kort sagt", "Skriv hvor mye som er funnet"),
        ),
    ),
    Heading("Funn"),
    Text(
        "Funnene står sammen med det de gjelder, og det som haster mest, kommer først. Et funn "
        "blir borte av seg selv når det er ordnet."
    ),
    _findings(
        "Hvert funn: frist, hva det gjelder, hva dere bør gjøre og hva det bygger på",
        column("due", "Frist"),
        column("subject", "Gjelder"),
        column("kind", "Slag"),
        column("what", "Hva dere bør gjøre, og hvorfor"),
        column("basis", "Bygger på"),
    ),
    Heading("Ikke vurdert"),
    Text(
        "En regel står her når noe som trengs for å vurdere den, mangler. Den er da verken fulgt "
        "eller brutt."
    ),
    _not_evaluated(
        "Det som mangler, og hvilke regler som venter på det",
        column("missing", "Dette mangler"),
        column("rules", "Regler som venter på det"),
    ),
)

_NN: tuple[Block, ...] = (
    Title(title("Funnrapport")),
    FieldTable(
        "Kven rapporten gjeld, når han vart laga, og kva som vart funne",
        (
            GROUP["nn"],
            MUNICIPALITY["nn"],
            line("report.date", "Laga", "Skriv datoen rapporten vart laga"),
            line("report.summary", "Kort sagt", "Skriv kor mykje som er funne"),
        ),
    ),
    Heading("Funn"),
    Text(
        "Funna står saman med det dei gjeld, og det som hastar mest, kjem først. Eit funn blir "
        "borte av seg sjølv når det er ordna."
    ),
    _findings(
        "Kvart funn: frist, kva det gjeld, kva de bør gjere og kva det byggjer på",
        column("due", "Frist"),
        column("subject", "Gjeld"),
        column("kind", "Slag"),
        column("what", "Kva de bør gjere, og kvifor"),
        column("basis", "Byggjer på"),
    ),
    Heading("Ikkje vurdert"),
    Text(
        "Ein regel står her når noko som trengst for å vurdere han, manglar. Han er då verken "
        "følgd eller broten."
    ),
    _not_evaluated(
        "Det som manglar, og kva reglar som ventar på det",
        column("missing", "Dette manglar"),
        column("rules", "Reglar som ventar på det"),
    ),
)

FUNNRAPPORT = tuple(
    Content(
        type="funnrapport",
        language=language,
        titles=("Funnrapport",),
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("document.title", "report.date"),
        ignored=("group.period",),
        landscape=True,
    )
    for language, blocks in (("nb", _NB), ("nn", _NN))
)
