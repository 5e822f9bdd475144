"""A wheel as a document to be printed: the drawing on a sheet of its own, then the same as a table.

LibreOffice shows the drawing as it is, with lines and letters, and prints document and table as a
PDF that screen readers can read. The document lives only until it is printed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.shape import CT_Inline
from docx.shared import Mm, Pt
from docx.table import _Cell

from service.documents.authoring import styles
from service.documents.authoring.tables import (
    add_table,
    describe,
    keep_whole,
    only_paragraph,
    repeat,
)
from service.documents.wheel.drawing import draw
from service.documents.wheel.layout import WIDE
from service.documents.wheel.words import WORDS
from service.domain.wheels.model import Wheel, WheelItem
from service.domain.wording import capital

_SHEET: Final = (297, 210)  # A4 on its side, in millimetres
_MARGIN: Final = 9
_WIDTHS: Final[tuple[int, ...]] = (14, 110, 95, 60)
_DRAWING: Final = "image/svg+xml"


def wheel_docx(wheel: Wheel) -> bytes:
    """The document; each thing that is drawn is also a row in its tables."""
    document = docx.Document()
    root = document.styles.element
    for style in list(root):
        root.remove(style)
    root.extend(list(parse_xml(styles.styles_xml(f"{wheel.language}-NO"))))
    _set_page(document)
    _add_drawing(document, wheel)
    words = WORDS[wheel.language].columns
    days = [item for item in wheel.items if item.number is None]
    for heading, items in ((words.fixed, wheel.numbered), (words.days, days)):
        if items:
            document.add_heading(f"{wheel.title}: {heading}", 1)
            _add_rows(document, wheel, items)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_SHEET[0]), Mm(_SHEET[1])
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header_distance = section.footer_distance = Mm(_MARGIN / 2)


def _add_drawing(document: Document, wheel: Wheel) -> None:
    """The drawing, as large as fits the sheet, described for those who don't see it."""
    svg = draw(wheel, WIDE, key="hjul").svg.encode()
    package = document.part.package
    part = Part(PackURI("/word/media/wheel.svg"), _DRAWING, svg, package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    width = _SHEET[0] - 2 * _MARGIN - 8
    height = width * WIDE.height / WIDE.width
    inline = CT_Inline.new_pic_inline(1, relation, "wheel.svg", Mm(width), Mm(height))
    words = WORDS[wheel.language]
    inline.docPr.set("descr", f"{wheel.title}, {wheel.place}. {words.columns.beside}")
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run()
    run._r.add_drawing(inline)  # noqa: SLF001 - python-docx takes no drawings but bitmaps
    run.add_break(WD_BREAK.PAGE)


def _add_rows(document: Document, wheel: Wheel, items: Sequence[WheelItem]) -> None:
    words = WORDS[wheel.language].columns
    columns = (words.number, words.what, words.when, words.sure)
    numbered = items[0].number is not None
    shown = slice(0 if numbered else 1, None)  # without numbers there is no column of them
    table = add_table(document, 1 + len(items), _WIDTHS[shown])
    describe(table, wheel.title, first_row=True)
    header, *rows = table.rows
    repeat(header._tr)  # noqa: SLF001 - python-docx has no public way to its element
    _fill(header.cells, columns[shown])
    for row, item in zip(rows, items, strict=True):
        keep_whole(row._tr)  # noqa: SLF001 - python-docx has no public way to its element
        said = (str(item.number), item.name, capital(item.when), capital(wheel.certainty(item)))
        _fill(row.cells, said[shown])


def _fill(cells: Sequence[_Cell], texts: Sequence[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        only_paragraph(cell).add_run(text)
