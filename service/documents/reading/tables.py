"""Attendance, agenda, follow-up and other tables, found by the words in their header row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.documents.reading.certainty import MOVED, NAMED
from service.documents.reading.flow import WIDEST, Table, cell_text
from service.documents.reading.lexicon import Lexicon, name_key
from service.domain.minutes import (
    AgendaItem,
    AttendanceStatus,
    Attendee,
    Certainty,
    FollowUp,
    Problem,
    Source,
)

_KNOWN: Final = frozenset({"attendance", "agenda", "followups"})  # those with a record of their own
_FEWEST_WORDS: Final = 2
_STATUS: Final = (
    (AttendanceStatus.ABSENT, r"^(ikke|ikkje|nei|fravær|fråvær|borte)\b|møtt?e? (ikke|ikkje)\b"),
    (AttendanceStatus.EXCUSED, r"forfall|fråfall|permisjon|^f\.?$"),
    (
        AttendanceStatus.PRESENT,
        r"^(møtt|møt[te]e|møter|ja|x|m|\+|til ?stedes?|til ?stades)\b|^[+✓✔☑☒]",
    ),
)


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table whose header row was recognised: its kind, and its rows as texts by column."""

    id: str
    rows: tuple[Mapping[str, str], ...]
    words: int  # of its header row that were recognised


def recognise(table: Table, lexicon: Lexicon) -> DataTable | None:
    """The table with its rows, if its header row is that of a known one."""
    known = known_table(table, lexicon)
    if known is None:
        return None
    table_id, columns = known
    rows = (
        {column: cell_text(row[index]) for index, column in columns.items() if index < len(row)}
        for row in table.rows[1:]
    )
    return DataTable(table_id, tuple(row for row in rows if any(row.values())), len(columns))


def known_table(table: Table, lexicon: Lexicon) -> tuple[str, dict[int, str]] | None:
    """A table's id and columns, if two or more words of its header row belong to a known one."""
    if not table.rows:
        return None
    header = [name_key(cell_text(cell)) for cell in table.rows[0][:WIDEST]]
    if len(header) - header.count("") < _FEWEST_WORDS:
        return None
    best: tuple[int, str, dict[int, str]] = (_FEWEST_WORDS - 1, "", {})
    for table_id, words in lexicon.columns.items():
        columns = _columns(header, words)
        if len(columns) > best[0] and lexicon.key_columns[table_id] in columns.values():
            best = (len(columns), table_id, columns)
    _, found, columns = best
    return (found, columns) if found else None


def _columns(header: Sequence[str], words: Mapping[str, str]) -> dict[int, str]:
    """Column by index; where a word comes twice, the first has it."""
    columns: dict[int, str] = {}
    for index, word in enumerate(header):
        column = words.get(word)
        if column is not None and column not in columns.values():
            columns[index] = column
    return columns


def attendance(tables: Sequence[DataTable]) -> tuple[Attendee, ...] | None:
    """Everyone in the attendance tables; None without such a table."""
    own = [table for table in tables if table.id == "attendance"]
    if not own:
        return None
    return tuple(
        Attendee(
            name=row.get("name", ""),
            role=row.get("role", ""),
            status=status_of(row.get("status", "")),
            note=row.get("note", ""),
        )
        for table in own
        for row in table.rows
    )


def attendance_problems(tables: Sequence[DataTable]) -> Iterator[Problem]:
    """Rows whose status says something else than attended, excused or absent, or has no name."""
    for table in tables:
        for number, row in enumerate(table.rows, 1):
            if table.id != "attendance":
                continue
            where = f"Frammøte, rad {number}"
            if row.get("status") and status_of(row["status"]) is AttendanceStatus.UNKNOWN:
                yield Problem(
                    code="unread-status",
                    message=f"{where}: vi forstår ikke om personen møtte. Skriv «Møtt», «Meldt "
                    "forfall» eller «Ikke møtt».",
                    location=where,
                )
            if not row.get("name"):
                yield Problem(
                    code="row-without-name",
                    message=f"{where} mangler navn. Skriv hvem raden gjelder, eller slett den.",
                    location=where,
                )


def agenda(tables: Sequence[DataTable]) -> tuple[AgendaItem, ...] | None:
    """The agenda's lines; None without such a table."""
    own = [table for table in tables if table.id == "agenda"]
    if not own:
        return None
    return tuple(
        AgendaItem(
            title=row.get("title", ""),
            case=row.get("number", ""),
            presenter=row.get("presenter", ""),
            documents=row.get("documents", ""),
        )
        for table in own
        for row in table.rows
    )


def follow_ups(tables: Sequence[DataTable]) -> tuple[FollowUp, ...] | None:
    """The follow-up rows; None without such a table."""
    own = [table for table in tables if table.id == "followups"]
    if not own:
        return None
    return tuple(
        FollowUp(
            what=row.get("what", ""),
            responsible=row.get("responsible", ""),
            due=row.get("due", ""),
            status=row.get("status", ""),
            source=row.get("source", ""),
        )
        for table in own
        for row in table.rows
    )


def certainty(tables: Sequence[DataTable]) -> dict[str, Certainty]:
    """How surely each table is what it is taken for; two words alone may be a coincidence."""
    return {
        table.id: Certainty(
            source=Source.TABLE, confidence=NAMED if table.words > _FEWEST_WORDS else MOVED
        )
        for table in tables
    }


def other_tables(tables: Sequence[DataTable]) -> dict[str, tuple[Mapping[str, str], ...]]:
    """The rows of tables without a record of their own; tables of one kind are one."""
    found: dict[str, tuple[Mapping[str, str], ...]] = {}
    for table in tables:
        if table.id not in _KNOWN:
            found[table.id] = (*found.get(table.id, ()), *table.rows)
    return found


def status_of(text: str) -> AttendanceStatus:
    """What a cell of the attendance table says of whether somebody came."""
    word = " ".join(text.casefold().split())
    return next(
        (status for status, pattern in _STATUS if re.search(pattern, word)),
        AttendanceStatus.UNKNOWN,
    )
