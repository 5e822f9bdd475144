"""A table of text whose columns stand under each other, as a PDF's text is copied or printed.

Where a cell stands decides which column it is of, so nothing is read unless every cell stands
under one name of the header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.imports.columns import read_header
from service.imports.dates import read_month_header
from service.imports.phrases import is_body
from service.imports.source import Prose, Row, Source, Table

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
    rows = [Row(lines[at].line, tuple(name for _, name in header))]
    starts = [start for start, _ in header]
    for line in lines[at + 1 :]:
        row = _row(line, starts)
        if row is None:
            break
        rows.append(row)
    end = at + len(rows)
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
    bodies = sum(map(is_body, names))
    known = sum(read_header(name) is not None for name in names)
    named = known >= _FEWEST_NAMES or (bodies >= _FEWEST_NAMES and bodies + known >= len(names) - 1)
    return chunks if named else ()


def _row(line: Prose, starts: Sequence[int]) -> Row | None:
    """A row of the table, or None where a cell stands under no name, or under two."""
    cells = ["" for _ in starts]
    for chunk in _CHUNK.finditer(line.text):
        under = [n for n, start in enumerate(starts) if start - _ASKEW <= chunk.start()]
        after = starts[under[-1] + 1] if under and under[-1] + 1 < len(starts) else None
        if not under or cells[under[-1]] or (after is not None and chunk.end() > after):
            return None
        cells[under[-1]] = chunk[0]
    return Row(line.line, tuple(cells)) if sum(map(bool, cells)) > 1 else None
