"""K14, continued: a statement that somebody had entered in a protocol still stands there.

Decided from the register of statements, each as it was handed in, and the protocol's cases. The
text itself is never said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from service.domain.minutes import CaseItem
from service.rules.checks.shared.traces import SAYS, failed
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Label, Word
from service.rules.protocols import MINUTES
from service.rules.records import Record
from service.rules.results import Missing, Passed, Result, Target
from service.rules.texts import case_key, is_blank, plain

_STATEMENTS = "statement"
_LABEL = "statement"


class Statements(CheckParams):
    """Each statement stands unchanged in its case of the protocol."""

    says: ClassVar = SAYS
    variants: ClassVar = frozenset({"gone"})

    control: Literal["statements"]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each statement."""
        known = facts.register(_STATEMENTS)
        if isinstance(known, Missing):
            yield known
            return
        for record in known:
            yield _result(facts, record)


def _result(facts: Facts, record: Record) -> Result:
    wanted = record.value("text")
    if is_blank(wanted):
        return Missing("record_field", {"what": record.case or record.id, "field": Label("text")})
    if facts.documents is None:
        return Missing("documents")
    meeting = facts.meeting(record.meeting)
    protocol = facts.document(meeting, *MINUTES) if meeting else None
    if protocol is None:
        return Missing("protocol", {"what": meeting or record.meeting})
    cases = [c for c in protocol.reading.cases or () if _is(c, record)]
    texts = [text for case in cases if (text := case.more.get(_LABEL)) is not None]
    if not texts:
        field = Word("fields", _LABEL)
        return Missing("field", {"field": field, "what": cases[0] if cases else record.case})
    place = protocol.at(_LABEL, case=cases[0])
    target = Target("case", f"{place.case}@{record.meeting}/{record.person}")
    if any(plain(wanted) in plain(text) for text in texts):
        return Passed(target)
    found = failed(facts, record, "gone" if all(map(is_blank, texts)) else "")
    return replace(found, target=target, place=place)


def _is(case: CaseItem, record: Record) -> bool:
    return case_key(record.case) in {case_key(case.number), plain(case.title)}
