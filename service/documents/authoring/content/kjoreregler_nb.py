"""Ground rules of party, board and group in bokmål, after Ap's four sections (own wording)."""

from __future__ import annotations

from typing import Final

from service.documents.authoring.blocks import Block, Field, FieldTable, Heading, Text, Title
from service.documents.authoring.content.common import GROUP, MUNICIPALITY, title
from service.documents.manifest import FieldSpec


def _list(tag: str, label: str, guidance: str, preset: str = "", level: int = 1) -> Field:
    spec = FieldSpec(
        tag=f"rules.{tag}",
        label=label,
        place="heading",
        kind="list",
        guidance=guidance,
        preset=preset,
    )
    return Field(spec, level)


BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Kjøreregler for partiet, styret og kommunestyregruppa")),
    FieldTable(
        "Hva kjørereglene gjelder for",
        (
            MUNICIPALITY["nb"],
            GROUP["nb"],
            FieldSpec(
                tag="rules.period",
                label="Periode",
                guidance="Skriv fra og til år",
                aliases=("Valgperiode",),
                required=True,
            ),
            FieldSpec(
                tag="rules.adopted", label="Vedtatt", guidance="Skriv hvem som vedtok, og når"
            ),
        ),
    ),
    _list("parties", "Hvem reglene gjelder", "Skriv partiet, styret og gruppa på hver sin linje"),
    _list(
        "purpose",
        "Formål",
        "Skriv målene på hver sin linje",
        "Vi er et ryddig og raust parti som viser respekt, i tråd med verdiene våre.\n"
        "Folk ser oss som ett lag som kan ta styring.\n"
        "Vi får flertall for programmet vårt og for det flertallet blant oss mener.",
    ),
    Heading("Grunnlagsdokumenter"),
    _list(
        "basis_political",
        "Politiske dokumenter",
        "Skriv programmene og den politiske plattformen på hver sin linje",
        level=2,
    ),
    _list(
        "basis_rules",
        "Vedtekter og retningslinjer",
        "Skriv vedtektene og retningslinjene på hver sin linje",
        level=2,
    ),
    Heading("1 Hva organene gjør"),
    Text(
        "Mellom årsmøtene er medlemsmøtet det øverste organet i partiet. Partilederen leder det. "
        "Vedtakene bør gi kommunestyregruppa rom til å forhandle med andre partier."
    ),
    Text(
        "Styret står for det daglige arbeidet, både politisk og i organisasjonen. Trenger en sak "
        "en prinsipiell avklaring, legger styret den fram for medlemsmøtet."
    ),
    Text(
        "En prinsippsak gjelder et nytt område der partiet ikke har tatt stilling, eller den "
        "binder mye av kommunens penger i årene framover."
    ),
    Field(
        FieldSpec(
            tag="rules.principle_limit",
            label="Beløpsgrense",
            guidance="Skriv når beløpet gjør saken til en prinsippsak",
        )
    ),
    Text(
        "Kommunestyregruppa har det samlede ansvaret for partiets politikk i kommunestyret. Er "
        "gruppa uenig i en sak, finner den svaret i gruppemøtet. Møteplikten i gruppemøter og "
        "medlemsmøter gjelder både faste representanter og vara."
    ),
    Text("Noen fra styret tiltrer gruppa. De kan ta ordet, fremme forslag og stemme."),
    Field(
        FieldSpec(
            tag="rules.joining",
            label="Tiltredende",
            guidance="Skriv hvem som tiltrer",
            preset="Partilederen og inntil to andre som styret peker ut",
        )
    ),
    Heading("2 Ansvar"),
    Text(
        "Gruppelederen sørger for at gruppa forstår sakene likt, og har oversikt over hvordan alle"
        " vil stemme. Sammen med den saksansvarlige følger gruppelederen opp sakene i "
        "kommunestyret. Er saken både ny og prinsipiell, får partilederen beskjed."
    ),
    Text(
        "Utvalgsledere og nestledere sørger for at sakene i utvalget er politisk avklart. Mener "
        "noen i gruppa noe annet enn innstillingen, tar de saken opp i gruppa. De melder uenighet "
        "i utvalget til gruppelederen, målt mot innstillingen fra kommunens administrasjon."
    ),
    Text(
        "Kommer det noe nytt etter at gruppa har behandlet saken, men før utvalget møtes, avklares"
        " den med gruppelederen. Blir standpunktet vesentlig endret, kan også partilederen være "
        "med. Kommer det noe nytt etter utvalget som endrer saken mye, bør medlemmene der vurdere "
        "å ta den opp igjen i gruppa."
    ),
    Text(
        "Utvalgsledere og nestledere fordeler sakene, holder kontakt med samarbeidspartiene og "
        "forbereder endringsforslag i tråd med partiets politikk. I store saker snakker de med "
        "gruppelederen og ordføreren, og avklarer om gruppa skal behandle saken."
    ),
    Heading("3 Den enkeltes ansvar"),
    Text(
        "Representantene arbeider for at partiets standpunkt får flertall. Derfor vet "
        "gruppelederen før møtet hvordan hver representant og møtende vararepresentant vil stemme "
        "i alle saker. Får du et nytt syn underveis i møtet, sier du fra, så gruppelederen kan be "
        "om pause."
    ),
    Text("Den som har ansvaret for saken, eller har fått det delegert, holder hovedinnlegget."),
    Heading("4 Behandling av saker"),
    Text("Gruppelederen kaller inn gruppa før hvert møte i kommunestyret og formannskapet."),
    Text(
        "Før møtene i utvalgene er det vanligvis ikke gruppemøte. Er medlemmene i utvalget uenige,"
        " eller trenger saken mer drøfting, tar utvalgslederen eller nestlederen den opp i "
        "gruppa før den blir avgjort i kommunestyret eller formannskapet."
    ),
    Text(
        "Gruppemøtet drøfter alle saker som skal opp. Protokollen viser hva som er vårt forslag i "
        "hver sak, og hvem som fører den i kommunestyret."
    ),
)
