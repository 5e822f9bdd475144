"""Reading the deadlines of a pack: its own, and those that come with the rules it builds on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pydantic import ValidationError

from service.domain.errors import InputError
from service.rules.deadline_specs import SAYS, DeadlineSpec
from service.rules.definitions import RuleDefinition, RulePack
from service.rules.pack_faults import PackLines
from service.rules.pack_schema import PackSpec


def deadlines_of(
    pack: PackSpec,
    base: RulePack | None,
    rules: Sequence[RuleDefinition],
    *,
    at: PackLines,
    load: Callable[[str], RulePack],
) -> tuple[DeadlineSpec, ...]:
    """Those of the pack it extends, those of single rules it includes, and its own.

    Raises:
        InputError: one of its own can't be used; ``where`` names line and field.
    """
    own = tuple(_read(raw, rules, at) for raw in pack.deadlines)
    inherited = base.deadlines if base else ()
    written = {spec.key for spec in (*inherited, *own)}
    included = (spec for spec in _included(pack, load) if spec.key not in written)
    return (*inherited, *included, *own)


def _included(pack: PackSpec, load: Callable[[str], RulePack]) -> Iterator[DeadlineSpec]:
    """The deadlines whose day is counted from a rule that is taken, for the rules that are."""
    for name, codes in pack.includes.items():
        for spec in load(name).deadlines:
            if spec.rules[0] in codes:
                kept = tuple(code for code in spec.rules if code in codes)
                yield spec.model_copy(update={"rules": kept})


def _read(
    raw: Mapping[str, object], rules: Sequence[RuleDefinition], at: PackLines
) -> DeadlineSpec:
    key = str(raw.get("key", "?"))
    try:
        spec = DeadlineSpec.model_validate(raw)
    except ValidationError as error:
        raise at.fault(error, key) from error
    unknown = set(spec.rules) - {rule.code for rule in rules}
    if unknown:
        message = f"Fristen gjelder regelen {min(unknown)}, som pakka ikke har."
        raise InputError(message, where=at.where(key, "rules"))
    _check_day(spec, next(rule for rule in rules if rule.code == spec.rules[0]), at)
    for name, text in (("title", spec.title), ("duty", spec.duty)):
        if text:
            at.check_placeholders(key, name, text, SAYS)
    return spec


def _check_day(spec: DeadlineSpec, rule: RuleDefinition, at: PackLines) -> None:
    if unknown := spec.asked - type(rule.params).model_fields.keys():
        message = f"Regelen {rule.code} har ingen parameter «{min(unknown)}»."
        raise InputError(message, where=at.where(spec.key, "on"))
    try:
        spec.when(rule.params)
    except ValidationError as error:
        raise at.fault(error, spec.key, "on") from error
