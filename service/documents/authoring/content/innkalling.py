"""Summons with agenda: inventory D11, Sp's regulation 2.0, 5.0, 7.0 and 9.0, Ap's section 4."""

from __future__ import annotations

from service.documents.authoring.blocks import (
    Block,
    Content,
    Field,
    FieldTable,
    Heading,
    Table,
    Text,
    Title,
)
from service.documents.authoring.content.common import PAGE, SERVES, meeting_fields, title
from service.documents.manifest import FieldSpec, LabelSpec, TableSpec

_NB: tuple[Block, ...] = (
    Title(title("Innkalling")),
    FieldTable(
        "Opplysninger om møtet",
        meeting_fields(
            "nb",
            SERVES["nb"],
            FieldSpec(
                tag="summons.deadline",
                label="Frist for forfall",
                guidance="Skriv når forfall må være meldt",
                aliases=("Meld forfall innen", "Svarfrist"),
            ),
        ),
    ),
    Field(
        FieldSpec(
            tag="summons.invited",
            label="Innkalte",
            place="heading",
            kind="prose",
            guidance="Skriv hvem som er kalt inn, og om de kan ta ordet, foreslå og stemme",
            aliases=("Kalles inn",),
        )
    ),
    Table(
        TableSpec(
            id="attendance",
            columns=(
                LabelSpec(key="name", label="Navn"),
                LabelSpec(key="role", label="Rolle", aliases=("Verv", "Funksjon")),
                LabelSpec(key="note", label="Rettigheter", aliases=("Rett til",)),
            ),
            drop_when_empty=True,
        ),
        "Innkalte: navn, rolle og rettigheter i møtet",
        (55, 50, 60),
    ),
    Heading("Saksliste"),
    Table(
        TableSpec(
            id="agenda",
            key="title",
            columns=(
                LabelSpec(key="position", label="Nr.", aliases=("Nr", "Punkt")),
                LabelSpec(key="number", label="Sak", aliases=("Saksnr.", "Saksnummer")),
                LabelSpec(key="title", label="Tittel", aliases=("Tema",)),
                LabelSpec(
                    key="presenter",
                    label="Innleder",
                    aliases=("Legges fram av", "Saksansvarlig", "Ansvarlig"),
                ),
                LabelSpec(
                    key="documents",
                    label="Sakspapirer",
                    aliases=("Papirer", "Vedlegg", "Dokumenter"),
                ),
            ),
        ),
        "Saksliste: nummer, sak, tittel, innleder og sakspapirer",
        (13, 20, 62, 35, 35),
        before=(("", "", "Habilitet", "", ""), ("", "", "Orientering fra fraksjonene", "", "")),
        after=(("", "", "Mediestrategi", "", ""), ("", "", "Eventuelt", "", "")),
        numbered=True,
    ),
    Heading("Før møtet"),
    Text(
        "Les sakene på forhånd. Kan du ikke komme, gir du beskjed til gruppelederen innen fristen, "
        "så vararepresentanten rekker å forberede seg."
    ),
    Text("Har du selv noe med en sak å gjøre, sier du fra når møtet tar opp habilitet."),
)

_NN: tuple[Block, ...] = (
    Title(title("Innkalling")),
    FieldTable(
        "Opplysningar om møtet",
        meeting_fields(
            "nn",
            SERVES["nn"],
            FieldSpec(
                tag="summons.deadline",
                label="Frist for forfall",
                guidance="Skriv når forfall må vere meldt",
                aliases=("Meld forfall innan", "Svarfrist"),
            ),
        ),
    ),
    Field(
        FieldSpec(
            tag="summons.invited",
            label="Innkalla",
            place="heading",
            kind="prose",
            guidance="Skriv kven som er kalla inn, og om dei kan ta ordet, gjere framlegg og "
            "røyste",
            aliases=("Blir kalla inn",),
        )
    ),
    Table(
        TableSpec(
            id="attendance",
            columns=(
                LabelSpec(key="name", label="Namn"),
                LabelSpec(key="role", label="Rolle", aliases=("Verv", "Funksjon")),
                LabelSpec(key="note", label="Rettar", aliases=("Rett til",)),
            ),
            drop_when_empty=True,
        ),
        "Innkalla: namn, rolle og rettar i møtet",
        (55, 50, 60),
    ),
    Heading("Saksliste"),
    Table(
        TableSpec(
            id="agenda",
            key="title",
            columns=(
                LabelSpec(key="position", label="Nr.", aliases=("Nr", "Punkt")),
                LabelSpec(key="number", label="Sak", aliases=("Saksnr.", "Saksnummer")),
                LabelSpec(key="title", label="Tittel", aliases=("Tema",)),
                LabelSpec(
                    key="presenter",
                    label="Innleiar",
                    aliases=("Blir lagd fram av", "Saksansvarleg", "Ansvarleg"),
                ),
                LabelSpec(
                    key="documents",
                    label="Sakspapir",
                    aliases=("Papir", "Vedlegg", "Dokument"),
                ),
            ),
        ),
        "Saksliste: nummer, sak, tittel, innleiar og sakspapir",
        (13, 20, 62, 35, 35),
        before=(("", "", "Habilitet", "", ""), ("", "", "Orientering frå fraksjonane", "", "")),
        after=(("", "", "Mediestrategi", "", ""), ("", "", "Eventuelt", "", "")),
        numbered=True,
    ),
    Heading("Før møtet"),
    Text(
        "Les sakene på førehand. Kan du ikkje kome, gir du beskjed til gruppeleiaren innan "
        "fristen, så vararepresentanten rekk å førebu seg."
    ),
    Text("Har du sjølv noko med ei sak å gjere, seier du frå når møtet tek opp habilitet."),
)

INNKALLING = tuple(
    Content(
        type="innkalling",
        language=language,
        titles=titles,
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("meeting.title", "meeting.date"),
        ignored=("group.period", "meeting.number", "meeting.secretary"),
    )
    for language, titles, blocks in (
        ("nb", ("Innkalling", "Møteinnkalling", "Saksliste", "Sakliste"), _NB),
        ("nn", ("Innkalling", "Møteinnkalling", "Saksliste", "Sakliste"), _NN),
    )
)
