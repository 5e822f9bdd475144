"""Which value a rule's parameter has: pack default < the group's choice < its own regulation.

The group's own regulation decides where the pack names a field for the parameter, the regulation is
adopted, and it surely states the value. Three names are the engine's own: "severity"
(feil, advarsel, info), "modality" (skal or bør) and "off" (the reason a rule is switched off).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar, get_args, get_origin

from pydantic import ValidationError

from service.domain.errors import InputError
from service.domain.minutes import DocumentReading
from service.domain.regulation import DOCUMENTS, regulation_values
from service.domain.regulation_fields import ADOPTED, BY_KEY, Plain
from service.domain.spoken import date_in
from service.rules.checks import CHECKS
from service.rules.definitions import NON_BINDING, AdminParameter, Modality, RuleDefinition
from service.rules.facts import Facts
from service.rules.pack_faults import sentence
from service.rules.pack_reader import RESERVED, SEVERITIES
from service.rules.params import CheckParams
from service.rules.results import Severity

T = TypeVar("T")
_MODALITIES = ("skal", "bør")
Choice = tuple[str, str, object]  # rule code, parameter, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A rule as this group uses it. ``sources`` says where each changed value comes from."""

    params: CheckParams
    severity: Severity
    off: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)  # parameter -> "group", "regulation"


class Choices:
    """A group's choices, checked against the rules of its packs.

    Raises:
        InputError: a choice names a rule that no pack has.
    """

    def __init__(self, rules: Iterable[RuleDefinition], choices: Iterable[Choice]) -> None:
        codes = {rule.code for rule in rules}
        self._by_rule: dict[str, dict[str, object]] = {}
        for code, name, value in choices:
            if code not in codes:
                message = "Ingen av gruppas regelpakker har denne regelen. Se om koden er riktig."
                raise InputError(message, where=f"{code}.{name}")
            self._by_rule.setdefault(code, {})[name] = value

    def setting(self, rule: RuleDefinition, regulation: Mapping[str, object]) -> Setting:
        """The rule with its parameters resolved.

        Raises:
            InputError: a parameter is unknown or its value can't be used.
        """
        chosen = self._by_rule.get(rule.code, {})
        values = {**chosen, **regulation}
        own = {name: value for name, value in values.items() if name not in RESERVED}
        return Setting(
            params=_params(rule, own) if own else rule.params,
            severity=_severity(rule, values),
            off=str(values.get("off", "")).strip() or rule.off,
            sources={name: "regulation" if name in regulation else "group" for name in values},
        )


def choices_of(rule: RuleDefinition, name: str) -> tuple[str, ...]:
    """The words that a parameter can be, where they are known; none where it can be any."""
    if name == "modality":
        return _MODALITIES
    known = type(rule.params).model_fields.get(name)
    annotation = known.annotation if known else None
    words = get_args(annotation) if get_origin(annotation) is Literal else ()
    return tuple(str(word) for word in words if word)


def _params(rule: RuleDefinition, own: Mapping[str, object]) -> CheckParams:
    try:
        return CHECKS[rule.check].validate_python({**rule.raw_params, **own})
    except ValidationError as error:
        first = error.errors()[0]
        steps = [str(step) for step in first["loc"]]
        within = steps[1:] if len(steps) > 1 and steps[1] in own else steps  # after the form's name
        raise InputError(sentence(first), where=".".join([rule.code, *within])) from error


def _severity(rule: RuleDefinition, values: Mapping[str, object]) -> Severity:
    severity = rule.severity
    if "severity" in values:
        severity = _read(rule, "severity", values["severity"], SEVERITIES)
    words = {"skal": Modality.MUST, "must": Modality.MUST, "bør": Modality.SHOULD,
             "should": Modality.SHOULD}  # fmt: skip
    if "modality" in values:
        modality = _read(rule, "modality", values["modality"], words)
        if modality is Modality.SHOULD and severity is Severity.ERROR:
            severity = Severity.WARNING
    if rule.force in NON_BINDING and severity is Severity.ERROR:
        message = f"Råd fra {rule.force} kan aldri gi feil. Bruk advarsel eller info."
        raise InputError(message, where=f"{rule.code}.severity")
    return severity


def _read(rule: RuleDefinition, name: str, value: object, known: Mapping[str, T]) -> T:
    if str(value) not in known:
        message = f"«{value}» kan ikke brukes. Velg blant: {', '.join(known)}."
        raise InputError(message, where=f"{rule.code}.{name}")
    return known[str(value)]


def from_regulation(rule: RuleDefinition, facts: Facts) -> dict[str, object]:
    """What the group's own adopted regulation says of the rule's parameters."""
    asked = [parameter for parameter in rule.admin_params if parameter.field]
    values = _adopted_values(facts) if asked else {}
    said = {
        parameter.name: as_parameter(parameter, values[parameter.field])
        for parameter in asked
        if parameter.field in values
    }
    return {name: value for name, value in said.items() if _fits(rule, name, value)}


def as_parameter(parameter: AdminParameter, value: Plain) -> object:
    """A value of the regulation as the parameter's kind: itself, or as it is said."""
    if type(value) is type(parameter.default):
        return value
    return BY_KEY[parameter.field].say(value, "nb")


def _fits(rule: RuleDefinition, name: str, value: object) -> bool:
    """Whether the rule can be judged with it: a document must not stop the judging of all else."""
    if name in RESERVED:
        return True
    try:
        _params(rule, {name: value})
    except InputError:
        return False
    return True


def _adopted_values(facts: Facts) -> Mapping[str, Plain]:
    if facts.adopted is not None:
        return facts.adopted
    regulation = adopted_regulation(facts)
    return {} if regulation is None else regulation_values(regulation, {}).by_key


def adopted_regulation(facts: Facts) -> DocumentReading | None:
    """The regulation with the latest date of adoption that is not in the future."""
    dated = [
        (day, document.reading)
        for document in facts.documents or ()
        if document.reading.type in DOCUMENTS and (day := _adopted_on(document.reading))
        if day <= facts.today
    ]
    return max(dated, key=lambda pair: pair[0])[1] if dated else None


def _adopted_on(reading: DocumentReading) -> dt.date | None:
    texts = (reading.text(tag) for tag in ADOPTED)
    return next((day for text in texts if text and (day := date_in(text))), None)
