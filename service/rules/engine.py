"""Judging a group's facts by its rules. Pure: the same facts give the same report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from service.domain.model import Period
from service.rules.definitions import Kind, RuleDefinition, RulePack
from service.rules.facts import Facts
from service.rules.loading import refuse_contradictions
from service.rules.memory import Memory
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


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one rule says of the facts."""

    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    passed: bool = False


def evaluate(
    packs: Sequence[RulePack],
    facts: Facts,
    *,
    parameters: Iterable[Choice] = (),
    waivers: Sequence[Waiver] = (),
    baseline: Collection[str] = (),
    memory: Memory | None = None,
) -> Report:
    """Judge the facts by every rule of the packs.

    Meetings outside a pack's period, or the group's term, are not judged. ``parameters`` come on
    top of the group's own, each (rule code, parameter, value). ``baseline`` are ids of findings
    that the group began with. With the ``memory`` of the last run only what can have changed is
    judged again; the report is the same.

    Raises:
        InputError: packs contradict each other, or a parameter can't be used.
    """
    refuse_contradictions(packs, facts.group.pack_periods)
    rules = [rule for pack in packs for rule in pack.rules]
    choices = Choices(rules, (*facts.group.parameters, *parameters))
    noted = memory.begin(facts) if memory else facts
    scopes = _Scopes(noted)
    outcomes: dict[str, _Outcome] = {}
    off: list[str] = []
    for rule in rules:
        setting = choices.setting(rule, from_regulation(rule, facts))
        if setting.off:
            off.append(rule.code)
        elif memory:
            judge = partial(_judge, rule, setting, scopes.of(rule))
            outcomes[rule.code] = memory.of_rule(rule.code, (rule, setting), judge)
        else:
            outcomes[rule.code] = _judge(rule, setting, scopes.of(rule))
    known = frozenset(baseline)
    return _report(outcomes, off, _Waivers(waivers, rules, facts.today), known)


class _Scopes:
    """The facts as rules may see them: many rules share a period."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._by_period: dict[Period, Facts] = {}

    def of(self, rule: RuleDefinition) -> Facts:
        """The facts within the rule's period and the group's term."""
        if rule.effective not in self._by_period:
            period = rule.effective.common(self._facts.group.term)
            self._by_period[rule.effective] = self._facts.within(period, loose=rule.effective)
        return self._by_period[rule.effective]


def _judge(rule: RuleDefinition, setting: Setting, facts: Facts) -> _Outcome:
    if rule.subject in _OF_TODAY and not rule.effective.covers(facts.today):
        return _Outcome()
    findings: list[Finding] = []
    missing: dict[str, None] = {}
    passed = False
    attest = rule.kind is Kind.ATTEST
    for result in setting.params.judge(facts.confirmed_for(rule.code) if attest else facts):
        match result:
            case Passed():
                passed = True
            case Failed():
                make = partial(_finding, rule, setting.severity, result, facts)
                findings.append(facts.said(result, make))
            case Missing():
                missing[facts.said(result, partial(_sentence, result, facts))] = None
    return _Outcome(tuple(findings), tuple(missing), passed)


def _sentence(missing: Missing, facts: Facts) -> str:
    return Phrasebook(facts.group.language, facts).missing(missing.fact, missing.values)


def _finding(rule: RuleDefinition, severity: Severity, failed: Failed, facts: Facts) -> Finding:
    book = Phrasebook(facts.group.language, facts)
    template = rule.messages.template(book.language, failed.variant)
    section = rule.section[book.language]
    return Finding(
        code=rule.code,
        severity=Severity.INFO if failed.mild else _shown(rule, severity),
        message=book.sentence(template, {**failed.values, "section": section}),
        target=str(failed.target),
        location=failed.location or failed.place.document,
        reference=rule.reference(book.language),
        facts=tuple(dict.fromkeys(book.say(fact) for fact in failed.facts))
        or (book.phrase("rests_on", rule.check),),
        due=failed.due,
        place=failed.place,
    )


def _shown(rule: RuleDefinition, severity: Severity) -> Severity:
    """A permission used without its condition is a warning; attesting is always a task."""
    if rule.kind is Kind.ATTEST:
        return Severity.TASK
    return Severity.WARNING if severity is Severity.PERMISSION else severity


class _Waivers:
    """The waivers of a group, each either in force, run out, unused, or of an unknown rule."""

    def __init__(
        self, waivers: Iterable[Waiver], rules: Iterable[RuleDefinition], today: dt.date
    ) -> None:
        codes = {rule.code for rule in rules}
        given = tuple(waivers)
        self.unknown = tuple(w for w in given if w.code not in codes)
        self.expired = tuple(w for w in given if w.code in codes and w.is_over(today))
        gone = {*self.unknown, *self.expired}
        self._in_force = {(w.code, w.target): w for w in given if w not in gone}

    def covers(self, finding: Finding) -> bool:
        """Whether the group has decided to live with the finding."""
        return (finding.code, finding.target) in self._in_force

    def unused(self, findings: Iterable[Finding]) -> tuple[Waiver, ...]:
        """The waivers in force that none of the findings needs."""
        needed = {(f.code, f.target) for f in findings}
        return tuple(w for key, w in self._in_force.items() if key not in needed)


def _report(
    outcomes: Mapping[str, _Outcome], off: Sequence[str], waivers: _Waivers, known: frozenset[str]
) -> Report:
    everything = (f for outcome in outcomes.values() for f in outcome.findings)
    findings = sorted(_once(everything), key=_by_urgency)
    waived = tuple(f for f in findings if waivers.covers(f))
    rest = tuple(f for f in findings if not waivers.covers(f))
    clear = [code for code, o in outcomes.items() if not o.findings and not o.missing]
    return Report(
        findings=tuple(f for f in rest if f.id not in known) if known else rest,
        not_evaluated=tuple(
            NotEvaluated(code, said) for code, o in outcomes.items() for said in o.missing
        ),
        passed=tuple(code for code in clear if outcomes[code].passed),
        not_applicable=tuple(code for code in clear if not outcomes[code].passed),
        switched_off=tuple(off),
        waived=waived,
        baseline=tuple(f for f in rest if f.id in known) if known else (),
        unused_waivers=waivers.unused(findings),
        expired_waivers=waivers.expired,
        unknown_waivers=waivers.unknown,
    )


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """One finding for each rule and target: the same thing is said once."""
    return {(f.code, f.target): f for f in reversed(tuple(findings))}.values()


def _by_urgency(finding: Finding) -> tuple[int, str, str, str]:
    due = finding.due.isoformat() if finding.due else "9999"
    return _ORDER[finding.severity], due, finding.code, finding.target
