"""The shape of a rule pack's TOML file. Unknown fields are refused."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.rules.definitions import Kind, Modality
from service.rules.pack_texts import Section, Text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Force = Literal["kjøreregel", "mal", "vilkår", "vedtekt", "etikk", "lov", "hefte", "kurs"]
SeverityWord = Literal["feil", "advarsel", "info", "oppgave", "tillatelse"]


class AskSpec(_Strict):
    """A parameter that the admin sets or confirms."""

    param: str
    question: Text
    ref: str
    default: str | int | float | bool | None = None  # only for parameters the engine itself reads
    field: str = ""  # the value of the group's regulation that decides it, by its key


class RuleSpec(_Strict):
    """A rule as a pack writes it."""

    code: str = Field(pattern=r"^[A-ZÆØÅ][A-ZÆØÅ0-9]*(-[A-ZÆØÅ0-9]+)*-[A-Z]?\d+(\.\d+)?$")
    section: Section
    force: Force
    modality: Modality
    severity: SeverityWord
    subject: Literal[
        "plan", "protocol", "regulation", "roster", "attendance", "case-flow", "conduct"
    ]
    kind: Kind
    check: str
    condition: Text
    why: Text | None = None
    right: Text | None = None
    wrong: Text | None = None
    params: dict[str, object] = Field(default_factory=dict)
    ask: tuple[AskSpec, ...] = ()
    messages: Text
    variants: dict[str, Text] = Field(default_factory=dict)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class OverrideSpec(_Strict):
    """What a pack changes in a rule it has from the pack it extends."""

    code: str
    severity: SeverityWord | None = None
    off: str = ""  # why the rule does not hold here
    section: Section | None = None
    params: dict[str, object] = Field(default_factory=dict)


class ConflictSpec(_Strict):
    """A pack that can't hold for the same group on the same day, and why."""

    pack: str
    why: Text


class PackSpec(_Strict):
    """A pack file; its rules are read one by one, so that a fault names its rule."""

    name: str
    title: str
    source: str
    force: Force
    cite: Text
    valid_from: dt.date
    valid_to: dt.date | None = None
    extends: str = ""
    includes: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # pack -> codes taken in
    conflicts: tuple[ConflictSpec, ...] = ()
    overrides: tuple[dict[str, object], ...] = ()
    deadlines: tuple[dict[str, object], ...] = ()
    rules: tuple[dict[str, object], ...] = ()
