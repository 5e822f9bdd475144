"""What rules there are: the list, one rule in full, and how much of the inventory is covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from service.domain.errors import InputError
from service.rules.checks import explanation
from service.rules.definitions import RuleDefinition, RulePack
from service.rules.loading import load_pack, shipped_packs
from service.rules.parameters import choices_of

INVENTORY_TOTAL = 387  # rules in the domain inventory, over all sources
_CASES = Path(__file__).resolve().parents[2] / "tests" / "rules"


def all_packs() -> tuple[RulePack, ...]:
    """Every shipped pack, also those that contradict each other."""
    return tuple(load_pack(name) for name in shipped_packs())


def _own_rules() -> Iterator[tuple[RulePack, RuleDefinition]]:
    """Each rule once, with the pack it stands in; others may have taken it in."""
    return ((pack, rule) for pack in all_packs() for rule in pack.rules if rule.pack == pack.name)


def list_rules(language: str = "nb") -> list[dict[str, str]]:
    """One row for each rule of the shipped packs, in the packs' own order."""
    return [
        {
            "code": rule.code,
            "pack": rule.pack,
            "section": rule.section[language],
            "severity": str(rule.severity),
            "modality": str(rule.modality),
            "subject": rule.subject,
            "check": rule.check,
            "condition": rule.condition[language],
        }
        for _, rule in _own_rules()
    ]


def show_rule(code: str, language: str = "nb") -> dict[str, object]:
    """Everything about one rule, for ``rules show`` and the rules page.

    Raises:
        InputError: no shipped pack has it.
    """
    for pack, rule in _own_rules():
        if rule.code == code:
            return _shown(pack, rule, language)
    raise InputError("Ingen regelpakke har denne regelen. Se «kjoreplan rules list».", where=code)


def _shown(pack: RulePack, rule: RuleDefinition, language: str) -> dict[str, object]:
    return {
        "code": rule.code,
        "pack": pack.name,
        "title": pack.title,
        "source": pack.source,
        "section": rule.section[language],
        "condition": rule.condition[language],
        "why": rule.why.get(language, ""),
        "right": rule.right.get(language, ""),
        "wrong": rule.wrong.get(language, ""),
        "force": rule.force,
        "modality": str(rule.modality),
        "severity": str(rule.severity),
        "subject": rule.subject,
        "kind": str(rule.kind),
        "check": rule.check,
        "explanation": explanation(rule.check),
        "params": dict(rule.raw_params),
        "ask": [
            {
                "param": parameter.name,
                "default": rule.raw_params.get(parameter.name, parameter.default),
                "question": parameter.question[language],
                "choices": list(choices_of(rule, parameter.name)),
                "reference": parameter.reference,
                "field": parameter.field,
            }
            for parameter in rule.admin_params
        ],
        "messages": dict(rule.messages.main),
        "variants": {name: dict(texts) for name, texts in rule.messages.variants.items()},
        "valid_from": rule.effective.start.isoformat(),
        "valid_to": rule.effective.end.isoformat() if rule.effective.end else None,
    }


def coverage(cases: Path = _CASES) -> dict[str, object]:
    """How many of the inventory's rules are present, by pack and check, and which lack cases.

    The cases are part of the repository, not of an installed package: without their folder
    ``without_cases`` is empty and ``cases_known`` says that nothing can be said of them.
    """
    rules = [rule for _, rule in _own_rules()]
    known = cases.is_dir()
    with_cases = {path.stem for path in cases.glob("*.toml")} if known else set()
    return {
        "total": INVENTORY_TOTAL,
        "present": len(rules),
        "by_pack": dict(sorted(Counter(rule.pack for rule in rules).items())),
        "by_check": dict(sorted(Counter(rule.check for rule in rules).items())),
        "without_cases": [r.code for r in rules if known and r.code not in with_cases],
        "cases_known": known,
    }
