"""The regulation's fourteen sections in nynorsk, after the order of Sp's template (own wording)."""

from __future__ import annotations

from typing import Final

from service.documents.authoring.blocks import (
    Block,
    Bullets,
    Field,
    FieldTable,
    Heading,
    Text,
    Title,
)
from service.documents.authoring.content.common import GROUP, MUNICIPALITY, PERIOD, title
from service.documents.manifest import FieldSpec, Kind


def _field(tag: str, label: str, guidance: str, kind: Kind = "text", *aliases: str) -> Field:
    spec = FieldSpec(
        tag=f"regulation.{tag}", label=label, guidance=guidance, kind=kind, aliases=aliases
    )
    return Field(spec)


BLOCKS: Final[tuple[Block, ...]] = (
    Title(title("Reglement for kommunestyregruppa")),
    FieldTable(
        "Kva reglementet gjeld for",
        (
            MUNICIPALITY["nn"],
            GROUP["nn"],
            PERIOD["nn"],
            FieldSpec(
                tag="regulation.adopted",
                label="Vedteke",
                guidance="Skriv datoen gruppa vedtok reglementet",
                aliases=("Vedteke dato",),
                required=True,
            ),
        ),
    ),
    Heading("1.0 Innleiing"),
    Text(
        "Reglementet gjeld for gruppa til partiet i kommunestyret. Det byggjer på dokumenta under,"
        " som går føre dersom dei seier noko anna."
    ),
    Bullets(("Vedtektene til partiet", "Dei etiske retningslinjene til partiet")),
    _field("party", "Lokallag", "Skriv namnet på lokallaget"),
    Heading("2.0 Gruppa"),
    Text(
        "Gruppa er dei som til kvar tid møter i kommunestyret for partiet. Dei kan ta ordet, gjere"
        " framlegg og røyste i alle saker gruppa behandlar."
    ),
    _field("members_total", "Talet på medlemmer", "Skriv talet"),
    _field("members", "Medlemmer", "Skriv eitt namn på kvar linje", "list"),
    Text(
        "Vararepresentantane, medlemmene partiet har i andre styre, råd og utval i kommunen, og "
        "leiaren av lokallaget blir òg kalla inn. Dei kan ta ordet og gjere framlegg, men ikkje "
        "røyste."
    ),
    Text("Medlemmer av lokallaget kan òg ta ordet og gjere framlegg på gruppemøta."),
    Heading("3.0 Gruppestyret"),
    Text(
        "Når gruppa konstituerer seg, vel ho gruppeleiar, nestleiar og éin medlem til "
        "gruppestyret. Desse er valde:"
    ),
    _field("board.leader", "Gruppeleiar", "Skriv namnet"),
    _field("board.deputy", "Nestleiar", "Skriv namnet"),
    _field("board.member", "Medlem", "Skriv namnet"),
    Text(
        "Ordføraren og varaordføraren møter som observatørar. Gruppeleiaren kan kalle inn andre "
        "frå gruppa når sakene tilseier det."
    ),
    Text(
        "Gruppeleiaren møter for gruppa i styret for lokallaget og på fylkesårsmøtet. Nestleiaren "
        "er vara på fylkesårsmøtet."
    ),
    Heading("4.0 Fraksjonar og fraksjonsleiarar"),
    Text(
        "Sit fleire frå gruppa i same utval, er dei ein fraksjon. Gruppa vel ein fraksjonsleiar "
        "for kvar av dei."
    ),
    _field("factions", "Fraksjonsleiarar", "Skriv utval og namn på kvar linje", "list"),
    Text("Fraksjonsleiaren"),
    Bullets(
        (
            "samlar fraksjonen om sakene før kvart møte",
            "held resten av gruppa orientert om arbeidet",
            "melder til gruppestyret kva saker gruppa bør drøfte",
            "legg fram sakene frå utvalet på gruppemøtet",
            "snakkar med medlemmene frå samarbeidspartia før møta i utvalet",
        )
    ),
    Text(
        "Fraksjonen i formannskapet er sett saman av dei faste medlemmene og første vara. I andre "
        "utval er han sett saman av dei faste medlemmene og første vara til utvalet. "
        "Fraksjonsleiaren kan kalle inn fleire."
    ),
    _field("compositions", "Samansetjing", "Skriv kven som sit i kvart utval", "list"),
    Heading("5.0 Møte i gruppa"),
    Text(
        "Gruppa møtest før kvar ordinære møterunde i kommunen. Ho møtest òg når gruppeleiaren "
        "ønskjer det, eller når mange nok av dei faste medlemmene krev det."
    ),
    _field("extra_requesters", "Så mange kan krevje møte", "Skriv talet"),
    Text(
        "Gruppa vedtek ein møteplan for kvart halvår. Gruppemøta er opne for medlemmene i partiet."
        " Alle i gruppa kan melde saker til gruppeleiaren."
    ),
    Text("Ønskjer nokon gruppemøte medan kommunestyret er samla, går det gjennom gruppeleiaren."),
    Text(
        "Eit kort møte rett før og rett etter kommunestyret gjer medlemmene trygge på sakene og "
        "tek vare på dei etterpå."
    ),
    _field("pre_post", "Formøte og ettermøte", "Skriv «skal» eller «bør», og kor lenge dei varer"),
    Text(
        "Gruppeleiaren fordeler sakene i gruppa før kommunestyret møtest. Kvart gruppemøte bør ha "
        "eit referat. Det viser kva saker gruppa drøfta, og kort kva ho kom til der ho er usamd i "
        "innstillinga."
    ),
    Text(
        "Ordinære gruppemøte er til fast tid og stad når gruppeleiaren ikkje bestemmer noko anna."
    ),
    _field("place", "Møtestad", "Skriv staden"),
    _field("weekday", "Vekedag", "Skriv vekedagen"),
    _field("from", "Frå klokka", "Skriv klokkeslettet"),
    _field("to", "Til klokka", "Skriv klokkeslettet"),
    Text(
        "Ein representant for eit anna parti som går over til vårt i perioden, kan bli full medlem"
        " når gruppestyret har godkjent det."
    ),
    _field("quarantine", "Karantenetid", "Skriv talet på månader, eller «ingen»"),
    Text("Den som har erklært seg uavhengig, er ikkje med på gruppemøta."),
    Heading("6.0 Møte i gruppestyret"),
    Text(
        "Gruppestyret møtest når gruppeleiaren ber om det, eller når dei to andre i styret gjer "
        "det. Møta er lukka. Referatet viser kva saker styret drøfta."
    ),
    Heading("7.0 Habilitet"),
    Text(
        "Dei same habilitetsreglane gjeld i gruppa som i folkevalde organ. Du har sjølv plikt til "
        "å seie frå når din eigen habilitet kan vere i tvil. Gruppa avgjer tvilen med vanleg "
        "fleirtal."
    ),
    Heading("8.0 Røystingar i folkevalde organ"),
    Text(
        "Det gruppa eller fraksjonen kjem til, er eit råd til den enkelte. Berre tungtvegande "
        "grunnar tilseier at du røystar imot."
    ),
    Text(
        "Vil du røyste imot fleirtalet, seier du frå på gruppemøtet. Har du forfall, gir du "
        "beskjed til gruppeleiaren eller fraksjonsleiaren på førehand."
    ),
    Text(
        "Mindretalet kan leggje fram sitt syn eller gi ei røysteforklaring når det er avtalt med "
        "gruppeleiaren eller fraksjonsleiaren. Det skjer utan politiske åtak på våre eigne."
    ),
    Text(
        "I personval der partiet har kandidatar, røystar alle i gruppa slik fleirtalet har bestemt."
    ),
    Heading("9.0 Mediearbeid"),
    Text(
        "Gruppa skal vere synleg. Mediestrategi bør stå på sakslista til kvart ordinære "
        "gruppemøte. Bruk gjerne sosiale medium i arbeidet som folkevald, og følg dei etiske "
        "retningslinjene."
    ),
    Heading("10.0 Studiearbeid"),
    Text(
        "Arbeidet i gruppa blir registrert som studiearbeid i studieforbundet til partiet. "
        "Gruppeleiaren har ansvaret for det."
    ),
    _field("study_plan", "Studieplan", "Skriv namnet på studieplanen"),
    Heading("11.0 Samarbeid med andre parti"),
    Text("Gruppa vil ha eit godt samarbeid med alle partia i kommunestyret."),
    _field("cooperation", "Avtalar om samarbeid", "Skriv kva parti, eller «ingen avtale»"),
    Heading("12.0 Sosiale samlingar"),
    Text("Gruppa har som mål å samlast sosialt fleire gonger i året."),
    _field("social_min", "Minst så mange i året", "Skriv talet"),
    Heading("13.0 Endring av reglementet"),
    Text(
        "Framlegg om endringar går til gruppeleiaren. Gruppa drøftar dei og vedtek med alminneleg "
        "fleirtal."
    ),
    Heading("14.0 Avslutning"),
    Text(
        "Medlemmer og observatørar set seg inn i reglementet og følgjer det. Gruppeleiaren sender "
        "det til alle i gruppa."
    ),
)
