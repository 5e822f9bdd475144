"""K22: the current version of a document has been sent to everyone it is for.

Needs the register of dispatches and that of versions; without them not evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import OfficeParam, holders
from service.rules.records import RecordKind
from service.rules.registers import RegisterName
from service.rules.results import Failed, Missing, Passed, Result, Target


class Everyone(CheckParams):
    """Every holder of the offices has a record for the latest version."""

    says: ClassVar = frozenset({"people", "version"})

    record: RegisterName
    offices: tuple[OfficeParam, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the current version."""
        sent, versions = facts.register(self.record), facts.register(RecordKind.VERSION)
        if isinstance(sent, Missing):
            yield sent
            return
        if isinstance(versions, Missing):
            yield versions
            return
        if not versions:
            return
        current = versions[-1].value("version")
        reached = {p for r in sent if r.value("version") == current for p in (*r.to, r.person)}
        left = tuple(p for p in holders(facts, self.offices, facts.today) if p.id not in reached)
        target = Target("version", current)
        if left:
            yield Failed(target=target, values={"people": left, "version": current})
        else:
            yield Passed(target)


Params = Everyone
