"""The pages with the wheels on the real thing."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.wheels.model import Wheel
from service.journeys.services import Services
from service.journeys.wheels import wheel_of_term, wheel_of_year
from service.web.trouble import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelGateway:
    """A group's wheels, as the pages ask for them."""

    journeys: Services

    def of_year(self, group_id: str, year: int) -> Wheel:
        """The wheel of a calendar year.

        Raises:
            InputError: there is no such group, or its packs can't be used.
        """
        with in_words():
            return wheel_of_year(self.journeys, group_id, year)

    def of_term(self, group_id: str) -> Wheel:
        """The wheel of the group's term.

        Raises:
            InputError: there is no such group, or its packs can't be used.
        """
        with in_words():
            return wheel_of_term(self.journeys, group_id)
