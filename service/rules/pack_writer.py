"""Writing a rule pack as TOML: a shipped one as a starting point for one's own."""

from __future__ import annotations

from collections.abc import Mapping

import tomlkit
from tomlkit.items import AoT, InlineTable, Table

from service.rules.definitions import Kind, RuleDefinition, RulePack, Texts
from service.rules.pack_reader import SEVERITIES

_WORDS = {severity: word for word, severity in SEVERITIES.items()}


def write_pack(pack: RulePack) -> str:
    """The pack as a file that loads to the same rules.

    Those it has from other packs are written out, and those it has switched off left out.
    """
    document = tomlkit.document()
    for name, value in (
        ("name", pack.name),
        ("title", pack.title),
        ("source", pack.source),
        ("force", pack.force),
        ("cite", _inline(pack.cite)),
        ("valid_from", pack.period.start),
        ("valid_to", pack.period.end),
    ):
        if value is not None:
            document[name] = value
    if pack.conflicts:
        conflicts = ({"pack": other, "why": why} for other, why in pack.conflicts.items())
        document["conflicts"] = AoT([_table(one) for one in conflicts])
    document["rules"] = AoT([_rule(rule, pack) for rule in pack.rules if not rule.off])
    return tomlkit.dumps(document)


def _rule(rule: RuleDefinition, pack: RulePack) -> Table:
    own_time = rule.effective != pack.period
    return _table(
        {
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
        }
    )  # fmt: skip


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
