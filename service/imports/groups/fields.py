"""The kinds of fields in the group file: what may be written in them, and what is said if not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from service.imports.groups import terms
from service.imports.wording.dates import WEEKDAY_NAMES, read_weekday

E = TypeVar("E", bound=StrEnum)

_LONGEST = 200
_KEY = re.compile(r"[a-z0-9æøå]+(?:[_-][a-z0-9æøå]+)*")
_PACK = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RULE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-[A-Z]?[0-9]+(?:\.[0-9]+)*")
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_CLOCK = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})")


def _text(value: str) -> str:
    text = value.strip()
    if not text:
        raise ValueError("Feltet er tomt. Fyll det ut.")
    return _short(text)


def _short(value: str) -> str:
    if len(value) > _LONGEST or not value.isprintable():
        raise ValueError(f"Skriv én linje på høyst {_LONGEST} tegn.")
    return value.strip()


def _account(value: str) -> str:
    text = _text(value)
    if "/" in text:
        raise ValueError("Skriv navnet på gruppa eller brukeren slik serveren har det, uten «/».")
    return text


def _like(pattern: re.Pattern[str], advice: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError(advice)
        return value

    return AfterValidator(check)


def term(words: Mapping[str, E]) -> BeforeValidator:
    """A Norwegian word or the product's code for it."""
    codes = {meaning.value: meaning for meaning in words.values()}

    def check(value: object) -> E:
        found = words.get(str(value).strip().casefold()) or codes.get(str(value))
        if found is None:
            raise ValueError(terms.one_of(str(value), words))
        return found

    return BeforeValidator(check)


def _weekday(value: object) -> int:
    found = read_weekday(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"«{value}» er ingen ukedag. Skriv en av: {', '.join(WEEKDAY_NAMES)}.")
    return found


def _clock(value: object) -> dt.time:
    if isinstance(value, dt.time):
        return value
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return dt.time(int(found[1]), int(found[2])) if found else dt.time.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(f'«{value}» er ikke et klokkeslett. Skriv det som "18:00".') from error


def role(value: str) -> str:
    """A role's word, as the file's words have it."""
    word = " ".join(value.casefold().split())
    if word not in terms.ROLES:
        raise ValueError(terms.one_of(value, terms.ROLES))
    return word


def _address(value: str) -> str:
    # The address is not repeated in the message: there may be a password in it.
    parts = urlsplit(value)
    if parts.username is not None or parts.password is not None:
        raise ValueError(
            "Adressen har brukernavn eller passord i seg. Skriv brukernavnet i username, og "
            "navnet på en miljøvariabel med passordet i password_env."
        )
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in value:
        raise ValueError("Skriv en hel adresse som begynner med https://.")
    return value


def rule_codes(value: Mapping[str, object]) -> Mapping[str, object]:
    """A mapping whose keys are codes of rules."""
    for code in value:
        if not _RULE.fullmatch(code):
            raise ValueError(f"«{code}» er ingen regelkode. Skriv den som AP-LHM-4.1.")
    return value


Text = Annotated[str, AfterValidator(_text)]
Account = Annotated[str, AfterValidator(_account)]
Optional = Annotated[str, AfterValidator(_short)]
Key = Annotated[str, _like(_KEY, "Skriv bare små bokstaver, tall og bindestrek, som «kari-n».")]
Pack = Annotated[str, _like(_PACK, "Skriv navnet på en regelpakke, som «ap-lhm-2015».")]
Variable = Annotated[
    str,
    _like(
        _VARIABLE,
        "Skriv navnet på en miljøvariabel, som AURE_PASSORD. Selve passordet skal ikke stå her.",
    ),
]
Address = Annotated[str, AfterValidator(_address)]
Clock = Annotated[dt.time, BeforeValidator(_clock)]
Weekday = Annotated[int, BeforeValidator(_weekday)]
Days = Annotated[int, Field(ge=0, le=366)]
Minutes = Annotated[int, Field(ge=1, le=600)]


class Strict(BaseModel):
    """Nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
