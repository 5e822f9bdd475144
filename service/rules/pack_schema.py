"""The shape of a rule pack's TOML file. Unknown fields are refused."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.rules.definitions import Kind, Modality


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Texts(_Strict):
    """A text in the three languages."""

    nb: str = Field(min_length=1)
    nn: str = Field(min_length=1)
    en: str = Field(min_length=1)


class AskSpec(_Strict):
    """A parameter that the admin sets or confirms."""

    param: str
    question: str
    ref: str
    default: str | int | float | bool | None = None  # only for parameters the engine itself reads
    field: str = ""  # the value of the group's regulation that decides it, by its key


class RuleSpec(_Strict):
    """A rule as a pack writes it."""

    code: str = Field(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*-\d+\.\d+$")
    section: str
    force: Literal["kjøreregel", "mal", "vilkår", "vedtekt", "etikk", "lov", "hefte", "kurs"]
    modality: Modality
    severity: Literal["feil", "advarsel", "info", "oppgave", "tillatelse"]
    subject: Literal[
        "plan", "protocol", "regulation", "roster", "attendance", "case-flow", "conduct"
    ]
    kind: Kind
    check: str
    condition: str
    params: dict[str, object] = Field(default_factory=dict)
    ask: tuple[AskSpec, ...] = ()
    messages: Texts
    variants: dict[str, Texts] = Field(default_factory=dict)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class PackSpec(_Strict):
    """A pack file; its rules are read one by one, so that a fault names its rule."""

    name: str
    title: str
    source: str
    force: str
    cite: Texts
    valid_from: dt.date
    valid_to: dt.date | None = None
    excludes: frozenset[str] = frozenset()
    rules: tuple[dict[str, object], ...]
