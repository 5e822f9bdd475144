"""The rights that each source gives, and the offices that go together, as ``rights.toml`` has them.

Unknown stays unknown: a right that a source does not say is "?" or "-" here, never a yes or a no.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from service.domain.model import BodyKind
from service.domain.rights import Answer, Entitlement, Line, Right
from service.domain.standings import Who
from service.rules.definitions import RulePack
from service.rules.pack_texts import Texts

_IMPLIED = " (i)"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(_Strict):
    """Some lines of a source's matrix that give the same rights."""

    pack: str
    kinds: tuple[BodyKind, ...]
    who: tuple[Who, ...]
    rights: Mapping[Right, str]
    bodies: tuple[str, ...] = ()
    county: bool | None = None
    approved_by: tuple[str, ...] = ()
    excludes: bool = False
    note: Texts | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.rights.keys() != set(Right):
            raise ValueError("hver rad sier noe om alle fire rettighetene")
        return self

    def lines(self) -> Iterable[Line]:
        """One line for each kind of body and of people."""
        for kind in self.kinds:
            for who in self.who:
                yield Line(
                    pack=self.pack,
                    kind=kind,
                    who=who,
                    rights={right: _entitlement(said) for right, said in self.rights.items()},
                    bodies=self.bodies,
                    county=self.county,
                    approved_by=self.approved_by,
                    excludes=self.excludes,
                )


def _entitlement(said: str) -> Entitlement:
    """Read "yes (i)"."""
    return Entitlement(Answer(said.removesuffix(_IMPLIED)), implied=said.endswith(_IMPLIED))


class Combination(_Strict):
    """Offices that go together or don't: how strongly, and the rules that judge it."""

    rules: tuple[str, ...]
    strength: Literal["must", "should", "may", "note"]
    implied: bool = False
    text: Texts


class _File(_Strict):
    lines: tuple[Row, ...]
    checklist: tuple[Combination, ...]
    words: Mapping[str, Texts]


@cache
def _file() -> _File:
    text = files("service.rules").joinpath("rights.toml").read_text("utf-8")
    return _File.model_validate(tomllib.loads(text))


def in_force(packs: Iterable[RulePack], day: dt.date) -> tuple[RulePack, ...]:
    """The packs that hold on the day: as the source says, and as long as the group uses them."""
    return tuple(
        pack
        for pack in packs
        if any(period.covers(day) for period in {rule.effective for rule in pack.rules})
    )


def rows(packs: Iterable[RulePack]) -> tuple[Row, ...]:
    """The matrices of these packs, and of those they extend."""
    names = {name for pack in packs for name in (pack.name, *pack.extends)}
    return tuple(row for row in _file().lines if row.pack in names)


def matrix(packs: Iterable[RulePack]) -> tuple[Line, ...]:
    """The same, line by line."""
    return tuple(line for row in rows(packs) for line in row.lines())


def checklist(packs: Iterable[RulePack]) -> tuple[Combination, ...]:
    """The combinations of offices that rules of these packs judge."""
    codes = {rule.code for pack in packs for rule in pack.rules}
    return tuple(one for one in _file().checklist if codes & set(one.rules))


def every_combination() -> tuple[Combination, ...]:
    """All combinations, whichever packs are in use."""
    return _file().checklist


def word(key: str, language: str) -> str:
    """What people call a right, an answer or a kind of people."""
    return _file().words[key].said(language)
