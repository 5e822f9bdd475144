"""The regulation's fourteen sections in bokmål, after the order of Sp's template (own wording)."""

from __future__ import annotations

from service.documents.authoring.blocks import (
    Block,
    Bullets,
    FieldTable,
    Heading,
    Text,
    Title,
)
from service.documents.authoring.content.common import GROUP, PERIOD, title
from service.documents.authoring.content.reglement_levels import Level, regulation_field, texts
from service.documents.authoring.content.reglement_meetings_nb import meetings
from service.documents.manifest import FieldSpec


def blocks(level: Level) -> tuple[Block, ...]:
    """The whole regulation."""
    return (*_about(level), *_people(level), *meetings(level), *_conduct(level))


def _about(level: Level) -> tuple[Block, ...]:
    return (
        Title(title(f"Reglement for {level.group}")),
        FieldTable(
            "Hva reglementet gjelder for",
            (
                level.region_field,
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
            f"Reglementet gjelder for partiets gruppe i {level.council}. Det bygger på dokumentene"
            " under, som går foran hvis de sier noe annet."
        ),
        Bullets(("Partiets vedtekter", "Partiets etiske retningslinjer")),
        regulation_field("party", level.branch_label, f"Skriv navnet på {level.branch}"),
    )


def _people(level: Level) -> tuple[Block, ...]:
    return (
        Heading("2.0 Gruppa"),
        Text(
            f"Gruppa er de som til enhver tid møter i {level.council} for partiet. De kan ta ordet,"
            " fremme forslag og stemme i alle saker gruppa behandler."
        ),
        regulation_field("members_total", "Antall medlemmer", "Skriv antall, for eksempel 7"),
        regulation_field("members", "Medlemmer", "Skriv ett navn på hver linje", "list"),
        *texts(
            f"Vararepresentantene, partiets medlemmer i andre styrer, råd og utvalg i "
            f"{level.region} og lederen av {level.branch} kalles også inn. De kan ta ordet og "
            "fremme forslag, men ikke stemme.",
            level.members_speak,
        ),
        Heading("3.0 Gruppestyret"),
        Text(
            "Når gruppa konstituerer seg, velger den gruppeleder, nestleder og ett styremedlem. "
            "Disse er valgt:"
        ),
        regulation_field("board.leader", "Gruppeleder", "Skriv navnet"),
        regulation_field("board.deputy", "Nestleder", "Skriv navnet"),
        regulation_field("board.member", "Medlem", "Skriv navnet"),
        Text(
            f"{level.mayors} møter som observatører når de hører til gruppa. Gruppelederen kan "
            "kalle inn andre fra gruppa når sakene tilsier det."
        ),
        regulation_field("board.observers", "Observatører", "Skriv navn og verv, eller «ingen»"),
        Text(level.represents),
        Heading("4.0 Fraksjoner og fraksjonsledere"),
        Text(
            "Sitter flere fra gruppa i samme utvalg, er de en fraksjon. Gruppa velger en "
            "fraksjonsleder for hver."
        ),
        regulation_field(
            "factions", "Fraksjonsledere", "Skriv utvalg og navn på hver linje", "list"
        ),
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
        regulation_field(
            "faction_days",
            "Fraksjonen møtes tidligst",
            "Skriv antall dager før utvalget, for eksempel 7",
        ),
        Text(
            f"Fraksjonen i {level.executive} består av de faste medlemmene og første vara. I andre "
            "utvalg består den av de faste medlemmene og første vara til utvalget. "
            "Fraksjonslederen kan kalle inn flere."
        ),
        regulation_field(
            "compositions", "Sammensetning", "Skriv hvem som sitter i hvert utvalg", "list"
        ),
    )


def _conduct(level: Level) -> tuple[Block, ...]:
    return (
        Heading("7.0 Habilitet"),
        Text(
            "De samme habilitetsreglene gjelder i gruppa som i folkevalgte organer. Du har selv "
            "plikt til å si fra når din egen habilitet kan være i tvil. Gruppa avgjør tvilen med "
            "vanlig flertall."
        ),
        Heading("8.0 Avstemninger i folkevalgte organer"),
        Text(
            "Det gruppa eller fraksjonen kommer til, er et råd til den enkelte. Bare tungtveiende "
            "grunner tilsier at du stemmer imot."
        ),
        Text(
            "Vil du stemme imot flertallet, sier du fra på gruppemøtet. Har du forfall, gir du "
            "beskjed til gruppelederen eller fraksjonslederen på forhånd."
        ),
        regulation_field(
            "dissent_before",
            "Beskjeden er gitt før",
            f"Skriv «gruppemøtet» eller «{level.council}»",
        ),
        Text(
            "Mindretallet kan legge fram sitt syn eller gi en stemmeforklaring når det er avtalt "
            "med gruppelederen eller fraksjonslederen. Det skjer uten politiske angrep på våre "
            "egne."
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
            "Arbeidet i gruppa registreres som studiearbeid i partiets studieforbund. "
            "Gruppelederen har ansvaret for det."
        ),
        regulation_field("study_plan", "Studieplan", "Skriv navnet på studieplanen"),
        Heading("11.0 Samarbeid med andre partier"),
        Text(f"Gruppa vil ha et godt samarbeid med alle partiene i {level.council}."),
        regulation_field(
            "cooperation", "Avtaler om samarbeid", "Skriv hvilke partier, eller «ingen avtale»"
        ),
        Heading("12.0 Sosiale samlinger"),
        Text("Gruppa har som mål å samles sosialt flere ganger i året."),
        regulation_field("social_min", "Minst så mange i året", "Skriv antall, for eksempel 2"),
        regulation_field(
            "social_year", "Året regnes fra", "Skriv «nyttår» eller «starten av perioden»"
        ),
        Heading("13.0 Endring av reglementet"),
        Text(
            "Forslag om endringer går til gruppelederen. Gruppa drøfter dem og vedtar med "
            "alminnelig flertall."
        ),
        Heading("14.0 Avslutning"),
        Text(
            "Medlemmer og observatører setter seg inn i reglementet og følger det. Gruppelederen "
            "sender det til alle i gruppa."
        ),
    )
