"""The parameters a group's admin sets: how a form asks for each, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _
from pydantic import ValidationError

from service.domain.errors import InputError
from service.domain.model import Audience
from service.journeys.judging.choosing import Key, in_use
from service.rules.checks.shared.moments import Span
from service.rules.definitions import AdminParameter, RuleDefinition
from service.rules.offices import Office
from service.rules.parameters import choices_of
from service.web.rule_values import field_name, offices_to_choose, read_span, said

_MOST_DIGITS = 12
_MOST_TEXT = 2000


class Asks(StrEnum):
    """How a form asks for a value."""

    NUMBER = "number"
    TEXT = "text"
    LENGTH = "length"  # of time
    LINES = "lines"  # a word or more on each
    CHOICE = "choice"
    CHECKS = "checks"  # any of several
    NUMBERS = "numbers"  # one for each of several things
    FIXED = "fixed"  # too much for a form: it stands in the group's file


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A parameter in the form. ``typed`` is what stands in its fields, "" or () for the default.

    ``options`` are the choices with their words, or the things there are numbers for. ``decided``
    is where the value comes from that the group's adopted regulation states, and ``holds`` it.
    """

    rule: RuleDefinition
    parameter: AdminParameter
    asks: Asks
    typed: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    decided: str = ""
    holds: str = ""

    @property
    def key(self) -> Key:
        """The rule's code and the parameter's name."""
        return self.rule.code, self.parameter.name

    @property
    def name(self) -> str:
        """The name of its fields."""
        return ".".join(self.key)

    @property
    def default(self) -> str:
        """What the pack says."""
        return said(self.parameter.default, self.parameter.name)


def asked(rule: RuleDefinition, parameter: AdminParameter, own: object = None) -> Asked:
    """How to ask for a parameter, with the group's ``own`` value, or None where it has none."""
    asks = _asks(rule, parameter)
    shown = parameter.default if own is None and asks is Asks.CHECKS else own
    return Asked(
        rule=rule,
        parameter=parameter,
        asks=asks,
        options=_options(rule, parameter, asks),
        typed=() if shown is None else _as_typed(rule, parameter, asks, shown),
    )


def read_value(one: Asked, typed: Iterable[str]) -> tuple[object, str]:
    """The value that was entered, None for the pack's own, and what is wrong with it."""
    texts = [text.strip() for text in typed]
    text = texts[0] if texts else ""
    default = one.parameter.default
    if len("".join(texts)) > _MOST_TEXT:
        return None, str(_("Teksten er for lang."))
    match one.asks:
        case Asks.CHECKS:
            return _checked(one, texts)
        case Asks.NUMBERS if isinstance(default, Mapping):
            return _numbers(default, texts)
        case _other if not text:
            return None, ""
        case Asks.NUMBER:
            return (int(text), "") if _is_number(text) else (None, str(_("Skriv et helt tall.")))
        case Asks.LENGTH:
            problem = (
                "" if read_span(text) else _("Skriv for eksempel «14 dager» eller «6 måneder».")
            )
            return read_span(text), str(problem)
        case Asks.LINES:
            return [line.strip() for line in text.splitlines() if line.strip()], ""
        case Asks.CHOICE if text not in dict(one.options):
            return None, str(_("Velg ett av svarene."))
        case Asks.CHOICE if isinstance(default, bool):
            return text == "ja", ""
        case _other:
            return text, ""


def refusal(one: Asked, error: InputError) -> str:
    """Why a rule can't be judged with a value, in one sentence."""
    cause = error.__cause__
    first = cause.errors()[0] if isinstance(cause, ValidationError) else None
    limits = first.get("ctx", {}) if first else {}
    if "ge" in limits or "gt" in limits:
        least = limits["ge"] if "ge" in limits else limits["gt"] + 1
        return str(_("Tallet er for lite. Skriv %(limit)s eller mer.", limit=least))
    if "le" in limits or "lt" in limits:
        most = limits["le"] if "le" in limits else limits["lt"] - 1
        return str(_("Tallet er for stort. Skriv %(limit)s eller mindre.", limit=most))
    return str(
        _(
            "Dette kan regelen ikke bruke. Skriv det slik regelsettet gjør: «%(how)s».",
            how=one.default,
        )
    )


def _asks(rule: RuleDefinition, parameter: AdminParameter) -> Asks:
    match parameter.default:
        case bool():
            return Asks.CHOICE
        case int():
            return Asks.NUMBER
        case Span():
            return Asks.LENGTH
        case Mapping():
            return Asks.NUMBERS
        case str():
            return Asks.CHOICE if choices_of(rule, parameter.name) else Asks.TEXT
        case tuple() as several if all(isinstance(one, Office | Audience) for one in several):
            return Asks.CHECKS if several else Asks.LINES
        case tuple() as several if all(isinstance(one, str) for one in several):
            return Asks.LINES
        case _other:
            return Asks.FIXED


def _options(
    rule: RuleDefinition, parameter: AdminParameter, asks: Asks
) -> tuple[tuple[str, str], ...]:
    default = parameter.default
    if asks is Asks.CHOICE and isinstance(default, bool):
        return ("ja", str(_("ja"))), ("nei", str(_("nei")))
    if asks is Asks.CHOICE:
        words = choices_of(rule, parameter.name)
        return tuple((word, said(word, parameter.name)) for word in words)
    if asks is Asks.NUMBERS and isinstance(default, Mapping):
        return tuple((str(key), field_name(str(key))) for key in default)
    if asks is Asks.CHECKS and isinstance(default, tuple):
        offices = tuple(one for one in default if isinstance(one, Office))
        several = offices_to_choose(offices) if offices else tuple(Audience)
        return tuple((str(one), said(one)) for one in several)
    return ()


def _as_typed(
    rule: RuleDefinition, parameter: AdminParameter, asks: Asks, own: object
) -> tuple[str, ...]:
    try:
        value = in_use(rule, parameter.name, own)
    except ValidationError:
        return (str(own),)
    match value:
        case bool():
            return ("ja" if value else "nei",)
        case Mapping():
            return tuple(str(one) for one in value.values())
        case tuple() if asks is Asks.LINES:
            return ("\n".join(str(one) for one in value),)
        case tuple():
            return tuple(str(one) for one in value)
        case Span():
            return (said(value),)
        case _other:
            return (str(value),)


def _checked(one: Asked, texts: list[str]) -> tuple[object, str]:
    known = dict(one.options)
    chosen = [text for text in texts if text in known]
    if not chosen:
        return None, str(_("Velg minst én."))
    default = one.parameter.default
    same = isinstance(default, tuple) and {str(each) for each in default} == set(chosen)
    return (None if same else chosen), ""


def _numbers(default: Mapping[str, object], texts: list[str]) -> tuple[object, str]:
    if not all(_is_number(text) for text in texts if text):
        return None, str(_("Skriv hele tall."))
    typed = dict(zip(default, texts, strict=False))
    found = {key: int(typed.get(key) or str(value)) for key, value in default.items()}
    return (None if found == default else found), ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
