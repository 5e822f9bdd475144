"""Offices (verv) as rules name them: a role in a kind of body, "leader@group"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator

from service.domain.model import BodyKind, Role


@dataclass(frozen=True, slots=True)
class Office:
    """A role in a kind of body, written "leader@group" in a rule pack."""

    role: Role
    kind: BodyKind

    def __str__(self) -> str:
        return f"{self.role}@{self.kind}"


def parse_office(value: object) -> Office:
    """Read "leader@group".

    Raises:
        ValueError: role or kind of body is unknown.
    """
    if isinstance(value, Office):
        return value
    role, _, kind = str(value).partition("@")
    return Office(Role(role), BodyKind(kind))


OfficeParam = Annotated[Office, BeforeValidator(parse_office)]
