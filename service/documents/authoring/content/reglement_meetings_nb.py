"""The regulation's sections 5.0 and 6.0 on meetings in bokmål (own wording)."""

from __future__ import annotations

from service.documents.authoring.blocks import Block, Heading, Text
from service.documents.authoring.content.reglement_levels import Level, regulation_field, texts


def meetings(level: Level) -> tuple[Block, ...]:
    """When the group and its board meet, and what goes before and after."""
    return (
        Heading("5.0 Møter i gruppa"),
        Text(
            f"Gruppa møtes før hver ordinære møterunde i {level.region}. Den møtes også når "
            "gruppelederen ønsker det, eller når mange nok av de faste medlemmene krever det."
        ),
        regulation_field(
            "round_days",
            "Tidligst før møterunden",
            "Skriv antall dager, for eksempel 14",
        ),
        regulation_field(
            "extra_requesters", "Så mange kan kreve møte", "Skriv antall, for eksempel 3"
        ),
        regulation_field(
            "extra_days",
            "Ekstra møte holdes innen",
            "Skriv antall dager etter kravet, for eksempel 7",
        ),
        Text("Gruppa vedtar en møteplan for hvert halvår."),
        regulation_field(
            "plan_days",
            "Planen vedtas senest",
            "Skriv antall dager før halvåret begynner, for eksempel 14",
        ),
        *texts(level.open_to_members, "Alle i gruppa kan melde saker til gruppelederen."),
        regulation_field(
            "intake_days",
            "Saker meldes senest",
            "Skriv antall dager før møtet, for eksempel 6",
        ),
        regulation_field(
            "summons_days",
            "Innkalling sendes senest",
            "Skriv antall dager før møtet, for eksempel 4",
        ),
        Text(
            f"Ønsker noen gruppemøte mens {level.council} er samlet, går det gjennom gruppelederen."
        ),
        Text(
            f"Et kort møte rett før og rett etter {level.council} gjør medlemmene trygge på sakene "
            "og tar vare på dem etterpå."
        ),
        regulation_field(
            "pre_post",
            "Formøte og ettermøte",
            "Skriv «skal» eller «bør», og lengden, for eksempel «skal, 30 minutter»",
        ),
        Text(f"Gruppelederen fordeler sakene i gruppa før {level.council} møtes."),
        regulation_field(
            "distribution_days",
            "Sakene fordeles senest",
            "Skriv antall dager før møtet, for eksempel 3",
        ),
        Text(
            "Hvert gruppemøte bør ha et referat. Det viser hvilke saker gruppa drøftet, og kort "
            "hva den kom til der den er uenig i innstillingen."
        ),
        regulation_field(
            "minutes_days",
            "Referatet skrives innen",
            "Skriv antall dager etter møtet, for eksempel 7",
        ),
        Text("Ordinære gruppemøter er til fast tid og sted når ikke noe annet er bestemt."),
        regulation_field("place", "Møtested", "Skriv stedet"),
        regulation_field("weekday", "Ukedag", "Skriv ukedagen, for eksempel «mandag»"),
        regulation_field("from", "Fra klokka", "Skriv klokkeslettet, for eksempel 18.00"),
        regulation_field("to", "Til klokka", "Skriv klokkeslettet, for eksempel 21.00"),
        regulation_field(
            "moved_by",
            "Kan endre tid og sted",
            "Skriv hvem som kan bestemme det",
            preset="Gruppelederen",
        ),
        Text(
            "En representant for et annet parti som går over til vårt i perioden, kan bli fullt "
            "medlem når overgangen er godkjent."
        ),
        regulation_field(
            "transfers_by",
            "Overgang godkjennes av",
            "Skriv hvem som godkjenner",
            preset="Gruppestyret",
        ),
        regulation_field(
            "quarantine", "Karantenetid", "Skriv antall måneder, for eksempel 6, eller «ingen»"
        ),
        Text("Den som har erklært seg uavhengig, er ikke med på gruppemøtene."),
        Heading("6.0 Møter i gruppestyret"),
        Text(
            "Gruppestyret møtes når gruppelederen ber om det, eller når nok av de to andre i "
            "styret gjør det. Møtene er lukket. Referatet viser hvilke saker styret drøftet."
        ),
        regulation_field(
            "board_requesters",
            "Så mange av de to andre",
            "Skriv 2 hvis begge må be om møtet, eller 1 hvis én er nok",
        ),
        regulation_field(
            "board_minutes_days",
            "Styrereferat skrives innen",
            "Skriv antall dager etter møtet, for eksempel 7",
        ),
    )
