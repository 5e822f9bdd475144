"""By which words a document's fields, tables and cases are found again, in both languages.

A group may write nynorsk in a bokmål template, so a type's words are those of all its variants.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from service.documents.manifest import FieldSpec, LabelSpec, Manifest, shipped_manifests

_EDGES: Final = " \t\n:.–—-*"
_LONGEST_NAME: Final = 200
_SHORT: Final = 40  # as long as labels are


def key(text: str) -> str:
    """Text as it is compared: lower case, single spaces, nothing at the edges."""
    return _short_key(text) if len(text) <= _SHORT else _folded(text)


@lru_cache(maxsize=1024)
def _short_key(text: str) -> str:
    """The same labels stand in every case of a document, and in every document."""
    return _folded(text)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_EDGES)


def name_key(text: str) -> str:
    """``key`` of a text short enough to be a label or a heading; "", which is neither, else."""
    return key(text) if len(text) <= _LONGEST_NAME else ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one document type."""

    fields: Mapping[str, FieldSpec]  # by tag; labels, headings and guidance of the first variant
    tags: Mapping[str, str]  # a label or heading to the tag it stands for
    headings: frozenset[str]
    columns: Mapping[str, Mapping[str, str]]  # table id to (header word to column)
    key_columns: Mapping[str, str]  # table id to the column it can't be without
    case_labels: Mapping[str, str]  # a label to its key
    guidance: frozenset[str]


def lexicon_of(manifests: Iterable[Manifest]) -> Lexicon:
    """The words of some manifests together."""
    fields: dict[str, FieldSpec] = {}
    tags: dict[str, str] = {}
    headings: set[str] = set()
    columns: dict[str, dict[str, str]] = {}
    key_columns: dict[str, str] = {}
    case_labels: dict[str, str] = {}
    guidance: set[str] = set()
    for manifest in manifests:
        for spec in manifest.fields:
            fields.setdefault(spec.tag, spec)
            for name in spec.names:
                tags.setdefault(key(name), spec.tag)
        headings.update(key(heading) for heading in manifest.headings)
        headings.update(key(n) for s in manifest.fields if s.place == "heading" for n in s.names)
        for table in manifest.tables:
            _add(columns.setdefault(table.id, {}), table.columns)
            key_columns.setdefault(table.id, table.key_column)
        _add(case_labels, manifest.case_labels)
        guidance |= manifest.guidance
    return Lexicon(
        fields, tags, frozenset(headings), columns, key_columns, case_labels, frozenset(guidance)
    )


def shipped_lexicon(type_: str) -> Lexicon:
    """The words of a shipped type, or of all of them for an unknown one."""
    # A document says itself what type it is: only types of ours may stay in memory.
    return _lexicon(type_ if any(m.type == type_ for m in shipped_manifests()) else "")


@cache
def _lexicon(type_: str) -> Lexicon:
    manifests = shipped_manifests()
    return lexicon_of([m for m in manifests if m.type == type_] or manifests)


def _add(words: dict[str, str], labels: Iterable[LabelSpec]) -> None:
    for label in labels:
        for name in label.names:
            words.setdefault(key(name), label.key)
