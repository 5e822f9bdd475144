"""The shape of the group file, field by field. What belongs together is checked by the reader."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from service.domain.model import Audience, BodyKind, PartyStatus
from service.domain.planning import Trigger
from service.domain.settings import DriftPolicy, TargetKind
from service.imports.dates import WEEKDAY_NAMES, read_weekday
from service.imports.groups import terms

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


def _like(pattern: re.Pattern[str], advice: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError(advice)
        return value

    return AfterValidator(check)


def _term(words: Mapping[str, E]) -> BeforeValidator:
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


def _role(value: str) -> str:
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


def _rule_codes(value: Mapping[str, object]) -> Mapping[str, object]:
    for code in value:
        if not _RULE.fullmatch(code):
            raise ValueError(f"«{code}» er ingen regelkode. Skriv den som AP-LHM-4.1.")
    return value


Text = Annotated[str, AfterValidator(_text)]
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
Days = Annotated[int, Field(ge=0, le=366)]
Minutes = Annotated[int, Field(ge=1, le=600)]


class Strict(BaseModel):
    """Nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class TermEntry(Strict):
    """The term (valgperiode)."""

    start: dt.date
    end: dt.date | None = None


class GroupEntry(Strict):
    """[group]."""

    id: Key
    name: Text
    party: Text
    municipality: Text
    term: TermEntry
    county: bool = False
    language: Literal["nb", "nn"] = "nb"


class PlanningEntry(Strict):
    """[planning]."""

    trigger: Annotated[Trigger, _term(terms.TRIGGERS)]
    kinds: Annotated[list[Annotated[BodyKind, _term(terms.KINDS)]], Field(min_length=1)]
    weekday: Annotated[int, BeforeValidator(_weekday)] | None = None
    start: Clock
    end: Clock
    place: Optional = ""
    lead_min_days: Days = 1
    lead_max_days: Days = 14
    share_days: Days = 14
    round_gap_days: Days = 10
    pre_minutes: Minutes | None = None
    post_minutes: Minutes | None = None
    intake_days: Days = 6
    summons_days: Days = 4
    minutes_days: Days = 7


class RulesEntry(Strict):
    """[rules]. ``periods`` say when a pack was in use, where that is not all the time."""

    packs: list[Pack] = []
    periods: dict[Pack, TermEntry] = {}
    parameters: Annotated[dict[str, dict[str, object]], AfterValidator(_rule_codes)] = {}


class SyncEntry(Strict):
    """[sync]."""

    drift: Annotated[DriftPolicy, _term(terms.DRIFT)] = DriftPolicy.ASK


class BodyEntry(Strict):
    """[[bodies]]."""

    key: Key
    name: Text
    kind: Annotated[BodyKind, _term(terms.KINDS)]
    aliases: list[Text] = []


class MembershipEntry(Strict):
    """One of a person's memberships."""

    role: Annotated[str, AfterValidator(_role)]
    body: str | None = None
    since: dt.date | None = Field(default=None, alias="from")
    until: dt.date | None = Field(default=None, alias="to")
    rank: Annotated[int, Field(ge=1, le=99)] | None = None
    appointed_by: Optional = ""


class PersonEntry(Strict):
    """[[people]]."""

    id: Key
    name: Text
    memberships: list[MembershipEntry] = []
    status: Annotated[PartyStatus, _term(terms.STATUSES)] = PartyStatus.MEMBER
    joined_from_other_party: dt.date | None = None


class TargetEntry(Strict):
    """[[targets]]."""

    id: Key
    kind: Annotated[TargetKind, _term(terms.TARGETS)]
    audience: Annotated[Audience, _term(terms.AUDIENCES)]
    url: Address
    username: Optional = ""
    password_env: Variable | None = None


class FileEntry(Strict):
    """The whole file."""

    group: GroupEntry
    planning: PlanningEntry
    rules: RulesEntry = RulesEntry()
    sync: SyncEntry = SyncEntry()
    bodies: list[BodyEntry] = []
    people: list[PersonEntry] = []
    targets: list[TargetEntry] = []
