"""The deadlines of a group's packs, as dated tasks: only those that are not settled already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from babel.dates import format_date
from pydantic import ValidationError

from service.domain.deadlines import DatedTask
from service.domain.errors import InputError
from service.domain.model import OSLO, Period
from service.rules.deadline_forms.base import Instance, When
from service.rules.deadline_specs import DeadlineSpec
from service.rules.definitions import RuleDefinition, RulePack
from service.rules.facts import Facts
from service.rules.pack_faults import sentence
from service.rules.parameters import Choices, Setting, from_regulation
from service.rules.phrasing import Phrasebook
from service.rules.results import Result

_NOON = dt.time(12)


def dated_tasks(packs: Sequence[RulePack], facts: Facts) -> tuple[DatedTask, ...]:
    """What the packs ask somebody to do by a day, by date.

    A deadline moves when what it is counted from moves; its id stays. One whose rule is already
    kept for the same thing is left out: nobody is reminded of what is done. Where two packs ask
    for the same, the first one's is taken.

    Raises:
        InputError: one of the group's parameters can't be used.
    """
    active = _Active(packs, facts)
    book = Phrasebook(facts.group.language, facts)
    found: dict[str, DatedTask] = {}
    for spec in (spec for pack in packs for spec in pack.deadlines):
        for instance in active.open_instances(spec):
            task = _task(spec, instance, book)
            found.setdefault(task.id, task)
    return tuple(sorted(found.values(), key=lambda task: (task.date, task.id)))


class _Active:
    """The rules that hold for the group, and what each finds kept."""

    def __init__(self, packs: Iterable[RulePack], facts: Facts) -> None:
        self._facts = facts
        self._rules = {rule.code: rule for pack in packs for rule in pack.rules}
        self._choices = Choices(self._rules.values(), facts.group.parameters)
        self._settings: dict[str, Setting] = {}
        self._scopes: dict[Period, Facts] = {}
        self._answers: dict[tuple[str, dt.date], tuple[Result, ...]] = {}

    def open_instances(self, spec: DeadlineSpec) -> Iterator[Instance]:
        """The deadlines of a spec within its rules' time that no rule finds settled."""
        rules = [self._rules[code] for code in spec.rules]
        holding = [rule for rule in rules if not self._setting(rule).off]
        if not holding:
            return
        when = self._when(spec, rules[0])
        for instance in when.instances(self._scope(rules[0])):
            in_time = any(rule.effective.covers(instance.date) for rule in holding)
            if in_time and (spec.stays or not self._is_settled(when, instance, holding)):
                yield instance

    def _when(self, spec: DeadlineSpec, rule: RuleDefinition) -> When:
        try:
            return spec.when(self._setting(rule).params)
        except ValidationError as error:
            where = f"{rule.code}, {spec.key}"
            raise InputError(sentence(error.errors()[0]), where=where) from error

    def _is_settled(self, when: When, instance: Instance, rules: Iterable[RuleDefinition]) -> bool:
        results = [r for rule in rules for r in self._results(rule, instance.judged)]
        return when.is_settled(instance, results)

    def _results(self, rule: RuleDefinition, day: dt.date) -> tuple[Result, ...]:
        """What the rule answers as of the day, from what is known now."""
        if (rule.code, day) not in self._answers:
            facts = self._scope(rule)
            if day != facts.today:
                facts = facts.as_of(dt.datetime.combine(day, _NOON, OSLO))
            judged = self._setting(rule).params.judge(facts.confirmed_for(rule.code))
            self._answers[rule.code, day] = tuple(judged)
        return self._answers[rule.code, day]

    def _scope(self, rule: RuleDefinition) -> Facts:
        """The facts within the rule's time and the term, as when it is judged."""
        if rule.effective not in self._scopes:
            period = rule.effective.common(self._facts.group.term)
            self._scopes[rule.effective] = self._facts.within(period, loose=rule.effective)
        return self._scopes[rule.effective]

    def _setting(self, rule: RuleDefinition) -> Setting:
        if rule.code not in self._settings:
            regulation = from_regulation(rule, self._facts)
            self._settings[rule.code] = self._choices.setting(rule, regulation)
        return self._settings[rule.code]


def _said(anchor: object, language: str) -> object:
    """A day without its year, or the title would be another one after New Year."""
    if not isinstance(anchor, dt.date):
        return anchor
    pattern = "d MMMM" if language == "en" else "d. MMMM"
    return format_date(anchor, pattern, locale=language)


def _task(spec: DeadlineSpec, instance: Instance, book: Phrasebook) -> DatedTask:
    values = {
        "date": _said(instance.anchor, book.language),
        "limit": _said(instance.date, book.language),
        "year": str(instance.date.year),
        "body": book.body_of(instance.meeting) or instance.body,
        "title": instance.title,
    }
    return DatedTask(
        id=f"{spec.key}-{instance.key}" if instance.key else spec.key,
        date=instance.date,
        title=book.sentence(spec.title.said(book.language), values),
        duty=book.sentence(spec.duty.said(book.language), values) if spec.duty else "",
        alarm_days=spec.alarms,
        meeting=instance.meeting.id if instance.meeting else "",
        owner=str(spec.owner),
    )
