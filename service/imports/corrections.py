"""A plan as it was read and what a person says of it: together, the plan as it is taken in.

A correction is known by what its row says, never by where it stands. So it survives that the same
file is read again, and that a newer version of the plan moves the row; a row that says anything
else is another row, and nobody has said anything about that one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from service.domain.model import Body, BodyKind
from service.domain.published import Correction
from service.imports.correction_notes import corrected_note, twice_note
from service.imports.reading import PlannedMeeting, PlanProblem, PlanReading

FIELDS = ("body", "date", "start", "end", "place", "type")
_KEY_LENGTH = 20
_SENTENCES = re.compile(r"(?<=[.?!]) +(?=[A-ZÆØÅ«])")


class RowState(StrEnum):
    """How sure a row is, and what made it so."""

    SURE = "sure"  # read without doubt
    UNSURE = "unsure"  # a person must say
    VOUCHED = "vouched"  # a person has said that it is right as read
    CHANGED = "changed"  # a person has said what is right
    LEFT_OUT = "left_out"  # a person has said that it is no meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A meeting as ``read`` and as it now is."""

    key: str
    read: PlannedMeeting
    meeting: PlannedMeeting
    state: RowState
    correction: Correction | None = None

    @property
    def token(self) -> str:
        """What the row says and the doubts about it: who presses a button has seen just that."""
        return _digest(self.key, self.read.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedPlan:
    """The rows by date as they now are, and what was remarked."""

    rows: tuple[Row, ...]
    problems: tuple[PlanProblem, ...]

    def row(self, token: str) -> Row | None:
        """The row with that token, if it stands so still."""
        return next((row for row in self.rows if row.token == token), None)

    def of(self, *states: RowState) -> tuple[Row, ...]:
        """The rows in these states."""
        return tuple(row for row in self.rows if row.state in states)

    @property
    def used(self) -> tuple[Correction, ...]:
        """The corrections that some row stands for."""
        return tuple(row.correction for row in self.rows if row.correction)

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
    """The plan with what people have said of its rows. ``bodies`` tell the kind of a new name."""
    said = {one.key: one for one in corrections}
    kinds = {m.body: m.kind for m in (*reading.meetings, *reading.uncertain)}
    kinds |= {body.name: body.kind for body in bodies}
    sure = {id(meeting) for meeting in reading.meetings}
    rows = [
        _row(key, meeting, said.get(key), kinds, language, sure=id(meeting) in sure)
        for key, meeting in _keyed((*reading.meetings, *reading.uncertain))
    ]
    rows.sort(key=lambda row: _order(row.meeting))
    doubles = _doubles((row for row in rows if row.state is not RowState.LEFT_OUT), language)
    problems = sorted((*reading.problems, *doubles), key=lambda problem: problem.line)
    return CorrectedPlan(rows=tuple(rows), problems=tuple(problems))


def with_aliases(bodies: Sequence[Body], joins: Mapping[str, str]) -> tuple[Body, ...]:
    """The bodies, with the names that a person has joined to them by key as further aliases."""
    return tuple(
        replace(
            body,
            aliases=(
                *(alias for alias in body.aliases if joins.get(alias, body.key) == body.key),
                *(n for n, key in joins.items() if key == body.key and n not in body.aliases),
            ),
        )
        for body in bodies
    )


def changes_to(read: PlannedMeeting, fields: Mapping[str, str]) -> dict[str, str]:
    """Those of the fields, as text, that are not as they were read."""
    return {name: said for name, said in fields.items() if said != _text(getattr(read, name))}


def _keyed(meetings: Iterable[PlannedMeeting]) -> Iterator[tuple[str, PlannedMeeting]]:
    seen: Counter[str] = Counter()
    for meeting in sorted(meetings, key=_order):
        key = _digest(
            " ".join(meeting.source.split()),
            meeting.written or meeting.body,
            *(_text(getattr(meeting, name)) for name in FIELDS if name != "body"),
        )
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}-{seen[key]}"), meeting


def _row(
    key: str,
    read: PlannedMeeting,
    said: Correction | None,
    kinds: Mapping[str, BodyKind],
    language: str,
    *,
    sure: bool,
) -> Row:
    if said is None:
        state = RowState.SURE if sure else RowState.UNSURE
        return Row(key=key, read=read, meeting=read, state=state)
    meeting = _changed(read, said.changes, kinds, language)
    state = RowState.CHANGED if said.changes else RowState.VOUCHED
    if said.left_out:
        state = RowState.LEFT_OUT
    elif not sure and not _sentences(read.note) <= _sentences(said.doubts):
        state = RowState.UNSURE
    if state in {RowState.CHANGED, RowState.VOUCHED}:
        meeting = replace(meeting, confidence=1.0)
    return Row(key=key, read=read, meeting=meeting, state=state, correction=said)


def _changed(
    read: PlannedMeeting, changes: Mapping[str, str], kinds: Mapping[str, BodyKind], language: str
) -> PlannedMeeting:
    if not changes:
        return read
    body = changes.get("body", read.body)
    return replace(
        read,
        body=body,
        kind=kinds.get(body, read.kind),
        date=dt.date.fromisoformat(changes["date"]) if "date" in changes else read.date,
        start=_time(changes["start"]) if "start" in changes else read.start,
        end=_time(changes["end"]) if "end" in changes else read.end,
        place=changes.get("place", read.place),
        type=changes.get("type", read.type),
        note=" ".join(filter(None, (corrected_note(read, changes, language), read.note))),
    )


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


def _time(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def _text(value: str | dt.date | dt.time | None) -> str:
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, dt.date) else value or ""


def _sentences(note: str) -> set[str]:
    return {sentence for sentence in _SENTENCES.split(note) if sentence}


def _digest(*parts: str) -> str:
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_KEY_LENGTH]
