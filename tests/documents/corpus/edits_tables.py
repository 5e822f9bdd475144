"""What people do to tables of rows."""

from __future__ import annotations

from tests.documents.corpus.edit import edit, new_row, rows, tables, untouched
from tests.documents.corpus.sheet import Grid, Row, Sheet


@edit(tables)
def add_rows(sheet: Sheet, grid: Grid) -> None:
    for index in (len(grid.rows), 1):
        row = new_row(sheet, grid)
        row.edit = "add rows"
        grid.rows.insert(index, row)
        sheet.do("add_row", header=grid.header, at=row.at, cells=list(row.cells))


@edit(rows)
def delete_a_row(sheet: Sheet, row: Row) -> None:
    sheet.do("delete_row", header=row.grid.header, at=row.at)
    row.grid.rows.remove(row)


@edit(rows)
def move_a_row_to_the_end(sheet: Sheet, row: Row) -> None:
    grid = row.grid
    sheet.do("delete_row", header=grid.header, at=row.at)
    grid.rows.remove(row)
    grid.rows.append(row)
    sheet.do("add_row", header=grid.header, at=row.at, cells=list(row.cells))


@edit(rows)
def type_over_a_cell(sheet: Sheet, row: Row) -> None:
    column = row.grid.written()[0]
    row.cells[column] = sheet.pool.line()
    sheet.do(
        "type_over_cell",
        header=row.grid.header,
        at=row.at,
        column=column,
        text=row.cells[column],
    )


@edit(rows)
def press_enter_in_a_cell(sheet: Sheet, row: Row) -> None:
    column = row.grid.written()[0]
    more = sheet.pool.line()
    sheet.do("enter_and_type", words=row.cells[column], text=more)
    row.cells[column] = f"{row.cells[column]}\n{more}"


@edit(rows)
def empty_a_cell(sheet: Sheet, row: Row) -> None:
    column = row.grid.written()[-1]
    row.cells[column] = ""
    sheet.do("type_over_cell", header=row.grid.header, at=row.at, column=column, text="")


@edit(tables)
def add_a_column(sheet: Sheet, grid: Grid) -> None:
    cells = ["Telefon", *(sheet.pool.line() for _ in grid.rows)]
    sheet.do("add_column", header=grid.header, at=len(grid.header), cells=cells)
    grid.columns.append("")
    for row, cell in zip(grid.rows, cells[1:], strict=True):
        row.cells.append(cell)


@edit(rows)
def comment_on_a_cell(sheet: Sheet, row: Row) -> None:
    sheet.do("comment", words=row.cells[row.grid.written()[0]], text="Hvem er dette?")


@edit(rows)
def suggest_other_words_in_a_cell(sheet: Sheet, row: Row) -> None:
    column = row.grid.written()[0]
    new = sheet.pool.line()
    sheet.do("track", on=True)
    sheet.do("type_over", words=row.cells[column], text=new)
    sheet.do("track", on=False)
    row.cells[column] = new
    sheet.problems.add("tracked-change")


@edit(rows)
def suggest_a_row_away(sheet: Sheet, row: Row) -> None:
    sheet.do("track", on=True)
    sheet.do("delete_row", header=row.grid.header, at=row.at)
    sheet.do("track", on=False)
    row.cells = ["" for _ in row.cells]  # it still stands there, struck out
    sheet.problems.add("tracked-change")


@edit(rows)
def merge_two_cells(sheet: Sheet, row: Row) -> None:
    """The words of both are then seen in the first."""
    first, second = row.grid.written()[:2]
    sheet.do("merge_cells", header=row.grid.header, at=row.at, first=first, last=second)
    row.cells[first] = f"{row.cells[first]}\n{row.cells[second]}"
    row.cells[second] = ""


@edit(untouched)
def suggest_a_new_row(sheet: Sheet, grid: Grid) -> None:
    row = new_row(sheet, grid)
    grid.rows.append(row)
    sheet.do("track", on=True)
    sheet.do("add_row", header=grid.header, at=row.at, cells=list(row.cells))
    sheet.do("track", on=False)
    sheet.problems.add("tracked-change")


@edit(untouched)
def delete_a_column(sheet: Sheet, grid: Grid) -> None:
    column = grid.written()[-1]
    sheet.do("delete_column", header=grid.header, column=column)
    for words in (grid.header, grid.columns, *(row.cells for row in grid.rows)):
        del words[column]
    grid.found = len(grid.written()) > 1  # by one word nobody can tell a table


@edit(untouched)
def delete_a_header_row(sheet: Sheet, grid: Grid) -> None:
    sheet.do("delete_row", header=grid.header, at=0)
    grid.found = False
