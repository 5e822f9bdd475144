"""The deadlines of a group's packs, as dated tasks: only those that are not settled already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from babel.dates import format_date

from service.domain.deadlines import DatedTask
from service.rules.deadline_specs import DeadlineSpec, Instance
from service.rules.definitions import RuleDefinition, RulePack
from service.rules.facts import Facts
from service.rules.parameters import Choices, from_regulation
from service.rules.phrasing import Phrasebook
from service.rules.results import Failed, Passed, Target


def dated_tasks(packs: Sequence[RulePack], facts: Facts) -> tuple[DatedTask, ...]:
    """What the packs ask somebody to do by a day, by date.

    A deadline moves when what it is counted from moves; its id stays. One whose rule is already
    kept for the same thing is left out: nobody is reminded of what is done.

    Raises:
        InputError: one of the group's parameters can't be used.
    """
    active = _Active(packs, facts)
    book = Phrasebook(facts.group.language, facts)
    found = [
        _task(spec, instance, book)
        for pack in packs
        for spec in pack.deadlines
        for instance in active.open_instances(spec)
    ]
    return tuple(sorted(found, key=lambda task: (task.date, task.id)))


class _Active:
    """The rules that hold for the group, and what each finds kept."""

    def __init__(self, packs: Iterable[RulePack], facts: Facts) -> None:
        self._facts = facts
        self._rules = {rule.code: rule for pack in packs for rule in pack.rules}
        self._choices = Choices(self._rules.values(), facts.group.parameters)
        self._kept: dict[str, frozenset[str]] = {}

    def open_instances(self, spec: DeadlineSpec) -> Iterator[Instance]:
        """The deadlines of a spec within its rules' time that no rule finds settled."""
        rules = [self._rules[code] for code in spec.rules if code in self._rules]
        holding = [rule for rule in rules if not self._is_off(rule)]
        if not holding:
            return
        kept = frozenset(target for rule in holding for target in self._settled(rule))
        for instance in spec.on.instances(self._facts):
            in_time = any(rule.effective.covers(instance.date) for rule in holding)
            if in_time and not self._is_settled(instance, kept):
                yield instance

    def _is_settled(self, instance: Instance, kept: frozenset[str]) -> bool:
        """What a rule finds kept for the whole group is kept for the time that runs now."""
        whole = str(Target("group", self._facts.group.id))
        return str(instance.target) in kept or (instance.running and whole in kept)

    def _is_off(self, rule: RuleDefinition) -> bool:
        return bool(self._choices.setting(rule, from_regulation(rule, self._facts)).off)

    def _settled(self, rule: RuleDefinition) -> frozenset[str]:
        """The things for which the rule is kept, and not broken too."""
        if rule.code not in self._kept:
            setting = self._choices.setting(rule, from_regulation(rule, self._facts))
            results = tuple(setting.params.judge(self._facts.confirmed_for(rule.code)))
            passed = {str(r.target) for r in results if isinstance(r, Passed)}
            failed = {str(r.target) for r in results if isinstance(r, Failed)}
            self._kept[rule.code] = frozenset(passed - failed)
        return self._kept[rule.code]


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
        "body": book.body_of(instance.meeting),
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
