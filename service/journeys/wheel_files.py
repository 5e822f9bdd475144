"""A group's wheels as files: for the wall, for the folder, for a screen.

Deadlines stay out of files: they come and go as things are done, and have a calendar of their own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from service.documents.printing.pages import to_pages
from service.documents.wheel.drawing import draw
from service.documents.wheel.layout import WIDE
from service.documents.wheel.sheet import wheel_docx
from service.domain.wheels.model import RingKind, Wheel
from service.journeys.services import Services
from service.journeys.wheels import wheel_of_term, wheel_of_year

ENDINGS: Final = ("pdf", "png", "svg")
_DPI: Final = 200  # an A4 sheet is 2339 x 1654 pixels, enough for A3 on a wall


@dataclass(frozen=True, kw_only=True)
class WheelFiles:
    """A wheel's files, each made when it is asked for; the sheet is printed once for both."""

    services: Services
    wheel: Wheel

    @property
    def name(self) -> str:
        """What the files are called, without an ending."""
        return self.wheel.title

    @cached_property
    def drawing(self) -> bytes:
        """The drawing, the same as long as the plan is."""
        return draw(self.wheel, WIDE, key="hjul").svg.encode()

    @cached_property
    def shows(self) -> str:
        """What the files are compared by: all that is drawn, and all that the tables say."""
        return hashlib.sha256(self.drawing + repr(self.wheel).encode()).hexdigest()

    def make(self, ending: str) -> bytes:
        """The file with one of `ENDINGS`.

        Raises:
            ProgramError: it could not be printed; the type says whether a retry helps.
        """
        if ending == "svg":
            return self.drawing
        if ending == "png":
            return to_pages(self._pdf, dpi=_DPI, most=1)[0]
        return self._pdf

    @cached_property
    def _pdf(self) -> bytes:
        wheel = self.wheel
        return self.services.print_pdf(
            wheel_docx(wheel), language=wheel.language, title=f"{wheel.title}, {wheel.place}"
        )


def wheel_files(services: Services, group_id: str, year: int | None) -> WheelFiles:
    """The files of a year's wheel, or of the term's where no year is given.

    Raises:
        InputError: there is no such group, or its packs can't be used.
    """
    if year is None:
        wheel = wheel_of_term(services, group_id)
    else:
        wheel = wheel_of_year(services, group_id, year)
    return WheelFiles(services=services, wheel=wheel.without(RingKind.DEADLINES))
