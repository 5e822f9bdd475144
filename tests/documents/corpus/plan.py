"""Which documents the corpus has: the edits dealt out over as few as they fit in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

from service.documents import Manifest
from service.documents.manifest import folder_name
from tests.documents.corpus import edits_cases, edits_fields, edits_tables
from tests.documents.corpus.document import made, settle
from tests.documents.corpus.edit import EDITS, Edit
from tests.documents.corpus.sheet import Sheet, new_sheet

MODULES = (edits_fields, edits_tables, edits_cases)  # importing them has filled the table of edits

_FIRST, _VARIANT = 3, 1  # documents of a type's first template, and of its other variants
_TURN = 17
_SPARSE = 4  # finding one's way in a hundred cases takes editors long


@dataclass(frozen=True)
class Draft:
    """A document to be made and edited."""

    name: str
    sheet: Sheet
    document: bytes


def drafts(manifests: Sequence[Manifest]) -> Iterator[Draft]:
    """Three documents of each type's first template, one of each of its other variants.

    The variants begin at different places in the table of edits.
    """
    seen: Counter[str] = Counter()
    for manifest in manifests:
        turn = seen[manifest.type] * _TURN % len(EDITS)
        edits = [*EDITS[turn:], *EDITS[:turn]]
        most = _VARIANT if seen[manifest.type] else _FIRST
        yield from islice(_dealt(manifest, edits), most)
        seen[manifest.type] += 1


def _dealt(manifest: Manifest, edits: Sequence[Edit]) -> Iterator[Draft]:
    """All edits that the type has a place for, each in the first document that has room for it."""
    waiting = list(edits)
    for number in count(1):
        sheet, document = fresh(manifest)
        waiting = [edit for edit in waiting if not edit.apply(sheet)]
        if not sheet.edits:
            return
        yield Draft(f"{name_of(manifest)}-{number}", sheet, document)


def fresh(manifest: Manifest, *, cases: int = 6, rows: int = 5) -> tuple[Sheet, bytes]:
    """A document and its sheet before any edit."""
    sheet = new_sheet(manifest, cases=cases)
    document = made(sheet, rows)
    settle(sheet, document)
    return sheet, document


def name_of(manifest: Manifest) -> str:
    """What the corpus calls documents of a template: "protokoll-nb"."""
    return f"{manifest.type}-{folder_name(manifest.language, manifest.variant)}"


def big(manifests: Sequence[Manifest]) -> Iterator[Draft]:
    """Two hundred rows in each table and a hundred cases, of the types that have the most."""
    for manifest in manifests:
        if manifest.case_labels and manifest.table("attendance"):
            sheet, document = fresh(manifest, cases=100, rows=200)
            for edit in EDITS[::_SPARSE]:
                edit.apply(sheet)
            yield Draft(f"{name_of(manifest)}-big", sheet, document)
            return
