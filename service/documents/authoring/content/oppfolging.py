"""What the group has decided to see to, gathered from its protocols (inventory, FollowUp)."""

from __future__ import annotations

from service.documents.authoring.blocks import Block, Content, FieldTable, Heading, Text, Title
from service.documents.authoring.content.common import GROUP, MUNICIPALITY, PAGE, line, title
from service.documents.authoring.content.tables import follow_ups

_NB: tuple[Block, ...] = (
    Title(title("Oppfølgingsliste")),
    FieldTable(
        "Hvem lista gjelder, og når den ble oppdatert",
        (
            GROUP["nb"],
            MUNICIPALITY["nb"],
            line(
                "list.as_of",
                "Oppdatert",
                "Skriv datoen lista sist ble gått gjennom",
                "Sist oppdatert",
            ),
        ),
    ),
    Heading("Dette skal følges opp"),
    follow_ups("nb", source=True),
    Heading("Slik bruker vi lista"),
    Text(
        "Gruppa går gjennom lista på hvert møte. Skriv «gjort» under Status når noe er ferdig, og "
        "sett ny frist på det som må vente."
    ),
)

_NN: tuple[Block, ...] = (
    Title(title("Oppfølgingsliste")),
    FieldTable(
        "Kven lista gjeld, og når ho vart oppdatert",
        (
            GROUP["nn"],
            MUNICIPALITY["nn"],
            line(
                "list.as_of",
                "Oppdatert",
                "Skriv datoen lista sist vart gått gjennom",
                "Sist oppdatert",
            ),
        ),
    ),
    Heading("Dette skal følgjast opp"),
    follow_ups("nn", source=True),
    Heading("Slik bruker vi lista"),
    Text(
        "Gruppa går gjennom lista på kvart møte. Skriv «gjort» under Status når noko er ferdig, og "
        "set ny frist på det som må vente."
    ),
)

OPPFOLGING = tuple(
    Content(
        type="oppfolging",
        language=language,
        titles=("Oppfølgingsliste", "Liste over oppfølging"),
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("document.title", "list.as_of"),
        ignored=("group.period",),
    )
    for language, blocks in (("nb", _NB), ("nn", _NN))
)
