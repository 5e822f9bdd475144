"""Rows that we wrote follow the plan in a document that people have written in; theirs stay."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from copy import deepcopy

import docx
import pytest
from docx.document import Document
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st

from service.documents import DocumentData, read, render
from service.documents.merging.merge import Merged, Unmergeable, merge_fields
from service.documents.merging.obstacles import Obstacle
from service.documents.merging.rows import TableChange
from tests.documents.document_data import TEMPLATES
from tests.documents.docx_notation import edited, unpacked

Rows = Mapping[str, Mapping[str, str]]
BODY = "word/document.xml"
PLAN = TEMPLATES["moteplan", "nb"]
COLUMNS = ("date", "time", "place", "meeting", "serves", "deadline", "note")
OLD: Rows = {
    "a": {"date": "mandag 19. mars", "time": "18.00–20.30", "place": "Rådhuset"},
    "b": {"date": "mandag 16. april", "time": "18.00", "place": "Skolen & <rom 2>"},
    "c": {"date": "mandag 14. mai", "time": "18.00", "place": "", "note": "Ikke bekreftet"},
}


def written(rows: Rows = OLD) -> bytes:
    fields = {"plan.half": "1. halvår 2018", "plan.as_of": "1. januar 2018"}
    data = DocumentData(fields=fields, tables={"meetings": list(rows.values())})
    return render(PLAN, data, document_id="dok-1")


def said(data: bytes) -> list[dict[str, str]]:
    rows = read(data).tables["meetings"]
    return [{column: text for column, text in row.items() if text} for row in rows]


def shown(rows: Rows) -> list[dict[str, str]]:
    return [{column: text for column, text in row.items() if text} for row in rows.values()]


def merge(data: bytes, new: Rows, old: Rows = OLD) -> Merged | Unmergeable:
    change = TableChange("meetings", old, new, needed=frozenset({"date", "time", "note"}))
    return merge_fields(data, {}, {}, tables=[change])


def merged(data: bytes, new: Rows, old: Rows = OLD) -> bytes:
    made = merge(data, new, old)
    assert isinstance(made, Merged), made
    return made.data


def obstacles(data: bytes, new: Rows) -> set[Obstacle]:
    made = merge(data, new)
    assert isinstance(made, Unmergeable)
    return {hindrance.obstacle for hindrance in made.hindrances}


def changed(data: bytes, change: Callable[[Document, Table], None]) -> bytes:
    """The document after somebody has done something with it and its table of meetings."""
    document = docx.Document(io.BytesIO(data))
    table = next(t for t in document.tables if len(t.columns) == len(COLUMNS))
    change(document, table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_a_remark(document: Document, table: Table) -> None:
    document.add_paragraph("Ta med kaffe.")


def with_a_row_of_their_own(document: Document, table: Table) -> None:
    row = deepcopy(table.rows[-1]._tr)
    table.rows[2]._tr.addnext(row)
    for cell, text in zip(
        table.rows[3].cells, ("fredag 4. mai", "20.00", "Hjemme hos Kari"), strict=False
    ):
        cell.text = text


MOVED = {**OLD, "a": {**OLD["a"], "date": "mandag 26. mars", "time": "17.00"}}


def test_a_moved_meeting_is_given_its_new_date_where_it_stands() -> None:
    theirs = changed(written(), with_a_remark)
    ours = merged(theirs, MOVED)
    assert said(ours) == shown(MOVED)
    before, after = unpacked(theirs), unpacked(ours)
    assert before.pop(BODY) != after.pop(BODY)
    assert before == after
    assert "Ta med kaffe." in ours_text(ours)
    assert merged(ours, MOVED, MOVED) == ours
    assert merged(ours, OLD, MOVED) != ours
    assert said(merged(ours, OLD, MOVED)) == shown(OLD)


def ours_text(data: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


def test_a_row_of_theirs_stays_as_it_is_among_ours() -> None:
    theirs = changed(written(), with_a_row_of_their_own)
    rows = said(merged(theirs, MOVED))
    assert rows[0]["date"] == "mandag 26. mars"
    assert any(row["date"] == "fredag 4. mai" for row in rows)
    assert len(rows) == 4


@pytest.mark.parametrize("about", ["a", "b", "c"])
def test_a_meeting_that_has_fallen_away_is_taken_out(about: str) -> None:
    new = {key: row for key, row in OLD.items() if key != about}
    assert said(merged(changed(written(), with_a_remark), new)) == shown(new)


@pytest.mark.parametrize("place", range(4))
def test_a_meeting_that_has_come_is_put_in_its_place(place: int) -> None:
    items = list(OLD.items())
    items.insert(place, ("d", {"date": "onsdag 2. mai", "meeting": "Ekstra <møte>"}))
    new = dict(items)
    ours = merged(changed(written(), with_a_remark), new)
    assert said(ours) == shown(new)
    assert read(ours).fields == read(written()).fields


def test_a_meeting_that_passes_another_changes_places_with_it() -> None:
    new = {"b": OLD["b"], "a": {**OLD["a"], "date": "mandag 23. april"}, "c": OLD["c"]}
    assert said(merged(changed(written(), with_a_remark), new)) == shown(new)


def test_a_row_that_somebody_has_changed_is_never_touched() -> None:
    def own_time(_: Document, table: Table) -> None:
        table.rows[1].cells[1].text = "19.00"

    theirs = changed(written(), own_time)
    assert obstacles(theirs, MOVED) == {Obstacle.OWN_VALUE}
    assert obstacles(theirs, {"b": OLD["b"], "c": OLD["c"]}) == {Obstacle.OWN_VALUE}
    other = {**OLD, "b": {**OLD["b"], "date": "tirsdag 17. april"}}
    assert said(merged(theirs, other))[0]["time"] == "19.00"


def test_what_they_have_put_in_a_column_of_their_own_stays() -> None:
    def own_column(_: Document, table: Table) -> None:
        for row, text in zip(table.rows, ("Kaffe", "Kari", "Ola", ""), strict=True):
            cell = deepcopy(row.cells[-1]._tc)
            row.cells[-1]._tc.addnext(cell)
            docx.table._Cell(cell, table).text = text

    theirs = changed(written(), own_column)
    ours = merged(theirs, MOVED)
    table = next(t for t in docx.Document(io.BytesIO(ours)).tables if len(t.rows) == 4)
    assert [row.cells[-1].text for row in table.rows] == ["Kaffe", "Kari", "Ola", ""]
    assert obstacles(theirs, {"b": OLD["b"], "c": OLD["c"]}) == {Obstacle.OWN_VALUE}
    assert said(merged(theirs, {"a": OLD["a"], "b": OLD["b"]})) == shown(OLD)[:2]


def test_what_they_have_put_right_or_taken_out_is_left() -> None:
    assert merged(written(MOVED), MOVED) == written(MOVED)
    fewer = {"b": OLD["b"], "c": OLD["c"]}
    assert merged(written(fewer), fewer) == written(fewer)
    assert obstacles(written(fewer), MOVED) == {Obstacle.OWN_VALUE}


def test_a_suggestion_that_waits_is_nobodys_to_decide() -> None:
    theirs = edited(written(), ("<w:tr>", '<w:tr><w:trPr><w:ins w:id="9"/></w:trPr>'))
    assert obstacles(theirs, MOVED) == {Obstacle.TRACKED}


def without(column: str) -> Callable[[Document, Table], None]:
    def take_out(_: Document, table: Table) -> None:
        for row in table.rows:
            row._tr.remove(row.cells[COLUMNS.index(column)]._tc)

    return take_out


def test_a_column_they_have_taken_out_is_missed_only_where_a_date_would_be_wrong() -> None:
    new = {**MOVED, "d": {"date": "tirsdag 5. juni", "deadline": "1. juni"}}
    rows = said(merged(changed(written(), without("deadline")), new))
    assert [row["date"] for row in rows] == [row["date"] for row in new.values()]
    assert "deadline" not in rows[-1]
    cancelled = {**OLD, "a": {**OLD["a"], "note": "Avlyst"}}
    assert obstacles(changed(written(), without("note")), cancelled) == {Obstacle.GONE}
    come = {**OLD, "d": {"date": "tirsdag 5. juni", "note": "Ikke bekreftet"}}
    assert obstacles(changed(written(), without("note")), come) == {Obstacle.GONE}


def test_a_row_that_no_editor_makes_is_left() -> None:
    def hollow(_: Document, table: Table) -> None:
        for row in table.rows[1:]:
            row.cells[3]._tc.remove(row.cells[3].paragraphs[0]._p)

    come = {**OLD, "d": {"date": "tirsdag 5. juni", "meeting": "Ekstra gruppemøte"}}
    assert obstacles(changed(written(), hollow), come) == {Obstacle.GONE}


def test_a_document_without_the_table_is_left() -> None:
    def gone(_: Document, table: Table) -> None:
        table._tbl.getparent().remove(table._tbl)

    assert obstacles(changed(written(), gone), MOVED) == {Obstacle.OWN_VALUE}


def test_a_new_meeting_where_another_was_is_not_taken_for_it() -> None:
    new = {"d": OLD["a"], **MOVED}
    assert said(merged(changed(written(), with_a_remark), new)) == shown(new)


DAYS = st.sampled_from(["mandag 5. mars", "mandag 12. mars", "tirsdag 3. april", "fredag 4. mai"])
ROW = st.fixed_dictionaries({"date": DAYS, "time": st.sampled_from(["", "18.00", "19.30"])})
PLANS = st.dictionaries(st.sampled_from("abcdef"), ROW, max_size=6).map(
    lambda rows: {about: {**row, "place": f"Rom {about}"} for about, row in rows.items()}
)


@given(old=PLANS.filter(bool), new=PLANS, remark=st.booleans())
def test_any_plan_becomes_any_other(old: Rows, new: Rows, remark: bool) -> None:
    theirs = changed(written(old), with_a_remark) if remark else written(old)
    assert said(merged(theirs, new, old)) == shown(new)


EDITS = st.lists(
    st.tuples(st.sampled_from(["cell", "row", "remove"]), st.integers(1, 5), st.integers(0, 6)),
    min_size=1,
    max_size=4,
)


def with_edits(data: bytes, edits: list[tuple[str, int, int]]) -> bytes:
    """The document after somebody has changed cells, put in rows and taken out rows."""

    def change(_: Document, table: Table) -> None:
        for number, (what, at, column) in enumerate(edits):
            rows = table.rows[1:]
            row = rows[at % len(rows)] if rows else None
            if row is not None and what == "cell":
                row.cells[column].text = f"Mitt {number}"
            elif row is not None and what == "row":
                own = deepcopy(row._tr)
                row._tr.addnext(own)
                docx.table._Row(own, table).cells[0].text = f"Min {number}"
            elif row is not None:
                table._tbl.remove(row._tr)

    return changed(data, change)


@given(old=PLANS.filter(bool), new=PLANS, edits=EDITS)
def test_whatever_people_have_done_their_rows_stay_and_ours_are_right(
    old: Rows, new: Rows, edits: list[tuple[str, int, int]]
) -> None:
    theirs = with_edits(written(old), edits)
    made = merge(theirs, new, old)
    if isinstance(made, Unmergeable):
        return
    before, after = said(theirs), said(made.data)
    ours, planned = shown(old), shown(new)
    own = [row for row in before if row not in ours and row not in planned]
    assert [row for row in after if row not in ours and row not in planned] == own
    for about, row in new.items():
        kept = shown({about: row})[0]
        assert kept in after or (old.get(about) == row and kept not in before)
    for about, row in old.items():
        assert shown({about: row})[0] not in after or row in new.values()
