"""DOCX: its tables, and its paragraphs as prose, in the order people read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from lxml import etree

from service.domain.errors import InputError
from service.imports.containers.cells import Cell, Piece, joined, prose_of, row_of, standing_in
from service.imports.containers.package import Package
from service.imports.containers.word_text import (
    BREAK,
    Strokes,
    boxes_of,
    lines_of,
    local,
    notes_in,
    number_of,
    seen,
    struck_styles,
    value_of,
)
from service.imports.source import Prose, Row, Source, Table

MAX_LINES = 5_000
_MOST_COLUMNS = 60
_FEWEST_ROWS = 2
_MAIN = "word/document.xml"
_PICTURES = ("{*}drawing", "{*}pict", "{*}object")
_UNSETTLED = "Raden har en sporet endring som ingen har godtatt eller avvist."
_CHANGES = ("{*}ins", "{*}del", "{*}moveTo", "{*}moveFrom")
_NOTES = frozenset(("footnotes", "endnotes"))
_EDGES = {"header": "topptekst", "footer": "bunntekst"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line outside the tables, in the cells that its tabs make."""

    number: int
    cells: tuple[Cell, ...]
    place: str
    doubt: str


def read_word(package: Package) -> Source:
    """Every innermost table, and the text outside them; headers and footers first.

    Lines whose tabs part them into the same number of cells are a table too.

    Raises:
        InputError: it is damaged, has no text, or is longer than any meeting plan.
    """
    # Word on the web calls it document2.xml.
    main = next((part for kind, part in package.related() if kind == "officeDocument"), _MAIN)
    reader = _Reader(package.filename, _strokes(package, main))
    for kind, part in _edges(package, main):
        reader.edge(package.xml(part), _EDGES[kind])
    document = package.xml(main)
    body = document.find("{*}body")
    if body is None:
        raise package.damaged()
    reader.blocks(body)
    reader.close()
    if not (reader.tables or reader.prose):
        raise _nothing(package.filename, document)
    return Source(
        filename=package.filename,
        tables=tuple(reader.tables),
        prose=tuple(reader.prose),
        remarks=_remarks(document),
    )


def _strokes(package: Package, main: str) -> Strokes:
    related = package.related(main)
    styles = (struck_styles(package.xml(part)) for kind, part in related if kind == "styles")
    strokes = Strokes(frozenset[str]().union(*styles))
    notes: dict[tuple[str, str], str] = {}
    for kind, part in related:
        if kind in _NOTES:
            notes |= notes_in(package.xml(part), strokes)
    return replace(strokes, notes=notes)


def _edges(package: Package, main: str) -> list[tuple[str, str]]:
    """The headers, then the footers."""
    found = {(kind, part) for kind, part in package.related(main) if kind in _EDGES}
    return sorted(found, key=lambda edge: (list(_EDGES).index(edge[0]), edge[1]))


def _nothing(filename: str, document: etree._Element) -> InputError:
    pictured = next(document.iter(*_PICTURES), None) is not None
    if pictured:
        message = (
            "Dokumentet har bilder, men ingen tekst. "
            "Finn planen som nettside eller regneark, eller skriv datoene av som en liste."
        )
    else:
        message = "Dokumentet er tomt. Velg fila som har møteplanen."
    return InputError(message, where=filename)


def _is_changed(element: etree._Element) -> bool:
    return next(element.iter(*_CHANGES), None) is not None


def _remarks(document: etree._Element) -> tuple[Prose, ...]:
    if not _is_changed(document):
        return ()
    message = (
        "Dokumentet har sporede endringer som ingen har godtatt eller avvist. "
        "Planen er lest som om alle var godtatt."
    )
    return (Prose(1, message),)


@dataclass(slots=True)
class _Reader:
    filename: str
    strokes: Strokes
    tables: list[Table] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    _number: int = 0  # of lines and rows so far
    _paragraphs: int = 0
    _word_tables: int = 0
    _open: list[_Line] = field(default_factory=list)  # lines since the last table
    _edges: set[str] = field(default_factory=set)

    def edge(self, part: etree._Element, place: str) -> None:
        """A header or footer; the same text on several kinds of pages is read once."""
        for paragraph in part.iter("{*}p"):
            for line in lines_of(self.strokes.pieces(paragraph)):
                text = standing_in(line).strip()
                if text and text not in self._edges:
                    self._edges.add(text)
                    self.prose.append(prose_of(self._next(), line, place=place))

    def blocks(self, element: etree._Element) -> None:
        """The paragraphs and tables of the body, a cell or a text box."""
        for block in seen(element, ("p", "tbl")):
            if local(block) == "p":
                self._paragraph(block)
            elif block.find(".//{*}tbl") is None:
                self.close()
                self._table(block)
            else:  # a table that only lays out the page
                for row in seen(block, ("tr",)):
                    for cell in seen(row, ("tc",)):
                        self.blocks(cell)

    def close(self) -> None:
        """End the lines between two tables: those in columns are a table too."""
        lines, self._open = self._open, []
        rows = _in_columns(lines)
        started = len(self.tables)
        if rows:
            read = (row_of(r.number, r.cells, r.place, r.doubt) for r in rows)
            self.tables.append(Table(rows=tuple(read)))
        first = rows[0].number if rows else 0
        taken = {row.number for row in rows}
        for line in lines:
            if line.number not in taken and standing_in(line.cells).strip():
                below = started + (bool(rows) and line.number > first)
                self.prose.append(prose_of(line.number, line.cells, below, line.place, line.doubt))

    def _next(self) -> int:
        self._number += 1
        if self._number > MAX_LINES:
            message = f"Dokumentet har over {MAX_LINES} linjer. Lagre bare møteplanen."
            raise InputError(message, where=self.filename)
        return self._number

    def _paragraph(self, paragraph: etree._Element) -> None:
        if not len(paragraph):
            return
        lines = [
            line for line in lines_of(self.strokes.pieces(paragraph)) if any(c.text for c in line)
        ]
        self._paragraphs += bool(lines)
        place = f"avsnitt {self._paragraphs}"
        doubt = _UNSETTLED if lines and _is_changed(paragraph) else ""
        self._open += [_Line(self._next(), cells, place, doubt) for cells in lines]
        for box in boxes_of(paragraph):
            self.blocks(box)

    def _table(self, table: etree._Element) -> None:
        self._word_tables += 1
        rows: list[Row] = []
        above: list[Cell] = []
        for count, row in enumerate(seen(table, ("tr",)), start=1):
            if row.find("{*}trPr/{*}del") is None:
                above = self._cells(row, above)
                place = f"tabell {self._word_tables}, rad {count}"
                doubt = _UNSETTLED if _is_changed(row) else ""
                rows.append(row_of(self._next(), above, place, doubt))
        if rows:
            self.tables.append(Table(rows=tuple(rows)))

    def _cells(self, row: etree._Element, above: Sequence[Cell]) -> list[Cell]:
        """The cells of a row, merged ones written out."""
        cells = [Cell("")] * number_of(row.find("{*}trPr/{*}gridBefore"))
        for cell in islice(seen(row, ("tc",)), _MOST_COLUMNS):
            merged = cell.find("{*}tcPr/{*}vMerge")
            goes_on = merged is not None and value_of(merged) != "restart"
            read = self._cell(cell)
            for _ in range(max(1, number_of(cell.find("{*}tcPr/{*}gridSpan")))):
                here = len(cells)
                cells.append(above[here] if goes_on and here < len(above) else read)
        return cells[:_MOST_COLUMNS]

    def _cell(self, cell: etree._Element) -> Cell:
        if cell.find("{*}tcPr/{*}cellDel") is not None:
            return Cell("")
        return joined(list(self._texts(cell)))

    def _texts(self, around: etree._Element) -> Iterator[Piece]:
        for paragraph in seen(around, ("p",)):
            yield from self.strokes.pieces(paragraph)
            yield Piece(BREAK)
            for box in boxes_of(paragraph):
                yield from self._texts(box)


def _in_columns(lines: Sequence[_Line]) -> list[_Line]:
    """The lines in columns; several tabs in a row may only be there to align them."""
    lines = [line for line in lines if sum(bool(cell.text) for cell in line.cells) > 1]
    if len({len(line.cells) for line in lines}) > 1:
        lines = [replace(line, cells=tuple(c for c in line.cells if c.text)) for line in lines]
    counts = Counter(len(line.cells) for line in lines)
    agreeing = counts.most_common(1)[0][1] if counts else 0
    return lines if agreeing >= _FEWEST_ROWS else []
