"""A table turned on its side, every cell with the line it stands on."""

from __future__ import annotations

from service.imports.source import Row, Table


def transposed(table: Table) -> Table:
    """The table with its columns as rows. Struck-out cells stay struck out."""
    width = max((len(row.cells) for row in table.rows), default=0)
    lines = tuple(row.line for row in table.rows)
    return Table(
        rows=tuple(
            Row(
                line=lines[0],
                cells=tuple(row.cells[at] if at < len(row.cells) else "" for row in table.rows),
                struck=tuple(
                    (number, text)
                    for number, row in enumerate(table.rows)
                    for cell, text in row.struck
                    if cell == at
                ),
                lines=lines,
                doubt=" ".join(dict.fromkeys(row.doubt for row in table.rows if row.doubt)),
            )
            for at in range(width)
        ),
        name=table.name,
    )
