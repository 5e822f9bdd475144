"""A published plan on its way in: how it came here, and what people say of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Origin(StrEnum):
    """How a plan came here."""

    PASTED = "pasted"
    UPLOADED = "uploaded"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person said of one row.

    ``key`` is what the row says, not where it stands. ``doubts`` is the note they had before them:
    of a doubt that came later, they have said nothing. ``changes`` are fields by name as text,
    dates and times in ISO 8601, "" where there is none; those that aren't there are right as read.
    """

    key: str
    doubts: str = ""
    left_out: bool = False
    changes: Mapping[str, str] = field(default_factory=dict)
