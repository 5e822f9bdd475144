"""Tables as all our documents have them: quiet, described, with a header that is repeated."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.shared import Mm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph


def add_table(document: Document, rows: int, widths: Sequence[int]) -> Table:
    """A table in our style, its columns as wide as these millimetres."""
    made: Table = document.add_table(rows, len(widths), style="Rolig tabell")
    made.autofit = False
    for index, width in enumerate(widths):
        made.columns[index].width = Mm(width)
        for cell in made.columns[index].cells:
            cell.width = Mm(width)
            only_paragraph(cell).style = "Tabelltekst"
    return made


def only_paragraph(cell: _Cell) -> Paragraph:
    """The paragraph of a cell that has one."""
    paragraph: Paragraph = cell.paragraphs[0]
    return paragraph


def describe(table_: Table, alt: str, *, first_row: bool) -> None:
    """Say to a screen reader what the table is and where its headers are."""
    properties = table_._tbl.tblPr  # noqa: SLF001 - python-docx has no public way to its element
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    look.attrib.clear()
    look.set(qn("w:val"), "0620" if first_row else "0680")
    for name, on in (("firstRow", first_row), ("lastRow", False), ("firstColumn", not first_row),
                     ("lastColumn", False), ("noHBand", True), ("noVBand", True)):  # fmt: skip
        look.set(qn(f"w:{name}"), "1" if on else "0")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), alt)
    properties.append(caption)


def keep_with_next(row: _Row) -> None:
    """Let the row stand on the same page as the one below it."""
    for cell in row.cells:
        only_paragraph(cell).paragraph_format.keep_with_next = True


def repeat(row: CT_Row) -> None:
    """Let the row stand at the top of each page that the table goes on to."""
    keep_whole(row)
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: CT_Row) -> None:
    """Let no page end within the row."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
