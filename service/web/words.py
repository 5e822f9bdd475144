"""What codes are called in front of people. The texts are bokmål; catalogues hold the others."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from service.domain.model import Audience, MeetingStatus, MeetingType
from service.domain.projection import Reason
from service.domain.settings import DriftPolicy, TargetKind
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
}
DRIFT = {
    DriftPolicy.PLAN: _l("Planen gjelder: endringer i kalenderen rettes tilbake."),
    DriftPolicy.ASK: _l("Vi spør: ingenting skrives før noen har valgt."),
    DriftPolicy.CALENDAR: _l("Kalenderen gjelder: planen tar etter."),
}
PROGRESS = {
    Progress.TO_FILL_IN: _l("til utfylling"),
    Progress.DRAFT: _l("kladd"),
    Progress.APPROVED: _l("godkjent"),
}
LANGUAGE = {"nb": _l("bokmål"), "nn": _l("nynorsk")}
FIELD = {
    "summary": _l("Tittel"),
    "dtstart": _l("Start"),
    "dtend": _l("Slutt"),
    "due": _l("Frist"),
    "location": _l("Sted"),
    "status": _l("Status"),
    "description": _l("Beskrivelse"),
}
CONFLICT = {
    Reason.CHANGED_BY_PERSON: _l("Noen har endret møtet i kalenderen."),
    Reason.DELETED_BY_PERSON: _l("Noen har slettet møtet i kalenderen."),
    Reason.BOTH_CHANGED: _l("Møtet er endret både i planen og i kalenderen."),
    Reason.ORPHAN: _l("Kalenderen har et møte fra oss som ikke står i planen."),
    Reason.UNREADABLE: _l("Vi kan ikke lese møtet slik det står i kalenderen."),
    Reason.NAME_TAKEN: _l("Det ligger noe annet der møtet skulle stått."),
    Reason.NAMES_USED_UP: _l("Møtet er slettet i kalenderen for mange ganger."),
}
SEVERITY_ORDER = tuple(Severity)
