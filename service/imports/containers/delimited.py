"""Plain text and CSV: lines whose cells are parted by tab, semicolon, bar or comma."""

from __future__ import annotations

import csv
import io
from collections import Counter

from service.domain.errors import InputError
from service.imports.source import Prose, Row, Source, Table

_DELIMITERS = "\t;|,"


def read_delimited(text: str, filename: str) -> Source:
    """Rows where the delimiter stands, prose where it doesn't.

    Raises:
        InputError: a quotation mark is opened and never closed.
    """
    delimiter = _delimiter(text)
    rows: list[Row] = []
    prose: list[Prose] = []
    for line, record in _records(text, delimiter, filename):
        cells = tuple(cell.strip() for cell in record)
        if len(cells) > 1:
            rows.append(Row(line, cells))
        elif cells and cells[0]:
            prose.append(Prose(line, cells[0], below=1 if rows else 0))
    tables = (Table(rows=tuple(rows)),) if rows else ()
    lines = tuple(Prose(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
    return Source(filename=filename, tables=tables, prose=tuple(prose), lines=lines)


def _delimiter(text: str) -> str:
    """The one that parts most lines into the same number of cells."""
    lines = [line for line in text.split("\n") if line.strip()]

    def agreeing(delimiter: str) -> tuple[int, int]:
        counts = Counter(line.count(delimiter) for line in lines if delimiter in line)
        columns, times = counts.most_common(1)[0] if counts else (0, 0)
        return times, columns

    return max(_DELIMITERS, key=agreeing)


def _records(text: str, delimiter: str, filename: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for record in reader:
            records.append((line, record))
            line = reader.line_num + 1
    except csv.Error as error:
        message = "Linja kan ikke deles i ruter. Se etter et anførselstegn som ikke er lukket."
        raise InputError(message, where=f"{filename}, linje {line}") from error
    return records
