"""The pages of registers and of the self-evaluation on the real thing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from service.calendar.reminder import reminder
from service.db.registers import StoredEntry
from service.imports.registers.entries import Entry
from service.journeys.judging.entering import enter, keep_register
from service.journeys.judging.registers import (
    export_registers,
    import_registers,
    kept_registers,
    remove_entry,
    stop_register,
)
from service.journeys.judging.surveys import (
    SurveyResults,
    answer_survey,
    close_survey,
    survey_results,
)
from service.journeys.services import Services
from service.web.trouble import in_words

REMINDER_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterGateway:
    """A group's registers, as the pages ask for them. All of it raises InputError in words."""

    journeys: Services

    def kept(self, group_id: str) -> Mapping[str, tuple[StoredEntry, ...]]:
        """The registers the group keeps, with their entries."""
        with in_words():
            return kept_registers(self.journeys, group_id)

    def enter(self, group_id: str, entry: Entry, *, by: str) -> None:
        """Put one entry into its register."""
        with in_words():
            enter(self.journeys, group_id, entry, by=by)

    def remove(self, group_id: str, entry_id: str) -> None:
        """Delete one entry."""
        with in_words():
            remove_entry(self.journeys, group_id, entry_id)

    def keep(self, group_id: str, register: str) -> None:
        """Begin to keep a register."""
        with in_words():
            keep_register(self.journeys, group_id, register)

    def stop(self, group_id: str, register: str) -> None:
        """Keep a register no longer, and delete what is in it."""
        with in_words():
            stop_register(self.journeys, group_id, register)

    def read_in(self, group_id: str, data: bytes, filename: str, *, by: str) -> Mapping[str, int]:
        """Read a file of entries; how many of each there were."""
        with in_words():
            return import_registers(self.journeys, group_id, data, filename, by=by)

    def written_out(self, group_id: str) -> str:
        """All registers as a file that can be read in again."""
        with in_words():
            return export_registers(self.journeys, group_id)

    def survey(self, group_id: str) -> SurveyResults:
        """The questions of the self-evaluation, and what was answered."""
        with in_words():
            return survey_results(self.journeys, group_id)

    def answer(self, group_id: str, scores: Mapping[str, int]) -> None:
        """Count one person's answers, without the person."""
        with in_words():
            answer_survey(self.journeys, group_id, scores)

    def close_survey(self, group_id: str) -> None:
        """Take no more answers this year, and show what was answered."""
        with in_words():
            close_survey(self.journeys, group_id)

    def reminder(self, group_id: str, day: date) -> bytes:
        """A task a fortnight after the day, which says nothing of what it is about."""
        due = day + timedelta(days=REMINDER_DAYS)
        return reminder(due, str(uuid.uuid4()), self.journeys.now(group_id))
