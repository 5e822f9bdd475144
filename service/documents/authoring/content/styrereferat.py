"""Minutes of a group board meeting, for the board's closed folder: inventory D07.

Sources: Sp's regulation 6.0 (minutes with an overview of the cases), 4.0 (what goes on the group's
agenda) and 5.0 (the board approves a representative who comes over from another party).
"""

from __future__ import annotations

from service.documents.authoring.blocks import (
    Block,
    Cases,
    Content,
    FieldTable,
    Heading,
    Text,
    Title,
)
from service.documents.authoring.content.case_labels import case_labels
from service.documents.authoring.content.common import (
    MINUTE_TAKER,
    PAGE,
    STATUS,
    meeting_fields,
    section,
    title,
)
from service.documents.authoring.content.tables import attendance, follow_ups
from service.documents.manifest import LabelSpec

_NB: tuple[Block, ...] = (
    Title(title("Referat fra gruppestyret")),
    Text(
        "Møtene i gruppestyret er lukket. Referatet ligger i styrets egen mappe og sendes ikke "
        "videre."
    ),
    FieldTable("Opplysninger om møtet", meeting_fields("nb", MINUTE_TAKER["nb"])),
    Heading("Frammøte"),
    attendance("nb", meets_as=True),
    Heading("Saker"),
    Cases(
        "Sak",
        "nr/år",
        "tittel",
        case_labels(
            "nb",
            "discussion",
            LabelSpec(
                key="conclusion",
                kind="prose",
                label="Konklusjon",
                aliases=("Vedtak",),
                guidance="Skriv hva styret kom fram til",
            ),
            "votes",
        ),
    ),
    section(
        "minutes.group_agenda",
        "Til gruppas saksliste",
        "Skriv hvilke saker gruppa skal drøfte, og hvem som legger dem fram",
        "Saker til gruppemøtet",
    ),
    section(
        "minutes.transfers",
        "Overganger til gruppa",
        "Skriv hvem styret godkjente som fullt medlem, fra hvilken dato, eller «ingen»",
        "Godkjenning av overganger",
        "Godkjente overganger",
    ),
    Heading("Oppfølging"),
    follow_ups("nb"),
    section("minutes.other", "Eventuelt", "Skriv det som kom opp under eventuelt"),
    section(
        "minutes.approved",
        "Godkjenning",
        "Skriv hvem som godkjente referatet, og datoen",
        "Godkjent",
    ),
)

_NN: tuple[Block, ...] = (
    Title(title("Referat frå gruppestyret")),
    Text(
        "Møta i gruppestyret er lukka. Referatet ligg i styret si eiga mappe og blir ikkje sendt "
        "vidare."
    ),
    FieldTable("Opplysningar om møtet", meeting_fields("nn", MINUTE_TAKER["nn"])),
    Heading("Frammøte"),
    attendance("nn", meets_as=True),
    Heading("Saker"),
    Cases(
        "Sak",
        "nr/år",
        "tittel",
        case_labels(
            "nn",
            "discussion",
            LabelSpec(
                key="conclusion",
                kind="prose",
                label="Konklusjon",
                aliases=("Vedtak",),
                guidance="Skriv kva styret kom fram til",
            ),
            "votes",
        ),
    ),
    section(
        "minutes.group_agenda",
        "Til sakslista for gruppa",
        "Skriv kva saker gruppa skal drøfte, og kven som legg dei fram",
        "Saker til gruppemøtet",
    ),
    section(
        "minutes.transfers",
        "Overgangar til gruppa",
        "Skriv kven styret godkjende som full medlem, frå kva dato, eller «ingen»",
        "Godkjenning av overgangar",
        "Godkjende overgangar",
    ),
    Heading("Oppfølging"),
    follow_ups("nn"),
    section("minutes.other", "Eventuelt", "Skriv det som kom opp under eventuelt", "Ymse"),
    section(
        "minutes.approved",
        "Godkjenning",
        "Skriv kven som godkjende referatet, og datoen",
        "Godkjent",
    ),
)

STYREREFERAT = tuple(
    Content(
        type="styrereferat",
        language=language,
        titles=titles,
        blocks=blocks,
        page=PAGE[language],
        header_left=("group.name",),
        header_right=("meeting.title", "meeting.date"),
        ignored=("group.period", "meeting.number", "meeting.serves"),
        status=STATUS[language],
    )
    for language, titles, blocks in (
        (
            "nb",
            (
                "Referat fra gruppestyret",
                "Referat fra gruppestyremøte",
                "Referat fra møte i gruppestyret",
                "Protokoll fra gruppestyret",
                "Styrereferat",
                "Gruppestyrereferat",
                "Styreprotokoll",
            ),
            _NB,
        ),
        (
            "nn",
            (
                "Referat frå gruppestyret",
                "Referat frå gruppestyremøte",
                "Referat frå møte i gruppestyret",
                "Protokoll frå gruppestyret",
                "Styrereferat",
                "Gruppestyrereferat",
                "Styreprotokoll",
            ),
            _NN,
        ),
    )
)
