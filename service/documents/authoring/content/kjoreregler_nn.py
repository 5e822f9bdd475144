"""Ground rules of party, board and group in nynorsk, after Ap's four sections (own wording)."""

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
    Title(title("Køyrereglar for partiet, styret og kommunestyregruppa")),
    FieldTable(
        "Kva køyrereglane gjeld for",
        (
            MUNICIPALITY["nn"],
            GROUP["nn"],
            FieldSpec(
                tag="rules.period",
                label="Periode",
                guidance="Skriv frå og til år",
                aliases=("Valperiode",),
                required=True,
            ),
            FieldSpec(
                tag="rules.adopted", label="Vedteke", guidance="Skriv kven som vedtok, og når"
            ),
        ),
    ),
    _list("parties", "Kven reglane gjeld", "Skriv partiet, styret og gruppa på kvar si linje"),
    _list(
        "purpose",
        "Formål",
        "Skriv måla på kvar si linje",
        "Vi er eit ryddig og raust parti som viser respekt, i tråd med verdiane våre.\n"
        "Folk ser oss som eitt lag som kan ta styring.\n"
        "Vi får fleirtal for programmet vårt og for det fleirtalet blant oss meiner.",
    ),
    Heading("Grunnlagsdokument"),
    _list(
        "basis_political",
        "Politiske dokument",
        "Skriv programma og den politiske plattforma på kvar si linje",
        level=2,
    ),
    _list(
        "basis_rules",
        "Vedtekter og retningslinjer",
        "Skriv vedtektene og retningslinjene på kvar si linje",
        level=2,
    ),
    Heading("1 Kva organa gjer"),
    Text(
        "Mellom årsmøta er medlemsmøtet det øvste organet i partiet. Partileiaren leier det. "
        "Vedtaka bør gi kommunestyregruppa rom til å forhandle med andre parti."
    ),
    Text(
        "Styret står for det daglege arbeidet, både politisk og i organisasjonen. Treng ei sak ei "
        "prinsipiell avklaring, legg styret ho fram for medlemsmøtet."
    ),
    Text(
        "Ei prinsippsak gjeld eit nytt område der partiet ikkje har teke stilling, eller ho bind "
        "mykje av pengane til kommunen i åra framover."
    ),
    Field(
        FieldSpec(
            tag="rules.principle_limit",
            label="Beløpsgrense",
            guidance="Skriv når beløpet gjer saka til ei prinsippsak",
        )
    ),
    Text(
        "Kommunestyregruppa har det samla ansvaret for politikken til partiet i kommunestyret. Er "
        "gruppa usamd i ei sak, finn ho svaret i gruppemøtet. Møteplikta i gruppemøte og "
        "medlemsmøte gjeld både faste representantar og vara."
    ),
    Text("Nokre frå styret tiltrer gruppa. Dei kan ta ordet, gjere framlegg og røyste."),
    Field(
        FieldSpec(
            tag="rules.joining",
            label="Tiltredande",
            guidance="Skriv kven som tiltrer",
            preset="Partileiaren og inntil to andre som styret peikar ut",
        )
    ),
    Heading("2 Ansvar"),
    Text(
        "Gruppeleiaren syter for at gruppa forstår sakene likt, og har oversyn over korleis alle "
        "vil røyste. Saman med den saksansvarlege følgjer gruppeleiaren opp sakene i "
        "kommunestyret. Er saka både ny og prinsipiell, får partileiaren beskjed."
    ),
    Text(
        "Utvalsleiarar og nestleiarar syter for at sakene i utvalet er politisk avklarte. Meiner "
        "nokon i gruppa noko anna enn innstillinga, tek dei saka opp i gruppa. Dei melder usemje "
        "i utvalet til gruppeleiaren, målt mot innstillinga frå administrasjonen i kommunen."
    ),
    Text(
        "Kjem det noko nytt etter at gruppa har behandla saka, men før utvalet møtest, blir ho "
        "avklart med gruppeleiaren. Blir standpunktet vesentleg endra, kan òg partileiaren vere "
        "med. Kjem det noko nytt etter utvalet som endrar saka mykje, bør medlemmene der vurdere å"
        " ta ho opp att i gruppa."
    ),
    Text(
        "Utvalsleiarar og nestleiarar fordeler sakene, held kontakt med samarbeidspartia og "
        "førebur endringsframlegg i tråd med politikken til partiet. I store saker snakkar dei med"
        " gruppeleiaren og ordføraren, og avklarar om gruppa skal behandle saka."
    ),
    Heading("3 Ansvaret til den enkelte"),
    Text(
        "Representantane arbeider for at standpunktet til partiet får fleirtal. Difor veit "
        "gruppeleiaren før møtet korleis kvar representant og møtande vararepresentant vil røyste "
        "i alle saker. Får du eit nytt syn undervegs i møtet, seier du frå, så gruppeleiaren kan "
        "be om pause."
    ),
    Text("Den som har ansvaret for saka, eller har fått det delegert, held hovudinnlegget."),
    Heading("4 Behandling av saker"),
    Text("Gruppeleiaren kallar inn gruppa før kvart møte i kommunestyret og formannskapet."),
    Text(
        "Før møta i utvala er det til vanleg ikkje gruppemøte. Er medlemmene i utvalet usamde, "
        "eller treng saka meir drøfting, tek utvalsleiaren eller nestleiaren ho opp i gruppa før "
        "ho blir avgjord i kommunestyret eller formannskapet."
    ),
    Text(
        "Gruppemøtet drøftar alle saker som skal opp. Protokollen viser kva som er framlegget vårt"
        " i kvar sak, og kven som fører ho i kommunestyret."
    ),
)
