"""The page about offices and rights on the real thing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from service.journeys.roster.rights import RosterDay, rights_on
from service.journeys.services import Services
from service.web.trouble import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterGateway:
    """A group's roster, as the page asks for it."""

    journeys: Services

    def on(self, group_id: str, day: dt.date, body: str = "") -> RosterDay:
        """Who acts and who may what on the day, in each body or in one.

        Raises:
            InputError: there is no such group or body, or a pack can't be loaded.
        """
        with in_words():
            return rights_on(self.journeys, group_id, day, body)
