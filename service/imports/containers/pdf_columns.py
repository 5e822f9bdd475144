"""Lines outside ruled tables: those with clear gaps at the same places are rows, others are prose.

Columns are known by where they lie, not by how many gaps a line has, so that an empty cell stays
empty and a long text that nearly fills its column is still parted from the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from service.imports.containers.pdf_tables import GridRow
from service.imports.containers.pdf_words import Line, Word, cell_of, goes_on, parts_of

Columns = tuple[tuple[float, float], ...]  # where each begins and ends, in points

_NARROW = 0.3  # of the height of the letters: the least gap at a column's beginning
_ALIGNED = 3.0  # points
_APART = 12.0  # points, at most, between two columns of text that is wrapped in them
_UNSURE = "Det er usikkert om «{}» hører til raden over."
_FEWEST_ROWS = 2
_NEXT_LINE = 1.6  # of the height, from the middle of one line to the next of the same paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """What stands between two ruled tables: rows in columns, and paragraphs as their lines."""

    rows: tuple[GridRow, ...] = ()
    paragraphs: tuple[Sequence[Line], ...] = ()
    columns: Columns = ()


def read_region(lines: Sequence[Line], right: float, above: Columns = ()) -> Region:
    """Part lines into rows and paragraphs.

    Args:
        lines: from the top down.
        right: where a line of prose ends, in points.
        above: the columns of the page before, which may go on here.
    """
    columns = _same_as(_columns(lines), above)
    rows: list[_Row] = []
    paragraphs: list[list[Line]] = []
    before: Line | None = None
    for line in lines:
        cells = _cells(line, columns) if columns else []
        if not (before and rows and rows[-1].wraps(cells, before, (columns, right))):
            if sum(bool(cell) for cell in cells) > 1:
                rows.append(_Row([[cell] if cell else [] for cell in cells]))
            else:
                _tell(paragraphs, before, line, right)
        before = line
    if len(rows) < _FEWEST_ROWS:
        return Region(paragraphs=tuple(_paragraphs(lines, right)))
    read = tuple(row.read() for row in rows)
    return Region(rows=read, paragraphs=tuple(paragraphs), columns=columns)


@dataclass(slots=True)
class _Row:
    """A row of cells of lines."""

    cells: list[list[Line]]
    doubt: str = ""

    def read(self) -> GridRow:
        first = next(cell for cell in self.cells if cell)[0][0]
        return GridRow(first, tuple(cell_of(cell) for cell in self.cells), self.doubt)

    def wraps(self, cells: Sequence[Line], before: Line, room: tuple[Columns, float]) -> bool:
        """Add the next line, if each of its cells goes on from the one above it.

        A line that leaves the first column empty does, though it may be a row of its own; one
        that fills it and others is a row.
        """
        columns, right = room
        ends = [*(left - _APART for left, _ in columns[1:]), right]
        filled = [at for at, cell in enumerate(cells) if cell]
        if not filled or not all(
            self.cells[at]
            and _is_next(before, cells[at])
            and abs(cells[at][0].x0 - self.cells[at][0][0].x0) <= _ALIGNED
            and cells[at][-1].x1 < ends[at] + _APART
            for at in filled
        ):
            return False
        surely = all(goes_on(self.cells[at][-1], cells[at], ends[at]) for at in filled)
        if 0 in filled and not (surely and filled == [0]):
            return False
        if not surely:
            self.doubt = _UNSURE.format(" ".join(cell_of([cells[at]]).text for at in filled))
        for at in filled:
            self.cells[at].append(cells[at])
        return True


def _same_as(columns: Columns, above: Columns) -> Columns:
    """The columns of the page before, where each of these is one of them."""
    lefts = [left for left, _ in above]
    if all(any(abs(left - other) <= _ALIGNED for other in lefts) for left, _ in columns):
        return above or columns
    return columns


def _columns(lines: Sequence[Line]) -> Columns:
    """Where columns begin and end, by the lines in the most parts that two lines agree on."""
    parted = [parts for line in lines if len(parts := parts_of(line)) > 1]
    counts = Counter(map(len, parted))
    agreed = [count for count, times in counts.items() if times >= _FEWEST_ROWS]
    if not agreed:
        return ()
    spans = sorted(
        (p[0].x0, p[-1].x1) for parts in parted if len(parts) == max(agreed) for p in parts
    )
    columns: list[tuple[float, float]] = []
    for left, end in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((left, end))
    return tuple(columns) if len(columns) > 1 else ()


def _cells(line: Line, columns: Columns) -> list[Line]:
    """A line in the columns of its region; text that runs on over a column's edge stays whole."""
    cells: list[list[Word]] = [[] for _ in columns]
    for part in parts_of(line):
        at = _column(part[0], columns)
        for before, word in zip([None, *part], part, strict=False):
            here = _column(word, columns)
            begins = abs(word.x0 - columns[here][0]) <= _ALIGNED
            if here > at and before and begins and word.x0 - before.x1 > _NARROW * word.height:
                at = here
            cells[at].append(word)
    return [tuple(cell) for cell in cells]


def _column(word: Word, columns: Columns) -> int:
    """The column that holds a word, or the nearest."""
    return min(
        range(len(columns)),
        key=lambda at: max(columns[at][0] - word.centre, word.centre - columns[at][1], 0.0),
    )


def _paragraphs(lines: Sequence[Line], right: float) -> list[list[Line]]:
    found: list[list[Line]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        _tell(found, before, line, right)
    return found


def _tell(paragraphs: list[list[Line]], before: Line | None, line: Line, right: float) -> None:
    """Add a line to the last paragraph where it goes on there, or begin one."""
    last = paragraphs[-1][-1] if paragraphs else None
    if last and last is before and _is_next(last, line) and goes_on(last, line, right):
        paragraphs[-1].append(line)
    else:
        paragraphs.append([line])


def _is_next(before: Line, line: Line) -> bool:
    same_size = abs(before[0].height - line[0].height) < 1
    return same_size and line[0].middle - before[0].middle < _NEXT_LINE * line[0].height
