"""kjoreplan plan read: what is understood of a published plan, to check in a minute."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from service.bootstrap import publications
from service.cli.context import LARGEST_FILE, contents
from service.cli.output import clock, console, day, json_option, print_json, progress
from service.domain.errors import InputError
from service.imports import PlannedMeeting, PlanReading, read_plan
from service.imports.summing_up import summaries, summary_said
from service.journeys.published.fetching import fetch

_WIDE = 120  # columns; from here on there is room for the plan's own words beside each meeting
_MOST_SOURCE = 200  # letters of a row that are shown
_ADDRESSES = ("http://", "https://")


@click.command("read")
@click.argument("source", metavar="FIL|-|ADRESSE")
@click.option("--year", type=int, help="Året, når planen ikke sier det selv.")
@json_option
def read_command(source: str, year: int | None, as_json: bool) -> None:
    """Vis hva som leses ut av en møteplan. Ingenting lagres.

    Planen er en fil, det som kommer på standard inn (-), eller en adresse, som leses én gang.
    """
    data, name = plan_from(source)
    reading = read_plan(data, name, year=year)
    if as_json:
        print_json(reading_json(reading))
        return
    show_reading(reading)


def plan_from(source: str) -> tuple[bytes, str]:
    """A plan that somebody named, and what to call it in messages.

    Raises:
        InputError: the file can't be read, or the address gives nothing.
    """
    if source.startswith(_ADDRESSES):
        with progress("Henter planen …"):
            found = fetch(publications(), source)
        return found.data or b"", found.filename
    if source == "-":
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise InputError("Det er for mye å lese. Ta med bare møteplanen.", where="standard inn")
        return data, "standard inn"
    path = Path(source)
    return contents(path), path.name


def show_reading(reading: PlanReading) -> None:
    """All meetings by date, each body in one line, then what to look at, doubts last."""
    out = console()
    if reading.meetings:
        out.print(_table(reading.meetings, wide=out.width >= _WIDE))
        for note, number in _notes(reading.meetings).items():
            out.print(f"{number}) {note}", style="dim")
        out.print()
    lines = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for summary in summaries(reading.meetings, reading.uncertain):
        unsure = f"; {summary.unsure} {'usikkert' if summary.unsure == 1 else 'usikre'}"
        said = summary_said(summary) + unsure * bool(summary.unsure)
        lines.add_row(Text(summary.name, style="bold"), Text(said))
    out.print(lines)
    if reading.problems:
        out.print()
    for problem in reading.problems:
        where = f"Linje {problem.line}: " if problem.line else ""
        out.print(f"{where}{problem.message}", style="yellow")
    if reading.uncertain:
        out.print("\nUsikre, se etter i planen:", style="bold yellow")
    for meeting in reading.uncertain:
        _show_doubt(meeting)
    count, bodies = len(reading.meetings), len(reading.bodies)
    out.print(
        f"\n{count} {'møte' if count == 1 else 'møter'} i {bodies} "
        f"{'organ' if bodies == 1 else 'organer'}, {len(reading.uncertain)} "
        f"{'usikkert' if len(reading.uncertain) == 1 else 'usikre'}."
    )


def _notes(meetings: Sequence[PlannedMeeting]) -> dict[str, int]:
    """The notes, each once, with the number that stands beside its meetings."""
    notes = dict.fromkeys(m.note for m in meetings if m.note)
    return {note: number for number, note in enumerate(notes, 1)}


def _table(meetings: Sequence[PlannedMeeting], *, wide: bool) -> Table:
    """A row for each meeting, a blank one after each month; columns that would be empty are out."""
    notes, places = _notes(meetings), any(m.place for m in meetings)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title, there in (
        ("Dato", True),
        ("Tid", True),
        ("Organ", True),
        ("Sted", places),
        ("I planen" if wide else "Linje", True),
        ("Merknad", bool(notes)),
    ):
        if there:
            table.add_column(title, no_wrap=title in {"Dato", "Tid", "Linje"})
    month = meetings[0].date.month
    for meeting in meetings:
        if meeting.date.month != month:
            table.add_row()
            month = meeting.date.month
        cells = [day(meeting.date), clock(meeting.start, meeting.end) if meeting.start else ""]
        cells += [_name(meeting), *([meeting.place] if places else [])]
        cells.append(_place_in_plan(meeting) if wide else str(meeting.source_line or ""))
        cells += [f"{notes[meeting.note]})" if meeting.note else ""] if notes else []
        table.add_row(*map(Text, cells))
    return table


def _show_doubt(meeting: PlannedMeeting) -> None:
    out = console()
    time = clock(meeting.start, meeting.end) if meeting.start else ""
    words = (day(meeting.date), time, _name(meeting), meeting.place)
    out.print(f"? {'  '.join(word for word in words if word)}", style="yellow")
    out.print(f"    {_place_in_plan(meeting)}", style="dim")
    out.print(f"    {meeting.note}")


def _name(meeting: PlannedMeeting) -> str:
    return f"{meeting.body} ({meeting.type})" if meeting.type else meeting.body


def _place_in_plan(meeting: PlannedMeeting) -> str:
    """The line, and the plan's own words there; nothing of a meeting that a person has added."""
    words = " ".join((meeting.source or meeting.written).split())
    shown = words if len(words) <= _MOST_SOURCE else f"{words[:_MOST_SOURCE].rstrip()} …"
    line = f"linje {meeting.source_line}" if meeting.source_line else ""
    return ": ".join(filter(None, (line, shown and f"«{shown}»")))


def reading_json(reading: PlanReading) -> dict[str, object]:
    """The ``plan read`` document of the command line's contract."""
    return {
        "meetings": [_planned_json(m) for m in reading.meetings],
        "uncertain": [_planned_json(m) for m in reading.uncertain],
        "bodies": list(reading.bodies),
        "problems": [{"line": p.line, "message": p.message} for p in reading.problems],
    }


def _planned_json(meeting: PlannedMeeting) -> dict[str, object]:
    return {
        "body": meeting.body,
        "date": meeting.date,
        "start": meeting.start,
        "end": meeting.end,
        "place": meeting.place,
        "kind": meeting.kind,
        "type": meeting.type,
        "confidence": meeting.confidence,
        "source_line": meeting.source_line,
        "source": meeting.source,
        "written": meeting.written,
        "note": meeting.note,
    }
