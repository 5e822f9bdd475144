"""The words that explain a plan, written by hand in both languages; see `reasons`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.model import MeetingType
from service.domain.planning import GivesWay

_T = MeetingType


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Parts of sentences. What stands in braces is filled in."""

    bodies: Mapping[MeetingType, str]  # municipal bodies the group has no name for
    own: Mapping[MeetingType, str]  # the group's own meetings, inside a sentence
    meeting: str
    round: str
    named_round: str
    last_free_day: str
    last: str
    last_with_lead: str
    last_free: str
    near_middle: str
    near_end: str
    none_free: str
    because: str
    day_off: str
    closed: str
    own_meeting: str
    clash: str
    is_in: str
    in_avoided: str
    somebody_busy: str
    busy_now: str
    also: str
    possible: str
    same_day: str
    right_before: str
    right_after: str
    end_unknown: str
    time_unknown: str
    no_day_before: str
    no_day_in: str
    choose: str
    which: str
    gives_way: Mapping[GivesWay, str]
    alternative: str


WORDS: Mapping[str, Words] = {
    "nb": Words(
        bodies={
            _T.MUN_COUNCIL: "kommunestyret",
            _T.MUN_EXEC: "formannskapet",
            _T.MUN_COMMITTEE: "utvalgsmøtet",
        },
        own={
            _T.GRP_ORD: "gruppemøtet",
            _T.GRP_EXTRA: "det ekstra gruppemøtet",
            _T.GRP_PRE: "formøtet",
            _T.GRP_POST: "ettermøtet",
            _T.GRP_BOARD: "gruppestyremøtet",
            _T.FRAK: "fraksjonsmøtet",
            _T.MEDL: "medlemsmøtet",
            _T.SOSIAL: "den sosiale samlingen",
        },
        meeting="møtet",
        round="møterunden som starter med {meeting}",
        named_round="«{name}», som starter med {meeting}",
        last_free_day="siste ledige dag før {purpose}",
        last="siste {weekday} før {purpose}",
        last_with_lead="siste {weekday} minst {days} dager før {purpose}",
        last_free="siste ledige {weekday} før {purpose}",
        near_middle="så nær midten av perioden {period} som det passer",
        near_end="så nær tre uker før {end} som det passer",
        none_free=", fordi ingen {weekday} er ledig",
        because=", fordi {what}",
        day_off="fridag",
        closed="{day} er {name}",
        own_meeting="{day} er opptatt av {meeting}",
        clash="{day} kolliderer med {meeting}",
        is_in="{day} er i {name}",
        in_avoided=", i {name}, fordi ingen annen dag er ledig",
        somebody_busy="{day} er en av medlemmene opptatt et annet sted",
        busy_now="en av medlemmene er opptatt et annet sted samtidig",
        also="; forbereder også {meetings}",
        possible="; også mulig: {days}",
        same_day=". Samme dag: {bodies}, uten kunngjort klokkeslett",
        right_before="Rett før {meeting}",
        right_after="Rett etter {meeting}",
        end_unknown="; når møtet slutter, er ikke kunngjort",
        time_unknown=(
            "{short} ved {meeting} er ikke satt opp, fordi kommunen ikke har kunngjort "
            "klokkeslettet. Legg inn klokkeslettet i møteplanen."
        ),
        no_day_before=(
            "Ingen dag mellom {most} og {least} dager før {purpose} er ledig for {meeting}."
        ),
        no_day_in="Ingen dag i perioden {period} er ledig for {meeting}.",
        choose="Velg en dag selv, eller la reglene gi flere dager å velge mellom.",
        which="Hvilken regel skal vike: {rules}?",
        gives_way={
            GivesWay.LEAD_MIN: "minst {least} dager før",
            GivesWay.LEAD_MAX: "høyst {most} dager før",
            GivesWay.WORKING_DAY: "ikke i helga",
        },
        alternative="«{rule}» ({day} kl. {time})",
    ),
    "nn": Words(
        bodies={
            _T.MUN_COUNCIL: "kommunestyret",
            _T.MUN_EXEC: "formannskapet",
            _T.MUN_COMMITTEE: "utvalsmøtet",
        },
        own={
            _T.GRP_ORD: "gruppemøtet",
            _T.GRP_EXTRA: "det ekstra gruppemøtet",
            _T.GRP_PRE: "formøtet",
            _T.GRP_POST: "ettermøtet",
            _T.GRP_BOARD: "gruppestyremøtet",
            _T.FRAK: "fraksjonsmøtet",
            _T.MEDL: "medlemsmøtet",
            _T.SOSIAL: "den sosiale samlinga",
        },
        meeting="møtet",
        round="møterunden som startar med {meeting}",
        named_round="«{name}», som startar med {meeting}",
        last_free_day="siste ledige dag før {purpose}",
        last="siste {weekday} før {purpose}",
        last_with_lead="siste {weekday} minst {days} dagar før {purpose}",
        last_free="siste ledige {weekday} før {purpose}",
        near_middle="så nær midten av perioden {period} som det passar",
        near_end="så nær tre veker før {end} som det passar",
        none_free=", fordi ingen {weekday} er ledig",
        because=", fordi {what}",
        day_off="fridag",
        closed="{day} er {name}",
        own_meeting="{day} er oppteken av {meeting}",
        clash="{day} kolliderer med {meeting}",
        is_in="{day} er i {name}",
        in_avoided=", i {name}, fordi ingen annan dag er ledig",
        somebody_busy="{day} er ein av medlemene oppteken ein annan stad",
        busy_now="ein av medlemene er oppteken ein annan stad samtidig",
        also="; førebur også {meetings}",
        possible="; også mogleg: {days}",
        same_day=". Same dag: {bodies}, utan kunngjort klokkeslett",
        right_before="Rett før {meeting}",
        right_after="Rett etter {meeting}",
        end_unknown="; når møtet sluttar, er ikkje kunngjort",
        time_unknown=(
            "{short} ved {meeting} er ikkje sett opp, fordi kommunen ikkje har kunngjort "
            "klokkeslettet. Legg inn klokkeslettet i møteplanen."
        ),
        no_day_before=(
            "Ingen dag mellom {most} og {least} dagar før {purpose} er ledig for {meeting}."
        ),
        no_day_in="Ingen dag i perioden {period} er ledig for {meeting}.",
        choose="Vel ein dag sjølv, eller la reglane gi fleire dagar å velje mellom.",
        which="Kva regel skal vike: {rules}?",
        gives_way={
            GivesWay.LEAD_MIN: "minst {least} dagar før",
            GivesWay.LEAD_MAX: "høgst {most} dagar før",
            GivesWay.WORKING_DAY: "ikkje i helga",
        },
        alternative="«{rule}» ({day} kl. {time})",
    ),
}
