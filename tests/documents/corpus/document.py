"""From a sheet to the document it describes, and the tables as they stand in it."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

from service.documents import (
    AttendeeRow,
    CaseRow,
    DocumentData,
    FollowUpRow,
    Manifest,
    render,
)
from service.documents.manifest import TableSpec, folder_name
from service.domain.minutes import AttendanceStatus
from tests.documents.corpus.sheet import Case, Grid, Row, Sheet
from tests.documents.document_data import TEMPLATES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", f"{W}pPr", f"{W}rPr"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STATUS = tuple(AttendanceStatus)
_CASE_TEXTS = frozenset(CaseRow.__dataclass_fields__) - {"number", "title", "dissent", "more"}


def made(sheet: Sheet, rows: int = 5) -> bytes:
    """The document before anybody has edited it, ``rows`` in each table that takes them."""
    manifest = sheet.manifest
    tables = {table.id: [_row(table, sheet, n) for n in range(rows)] for table in manifest.tables}
    data = DocumentData(
        fields={spot.place.partition(":")[2]: spot.given for spot in sheet.fields if spot.given},
        attendees=[AttendeeRow(**row) for row in tables.pop("attendance", ())],
        cases=[_case_row(case) for case in sheet.cases],
        follow_ups=[FollowUpRow(**row) for row in tables.pop("followups", ())],
        tables={name: given for name, given in tables.items() if name != "agenda"},
    )
    template = TEMPLATES[manifest.type, folder_name(manifest.language, manifest.variant)]
    return render(template, data, document_id="dokument-1")


def _row(table: TableSpec, sheet: Sheet, number: int) -> dict[str, str]:
    row = {c.key: sheet.pool.line() for c in table.columns if c.key != "position"}
    if table.id == "attendance":
        row["name"] = sheet.pool.name()
        if "status" in row:
            row["status"] = _STATUS[number % len(_STATUS)]
    return row


def _case_row(case: Case) -> CaseRow:
    texts = {key: spot.given for key, spot in case.texts.items()}
    return CaseRow(
        number=case.number.given,
        title=case.title.given,
        dissent=tuple(texts.pop("dissent", "").split("\n")),
        **{key: texts.pop(key) for key in _CASE_TEXTS & texts.keys()},
        more=texts,
    )


def _grids(manifest: Manifest, body: ET.Element) -> Iterator[Grid]:
    for table in body.iter(f"{W}tbl"):
        rows = [[_text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for spec in manifest.tables:
            if rows[0] == [column.label for column in spec.columns]:
                columns = [column.key for column in spec.columns]
                grid = Grid(spec.id, rows[0], columns)
                grid.rows = [Row(grid, row) for row in rows[1:]]
                yield grid


def settle(sheet: Sheet, document: bytes) -> None:
    """Note on the sheet where the unedited document has its fields and tables."""
    body = _body(document)
    cells = {id(p) for cell in body.iter(f"{W}tc") for p in cell.iter(f"{W}p")}
    for spot in sheet.fields:
        for paragraph in body.iter(f"{W}p"):
            shown = spot.first or spot.guidance
            if shown and shown in (line := _text(paragraph)):
                spot.in_cell = id(paragraph) in cells
                spot.before = line.partition(shown)[0]
    sheet.grids = list(_grids(sheet.manifest, body))


@dataclass(frozen=True)
class Saved:
    """What an editor has left in a file, looked at without the reader."""

    tags: Counter[str]
    names: Counter[str]  # of controls that have lost their tag
    text: str


def look_at(document: bytes) -> Saved:
    """Tags, names and visible text of a saved document."""
    body = _body(document)
    tags: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for properties in body.iter(f"{W}sdtPr"):
        tag, alias = (properties.find(f"{W}{name}") for name in ("tag", "alias"))
        if tag is not None:
            tags[tag.get(f"{W}val", "")] += 1
        elif alias is not None:
            names[alias.get(f"{W}val", "")] += 1
    return Saved(tags, names, "\n".join(map(_text, body.iter(f"{W}p"))))


def _body(document: bytes) -> ET.Element:
    with zipfile.ZipFile(BytesIO(document)) as archive:
        return ET.fromstring(archive.read("word/document.xml"))


def _text(element: ET.Element) -> str:
    return re.sub(r"\s*\n\s*", "\n", "".join(_pieces(element))).strip()


def _pieces(element: ET.Element) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or child.tag == _FALLBACK:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}br", f"{W}tab"):
            yield "\n" if child.tag == f"{W}br" else "\t"
        else:
            yield from _pieces(child)
