"""Meeting plans as people make them in Word, and the PDFs that LibreOffice makes of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import docx
import docx.table
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from service.imports.source import Source
from tests.documents.office import convert_all

TITLE = "Møteplan 2026 for Eksempel kommune"
MONTHS = ("Januar", "Februar", "Mars", "April", "Mai", "Juni")
LIST = (
    ("Dato", "Utvalg", "Tid", "Sted"),
    ("19. januar", "Formannskap", "09.00", "Rådhuset"),
    ("22. januar", "Kommunestyre", "18.00", "Kulturhuset"),
    ("2. februar", "Formannskap", "", "Rådhuset"),
    ("3. februar", "Hovedutvalg for oppvekst og levekår", "17.00", ""),
)
GRID = (
    ("Utvalg", *MONTHS),
    ("Formannskap", "12. og 26.", "9.", "2. 16.", "", "4.", "1."),
    ("Kommunestyre", "22.", "-", "26.", "23.", "", "18."),
    ("Hovedutvalg for oppvekst", "", "3.", "", "14.", "", "9."),
)


def saved(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def titled(*paragraphs: str) -> Document:
    """An A4 document with margins of 2 cm."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    document.add_heading(TITLE, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def tabulated(
    document: Document, rows: Iterable[Sequence[str]], style: str = "Table Grid"
) -> docx.table.Table:
    rows = [list(row) for row in rows]
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = style
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def tabbed(document: Document, rows: Iterable[Sequence[str]], stops: Sequence[float]) -> None:
    """Lines whose columns are made with tabs, at so many centimetres."""
    for row in rows:
        paragraph = document.add_paragraph("\t".join(row))
        paragraph.paragraph_format.space_after = Pt(0)
        for stop in stops:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(stop))


LIST_STOPS = (3, 11, 13.5)


def shapes() -> dict[str, bytes]:
    """The same plan in the shapes that municipalities publish, as DOCX."""
    listed = titled("Vedtatt 10.11.2025.")
    tabulated(listed, LIST)
    grid = titled()
    landscape(grid)
    tabulated(grid, GRID)
    lines = titled()
    tabbed(lines, LIST, LIST_STOPS)
    lines.add_paragraph("Alle møter er åpne.")
    return {"list.docx": saved(listed), "grid.docx": saved(grid), "lines.docx": saved(lines)}


def landscape(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def texts(source: Source) -> list[list[tuple[object, ...]]]:
    """The cells of each table's rows."""
    return [[row.cells for row in table.rows] for table in source.tables]


def as_pdfs(documents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """What LibreOffice makes of files, by their names without suffix."""
    files = []
    for name, data in documents.items():
        files.append(folder / name)
        files[-1].write_bytes(data)
    return {pdf.stem: pdf.read_bytes() for pdf in convert_all(files, "pdf", folder)}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()
