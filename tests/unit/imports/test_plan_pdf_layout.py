"""Where words stand on a page decides what they are; what that leaves open is uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from service.imports.containers.pdf_flow import Flow
from service.imports.containers.pdf_words import Box, Page, Word
from service.imports.source import Source

WIDTH = 595.0
LETTER, SPACE, SIZE, LEADING = 5.0, 3.0, 10.0, 13.0  # points
At = tuple[float, str]  # where a text begins, and what it is


def words(lines: Sequence[Sequence[At]], top: float = 70.0) -> tuple[Word, ...]:
    """Lines of text in letters that are all as wide."""
    found: list[Word] = []
    for number, line in enumerate(lines):
        upper = top + number * LEADING
        for left, text in line:
            at = left
            for word in text.split():
                end = at + LETTER * len(word)
                found.append(Word(at, upper, end, upper + SIZE, word))
                at = end + SPACE
    return tuple(found)


def read(*pages: tuple[tuple[Word, ...], tuple[tuple[Box, ...], ...]]) -> Source:
    flow = Flow()
    for number, (on_page, tables) in enumerate(pages, start=1):
        flow.add(Page(number=number, width=WIDTH, words=on_page, tables=tables))
    return flow.source("plan.pdf")


def rows(source: Source) -> list[tuple[tuple[object, ...], str]]:
    return [(row.cells, row.doubt) for table in source.tables for row in table.rows]


def grid(lefts: Sequence[float], tops: Sequence[float]) -> tuple[Box, ...]:
    return tuple(
        Box(left, top, right, bottom)
        for left, right in pairwise(lefts)
        for top, bottom in pairwise(tops)
    )


HEADER = ((70, "Dato"), (160, "Utvalg"), (300, "Tid"))
FIRST = ((70, "19. januar"), (160, "Formannskap"), (300, "09.00"))
SECOND = ((70, "22. januar"), (160, "Kommunestyre"), (300, "18.00"))


def test_a_name_that_had_no_room_goes_on_in_its_row():
    long = ((70, "19. januar"), (160, "Hovedutvalg for helse og"), (300, "09.00"))
    source = read((words((HEADER, long, ((160, "oppvekst"),), SECOND)), ()))
    assert rows(source)[1] == (("19. januar", "Hovedutvalg for helse og oppvekst", "09.00"), "")
    assert len(rows(source)) == 3


def test_a_line_that_had_room_above_may_be_a_row_of_its_own():
    source = read((words((HEADER, FIRST, ((160, "Klagenemnd"),), SECOND)), ()))
    assert rows(source)[1] == (
        ("19. januar", "Formannskap Klagenemnd", "09.00"),
        "Det er usikkert om «Klagenemnd» hører til raden over.",
    )


def test_prose_under_a_list_is_no_part_of_it():
    source = read((words((HEADER, FIRST, SECOND, ((70, "Alle møter er åpne."),))), ()))
    assert [cells for cells, _ in rows(source)][-1] == ("22. januar", "Kommunestyre", "18.00")
    assert [(p.text, p.below) for p in source.prose] == [("Alle møter er åpne.", 1)]


def test_a_text_that_nearly_fills_its_column_is_parted_from_the_next():
    near = ((70, "2. februar"), (160, "Hovedutvalg for kultur og by"), (300, "17.00"))
    (*_, last, after) = words((near,))
    assert SPACE < after.x0 - last.x1 < SIZE
    source = read((words((HEADER, FIRST, SECOND, near)), ()))
    assert rows(source)[-1][0] == ("2. februar", "Hovedutvalg for kultur og by", "17.00")


def test_a_row_that_the_end_of_the_page_parts_is_one_and_uncertain():
    edges = (60, 150, 290, 400)
    first = words((HEADER, FIRST, ((70, "22. januar"), (160, "Hovedutvalg for"), (300, "18.00"))))
    second = words((((160, "oppvekst"),), SECOND))
    source = read(
        (first, (grid(edges, (68, 81, 94, 107)),)), (second, (grid(edges, (68, 81, 94)),))
    )
    assert rows(source) == [
        (("Dato", "Utvalg", "Tid"), ""),
        (("19. januar", "Formannskap", "09.00"), ""),
        (("22. januar", "Hovedutvalg for oppvekst", "18.00"), "Raden er delt mellom to sider."),
        (("22. januar", "Kommunestyre", "18.00"), ""),
    ]


def test_a_table_with_rules_between_columns_only_has_a_row_a_line():
    lines = (HEADER, FIRST, SECOND, FIRST, SECOND, FIRST)
    source = read((words(lines), (grid((60, 150, 290, 400), (68, 160)),)))
    assert [cells[0] for cells, _ in rows(source)] == [
        "Dato",
        *["19. januar", "22. januar"] * 2,
        "19. januar",
    ]


def test_a_box_around_a_text_is_no_table():
    source = read((words((((70, "Møteplan 2026"),),)), ((Box(60, 60, 300, 90),),)))
    assert source.tables == ()
    assert [p.text for p in source.prose] == ["Møteplan 2026"]


def test_a_hyphen_at_the_end_of_a_line_in_a_cell_is_taken_out():
    lines = (
        ((70, "19. januar"), (160, "Administrasjons-"), (300, "09.00")),
        ((160, "utvalg"),),
    )
    source = read((words(lines), (grid((60, 150, 290, 400), (68, 96)),)))
    assert rows(source)[0][0] == ("19. januar", "Administrasjonsutvalg", "09.00")
