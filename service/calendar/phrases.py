"""The words of calendar entries, written by hand in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.deadlines import DeadlineKind
from service.domain.model import MeetingType

_T, _D = MeetingType, DeadlineKind


@dataclass(frozen=True, slots=True)
class Words:
    """The small words of a description."""

    before: str
    after: str
    right_before: str
    right_after: str
    round: str
    time_unknown: str
    unconfirmed: str
    unsettled: str
    proposal: str
    not_approved: str
    moved_from: str
    unsettled_meeting: str

    def link(self, kind: MeetingType) -> str:
        """How a meeting of that type stands to what it serves."""
        if kind is MeetingType.GRP_PRE:
            return self.right_before
        return self.right_after if kind is MeetingType.GRP_POST else self.before


WORDS: Mapping[str, Words] = {
    "nb": Words(
        before="før",
        after="etter",
        right_before="rett før",
        right_after="rett etter",
        round="møterunden",
        time_unknown="Klokkeslettet er ikke kunngjort",
        unconfirmed="Datoen er ikke bekreftet",
        unsettled="Kan bli endret, for kommunens møteplan er endret",
        proposal="Forslag: {title}",
        not_approved="Forslag som ikke er godkjent",
        moved_from="Flyttes fra {day}",
        unsettled_meeting="Møtet kan bli endret, for kommunens møteplan er endret.",
    ),
    "nn": Words(
        before="før",
        after="etter",
        right_before="rett før",
        right_after="rett etter",
        round="møterunden",
        time_unknown="Klokkeslettet er ikkje kunngjort",
        unconfirmed="Datoen er ikkje stadfesta",
        unsettled="Kan bli endra, for møteplanen til kommunen er endra",
        proposal="Forslag: {title}",
        not_approved="Forslag som ikkje er godkjent",
        moved_from="Blir flytta frå {day}",
        unsettled_meeting="Møtet kan bli endra, for møteplanen til kommunen er endra.",
    ),
}
TITLES: Mapping[str, Mapping[MeetingType, str]] = {
    "nb": {
        _T.GRP_ORD: "Gruppemøte",
        _T.GRP_EXTRA: "Ekstra gruppemøte",
        _T.GRP_PRE: "Formøte",
        _T.GRP_POST: "Ettermøte",
        _T.GRP_BOARD: "Gruppestyremøte",
        _T.FRAK: "Fraksjonsmøte",
        _T.MEDL: "Medlemsmøte",
        _T.SOSIAL: "Sosial samling",
        _T.TEMA: "Temamøte",
        _T.GRP_CONST: "Konstituerende gruppemøte",
        _T.KRAAD: "Kommunerådsmøte",
        _T.STUDIE: "Studiesamling",
        _T.OPPL: "Folkevalgtopplæring",
        _T.DIALOG: "Åpent møte",
    },
    "nn": {
        _T.GRP_ORD: "Gruppemøte",
        _T.GRP_EXTRA: "Ekstra gruppemøte",
        _T.GRP_PRE: "Formøte",
        _T.GRP_POST: "Ettermøte",
        _T.GRP_BOARD: "Gruppestyremøte",
        _T.FRAK: "Fraksjonsmøte",
        _T.MEDL: "Medlemsmøte",
        _T.SOSIAL: "Sosial samling",
        _T.TEMA: "Temamøte",
        _T.GRP_CONST: "Konstituerande gruppemøte",
        _T.KRAAD: "Kommunerådsmøte",
        _T.STUDIE: "Studiesamling",
        _T.OPPL: "Folkevaldopplæring",
        _T.DIALOG: "Ope møte",
    },
}
DEADLINES: Mapping[str, Mapping[DeadlineKind, str]] = {
    "nb": {
        _D.INTAKE: "Frist for saker til gruppemøtet {day}",
        _D.SUMMONS: "Send innkalling til gruppemøtet {day}",
        _D.MINUTES: "Protokollen fra gruppemøtet {day} skal være ferdig",
    },
    "nn": {
        _D.INTAKE: "Frist for saker til gruppemøtet {day}",
        _D.SUMMONS: "Send innkalling til gruppemøtet {day}",
        _D.MINUTES: "Protokollen frå gruppemøtet {day} skal vere ferdig",
    },
}
DUTY: Mapping[str, Mapping[DeadlineKind, str]] = {
    "nb": {
        _D.INTAKE: "Meld saker til gruppemøtet {day} til gruppelederen senest denne dagen.",
        _D.SUMMONS: "Send innkalling og saksliste til gruppemøtet {day} senest denne dagen.",
        _D.MINUTES: "Legg protokollen fra gruppemøtet {day} i gruppas mappe senest denne dagen.",
    },
    "nn": {
        _D.INTAKE: "Meld saker til gruppemøtet {day} til gruppeleiaren seinast denne dagen.",
        _D.SUMMONS: "Send innkalling og saksliste til gruppemøtet {day} seinast denne dagen.",
        _D.MINUTES: "Legg protokollen frå gruppemøtet {day} i mappa til gruppa "
        "seinast denne dagen.",
    },
}


BODIES: Mapping[str, Mapping[MeetingType, str]] = {  # for bodies the group has no name for
    "nb": {
        _T.MUN_COUNCIL: "Kommunestyre",
        _T.MUN_EXEC: "Formannskap",
        _T.MUN_COMMITTEE: "Utvalg",
    },
    "nn": {
        _T.MUN_COUNCIL: "Kommunestyre",
        _T.MUN_EXEC: "Formannskap",
        _T.MUN_COMMITTEE: "Utval",
    },
}
ANY_BODY = "Møte"
