"""K13: the names in a part of the regulation are those of the roster today.

The names stand in a field, or in a section. Someone lacking is a finding, and so is somebody of the
roster who is named there without holding any of the offices. Not evaluated where that part of the
document was not found or the roster has nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.minutes import DocumentReading
from service.domain.model import PartyStatus, Person
from service.rules.checks.offices.composition import faction_leaders
from service.rules.facts import Facts, MeetingDocument
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import faction_of, holders, memberships, named_in, own_seats, with_faction
from service.rules.phrasing import Word
from service.rules.regulations import called, find_section, regulations_of, target_of
from service.rules.results import Failed, Missing, Passed, Result

Who = Literal["offices", "faction_leaders", "factions"]


class DocEqualsRoster(CheckParams):
    """The names in ``fields``, or where they are not found in the whole of ``section``."""

    says: ClassVar = frozenset({"lacking", "extra", "section"})
    variants: ClassVar = frozenset({"extra", "both"})

    document: str
    who: Who
    offices: tuple[OfficeParam, ...] = ()
    fields: tuple[str, ...]
    section: str
    threshold: int = Field(default=2, ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document."""
        wanted = self._wanted(facts)
        if isinstance(wanted, Missing):
            yield wanted
            return
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
            elif wanted:
                yield self._document(facts, document, wanted)

    def _wanted(self, facts: Facts) -> tuple[Person, ...] | Missing:
        """Who should be named; nobody where the group has no factions."""
        if self.who == "offices":
            people = holders(facts, self.offices, facts.today)
            return tuple(p for p in people if p.status is PartyStatus.MEMBER) or Missing("members")
        if not with_faction(facts, facts.today, 1):
            return Missing("seats")
        found: list[Person] = []
        for committee in with_faction(facts, facts.today, self.threshold):
            if self.who == "faction_leaders":
                found += faction_leaders(facts, committee)
            else:
                faction = faction_of(facts, committee)
                found += own_seats(facts, committee, facts.today)
                found += [
                    p
                    for p in facts.roster.people
                    if faction and memberships(p, faction, facts.today)
                ]
        return tuple(dict.fromkeys(found))

    def _document(
        self, facts: Facts, document: MeetingDocument, wanted: tuple[Person, ...]
    ) -> Result:
        text = self._text(document.reading)
        if text is None:
            field = Word("fields", self.fields[0])
            return Missing("field", {"field": field, "what": document.path})
        named = named_in(facts, text)
        lacking = tuple(p for p in wanted if p not in named)
        extra = tuple(p for p in named if p not in wanted)
        if not lacking and not extra:
            return Passed(target_of(document))
        lost = [tag for tag in self.fields if document.reading.text(tag) is None]
        if lacking and 0 < len(lost) < len(self.fields):  # the names may stand there
            return Missing("field", {"field": Word("fields", lost[0]), "what": document.path})
        return Failed(
            target=target_of(document),
            variant="both" if lacking and extra else "extra" if extra else "",
            values={"lacking": lacking, "extra": extra, "section": self.section},
            place=document.at(self._name(document.reading)),
        )

    def _name(self, reading: DocumentReading) -> str:
        """The field that has the names, else the section's heading."""
        fields = (tag for tag in self.fields if reading.text(tag) is not None)
        return next(fields, "") or called(find_section(reading, self.section))

    def _text(self, reading: DocumentReading) -> str | None:
        values = [text for tag in self.fields if (text := reading.text(tag)) is not None]
        if values:
            return "\n".join(values)
        section = find_section(reading, self.section)
        return "\n".join(section.paragraphs) if section else None


Params = DocEqualsRoster
