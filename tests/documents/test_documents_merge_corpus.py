"""Merging into what two editors have saved after people's edits: one value changes, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pytest
from lxml import etree

from service.documents import read
from service.documents.merging.managed import DATE, HEADER_RIGHT, MANAGED
from service.documents.merging.merge import Merged, Unmergeable, merge_fields
from service.documents.merging.obstacles import Obstacle
from service.documents.merging.rows import TableChange
from tests.documents.corpus.stored import Stored, stored
from tests.documents.docx_notation import W, unpacked

NEW = "tirsdag 2. juni 2026 æøå"
P, T = f"{{{W}}}p", f"{{{W}}}t"
CORPUS = [
    (one, tag)
    for one in stored()
    for tag in MANAGED
    if any(expected.place == f"field:{tag}" for expected in one.expected)
]
LEFT = {Obstacle.UNUSUAL, Obstacle.GONE, Obstacle.DOUBLED}


def header_line(data: bytes, date: str) -> str:
    """The line of the page header that says the meeting's date."""
    headers = (xml for name, xml in unpacked(data).items() if re.search(r"header\d*\.xml", name))
    lines = (
        "".join(t.text or "" for t in paragraph.iter(T))
        for xml in headers
        for paragraph in etree.fromstring(xml).iter(P)
    )
    return next((line for line in lines if date and date in line), "")


def paragraphs(data: bytes) -> list[bytes]:
    root = etree.fromstring(unpacked(data)["word/document.xml"])
    return [etree.tostring(paragraph, method="c14n") for paragraph in root.iter(P)]


@cache
def merged(data: bytes, tag: str) -> Merged | Unmergeable | None:
    """The outcome of giving a field another value; None where the document has no such field."""
    said = read(data).text(tag)
    if said is None:
        return None
    base, wanted = {tag: said}, {tag: NEW}
    if tag == DATE and (line := header_line(data, said)):
        base[HEADER_RIGHT], wanted[HEADER_RIGHT] = line, line.replace(said, NEW)
    return merge_fields(data, base, wanted)


@pytest.mark.parametrize(("one", "tag"), CORPUS, ids=[f"{o.document.stem}-{t}" for o, t in CORPUS])
def test_a_value_that_stands_alone_is_replaced_and_nothing_else(one: Stored, tag: str) -> None:
    data = one.document.read_bytes()
    made = merged(data, tag)
    if made is None:
        return
    if isinstance(made, Unmergeable):
        assert {hindrance.obstacle for hindrance in made.hindrances} <= LEFT
        return
    before, after = read(data), read(made.data)
    assert after.text(tag) == NEW
    others = before.fields.keys() - {tag}
    assert {t: after.fields[t] for t in others} == {t: before.fields[t] for t in others}
    assert (after.cases, after.attendance) == (before.cases, before.attendance)
    assert after.problems == before.problems
    changed = [
        number
        for number, (old, new) in enumerate(
            zip(paragraphs(data), paragraphs(made.data), strict=True)
        )
        if old != new
    ]
    assert len(changed) == 1
    parts, files = unpacked(data), unpacked(made.data)
    assert {n for n in parts if parts[n] != files[n]} <= {
        "word/document.xml",
        *(n for n in parts if re.search(r"word/(header|footer)\d*\.xml", n) and tag == DATE),
    }


def test_most_values_in_edited_documents_can_be_merged() -> None:
    made = [merged(one.document.read_bytes(), tag) for one, tag in CORPUS]
    found = [one for one in made if one is not None]
    assert sum(isinstance(one, Merged) for one in found) >= 0.8 * len(found) > 0


def outcomes(data: bytes, table: str) -> Iterator[Merged | None]:
    """What comes of changing, taking out and adding the first and last row; None if it is left."""
    rows = {str(number): row for number, row in enumerate(read(data).tables[table])}
    column = next(iter(rows["0"]))
    for about in {"0", str(len(rows) - 1)}:
        for new in (
            {**rows, about: {**rows[about], column: NEW}},
            {key: row for key, row in rows.items() if key != about},
            {**rows, "ny": {column: NEW}},
        ):
            change = TableChange(table, rows, new, needed=frozenset(rows["0"]))
            made = merge_fields(data, {}, {}, tables=[change])
            if isinstance(made, Merged):
                assert shown(read(made.data).tables.get(table, ())) == shown(new.values())
            yield made if isinstance(made, Merged) else None


def shown(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    return [{column: text for column, text in row.items() if text} for row in rows]


def with_rows() -> list[tuple[Stored, str]]:
    """Every table of edited documents in which no two rows say the same."""
    tables = ((one, name, rows) for one in stored() for name, rows in _tables(one).items())
    return [(one, name) for one, name, rows in tables if len(set(map(str, rows))) == len(rows) > 0]


def _tables(one: Stored) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    return read(one.document.read_bytes()).tables


def test_rows_of_edited_documents_are_as_they_should_be_or_left() -> None:
    made = [
        outcome
        for one, table in with_rows()
        for outcome in outcomes(one.document.read_bytes(), table)
    ]
    assert sum(outcome is not None for outcome in made) >= 0.7 * len(made) > 0
