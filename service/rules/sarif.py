"""A report as SARIF 2.1.0, for tools that read findings (OASIS SARIF 2.1.0, §3.27 result).

A task is ``review``: a person decides. A rule that could not be judged is ``open``: there was not
enough information. Neither has a level then (§3.27.10). Waivers are suppressions, findings that
the group began with are ``unchanged`` from its baseline. Either all results of a run have
suppressions, perhaps none of them, or no result has (§3.27.23), and likewise a baseline state
(§3.27.24): one result tells a reader whether the run knows of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from service.rules.definitions import RuleDefinition, RulePack
from service.rules.results import Finding, NotEvaluated, Report, Severity, Waiver

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
    Severity.TASK: "none",
    Severity.PERMISSION: "none",
}
Json = dict[str, Any]


def sarif(
    report: Report,
    packs: Iterable[RulePack],
    *,
    language: str,
    version: str,
    waivers: Iterable[Waiver] = (),
) -> Json:
    """The report as a SARIF log of one run.

    Args:
        report: what was found, waived and not evaluated.
        packs: the packs that were judged by; their rules describe themselves.
        language: of the texts, nb, nn or en.
        version: of the service.
        waivers: the group's, for the reasons.
    """
    rules = [rule for pack in packs for rule in pack.rules]
    index = {rule.code: place for place, rule in enumerate(rules)}
    reasons = {(w.code, w.target): w.reason for w in waivers}
    results = [
        *(_finding(f, index) for f in report.findings),
        *(_finding(f, index) | {"baselineState": "unchanged"} for f in report.baseline),
        *(_finding(f, index) | _suppressed(reasons.get((f.code, f.target))) for f in report.waived),
        *(_open(one, index) for one in report.not_evaluated),
    ]
    if report.baseline:
        results = [{"baselineState": "new"} | result for result in results]
    if report.waived:
        results = [{"suppressions": []} | result for result in results]
    driver = {
        "name": "Kjøreplan",
        "version": version,
        "language": language,
        "rules": [_rule(rule, language) for rule in rules],
    }
    run = {"tool": {"driver": driver}, "language": language, "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: RuleDefinition, language: str) -> Json:
    """A reportingDescriptor (§3.49)."""
    described = {
        "id": rule.code,
        "shortDescription": {"text": rule.condition[language]},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "pack": rule.pack,
            "reference": rule.reference(language),
            "modality": str(rule.modality),
            "check": rule.check,
        },
    }
    if why := rule.why.get(language):
        described["help"] = {"text": why}
    return described


def _finding(finding: Finding, index: Mapping[str, int]) -> Json:
    kind = "review" if finding.severity is Severity.TASK else "fail"
    return _result(finding.code, index) | {
        "kind": kind,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding)],
        "partialFingerprints": {"finding/v1": finding.id},
        "properties": _more(finding),
    }


def _result(code: str, index: Mapping[str, int]) -> Json:
    return {"ruleId": code, "ruleIndex": index[code]} if code in index else {"ruleId": code}


def _location(finding: Finding) -> Json:
    """The document, where it is in one, and what it is about."""
    location: Json = {"logicalLocations": [{"fullyQualifiedName": finding.target}]}
    if finding.place.document:
        uri = quote(finding.place.document)
        location["physicalLocation"] = {"artifactLocation": {"uri": uri}}
    return location


def _more(finding: Finding) -> Json:
    more: Json = {"reference": finding.reference}
    if finding.facts:
        more["facts"] = list(finding.facts)
    if finding.due:
        more["due"] = finding.due.isoformat()
    return more


def _suppressed(reason: str | None) -> Json:
    suppression: Json = {"kind": "external", "status": "accepted"}
    if reason:
        suppression["justification"] = reason
    return {"suppressions": [suppression]}


def _open(one: NotEvaluated, index: Mapping[str, int]) -> Json:
    return _result(one.code, index) | {
        "kind": "open",
        "level": "none",
        "message": {"text": one.missing},
    }
