"""The findings of a group as a document: what to see to first, on what grounds, and what is open.

It names people where the findings do, so it is made when somebody asks for it and is laid nowhere.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from service.calendar.phrases import TITLES
from service.db.meetings import Meetings
from service.documents.data import DocumentData
from service.domain.model import OSLO, Group, Meeting
from service.domain.wording import day_month, weekday_name
from service.journeys.judging.validating import validate_group
from service.journeys.services import Services
from service.journeys.templates.own_templates import shelf
from service.rules.results import Finding, NotEvaluated, Report, Severity

TYPE: Final = "funnrapport"
_LATEST: Final = dt.date.max
_RANK: Final = {severity: rank for rank, severity in enumerate(Severity)}
_KINDS: Final[Mapping[str, Mapping[Severity, str]]] = {
    "nb": {
        Severity.ERROR: "Mangler",
        Severity.WARNING: "Bør ses på",
        Severity.INFO: "Til orientering",
        Severity.TASK: "Å gjøre",
        Severity.PERMISSION: "Rettighet",
    },
    "nn": {
        Severity.ERROR: "Manglar",
        Severity.WARNING: "Bør sjåast på",
        Severity.INFO: "Til orientering",
        Severity.TASK: "Å gjere",
        Severity.PERMISSION: "Rett",
    },
}
_SUMMARY: Final = {
    "nb": "{found}, {passed} i orden, {not_evaluated} ikke vurdert",
    "nn": "{found}, {passed} i orden, {not_evaluated} ikkje vurdert",
}
_NONE: Final = "Ingen funn"
_HALVES: Final = {"nb": ("Våren", "Høsten"), "nn": ("Våren", "Hausten")}
_EVERYTHING: Final = "Gruppa"


def findings_report(services: Services, group_id: str) -> bytes:
    """What is found when the group is judged now, as a DOCX in the group's language.

    Raises:
        InputError: there is no such group, or a rule pack can't be loaded.
    """
    report = validate_group(services, group_id)
    group = services.settings(group_id).group
    today = services.now(group_id).astimezone(OSLO).date()
    with services.database.reading() as session:
        meetings = {meeting.id: meeting for meeting in Meetings(session, group_id).all()}
        templates = shelf(session, group)
    data = report_data(report, group, meetings, today)
    return templates.make(TYPE, data, document_id="", language=_language(group))


def report_data(
    report: Report, group: Group, meetings: Mapping[str, Meeting], today: dt.date
) -> DocumentData:
    """The report's fields and rows. ``meetings`` are those that findings may be about, by id.

    Findings stand together with what they are about, and what is due first comes first.
    """
    language = _language(group)
    return DocumentData(
        fields={
            "group.name": group.name,
            "group.municipality": group.municipality,
            "report.date": _day(today, language),
            "report.summary": _summary(report, language),
        },
        tables={
            "findings": [
                _row(finding, subject, language)
                for subject, finding in _ordered(report.findings, group, meetings)
            ],
            "not_evaluated": list(_not_evaluated(report.not_evaluated)),
        },
    )


def _language(group: Group) -> str:
    return "nn" if group.language == "nn" else "nb"


def _summary(report: Report, language: str) -> str:
    counts = report.counts()
    found = [f"{counts[s]} {_KINDS[language][s].lower()}" for s in Severity if counts.get(s)]
    return _SUMMARY[language].format(
        found=", ".join(found) or _NONE,
        passed=len(report.passed),
        not_evaluated=counts["not_evaluated"],
    )


def _ordered(
    findings: Iterable[Finding], group: Group, meetings: Mapping[str, Meeting]
) -> list[tuple[str, Finding]]:
    """The findings with what each is about, in the order they are shown."""
    by_subject: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_subject[_subject(finding, group, meetings)].append(finding)
    groups = [(subject, sorted(found, key=_urgency)) for subject, found in by_subject.items()]
    groups.sort(key=lambda pair: (_urgency(pair[1][0])[:2], pair[0]))
    return [(subject, finding) for subject, found in groups for finding in found]


def _urgency(finding: Finding) -> tuple[dt.date, int, str, str]:
    return finding.due or _LATEST, _RANK[finding.severity], finding.code, finding.target


def _subject(finding: Finding, group: Group, meetings: Mapping[str, Meeting]) -> str:
    """The document a finding is seen in, else the meeting or half-year it is about."""
    kind, _, target = finding.target.partition(":")
    document = finding.place.document or (target if kind == "document" else "")
    if document:
        return PurePosixPath(document).stem
    language = _language(group)
    meeting = meetings.get(target.rpartition("@")[2])
    if meeting is not None:
        return _named(meeting, group, language)
    if kind == "period":
        year, _, half = target.partition("-")
        return f"{_HALVES[language][half == '2']} {year}"
    return _EVERYTHING


def _named(meeting: Meeting, group: Group, language: str) -> str:
    names = TITLES[language]
    name = names.get(meeting.type) or group.roster.names().get(meeting.body, "Møte")
    return f"{name} {_day(meeting.date, language)}"


def _day(day: dt.date, language: str) -> str:
    return f"{weekday_name(day.weekday(), language)} {day_month(day)} {day.year}"


def _row(finding: Finding, subject: str, language: str) -> dict[str, str]:
    due = finding.due
    return {
        "due": f"{day_month(due)} {due.year}" if due else "",
        "subject": subject,
        "kind": _KINDS[language][finding.severity],
        "what": finding.message,
        "basis": "\n".join((finding.reference, *finding.facts, finding.code)),
    }


def _not_evaluated(found: Sequence[NotEvaluated]) -> Iterable[dict[str, str]]:
    """What is missing, with the rules that wait for it; what most wait for comes first."""
    rules: dict[str, list[str]] = defaultdict(list)
    for one in found:
        rules[one.missing].append(one.code)
    for missing, codes in sorted(rules.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield {"missing": missing, "rules": ", ".join(dict.fromkeys(codes))}
