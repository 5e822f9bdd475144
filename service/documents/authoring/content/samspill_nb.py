"""Ground rules between the elected and the administration in bokmål (own wording)."""

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
from service.documents.authoring.content.samspill_points_nb import POINTS
from service.documents.manifest import FieldSpec, TableSpec

BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Kjøreregler for samspillet mellom politikk og administrasjon")),
    FieldTable(
        "Hva kjørereglene gjelder for",
        (
            MUNICIPALITY["nb"],
            FieldSpec(
                tag="rules.adopted",
                label="Vedtatt",
                guidance="Skriv hvem som vedtok, dato og saksnummer",
                aliases=("Vedtatt av",),
                required=True,
            ),
            FieldSpec(
                tag="rules.period",
                label="Periode",
                guidance="Skriv fra og til år, eller «til de blir endret»",
                aliases=("Valgperiode",),
            ),
            FieldSpec(
                tag="rules.valid_from",
                label="Gjelder fra",
                guidance="Skriv datoen",
                aliases=("Trer i kraft", "I kraft fra"),
            ),
        ),
    ),
    Heading("Om kjørereglene"),
    Text(
        "Reglene gjør det klart hvem som har ansvar for hva når folkevalgte og administrasjon "
        "arbeider sammen. De dekker ikke alt. Et punkt kan komme til, gå ut eller gjelde bare en "
        "tid; da står sluttdatoen under «Frist»."
    ),
    Text(
        "Alle kan foreslå endringer. De blir gjort når ordføreren og kommunedirektøren er enige, "
        "og lagt fram til orientering for innstillingsutvalgene og kommunestyret."
    ),
    Heading("Streken"),
    Text(
        "Streken er grensen mellom det folkevalgte har ansvar for, og det administrasjonen har "
        "ansvar for. Det er lov å snakke sammen over den. Men den forplikter begge sider."
    ),
    Field(
        FieldSpec(
            tag="rules.commitments",
            label="Dette forplikter vi oss til",
            place="heading",
            kind="list",
            guidance="Skriv forpliktelsene på hver sin linje",
            preset="Vi kjenner rollen vår og holder oss til den.\n"
            "Vi bruker den kanalen som er riktig for saken.\n"
            "Vi lar den andre siden få vite det den trenger.\n"
            "Vi stiller høye etiske krav til oss selv.",
            aliases=("Forpliktelser",),
        ),
        level=2,
    ),
    Field(
        FieldSpec(
            tag="rules.values",
            label="Verdiene vi styrer etter",
            place="heading",
            kind="list",
            guidance="Skriv verdiene på hver sin linje",
            preset="Dialog\nLojalitet\nDelegering\nResultatstyring\nÅpenhet",
            aliases=("Verdier", "Verdier og ledelsesprinsipper"),
        )
    ),
    Field(
        FieldSpec(
            tag="rules.basis",
            label="Vedtak reglene bygger på",
            place="heading",
            kind="list",
            guidance="Skriv saksnummer, år og hva saken gjaldt, én sak på hver linje",
            aliases=("Grunnlagsvedtak", "Grunnlag", "Bakgrunn"),
        )
    ),
    Heading("Punktene"),
    Text("Bokstaven viser hva punktet handler om:"),
    Bullets(
        (
            "A: hva politikk og administrasjon venter av hverandre",
            "B: ledelse som ser helheten",
            "C: en kommune som utvikler seg",
            "D: krav til arbeidet med sakene",
            "E: respekt mellom politikerne",
        )
    ),
    Text(
        "«Adm» er administrasjonen og «Pol» er de folkevalgte. «Løpende» vil si at punktet gjelder"
        " hele tiden."
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
                    "Oppfølging – kommentarer",
                    "Oppfølging - kommentarer",
                    "Oppfølging og kommentarer",
                    "Kommentar",
                    "Kommentarer",
                ),
                column("responsible", "Ansvar", "Ansvarlig"),
                column("due", "Frist"),
                column("reviewed", "Sist gjennomgått", "Gjennomgått"),
            ),
            key="matter",
        ),
        "Punktene: nummer, sak, oppfølging, ansvar, frist og når punktet sist ble gjennomgått",
        (14, 84, 74, 21, 33, 26),
        presets=POINTS,
    ),
    Heading("Vedtak og endringer"),
    Text(
        "Hver endring får en rad. I siste kolonne står det når ordføreren og kommunedirektøren "
        "godkjente den."
    ),
    Table(
        TableSpec(
            id="changes",
            columns=(
                column("decided_by", "Vedtatt eller endret av", "Vedtatt/endret av"),
                column("reference", "Sak eller dato", "Sak nr. eller dato", "Saksnr. eller dato"),
                column("change", "Endring", "Hva er endret", "Endringen gjelder"),
                column("approvals", "Godkjenning", "Godkjent av", "Godkjent"),
            ),
        ),
        "Vedtak og endringer: hvem som vedtok, sak eller dato, endringen og godkjenningen",
        (62, 42, 84, 64),
    ),
)
