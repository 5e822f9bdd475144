"""What the municipality publishes, and what the group decides about its plan."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from service.domain.errors import InputError
from service.domain.model import MeetingType
from service.journeys.plan_edits import Slot, add_meeting, cancel_meeting, follow_rule, move_meeting
from service.journeys.planning import undo_plan
from tests.properties.histories.scene import Scene


class Planners(Scene):
    """The municipality, the group, and whoever changes its plan by hand."""

    def council(self, number: int, days: int) -> None:
        """The municipality puts off one of its meetings."""
        key = self._pick(number, sorted(self.world.council))
        if key is not None:
            day, body = self.world.council[key]
            moved = day + dt.timedelta(days=days)
            if dt.date(2018, 1, 10) < moved < dt.date(2018, 6, 25):
                self.world.council[key] = moved, body

    def council_drops(self, number: int) -> None:
        """The municipality drops one of its meetings."""
        key = self._pick(number, sorted(self.world.council))
        if key is not None and len(self.world.council) > 1:
            del self.world.council[key]

    def council_adds(self, number: int) -> None:
        """The municipality sets up another meeting."""
        if len(self.world.council) < 6:
            day = dt.date(2018, 2, 20) + dt.timedelta(days=2 * number)
            body = ("Kommunestyre", "Formannskap")[number % 2]
            self.world.council[100 + number] = day, body

    def publish(self, *, approve: bool, go_on: bool = False) -> None:
        """The municipality's plan is read in, and perhaps approved what follows."""
        with suppress(InputError):
            self.world.publish(go_on=go_on)
            if approve:
                self.world.approve()

    def undo(self) -> None:
        """The group undoes its last approval, or the undoing."""
        with suppress(InputError):
            undo_plan(self.world.services, self.world.id, by="gruppa")

    def move(self, number: int, days: int, place: str | None = None) -> None:
        """Somebody moves a meeting by hand, or gives it another place."""
        meeting = self._pick(number, self.world.meetings())
        if meeting:
            slot = Slot(
                date=meeting.date + dt.timedelta(days=days) if days else None,
                start=dt.time(17, 30) if place is None and not days else None,
                place=place,
            )
            with suppress(InputError):
                move_meeting(self.world.services, self.world.id, meeting.id, slot)

    def call_off(self, number: int) -> None:
        """Somebody calls a meeting off by hand."""
        meeting = self._pick(number, self.world.meetings())
        if meeting:
            with suppress(InputError):
                cancel_meeting(self.world.services, self.world.id, meeting.id)

    def add(self, number: int) -> None:
        """Somebody enters a meeting of the group's own."""
        if len(self.world.meetings()) < 12:
            day = self.world.now.date() + dt.timedelta(days=1 + number)
            slot = Slot(date=day, start=dt.time(19), end=dt.time(20), place="Biblioteket")
            with suppress(InputError):
                add_meeting(self.world.services, self.world.id, MeetingType.GRP_EXTRA, slot)

    def give_back(self, number: int) -> None:
        """Somebody lets the rule decide about a meeting again."""
        meeting = self._pick(number, self.world.meetings())
        if meeting:
            with suppress(InputError):
                follow_rule(self.world.services, self.world.id, meeting.id)
