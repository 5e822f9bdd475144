"""A table of text whose columns stand under each other, as a PDF's text is copied or printed.

Where a cell stands decides which column it is of, so nothing is read unless every cell stands
under one name of the header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.imports.bodies.phrases import is_body
from service.imports.source import Prose, Row, Source, Table
from service.imports.wording.columns import read_header
from service.imports.wording.dates import read_month_header

_WORD = re.compile(r"\S+")
_CHUNK = re.compile(r"\S+(?: \S+)*")
_FEWEST_MONTHS = 3
_FEWEST_NAMES = 2
_ASKEW = 2  # letters that a cell may begin before its column's name
_Header = Sequence[tuple[int, str]]  # where each column begins, and its name


def with_aligned_table(source: Source) -> Source | None:
    """The file with the table its lines make, or None where they make none that lines up."""
    lines = source.lines
    found = ((at, header) for at, line in enumerate(lines) if (header := _header(line.text)))
    at, header = next(found, (0, ()))
    if not header:
        return None
    end = at + 1
    rows = [Row(lines[at].line, tuple(name for _, name in header))]
    starts = [start for start, _ in header]
    for line in lines[at + 1 :]:
        cells = _cells(line, starts)
        if _goes_on(cells, rows[-1]):
            rows[-1] = _joined(rows[-1], cells)
        elif cells:
            rows.append(Row(line.line, cells))
        else:
            break
        end += 1
    if len(rows) == 1 or any(_header(line.text) for line in lines[end:]):
        return None
    below = tuple(replace(line, below=1) for line in lines[end:])
    return replace(source, tables=(Table(rows=tuple(rows)),), prose=(*lines[:at], *below), lines=())


def _header(text: str) -> _Header:
    """The columns of a line that names them: months, bodies, or a date and a body."""
    if "\t" in text:
        return ()
    months = [w for w in _WORD.finditer(text) if read_month_header(w[0]) is not None]
    if len(months) >= _FEWEST_MONTHS:
        first = months[0].start()
        only = len(text[first:].split()) == len(months)
        columns = [(0, text[:first].strip()), *((w.start(), w[0]) for w in months)]
        return columns if only and first else ()
    chunks = [(chunk.start(), chunk[0]) for chunk in _CHUNK.finditer(text)]
    names = [name for _, name in chunks]
    bodies = sum(is_body(name) and ":" not in name for name in names)
    known = sum(read_header(name) is not None for name in names)
    named = known >= _FEWEST_NAMES or (bodies >= _FEWEST_NAMES and bodies + known >= len(names) - 1)
    return chunks if named else ()


def _cells(line: Prose, starts: Sequence[int]) -> tuple[str, ...]:
    """The cells of a line; none where one stands under no name or under two, or it is prose."""
    cells = ["" for _ in starts]
    for chunk in _CHUNK.finditer(line.text):
        under = [n for n, start in enumerate(starts) if start - _ASKEW <= chunk.start()]
        after = starts[under[-1] + 1] if under and under[-1] + 1 < len(starts) else None
        if not under or cells[under[-1]] or (after is not None and chunk.end() > after):
            return ()
        cells[under[-1]] = chunk[0]
    dated = any(character.isdigit() for cell in cells for character in cell)
    within = not cells[0] and any(cells)
    return tuple(cells) if dated or within or sum(map(bool, cells)) > 1 else ()


def _goes_on(cells: Sequence[str], above: Row) -> bool:
    """Whether a line is the rest of one long name above it."""
    filled = [at for at, cell in enumerate(cells) if cell]
    return (
        len(filled) == 1
        and filled[0] > 0
        and cells[filled[0]][0].islower()
        and bool(above.texts()[filled[0]])
    )


def _joined(row: Row, cells: Sequence[str]) -> Row:
    both = zip(row.texts(), cells, strict=True)
    return replace(row, cells=tuple(f"{one} {rest}".strip() for one, rest in both))
