"""Filling a compiled template: texts into holes, holes into parts, parts into a ZIP."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from service.documents.data import CaseRow, DocumentData
from service.documents.identity import CUSTOM_PART
from service.documents.manifest import Manifest
from service.documents.rendering.pieces import (
    NUMBER,
    Around,
    CaseHole,
    Control,
    HeaderHole,
    ListHole,
    Piece,
    TableHole,
)
from service.documents.rendering.template import Template
from service.documents.zipped import quick_member
from service.domain.errors import InputError
from service.domain.minutes import AttendanceStatus

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK: Final = b'</w:t><w:br/><w:t xml:space="preserve">'
_TAB: Final = b'</w:t><w:tab/><w:t xml:space="preserve">'


def render(template: Template, data: DocumentData, *, document_id: str) -> bytes:
    """A new document. Equal input gives equal bytes.

    What is not given, or blank, leaves the template's guidance standing. White space around a value
    is dropped, a newline becomes a line break, and each line of a list becomes a bullet.

    Args:
        template: from ``load_template``.
        data: the values; see the manifest for the tags a type has.
        document_id: kept in the document's properties, and read back from there.

    Raises:
        InputError: a tag the type doesn't have, rows or cases it has no place for, or a control
            character in a text.
    """
    places = template.places
    places.check(data)
    shown = {tag: _clean(text, tag) for tag, text in data.fields.items() if tag in places.fields}
    filling = _Filling(template.manifest, shown, data)
    made = [(name, filling.xml(pieces)) for name, pieces in template.parts]
    made.append((CUSTOM_PART, _between(template.identity, _clean(document_id, "document_id"))))
    return template.fixed.followed_by(quick_member(name, part) for name, part in made).closed()


def _clean(text: str, where: str) -> str:
    if text.isprintable():  # most texts: one line without anything odd
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _FORBIDDEN.search(text):
        message = "Teksten inneholder usynlige styretegn; skriv den inn på nytt."
        raise InputError(message, where=where)
    return text.strip()


class _Filling:
    """One document being filled in."""

    def __init__(self, manifest: Manifest, fields: Mapping[str, str], data: DocumentData) -> None:
        self._manifest = manifest
        self._fields = fields
        self._data = data

    def xml(self, pieces: Iterable[Piece]) -> bytes:
        """A part with its holes filled."""
        return b"".join([self._piece(piece) for piece in pieces])

    def _piece(self, piece: Piece) -> bytes:
        match piece:
            case bytes():
                return piece
            case Control():
                return b"".join(_filled(piece, self._fields.get(piece.key, "")))
            case ListHole():
                return self._list(piece)
            case TableHole():
                return self._table(piece)
            case CaseHole():
                cases = self._data.cases or [CaseRow(number="", title="")]
                return b"".join([_case(piece, case, n) for n, case in enumerate(cases, 1)])
            case HeaderHole(tags, around):
                return _between(around, ", ".join(self._header_values(tags)))

    def _list(self, hole: ListHole) -> bytes:
        lines = [line.strip() for line in self._fields.get(hole.key, "").split("\n")]
        return b"".join([_between(hole.bullet, line) for line in lines if line]) or hole.standing

    def _table(self, hole: TableHole) -> bytes:
        rows = list(_rows(hole.spec.id, self._manifest, self._data))
        if not rows and hole.spec.drop_when_empty:
            return b""
        filled = hole.standing
        if rows or not filled:
            filled = b"".join([_row(hole, texts, n) for n, texts in enumerate(rows or [{}], 1)])
        return hole.before + filled + hole.after

    def _header_values(self, tags: Iterable[str]) -> Iterator[str]:
        presets = {spec.tag: spec.preset for spec in self._manifest.fields}
        for tag in tags:
            text = " ".join((self._fields.get(tag) or presets.get(tag, "")).split())
            if text:
                yield text


def _filled(control: Control, text: str) -> tuple[bytes, ...]:
    if not text:
        return (control.empty,)
    around = control.broken if "\n" in text else control.filled
    return around.before, _xml(text), around.after


def _case(hole: CaseHole, case: CaseRow, number: int) -> bytes:
    texts = case.texts()
    where = f"sak {case.number or number}"
    made = [hole.before]
    for control in hole.controls:
        made += _filled(control, _clean(texts.get(control.key, ""), where))
    return b"".join(made).replace(NUMBER, str(number).encode())


def _row(hole: TableHole, texts: Mapping[str, str], number: int) -> bytes:
    """A row without controls: rows that people add have none either."""
    where = f"{hole.spec.id}, rad {number}"
    made = [hole.row]
    for key, after in hole.cells:
        made += _xml(_clean(texts.get(key, ""), where)), after
    return b"".join(made)


def _rows(table: str, manifest: Manifest, data: DocumentData) -> Iterator[Mapping[str, str]]:
    """The rows of one table as texts by column."""
    if table == "attendance":
        words = {**manifest.status, AttendanceStatus.UNKNOWN: ""}
        for a in data.attendees:
            status = words.get(a.status, "")
            yield {"name": a.name, "role": a.role, "status": status, "note": a.note}
    elif table == "agenda":
        for c in data.cases:
            papers = c.more.get("documents", "")
            yield {
                "number": c.number,
                "title": c.title,
                "presenter": c.presenter,
                "documents": papers,
            }
    elif table == "followups":
        for f in data.follow_ups:
            yield {
                "what": f.what,
                "responsible": f.responsible,
                "due": f.due,
                "status": f.status,
                "source": f.source,
            }
    else:
        yield from data.tables.get(table, ())


def _between(around: Around, text: str) -> bytes:
    return around.before + _xml(text) + around.after


def _xml(text: str) -> bytes:
    """The text as what stands in a ``w:t``, which breaks and tabs interrupt."""
    words = text.encode().replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return words.replace(b"\n", _BREAK).replace(b"\t", _TAB)
