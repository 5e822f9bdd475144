"""Choosing rule packs and their values for a group: looked at first, then stored all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.db.groups import Groups
from service.domain.errors import InputError
from service.domain.model import Group, Period
from service.domain.settings import GroupSettings
from service.journeys.judging.preview import Preview, preview_as
from service.journeys.services import Services
from service.rules.checks import CHECKS
from service.rules.definitions import AdminParameter, RuleDefinition, RulePack
from service.rules.loading import load_pack, load_packs, shipped_packs
from service.rules.pack_reader import RESERVED
from service.rules.parameters import Choice, Choices

Key = tuple[str, str]  # rule code, parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenRules:
    """What a group would choose: its packs, for how long, and the values it is asked for.

    A value that is None is the pack's own. What is not among ``values``, stays as it was.
    """

    packs: tuple[str, ...]
    periods: Mapping[str, Period] = field(default_factory=dict)
    values: Mapping[Key, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedPack:
    """A pack that can be chosen; without one where its file can't be used, and why."""

    name: str
    pack: RulePack | None
    trouble: str = ""


def offered_packs(services: Services, group_id: str) -> tuple[OfferedPack, ...]:
    """The shipped packs, those of one's own, and those the group has, whatever came of them.

    Raises:
        InputError: there is no such group.
    """
    own = services.own_settings(group_id).group.packs
    folder = services.packs_folder
    files = (path.stem for path in folder.glob("*.toml")) if folder else ()
    return tuple(_offered(services, name) for name in sorted({*shipped_packs(), *files, *own}))


def _offered(services: Services, name: str) -> OfferedPack:
    try:
        return OfferedPack(name=name, pack=load_pack(name, services.packs_folder))
    except InputError as error:
        return OfferedPack(name=name, pack=None, trouble=str(error))


def chosen_packs(services: Services, chosen: ChosenRules) -> tuple[RulePack, ...]:
    """The packs as they would hold.

    Raises:
        InputError: one can't be loaded, or two contradict each other on the same day.
    """
    return load_packs(chosen.packs, services.packs_folder, chosen.periods)


def asked_of(packs: Sequence[RulePack]) -> Iterator[tuple[RuleDefinition, AdminParameter]]:
    """Every parameter the admin sets or confirms, in the packs' own order."""
    return ((rule, one) for pack in packs for rule in pack.rules for one in rule.admin_params)


def refused_values(
    packs: Sequence[RulePack], values: Mapping[Key, object]
) -> Mapping[Key, InputError]:
    """Which of the values a rule can't be judged with, each with the reason."""
    rules = {rule.code: rule for pack in packs for rule in pack.rules}
    refused: dict[Key, InputError] = {}
    for (code, name), value in values.items():
        if value is None or code not in rules:
            continue
        try:
            Choices(rules.values(), [(code, name, value)]).setting(rules[code], {})
        except InputError as error:
            refused[code, name] = error
    return refused


def in_use(rule: RuleDefinition, name: str, value: object) -> object:
    """A value as the rule's check understands it.

    Raises:
        ValidationError: the check can't use it.
    """
    if name in RESERVED:
        return value
    params = CHECKS[rule.check].validate_python({**rule.raw_params, name: value})
    found: object = getattr(params, name)
    return found


def dropped_values(
    services: Services, group_id: str, packs: Sequence[RulePack]
) -> tuple[Choice, ...]:
    """The group's own values that fall away, since none of the packs has their rules.

    Raises:
        InputError: there is no such group.
    """
    codes = {rule.code for pack in packs for rule in pack.rules}
    own = services.own_settings(group_id).group.parameters
    return tuple(choice for choice in own if choice[0] not in codes)


def preview_choice(services: Services, group_id: str, chosen: ChosenRules) -> Preview:
    """What would come and go; nothing is stored.

    Raises:
        InputError: there is no such group, or the choice can't be used.
    """
    group = services.settings(group_id).group
    packs = chosen_packs(services, chosen)
    return preview_as(services, group_id, _choosing(group, packs, chosen))


def choose_rules(services: Services, group_id: str, chosen: ChosenRules) -> GroupSettings:
    """Let the group use these packs and values from now on: all of them, or nothing is stored.

    Raises:
        InputError: there is no such group, or the choice can't be used.
    """
    packs = chosen_packs(services, chosen)
    with services.changing(group_id) as session:
        groups = Groups(session)
        own = groups.get(group_id)
        if own is None:
            raise InputError("Det finnes ingen slik gruppe.", where=group_id)
        saved = replace(own, group=_choosing(own.group, packs, chosen))
        groups.save(saved)
    return saved


def _choosing(group: Group, packs: Sequence[RulePack], chosen: ChosenRules) -> Group:
    """The group with the choice made, every value of which the rules can be judged with."""
    rules = {rule.code: rule for pack in packs for rule in pack.rules}
    values: dict[Key, object] = {
        (code, name): value for code, name, value in group.parameters if code in rules
    }
    values |= {key: value for key, value in chosen.values.items() if key[0] in rules}
    kept = tuple((*key, value) for key, value in values.items() if value is not None)
    choices = Choices(rules.values(), kept)
    for code in dict.fromkeys(code for code, _, _ in kept):
        choices.setting(rules[code], {})
    return replace(
        group,
        packs=tuple(dict.fromkeys(chosen.packs)),
        pack_periods={name: p for name, p in chosen.periods.items() if name in chosen.packs},
        parameters=kept,
    )
