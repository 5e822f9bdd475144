"""The phrases about changes of plans, written by hand in bokmål and nynorsk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from service.domain.model import MeetingType
from service.domain.municipal import ChangeKind

_T, _C = MeetingType, ChangeKind
ANY: Final = "møte"
NAMES: Final[Mapping[MeetingType, tuple[str, bool]]] = {  # and whether one says "nytt" of it
    _T.GRP_ORD: ("gruppemøte", True),
    _T.GRP_EXTRA: ("ekstra gruppemøte", True),
    _T.GRP_PRE: ("formøte", True),
    _T.GRP_POST: ("ettermøte", True),
    _T.GRP_BOARD: ("gruppestyremøte", True),
    _T.FRAK: ("fraksjonsmøte", True),
    _T.MEDL: ("medlemsmøte", True),
    _T.KRAAD: ("kommunerådsmøte", True),
    _T.TEMA: ("temamøte", True),
    _T.SOSIAL: ("sosial samling", False),
    _T.STUDIE: ("studiesamling", False),
    _T.OPPL: ("opplæring", False),
}
_DEFINITE: Final[Mapping[MeetingType, str]] = {
    _T.GRP_ORD: "gruppemøtet",
    _T.GRP_EXTRA: "det ekstra gruppemøtet",
    _T.GRP_PRE: "formøtet",
    _T.GRP_POST: "ettermøtet",
    _T.GRP_BOARD: "gruppestyremøtet",
    _T.FRAK: "fraksjonsmøtet",
    _T.MEDL: "medlemsmøtet",
    _T.KRAAD: "kommunerådsmøtet",
    _T.TEMA: "temamøtet",
    _T.SOSIAL: "den sosiale samlingen",
    _T.STUDIE: "studiesamlingen",
    _T.OPPL: "opplæringen",
    _T.OTHER: "møtet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One language's phrases: ``what`` is the meeting, ``when`` and ``way`` its days."""

    definite: Mapping[MeetingType, str]
    council: Mapping[ChangeKind, str]
    council_moved: str
    council_untimed: str
    way: str
    moved: str
    new: str
    new_common: str
    back: str
    proposed: str
    relocated: str
    no_place: str
    no_time: str
    serves: str
    withdrawn: str
    by_hand: str
    off_by_hand: str
    held: str
    stays: str
    stays_off: str
    rule: str
    same: str
    day_passed: str


PHRASES: Final[Mapping[str, Phrases]] = {
    "nb": Phrases(
        definite=_DEFINITE,
        council={
            _C.ADDED: "{what} er nytt i kommunens plan",
            _C.RETIMED: "{what} har fått nytt klokkeslett, {time}",
            _C.RELOCATED: "{what} har fått nytt sted, {place}",
            _C.CANCELLED: "{what} er avlyst",
            _C.REINSTATED: "{what} er satt opp igjen",
            _C.REMOVED: "{what} er tatt ut av kommunens plan",
        },
        council_moved="{what} er flyttet {way}",
        council_untimed="{what} har ikke lenger noe kunngjort klokkeslett",
        way="fra {start} til {end}",
        moved="{what} flyttes {way}",
        new="nytt {what} {when}",
        new_common="ny {what} {when}",
        back="{what} settes opp igjen {when}",
        proposed="{what} {when} er foreslått",
        relocated="{what} flyttes til et nytt sted, {place}",
        no_place="ikke satt",
        no_time="tid ikke satt",
        serves="{what} forbereder andre møter enn før",
        withdrawn="{what} utgår",
        by_hand="{what} er satt av dere og står",
        off_by_hand="{what} er avlyst av dere og settes ikke opp igjen",
        held="{what} er holdt",
        stays="{what} står",
        stays_off="{what} er fortsatt avlyst",
        rule="regelen ville sagt {when}",
        same="samme møte i kalenderen",
        day_passed="{what} til {council} skulle etter regelen vært {day}, og den dagen er passert. "
        "Velg en dag selv.",
    ),
    "nn": Phrases(
        definite={
            **_DEFINITE,
            _T.SOSIAL: "den sosiale samlinga",
            _T.STUDIE: "studiesamlinga",
            _T.OPPL: "opplæringa",
        },
        council={
            _C.ADDED: "{what} er nytt i planen til kommunen",
            _C.RETIMED: "{what} har fått nytt klokkeslett, {time}",
            _C.RELOCATED: "{what} har fått ny stad, {place}",
            _C.CANCELLED: "{what} er avlyst",
            _C.REINSTATED: "{what} er sett opp att",
            _C.REMOVED: "{what} er teke ut av planen til kommunen",
        },
        council_moved="{what} er flytta {way}",
        council_untimed="{what} har ikkje lenger noko kunngjort klokkeslett",
        way="frå {start} til {end}",
        moved="{what} blir flytta {way}",
        new="nytt {what} {when}",
        new_common="ny {what} {when}",
        back="{what} blir sett opp att {when}",
        proposed="{what} {when} er foreslått",
        relocated="{what} blir flytta til ein ny stad, {place}",
        no_place="ikkje sett",
        no_time="tid ikkje sett",
        serves="{what} førebur andre møte enn før",
        withdrawn="{what} går ut",
        by_hand="{what} er sett av dykk og står",
        off_by_hand="{what} er avlyst av dykk og blir ikkje sett opp att",
        held="{what} er halde",
        stays="{what} står",
        stays_off="{what} er framleis avlyst",
        rule="regelen ville sagt {when}",
        same="same møte i kalenderen",
        day_passed="{what} til {council} skulle etter regelen vore {day}, og den dagen er passert. "
        "Vel ein dag sjølv.",
    ),
}
