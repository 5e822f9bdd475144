"""The corpus of made-up plans in real shapes: each file and the rows a careful reader finds in it.

Beside ``NAME.<ending>`` stands ``NAME.toml``:

* ``meeting``: rows that must be sure; a ``start`` of "" says that the plan gives no time;
* ``uncertain``: rows that must be offered, and never as sure;
* ``possible``: rows of which either would do;
* ``year``: what a person must say, where the file doesn't.

A plan without any ``meeting`` or ``uncertain`` row may be refused as well.

A workbook is written as text: ``# Name`` begins a sheet, ``|`` parts its cells.
"""

import datetime as dt
import io
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from service.domain.errors import InputError
from service.imports import PlannedMeeting, PlanReading, read_plan
from service.imports.bodies.body_names import name_key

HERE = Path(__file__).parent / "corpus"
FILES = sorted(path for path in HERE.iterdir() if path.suffix != ".toml")

Key = tuple[str, dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A file of the corpus, read, and what it should have given."""

    reading: PlanReading
    truth: dict[str, list[dict[str, Any]]]

    def expected(self, kind: str) -> dict[Key, dict[str, Any]]:
        return {(name_key(row["body"]), row["date"]): row for row in self.truth.get(kind, [])}

    @property
    def sure(self) -> dict[Key, PlannedMeeting]:
        return {key(meeting): meeting for meeting in self.reading.meetings}

    @property
    def uncertain(self) -> dict[Key, PlannedMeeting]:
        return {key(meeting): meeting for meeting in self.reading.uncertain}


def key(meeting: PlannedMeeting) -> Key:
    return name_key(meeting.body), meeting.date


def plan_in(path: Path) -> Plan:
    truth = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    data, name = path.read_bytes(), path.name
    if path.suffix == ".sheets":
        data, name = _workbook(data.decode()), f"{path.stem}.xlsx"
    try:
        reading = read_plan(data, name, year=truth.get("year"))
    except InputError:
        if "meeting" in truth or "uncertain" in truth:
            raise
        reading = PlanReading(meetings=())
    return Plan(reading=reading, truth=truth)


def _workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for line in text.splitlines():
        if line.startswith("# "):
            book.create_sheet(line.removeprefix("# "))
        else:
            book.worksheets[-1].append([_cell(cell.strip()) for cell in line.split("|")])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _cell(text: str) -> object:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dt.date.fromisoformat(text)
    if re.fullmatch(r"\d\d:\d\d", text):
        return dt.time.fromisoformat(text)
    return int(text) if text.isdecimal() else text or None
