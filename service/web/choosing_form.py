"""The form in which a group chooses its rules: read from a request, or as things stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from service.domain.errors import InputError
from service.domain.model import Group, Period
from service.journeys.judging.choosing import (
    ChosenRules,
    Key,
    OfferedPack,
    asked_of,
    in_use,
)
from service.rules.definitions import AdminParameter, RuleDefinition, RulePack
from service.rules.parameters import as_parameter
from service.web.gateway_choosing import ChoosingGateway
from service.web.parameter_form import Asked, Asks, asked, read_value, refusal
from service.web.rule_values import said

Days = tuple[str, str]  # the first and the last, as typed


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesForm:
    """What was entered, as it was typed, and what is wrong with it by field.

    ``asked`` are the parameters of the packs chosen, by the pack's name.
    """

    packs: tuple[str, ...] = ()
    days: Mapping[str, Days] = field(default_factory=dict)
    asked: Mapping[str, tuple[Asked, ...]] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def hidden(self) -> tuple[tuple[str, str], ...]:
        """All of it as fields, to be sent once more."""
        values = [("pack", name) for name in self.packs]
        for name, (first, last) in self.days.items():
            values += [(f"from.{name}", first), (f"to.{name}", last)]
        for one in (one for several in self.asked.values() for one in several):
            if one.asks is not Asks.FIXED:
                values += [("asked", one.name), *((one.name, text) for text in one.typed)]
        return tuple(values)


def as_it_stands(
    gateway: ChoosingGateway, group: Group, offered: Sequence[OfferedPack]
) -> RulesForm:
    """The form with what the group has chosen."""
    own = gateway.own_values(group.id)
    return RulesForm(
        packs=group.packs,
        days={
            name: (period.start.isoformat(), period.end.isoformat() if period.end else "")
            for name, period in group.pack_periods.items()
        },
        asked=_asked(gateway, group, offered, group.packs, own),
    )


def read_choice(
    gateway: ChoosingGateway,
    group: Group,
    offered: Sequence[OfferedPack],
    form: MultiDict[str, str],
) -> tuple[RulesForm, ChosenRules, tuple[RulePack, ...]]:
    """What was entered, the choice it makes, and the packs; without problems it can be used."""
    sent = dict.fromkeys(form.getlist("pack"))
    names = tuple(dict.fromkeys((*(name for name in group.packs if name in sent), *sent)))
    known = {one.name: one for one in offered}
    days = {
        name: (form.get(f"from.{name}", "").strip(), form.get(f"to.{name}", "").strip())
        for name in known
    }
    periods, problems = _periods(days, names, known)
    chosen = ChosenRules(packs=names, periods=periods)
    packs: tuple[RulePack, ...] = ()
    try:
        packs = gateway.packs(chosen)
    except InputError as error:
        problems["packs"] = error.message
    own = gateway.own_values(group.id)
    filled = _as_sent(form, _asked(gateway, group, offered, names, own))
    values, wrong = _values(gateway, packs, form, filled)
    entered = RulesForm(packs=names, days=days, asked=filled, problems={**problems, **wrong})
    return entered, replace(chosen, values=values), packs


def shown_value(rule: RuleDefinition, name: str, value: object) -> str:
    """A value of a rule's parameter as people write it."""
    try:
        return said(in_use(rule, name, value), name)
    except (AttributeError, ValidationError):  # a parameter of the engine's, or none of the rule's
        return said(value, name)


def _asked(
    gateway: ChoosingGateway,
    group: Group,
    offered: Sequence[OfferedPack],
    names: Iterable[str],
    own: Mapping[Key, object],
) -> dict[str, tuple[Asked, ...]]:
    """The parameters of each pack chosen, each once, also where packs contradict each other."""
    wanted = set(names)
    decided = gateway.decided(group.id)
    seen: set[Key] = set()
    found: dict[str, tuple[Asked, ...]] = {}
    for one in offered:
        if one.name not in wanted or one.pack is None:
            continue
        several = []
        for rule, parameter in asked_of([one.pack]):
            key = rule.code, parameter.name
            if key not in seen:
                several.append(_with_decision(rule, parameter, own.get(key), decided))
                seen.add(key)
        found[one.name] = tuple(several)
    return found


def _with_decision(
    rule: RuleDefinition,
    parameter: AdminParameter,
    own: object,
    decided: Mapping[str, tuple[object, str]],
) -> Asked:
    one = asked(rule, parameter, own)
    if parameter.field not in decided:
        return one
    value, source = decided[parameter.field]
    held = (
        as_parameter(parameter, value) if isinstance(value, int | str | dt.time | dt.date) else ""
    )
    return replace(one, decided=source, holds=shown_value(rule, parameter.name, held))


def _as_sent(
    form: MultiDict[str, str], shown: Mapping[str, tuple[Asked, ...]]
) -> dict[str, tuple[Asked, ...]]:
    """The parameters with what was typed, those that the form had."""
    sent = set(form.getlist("asked"))
    return {
        name: tuple(
            replace(one, typed=tuple(form.getlist(one.name))) if one.name in sent else one
            for one in several
        )
        for name, several in shown.items()
    }


def _values(
    gateway: ChoosingGateway,
    packs: Sequence[RulePack],
    form: MultiDict[str, str],
    filled: Mapping[str, tuple[Asked, ...]],
) -> tuple[dict[Key, object], dict[str, str]]:
    """The values entered, None for the packs' own, and what is wrong with them by field."""
    sent = set(form.getlist("asked"))
    entered = {one.key: one for several in filled.values() for one in several if one.name in sent}
    values: dict[Key, object] = {}
    problems = {}
    for key, one in entered.items():
        values[key], problem = read_value(one, one.typed)
        if problem:
            problems[one.name] = problem
    sound = {key: value for key, value in values.items() if entered[key].name not in problems}
    for key, error in gateway.refused(packs, sound).items():
        problems[entered[key].name] = refusal(entered[key], error)
    return {key: _unless_default(entered[key], value) for key, value in values.items()}, problems


def _unless_default(one: Asked, value: object) -> object:
    if value is None:
        return None
    try:
        used = in_use(one.rule, one.parameter.name, value)
    except ValidationError:
        return value
    return None if used == one.parameter.default else value


def _periods(
    days: Mapping[str, Days], names: Sequence[str], offered: Mapping[str, OfferedPack]
) -> tuple[dict[str, Period], dict[str, str]]:
    periods, problems = {}, {}
    for name in names:
        first, last = days.get(name, ("", ""))
        if not first and not last:
            continue
        pack = offered[name].pack if name in offered else None
        start = _day(first) if first else (pack.period.start if pack else None)
        end = _day(last)
        if start is None or (last and end is None):
            problems[f"days.{name}"] = str(_("Skriv dagene som år, måned og dag: 2026-05-12."))
        elif end is not None and end < start:
            problems[f"days.{name}"] = str(_("Siste dag er før første dag."))
        else:
            periods[name] = Period(start=start, end=end)
    return periods, problems


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
