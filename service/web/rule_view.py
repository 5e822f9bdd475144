"""The rules as their pages show them: findings by gravity, what is accepted, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from service.db.judgements import StoredWaiver
from service.domain.model import Group
from service.journeys.judging.checklist import can_be_confirmed
from service.rules.checks.attesting.survey import Survey
from service.rules.definitions import RuleDefinition
from service.rules.registers import registers
from service.rules.results import Finding, Report, Severity, Waiver, alike
from service.web.plan_view import by_severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A fact that is missing, the rules that wait for it, and its register where it is one."""

    missing: str
    codes: tuple[str, ...]
    register: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A finding the group lives with, and what it decided."""

    finding: Finding
    waiver: StoredWaiver | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A waiver somebody should look at: "unused", "expired" or of an "unknown" rule."""

    waiver: StoredWaiver
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView:
    """A group's rules, ready to show."""

    by_severity: tuple[tuple[Severity, tuple[tuple[Finding, ...], ...]], ...]
    lacking: tuple[Lacking, ...]
    accepted: tuple[Accepted, ...]
    stale: tuple[Stale, ...]
    baseline: tuple[tuple[Finding, ...], ...]
    rules: Mapping[str, RuleDefinition] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        """How many findings of that gravity."""
        found = dict(self.by_severity).get(severity, ())
        return sum(len(same) for same in found)

    def confirmed_by_people(self, finding: Finding) -> bool:
        """Whether somebody's word settles the finding."""
        rule = self.rules.get(finding.code)
        return rule is not None and can_be_confirmed(rule)

    def answered_by_many(self, finding: Finding) -> bool:
        """Whether the finding waits for answers to the self-evaluation."""
        rule = self.rules.get(finding.code)
        return rule is not None and isinstance(rule.params, Survey)


def rules_view(
    report: Report,
    waivers: Iterable[StoredWaiver],
    rules: Mapping[str, RuleDefinition],
    group: Group,
) -> RulesView:
    """Put a report in order for its page."""
    stored = {(one.rule, one.subject): one for one in waivers}
    return RulesView(
        by_severity=tuple(
            (severity, alike(same))
            for severity, same in groupby(by_severity(report.findings), lambda f: f.severity)
        ),
        lacking=lacking(report, group.language),
        accepted=tuple(
            Accepted(finding=f, waiver=stored.get((f.code, f.target)))
            for f in by_severity(report.waived)
        ),
        stale=tuple(
            Stale(waiver=known, why=why)
            for why, found in _stale(report)
            for one in found
            if (known := stored.get((one.code, one.target)))
        ),
        baseline=alike(by_severity(report.baseline)),
        rules=rules,
    )


def lacking(report: Report, language: str) -> tuple[Lacking, ...]:
    """What rules were not evaluated for want of, what most of them wait for first."""
    registered = {one.missing.said(language): name for name, one in registers().items()}
    codes: dict[str, dict[str, None]] = {}
    for one in report.not_evaluated:
        codes.setdefault(one.missing, {})[one.code] = None
    found = (
        Lacking(missing=missing, codes=tuple(waiting), register=registered.get(missing, ""))
        for missing, waiting in codes.items()
    )
    return tuple(sorted(found, key=lambda one: -len(one.codes)))


def finding_of(report: Report, finding_id: str) -> Finding | None:
    """The finding with that id, also where it is accepted or was there from the start."""
    everything = (*report.findings, *report.baseline, *report.waived)
    return next((one for one in everything if one.id == finding_id), None)


def _stale(report: Report) -> tuple[tuple[str, tuple[Waiver, ...]], ...]:
    return (
        ("expired", report.expired_waivers),
        ("unused", report.unused_waivers),
        ("unknown", report.unknown_waivers),
    )
