"""Reading a rule pack from TOML: strict, and every fault names the file, the line and the field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from pydantic import ValidationError

from service.domain.errors import InputError
from service.domain.model import Period
from service.domain.regulation_fields import BY_KEY
from service.rules.checks import CHECKS
from service.rules.definitions import (
    NON_BINDING,
    AdminParameter,
    Kind,
    Messages,
    Modality,
    RuleDefinition,
    RulePack,
)
from service.rules.pack_deadlines import deadlines_of
from service.rules.pack_faults import PackLines
from service.rules.pack_schema import AskSpec, OverrideSpec, PackSpec, RuleSpec
from service.rules.pack_texts import Texts
from service.rules.params import CheckParams
from service.rules.results import Severity

SEVERITIES = {
    "feil": Severity.ERROR,
    "advarsel": Severity.WARNING,
    "info": Severity.INFO,
    "oppgave": Severity.TASK,
    "tillatelse": Severity.PERMISSION,
}
RESERVED = frozenset({"modality", "severity", "off"})
_ALWAYS_SAID = frozenset({"section"})


class PackReader:
    """One file being read; knows the line of each rule's fields. ``load`` fetches other packs."""

    def __init__(self, name: str, text: str, load: Callable[[str], RulePack]) -> None:
        self._name = name
        self._at = PackLines(name, text)
        self._load = load

    def pack(self, raw: Mapping[str, object]) -> RulePack:
        """The pack.

        Raises:
            InputError: something in it can't be used, or a pack it builds on can't be loaded.
        """
        try:
            spec = PackSpec.model_validate(raw)
        except ValidationError as error:
            raise self._at.fault(error, "") from error
        base = self._load(spec.extends) if spec.extends else None
        own = tuple(self._rule(spec, rule) for rule in spec.rules)
        rules = (*self._inherited(spec, base), *self._included(spec), *own)
        self._refuse_doubled(rules)
        return RulePack(
            name=spec.name,
            title=spec.title,
            source=spec.source,
            force=spec.force,
            cite=spec.cite.model_dump(),
            period=Period(start=spec.valid_from, end=spec.valid_to),
            extends=(base.name, *base.extends) if base else (),
            conflicts={
                **(base.conflicts if base else {}),
                **{one.pack: one.why.model_dump() for one in spec.conflicts},
            },
            rules=rules,
            deadlines=deadlines_of(spec, base, rules, at=self._at, load=self._load),
        )

    def _refuse_doubled(self, rules: Iterable[RuleDefinition]) -> None:
        seen: set[str] = set()
        for rule in rules:
            if rule.code in seen:
                raise InputError(
                    "Regelkoden er brukt to ganger.", where=self._at.where(rule.code, "code")
                )
            seen.add(rule.code)

    def _inherited(self, pack: PackSpec, base: RulePack | None) -> tuple[RuleDefinition, ...]:
        """The rules of the pack it extends, as this one changes them."""
        changes = {one.code: one for one in map(self._override, pack.overrides)}
        rules = base.rules if base else ()
        unknown = changes.keys() - {rule.code for rule in rules}
        if unknown:
            code = min(unknown)
            message = "Ingen pakke denne bygger på, har regelen. Se om koden er riktig."
            raise InputError(message, where=self._at.where(code, "overrides"))
        return tuple(
            self._changed(rule, changes[rule.code]) if rule.code in changes else rule
            for rule in rules
        )

    def _override(self, raw: Mapping[str, object]) -> OverrideSpec:
        try:
            return OverrideSpec.model_validate(raw)
        except ValidationError as error:
            raise self._at.fault(error, str(raw.get("code", "?"))) from error

    def _changed(self, rule: RuleDefinition, change: OverrideSpec) -> RuleDefinition:
        raw = {**rule.raw_params, **change.params}
        severity = SEVERITIES[change.severity] if change.severity else rule.severity
        if rule.force in NON_BINDING and severity is Severity.ERROR:
            message = f"Råd fra {rule.force} kan aldri gi feil. Bruk advarsel eller info."
            raise InputError(message, where=self._at.where(rule.code, "severity"))
        return replace(
            rule,
            severity=severity,
            off=change.off or rule.off,
            section=change.section.model_dump() if change.section else rule.section,
            params=self._params(rule.code, rule.check, raw),
            raw_params=raw,
        )

    def _included(self, pack: PackSpec) -> tuple[RuleDefinition, ...]:
        """Single rules of other packs, still citing their own source."""
        taken = []
        for name, codes in pack.includes.items():
            source = self._load(name)
            for code in codes:
                rule = source.rule(code)
                if rule is None:
                    message = f"Regelpakken {name} har ikke regelen {code}."
                    raise InputError(message, where=f"{self._name}, includes")
                taken.append(rule)
        return tuple(taken)

    def _rule(self, pack: PackSpec, raw: Mapping[str, object]) -> RuleDefinition:
        code = str(raw.get("code", "?"))
        try:
            spec = RuleSpec.model_validate(raw)
        except ValidationError as error:
            raise self._at.fault(error, code) from error
        params = self._params(spec.code, spec.check, spec.params)
        self._check_combination(spec)
        self._check_messages(spec, params)
        return RuleDefinition(
            code=spec.code,
            pack=pack.name,
            cite=pack.cite.model_dump(),
            section=spec.section.model_dump(),
            force=spec.force,
            modality=spec.modality,
            severity=SEVERITIES[spec.severity],
            subject=spec.subject,
            kind=spec.kind,
            check=spec.check,
            condition=spec.condition.model_dump(),
            why=_maybe(spec.why),
            right=_maybe(spec.right),
            wrong=_maybe(spec.wrong),
            params=params,
            raw_params=spec.params,
            admin_params=tuple(self._admin(spec, ask, params) for ask in spec.ask),
            messages=Messages(
                main=spec.messages.model_dump(),
                variants={name: texts.model_dump() for name, texts in spec.variants.items()},
            ),
            effective=Period(
                start=spec.valid_from or pack.valid_from, end=spec.valid_to or pack.valid_to
            ),
        )

    def _params(self, code: str, check: str, params: Mapping[str, object]) -> CheckParams:
        if check not in CHECKS:
            known = ", ".join(CHECKS)
            message = f"Ukjent kontroll «{check}». Velg blant: {known}."
            raise InputError(message, where=self._at.where(code, "check"))
        try:
            return CHECKS[check].validate_python(params)
        except ValidationError as error:
            raise self._at.fault(error, code, "params") from error

    def _check_combination(self, spec: RuleSpec) -> None:
        fault = ""
        if spec.force in NON_BINDING and spec.severity == "feil":
            fault = f"Råd fra {spec.force} kan aldri gi feil. Bruk advarsel eller info."
        elif (spec.kind is Kind.ATTEST) != (spec.check == "A1"):
            fault = "Det bare et menneske kan bekrefte (attest), bruker A1, og bare det."
        elif (spec.kind is Kind.PROXY) != (spec.check == "T1"):
            fault = "Spor (proxy) bruker T1, og bare det."
        elif (spec.modality is Modality.MAY) != (spec.severity == "tillatelse"):
            fault = "Det som er lov (may), har alvorlighet tillatelse, og bare det."
        if fault:
            raise InputError(fault, where=self._at.where(spec.code, "severity"))

    def _check_messages(self, spec: RuleSpec, params: CheckParams) -> None:
        unknown = spec.variants.keys() - params.variants
        if unknown:
            raise InputError(
                f"Kontrollen {spec.check} kjenner ikke varianten {', '.join(sorted(unknown))}.",
                where=self._at.where(spec.code, "variants"),
            )
        allowed = params.says | _ALWAYS_SAID
        for where, texts in {"messages": spec.messages, **spec.variants}.items():
            self._at.check_placeholders(spec.code, where, texts, allowed)

    def _admin(self, spec: RuleSpec, ask: AskSpec, params: CheckParams) -> AdminParameter:
        known = type(params).model_fields
        if ask.param not in known and ask.param not in RESERVED:
            message = f"Kontrollen {spec.check} har ingen parameter «{ask.param}»."
            raise InputError(message, where=self._at.where(spec.code, f"ask.{ask.param}"))
        if ask.field and ask.field not in BY_KEY:
            message = f"«{ask.field}» leses ikke fra reglementet. Velg blant: {', '.join(BY_KEY)}."
            raise InputError(message, where=self._at.where(spec.code, f"ask.{ask.param}.field"))
        default = getattr(params, ask.param) if ask.param in known else ask.default
        return AdminParameter(
            name=ask.param,
            default=default,
            question=ask.question.model_dump(),
            reference=ask.ref,
            field=ask.field,
        )


def _maybe(text: Texts | None) -> Mapping[str, str]:
    return text.model_dump() if text else {}
