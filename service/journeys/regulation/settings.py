"""Which settings a group's regulation decides, and where each setting in force comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from service.db.regulations import RegulationVersions
from service.domain.errors import InputError
from service.domain.planning import PlanningRule
from service.domain.regulation_changes import Landing, planning_landings, rule_landing
from service.domain.regulation_fields import BY_KEY, Plain
from service.domain.regulation_versions import Decision
from service.domain.settings import GroupSettings
from service.journeys.services import Services
from service.rules.definitions import AdminParameter, RuleDefinition, RulePack
from service.rules.parameters import as_parameter

PACKS_OWN, GROUPS_OWN = "regelpakka", "gruppas eget valg"  # where a value comes from
_DEFAULTS: Mapping[str, object] = {one.name: one.default for one in fields(PlanningRule)}


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A setting with its value in force and where that comes from, in words for people."""

    name: str  # "planning.weekday", "SP22-5.2.min_requesters"
    value: object
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """A choice of the group's own that does not hold, since its adopted regulation decides."""

    name: str  # "planning.weekday", "SP22-5.2.min_requesters"
    key: str
    own: Plain
    holds: Plain
    source: str

    def said(self, language: str) -> tuple[str, str]:
        """The group's choice and what holds, as people write them."""
        say = BY_KEY[self.key].say
        return say(self.own, language), say(self.holds, language)


def decisions(services: Services, group_id: str) -> dict[str, Decision]:
    """What the group's adopted regulation decides, by key."""
    with services.database.reading() as session:
        return RegulationVersions(session, group_id, services.box).decisions()


def adopted_values(services: Services, group_id: str) -> dict[str, Plain] | None:
    """What the adopted regulation decides; None where the group has not entered that it has one.

    Documents at hand then speak for themselves.
    """
    return {key: one.value for key, one in decisions(services, group_id).items()} or None


def landings(own: GroupSettings, packs: Iterable[RulePack]) -> tuple[Landing, ...]:
    """Every setting that a regulation may decide, with what the group has without one.

    ``packs`` are the group's own.
    """
    planning = planning_landings(own.planning)
    planned = {one.key: one.own for one in planning}
    chosen = {(code, name): value for code, name, value in own.group.parameters}
    rules = (
        rule_landing(
            rule.code,
            asked.name,
            asked.field,
            chosen.get((rule.code, asked.name), asked.default),
            planned,
        )
        for rule, asked in _asked(packs)
    )
    return (*planning, *rules)


def parameters_in_force(services: Services, group_id: str, code: str) -> tuple[InForce, ...]:
    """The parameters of a rule that a group decides, as they hold for the group.

    Raises:
        InputError: there is no such group, or its packs have no such rule.
    """
    own, decided = services.own_settings(group_id), decisions(services, group_id)
    packs = services.packs(own.group)
    rule = next((found for pack in packs if (found := pack.rule(code))), None)
    if rule is None:
        raise InputError("Ingen av gruppas regelpakker har denne regelen.", where=code)
    chosen = {name: value for owner, name, value in own.group.parameters if owner == code}
    asked = {parameter.name: parameter for parameter in rule.admin_params}
    return tuple(
        _in_force(code, name, asked.get(name), chosen, decided)
        for name in dict.fromkeys((*asked, *chosen))
    )


def with_decisions(services: Services, group_id: str) -> tuple[GroupSettings, dict[str, str]]:
    """The settings in force, written out, and where those come from that the regulation decides.

    Raises:
        InputError: there is no such group.
    """
    settings, decided = services.settings(group_id), decisions(services, group_id)
    sources = {
        f"planning.{BY_KEY[key].planning}": one.source
        for key, one in decided.items()
        if getattr(settings.planning, BY_KEY[key].planning or "kinds") == one.value
    }
    parameters = {(code, name): value for code, name, value in settings.group.parameters}
    for rule, asked in _asked(services.packs(settings.group)):
        if asked.field in decided:
            value = as_parameter(asked, decided[asked.field].value)
            parameters[rule.code, asked.name] = value
            sources[f"{rule.code}.{asked.name}"] = decided[asked.field].source
    listed = tuple((code, name, value) for (code, name), value in parameters.items())
    return replace(settings, group=replace(settings.group, parameters=listed)), sources


def overruled(services: Services, group_id: str) -> tuple[Overruled, ...]:
    """The group's own choices that its adopted regulation overrules.

    Raises:
        InputError: there is no such group, or one of its rule packs can't be loaded.
    """
    own, decided = services.own_settings(group_id), decisions(services, group_id)
    chosen = {f"{code}.{name}" for code, name, _ in own.group.parameters}
    chosen |= {
        f"planning.{name}"
        for name, default in _DEFAULTS.items()
        if getattr(own.planning, name) not in {default, None}
    }
    return tuple(
        Overruled(
            name=one.name,
            key=one.key,
            own=one.own,
            holds=decided[one.key].value,
            source=decided[one.key].source,
        )
        for one in landings(own, services.packs(own.group))
        if one.key in decided
        and one.name in chosen
        and one.own is not None
        and one.own != decided[one.key].value
    )


def _asked(packs: Iterable[RulePack]) -> Iterator[tuple[RuleDefinition, AdminParameter]]:
    for pack in packs:
        for rule in pack.rules:
            for parameter in rule.admin_params:
                if parameter.field:
                    yield rule, parameter


def _in_force(
    code: str,
    name: str,
    asked: AdminParameter | None,
    chosen: Mapping[str, object],
    decided: Mapping[str, Decision],
) -> InForce:
    full = f"{code}.{name}"
    if asked and asked.field in decided:
        decision = decided[asked.field]
        value = as_parameter(asked, decision.value)
        return InForce(name=full, value=value, source=decision.source)
    if name in chosen:
        return InForce(name=full, value=chosen[name], source=GROUPS_OWN)
    return InForce(name=full, value=asked and asked.default, source=PACKS_OWN)
