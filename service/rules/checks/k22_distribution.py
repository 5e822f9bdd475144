"""K22: the current version of a document has been sent to everyone it is for.

Needs the register of dispatches and that of versions; without them not evaluated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from service.domain.model import OSLO
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holders
from service.rules.records import UNDECIDED, Record, RecordKind
from service.rules.registers import RegisterName
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_number

_LONG_AGO = dt.datetime.min.replace(tzinfo=OSLO)


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
        adopted = [v for v in versions if UNDECIDED not in v.flags]
        if not adopted:
            return
        current = max(adopted, key=_age).value("version")
        reached = {p for r in sent if r.value("version") == current for p in (*r.to, r.person)}
        left = tuple(p for p in holders(facts, self.offices, facts.today) if p.id not in reached)
        target = Target("version", current)
        if left:
            yield Failed(target=target, values={"people": left, "version": current})
        else:
            yield Passed(target)


def _age(version: Record) -> tuple[int, dt.datetime, str]:
    """What the latest version has most of: its number, or else its time."""
    name = version.value("version")
    return parse_number(name) or 0, version.at or _LONG_AGO, name


Params = Everyone
