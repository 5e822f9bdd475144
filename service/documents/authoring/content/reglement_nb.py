"""The regulation's fourteen sections in bokmål, after the order of Sp's template (own wording)."""

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
        "Hva reglementet gjelder for",
        (
            MUNICIPALITY["nb"],
            GROUP["nb"],
            PERIOD["nb"],
            FieldSpec(
                tag="regulation.adopted",
                label="Vedtatt",
                guidance="Skriv datoen gruppa vedtok reglementet",
                aliases=("Vedtatt dato",),
                required=True,
            ),
        ),
    ),
    Heading("1.0 Innledning"),
    Text(
        "Reglementet gjelder for partiets gruppe i kommunestyret. Det bygger på dokumentene under,"
        " som går foran hvis de sier noe annet."
    ),
    Bullets(("Partiets vedtekter", "Partiets etiske retningslinjer")),
    _field("party", "Lokallag", "Skriv navnet på lokallaget"),
    Heading("2.0 Gruppa"),
    Text(
        "Gruppa er de som til enhver tid møter i kommunestyret for partiet. De kan ta ordet, "
        "fremme forslag og stemme i alle saker gruppa behandler."
    ),
    _field("members_total", "Antall medlemmer", "Skriv antallet"),
    _field("members", "Medlemmer", "Skriv ett navn på hver linje", "list"),
    Text(
        "Vararepresentantene, partiets medlemmer i andre styrer, råd og utvalg i kommunen og "
        "lederen av lokallaget kalles også inn. De kan ta ordet og fremme forslag, men ikke "
        "stemme."
    ),
    Text("Medlemmer av lokallaget kan også ta ordet og fremme forslag på gruppemøtene."),
    Heading("3.0 Gruppestyret"),
    Text(
        "Når gruppa konstituerer seg, velger den gruppeleder, nestleder og ett medlem til "
        "gruppestyret. Disse er valgt:"
    ),
    _field("board.leader", "Gruppeleder", "Skriv navnet"),
    _field("board.deputy", "Nestleder", "Skriv navnet"),
    _field("board.member", "Medlem", "Skriv navnet"),
    Text(
        "Ordføreren og varaordføreren møter som observatører. Gruppelederen kan kalle inn andre "
        "fra gruppa når sakene tilsier det."
    ),
    Text(
        "Gruppelederen møter for gruppa i styret for lokallaget og på fylkesårsmøtet. Nestlederen "
        "er vara på fylkesårsmøtet."
    ),
    Heading("4.0 Fraksjoner og fraksjonsledere"),
    Text(
        "Sitter flere fra gruppa i samme utvalg, er de en fraksjon. Gruppa velger en "
        "fraksjonsleder for hver av dem."
    ),
    _field("factions", "Fraksjonsledere", "Skriv utvalg og navn på hver linje", "list"),
    Text("Fraksjonslederen"),
    Bullets(
        (
            "samler fraksjonen om sakene før hvert møte",
            "holder resten av gruppa orientert om arbeidet",
            "melder til gruppestyret hvilke saker gruppa bør drøfte",
            "legger fram sakene fra utvalget på gruppemøtet",
            "snakker med samarbeidspartienes medlemmer før møtene i utvalget",
        )
    ),
    Text(
        "Fraksjonen i formannskapet består av de faste medlemmene og første vara. I andre utvalg "
        "består den av de faste medlemmene og første vara til utvalget. Fraksjonslederen kan "
        "kalle inn flere."
    ),
    _field("compositions", "Sammensetning", "Skriv hvem som sitter i hvert utvalg", "list"),
    Heading("5.0 Møter i gruppa"),
    Text(
        "Gruppa møtes før hver ordinære møterunde i kommunen. Den møtes også når gruppelederen "
        "ønsker det, eller når mange nok av de faste medlemmene krever det."
    ),
    _field("extra_requesters", "Så mange kan kreve møte", "Skriv antallet"),
    Text(
        "Gruppa vedtar en møteplan for hvert halvår. Gruppemøtene er åpne for partiets medlemmer. "
        "Alle i gruppa kan melde saker til gruppelederen."
    ),
    Text("Ønsker noen gruppemøte mens kommunestyret er samlet, går det gjennom gruppelederen."),
    Text(
        "Et kort møte rett før og rett etter kommunestyret gjør medlemmene trygge på sakene og tar"
        " vare på dem etterpå."
    ),
    _field("pre_post", "Formøte og ettermøte", "Skriv «skal» eller «bør», og hvor lenge de varer"),
    Text(
        "Gruppelederen fordeler sakene i gruppa før kommunestyret møtes. Hvert gruppemøte bør ha "
        "et referat. Det viser hvilke saker gruppa drøftet, og kort hva den kom til der den er "
        "uenig i innstillingen."
    ),
    Text(
        "Ordinære gruppemøter er til fast tid og sted når gruppelederen ikke bestemmer noe annet."
    ),
    _field("place", "Møtested", "Skriv stedet"),
    _field("weekday", "Ukedag", "Skriv ukedagen"),
    _field("from", "Fra klokka", "Skriv klokkeslettet"),
    _field("to", "Til klokka", "Skriv klokkeslettet"),
    Text(
        "En representant for et annet parti som går over til vårt i perioden, kan bli fullt medlem"
        " når gruppestyret har godkjent det."
    ),
    _field("quarantine", "Karantenetid", "Skriv antall måneder, eller «ingen»"),
    Text("Den som har erklært seg uavhengig, er ikke med på gruppemøtene."),
    Heading("6.0 Møter i gruppestyret"),
    Text(
        "Gruppestyret møtes når gruppelederen ber om det, eller når de to andre i styret gjør det."
        " Møtene er lukket. Referatet viser hvilke saker styret drøftet."
    ),
    Heading("7.0 Habilitet"),
    Text(
        "De samme habilitetsreglene gjelder i gruppa som i folkevalgte organer. Du har selv plikt "
        "til å si fra når din egen habilitet kan være i tvil. Gruppa avgjør tvilen med vanlig "
        "flertall."
    ),
    Heading("8.0 Avstemninger i folkevalgte organer"),
    Text(
        "Det gruppa eller fraksjonen kommer til, er et råd til den enkelte. Bare tungtveiende "
        "grunner tilsier at du stemmer imot."
    ),
    Text(
        "Vil du stemme imot flertallet, sier du fra på gruppemøtet. Har du forfall, gir du beskjed"
        " til gruppelederen eller fraksjonslederen på forhånd."
    ),
    Text(
        "Mindretallet kan legge fram sitt syn eller gi en stemmeforklaring når det er avtalt med "
        "gruppelederen eller fraksjonslederen. Det skjer uten politiske angrep på våre egne."
    ),
    Text(
        "I personvalg der partiet har kandidater, stemmer alle i gruppa slik flertallet har "
        "bestemt."
    ),
    Heading("9.0 Mediearbeid"),
    Text(
        "Gruppa skal være synlig. Mediestrategi bør stå på sakslista til hvert ordinære "
        "gruppemøte. Bruk gjerne sosiale medier i arbeidet som folkevalgt, og følg de etiske "
        "retningslinjene."
    ),
    Heading("10.0 Studiearbeid"),
    Text(
        "Arbeidet i gruppa registreres som studiearbeid i partiets studieforbund. Gruppelederen "
        "har ansvaret for det."
    ),
    _field("study_plan", "Studieplan", "Skriv navnet på studieplanen"),
    Heading("11.0 Samarbeid med andre partier"),
    Text("Gruppa vil ha et godt samarbeid med alle partiene i kommunestyret."),
    _field("cooperation", "Avtaler om samarbeid", "Skriv hvilke partier, eller «ingen avtale»"),
    Heading("12.0 Sosiale samlinger"),
    Text("Gruppa har som mål å samles sosialt flere ganger i året."),
    _field("social_min", "Minst så mange i året", "Skriv antallet"),
    Heading("13.0 Endring av reglementet"),
    Text(
        "Forslag om endringer går til gruppelederen. Gruppa drøfter dem og vedtar med alminnelig "
        "flertall."
    ),
    Heading("14.0 Avslutning"),
    Text(
        "Medlemmer og observatører setter seg inn i reglementet og følger det. Gruppelederen "
        "sender det til alle i gruppa."
    ),
)
