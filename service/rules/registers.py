"""The registers rules ask for, as ``registers.toml`` describes them: words, fields, flags.

One description serves the strict reading of packs, the forms people enter entries in, the files
they are imported from, and the sentence a rule says when nobody keeps the register.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from service.domain.field_kinds import FieldKind
from service.rules.pack_texts import Texts

Part = Literal["case", "person", "meeting", "body", "at", "by", "to"]
COMMON = frozenset({"case", "person", "meeting", "body", "at", "by", "to", "id"})


class Register(BaseModel):
    """A register: what its entries are, what they may hold, and whether they are ever stored."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Texts
    missing: Texts
    uses: tuple[Part, ...]
    fields: tuple[str, ...]
    flags: tuple[str, ...]
    kinds: dict[str, FieldKind] = Field(default_factory=dict)
    kept: bool = True

    @model_validator(mode="after")
    def _kinds_of_fields(self) -> Self:
        if stray := self.kinds.keys() - set(self.fields):
            raise ValueError(f"no such fields: {sorted(stray)}")
        return self


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    registers: dict[str, Register]
    labels: dict[str, Texts]


@cache
def _file() -> _File:
    text = files("service.rules").joinpath("registers.toml").read_text("utf-8")
    return _File.model_validate(tomllib.loads(text))


def registers() -> Mapping[str, Register]:
    """Every register by its name in packs."""
    return _file().registers


def label(name: str, language: str) -> str:
    """What people call a field or a flag."""
    return _file().labels[name].said(language)


def _known(name: str) -> str:
    if name not in registers():
        known = ", ".join(sorted(registers()))
        raise ValueError(f"ukjent register «{name}». Velg blant: {known}")
    return name


def refuse_unknown(
    register: str, *, fields: tuple[str, ...] = (), flags: tuple[str, ...] = ()
) -> None:
    """A pack may only ask for what the register can hold.

    Raises:
        ValueError: naming what the register does not have, and what it has.
    """
    has = registers()[register]
    for asked, known, word in (
        (fields, (*has.fields, *COMMON), "felt"),
        (flags, has.flags, "merke"),
    ):
        if wrong := sorted(set(asked) - set(known)):
            choices = ", ".join(sorted(known)) or "ingen"
            raise ValueError(
                f"registeret «{register}» har ikke {word} «{wrong[0]}». Velg blant: {choices}"
            )


RegisterName = Annotated[str, AfterValidator(_known)]
