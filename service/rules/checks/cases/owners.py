"""K05, continued: every case is somebody's, and everybody has one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Person
from service.rules.checks.shared.moments import Span
from service.rules.checks.shared.programme import Entries, entries, people_meant, unfound
from service.rules.checks.shared.traces import target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import members, name_of
from service.rules.records import Record
from service.rules.registers import RegisterName
from service.rules.results import Failed, Missing, Passed, Result, Target


class Owned(CheckParams):
    """Each entry names a member of the group in ``field``, and each member is named so often.

    Before ``grace_months`` of the term have gone, nothing is missed.
    """

    says: ClassVar = frozenset({"title", "owner", "person", "count", "minimum"})
    variants: ClassVar = frozenset({"outsider", "member"})

    relation: Literal["owned"]
    record: RegisterName
    field: str = "owner"
    min_per_member: int = Field(default=1, ge=0)
    grace_months: int = Field(default=0, ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry, and one for each member."""
        early = facts.today <= Span(months=self.grace_months).after(facts.group.term.start)
        for result in self._results(facts):
            if not (early and isinstance(result, Failed)):
                yield result

    def _results(self, facts: Facts) -> Iterator[Result]:
        known, own = entries(facts, self.record), members(facts, facts.today)
        if isinstance(known, Missing):
            yield known
            return
        if not own:
            yield Missing("members")
            return
        owned: Counter[str] = Counter()
        unread: Record | None = None
        for entry in known.records:
            text = entry.value(self.field)
            people, all_known = people_meant(facts, text)
            owned.update(p.id for p in people)
            unread = unread or (None if all_known else entry)
            if not text and self.field in known.unfound:
                yield unfound(self.field)
            elif set(people) & set(own):
                yield Passed(target_of(entry))
            else:
                yield self._unowned(facts, known, entry)
        if self.field not in known.unfound:
            yield from self._members(owned, own, unread)

    def _unowned(self, facts: Facts, known: Entries, entry: Record) -> Failed:
        owner = name_of(facts, entry.value(self.field))
        return Failed(
            target=target_of(entry),
            variant="outsider" if owner else "",
            values={
                "title": entry.value("title"),
                "owner": owner,
                "minimum": self.min_per_member,
            },
            place=known.place(entry),
        )

    def _members(
        self, owned: Counter[str], own: tuple[Person, ...], unread: Record | None
    ) -> Iterator[Result]:
        for member in own:
            count = owned[member.id]
            if count >= self.min_per_member:
                yield Passed(Target("person", member.id))
            elif unread:  # it may be the one whose name could not be read
                yield Missing("owner", {"what": unread.value("title")})
            else:
                values = {"person": member, "count": count, "minimum": self.min_per_member}
                yield Failed(target=Target("person", member.id), variant="member", values=values)
