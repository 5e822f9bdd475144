"""XLSX, read-only and within bounds that are checked before the library sees the file."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator

import openpyxl
from openpyxl.cell import Cell as BookCell
from openpyxl.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException

from service.domain.errors import InputError
from service.imports.containers.package import DAMAGED, Package
from service.imports.source import Cell, Prose, Row, Source, Table, as_text

MAX_ROWS = 5_000
MAX_COLUMNS = 60

# A cell whose formula nobody has computed. A computed text has its type even where it is empty.
_UNCOMPUTED = re.compile(
    rb"""<(?:\w+:)?c\b (?![^<>]*\bt="str") [^<>]*> \s*
    <(?:\w+:)?f\b [^<>]* (?: /> | > [^<]* </(?:\w+:)?f\s*> ) \s*
    (?: <(?:\w+:)?v\s*/> | <(?:\w+:)?v\s*> \s* </(?:\w+:)?v\s*> )? \s*
    </(?:\w+:)?c\s*>""",
    re.VERBOSE,
)


def read_workbook(package: Package) -> Source:
    """The visible sheets of an XLSX workbook; formulas by the value last computed.

    Raises:
        InputError: no workbook, damaged, larger than any meeting plan, or never computed.
    """
    filename = package.filename
    _refuse_uncomputed(package)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validation, which are not read
            tables, remarks = _sheets(package.data, filename)
    except (InvalidFileException, *DAMAGED) as error:
        message = "Regnearket er skadet og kan ikke leses. Åpne det og lagre det på nytt."
        raise InputError(message, where=filename) from error
    if not tables:
        message = "Regnearket er tomt. Velg fila som har møteplanen."
        raise InputError(message, where=filename)
    return Source(filename=filename, tables=tables, remarks=remarks)


def _refuse_uncomputed(package: Package) -> None:
    sheets = (name for name in package.names if name.startswith("xl/worksheets/"))
    if any(_UNCOMPUTED.search(package.part(name)) for name in sheets if name.endswith(".xml")):
        message = (
            "Regnearket har formler uten utregnede verdier. "
            "Åpne det i Excel eller LibreOffice, og lagre det på nytt."
        )
        raise InputError(message, where=package.filename)


def _sheets(data: bytes, filename: str) -> tuple[tuple[Table, ...], tuple[Prose, ...]]:
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    tables: list[Table] = []
    remarks: list[Prose] = []
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                remarks.append(Prose(1, f"Arket «{sheet.title}» er skjult og er ikke lest."))
                continue
            sheet.reset_dimensions()  # what the file claims about its size is often wrong
            if rows := tuple(_rows(sheet.iter_rows(max_col=MAX_COLUMNS), filename)):
                tables.append(Table(rows=rows, name=sheet.title))
    finally:
        book.close()
    return tuple(tables), tuple(remarks)


def _rows(read: Iterator[tuple[BookCell | MergedCell, ...]], filename: str) -> Iterator[Row]:
    count = 0
    for number, row in enumerate(read, start=1):
        cells = [_cell(cell.value) for cell in row]
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            count += 1
            yield Row(number, tuple(cells), _struck(row))
        if count > MAX_ROWS:
            message = f"Regnearket har over {MAX_ROWS} rader. Lagre bare arket med møteplanen."
            raise InputError(message, where=filename)


def _struck(row: tuple[BookCell | MergedCell, ...]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (at, as_text(_cell(cell.value)))
        for at, cell in enumerate(row)
        if cell.value is not None and cell.font.strike
    )


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, dt.date | dt.time):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
