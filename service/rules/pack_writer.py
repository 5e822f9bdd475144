"""Writing a rule pack as TOML: a shipped one as a starting point for one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

import tomlkit
from tomlkit.items import AoT, InlineTable, Table

from service.rules.deadline_specs import DeadlineSpec
from service.rules.definitions import Kind, RuleDefinition, RulePack, Texts
from service.rules.loading import load_pack
from service.rules.pack_reader import SEVERITIES

_WORDS = {severity: word for word, severity in SEVERITIES.items()}


def write_pack(pack: RulePack, folder: Traversable | None = None) -> str:
    """The pack as a file that loads to the same pack.

    ``folder`` is where a pack that it extends lies, if that is no shipped one.

    Raises:
        InputError: the pack that it extends can't be loaded.
    """
    base = load_pack(pack.extends[0], folder) if pack.extends else None
    document = tomlkit.document()
    for name, value in _head(pack, base).items():
        if value not in (None, "", {}):
            document[name] = value
    tables: dict[str, list[dict[str, object]]] = {
        "conflicts": [{"pack": other, "why": why} for other, why in pack.conflicts.items()],
        "overrides": list(_overrides(pack, base)),
        "rules": [_rule(rule, pack) for rule in pack.rules if rule.pack == pack.name],
        "deadlines": [_deadline(spec) for spec in pack.deadlines if not _has(base, spec)],
    }
    for name, rows in tables.items():
        if rows:
            document[name] = AoT([_table(row) for row in rows])
    return tomlkit.dumps(document)


def _head(pack: RulePack, base: RulePack | None) -> dict[str, object]:
    return {
        "name": pack.name,
        "title": pack.title,
        "source": pack.source,
        "force": pack.force,
        "cite": _inline(pack.cite),
        "valid_from": pack.period.start,
        "valid_to": pack.period.end,
        "extends": base.name if base else "",
        "includes": _inline(_included(pack, base)),
    }


def _included(pack: RulePack, base: RulePack | None) -> dict[str, list[str]]:
    """The rules taken in one by one, by the pack they stand in."""
    taken: dict[str, list[str]] = {}
    for rule in pack.rules:
        if rule.pack != pack.name and not (base and base.rule(rule.code)):
            taken.setdefault(rule.pack, []).append(rule.code)
    return taken


def _overrides(pack: RulePack, base: RulePack | None) -> Iterator[dict[str, object]]:
    """What differs in the rules of the pack that it extends."""
    for old in base.rules if base else ():
        new = pack.rule(old.code)
        if new is not None and new != old:
            yield {
                "code": new.code,
                "severity": _WORDS[new.severity] if new.severity is not old.severity else "",
                "off": new.off if new.off != old.off else "",
                "section": new.section if new.section != old.section else {},
                "params": {
                    name: value
                    for name, value in new.raw_params.items()
                    if old.raw_params.get(name) != value
                },
            }


def _has(base: RulePack | None, spec: DeadlineSpec) -> bool:
    return base is not None and spec in base.deadlines


def _deadline(spec: DeadlineSpec) -> dict[str, object]:
    return spec.model_dump(mode="json", exclude_defaults=True) | {"owner": str(spec.owner)}


def _rule(rule: RuleDefinition, pack: RulePack) -> dict[str, object]:
    own_time = rule.effective != pack.period
    return {
            "code": rule.code,
            "section": rule.section,
            "force": rule.force,
            "modality": str(rule.modality),
            "severity": _WORDS[rule.severity],
            "subject": rule.subject,
            "kind": str(Kind(rule.kind)),
            "check": rule.check,
            "condition": rule.condition,
            "why": rule.why,
            "right": rule.right,
            "wrong": rule.wrong,
            "valid_from": rule.effective.start if own_time else None,
            "valid_to": rule.effective.end if own_time else None,
            "ask": [
                {
                    "param": asked.name,
                    "ref": asked.reference,
                    "question": asked.question,
                    "field": asked.field,
                    **({} if asked.name in rule.params.__class__.model_fields
                       else {"default": asked.default}),
                }
                for asked in rule.admin_params
            ],
            "params": rule.raw_params,
            "messages": rule.messages.main,
            "variants": rule.messages.variants,
        }  # fmt: skip


def _table(fields: Mapping[str, object]) -> Table:
    """A table of the fields that are something; what is nested stands in braces."""
    table = tomlkit.table()
    for name, value in fields.items():
        if value is not None and value not in ("", [], {}, ()):
            table[name] = _nested(value)
    return table


def _nested(value: object) -> object:
    if isinstance(value, Mapping):
        return _inline(value)
    if isinstance(value, (list, tuple)):
        return [_nested(one) for one in value]
    return value


def _inline(fields: Mapping[str, object] | Texts) -> InlineTable:
    table = tomlkit.inline_table()
    for name, value in fields.items():
        if value not in ("", None):
            table[name] = _nested(value)
    return table
