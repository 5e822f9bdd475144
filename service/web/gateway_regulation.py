"""The page about the regulation on the real thing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from service.domain.regulation_versions import Ballot
from service.journeys.regulation.adopting import (
    RegulationLook,
    approve_regulation,
    look_at_regulation,
)
from service.journeys.regulation.settings import Overruled, overruled
from service.journeys.services import Services
from service.web.trouble import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What a person enters about a decision. ``seen`` is the hash of the text they were shown."""

    by: str
    on: dt.date
    protocol_ref: str
    votes: Ballot | None
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationGateway:
    """A group's regulation, as the page asks for it."""

    journeys: Services

    def look(self, group_id: str) -> RegulationLook:
        """What it says, what was adopted, and what waits.

        Raises:
            InputError: a rule pack can't be loaded, or what was read can't be opened.
        """
        with in_words():
            return look_at_regulation(self.journeys, group_id)

    def overruled(self, group_id: str) -> tuple[Overruled, ...]:
        """The group's own choices that do not hold, since it has adopted something else.

        Raises:
            InputError: a rule pack can't be loaded.
        """
        with in_words():
            return overruled(self.journeys, group_id)

    def approve(self, group_id: str, adoption: Adoption) -> None:
        """Enter that the text was adopted.

        Raises:
            InputError: it can't be; nothing is stored then.
        """
        with in_words():
            approve_regulation(
                self.journeys,
                group_id,
                by=adoption.by,
                on=adoption.on,
                protocol_ref=adoption.protocol_ref,
                votes=adoption.votes,
                seen=adoption.seen,
            )
