"""Reading a published meeting plan: file → tables → drafts → meetings, each with its doubts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from service.domain.errors import InputError
from service.domain.model import Body
from service.imports.containers import open_source
from service.imports.doubts import doubts_about
from service.imports.draft import Draft, ShapeReading
from service.imports.names import NameBook, explained_abbreviations
from service.imports.prose import ProseReading, read_prose, years_in
from service.imports.reading import PlannedMeeting, PlanProblem, PlanReading, YearNeeded
from service.imports.shapes.date_list import read_date_list
from service.imports.shapes.month_grid import read_month_grid
from service.imports.source import Prose, Source, Table

Shape = Callable[[Source, Table], ShapeReading | None]
#: Tried in this order on each table; the first that recognises it reads it.
SHAPES: tuple[Shape, ...] = (read_month_grid, read_date_list)

_YEARS = range(2000, 2100)
_DOUBTFUL = 0.4  # at most, where a person must confirm
_RESPELT = 0.9
_TIME_FROM_PROSE = 0.95
_YEAR_FROM_HEADING = 0.98
_SHOWN_HEADERS = 6


def read_plan(
    data: bytes, filename: str, *, year: int | None = None, bodies: Sequence[Body] = ()
) -> PlanReading:
    """Read a municipality's meeting plan as it was published.

    What the file is, its content says: a text or CSV list, HTML, XLSX or iCalendar.

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
    if year is not None and year not in _YEARS:
        raise InputError(f"Årstallet {year} er ikke mellom 2000 og 2099.", where="--year")
    source = open_source(data, filename)
    readings = _read_tables(source)
    prose = (*source.prose, *(Prose(*found) for r in readings for found in r.prose))
    meanings = explained_abbreviations(paragraph.text for paragraph in prose)
    # A faction bears its committee's name as an alias, and is in no municipality's plan.
    municipal = [body for body in bodies if body.kind.municipal]
    names = NameBook([d.written for r in readings for d in r.drafts], municipal, meanings)
    said = read_prose(prose, names.forms(d.written for r in readings for d in r.drafts), meanings)
    settler = _Settler(source, names, said, year)
    listed = [meeting for reading in readings for meeting in settler.listed(reading)]
    told = settler.told(listed)
    return _assemble(listed, told, [*_remarks(source, readings, said), *_doubles(listed)])


def _read_tables(source: Source) -> list[ShapeReading]:
    found = [_read_table(source, table) for table in source.tables]
    readings = [reading for reading in found if reading is not None]
    if not any(reading.drafts for reading in readings):
        raise _nothing_found(source, recognised=bool(readings))
    return readings


def _read_table(source: Source, table: Table) -> ShapeReading | None:
    return next((r for shape in SHAPES if (r := shape(source, table)) is not None), None)


def _nothing_found(source: Source, *, recognised: bool) -> InputError:
    if recognised:
        return source.error("", "Planen har ingen møter. Velg fila som har dem.")
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


@dataclass(frozen=True, slots=True)
class _Settler:
    """Makes meetings of drafts: the year, the name, the time, and what speaks against them."""

    source: Source
    names: NameBook
    said: ProseReading
    year: int | None

    def listed(self, reading: ShapeReading) -> list[PlannedMeeting]:
        """The meetings of one table."""
        years = years_in((reading.table.name, *reading.headings))
        number = next(i for i, t in enumerate(self.source.tables) if t is reading.table)
        years = years or self._years_above(number)
        return [self._meeting(draft, years) for draft in reading.drafts]

    def told(self, listed: Sequence[PlannedMeeting]) -> list[PlannedMeeting]:
        """The meetings that only the text names."""
        years = self._years_above(0) or tuple(sorted({m.date.year for m in listed}))
        known = {(meeting.body, meeting.date) for meeting in listed}
        meetings = [self._meeting(draft, years) for draft in self.said.drafts]
        return [m for m in meetings if m.type or (m.body, m.date) not in known]

    def _years_above(self, table: int) -> tuple[int, ...]:
        """The years right above a table, or else anywhere above it."""
        near = years_in(p.text for p in self.source.prose if p.below == table)
        return near or years_in(p.text for p in self.source.prose if p.below < table)

    def _meeting(self, draft: Draft, years: tuple[int, ...]) -> PlannedMeeting:
        known = self.names.known(draft.written)
        date = self._date(draft, years)
        doubts = [*draft.doubts, *doubts_about(date, draft.day, draft.week)]
        if known.doubt:
            doubts.append(known.doubt)
        if not (draft.surely_a_body or known.recognised):
            doubts.append("Navnet viser ikke hvilket organ som møtes.")
        if years and date.year not in years:
            doubts.append(f"Overskriften sier {' og '.join(map(str, years))}, ikke {date.year}.")
        notes = [*draft.notes, *([known.note] if known.note else [])]
        confidence = _YEAR_FROM_HEADING if draft.day.year is None and self.year is None else 1.0
        confidence *= 1.0 if known.as_written else _RESPELT
        meeting = PlannedMeeting(
            body=known.name,
            kind=known.kind,
            date=date,
            start=draft.start,
            end=draft.end,
            place=draft.place or self.said.place,
            type=draft.type,
            confidence=confidence,
            source_line=draft.line,
            source_id=draft.source_id,
            written=draft.written,
        )
        # What only the text names is no ordinary meeting, so the ordinary hour isn't its hour.
        if draft not in self.said.drafts:
            meeting, more = self._timed(meeting)
            notes += more
        note = " ".join([*doubts, *(n for n in notes if not any(n in d for d in doubts))])
        limit = _DOUBTFUL if doubts else 1.0
        return replace(meeting, confidence=round(min(meeting.confidence, limit), 3), note=note)

    def _timed(self, meeting: PlannedMeeting) -> tuple[PlannedMeeting, list[str]]:
        if meeting.start is not None:
            return meeting, []
        note = self.said.notes.get(meeting.body)
        said = self.said.times.get(meeting.body)
        if said is None and note is None and meeting.body not in self.said.disputed:
            said = self.said.times.get("")
        if said is None:
            return meeting, [note] if note else []
        confidence = meeting.confidence * _TIME_FROM_PROSE
        timed = replace(meeting, start=said.span.start, end=said.span.end, confidence=confidence)
        return timed, [f"Klokkeslettet står i teksten, linje {said.line}."]

    def _date(self, draft: Draft, years: tuple[int, ...]) -> dt.date:
        year = draft.day.year or self.year or (years[0] if len(years) == 1 else None)
        if year is None:
            found = (
                f"nevner flere år ({', '.join(map(str, years))})"
                if years
                else "sier ikke hvilket år"
            )
            message = f"Planen {found} den gjelder. Oppgi året, for eksempel --year 2026."
            raise YearNeeded(message, where=self.source.filename)
        try:
            date = draft.day.in_year(year)
        except ValueError as error:
            said = replace(draft.day, year=year)
            message = f"Datoen {said} finnes ikke. Rett den i fila, eller slett den."
            raise self.source.error(draft.place_in_file, message) from error
        if date.year not in _YEARS:
            message = f"Året {date.year} er ikke mellom 2000 og 2099. Rett datoen i fila."
            raise self.source.error(draft.place_in_file, message)
        return date


def _remarks(
    source: Source, readings: Iterable[ShapeReading], said: ProseReading
) -> list[PlanProblem]:
    found = [(remark.line, remark.text) for remark in source.remarks]
    found += [remark for reading in readings for remark in reading.remarks]
    found += said.remarks
    return [PlanProblem(line=line, message=message) for line, message in found]


def _identity(meeting: PlannedMeeting) -> tuple[object, ...]:
    return meeting.body, meeting.date, meeting.start, meeting.type


def _doubles(meetings: Sequence[PlannedMeeting]) -> list[PlanProblem]:
    seen: dict[tuple[object, ...], int] = {}
    problems: list[PlanProblem] = []
    for meeting in meetings:
        first = seen.get(_identity(meeting))
        seen.setdefault(_identity(meeting), meeting.source_line)
        if first is not None:
            name = f"{meeting.body} {meeting.date:%d.%m.%Y}"
            message = f"{name} står også på linje {first} og er tatt med én gang."
            problems.append(PlanProblem(line=meeting.source_line, message=message))
    return problems


def _assemble(
    listed: Sequence[PlannedMeeting], told: Sequence[PlannedMeeting], problems: list[PlanProblem]
) -> PlanReading:
    once = list({_identity(m): m for m in reversed([*listed, *told])}.values())
    once.sort(key=lambda m: (m.date, m.source_line, m.body, m.start or dt.time.min))
    return PlanReading(
        meetings=tuple(m for m in once if m.confidence > _DOUBTFUL),
        uncertain=tuple(m for m in once if m.confidence <= _DOUBTFUL),
        bodies=tuple(dict.fromkeys(m.body for m in once)),
        problems=tuple(sorted(problems, key=lambda p: p.line)),
    )
