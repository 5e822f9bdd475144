"""A protocol starts with what the last one left undone, while nobody has written in it."""

from __future__ import annotations

import io

import docx

from service.documents.reading.read import read
from service.domain.minutes import FollowUp
from tests.journeys.members import written
from tests.journeys.test_copied_documents import FEBRUARY, saved
from tests.journeys.town import PROTOCOL, Town, told

BUS = ("Be om busskur", "Kari Nordmann", "1. mars", "")
PATH = ("Måke stien", "Ola Nordmann", "15. februar", "Pågår")
DONE = ("Sende brev", "Ola Nordmann", "1. februar", "Gjort 24. januar")
MARCH = "2018/2018-03-05 Protokoll.docx"


def with_points(data: bytes, *rows: tuple[str, ...]) -> bytes:
    """The protocol after somebody has written these in its table of follow-ups, and no others."""
    document = docx.Document(io.BytesIO(data))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Hva")
    for row in table.rows[1:]:
        table._tbl.remove(row._tr)
    for words in rows:
        for cell, word in zip(table.add_row().cells, words, strict=True):
            cell.text = word
    return saved(document)


def points(town: Town, href: str) -> list[tuple[str, ...]]:
    rows: tuple[FollowUp, ...] = read(town.folder().get(href)).follow_ups or ()
    return [(row.what, row.responsible, row.due, row.status) for row in rows]


def write_points(town: Town, href: str, *rows: tuple[str, ...]) -> None:
    town.folder().rewrite(href, with_points(town.folder().get(href), *rows))


def test_the_next_protocol_begins_with_the_open_points_of_the_last(town: Town) -> None:
    write_points(town, PROTOCOL, BUS, DONE, PATH)
    town.now = town.now.replace(day=25)
    town.sync()
    assert points(town, FEBRUARY) == [BUS, PATH]
    assert town.sync().steps == ()


def test_it_follows_the_last_one_while_nobody_has_written_in_it(town: Town) -> None:
    town.now = town.now.replace(day=22)  # both are there before the first meeting is held
    town.sync()
    assert points(town, FEBRUARY) == []
    write_points(town, PROTOCOL, BUS, PATH)
    assert ("update", "plan_changed") in told(town.sync())
    assert points(town, FEBRUARY) == [BUS, PATH]
    write_points(town, PROTOCOL, (*BUS[:3], "Utført"), PATH)
    town.sync()
    assert points(town, FEBRUARY) == [PATH]
    assert town.sync().steps == ()


def test_it_is_its_writers_once_somebody_has_written_in_it(town: Town) -> None:
    town.now = town.now.replace(day=22)
    town.sync()
    write_points(town, PROTOCOL, BUS)
    town.sync()
    theirs = written(town.folder().get(FEBRUARY))
    town.folder().rewrite(FEBRUARY, theirs)
    write_points(town, PROTOCOL, (*BUS[:3], "Utført"), PATH)
    town.sync()
    assert town.folder().get(FEBRUARY) == theirs
    town.change("2018-02-05", place="Skolen")
    town.sync()
    assert points(town, FEBRUARY) == [BUS]


def test_points_go_on_over_several_meetings(town: Town) -> None:
    write_points(town, PROTOCOL, BUS, DONE)
    town.now = town.now.replace(day=25)
    town.sync()
    write_points(town, FEBRUARY, BUS, PATH)
    town.now = town.now.replace(month=2, day=20)
    town.sync()
    assert points(town, MARCH) == [BUS, PATH]


def test_a_protocol_without_such_a_table_is_passed_over(town: Town) -> None:
    write_points(town, PROTOCOL, BUS)
    town.now = town.now.replace(day=25)
    town.sync()
    document = docx.Document(io.BytesIO(town.folder().get(FEBRUARY)))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Hva")
    table._tbl.getparent().remove(table._tbl)
    town.folder().rewrite(FEBRUARY, saved(document))
    town.now = town.now.replace(month=2, day=20)
    town.sync()
    assert points(town, MARCH) == [BUS]
