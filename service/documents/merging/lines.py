"""The rows of a table as they stand in a document, and new ones after their pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from service.documents.ooxml import P_PR, R_PR, TC, TR, XML_SPACE, P, R, T, w
from service.documents.reading.flow import Cell, Table, cell_text
from service.documents.reading.inline import SUGGESTED
from service.documents.reading.read import Layout
from service.documents.reading.tables import known_table

_ROW_PR: Final = w("trPr")
_TEXT: Final = frozenset({TC, P, R, T, w("lastRenderedPageBreak"), w("proofErr")})
_LOOK: Final = frozenset({P_PR, R_PR, _ROW_PR, w("tcPr"), w("tblPrEx")})
_SPANS: Final = (w("gridSpan"), w("vMerge"), w("gridBefore"))
_OWN_NAMES: Final = ("paraId", "textId", "rsid")  # what no two rows may share, or say of editing


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A row as it stands.

    Attributes:
        element: its ``w:tr``.
        row: its cells.
        columns: what the cells are called that are ours, by their number.
        tracked: somebody's suggestion waits in it, or it is one itself.
    """

    element: etree._Element
    row: list[Cell]
    columns: Mapping[int, str]
    tracked: bool

    @property
    def cells(self) -> dict[str, Cell]:
        """Our cells by column."""
        return {name: self.row[n] for n, name in self.columns.items() if n < len(self.row)}

    @property
    def texts(self) -> dict[str, str]:
        """What stands in our cells, by column."""
        return {column: cell_text(cell) for column, cell in self.cells.items()}

    @property
    def is_plain(self) -> bool:
        """Whether each column has one cell with nothing but text, so that it can be copied."""
        spans = any(next(self.element.iter(span), None) is not None for span in _SPANS)
        count = len(list(self.element.iter(TC)))
        return count == len(self.row) and all(self.row) and not spans and _is_text(self.element)

    @property
    def is_ours_alone(self) -> bool:
        """Whether nothing in it, seen or unseen, can have come from anybody else."""
        others = (cell for n, cell in enumerate(self.row) if n not in self.columns)
        return self.is_plain and not any(map(cell_text, others))


def lines_of(layout: Layout, table_id: str) -> Iterator[Line]:
    """The rows of every table of a kind, in order."""
    for table in (b for part in layout.parts for b in part.blocks if isinstance(b, Table)):
        known = known_table(table, layout.lexicon)
        if known is not None and known[0] == table_id:
            yield from _lines(table, known[1])


def new_line(pattern: Line, row: Mapping[str, str]) -> bytes:
    """A row that looks like ``pattern``, which must be plain, and says ``row``."""
    made = deepcopy(pattern.element)
    for number, cell in enumerate(made.iter(TC)):
        _say(cell, row.get(pattern.columns.get(number, ""), ""))
    for element in made.iter():
        for name in element.attrib:
            if etree.QName(name).localname.startswith(_OWN_NAMES):
                del element.attrib[name]
    xml = etree.tostring(made, encoding="unicode", with_tail=False)
    for prefix, uri in pattern.element.nsmap.items():  # the document has declared them
        xml = xml.replace(f' xmlns{":" + prefix if prefix else ""}="{uri}"', "")
    return xml.encode()


def _lines(table: Table, columns: Mapping[int, str]) -> Iterator[Line]:
    for row in table.rows[1:]:
        origins = (p.origin for cell in row for p in cell if p.origin is not None)
        element = next((o for origin in origins for o in origin.iterancestors(TR)), None)
        if element is not None:
            marked = any(mark.tag in SUGGESTED for mark in element.iterfind(f"{_ROW_PR}/*"))
            tracked = marked or any(p.tracked for cell in row for p in cell)
            yield Line(element, row, columns, tracked)


def _is_text(element: etree._Element) -> bool:
    return all(child.tag in _LOOK or (child.tag in _TEXT and _is_text(child)) for child in element)


def _say(cell: etree._Element, text: str) -> None:
    """Let a cell of plain text say something else, in the look of its first run."""
    first, *more = cell.findall(P)
    for paragraph in more:
        cell.remove(paragraph)
    runs = first.findall(R)
    for run in runs[1:]:
        first.remove(run)
    run = runs[0] if runs else etree.SubElement(first, R)
    for word in [child for child in run if child.tag != R_PR]:
        run.remove(word)
    if text:
        words = etree.SubElement(run, T)
        words.set(XML_SPACE, "preserve")
        words.text = text
