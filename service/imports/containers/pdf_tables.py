"""Tables of a PDF: ruled ones by their cells, others by the gaps between their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.imports.containers.cells import Cell
from service.imports.containers.pdf_words import Box, Word, cell_of, lines_of, parts_of

_SAME_EDGE = 2.0  # points
_PADDING = 15.0  # points, at most, before the text of a cell that isn't indented or centred
_NO_COLUMN = 8.0  # points, between the lines of a double rule
_UNRULED_LINES = 5  # in one ruled row, from which it is seen as so many rows


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row and its first word, which says where it is."""

    first: Word
    cells: tuple[Cell, ...]
    doubt: str = ""  # a sentence, where it isn't sure what belongs to it


@dataclass(frozen=True, slots=True)
class _Ruled:
    """What a ruled row has in a column, and where the cell begins and ends."""

    words: tuple[Word, ...] = ()
    room: tuple[float, float] = (0.0, 0.0)


def ruled_rows(boxes: Sequence[Box], words: Iterable[Word]) -> list[GridRow]:
    """The rows of a ruled table, merged cells written out; empty rows are left out.

    Args:
        boxes: the cells.
        words: the words in them.
    """
    lefts = list(pairwise(_edges(edge for box in boxes for edge in (box.x0, box.x1))))
    tops = list(pairwise(_edges(edge for box in boxes for edge in (box.top, box.bottom))))
    inside: dict[Box, list[Word]] = {box: [] for box in boxes}
    for word in words:
        box = next((box for box in boxes if box.holds(word)), None)
        if box:
            inside[box].append(word)
    spread = {box: _spread(box, lefts, inside[box]) for box in boxes}
    rows: list[GridRow] = []
    for top, bottom in tops:
        middle = (top + bottom) / 2
        across = [_at(boxes, (left + right) / 2, middle) for left, right in lefts]
        rows += _rows([spread[box][at] if box else _Ruled() for at, box in enumerate(across)])
    columns = [
        at
        for at, (left, right) in enumerate(lefts)
        if right - left > _NO_COLUMN or any(row.cells[at].text for row in rows)
    ]
    return [GridRow(row.first, tuple(row.cells[at] for at in columns)) for row in rows]


def _spread(
    box: Box, columns: Sequence[tuple[float, float]], words: Sequence[Word]
) -> dict[int, _Ruled]:
    """The words of a cell by column. A cell over several may be merged, or lack its rules.

    It lacks them where clear gaps part its text, or its text begins and ends in the first.
    """
    over = [at for at, (left, right) in enumerate(columns) if box.x0 <= (left + right) / 2 < box.x1]
    parted = any(len(parts_of(line)) > 1 for line in lines_of(words))
    left, right = columns[over[0]] if over else (0.0, 0.0)
    first = all(left <= word.x0 and word.x1 <= right for word in words)
    indented = any(line[0].x0 - left > _PADDING for line in lines_of(words))
    if parted or (first and not indented):
        return {
            at: _Ruled(tuple(w for w in words if _holds(columns[at], w)), columns[at])
            for at in over
        }
    return {at: _Ruled(tuple(words), (box.x0, box.x1)) for at in over}


def _holds(column: tuple[float, float], word: Word) -> bool:
    return column[0] <= word.centre < column[1]


def _edges(found: Iterable[float]) -> list[float]:
    """Edges from the first to the last; those nearly in the same place are one."""
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _at(boxes: Sequence[Box], x: float, y: float) -> Box | None:
    return next((b for b in boxes if b.x0 <= x < b.x1 and b.top <= y < b.bottom), None)


def _rows(cells: Sequence[_Ruled]) -> list[GridRow]:
    """A ruled row; or one row a line, where only the columns have rules between them."""
    words = dict.fromkeys(word for cell in cells for word in cell.words)
    if not words:
        return []
    lines = lines_of(words)
    leading = next(cell.words for cell in cells if cell.words)
    listed = len(lines) >= _UNRULED_LINES and len(lines_of(leading)) == len(lines)
    rows: list[GridRow] = []
    for part in lines if listed else [tuple(words)]:
        chosen = frozenset(part)
        read = (
            cell_of(lines_of(w for w in cell.words if w in chosen), cell.room) for cell in cells
        )
        rows.append(GridRow(min(part, key=lambda w: (w.middle, w.x0)), tuple(read)))
    return rows
