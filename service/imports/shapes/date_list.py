"""A list with one row a meeting, below a row of column names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from service.domain.errors import InputError
from service.imports.bodies.phrases import bodies_in, without_fillers
from service.imports.draft import Draft, ShapeReading
from service.imports.shapes.list_row import NOTHING, Above, ListRow
from service.imports.source import Row, Source, Table, excerpt
from service.imports.wording.columns import Column, read_header
from service.imports.wording.dates import read_date_cell, read_month, read_month_header
from service.imports.wording.sentences import years_in
from service.imports.wording.standing import is_called_off

_HEADER_WITHIN = 40  # rows
_MONTHS = 12


def read_date_list(source: Source, table: Table) -> ShapeReading | None:
    """The meetings of a list, or None if the table isn't one.

    A row without a date or a body is said and left out; where that leaves none, it is refused.

    Raises:
        InputError: no row can be read, or a time can't; nothing of the file is used then.
    """
    body = _body_above(source, table)
    columns, at = _find_header(table, body)
    if at is None:
        return None
    header = table.rows[at]
    _refuse_doubles(source, table, header)
    month, years = _month_above(source, table)
    reader = _Rows(source, table, columns, Above(body=body, month=month, years=years))
    for row in table.rows[at + 1 :]:
        reader.read(row, header)
    if reader.refused and not reader.drafts:
        raise reader.refused[0]
    return ShapeReading(
        table=table,
        drafts=tuple(reader.drafts),
        headings=tuple(" ".join(row.texts()) for row in table.rows[:at]),
        prose=tuple(reader.prose),
        remarks=(*_unknown_columns(header), *reader.remarks),
        lost=tuple(reader.lost),
    )


class _Rows:
    """Reads rows in their order, with the month and date above in mind."""

    def __init__(
        self, source: Source, table: Table, columns: Mapping[Column, int], above: Above
    ) -> None:
        self._source = source
        self._table = table
        self._columns = columns
        self._above = above
        self.drafts: list[Draft] = []
        self.prose: list[tuple[int, str]] = []
        self.remarks: list[tuple[int, str]] = []
        self.lost: list[tuple[int, str]] = []
        self.refused: list[InputError] = []

    def read(self, row: Row, header: Row) -> None:
        """Read one row."""
        texts = [text for text in row.texts() if text not in NOTHING]
        if not texts or row.texts() == header.texts():
            return
        if _is_prose(row):
            self.prose.append((row.line, texts[0]))
            self._above = _below_heading(self._above, texts[0])
        elif is_called_off(texts):
            said = f"«{excerpt(' '.join(texts))}» er avlyst og er ikke tatt med."
            self.remarks.append((row.line, said))
        else:
            self._read_meeting(row, texts)

    def _read_meeting(self, row: Row, texts: Sequence[str]) -> None:
        one = ListRow(self._source, self._table, self._columns, row, self._above)
        try:
            found = one.drafts()
        except InputError as error:
            if self._tells_a_date(row):
                raise
            self.refused.append(error)
            said = f"«{excerpt(' '.join(texts))}» er ikke tatt med: {error.message}"
            if any(character.isdigit() for text in texts for character in text):
                self.lost.append((row.line, said))
            return
        self.drafts += found
        self._above = replace(self._above, date=one.dates()[0])

    def _tells_a_date(self, row: Row) -> bool:
        """Whether a row that can't be read is a meeting: it has a date and a body."""
        index = self._columns.get(Column.BODY, self._columns.get(Column.EVENT, -1))
        texts = row.texts()
        date = texts[self._columns[Column.DATE]] if len(texts) > self._columns[Column.DATE] else ""
        named = 0 <= index < len(texts) and bool(texts[index])
        return named and read_date_cell(date) is not None


def _month_above(source: Source, table: Table) -> tuple[int | None, tuple[int, ...]]:
    """The month, and its year where it is said, that the heading right above a table is."""
    number = next(i for i, t in enumerate(source.tables) if t is table)
    above = [p.text for p in source.prose if p.below == number]
    found = read_month_header(above[-1]) if above else None
    return (found[0], (found[1],) if found[1] else ()) if found else (None, ())


def _below_heading(above: Above, text: str) -> Above:
    """What a heading between the rows says of those below it: the month, the year, the body."""
    month = read_month_header(text) or (above.month, None)
    years = (month[1],) if month[1] else years_in([text]) or above.years
    phrases = bodies_in(text)
    if len(phrases) == 1 and not phrases[0].rest:
        return Above(body=phrases[0].name, years=years)
    named = read_month_header(text) is not None or not without_fillers(text)
    doubt = above.doubt if named else f"Raden står under «{excerpt(text)}»."
    return replace(above, month=month[0], years=years, doubt=doubt, date=None)


def _body_above(source: Source, table: Table) -> str:
    """The one body that the nearest heading above a table names, "" for none."""
    number = next(i for i, t in enumerate(source.tables) if t is table)
    above = [p.text for p in source.prose if p.below == number]
    for text in (table.name, *reversed(above)):
        phrases = bodies_in(text)
        if len(phrases) == 1 and not phrases[0].rest:
            return phrases[0].name
    return ""


def _find_header(table: Table, body: str) -> tuple[Mapping[Column, int], int | None]:
    for at, row in enumerate(table.rows[:_HEADER_WITHIN]):
        columns: dict[Column, int] = {}
        days: list[int] = []
        for index, text in enumerate(row.texts()):
            column = read_header(text)
            days += [index] if column is Column.WEEKDAY else []
            if column is not None:
                columns.setdefault(column, index)
        if Column.DATE not in columns and days:
            columns[Column.DATE], columns[Column.WEEKDAY] = days[0], days[-1]
        if Column.DATE not in columns and _holds_dates(table.rows[at + 1 :], columns):
            columns[Column.DATE] = columns.pop(Column.START)
        named = Column.BODY in columns or Column.EVENT in columns
        if Column.DATE in columns and (named or (body and len(columns) > 1)):
            return columns, at
    return {}, None


def _holds_dates(rows: Sequence[Row], columns: Mapping[Column, int]) -> bool:
    """Whether the column of the start has the date as well: "12.01.2027 09:00"."""
    at = columns.get(Column.START, -1)
    texts = [row.texts()[at] for row in rows if 0 <= at < len(row.cells)]
    found = [date for text in texts if (date := read_date_cell(text)) is not None]
    return any(1 <= date.days[0].month <= _MONTHS for date in found)


def _refuse_doubles(source: Source, table: Table, header: Row) -> None:
    known = [column for text in header.texts() if (column := read_header(text))]
    for column in (Column.DATE, Column.BODY):
        if known.count(column) > 1:
            message = (
                f"Kolonnen for {column.value} finnes flere ganger. Legg listene under hverandre."
            )
            raise source.error(table.at(header.line), message)


def _unknown_columns(header: Row) -> list[tuple[int, str]]:
    return [
        (header.line, f"Kolonnen «{text}» er ikke kjent og er ikke brukt.")
        for text in header.texts()
        if text and read_header(text) is None
    ]


def _is_prose(row: Row) -> bool:
    """A row with one text and no date: a note, or the name of the month that follows."""
    texts = list(dict.fromkeys(text for text in row.texts() if text))
    return len(texts) == 1 and (
        read_month(texts[0]) is not None
        or bool(years_in(texts[:1]))
        or (read_date_cell(texts[0]) is None and any(c.isalpha() for c in texts[0]))
    )
