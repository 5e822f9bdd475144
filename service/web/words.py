"""What codes are called in front of people. The texts are bokmål; catalogues hold the others."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from service.domain.model import Audience, BodyKind, MeetingStatus, MeetingType, Role
from service.domain.settings import TargetKind
from service.journeys.regulation.settings import GROUPS_OWN, PACKS_OWN
from service.rules.definitions import Kind, Modality
from service.rules.results import Severity
from service.web.document_view import Progress

MEETING = {
    MeetingType.GRP_ORD: _l("Gruppemøte"),
    MeetingType.GRP_EXTRA: _l("Ekstra gruppemøte"),
    MeetingType.GRP_PRE: _l("Formøte"),
    MeetingType.GRP_POST: _l("Ettermøte"),
    MeetingType.GRP_BOARD: _l("Gruppestyremøte"),
    MeetingType.FRAK: _l("Fraksjonsmøte"),
    MeetingType.MEDL: _l("Medlemsmøte"),
    MeetingType.SOSIAL: _l("Sosial samling"),
    MeetingType.GRP_CONST: _l("Konstituerende gruppemøte"),
    MeetingType.KRAAD: _l("Kommunerådsmøte"),
    MeetingType.STUDIE: _l("Studiesamling"),
    MeetingType.OPPL: _l("Folkevalgtopplæring"),
    MeetingType.DIALOG: _l("Åpent møte"),
}
STATUS = {
    MeetingStatus.TENTATIVE: _l("foreslått"),
    MeetingStatus.CONFIRMED: _l("vedtatt"),
    MeetingStatus.CANCELLED: _l("avlyst"),
}
SEVERITY = {
    Severity.ERROR: _l("Mangler"),
    Severity.WARNING: _l("Bør ses på"),
    Severity.INFO: _l("Til orientering"),
    Severity.TASK: _l("Å gjøre"),
    Severity.PERMISSION: _l("Rettighet"),
}
TARGET = {TargetKind.CALENDAR: _l("Kalender"), TargetKind.FOLDER: _l("Mappe")}
AUDIENCE = {
    Audience.GROUP: _l("for gruppa"),
    Audience.GROUP_BOARD: _l("for gruppestyret"),
    Audience.COUNCIL: _l("med kommunens møter"),
    Audience.DEADLINES: _l("med frister"),
    Audience.LEADER: _l("for lederen"),
}
PROGRESS = {
    Progress.TO_FILL_IN: _l("til utfylling"),
    Progress.DRAFT: _l("kladd"),
    Progress.APPROVED: _l("godkjent"),
}
LANGUAGE = {"nb": _l("bokmål"), "nn": _l("nynorsk")}
SEVERITY_ORDER = tuple(Severity)
FORCE = {
    "kjøreregel": _l("kjøreregler som gjelder når gruppa har vedtatt dem"),
    "mal": _l("en mal, som gjelder når gruppa har vedtatt den"),
    "vilkår": _l("vilkår som må være oppfylt for å få tilskudd"),
    "vedtekt": _l("partiets vedtekter"),
    "etikk": _l("partiets etiske retningslinjer"),
    "lov": _l("lov"),
    "hefte": _l("råd i et studiehefte"),
    "kurs": _l("råd fra et kurs"),
}
MODALITY = {
    Modality.MUST: _l("skal"),
    Modality.SHOULD: _l("bør"),
    Modality.MAY: _l("kan"),
}
KIND = {
    Kind.MECH: _l("av tjenesten"),
    Kind.PROXY: _l("av tjenesten, som bare ser om det finnes et spor"),
    Kind.ATTEST: _l("av mennesker, som bekrefter at det er gjort"),
}
CADENCE = {
    "term": _l("én gang i valgperioden"),
    "year": _l("hvert år"),
    "half_year": _l("hvert halvår"),
    "": _l("når det er noe å bekrefte"),
}
VALUE_SOURCE = {
    PACKS_OWN: _l("regelsettet"),
    GROUPS_OWN: _l("gruppas eget valg"),
}
STALE_WAIVER = {
    "unused": _l("Funnet finnes ikke lenger. Trekk unntaket tilbake."),
    "expired": _l("Unntaket er gått ut. Godta funnet på nytt, eller trekk unntaket tilbake."),
    "unknown": _l(
        "Ingen av regelsettene gruppa bruker, har denne regelen. Trekk unntaket tilbake."
    ),
}
PART = {
    "at": _l("Dato"),
    "case": _l("Sak"),
    "person": _l("Person"),
    "meeting": _l("Møte"),
    "body": _l("Organ"),
    "by": _l("Av"),
    "to": _l("Til"),
}
OPTION = {
    "": _l("ikke bestemt"),
    "year": _l("hvert år"),
    "half_year": _l("hvert halvår"),
    "tertial": _l("hvert tertial"),
    "quarter": _l("hvert kvartal"),
    "month": _l("hver måned"),
    "term": _l("hele valgperioden"),
    "year.term": _l("fra starten av perioden"),
    "calendar": _l("fra nyttår"),
    "meeting": _l("før kommunestyret"),
    "group_meeting": _l("før gruppemøtet"),
    "trigger": _l("før det det gjelder"),
    "each": _l("hver for seg"),
    "together": _l("samtidig"),
    "skal": _l("skal"),
    "bør": _l("bør"),
    "severity.feil": _l("Mangler"),
    "severity.advarsel": _l("Bør ses på"),
    "severity.info": _l("Til orientering"),
}
ROLE = {
    Role.MEMBER: _l("medlemmer"),
    Role.DEPUTY: _l("varaer"),
    Role.LEADER: _l("ledere"),
    Role.DEPUTY_LEADER: _l("nestledere"),
}
BODY_KIND = {
    BodyKind.COUNCIL: _l("kommunestyret"),
    BodyKind.EXECUTIVE: _l("formannskapet"),
    BodyKind.COMMITTEE: _l("utvalg"),
    BodyKind.GROUP: _l("gruppa"),
    BodyKind.GROUP_BOARD: _l("gruppestyret"),
    BodyKind.PARTY_BOARD: _l("partistyret"),
}
RESERVED = {
    "severity": _l("Hvor alvorlig det er"),
    "modality": _l("Om regelen sier skal eller bør"),
    "off": _l("Slått av, fordi"),
}
FLAGS = _l("Merker")
LEADER_OF = {
    BodyKind.GROUP: _l("gruppeleder"),
    BodyKind.PARTY_BOARD: _l("leder i lokallaget"),
}
