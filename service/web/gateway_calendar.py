"""What waits in a group's calendars, who decides and what has been done, on the real thing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from service.db.runs import WaitingConflict
from service.domain.errors import InputError
from service.domain.settings import DriftPolicy
from service.journeys.auditing import AuditLine, audit_lines
from service.journeys.calendar.choosing import choose, id_of, waiting_conflicts
from service.journeys.groups import set_drift
from service.journeys.services import Services
from service.journeys.syncing import sync_group
from service.web.trouble import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What came of an answer: the questions it settled, how many wait, and what stood in the way.

    ``trouble`` is in words for people, "" where nothing did.
    """

    done: tuple[WaitingConflict, ...] = ()
    left: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarGateway:
    """A group's calendars, as the pages ask for them."""

    journeys: Services

    def choose(self, group_id: str, ids: Collection[str], answer: DriftPolicy) -> Chosen:
        """Carry out a person's answer to these questions (see `choosing.id_of`)."""
        asked = [c for c in waiting_conflicts(self.journeys, group_id) if id_of(c) in ids]
        try:
            with in_words():
                choices = choose(self.journeys, group_id, answer, ids)
                report = sync_group(self.journeys, group_id, choices=choices)
        except InputError as error:
            return Chosen(trouble=error.message)
        left = {(c.target_id, c.uid) for c in waiting_conflicts(self.journeys, group_id)}
        done = tuple(one for one in asked if (one.target_id, one.uid) not in left)
        return Chosen(done=done, left=len(left), trouble=" ".join(report.errors))

    def go_on(self, group_id: str, mark: str) -> tuple[int, str]:
        """Carry out what a guard has stopped, if it is what the person has seen.

        How many entries that came to, and what stood in the way.
        """
        try:
            with in_words():
                report = sync_group(self.journeys, group_id, seen=frozenset({mark}))
        except InputError as error:
            return 0, error.message
        count = sum(step.kind == "event" for step in report.steps)
        return count, " ".join(report.errors)

    def decide(self, group_id: str, policy: DriftPolicy) -> None:
        """Let the plan, the calendar or a person decide from the next pass on."""
        set_drift(self.journeys, group_id, policy)

    def deeds(self, group_id: str, count: int, before: int | None) -> tuple[AuditLine, ...]:
        """What the service has done for the group, the newest first."""
        return audit_lines(self.journeys, group_id, count, before=before)
