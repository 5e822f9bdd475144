"""The regulation's sections 5.0 and 6.0 on meetings in nynorsk (own wording)."""

from __future__ import annotations

from service.documents.authoring.blocks import Block, Heading, Text
from service.documents.authoring.content.reglement_levels import Level, regulation_field, texts


def meetings(level: Level) -> tuple[Block, ...]:
    """When the group and its board meet, and what goes before and after."""
    return (
        Heading("5.0 Møte i gruppa"),
        Text(
            f"Gruppa møtest før kvar ordinære møterunde i {level.region}. Ho møtest òg når "
            "gruppeleiaren ønskjer det, eller når mange nok av dei faste medlemmene krev det."
        ),
        regulation_field(
            "round_days",
            "Tidlegast før møterunden",
            "Skriv talet på dagar, til dømes 14",
        ),
        regulation_field(
            "extra_requesters", "Så mange kan krevje møte", "Skriv talet, til dømes 3"
        ),
        regulation_field(
            "extra_days",
            "Ekstra møte blir halde innan",
            "Skriv talet på dagar etter kravet, til dømes 7",
        ),
        Text("Gruppa vedtek ein møteplan for kvart halvår."),
        regulation_field(
            "plan_days",
            "Planen blir vedteken seinast",
            "Skriv talet på dagar før halvåret tek til, til dømes 14",
        ),
        *texts(level.open_to_members, "Alle i gruppa kan melde saker til gruppeleiaren."),
        regulation_field(
            "intake_days",
            "Meld saker seinast",
            "Skriv talet på dagar før møtet, til dømes 6",
        ),
        regulation_field(
            "summons_days",
            "Send innkalling seinast",
            "Skriv talet på dagar før møtet, til dømes 4",
        ),
        Text(
            f"Ønskjer nokon gruppemøte medan {level.council} er samla, går det gjennom "
            "gruppeleiaren."
        ),
        Text(
            f"Eit kort møte rett før og rett etter {level.council} gjer medlemmene trygge på "
            "sakene og tek vare på dei etterpå."
        ),
        regulation_field(
            "pre_post",
            "Formøte og ettermøte",
            "Skriv «skal» eller «bør», og lengda, til dømes «skal, 30 minutt»",
        ),
        Text(f"Gruppeleiaren fordeler sakene i gruppa før {level.council} møtest."),
        regulation_field(
            "distribution_days",
            "Fordel sakene seinast",
            "Skriv talet på dagar før møtet, til dømes 3",
        ),
        Text(
            "Kvart gruppemøte bør ha eit referat. Det viser kva saker gruppa drøfta, og kort kva "
            "ho kom til der ho er usamd i innstillinga."
        ),
        regulation_field(
            "minutes_days",
            "Skriv referatet innan",
            "Skriv talet på dagar etter møtet, til dømes 7",
        ),
        Text("Ordinære gruppemøte er til fast tid og stad når ikkje noko anna er bestemt."),
        regulation_field("place", "Møtestad", "Skriv staden"),
        regulation_field("weekday", "Vekedag", "Skriv vekedagen, til dømes «måndag»"),
        regulation_field("from", "Frå klokka", "Skriv klokkeslettet, til dømes 18.00"),
        regulation_field("to", "Til klokka", "Skriv klokkeslettet, til dømes 21.00"),
        regulation_field(
            "moved_by",
            "Kan endre tid og stad",
            "Skriv kven som kan bestemme det",
            preset="Gruppeleiaren",
        ),
        Text(
            "Ein representant for eit anna parti som går over til vårt i perioden, kan bli full "
            "medlem når overgangen er godkjend."
        ),
        regulation_field(
            "transfers_by",
            "Godkjenner overgangar",
            "Skriv kven som godkjenner",
            preset="Gruppestyret",
        ),
        regulation_field(
            "quarantine", "Karantenetid", "Skriv talet på månader, til dømes 6, eller «ingen»"
        ),
        Text("Den som har erklært seg uavhengig, er ikkje med på gruppemøta."),
        Heading("6.0 Møte i gruppestyret"),
        Text(
            "Gruppestyret møtest når gruppeleiaren ber om det, eller når mange nok av dei to andre "
            "i styret gjer det. Møta er lukka. Referatet viser kva saker styret drøfta."
        ),
        regulation_field(
            "board_requesters",
            "Så mange av dei to andre",
            "Skriv 2 dersom begge må be om møtet, eller 1 dersom éin er nok",
        ),
        regulation_field(
            "board_minutes_days",
            "Skriv styrereferat innan",
            "Skriv talet på dagar etter møtet, til dømes 7",
        ),
    )
