"""What the group means in each case of a council meeting, for the group alone.

Sources: Ap's ground rules sections 3 and 4 (everybody's vote is known beforehand, who presents),
Sp's regulation 5.0 and 8.0 (cases are distributed, dissent is told before the council meets).
"""

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
    MEETING,
    MUNICIPALITY,
    PAGE,
    column,
    section,
    title,
)
from service.documents.manifest import TableSpec

_WIDTHS = (22, 57, 54, 47, 34, 38)

_NB: tuple[Block, ...] = (
    Title(title("Saksoversikt")),
    Text(
        "Oversikten er bare for dem som sitter i gruppa. Den ligger i gruppas mappe; ikke send "
        "eller del den videre."
    ),
    FieldTable(
        "Møtet oversikten gjelder",
        (GROUP["nb"], MUNICIPALITY["nb"], *MEETING["nb"][:4]),
    ),
    Heading("Sakene i møtet"),
    Table(
        TableSpec(
            id="overview",
            columns=(
                column("number", "Sak", "Saksnr.", "Saksnummer", "Nr."),
                column("title", "Tittel", "Tema"),
                column("recommendation", "Innstilling", "Innstillingen"),
                column("stance", "Standpunkt", "Gruppas standpunkt", "Konklusjon"),
                column("presenter", "Hvem fører saken", "Fører saken", "Saksansvarlig"),
                column("dissent", "Kjente avvik", "Avvik", "Dissens"),
            ),
        ),
        "Sakene i møtet: nummer, tittel, innstilling, standpunkt, hvem som fører saken, og avvik",
        _WIDTHS,
    ),
    section(
        "council.notes",
        "Å huske i møtet",
        "Skriv det gruppa ellers har avtalt, for eksempel når dere ber om pause",
        "Merknader",
    ),
)

_NN: tuple[Block, ...] = (
    Title(title("Saksoversikt")),
    Text(
        "Oversikta er berre for dei som sit i gruppa. Ho ligg i mappa til gruppa; ikkje send "
        "eller del ho vidare."
    ),
    FieldTable(
        "Møtet oversikta gjeld",
        (GROUP["nn"], MUNICIPALITY["nn"], *MEETING["nn"][:4]),
    ),
    Heading("Sakene i møtet"),
    Table(
        TableSpec(
            id="overview",
            columns=(
                column("number", "Sak", "Saksnr.", "Saksnummer", "Nr."),
                column("title", "Tittel", "Tema"),
                column("recommendation", "Innstilling", "Innstillinga", "Tilråding"),
                column("stance", "Standpunkt", "Standpunktet til gruppa", "Konklusjon"),
                column("presenter", "Kven fører saka", "Fører saka", "Saksansvarleg"),
                column("dissent", "Kjende avvik", "Avvik", "Dissens"),
            ),
        ),
        "Sakene i møtet: nummer, tittel, innstilling, standpunkt, kven som fører saka, og avvik",
        _WIDTHS,
    ),
    section(
        "council.notes",
        "Å hugse i møtet",
        "Skriv det gruppa elles har avtalt, til dømes når de ber om pause",
        "Merknader",
    ),
)

SAKSOVERSIKT = tuple(
    Content(
        type="saksoversikt",
        language=language,
        titles=titles,
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("meeting.title", "meeting.date"),
        ignored=(
            "group.period",
            "meeting.number",
            "meeting.chair",
            "meeting.secretary",
            "meeting.serves",
        ),
        landscape=True,
    )
    for language, titles, blocks in (
        ("nb", ("Saksoversikt", "Oversikt over sakene", "Oversikt over saker"), _NB),
        ("nn", ("Saksoversikt", "Oversikt over sakene", "Oversyn over sakene"), _NN),
    )
)
