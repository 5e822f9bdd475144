"""T1, continued: meetings have a topic or a speaker besides what is reported."""

from __future__ import annotations

from typing import Literal

from service.rules.checks.k06_agenda_tag import AgendaTag
from service.rules.facts import Facts, MeetingDocument
from service.rules.people import person_named
from service.rules.texts import is_blank


class Topics(AgendaTag):
    """Every meeting has a topic by its words, or somebody from outside to introduce one."""

    trace_in: Literal["topics"]
    outside_presenter: bool = True

    def is_in(self, facts: Facts, document: MeetingDocument) -> bool:
        """Whether a title has a word, or an item is introduced by nobody of the roster."""
        items = document.reading.agenda or ()
        guests = [
            i for i in items if not is_blank(i.presenter) and not person_named(facts, i.presenter)
        ]
        return super().is_in(facts, document) or (self.outside_presenter and bool(guests))
