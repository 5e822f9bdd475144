"""The fixed times of a term, from the constitution to the political testament."""

from __future__ import annotations

from typing import Final

from service.domain.wheels.milestones import InTerm, Text
from service.domain.wheels.model import RingKind

_WHEEL_4: Final = {
    "nb": "Folkevalgtprogrammet, delen om fireårshjulet",
    "nn": "Folkevalgtprogrammet, delen om fireårshjulet",
}


def _booklet(chapter: int) -> Text:
    return {"nb": f"Studieheftet, kapittel {chapter}", "nn": f"Studieheftet, kapittel {chapter}"}


IN_TERM: Final = (
    InTerm(
        key="election_before",
        ring=RingKind.ELECTED,
        names={"nb": "Kommunestyrevalg", "nn": "Kommunestyreval"},
        usual={"nb": "", "nn": ""},  # it has been: shown only where its day is entered
        source={"nb": "Milepælene", "nn": "Milepælane"},
        entered=("election",),
        first=0,
        last=0,
        within=(-6, 6),
    ),
    InTerm(
        key="constitution",
        ring=RingKind.ELECTED,
        names={"nb": "Gruppa konstituerer seg", "nn": "Gruppa konstituerer seg"},
        usual={"nb": "kort tid etter valget", "nn": "kort tid etter valet"},
        source=_booklet(2),
        entered=("constitution",),
        tasks=("DL-CONST",),
        first=0,
        last=1,
        within=(-2, 12),
    ),
    InTerm(
        key="training",
        ring=RingKind.ELECTED,
        names={"nb": "Folkevalgtopplæring", "nn": "Folkevaldopplæring"},
        usual={
            "nb": "vanligvis innen tre måneder etter valget",
            "nn": "vanlegvis innan tre månader etter valet",
        },
        source={"nb": "Folkevalgtprogrammet", "nn": "Folkevalgtprogrammet"},
        entered=("training",),
        first=0,
        last=3,
    ),
    InTerm(
        key="delegation",
        ring=RingKind.ELECTED,
        names={"nb": "Delegeringsreglement vedtas", "nn": "Delegeringsreglement blir vedteke"},
        usual={
            "nb": "tidlig i perioden, vanligvis innen et halvt år",
            "nn": "tidleg i perioden, vanlegvis innan eit halvt år",
        },
        source={
            "nb": "Folkevalgtprogrammet, delen om delegering",
            "nn": "Folkevalgtprogrammet, delen om delegering",
        },
        entered=("delegation_rules",),
        tasks=("DL-DELEGATION",),
        first=0,
        last=6,
    ),
    InTerm(
        key="election",
        ring=RingKind.ELECTED,
        names={"nb": "Nytt kommunestyrevalg", "nn": "Nytt kommunestyreval"},
        usual={
            "nb": "høsten {end}, før perioden er over",
            "nn": "hausten {end}, før perioden er over",
        },
        source={"nb": "Valgperioden", "nn": "Valperioden"},
        entered=("election",),
        first=46,
        last=48,
        within=(42, 48),
    ),
    InTerm(
        key="planning_strategy",
        ring=RingKind.PLANS,
        names={"nb": "Planstrategi", "nn": "Planstrategi"},
        usual={
            "nb": "innen et år etter at kommunestyret er konstituert",
            "nn": "innan eit år etter at kommunestyret er konstituert",
        },
        source={
            "nb": f"{_WHEEL_4['nb']}; Studieheftet, kapittel 4",
            "nn": f"{_WHEEL_4['nn']}; Studieheftet, kapittel 4",
        },
        entered=("planstrategi",),
        tasks=("DL-PLANREVIEW-TERM",),
        first=0,
        last=12,
    ),
    InTerm(
        key="planning_programme",
        ring=RingKind.PLANS,
        names={"nb": "Planprogram", "nn": "Planprogram"},
        usual={
            "nb": "etter planstrategien; året er et forslag",
            "nn": "etter planstrategien; året er eit forslag",
        },
        source=_WHEEL_4,
        entered=("planprogram",),
        first=12,
        last=24,
    ),
    InTerm(
        key="municipal_plan",
        ring=RingKind.PLANS,
        names={
            "nb": "Kommuneplan: samfunnsdel og arealdel",
            "nn": "Kommuneplan: samfunnsdel og arealdel",
        },
        usual={
            "nb": "etter planprogrammet; året er et forslag",
            "nn": "etter planprogrammet; året er eit forslag",
        },
        source=_WHEEL_4,
        entered=("kommuneplan", "samfunnsdel", "arealdel"),
        first=24,
        last=36,
    ),
    InTerm(
        key="programme",
        ring=RingKind.GROUP,
        names={"nb": "Programsakene fremmes", "nn": "Programsakene blir fremja"},
        usual={
            "nb": "fordelt på de tre første årene",
            "nn": "fordelt på dei tre første åra",
        },
        source=_booklet(5),
        first=0,
        last=36,
    ),
    InTerm(
        key="testament_decision",
        ring=RingKind.GROUP,
        names={
            "nb": "Gruppa bestemmer at perioden ender med et politisk testamente",
            "nn": "Gruppa bestemmer at perioden endar med eit politisk testamente",
        },
        usual={
            "nb": "tidlig, vanligvis det første året",
            "nn": "tidleg, vanlegvis det første året",
        },
        source=_booklet(5),
        entered=("testament_decided",),
        tasks=("DL-TESTAMENT-DECIDE",),
        first=0,
        last=12,
    ),
    InTerm(
        key="testament",
        ring=RingKind.GROUP,
        names={"nb": "Politisk testamente", "nn": "Politisk testamente"},
        usual={
            "nb": "skrives det siste året, før perioden er over",
            "nn": "blir skrive det siste året, før perioden er over",
        },
        source=_booklet(5),
        tasks=("DL-TESTAMENT",),
        first=36,
        last=48,
    ),
)
