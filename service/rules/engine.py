"""Judging a group's facts by its rules. Pure: the same facts give the same report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from service.rules.definitions import Kind, RuleDefinition, RulePack
from service.rules.facts import Facts
from service.rules.loading import refuse_contradictions
from service.rules.parameters import Choice, Choices, Setting, from_regulation
from service.rules.phrasing import Phrasebook
from service.rules.results import (
    Failed,
    Finding,
    Missing,
    NotEvaluated,
    Passed,
    Report,
    Severity,
    Waiver,
)

_OF_TODAY = frozenset({"roster", "conduct"})  # subjects judged on the day, not on a meeting's day
_ORDER = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(slots=True)
class _Draft:
    """A report being made."""

    findings: list[Finding] = field(default_factory=list)
    not_evaluated: dict[NotEvaluated, None] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    not_applicable: list[str] = field(default_factory=list)
    switched_off: list[str] = field(default_factory=list)


def evaluate(
    packs: Sequence[RulePack],
    facts: Facts,
    *,
    parameters: Iterable[Choice] = (),
    waivers: Sequence[Waiver] = (),
) -> Report:
    """Judge the facts by every rule of the packs.

    Meetings outside a pack's period, or the group's term, are not judged. ``parameters`` come on
    top of the group's own. Each (rule code, parameter, value).

    Raises:
        InputError: packs contradict each other, or a parameter can't be used.
    """
    refuse_contradictions(packs, facts.group.pack_periods)
    rules = [rule for pack in packs for rule in pack.rules]
    choices = Choices(rules, (*facts.group.parameters, *parameters))
    draft = _Draft()
    for rule in rules:
        setting = choices.setting(rule, from_regulation(rule, facts))
        if setting.off:
            draft.switched_off.append(rule.code)
        else:
            _judge(rule, setting, facts, draft)
    return _report(draft, waivers)


def _judge(rule: RuleDefinition, setting: Setting, facts: Facts, draft: _Draft) -> None:
    if rule.subject in _OF_TODAY and not rule.effective.covers(facts.today):
        draft.not_applicable.append(rule.code)
        return
    book = Phrasebook(facts.group.language, facts)
    scoped = _scope(rule, facts)
    passed = failed = missing = False
    for result in setting.params.judge(scoped):
        match result:
            case Passed():
                passed = True
            case Failed():
                failed = True
                draft.findings.append(_finding(rule, setting.severity, result, book))
            case Missing():
                missing = True
                said = book.missing(result.fact, result.values)
                draft.not_evaluated[NotEvaluated(rule.code, said)] = None
    if not failed and not missing:
        (draft.passed if passed else draft.not_applicable).append(rule.code)


def _scope(rule: RuleDefinition, facts: Facts) -> Facts:
    """What this rule may see: its period, the group's term, and attestations given for it."""
    period = rule.effective.common(facts.group.term)
    given = tuple(a for a in facts.attestations if a.rule == rule.code)
    return replace(facts.within(period, loose=rule.effective), attestations=given)


def _finding(rule: RuleDefinition, severity: Severity, failed: Failed, book: Phrasebook) -> Finding:
    section = rule.section[book.language]
    template = rule.messages.template(book.language, failed.variant)
    return Finding(
        code=rule.code,
        severity=_shown(rule, severity),
        message=book.sentence(template, {**failed.values, "section": section}),
        target=str(failed.target),
        location=failed.location or failed.place.document,
        reference=rule.reference(book.language),
        facts=tuple(dict.fromkeys(book.say(fact) for fact in failed.facts)),
        due=failed.due,
        place=failed.place,
    )


def _shown(rule: RuleDefinition, severity: Severity) -> Severity:
    """A permission used without its condition is a warning; attesting is always a task."""
    if rule.kind is Kind.ATTEST:
        return Severity.TASK
    return Severity.WARNING if severity is Severity.PERMISSION else severity


def _report(draft: _Draft, waivers: Sequence[Waiver]) -> Report:
    by_key = {(w.code, w.target): w for w in waivers}
    findings = sorted(_once(draft.findings), key=_by_urgency)
    waived = [f for f in findings if (f.code, f.target) in by_key]
    used = {(f.code, f.target) for f in waived}
    return Report(
        findings=tuple(f for f in findings if (f.code, f.target) not in used),
        not_evaluated=tuple(draft.not_evaluated),
        passed=tuple(draft.passed),
        not_applicable=tuple(draft.not_applicable),
        switched_off=tuple(draft.switched_off),
        waived=tuple(waived),
        unused_waivers=tuple(w for key, w in by_key.items() if key not in used),
    )


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """One finding for each rule and target: the same thing is said once."""
    return {(f.code, f.target): f for f in reversed(tuple(findings))}.values()


def _by_urgency(finding: Finding) -> tuple[int, str, str, str]:
    due = finding.due.isoformat() if finding.due else "9999"
    return _ORDER[finding.severity], due, finding.code, finding.target
