"""Reading rule packs from TOML: strict, and every fault names the file, the line and the field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

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
from service.rules.pack_schema import AskSpec, PackSpec, RuleSpec
from service.rules.params import CheckParams
from service.rules.phrasing import LANGUAGES, placeholders
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


def shipped_packs() -> tuple[str, ...]:
    """The names of the packs that come with the product."""
    return tuple(sorted(p.name.removesuffix(".toml") for p in _shipped().iterdir() if p.is_file()))


def _shipped() -> Traversable:
    return files("service.rules").joinpath("packs")


def load_pack(name: str, folder: Traversable | None = None) -> RulePack:
    """Load a pack by name from the shipped ones, or from another folder.

    Raises:
        InputError: there is no such pack, or its file can't be used; nothing of it is then loaded.
    """
    path = (folder or _shipped()).joinpath(f"{name}.toml")
    if not path.is_file():
        known = ", ".join(shipped_packs())
        raise InputError(f"Det finnes ingen regelpakke «{name}». Velg blant: {known}.", where=name)
    text = path.read_text(encoding="utf-8")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"Fila er ikke gyldig TOML: {error}.", where=path.name) from error
    return _Reader(path.name, text).pack(raw)


def load_packs(names: Iterable[str], folder: Traversable | None = None) -> tuple[RulePack, ...]:
    """Load several packs, each once.

    Raises:
        InputError: one can't be used, or two contradict each other.
    """
    packs = tuple(load_pack(name, folder) for name in dict.fromkeys(names))
    refuse_contradictions(packs)
    return packs


def refuse_contradictions(packs: Iterable[RulePack]) -> None:
    """Packs that contradict each other can't both be active.

    Raises:
        InputError: naming the two.
    """
    chosen = {pack.name for pack in packs}
    for pack in packs:
        for other in sorted(pack.excludes & chosen):
            message = f"Regelpakkene {pack.name} og {other} motsier hverandre. Velg én av dem."
            raise InputError(message, where=pack.name)


class _Reader:
    """One file being read; knows the line each rule begins on."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines = text.splitlines()

    def pack(self, raw: Mapping[str, object]) -> RulePack:
        try:
            spec = PackSpec.model_validate(raw)
        except ValidationError as error:
            raise self._fault(error, "") from error
        period = Period(start=spec.valid_from, end=spec.valid_to)
        rules = tuple(self._rule(spec, period, rule) for rule in spec.rules)
        codes = [rule.code for rule in rules]
        for code in codes:
            if codes.count(code) > 1:
                raise InputError("Regelkoden er brukt to ganger.", where=self._where(code, "code"))
        return RulePack(
            name=spec.name,
            title=spec.title,
            source=spec.source,
            force=spec.force,
            cite=spec.cite.model_dump(),
            period=period,
            excludes=spec.excludes,
            rules=rules,
        )

    def _rule(self, pack: PackSpec, period: Period, raw: Mapping[str, object]) -> RuleDefinition:
        code = str(raw.get("code", "?"))
        try:
            spec = RuleSpec.model_validate(raw)
        except ValidationError as error:
            raise self._fault(error, code) from error
        params = self._params(spec)
        self._check_combination(spec)
        self._check_messages(spec, params)
        return RuleDefinition(
            code=spec.code,
            pack=pack.name,
            section=spec.section,
            force=spec.force,
            modality=spec.modality,
            severity=SEVERITIES[spec.severity],
            subject=spec.subject,
            kind=spec.kind,
            check=spec.check,
            condition=spec.condition,
            params=params,
            raw_params=spec.params,
            admin_params=tuple(self._admin(spec, ask, params) for ask in spec.ask),
            messages=Messages(
                main=spec.messages.model_dump(),
                variants={name: texts.model_dump() for name, texts in spec.variants.items()},
            ),
            effective=Period(
                start=spec.valid_from or period.start, end=spec.valid_to or period.end
            ),
        )

    def _params(self, spec: RuleSpec) -> CheckParams:
        if spec.check not in CHECKS:
            known = ", ".join(CHECKS)
            raise InputError(
                f"Ukjent kontroll «{spec.check}». Velg blant: {known}.",
                where=self._where(spec.code, "check"),
            )
        try:
            return CHECKS[spec.check].validate_python(spec.params)
        except ValidationError as error:
            raise self._fault(error, spec.code, "params") from error

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
            raise InputError(fault, where=self._where(spec.code, "severity"))

    def _check_messages(self, spec: RuleSpec, params: CheckParams) -> None:
        unknown = spec.variants.keys() - params.variants
        if unknown:
            raise InputError(
                f"Kontrollen {spec.check} kjenner ikke varianten {', '.join(sorted(unknown))}.",
                where=self._where(spec.code, "variants"),
            )
        allowed = params.says | _ALWAYS_SAID
        for where, texts in {"messages": spec.messages, **spec.variants}.items():
            for language in LANGUAGES:
                place = self._where(spec.code, f"{where}.{language}")
                try:
                    names = placeholders(getattr(texts, language))
                except ValueError as error:
                    raise InputError(f"Meldingen kan ikke leses: {error}.", where=place) from error
                if names - allowed:
                    wrong, known = ", ".join(sorted(names - allowed)), ", ".join(sorted(allowed))
                    message = f"Ukjent plassholder {wrong}. Velg blant: {known}."
                    raise InputError(message, where=place)

    def _admin(self, spec: RuleSpec, ask: AskSpec, params: CheckParams) -> AdminParameter:
        known = type(params).model_fields
        if ask.param not in known and ask.param not in RESERVED:
            message = f"Kontrollen {spec.check} har ingen parameter «{ask.param}»."
            raise InputError(message, where=self._where(spec.code, f"ask.{ask.param}"))
        if ask.field and ask.field not in BY_KEY:
            message = f"«{ask.field}» leses ikke fra reglementet. Velg blant: {', '.join(BY_KEY)}."
            raise InputError(message, where=self._where(spec.code, f"ask.{ask.param}.field"))
        default = getattr(params, ask.param) if ask.param in known else ask.default
        return AdminParameter(
            name=ask.param,
            default=default,
            question=ask.question,
            reference=ask.ref,
            field=ask.field,
        )

    def _fault(self, error: ValidationError, code: str, prefix: str = "") -> InputError:
        first = error.errors()[0]
        field = ".".join(str(part) for part in ((prefix,) if prefix else ()) + first["loc"])
        return InputError(f"{_says(first['type'], first['msg'])}", where=self._where(code, field))

    def _where(self, code: str, field: str) -> str:
        begun = f'code = "{code}"'
        line = next((n for n, text in enumerate(self._lines, 1) if text.strip() == begun), None)
        place = f", linje {line} ({code})" if line else f" ({code})" if code else ""
        return f"{self._name}{place}, {field}"


def _says(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "Feltet er ukjent. Se om navnet er skrevet riktig."
    if kind == "missing":
        return "Feltet mangler. Legg det til."
    return f"Verdien kan ikke brukes: {message}."
