"""Attendance list for study hours: inventory D12 and D13, Sp's conditions of 2023 and 2015."""

from __future__ import annotations

from typing import Final

from service.documents.authoring.blocks import (
    Block,
    Content,
    FieldTable,
    Heading,
    Table,
    Text,
    Title,
)
from service.documents.authoring.content.common import (
    GROUP,
    MUNICIPALITY,
    PAGE,
    column,
    line,
    title,
)
from service.documents.manifest import TableSpec

_SESSIONS: Final = (50, 17, 17, 25, 22, 34)
_PARTICIPANTS: Final = (56, 27, 24, 32, 26)

_NB: tuple[Block, ...] = (
    Title(title("Frammøteliste")),
    FieldTable(
        "Hva frammøtelista gjelder",
        (
            GROUP["nb"],
            MUNICIPALITY["nb"],
            line("course.title", "Kurs", "Skriv navnet på kurset", "Kursnavn", required=True),
            line("course.plan", "Studieplan", "Skriv navnet på studieplanen"),
            line("course.number", "Kursnummer", "Skriv nummeret fra portalen", "Kursnr."),
            line("course.responsible", "Studieansvarlig", "Skriv hvem som har ansvaret for "
                 "studiearbeidet, vanligvis gruppelederen", "Ansvarlig"),
            line("course.leader", "Kursleder", "Skriv hvem som leder kurset", "Studieleder"),
            line("course.place", "Kurssted", "Skriv hvor dere møtes", "Sted"),
            line("course.period", "Kursperiode", "Skriv første og siste dag", "Periode"),
            line("course.format", "Kursform", "Skriv «fysisk», «digitalt» eller «blandet»",
                 "Gjennomføring"),
        ),
    ),
    Heading("Øktene"),
    Text(
        "En studietime er en klokketime, pausene medregnet. I en digital økt er alle til stede "
        "samtidig."
    ),
    Table(
        TableSpec(
            id="sessions",
            columns=(
                column("date", "Dag", "Dato", "Øktdato"),
                column("from", "Fra kl.", "Fra", "Start"),
                column("to", "Til kl.", "Til", "Slutt"),
                column("hours", "Studietimer", "Antall timer"),
                column("mode", "Form", "Fysisk eller digitalt"),
                column("topic", "Tema", "Emne"),
            ),
        ),
        "Øktene: dag, fra og til klokka, studietimer, form og tema",
        _SESSIONS,
    ),
    Heading("Deltakerne"),
    Text(
        "Lista er bare for kurslederen og den studieansvarlige. Kurslederen sier fra til alle at "
        "de står på den, og spør om de samtykker. Timene føres i portalen til studieforbundet; "
        "lista sendes ikke på e-post eller SMS, og slettes når den ikke trengs lenger."
    ),
    Text(
        "Den som har vært med på minst 75 prosent av timene, har krav på kursbevis."
    ),
    Table(
        TableSpec(
            id="participants",
            columns=(
                column("name", "Deltaker", "Navn", "Deltakere"),
                column("hours", "Timer møtt", "Timer til stede", "Oppmøte i timer"),
                column("share", "Andel", "Andel møtt", "Prosent"),
                column("consent", "Samtykke", "Samtykker"),
                column("certificate", "Kursbevis"),
            ),
        ),
        "Deltakerne: navn, timer møtt, andel av timene, samtykke og kursbevis",
        _PARTICIPANTS,
    ),
    Heading("Oppsummering"),
    FieldTable(
        "Oppsummering av kurset",
        (
            line("course.hours", "Timer i alt", "Skriv summen av studietimene", "Sum timer"),
            line("course.approved_hours", "Godkjente timer", "Skriv timene studieforbundet har "
                 "godkjent"),
            line("course.digital_share", "Digital del", "Skriv hvor mange av timene som var "
                 "digitale", "Digitale timer"),
            line("course.qualified", "Minst 75 prosent", "Skriv hvor mange deltakere som har minst "
                 "75 prosent frammøte"),
            line("course.exemption", "Unntak", "Skriv hvilket unntak gruppa har fått fra kravet "
                 "til antall deltakere, eller «ingen»", "Dispensasjon"),
            line("course.registered", "Registrert", "Skriv datoen frammøtet ble registrert, og av "
                 "hvem", "Innmeldt"),
        ),
    ),
)  # fmt: skip

_NN: tuple[Block, ...] = (
    Title(title("Frammøteliste")),
    FieldTable(
        "Kva frammøtelista gjeld",
        (
            GROUP["nn"],
            MUNICIPALITY["nn"],
            line("course.title", "Kurs", "Skriv namnet på kurset", "Kursnamn", required=True),
            line("course.plan", "Studieplan", "Skriv namnet på studieplanen"),
            line("course.number", "Kursnummer", "Skriv nummeret frå portalen", "Kursnr."),
            line("course.responsible", "Studieansvarleg", "Skriv kven som har ansvaret for "
                 "studiearbeidet, til vanleg gruppeleiaren", "Ansvarleg"),
            line("course.leader", "Kursleiar", "Skriv kven som leier kurset", "Studieleiar"),
            line("course.place", "Kursstad", "Skriv kvar de møtest", "Stad"),
            line("course.period", "Kursperiode", "Skriv første og siste dag", "Periode"),
            line("course.format", "Kursform", "Skriv «fysisk», «digitalt» eller «blanda»",
                 "Gjennomføring"),
        ),
    ),
    Heading("Øktene"),
    Text(
        "Ein studietime er ein klokketime, pausane medrekna. I ei digital økt er alle til stades "
        "samstundes."
    ),
    Table(
        TableSpec(
            id="sessions",
            columns=(
                column("date", "Dag", "Dato", "Øktdato"),
                column("from", "Frå kl.", "Frå", "Start"),
                column("to", "Til kl.", "Til", "Slutt"),
                column("hours", "Studietimar", "Talet på timar"),
                column("mode", "Form", "Fysisk eller digitalt"),
                column("topic", "Tema", "Emne"),
            ),
        ),
        "Øktene: dag, frå og til klokka, studietimar, form og tema",
        _SESSIONS,
    ),
    Heading("Deltakarane"),
    Text(
        "Lista er berre for kursleiaren og den studieansvarlege. Kursleiaren seier frå til alle at "
        "dei står på henne, og spør om dei samtykkjer. Timane blir førte i portalen til "
        "studieforbundet; lista blir ikkje send på e-post eller SMS, og ho blir sletta når ho "
        "ikkje trengst lenger."
    ),
    Text(
        "Den som har vore med på minst 75 prosent av timane, har krav på kursbevis."
    ),
    Table(
        TableSpec(
            id="participants",
            columns=(
                column("name", "Deltakar", "Namn", "Deltakarar"),
                column("hours", "Timar møtt", "Timar til stades", "Oppmøte i timar"),
                column("share", "Andel", "Andel møtt", "Prosent"),
                column("consent", "Samtykke", "Samtykkjer"),
                column("certificate", "Kursbevis"),
            ),
        ),
        "Deltakarane: namn, timar møtt, andel av timane, samtykke og kursbevis",
        _PARTICIPANTS,
    ),
    Heading("Oppsummering"),
    FieldTable(
        "Oppsummering av kurset",
        (
            line("course.hours", "Timar i alt", "Skriv summen av studietimane", "Sum timar"),
            line("course.approved_hours", "Godkjende timar", "Skriv timane studieforbundet har "
                 "godkjent"),
            line("course.digital_share", "Digital del", "Skriv kor mange av timane som var "
                 "digitale", "Digitale timar"),
            line("course.qualified", "Minst 75 prosent", "Skriv kor mange deltakarar som har minst "
                 "75 prosent frammøte"),
            line("course.exemption", "Unntak", "Skriv kva unntak gruppa har fått frå kravet til "
                 "talet på deltakarar, eller «ingen»", "Dispensasjon"),
            line("course.registered", "Registrert", "Skriv datoen frammøtet vart registrert, og "
                 "av kven", "Innmeldt"),
        ),
    ),
)  # fmt: skip

FRAMMOTE = tuple(
    Content(
        type="frammote",
        language=language,
        titles=titles,
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("document.title", "course.period"),
        ignored=("group.period",),
    )
    for language, titles, blocks in (
        ("nb", ("Frammøteliste", "Deltakerliste", "Oppmøteliste"), _NB),
        ("nn", ("Frammøteliste", "Deltakarliste", "Oppmøteliste"), _NN),
    )
)
