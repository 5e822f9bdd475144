"""The regulation's fourteen sections in nynorsk, after the order of Sp's template (own wording)."""

from __future__ import annotations

from service.documents.authoring.blocks import Block, Bullets, FieldTable, Heading, Text, Title
from service.documents.authoring.content.common import GROUP, PERIOD, title
from service.documents.authoring.content.reglement_levels import Level, regulation_field, texts
from service.documents.authoring.content.reglement_meetings_nn import meetings
from service.documents.manifest import FieldSpec


def blocks(level: Level) -> tuple[Block, ...]:
    """The whole regulation."""
    return (*_about(level), *_people(level), *meetings(level), *_conduct(level))


def _about(level: Level) -> tuple[Block, ...]:
    return (
        Title(title(f"Reglement for {level.group}")),
        FieldTable(
            "Kva reglementet gjeld for",
            (
                level.region_field,
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
            f"Reglementet gjeld for gruppa til partiet i {level.council}. Det byggjer på dokumenta "
            "under, som går føre dersom dei seier noko anna."
        ),
        Bullets(("Vedtektene til partiet", "Dei etiske retningslinjene til partiet")),
        regulation_field("party", level.branch_label, f"Skriv namnet på {level.branch}"),
    )


def _people(level: Level) -> tuple[Block, ...]:
    return (
        Heading("2.0 Gruppa"),
        Text(
            f"Gruppa er dei som til kvar tid møter i {level.council} for partiet. Dei kan ta ordet,"
            " gjere framlegg og røyste i alle saker gruppa behandlar."
        ),
        regulation_field("members_total", "Talet på medlemmer", "Skriv talet, til dømes 7"),
        regulation_field("members", "Medlemmer", "Skriv eitt namn på kvar linje", "list"),
        *texts(
            "Vararepresentantane, medlemmene partiet har i andre styre, råd og utval i "
            f"{level.region}, og leiaren av {level.branch} blir òg kalla inn. Dei kan ta ordet og "
            "gjere framlegg, men ikkje røyste.",
            level.members_speak,
        ),
        Heading("3.0 Gruppestyret"),
        Text(
            "Når gruppa konstituerer seg, vel ho gruppeleiar, nestleiar og ein styremedlem. "
            "Desse er valde:"
        ),
        regulation_field("board.leader", "Gruppeleiar", "Skriv namnet"),
        regulation_field("board.deputy", "Nestleiar", "Skriv namnet"),
        regulation_field("board.member", "Medlem", "Skriv namnet"),
        Text(
            f"{level.mayors} møter som observatørar når dei høyrer til gruppa. Gruppeleiaren kan "
            "kalle inn andre frå gruppa når sakene tilseier det."
        ),
        regulation_field("board.observers", "Observatørar", "Skriv namn og verv, eller «ingen»"),
        Text(level.represents),
        Heading("4.0 Fraksjonar og fraksjonsleiarar"),
        Text(
            "Sit fleire frå gruppa i same utval, er dei ein fraksjon. Gruppa vel ein "
            "fraksjonsleiar for kvar av dei."
        ),
        regulation_field(
            "factions", "Fraksjonsleiarar", "Skriv utval og namn på kvar linje", "list"
        ),
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
        regulation_field(
            "faction_days",
            "Fraksjonen møtest tidlegast",
            "Skriv talet på dagar før utvalet, til dømes 7",
        ),
        Text(
            f"Fraksjonen i {level.executive} er sett saman av dei faste medlemmene og første vara. "
            "I andre utval er han sett saman av dei faste medlemmene og første vara til utvalet. "
            "Fraksjonsleiaren kan kalle inn fleire."
        ),
        regulation_field(
            "compositions", "Samansetjing", "Skriv kven som sit i kvart utval", "list"
        ),
    )


def _conduct(level: Level) -> tuple[Block, ...]:
    return (
        Heading("7.0 Habilitet"),
        Text(
            "Dei same habilitetsreglane gjeld i gruppa som i folkevalde organ. Du har sjølv plikt "
            "til å seie frå når din eigen habilitet kan vere i tvil. Gruppa avgjer tvilen med "
            "vanleg fleirtal."
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
        regulation_field(
            "dissent_before",
            "Beskjeden er gitt før",
            f"Skriv «gruppemøtet» eller «{level.council}»",
        ),
        Text(
            "Mindretalet kan leggje fram sitt syn eller gi ei røysteforklaring når det er avtalt "
            "med gruppeleiaren eller fraksjonsleiaren. Det skjer utan politiske åtak på våre eigne."
        ),
        Text(
            "I personval der partiet har kandidatar, røystar alle i gruppa slik fleirtalet har "
            "bestemt."
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
        regulation_field("study_plan", "Studieplan", "Skriv namnet på studieplanen"),
        Heading("11.0 Samarbeid med andre parti"),
        Text(f"Gruppa vil ha eit godt samarbeid med alle partia i {level.council}."),
        regulation_field(
            "cooperation", "Avtalar om samarbeid", "Skriv kva parti, eller «ingen avtale»"
        ),
        Heading("12.0 Sosiale samlingar"),
        Text("Gruppa har som mål å samlast sosialt fleire gonger i året."),
        regulation_field("social_min", "Minst så mange i året", "Skriv talet, til dømes 2"),
        regulation_field(
            "social_year", "Rekn året frå", "Skriv «nyttår» eller «starten av perioden»"
        ),
        Heading("13.0 Endring av reglementet"),
        Text(
            "Framlegg om endringar går til gruppeleiaren. Gruppa drøftar dei og vedtek med "
            "alminneleg fleirtal."
        ),
        Heading("14.0 Avslutning"),
        Text(
            "Medlemmer og observatørar set seg inn i reglementet og følgjer det. Gruppeleiaren "
            "sender det til alle i gruppa."
        ),
    )
