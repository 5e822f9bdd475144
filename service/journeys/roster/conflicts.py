"""Which offices go together and which don't: what the rules say of the people of one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from service.domain.model import OSLO, Meeting, Period
from service.rules.definitions import RuleDefinition, RulePack
from service.rules.engine import evaluate
from service.rules.facts import Facts
from service.rules.results import Finding, Report, Waiver
from service.rules.rights_matrix import Combination, checklist

_LAST_MINUTE = dt.time(23, 59)


class Standing(StrEnum):
    """How it stands with a rule on the day, the worst first."""

    FINDING = "finding"
    WAIVED = "waived"  # not kept, and the group has decided to live with it
    NOT_EVALUATED = "not_evaluated"
    OFF = "off"  # the group has switched the rule off
    NOTHING = "nothing"  # nobody holds the offices it is about
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRule:
    """One rule on the day: how it stands, and what it found or could not know."""

    rule: RuleDefinition
    standing: Standing
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCombination:
    """Offices that go together or don't, and the rules that hold of them on the day."""

    combination: Combination
    rules: tuple[JudgedRule, ...]

    @property
    def standing(self) -> Standing:
        """The worst of its rules."""
        return min((one.standing for one in self.rules), key=tuple(Standing).index)


def judged_combinations(
    packs: Sequence[RulePack], facts: Facts, day: dt.date, waivers: Sequence[Waiver] = ()
) -> tuple[JudgedCombination, ...]:
    """Every combination of which a rule of the packs holds on the day, judged as of the day.

    Raises:
        InputError: the packs or the group's parameters can't be used.
    """
    combinations = checklist(packs)
    codes = {code for one in combinations for code in one.rules}
    narrow = tuple(_narrowed(pack, codes, facts, day) for pack in packs)
    rules = {rule.code: rule for pack in narrow for rule in pack.rules}
    report = evaluate(narrow, _on(facts, day, rules), waivers=waivers)
    found = (
        JudgedCombination(
            combination=one,
            rules=tuple(_judged(rules[code], report) for code in one.rules if code in rules),
        )
        for one in combinations
    )
    return tuple(one for one in found if one.rules)


def _narrowed(pack: RulePack, codes: set[str], facts: Facts, day: dt.date) -> RulePack:
    term = facts.group.term
    rules = (
        rule
        for rule in pack.rules
        if rule.code in codes and rule.effective.common(term).covers(day)
    )
    return replace(pack, rules=tuple(rules))


def _on(facts: Facts, day: dt.date, rules: dict[str, RuleDefinition]) -> Facts:
    """The facts as they stand at the end of the day, or now; of meetings only the day's own."""
    chosen = tuple(choice for choice in facts.group.parameters if choice[0] in rules)
    now, period = _moment(facts, day), Period(start=day, end=day)
    meetings = tuple(_held_by(now, m) if day < facts.today else m for m in facts.meetings)
    group = replace(facts.group, parameters=chosen)
    then = replace(facts, group=group, now=now, meetings=meetings)
    return then.within(period, loose=period)


def _held_by(now: dt.datetime, meeting: Meeting) -> Meeting:
    """The meeting as over: at the end of a day that is past, all its meetings are."""
    if meeting.start is None or meeting.is_over(now):
        return meeting
    return replace(meeting, end=_LAST_MINUTE)


def _moment(facts: Facts, day: dt.date) -> dt.datetime:
    """The last minute of a day that is over, the first of one to come: nothing is held yet then."""
    if day == facts.today:
        return facts.now
    return dt.datetime.combine(day, _LAST_MINUTE if day < facts.today else dt.time.min, OSLO)


def _judged(rule: RuleDefinition, report: Report) -> JudgedRule:
    findings = tuple(f for f in report.findings if f.code == rule.code)
    waived = tuple(f for f in report.waived if f.code == rule.code)
    missing = tuple(n.missing for n in report.not_evaluated if n.code == rule.code)
    if findings:
        standing = Standing.FINDING
    elif waived:
        standing = Standing.WAIVED
    elif missing:
        standing = Standing.NOT_EVALUATED
    elif rule.code in report.switched_off:
        standing = Standing.OFF
    else:
        standing = Standing.KEPT if rule.code in report.passed else Standing.NOTHING
    return JudgedRule(rule=rule, standing=standing, findings=findings or waived, missing=missing)
