"""The table of edits: what each is called, what it is done to, and what is to be read after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.documents.corpus.sheet import Case, Grid, Row, Sheet, Spot

Targets = Callable[[Sheet], Iterable[Any]]
Act = Callable[[Sheet, Any], None]


@dataclass(frozen=True)
class Edit:
    """One thing that a person does: it adds steps to a sheet and notes there what is then seen."""

    name: str
    targets: Targets
    act: Act

    def apply(self, sheet: Sheet) -> bool:
        """Do it to the first place nobody has edited yet, if there is one."""
        for target in self.targets(sheet):
            self.act(sheet, target)
            target.edit = target.edit or self.name
            sheet.edits.append(self.name)
            return True
        return False


EDITS: list[Edit] = []


def edit(targets: Targets) -> Callable[[Act], Act]:
    """Put a function on the table; its name is the edit's."""

    def add(act: Act) -> Act:
        EDITS.append(Edit(act.__name__.replace("_", " "), targets, act))
        return act

    return add


def lines(sheet: Sheet) -> Iterator[Spot]:
    """Fields of one line behind their label."""
    return (s for s in filled(sheet) if s.tag and s.where == "label" and s.plain)


def filled(sheet: Sheet) -> Iterator[Spot]:
    """Fields with a text, that nobody has edited."""
    return (spot for spot in sheet.fields if spot.given and not spot.edit)


def empty(sheet: Sheet) -> Iterator[Spot]:
    """Fields that show guidance which no other field shows."""
    shown = [spot.guidance for spot in sheet.fields if not spot.given]
    for spot in sheet.fields:
        if not spot.given and not spot.edit and shown.count(spot.guidance) == 1:
            yield spot


def renamable(sheet: Sheet) -> Iterator[Spot]:
    """Lines in cells that people also call something else."""
    return (spot for spot in cells(sheet) if spot.aliases)


def cells(sheet: Sheet) -> Iterator[Spot]:
    """Those of them with a table cell of their own."""
    return (spot for spot in lines(sheet) if spot.in_cell)


def sections(sheet: Sheet) -> Iterator[Spot]:
    """Fields of running text under their heading."""
    return (s for s in filled(sheet) if s.tag and s.where == "heading")


def followed(sheet: Sheet) -> list[Spot]:
    """Those of them that are not the last."""
    return list(sections(sheet))[:-1]


def follows_on(sheet: Sheet) -> Iterator[Spot]:
    """Sections right below the section of another field."""
    headings = list(sheet.manifest.headings)
    for spot in sections(sheet):
        above = sheet.above(spot)
        if above.where == "heading" and not above.edit:
            at = headings.index(spot.label)
            if at and headings[at - 1] == above.label:
                yield spot


def bullets(sheet: Sheet) -> Iterator[Spot]:
    """Fields with a bullet for each line."""
    return (spot for spot in filled(sheet) if not spot.tag)


def rows(sheet: Sheet) -> Iterator[Row]:
    """Rows with something in each column, none of them the last of its table."""
    for grid in tables(sheet):
        for row in grid.rows[:-1]:
            if not row.edit and all(row.cells[column] for column in grid.written()):
                yield row


def tables(sheet: Sheet) -> list[Grid]:
    """Tables that still have their header row, the least edited first."""
    return sorted((grid for grid in sheet.grids if grid.found), key=Grid.edited)


def untouched(sheet: Sheet) -> list[Grid]:
    """Tables in which nobody has edited anything."""
    return [grid for grid in tables(sheet) if not grid.edited() and not grid.edit]


def cases(sheet: Sheet) -> Iterator[Case]:
    """Cases with labelled texts; never the first, so that there is always one above."""
    return (case for case in sheet.cases[1:] if case.texts and not case.edit)


def first_case(sheet: Sheet) -> Iterator[Case]:
    """The first, where nothing has been put above it."""
    return (case for case in sheet.cases[:1] if case.texts and not case.edit)


def titles(sheet: Sheet) -> Iterator[Spot]:
    """The field that is the document's title."""
    return (spot for spot in filled(sheet) if spot.where == "title")


def pairs(sheet: Sheet) -> Iterator[Spot]:
    """Lines in cells, of which there is another."""
    return iter(list(cells(sheet))[:-1])


def new_row(sheet: Sheet, grid: Grid) -> Row:
    """A row that somebody writes: a text in each column, in words that are known where need be."""
    row = Row(grid, ["" for _ in grid.columns])
    for column in grid.written():
        words = sheet.manifest.status.values() if grid.columns[column] == "status" else ()
        row.cells[column] = next(iter(words), "") or sheet.pool.line()
    return row
