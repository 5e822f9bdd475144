"""Lines that stand between a table's rows, as rows of it: headings that change what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.imports.source import Prose, Row, Source, Table


def with_lines_between(source: Source) -> Source:
    """The file with each line between two rows of a table in its place there, as one cell.

    It stays among the prose as well, where it may say more than a heading.
    """
    tables = tuple(
        replace(table, rows=_mixed(table, source.prose)) if table.rows else table
        for table in source.tables
    )
    return replace(source, tables=tables)


def _mixed(table: Table, prose: Sequence[Prose]) -> tuple[Row, ...]:
    first, last = table.rows[0].line, table.rows[-1].line
    taken = {row.line for row in table.rows}
    between = [
        Row(line.line, (line.text,), place=line.place, doubt=line.doubt)
        for line in prose
        if first < line.line < last and line.line not in taken
    ]
    return (
        tuple(sorted((*table.rows, *between), key=lambda row: row.line)) if between else table.rows
    )
