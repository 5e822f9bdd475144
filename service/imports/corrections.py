"""A plan as it was read and what a person says of it: together, the plan as it is taken in.

A correction is known by what its row says, never by where it stands. So it survives that the same
file is read again, and that a newer version of the plan moves the row; a row that says anything
else is another row, and nobody has said anything about that one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from service.domain.halves import half_of, halves_with
from service.domain.model import Body, BodyKind
from service.domain.published import Correction
from service.imports.additions import BodyBook, added_meeting, is_addition, only_added
from service.imports.correction_fields import FIELDS, as_text, digest, with_changes
from service.imports.correction_notes import now_in_plan_note, twice_note
from service.imports.reading import PlannedMeeting, PlanProblem, PlanReading

_SENTENCES = re.compile(r"(?<=[.?!]) +(?=[A-ZÆØÅ«])")


class RowState(StrEnum):
    """How sure a row is, and what made it so."""

    SURE = "sure"  # read without doubt
    UNSURE = "unsure"  # a person must say
    VOUCHED = "vouched"  # a person has said that it is right as read
    CHANGED = "changed"  # a person has said what is right
    LEFT_OUT = "left_out"  # a person has said that it is no meeting
    ADDED = "added"  # a person has said that the plan has it; nothing was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A meeting as ``read`` and as it now is; an added one is ``read`` as the person wrote it.

    ``instead_of`` is what people had added, before the plan had this row.
    """

    key: str
    read: PlannedMeeting
    meeting: PlannedMeeting
    state: RowState
    correction: Correction | None = None
    instead_of: tuple[Correction, ...] = ()

    @property
    def token(self) -> str:
        """What the row says and the doubts about it: who presses a button has seen just that."""
        return digest(self.key, self.read.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedPlan:
    """The rows by date as they now are, and what was remarked.

    ``elsewhere`` is what people have added in half-years that this plan says nothing of.
    """

    rows: tuple[Row, ...]
    problems: tuple[PlanProblem, ...]
    elsewhere: tuple[Correction, ...] = ()

    def row(self, token: str) -> Row | None:
        """The row with that token, if it stands so still."""
        return next((row for row in self.rows if row.token == token), None)

    def of(self, *states: RowState) -> tuple[Row, ...]:
        """The rows in these states."""
        return tuple(row for row in self.rows if row.state in states)

    @property
    def used(self) -> tuple[Correction, ...]:
        """The corrections that some row stands for, and those that a later plan may have use of."""
        return (*(row.correction for row in self.rows if row.correction), *self.elsewhere)

    @property
    def outdone(self) -> tuple[Correction, ...]:
        """What people have added, and the plan now has itself."""
        return tuple(one for row in self.rows for one in row.instead_of)

    @property
    def outdoing(self) -> tuple[Correction, ...]:
        """What holds of the rows that the plan now has itself."""
        return tuple(row.correction for row in self.rows if row.instead_of and row.correction)

    @property
    def reading(self) -> PlanReading:
        """What is taken in: what people have vouched for is as sure as what was read surely."""
        kept = [row for row in self.rows if row.state is not RowState.LEFT_OUT]
        once = {_identity(row.meeting): row for row in reversed(kept)}
        rows = [row for row in kept if once[_identity(row.meeting)] is row]
        return PlanReading(
            meetings=tuple(r.meeting for r in rows if r.state is not RowState.UNSURE),
            uncertain=tuple(r.meeting for r in rows if r.state is RowState.UNSURE),
            bodies=tuple(dict.fromkeys(row.meeting.body for row in rows)),
            problems=self.problems,
        )


def corrected(
    reading: PlanReading,
    corrections: Iterable[Correction],
    bodies: Sequence[Body] = (),
    language: str = "nb",
) -> CorrectedPlan:
    """The plan with what people have said of its rows, and with the meetings they have added.

    ``bodies`` tell the kind of a new name.
    """
    said = {one.key: one for one in corrections}
    read = (*reading.meetings, *reading.uncertain)
    kinds = {m.body: m.kind for m in read} | {body.name: body.kind for body in bodies}
    sure = {id(meeting) for meeting in reading.meetings}
    making = _Making(kinds=kinds, language=language, sure=sure)
    rows = [making.row(key, meeting, said.get(key)) for key, meeting in _keyed(read)]
    additions = [one for one in said.values() if is_addition(one)]
    remarks, elsewhere = making.add(rows, additions, BodyBook(read, bodies))
    rows.sort(key=lambda row: _order(row.meeting))
    remarks += _doubles((row for row in rows if row.state is not RowState.LEFT_OUT), language)
    problems = sorted((*reading.problems, *remarks), key=lambda problem: problem.line)
    return CorrectedPlan(rows=tuple(rows), problems=tuple(problems), elsewhere=tuple(elsewhere))


def _keyed(meetings: Iterable[PlannedMeeting]) -> Iterator[tuple[str, PlannedMeeting]]:
    seen: Counter[str] = Counter()
    for meeting in sorted(meetings, key=_order):
        key = digest(
            " ".join(meeting.source.split()),
            meeting.written or meeting.body,
            *(as_text(getattr(meeting, name)) for name in FIELDS if name != "body"),
        )
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}-{seen[key]}"), meeting


def _place_of(added: PlannedMeeting, rows: Sequence[Row]) -> int | None:
    """Which row of the plan is the meeting that somebody had added."""
    same = (
        n
        for n, row in enumerate(rows)
        if row.state not in {RowState.LEFT_OUT, RowState.ADDED}
        and (row.meeting.body, row.meeting.date) == (added.body, added.date)
    )
    return next(same, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    """What making a row takes. ``sure`` are the meetings that were read surely, by identity."""

    kinds: Mapping[str, BodyKind]
    language: str
    sure: Container[int]

    def row(self, key: str, read: PlannedMeeting, said: Correction | None) -> Row:
        """A row, with what was said of it."""
        sure = id(read) in self.sure
        if said is None:
            state = RowState.SURE if sure else RowState.UNSURE
            return Row(key=key, read=read, meeting=read, state=state)
        meeting = with_changes(read, said.changes, self.kinds, self.language)
        state = RowState.CHANGED if said.changes else RowState.VOUCHED
        if said.left_out:
            state = RowState.LEFT_OUT
        elif not sure and not _sentences(read.note) <= _sentences(said.doubts):
            state = RowState.UNSURE
        if state in {RowState.CHANGED, RowState.VOUCHED}:
            meeting = replace(meeting, confidence=1.0)
        return Row(key=key, read=read, meeting=meeting, state=state, correction=said)

    def add(
        self, rows: list[Row], additions: Iterable[Correction], book: BodyBook
    ) -> tuple[list[PlanProblem], list[Correction]]:
        """Put additions among the plan's ``rows``; what there is to say, and what isn't for it."""
        remarks, elsewhere = [], []
        halves = halves_with(row.read.date for row in rows)
        for one in additions:
            added = added_meeting(one, book, self.language)
            if not (halves and halves[0] <= half_of(added.date) <= halves[-1]):
                elsewhere.append(one)
            elif (at := _place_of(added, rows)) is None:
                rows.append(
                    Row(
                        key=one.key, read=added, meeting=added, state=RowState.ADDED, correction=one
                    )
                )
            else:
                rows[at] = self._outdoing(rows[at], one, added)
                remarks.append(_outdone_remark(rows[at], added, self.language))
        return remarks, elsewhere

    def _outdoing(self, row: Row, addition: Correction, added: PlannedMeeting) -> Row:
        """A row of the plan in place of an addition, with what only the addition says."""
        instead_of = (*row.instead_of, addition)
        kept = only_added(added, row.meeting, row.correction)
        if kept:
            said = row.correction or Correction(key=row.key)
            said = replace(said, changes={**said.changes, **kept})
            row = self.row(row.key, row.read, said)
        return replace(row, instead_of=instead_of)


def _outdone_remark(row: Row, added: PlannedMeeting, language: str) -> PlanProblem:
    note = now_in_plan_note(row.read, row.meeting, added, language)
    return PlanProblem(line=row.read.source_line, message=note)


def _doubles(rows: Iterable[Row], language: str) -> Iterator[PlanProblem]:
    seen = set()
    for row in rows:
        meeting = row.meeting
        if _identity(meeting) in seen:
            yield PlanProblem(line=meeting.source_line, message=twice_note(meeting, language))
        seen.add(_identity(meeting))


def _identity(meeting: PlannedMeeting) -> tuple[object, ...]:
    return meeting.body, meeting.date, meeting.start, meeting.type


def _order(meeting: PlannedMeeting) -> tuple[dt.date, int, str, dt.time]:
    return meeting.date, meeting.source_line, meeting.body, meeting.start or dt.time.min


def _sentences(note: str) -> set[str]:
    return {sentence for sentence in _SENTENCES.split(note) if sentence}
