"""Filling a compiled template: texts into holes, ids in order, parts into a ZIP."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final
from xml.sax.saxutils import escape

from service.documents.data import CaseRow, DocumentData
from service.documents.identity import CUSTOM_PART, Identity, custom_xml
from service.documents.manifest import Manifest
from service.documents.rendering.pieces import (
    CaseHole,
    Control,
    FieldHole,
    HeaderHole,
    ListHole,
    Piece,
    TableHole,
)
from service.documents.rendering.places import check_places
from service.documents.rendering.template import Template
from service.documents.zipped import member, write_zip
from service.domain.errors import InputError
from service.domain.minutes import AttendanceStatus

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PLAIN: Final = re.compile(r"[^&<>]*").fullmatch  # nothing to escape
_T: Final = '<w:t xml:space="preserve">'
_LEVEL: Final = 3  # of deflate: 6 takes four times as long and saves half a kilobyte


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
    manifest = template.manifest
    fields = _checked_fields(manifest, data.fields)
    check_places(manifest, data)
    filling = _Filling(manifest, fields, data)
    made = {name: filling.xml(pieces) for name, pieces in template.parts}
    made[CUSTOM_PART] = custom_xml(
        Identity(
            document_id=_clean(document_id, "document_id"),
            type=manifest.type,
            language=manifest.language,
            variant=manifest.variant,
            schema=manifest.schema,
            template=template.hash,
        ),
        template.properties,
    )
    return write_zip(
        member(part, made[part], level=_LEVEL) if isinstance(part, str) else part
        for part in template.members
    )


def _checked_fields(manifest: Manifest, fields: Mapping[str, str]) -> dict[str, str]:
    known = {spec.tag for spec in manifest.fields}
    unknown = sorted(fields.keys() - known - set(manifest.ignored))
    if unknown:
        tags = ", ".join(unknown)
        raise InputError(f"Malen for {manifest.type} har ikke disse feltene: {tags}.")
    return {tag: _clean(text, tag) for tag, text in fields.items() if tag in known}


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
        self._ids = count(1)

    def xml(self, pieces: Iterable[Piece]) -> bytes:
        """A part with its holes filled."""
        return "".join([self._piece(piece) for piece in pieces]).encode()

    def _piece(self, piece: Piece) -> str:
        match piece:
            case str():
                return piece
            case FieldHole(spec, control):
                return self._control(control, self._fields.get(spec.tag, ""), spec.tag)
            case ListHole():
                return self._list(piece)
            case TableHole():
                return self._table(piece)
            case CaseHole(pieces):
                cases = self._data.cases or [CaseRow(number="", title="")]
                return "".join(self._case(pieces, c, n) for n, c in enumerate(cases, 1))
            case HeaderHole(tags, look):
                return _run(", ".join(self._header_values(tags)), look)

    def _control(self, control: Control, text: str, tag: str) -> str:
        if text:
            before, middle, after, end = control.broken if "\n" in text else control.filled
            return f"{before}{tag}{middle}{next(self._ids)}{after}{_run(text, control.look)}{end}"
        before, middle, after = control.empty
        return f"{before}{tag}{middle}{next(self._ids)}{after}"

    def _list(self, hole: ListHole) -> str:
        lines = [line.strip() for line in self._fields.get(hole.spec.tag, "").split("\n")]
        if any(lines):
            before, after = hole.bullet
            return "".join(f"{before}{_run(line, hole.look)}{after}" for line in lines if line)
        return "".join(
            piece if isinstance(piece, str) else self._control(piece, "", hole.spec.tag)
            for piece in hole.standing
        )

    def _table(self, hole: TableHole) -> str:
        rows = list(_rows(hole.spec.id, self._manifest, self._data))
        if not rows and hole.spec.drop_when_empty:
            return ""
        filled = hole.standing
        if rows or not filled:
            filled = "".join(
                self._row(hole, texts, number) for number, texts in enumerate(rows or [{}], 1)
            )
        return f"{hole.before}{filled}{hole.after}"

    def _row(self, hole: TableHole, texts: Mapping[str, str], number: int) -> str:
        """A row without controls: rows that people add have none either."""
        where = f"{hole.spec.id}, rad {number}"
        return "".join(
            piece
            if isinstance(piece, str)
            else _run(_clean(texts.get(piece.key, ""), where), piece.look)
            for piece in hole.row
        )

    def _case(self, pieces: Iterable[str | Control], case: CaseRow, number: int) -> str:
        values = case.texts()
        where = f"sak {case.number or number}"
        return "".join(
            piece
            if isinstance(piece, str)
            else self._control(
                piece, _clean(values.get(piece.key, ""), where), f"case.{number}.{piece.key}"
            )
            for piece in pieces
        )

    def _header_values(self, tags: Iterable[str]) -> Iterator[str]:
        presets = {spec.tag: spec.preset for spec in self._manifest.fields}
        for tag in tags:
            text = " ".join((self._fields.get(tag) or presets.get(tag, "")).split())
            if text:
                yield text


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


def _run(text: str, look: str) -> str:
    words = text if _PLAIN(text) else escape(text)
    if "\n" in words or "\t" in words:
        words = words.replace("\n", f"</w:t><w:br/>{_T}").replace("\t", f"</w:t><w:tab/>{_T}")
    return f"<w:r>{look}{_T}{words}</w:t></w:r>"
