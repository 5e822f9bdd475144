"""Ground rules between the elected and the administration in nynorsk (own wording)."""

from __future__ import annotations

from typing import Final

from service.documents.authoring.blocks import (
    Block,
    Bullets,
    Field,
    FieldTable,
    Heading,
    Table,
    Text,
    Title,
)
from service.documents.authoring.content.common import MUNICIPALITY, column, title
from service.documents.authoring.content.samspill_points_nn import POINTS
from service.documents.manifest import FieldSpec, TableSpec

BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Køyrereglar for samspelet mellom politikk og administrasjon")),
    FieldTable(
        "Kva køyrereglane gjeld for",
        (
            MUNICIPALITY["nn"],
            FieldSpec(
                tag="rules.adopted",
                label="Vedteke",
                guidance="Skriv kven som vedtok, dato og saksnummer",
                aliases=("Vedteke av", "Vedtatt"),
                required=True,
            ),
            FieldSpec(
                tag="rules.period",
                label="Periode",
                guidance="Skriv frå og til år, eller «til dei blir endra»",
                aliases=("Valperiode",),
            ),
            FieldSpec(
                tag="rules.valid_from",
                label="Gjeld frå",
                guidance="Skriv datoen",
                aliases=("Tek til å gjelde", "I kraft frå"),
            ),
        ),
    ),
    Heading("Om køyrereglane"),
    Text(
        "Reglane gjer det klart kven som har ansvar for kva når folkevalde og administrasjon "
        "arbeider saman. Dei dekkjer ikkje alt. Eit punkt kan kome til, gå ut eller gjelde berre "
        "ei tid; då står sluttdatoen under «Frist»."
    ),
    Text(
        "Alle kan foreslå endringar. Dei blir gjorde når ordføraren og kommunedirektøren er "
        "samde, og lagde fram til orientering for innstillingsutvala og kommunestyret."
    ),
    Heading("Streken"),
    Text(
        "Streken er grensa mellom det folkevalde har ansvar for, og det administrasjonen har "
        "ansvar for. Det er lov å snakke saman over han. Men han forpliktar begge sider."
    ),
    Field(
        FieldSpec(
            tag="rules.commitments",
            label="Dette forpliktar vi oss til",
            place="heading",
            kind="list",
            guidance="Skriv forpliktingane på kvar si linje",
            preset="Vi kjenner rolla vår og held oss til henne.\n"
            "Vi bruker den kanalen som er rett for saka.\n"
            "Vi lèt den andre sida få vite det ho treng.\n"
            "Vi stiller høge etiske krav til oss sjølve.",
            aliases=("Forpliktingar",),
        ),
        level=2,
    ),
    Field(
        FieldSpec(
            tag="rules.values",
            label="Verdiane vi styrer etter",
            place="heading",
            kind="list",
            guidance="Skriv verdiane på kvar si linje",
            preset="Dialog\nLojalitet\nDelegering\nResultatstyring\nOpenheit",
            aliases=("Verdiar", "Verdiar og leiingsprinsipp"),
        )
    ),
    Field(
        FieldSpec(
            tag="rules.basis",
            label="Vedtak reglane byggjer på",
            place="heading",
            kind="list",
            guidance="Skriv saksnummer, år og kva saka gjaldt, éi sak på kvar linje",
            aliases=("Grunnlagsvedtak", "Grunnlag", "Bakgrunn"),
        )
    ),
    Heading("Punkta"),
    Text("Bokstaven viser kva punktet handlar om:"),
    Bullets(
        (
            "A: kva politikk og administrasjon ventar av kvarandre",
            "B: leiing som ser heilskapen",
            "C: ein kommune som utviklar seg",
            "D: krav til arbeidet med sakene",
            "E: respekt mellom politikarane",
        )
    ),
    Text(
        "«Adm» er administrasjonen og «Pol» er dei folkevalde. «Løpande» vil seie at punktet "
        "gjeld heile tida."
    ),
    Table(
        TableSpec(
            id="points",
            columns=(
                column("number", "Nr.", "Nr", "Punkt"),
                column("matter", "Sak", "Element"),
                column(
                    "followup",
                    "Oppfølging",
                    "Oppfølging – kommentarar",
                    "Oppfølging - kommentarar",
                    "Oppfølging og kommentarar",
                    "Kommentar",
                    "Kommentarar",
                ),
                column("responsible", "Ansvar", "Ansvarleg"),
                column("due", "Frist"),
                column("reviewed", "Sist gjennomgått", "Gjennomgått"),
            ),
            key="matter",
        ),
        "Punkta: nummer, sak, oppfølging, ansvar, frist og når punktet sist vart gjennomgått",
        (14, 84, 74, 21, 33, 26),
        presets=POINTS,
    ),
    Heading("Vedtak og endringar"),
    Text(
        "Kvar endring får ei rad. I siste kolonne står det når ordføraren og kommunedirektøren "
        "godkjende endringa."
    ),
    Table(
        TableSpec(
            id="changes",
            columns=(
                column("decided_by", "Vedteke eller endra av", "Vedteke/endra av"),
                column("reference", "Sak eller dato", "Sak nr. eller dato", "Saksnr. eller dato"),
                column("change", "Endring", "Kva er endra", "Endringa gjeld"),
                column("approvals", "Godkjenning", "Godkjend av", "Godkjend"),
            ),
        ),
        "Vedtak og endringar: kven som vedtok, sak eller dato, endringa og godkjenninga",
        (62, 42, 84, 64),
    ),
)
