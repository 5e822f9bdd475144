"""K04, continued: the protocol of the constitution says who was elected, and with what result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.domain.place import Place
from service.rules.constitution import (
    Constitution,
    constitutions,
    is_filled_in,
    missing_constitution,
)
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank, mentions_any


class Post(BaseModel):
    """An office to elect to, and the words the row or case about it may use."""

    model_config: ClassVar = ConfigDict(extra="forbid", frozen=True)

    office: OfficeParam
    words: tuple[str, ...] = Field(min_length=1)

    def is_elected(self, one: Constitution) -> bool | None:
        """Whether somebody was, with a result; None where a name stands there without one."""
        rows = [
            (not is_blank(elected), not is_blank(result))
            for office, elected, result in one.elections
            if mentions_any(office, self.words)
        ]
        concluded = any(
            mentions_any(case.title, self.words) and not is_blank(case.conclusion)
            for case in one.cases
        )
        if concluded or (True, True) in rows:
            return True
        return None if (True, False) in rows else False


class Elections(CheckParams):
    """Each of the posts was elected to at the constitution, and the result stands there."""

    says: ClassVar = frozenset({"offices", "date"})
    variants: ClassVar = frozenset({"no_result"})

    scope: Literal["elections"]
    posts: tuple[Post, ...] = Field(min_length=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group."""
        known = [one for one in constitutions(facts) if one.protocol]
        found = [one for one in known if one.day is None or one.day <= facts.today]
        written = [one for one in found if one.protocol and is_filled_in(one.protocol.reading)]
        listed = [one for one in written if one.elections or one.cases]
        if known and not found:
            return
        if facts.documents is None or not found:
            yield missing_constitution(facts)
        elif not written:
            yield Missing("written", {"what": found[0].said})
        elif not listed:
            table = Word("tables", "elections")
            yield Missing("table", {"table": table, "what": written[0].said})
        else:
            yield self._result(facts, listed)

    def _result(self, facts: Facts, listed: Sequence[Constitution]) -> Result:
        answers = {p.office: [p.is_elected(one) for one in listed] for p in self.posts}
        lacking = tuple(o for o, found in answers.items() if set(found) == {False})
        unsure = tuple(o for o, found in answers.items() if True not in found)
        target = Target("group", facts.group.id)
        if not unsure:
            return Passed(target)
        last = listed[-1]
        return Failed(
            target=target,
            variant="" if lacking else "no_result",
            values={"offices": lacking or unsure, "date": last.day or last.said},
            place=last.protocol.at("elections") if last.protocol else Place(),
        )
