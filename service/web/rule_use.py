"""How a group uses one rule: how grave a finding of it is, or that it is switched off, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from service.journeys.judging.choosing import Key
from service.rules.definitions import NON_BINDING, RuleDefinition
from service.rules.pack_reader import SEVERITIES
from service.rules.results import Severity
from service.web import words

MOST_TEXT = 1000
_GRADES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_NAMES = {severity: name for name, severity in SEVERITIES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """What was entered, as it was typed, and what is wrong with it by field.

    ``severity`` and ``off`` are "" where the rule is used as its pack says.
    """

    severity: str = ""
    off: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)

    def hidden(self) -> tuple[tuple[str, str], ...]:
        """All of it as fields, to be sent once more."""
        return ("severity", self.severity), ("off", self.off)


def as_it_stands(rule: RuleDefinition, own: Mapping[Key, object]) -> RuleUse:
    """How the group uses the rule now."""
    severity, off = own.get((rule.code, "severity"), ""), own.get((rule.code, "off"), "")
    return RuleUse(severity=str(severity), off=str(off))


def grades(rule: RuleDefinition) -> tuple[tuple[str, str], ...]:
    """How grave a finding may be: names and labels; none of a task or a right."""
    if rule.severity not in _GRADES:
        return ()
    possible = _GRADES[1:] if rule.force in NON_BINDING else _GRADES
    return tuple((_NAMES[severity], str(words.SEVERITY[severity])) for severity in possible)


def read_use(rule: RuleDefinition, form: Mapping[str, str]) -> tuple[RuleUse, Mapping[Key, object]]:
    """What was entered, and the values it makes: None for what the pack says."""
    severity, off = form.get("severity", ""), form.get("off", "").strip()
    problems = {}
    if severity not in {"", *(name for name, _label in grades(rule))}:
        problems["severity"] = str(_("Velg ett av svarene."))
    if len(off) > MOST_TEXT:
        problems["off"] = str(_("Teksten er for lang. Skriv høyst %(most)s tegn.", most=MOST_TEXT))
    as_the_pack = severity == _NAMES[rule.severity]
    values: dict[Key, object] = {
        (rule.code, "severity"): None if as_the_pack else severity or None,
        (rule.code, "off"): off or None,
    }
    return RuleUse(severity=severity, off=off, problems=problems), values
