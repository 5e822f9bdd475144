"""What every check's parameters have in common: typed, frozen, and strict about unknown names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Discriminator

from service.rules.facts import Facts
from service.rules.results import Result


class CheckParams(BaseModel, ABC):
    """Parameters of one use of a check, and the check itself: a pure function of facts.

    ``says`` are the placeholders its messages may use, ``variants`` the ways it can fail besides
    the main one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: ClassVar[frozenset[str]] = frozenset()
    variants: ClassVar[frozenset[str]] = frozenset()

    @abstractmethod
    def judge(self, facts: Facts) -> Iterator[Result]:
        """Judge every target the facts hold: passed, failed, or missing a fact."""


def forms_by(name: str, first: str) -> Discriminator:
    """How a check's form is chosen: by the field ``name``; packs may leave out the ``first``."""

    def form(params: object) -> str:
        return str(params.get(name, first)) if isinstance(params, Mapping) else ""

    return Discriminator(form)
