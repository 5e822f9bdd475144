"""Bringing a document that people have edited in step with the plan, without touching their words.

Three-way, and only for the values that the plan decides: what was written (``base``), what stands
there now, and what is wanted. A value is replaced where exactly what was written still stands, at
the one place that its tag and its visible label name. Where anything speaks against that, nothing
in the document is changed and the reason is told: a date and a time must not end up half merged.

Everything else keeps its bytes: in the text, around it, and in the package.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from service.documents.gate.check import Package, open_package
from service.documents.identity import CUSTOM_PART
from service.documents.manifest import Manifest
from service.documents.merging.attendance import ATTENDANCE, NAME, STATUS
from service.documents.merging.body import Body, same
from service.documents.merging.header import merge_header, page_headers
from service.documents.merging.managed import HEADERS
from service.documents.merging.obstacles import Hindrance, Obstacle
from service.documents.merging.rows import ROWS, TableChange, TableMerge, said_by
from service.documents.reading.read import lay_out, read
from service.documents.reading.tables import status_of
from service.documents.splices import Splices
from service.documents.zipped import with_parts
from service.domain.minutes import Attendee, DocumentReading

_PROTECTED: Final = re.compile(rb'<\w+:documentProtection\b[^<>]*:enforcement="(?:1|true|on)"')
_FINAL: Final = re.compile(
    rb'name="_MarkAsFinal"[^<>]{0,200}>\s{0,20}<[^<>]{0,100}>\s{0,20}(?:true|1)\s{0,20}<',
    re.IGNORECASE,
)
_SETTINGS: Final = "word/settings.xml"
_SIGNATURES: Final = "_xmlsignatures/"


@dataclass(frozen=True, slots=True)
class Merged:
    """The document as it should be, and the tags of the values that were replaced.

    Where none were, everything stood as wanted already, and ``data`` is what was given.
    """

    data: bytes
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmergeable:
    """Why the document was left as it is: every value that could not be replaced surely."""

    hindrances: tuple[Hindrance, ...]


def merge_fields(
    data: bytes,
    base: Mapping[str, str],
    wanted: Mapping[str, str],
    *,
    tables: Sequence[TableChange] = (),
    manifests: Sequence[Manifest] | None = None,
) -> Merged | Unmergeable:
    """Replace the managed values that have changed since they were written, all or none.

    Args:
        data: the document as it is now, whoever has edited it.
        base: what was last written there, as ``managed_values`` tells it.
        wanted: what should stand there, likewise. A value that is the same in both is left as it
            is, whatever stands there.
        tables: rows that have changed.
        manifests: of the templates it may come from; the shipped ones where not given.

    Raises:
        UnsafeDocument: the file is not a DOCX or not a safe one.
    """
    package = open_package(data)
    layout = lay_out(package, manifests)
    known = layout.lexicon.fields.keys() | set(HEADERS)
    differing = [
        tag for tag in wanted if tag in base and tag in known and not same(base[tag], wanted[tag])
    ]
    body = Body(layout, Splices(package.parts[package.main_part], layout.document))
    rows = [TableMerge(body, change) for change in tables if change.is_one]
    if not differing and not rows:
        return Merged(data)
    made = _made(package, body, rows, base, {tag: wanted[tag] for tag in differing})
    if isinstance(made, Unmergeable):
        return made
    if not made:
        return Merged(data)
    merged = with_parts(data, made)
    before, after = (read(one, manifests=manifests) for one in (data, merged))
    if not _as_intended(before, after, wanted, differing, rows):
        return Unmergeable((Hindrance("", Obstacle.UNSURE),))
    changed = (tag for tag in differing if before.text(tag) != after.text(tag))
    return Merged(merged, tuple(changed))


def _made(
    package: Package,
    body: Body,
    rows: Sequence[TableMerge],
    base: Mapping[str, str],
    wanted: Mapping[str, str],
) -> dict[str, bytes] | Unmergeable:
    """The parts that become others; none where all stands as wanted."""
    found = [
        Hindrance(tag, obstacle)
        for tag, new in wanted.items()
        if tag not in HEADERS and (obstacle := body.replace(tag, base[tag], new))
    ]
    found += [Hindrance(ROWS, obstacle) for table in rows for obstacle in table.run()]
    parts = {package.main_part: body.splices}
    for name, part in page_headers(package):
        parts[name] = part
        if not merge_header(part, body.layout.styles, base, wanted):
            found.append(Hindrance(HEADERS[1], Obstacle.HEADER))
    made = {name: part.apply() for name, part in parts.items()}
    made = {name: data for name, data in made.items() if data != package.parts[name]}
    if made and _is_finished(package):
        found.append(Hindrance("", Obstacle.FINISHED))
    return Unmergeable(tuple(dict.fromkeys(found))) if found else made


def _is_finished(package: Package) -> bool:
    """Whether somebody has said that nobody is to change it: a signature would break."""
    return (
        any(name.startswith(_SIGNATURES) for name in package.parts)
        or _PROTECTED.search(package.parts.get(_SETTINGS, b"")) is not None
        or _FINAL.search(package.parts.get(CUSTOM_PART, b"")) is not None
    )


def _as_intended(
    before: DocumentReading,
    after: DocumentReading,
    wanted: Mapping[str, str],
    differing: Collection[str],
    rows: Sequence[TableMerge],
) -> bool:
    """Whether the document reads as it did, but for the values that were to be replaced."""
    told = [tag for tag in differing if tag not in HEADERS]
    replaced = all(same(after.text(tag) or "", wanted[tag]) for tag in told)
    replaced = replaced and all(
        said_by(before.tables.get(one.change.table, ())) - one.gone + one.come
        == said_by(after.tables.get(one.change.table, ()))
        for one in rows
        if one.change.table != ATTENDANCE
    )
    replaced = replaced and all(_came(before, one) == after.attendance for one in rows)
    tables = {one.change.table for one in rows}
    return replaced and _rest(before, told, tables) == _rest(after, told, tables)


def _came(before: DocumentReading, rows: TableMerge) -> tuple[Attendee, ...] | None:
    """Who came, as it should read afterwards; only the attendance table changes it."""
    new = rows.change.new if rows.change.table == ATTENDANCE else {}
    status = {" ".join(row[NAME].split()): status_of(row[STATUS]) for row in new.values()}
    return before.attendance and tuple(
        replace(one, status=status.get(" ".join(one.name.split()), one.status))
        for one in before.attendance
    )


def _rest(
    reading: DocumentReading, without: Collection[str], changed: Collection[str]
) -> DocumentReading:
    """What was read of everything else; the sections repeat the table that the values stand in."""
    tables = {name: rows for name, rows in reading.tables.items() if name not in changed}
    others = {tag: value for tag, value in reading.fields.items() if tag not in without}
    came = None if ATTENDANCE in changed else reading.attendance
    return replace(reading, fields=others, tables=tables, attendance=came, sections=(), problems=())
