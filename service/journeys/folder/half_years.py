"""Keeping the documents of a half-year in step: the meeting plan and the attendance list.

They list dates, so an old one would be shown as sure. What nobody has written in is rendered anew;
in the others the rows that are ours are brought in step, or a copy is laid beside.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from connectors.store import Item
from service.db.documents import StoredDocument
from service.documents.merging.merge import Merged, merge_fields
from service.documents.merging.rows import TableChange
from service.documents.reading.read import read as read_document
from service.domain.errors import InputError
from service.domain.halves import period_of
from service.journeys.folder.coming import originals
from service.journeys.folder.contents import (
    ADOPTION,
    PLAN,
    ROWS,
    VERSION,
    Contents,
    contents_of_half,
    make,
    rendered_with,
)
from service.journeys.folder.desk import Desk, Said
from service.journeys.folder.offers import is_settled, offer, tell_of_offer
from service.journeys.folder.rewriting import Later, check_free, fetched, write_over

_EDITED: Final = ("plan:edited",)
_SURE: Final = ("date", "time", "from", "to", "place", "note")  # by which a row can be wrong


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
        _note_version(desk, document, contents)
        return
    if is_settled(document, contents.values):
        tell_of_offer(desk, document)
        return
    check_free(desk, document.href)
    item, document = fetched(desk, document)
    values = contents.values
    if document.is_untouched or _is_ours(desk, document, item, contents):
        if _says_so(desk, item, contents):
            known = replace(document, rendered_hash=document.content_hash, offered="")
            desk.remember(known, written=values)
            return
        data = make(desk, contents, document.document_id)
        write_over(desk, document, data, values, rendered=True)
        return
    made = _merged(desk, document, item, contents)
    if not isinstance(made, Merged):
        tell_of_offer(desk, offer(desk, document, contents, {}, made))
    elif made.data == item.data:
        desk.remember(replace(document, offered=""), written=values)
    else:
        write_over(desk, document, made.data, values, rendered=False)


def _differs(desk: Desk, document: StoredDocument, contents: Contents) -> bool:
    """Whether the plan has changed since it was written, or that isn't known.

    The day it was written on changes daily, and says nothing of the plan.
    """
    given, wanted = desk.written.get(document.href, {}), contents.values
    if given.get(ROWS) != wanted[ROWS]:
        return True
    return document.is_untouched and any(given.get(tag) != wanted[tag] for tag in ADOPTION)


def _note_version(desk: Desk, document: StoredDocument, contents: Contents) -> None:
    """A plan approved anew that says the same: once deleted, the document isn't wanted for it."""
    given, version = desk.written.get(document.href, {}), contents.values.get(VERSION)
    if version is not None and given.get(VERSION) != version:
        desk.remember(document, written={**given, VERSION: version})


def _merged(
    desk: Desk, document: StoredDocument, item: Item, contents: Contents
) -> Merged | tuple[str, ...]:
    """The document with our rows in step, or why that can't be."""
    base = desk.written.get(document.href, {})
    if ROWS not in base:
        return Merged(item.data) if _is_right(desk, document, item, contents) else _EDITED
    try:
        made = merge_fields(
            item.data,
            base,
            contents.values,
            tables=list(_changes(base, contents.values)),
            manifests=desk.shelf.manifests,
        )
    except InputError:
        return (":unreadable",)
    if isinstance(made, Merged):
        return made
    if _is_right(desk, document, item, contents):
        return Merged(item.data)
    return tuple(f"{one.tag}:{one.obstacle}" for one in made.hindrances)


def _changes(base: Said, wanted: Said) -> Iterator[TableChange]:
    old, new = json.loads(base[ROWS]), json.loads(wanted[ROWS])
    for table, rows in new.items():
        yield TableChange(table, old.get(table, {}), rows, needed=frozenset(_SURE))


def _is_right(desk: Desk, document: StoredDocument, item: Item, contents: Contents) -> bool:
    """Whether somebody has put it right already, as far as can be told.

    An attendance list says what has been: only what we remember of it can be out of step.
    """
    if document.type != PLAN:
        return ROWS not in desk.written.get(document.href, {})
    try:
        said = read_document(item.data, manifests=desk.shelf.manifests).tables
    except InputError:
        return False
    return _dates(said) == _dates(contents.data.tables)


def _is_ours(desk: Desk, document: StoredDocument, item: Item, contents: Contents) -> bool:
    try:
        return rendered_with(desk, item.data, contents, document.document_id)
    except InputError:  # somebody has put something else in its place
        return False


def _says_so(desk: Desk, item: Item, contents: Contents) -> bool:
    """Whether it says all this already, and only what we remembered of it was lost."""
    said = read_document(item.data, manifests=desk.shelf.manifests)
    adopted = all((said.text(tag) or "") == contents.values[tag] for tag in ADOPTION)
    return adopted and _rows(said.tables) == _rows(contents.data.tables)


def _rows(
    tables: Mapping[str, Sequence[Mapping[str, str]]],
) -> dict[str, list[dict[str, str]]]:
    return {
        name: [{c: " ".join(t.split()) for c, t in row.items() if t.strip()} for row in rows]
        for name, rows in tables.items()
        if rows
    }


def _dates(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> Counter[tuple[str, ...]]:
    return Counter(
        (name, *(" ".join(row.get(column, "").split()) for column in _SURE))
        for name, rows in tables.items()
        for row in rows
    )
