"""XLSX, read-only and within bounds that are checked before the library sees the file."""

from __future__ import annotations

import datetime as dt
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator

import openpyxl
from lxml import etree
from openpyxl.cell import Cell as BookCell
from openpyxl.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException

from service.domain.errors import InputError
from service.imports.source import Cell, Prose, Row, Source, Table, as_text

MAX_PARTS = 2_000
MAX_UNPACKED = 100_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 60

# A damaged part shows itself anywhere in the library, as whatever Python raises there.
_DAMAGED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    etree.LxmlError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


def read_workbook(data: bytes, filename: str) -> Source:
    """The visible sheets of an XLSX workbook; formulas by the value last computed.

    Raises:
        InputError: no workbook, damaged, or larger than any meeting plan.
    """
    _refuse_bombs(data, filename)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validation, which are not read
            tables, remarks = _sheets(data, filename)
    except _DAMAGED as error:
        message = "Regnearket er skadet og kan ikke leses. Åpne det og lagre det på nytt."
        raise InputError(message, where=filename) from error
    if not tables:
        message = "Regnearket er tomt. Velg fila som har møteplanen."
        raise InputError(message, where=filename)
    return Source(filename=filename, tables=tables, remarks=remarks)


def _refuse_bombs(data: bytes, filename: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                message = (
                    "Regnearket blir for stort når det pakkes ut. Lagre bare arket med møteplanen."
                )
                raise InputError(message, where=filename)
            _refuse_entities(archive, filename)
    except _DAMAGED as error:
        message = "Fila er skadet og kan ikke åpnes. Last den ned på nytt."
        raise InputError(message, where=filename) from error
    if "word/document.xml" in names:
        message = "Fila er et Word-dokument. Kopier tabellen til et regneark, og lagre som .xlsx."
        raise InputError(message, where=filename)
    if not any(name.startswith("xl/") for name in names):
        message = "Fila er ikke et regneark. Åpne den og lagre den som .xlsx."
        raise InputError(message, where=filename)


def _refuse_entities(archive: zipfile.ZipFile, filename: str) -> None:
    """Office never writes a document type; whoever does wants entities expanded."""
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")) and _has_doctype(archive.read(part)):
            message = f"Regnearket har ulovlig innhold i {part.filename}, og blir ikke lest."
            raise InputError(message, where=filename)


def _has_doctype(xml: bytes) -> bool:
    return (
        b"<!DOCTYPE" in xml
        or "<!DOCTYPE".encode("utf-16-le") in xml
        or ("<!DOCTYPE".encode("utf-16-be") in xml)
    )


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
