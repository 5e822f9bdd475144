"""A meeting between the table it stands in and the reading it ends in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from service.imports.source import Table
from service.imports.wording.dates import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one row, cell or sentence says: the name as written, a date that may lack its year."""

    written: str
    surely_a_body: bool = True  # False: the name must show it, or a person must say
    day: Day
    place_in_file: str  # for people
    line: int
    start: dt.time | None = None
    end: dt.time | None = None
    place: str = ""
    type: str = ""
    week: int | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    source_id: str = ""
    source: str = ""  # the row, cell or line as it stands
    marks: tuple[str, ...] = ()  # of footnotes that explain this day
    hints: tuple[str, ...] = ()  # marks that stand behind the name, and may be explained
    years: tuple[int, ...] = ()  # that the nearest heading names, where the shape knows it

    def usually_on(self, weekday: int | None) -> Draft:
        """With the weekday that the plan gives for all the meetings, where it has none itself."""
        own = self.day.weekday if self.day.weekday is not None else weekday
        return replace(self, day=replace(self.day, weekday=own))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeReading:
    """What a shape found in one table, and the rows that are text and not meetings.

    ``table`` is None for what was found in running text.
    """

    table: Table | None
    drafts: tuple[Draft, ...]
    headings: tuple[str, ...] = ()  # rows above the header
    prose: tuple[tuple[int, str], ...] = ()  # rows with nothing but a text
    remarks: tuple[tuple[int, str], ...] = ()
    lost: tuple[tuple[int, str], ...] = ()  # what may be a meeting, and couldn't be read
