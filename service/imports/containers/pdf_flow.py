"""The pages of a PDF one after another: tables that go on over pages, and prose between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from service.imports.containers.cells import prose_of, row_of
from service.imports.containers.pdf_columns import Columns, Region, read_region
from service.imports.containers.pdf_tables import GridRow, ruled_rows
from service.imports.containers.pdf_words import Page, Word, cell_of, lines_of
from service.imports.source import Prose, Row, Source, Table

_HEADER_ROWS = 3  # at most, repeated on each page
_RECOGNISED = "PDF-en er skannet, og teksten er gjenkjent av en maskin."


@dataclass(slots=True)
class _Growing:
    """A table, as far as it has been read."""

    width: int  # columns
    columns: Columns  # where they are, if no rules part them
    page: int = 0  # that it last stood on
    rows: list[Row] = field(default_factory=list)

    def repeated(self, rows: Sequence[GridRow]) -> int:
        """How many of a page's first rows are the header again."""
        pairs = zip(self.rows[:_HEADER_ROWS], rows, strict=False)
        same = (above.cells == tuple(cell.text for cell in row.cells) for above, row in pairs)
        return sum(takewhile(bool, same))

    def parts(self, row: GridRow) -> bool:
        """Whether the end of the page parted the last row from this, which has less in it."""
        last = [bool(text) for text in self.rows[-1].texts()]
        here = [bool(cell.text) for cell in row.cells]
        return (
            last[0] and not here[0] and all(above for above, h in zip(last, here, strict=True) if h)
        )

    def finish(self, row: GridRow) -> None:
        """Add what the last row has on the next page. Nobody can see that it isn't a new row."""
        last = self.rows[-1]
        cells = [
            cell._replace(text=f"{above} {cell.text}".strip())
            for above, cell in zip(last.texts(), row.cells, strict=True)
        ]
        doubt = "Raden er delt mellom to sider."
        whole = row_of(last.line, cells, last.place, doubt)
        self.rows[-1] = replace(whole, struck=(*last.struck, *whole.struck))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the words of a page are, as people count lines."""

    page: Page
    before: int  # lines on the pages before
    lines: Mapping[Word, int]

    def number(self, word: Word) -> int:
        """Its line, counted through the file."""
        return self.before + self.lines[word]

    def place(self, word: Word) -> str:
        """Its page and line."""
        return f"side {self.page.number}, linje {self.lines[word]}"


@dataclass(slots=True)
class Flow:
    """What has been read so far."""

    _tables: list[_Growing] = field(default_factory=list)
    _prose: list[Prose] = field(default_factory=list)
    _lines: int = 0

    def add(self, page: Page) -> None:
        """Read the next page."""
        lines = lines_of(page.words)
        numbers = {word: n for n, line in enumerate(lines, start=1) for word in line}
        places = _Places(page, self._lines, numbers)
        right = page.width - min((line[0].x0 for line in lines), default=0.0)
        loose = list(page.words)
        for boxes in page.tables:
            inside = {word for word in loose if any(box.holds(word) for box in boxes)}
            rows = ruled_rows(boxes, [word for word in loose if word in inside])
            if rows and len(rows[0].cells) > 1:
                top = min(box.top for box in boxes)
                above = [w for w in loose if w.middle < top and w not in inside]
                self._region(above, right, places)
                self._table(rows, (), places)
                loose = [w for w in loose if w.middle >= top and w not in inside]
        self._region(loose, right, places)
        self._lines += len(lines)

    def source(self, filename: str) -> Source:
        """All that was read."""
        return Source(
            filename=filename,
            tables=tuple(Table(rows=tuple(table.rows)) for table in self._tables),
            prose=tuple(self._prose),
        )

    def _region(self, words: Sequence[Word], right: float, places: _Places) -> None:
        last = self._unfinished(places)
        region = read_region(lines_of(words), right, last.columns if last else ())
        above = len(self._tables)
        if region.rows:
            self._table(region.rows, region.columns, places)
        self._tell(region, above, places)

    def _unfinished(self, places: _Places) -> _Growing | None:
        """The last table of the page before, as long as this page has none."""
        last = self._tables[-1] if self._tables else None
        return last if last and last.page == places.page.number - 1 else None

    def _table(self, rows: Sequence[GridRow], columns: Columns, places: _Places) -> None:
        width = len(rows[0].cells)
        table = self._unfinished(places)
        same = table and (table.width, bool(table.columns)) == (width, bool(columns))
        if table is None or not same or not _goes_on(table, rows):
            table = _Growing(width, columns)
            self._tables.append(table)
        rows = rows[table.repeated(rows) :]
        table.page = places.page.number
        scanned = _RECOGNISED if places.page.scanned else ""
        if rows and table.rows and table.parts(rows[0]):
            table.finish(rows[0])
            rows = rows[1:]
        for row in rows:
            number, place = places.number(row.first), places.place(row.first)
            table.rows.append(row_of(number, row.cells, place, row.doubt or scanned))

    def _tell(self, region: Region, above: int, places: _Places) -> None:
        """Add the paragraphs; those under a table's first row are below it."""
        first = places.number(region.rows[0].first) if region.rows else 0
        for lines in region.paragraphs:
            cell = cell_of(lines)
            if cell.text and cell.text != cell.struck:
                number = places.number(lines[0][0])
                below = len(self._tables) if region.rows and number > first else above
                place = places.place(lines[0][0])
                doubt = _RECOGNISED if places.page.scanned else ""
                self._prose.append(prose_of(number, [cell], below, place, doubt))


def _goes_on(table: _Growing, rows: Sequence[GridRow]) -> bool:
    """Whether a page's first row is the table's next: its header again, or no header at all.

    A header begins most of its cells with a letter and none with a number.
    """
    texts = [cell.text for cell in rows[0].cells if cell.text]
    lettered = sum(text[0].isalpha() for text in texts)
    numbered = any(text[0].isdigit() for text in texts)
    return table.repeated(rows) > 0 or numbered or lettered * 2 <= table.width
