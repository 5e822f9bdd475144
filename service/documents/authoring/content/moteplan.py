"""The half-year's meeting plan: inventory D10, Sp's regulation 5.0 and 12.0."""

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
    prose,
    title,
)
from service.documents.manifest import TableSpec

_MEETINGS: Final = (46, 29, 35, 33, 44, 36, 29)
_MUNICIPAL: Final = (45, 32, 75, 60, 40)

_NB: tuple[Block, ...] = (
    Title(title("Møteplan")),
    FieldTable(
        "Hva planen gjelder",
        (
            GROUP["nb"],
            MUNICIPALITY["nb"],
            line("plan.half", "Halvår", "Skriv halvåret, for eksempel «1. halvår 2026»",
                 "Periode", required=True),
            line("plan.adopted", "Vedtatt", "Skriv datoen gruppa vedtok planen", "Vedtatt dato"),
            line("plan.adopted_ref", "Protokoll", "Skriv hvilken protokoll vedtaket står i",
                 "Protokollsak", "Vedtatt i"),
            line("plan.as_of", "Slik planen var", "Skriv datoen planen sist ble oppdatert",
                 "Oppdatert", "Sist oppdatert"),
        ),
    ),
    Heading("Gruppas møter"),
    Text(
        "Kalenderen viser alltid den nyeste planen. Står det «Ikke bekreftet» ved et møte, kan "
        "dagen bli en annen."
    ),
    Table(
        TableSpec(
            id="meetings",
            columns=(
                column("date", "Dato", "Når"),
                column("time", "Tid", "Tidspunkt"),
                column("place", "Sted", "Hvor"),
                column("meeting", "Møte", "Møtetype", "Hva"),
                column("serves", "Forbereder", "Før"),
                column("deadline", "Frist for saker og forfall", "Frist", "Frister"),
                column("note", "Merknad", "Merknader"),
            ),
            key="meeting",
        ),
        "Gruppas møter: dato, tid, sted, møte, hva det forbereder, frister og merknad",
        _MEETINGS,
    ),
    Heading("Møtene i kommunen"),
    Table(
        TableSpec(
            id="municipal",
            columns=(
                column("date", "Møtedag", "Møtedato"),
                column("time", "Klokkeslett", "Kl."),
                column("body", "Organ", "Utvalg"),
                column("place", "Møtested", "Møterom"),
                column("note", "Forbehold"),
            ),
            key="body",
        ),
        "Møtene i kommunen: møtedag, klokkeslett, organ, møtested og forbehold",
        _MUNICIPAL,
    ),
    Heading("Annet i halvåret"),
    FieldTable(
        "Annet i halvåret",
        (
            prose("plan.members", "Medlemsmøter", "Skriv når medlemsmøtene er, og hvem fra gruppa "
                  "som møter"),
            prose("plan.social", "Sosiale samlinger", "Skriv når gruppa samles sosialt"),
            prose("plan.study", "Studiearbeid", "Skriv når studietimene er, og hva gruppa skal "
                  "lære mer om", "Studier", "Opplæring"),
            prose("plan.budget", "Budsjettarbeid", "Skriv når gruppa arbeider med budsjettet",
                  "Budsjett"),
            prose("plan.ethics", "Etikk", "Skriv når gruppa går gjennom de etiske retningslinjene",
                  "Etiske retningslinjer"),
            prose("plan.wheel", "Årshjulet", "Skriv hvilke planer og høringer som kommer i "
                  "kommunen, med frist", "Årshjul", "Kommunens årshjul"),
        ),
    ),
)  # fmt: skip

_NN: tuple[Block, ...] = (
    Title(title("Møteplan")),
    FieldTable(
        "Kva planen gjeld",
        (
            GROUP["nn"],
            MUNICIPALITY["nn"],
            line("plan.half", "Halvår", "Skriv halvåret, til dømes «1. halvår 2026»",
                 "Periode", required=True),
            line("plan.adopted", "Vedteken", "Skriv datoen gruppa vedtok planen", "Vedteke",
                 "Vedteken dato"),
            line("plan.adopted_ref", "Protokoll", "Skriv kva protokoll vedtaket står i",
                 "Protokollsak", "Vedteken i"),
            line("plan.as_of", "Slik planen var", "Skriv datoen planen sist vart oppdatert",
                 "Oppdatert", "Sist oppdatert"),
        ),
    ),
    Heading("Møta til gruppa"),
    Text(
        "Kalenderen viser alltid den nyaste planen. Står det «Ikkje stadfesta» ved eit møte, kan "
        "dagen bli ein annan."
    ),
    Table(
        TableSpec(
            id="meetings",
            columns=(
                column("date", "Dato", "Når"),
                column("time", "Tid", "Tidspunkt"),
                column("place", "Stad", "Kvar"),
                column("meeting", "Møte", "Møtetype", "Kva"),
                column("serves", "Førebur", "Før"),
                column("deadline", "Frist for saker og forfall", "Frist", "Fristar"),
                column("note", "Merknad", "Merknader"),
            ),
            key="meeting",
        ),
        "Møta til gruppa: dato, tid, stad, møte, kva det førebur, fristar og merknad",
        _MEETINGS,
    ),
    Heading("Møta i kommunen"),
    Table(
        TableSpec(
            id="municipal",
            columns=(
                column("date", "Møtedag", "Møtedato"),
                column("time", "Klokkeslett", "Kl."),
                column("body", "Organ", "Utval"),
                column("place", "Møtestad", "Møterom"),
                column("note", "Atterhald"),
            ),
            key="body",
        ),
        "Møta i kommunen: møtedag, klokkeslett, organ, møtestad og atterhald",
        _MUNICIPAL,
    ),
    Heading("Anna i halvåret"),
    FieldTable(
        "Anna i halvåret",
        (
            prose("plan.members", "Medlemsmøte", "Skriv når medlemsmøta er, og kven frå gruppa som "
                  "møter", "Medlemsmøta"),
            prose("plan.social", "Sosiale samlingar", "Skriv når gruppa møtest sosialt"),
            prose("plan.study", "Studiearbeid", "Skriv når studietimane er, og kva gruppa skal "
                  "lære meir om", "Studium", "Opplæring"),
            prose("plan.budget", "Budsjettarbeid", "Skriv når gruppa arbeider med budsjettet",
                  "Budsjett"),
            prose("plan.ethics", "Etikk", "Skriv når gruppa går gjennom dei etiske retningslinjene",
                  "Etiske retningslinjer"),
            prose("plan.wheel", "Årshjulet", "Skriv kva planar og høyringar som kjem i kommunen, "
                  "med frist", "Årshjul", "Årshjulet til kommunen"),
        ),
    ),
)  # fmt: skip

MOTEPLAN = tuple(
    Content(
        type="moteplan",
        language=language,
        titles=("Møteplan", "Halvårsplan"),
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("document.title", "plan.half"),
        ignored=("group.period",),
        landscape=True,
    )
    for language, blocks in (("nb", _NB), ("nn", _NN))
)
