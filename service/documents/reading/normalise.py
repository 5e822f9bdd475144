"""One pass over a document part, from any editor's markup to paragraphs and tables.

It sees through content controls, hyperlinks, insertions and moved-to text, and drops deletions,
moved-from text, hidden text and field codes (ECMA-376 Part 1, 17.3, 17.4, 17.5.2, 17.13.5).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from lxml import etree

from service.documents.ooxml import BODY, SDT, TBL, TC, TR, VAL, P, w
from service.documents.reading.flow import WIDEST, Block, Cell, Control, Paragraph, Table
from service.documents.reading.inline import (
    GONE,
    SUGGESTED,
    TRANSPARENT,
    ParagraphReader,
    content_of,
    control_of,
)
from service.documents.reading.style_names import Style

_ROW_PR: Final = w("trPr")
_CELL_PR: Final = w("tcPr")
_GRID_BEFORE: Final = w("gridBefore")
_GRID_SPAN: Final = w("gridSpan")


def normalise(
    document: etree._Element, styles: Mapping[str, Style], guidance: Collection[str]
) -> list[Block]:
    """The blocks of a document part's body. ``guidance`` are texts known to be placeholders."""
    body = document.find(BODY)
    if body is None:
        return []
    reader = _Reader(ParagraphReader(styles, guidance))
    return _joined(reader.blocks(body, None))


class _Reader:
    def __init__(self, paragraphs: ParagraphReader) -> None:
        self._paragraphs = paragraphs

    def blocks(self, parent: etree._Element, control: Control | None) -> list[Block]:
        found: list[Block] = []
        for child in parent:
            tag = child.tag
            if tag == P:
                found.append(self._paragraphs.read(child, control))
                if self._paragraphs.boxes:
                    found.extend(self._drain_boxes())
            elif tag == TBL:
                found.append(self._table(child))
            elif tag == SDT:
                inner = control_of(child) or control
                found.extend(self.blocks(content_of(child), inner))
            elif tag in TRANSPARENT:
                found.extend(self.blocks(child, control))
        return found

    def _drain_boxes(self) -> list[Block]:
        """Text boxes are read after the paragraph they are anchored in."""
        boxes, self._paragraphs.boxes = self._paragraphs.boxes, []
        return [block for box in boxes for block in self.blocks(box, None)]

    def _table(self, table: etree._Element) -> Table:
        found = Table()
        for row in _descend(table, TR):
            marks = [mark.tag for mark in row.iterfind(f"{w('trPr')}/*") if mark.tag in SUGGESTED]
            found.tracked = found.tracked or bool(marks)
            if not GONE.intersection(marks):
                found.rows.append(self._row(row))
        return found

    def _row(self, row: etree._Element) -> list[Cell]:
        """Its cells by column: one that spans several leaves the others empty."""
        nothing: Cell = []
        cells = [nothing] * _columns(row, _ROW_PR, _GRID_BEFORE, 0)
        for cell in _descend(row, TC):
            cells.append(self._cell(cell))
            spanned = _columns(cell, _CELL_PR, _GRID_SPAN, 1) - 1
            cells += [nothing] * min(spanned, WIDEST - len(cells))
        return cells

    def _cell(self, cell: etree._Element) -> Cell:
        paragraphs: Cell = []
        for block in _joined(self.blocks(cell, None)):
            paragraphs.extend([block] if isinstance(block, Paragraph) else block.paragraphs())
        return paragraphs


def _columns(element: etree._Element, properties: str, name: str, usual: int) -> int:
    """A number of columns among a row's or cell's properties; ``usual`` where it makes no sense."""
    for child in element:
        if child.tag == properties:
            for prop in child:
                if prop.tag == name:
                    count = prop.get(VAL, "")
                    sensible = count.isdecimal() and len(count) < 3 and 0 < int(count) <= WIDEST
                    return int(count) if sensible else usual
            break
    return usual


def _descend(parent: etree._Element, wanted: str) -> list[etree._Element]:
    """Rows or cells, also those inside row or cell controls and insertions."""
    found: list[etree._Element] = []
    for child in parent:
        if child.tag == wanted:
            found.append(child)
        elif child.tag == SDT:
            found.extend(_descend(content_of(child), wanted))
        elif child.tag in TRANSPARENT:
            found.extend(_descend(child, wanted))
    return found


def _joined(blocks: list[Block]) -> list[Block]:
    """Let a paragraph whose mark is deleted continue in the next."""
    found: list[Block] = []
    begun: list[Paragraph] = []
    for block in blocks:
        if begun and not isinstance(block, Paragraph):
            found.append(_as_one(begun))
            begun = []
        if isinstance(block, Paragraph) and (begun or block.joins_next):
            begun.append(block)
            if not block.joins_next:
                found.append(_as_one(begun))
                begun = []
        else:
            found.append(block)
    return [*found, _as_one(begun)] if begun else found


def _as_one(paragraphs: list[Paragraph]) -> Paragraph:
    controls: dict[Control, list[str]] = {}
    for paragraph in paragraphs:
        for control, text in paragraph.controls.items():
            controls.setdefault(control, []).append(text)
    spans = [span for paragraph in paragraphs for span in paragraph.spans]
    return replace(
        paragraphs[0],
        spans=spans,
        controls={control: "".join(texts) for control, texts in controls.items()},
        text="".join([span.text for span in spans]).strip(),
        joins_next=paragraphs[-1].joins_next,
        tracked=True,
    )
