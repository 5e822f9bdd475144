"""Keeping the documents of a half-year in step: the meeting plan and the attendance list.

They list dates, so an old one would be shown as sure. What nobody has written in is rendered anew.
Beside a meeting plan that somebody has written in, one with the new dates is laid; an attendance
list in use is about what has been, and is its keepers' own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

from service.db.documents import StoredDocument
from service.documents.reading.read import read as read_document
from service.domain.errors import InputError
from service.domain.halves import period_of
from service.journeys.folder.coming import originals
from service.journeys.folder.contents import (
    ADOPTED,
    ROWS,
    Contents,
    contents_of_half,
    make,
    rendered_with,
)
from service.journeys.folder.desk import Desk
from service.journeys.folder.offers import is_settled, offer, tell_of_offer
from service.journeys.folder.rewriting import Later, check_free, fetched, write_over

_OFFERED: Final = "moteplan"
_EDITED: Final = ("plan:edited",)
_SURE: Final = ("date", "time", "note")  # what must be right in a plan; the rest may be people's
_Rows = Mapping[str, tuple[Mapping[str, str], ...]]


def keep_half_years(desk: Desk) -> None:
    """Bring every document of a half-year that isn't over in step.

    Raises:
        StoreError: a document could not be fetched or written.
    """
    for document, half in tuple(_current(desk)):
        with suppress(Later):
            _keep(desk, document, contents_of_half(desk, document, half))


def _current(desk: Desk) -> Iterator[tuple[StoredDocument, str]]:
    for document in originals(desk):
        identity = desk.possible.get(document.document_id)
        half = identity.half if identity else ""
        if half and period_of(half).covers(max(desk.now.date(), period_of(half).start)):
            yield document, half


def _keep(desk: Desk, document: StoredDocument, contents: Contents) -> None:
    if not _differs(desk, document, contents):
        return
    if is_settled(document, contents.values):
        tell_of_offer(desk, document)
        return
    check_free(desk, document.href)
    item, document = fetched(desk, document)
    if document.is_untouched or rendered_with(desk, item.data, contents, document.document_id):
        data = make(desk, contents, document.document_id)
        write_over(desk, document, data, contents.values, rendered=True)
    elif document.type != _OFFERED or _says_the_same(desk, item.data, contents):
        desk.remember(document, written=contents.values)
    else:
        tell_of_offer(desk, offer(desk, document, contents, {}, _EDITED))


def _differs(desk: Desk, document: StoredDocument, contents: Contents) -> bool:
    """Whether the plan has changed since it was written, or that isn't known."""
    given = desk.written.get(document.href, {})
    if given.get(ROWS) != contents.values[ROWS]:
        return True
    return document.is_untouched and given.get(ADOPTED) != contents.values[ADOPTED]


def _says_the_same(desk: Desk, data: bytes, contents: Contents) -> bool:
    """Whether somebody has put it right already."""
    try:
        said = read_document(data, manifests=desk.shelf.manifests).tables
    except InputError:
        return False
    planned = {name: tuple(rows) for name, rows in contents.data.tables.items()}
    return _dates(said) == _dates(planned)


def _dates(tables: _Rows) -> Counter[tuple[str, ...]]:
    return Counter(
        (name, *(" ".join(row.get(column, "").split()) for column in _SURE))
        for name, rows in tables.items()
        for row in rows
    )
