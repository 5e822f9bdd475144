"""Reading a published meeting plan: file → tables → drafts → meetings, each with its doubts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from service.domain.errors import InputError
from service.domain.model import Body
from service.imports.between import with_lines_between
from service.imports.bodies.abbreviations import explained_abbreviations, explained_in_rows
from service.imports.bodies.names import NameBook
from service.imports.bodies.phrases import joined_bodies
from service.imports.containers import open_source
from service.imports.draft import Draft, ShapeReading
from service.imports.habits import with_habits
from service.imports.reading import PlannedMeeting, PlanProblem, PlanReading
from service.imports.settling import DOUBTFUL, YEARS, Settler
from service.imports.shapes.body_columns import read_body_columns
from service.imports.shapes.date_list import read_date_list
from service.imports.shapes.day_calendar import read_day_calendar
from service.imports.shapes.month_grid import read_month_grid
from service.imports.shapes.running_text import read_running_text
from service.imports.shapes.week_calendar import read_week_calendar
from service.imports.source import Prose, Source, Table
from service.imports.text.aligned import with_aligned_table
from service.imports.text.prose import ProseReading, read_prose

Shape = Callable[[Source, Table], ShapeReading | None]
#: Tried in this order on each table; the first that recognises it reads it.
SHAPES: tuple[Shape, ...] = (
    read_day_calendar,
    read_month_grid,
    read_date_list,
    read_body_columns,
    read_week_calendar,
)

_SHOWN_HEADERS = 6
_RULE = re.compile(
    r"(?:styret|skapet|utvalget|utvalg|rådet|nemnda)\b.*\b(?:man|tirs|ons|tors|fre)dag(?:er|ar)\b",
    re.IGNORECASE,
)


def read_plan(
    data: bytes, filename: str, *, year: int | None = None, bodies: Sequence[Body] = ()
) -> PlanReading:
    """Read a municipality's meeting plan as it was published.

    What the file is, its content says: a text or CSV list, HTML, DOCX, PDF, XLSX or iCalendar.

    Args:
        data: the file as it was downloaded.
        filename: for the messages.
        year: the year of dates that have none; a heading that says another year makes them
            uncertain.
        bodies: the group's bodies; names and aliases that match are given the group's name.

    Raises:
        InputError: the file, a row or a cell can't be read, a date doesn't exist, or the year is
            neither in the file nor given. Nothing of the file is used then.
    """
    if year is not None and year not in YEARS:
        raise InputError(f"Årstallet {year} er ikke mellom 2000 og 2099.", where="--year")
    source, readings, prose = _read_shapes(with_lines_between(open_source(data, filename)))
    meanings = _meanings(source, prose)
    # A faction bears its committee's name as an alias, and is in no municipality's plan.
    municipal = [body for body in bodies if body.kind.municipal]
    written = [draft.written for reading in readings for draft in reading.drafts]
    names = NameBook(written, municipal, meanings)
    said = read_prose(prose, names.forms(written), names.suggested(written) | meanings)
    settler = Settler.of(source, prose, names, said, year)
    listed = with_habits([m for reading in readings for m in settler.listed(reading)])
    told = settler.told(listed)
    return _assemble(listed, told, [*_remarks(source, readings, said), *_doubles(listed)])


def _meanings(source: Source, prose: Iterable[Prose]) -> dict[str, str]:
    """What abbreviations mean, by a table of them or by the text."""
    rows = (row.texts() for table in source.tables for row in table.rows)
    return explained_in_rows(rows) | explained_abbreviations(p.text for p in prose)


_Shapes = tuple[Source, list[ShapeReading], tuple[Prose, ...]]


def _read_shapes(source: Source) -> _Shapes:
    """What the tables hold, or else the running text, and the text that is left beside it.

    Raises:
        InputError: neither holds a meeting.
    """
    readings, prose = _read_tables(source)
    if _count(readings):
        return _with_text(source, readings, prose)
    lines = _lines(source)
    explained = explained_abbreviations(line.text for line in lines)
    text, left = read_running_text(lines, explained)
    if (aligned := with_aligned_table(source)) is not None:
        found, beside = _read_tables(aligned)
        if _count(found) > _count([text]):
            return aligned, found, beside
    if not text.drafts:
        raise _nothing_found(source, recognised=bool(readings))
    return source, [*readings, text], left


def _with_text(source: Source, readings: list[ShapeReading], prose: tuple[Prose, ...]) -> _Shapes:
    """The tables, and the text as well where it lists more than they do: the plan is there."""
    text, left = read_running_text(prose)
    if _count([text]) > _count(readings):
        return source, [*readings, text], left
    return source, readings, prose


def _count(readings: Iterable[ShapeReading]) -> int:
    return sum(len(reading.drafts) for reading in readings)


def _read_tables(source: Source) -> tuple[list[ShapeReading], tuple[Prose, ...]]:
    found = [_read_table(source, table) for table in source.tables]
    readings = [reading for reading in found if reading is not None]
    told = {(line.line, line.text) for line in source.prose}
    beside = (Prose(*one) for r in readings for one in r.prose if one not in told)
    return readings, (*source.prose, *beside)


def _read_table(source: Source, table: Table) -> ShapeReading | None:
    reading = next((r for shape in SHAPES if (r := shape(source, table)) is not None), None)
    return replace(reading, drafts=tuple(_of_one_body(reading))) if reading else None


def _of_one_body(reading: ShapeReading) -> Iterator[Draft]:
    """The drafts, those of two bodies as one of each."""
    for draft in reading.drafts:
        names = joined_bodies(draft.written) or (draft.written,)
        yield from (replace(draft, written=name) for name in names)


def _lines(source: Source) -> list[Prose]:
    """The whole file as lines, in its order; a row is its cells with tabs between."""
    if source.lines:
        return list(source.lines)
    rows = [
        Prose(
            row.line,
            "\t".join(text for text in row.texts() if text),
            below=number,
            place=row.place,
            doubt=" ".join(row.struck_in()),
        )
        for number, table in enumerate(source.tables)
        for row in table.rows
    ]
    within = {(row.line, row.text) for row in rows}
    outside = (line for line in source.prose if (line.line, line.text) not in within)
    return sorted(
        (line for line in chain(outside, rows) if line.text),
        key=lambda line: (line.below, line.line),
    )


def _nothing_found(source: Source, *, recognised: bool) -> InputError:
    if recognised:
        return source.error("", "Planen har ingen møter. Velg fila som har dem.")
    if any(_RULE.search(line.text) for line in _lines(source)):
        message = (
            "Planen sier når organene pleier å møtes, men ingen datoer. Finn siden som har dem."
        )
        return source.error("", message)
    if not source.tables:
        message = "Fant ingen tabell eller liste med møter. Velg siden eller fila der møtene står."
        return source.error("", message)
    table = max(source.tables, key=lambda t: len(t.rows))
    shown = [text for text in table.rows[0].texts() if text][:_SHOWN_HEADERS]
    message = (
        "Fant ikke overskriftene Dato og Utvalg, og ingen rad med månedsnavn. Fila begynner med "
        f"{', '.join(f'«{text[:40]}»' for text in shown) or 'tomme ruter'}; "
        "skriv Dato, Utvalg, Tid og Sted øverst i kolonnene."
    )
    return source.error(table.at(table.rows[0].line), message)


def _remarks(
    source: Source, readings: Iterable[ShapeReading], said: ProseReading
) -> list[PlanProblem]:
    found = [(remark.line, remark.text) for remark in source.remarks]
    found += [remark for reading in readings for remark in reading.remarks]
    found += said.remarks
    lost = [PlanProblem(line=n, message=text, lost=True) for r in readings for n, text in r.lost]
    return [*(PlanProblem(line=line, message=message) for line, message in found), *lost]


def _identity(meeting: PlannedMeeting) -> tuple[object, ...]:
    return meeting.body, meeting.date, meeting.start, meeting.type


def _doubles(meetings: Sequence[PlannedMeeting]) -> list[PlanProblem]:
    seen: dict[tuple[object, ...], int] = {}
    problems: list[PlanProblem] = []
    for meeting in meetings:
        first = seen.get(_identity(meeting))
        seen.setdefault(_identity(meeting), meeting.source_line)
        if first is not None and first != meeting.source_line:
            name = f"{meeting.body} {meeting.date:%d.%m.%Y}"
            message = f"{name} står også på linje {first} og er tatt med én gang."
            problems.append(PlanProblem(line=meeting.source_line, message=message))
    return problems


def _once(meetings: Iterable[PlannedMeeting]) -> list[PlannedMeeting]:
    """Each meeting once; one that is doubted anywhere is doubtful."""
    found: dict[tuple[object, ...], PlannedMeeting] = {}
    for meeting in meetings:
        known = found.get(_identity(meeting))
        if known is None or meeting.confidence <= DOUBTFUL < known.confidence:
            found[_identity(meeting)] = meeting
    timed = {(m.body, m.date, m.type) for m in found.values() if m.start is not None}
    return [m for m in found.values() if m.start or (m.body, m.date, m.type) not in timed]


def _assemble(
    listed: Sequence[PlannedMeeting], told: Sequence[PlannedMeeting], problems: list[PlanProblem]
) -> PlanReading:
    once = _once([*listed, *told])
    once.sort(key=lambda m: (m.date, m.source_line, m.body, m.start or dt.time.min))
    return PlanReading(
        meetings=tuple(m for m in once if m.confidence > DOUBTFUL),
        uncertain=tuple(m for m in once if m.confidence <= DOUBTFUL),
        bodies=tuple(dict.fromkeys(m.body for m in once)),
        problems=tuple(sorted(problems, key=lambda p: p.line)),
    )
