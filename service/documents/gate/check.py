"""The security gate: what a DOCX may be before anything in it is looked at.

A DOCX comes from a shared folder or an upload, so it is hostile until shown otherwise. The gate
reads names, sizes, relationships and content types, and lets through only what a text document
needs. Nothing is unpacked to disk, and nothing is kept but XML below the caps.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from service.documents.gate.archive import Entry, check_content, entries, unpack
from service.documents.gate.content import check_parts, check_relations, check_types
from service.documents.gate.kinds import check_kind, check_signature
from service.documents.ooxml import MAIN_DOCUMENT_RELATION
from service.documents.package import (
    Package,
    Relationship,
    UnsafeDocument,
    parse_part,
    relationships,
)

__all__ = ["Package", "UnsafeDocument", "check_package", "open_package"]

MAX_FILE_BYTES: Final = 25 * 1024 * 1024
"""A protocol with photographs is a few megabytes; mail and folders stop near this size too."""
MAX_XML_BYTES: Final = 12 * 1024 * 1024
"""All XML of a file. 260 pages of text are 1.7 MB as LibreOffice saves them."""
MAX_MARKUP: Final = 300_000
"""Twice the elements and once the attributes, as they weigh in memory. A protocol with 200 people
and 100 cases, or 260 pages of text, is 100,000 as LibreOffice saves it; Word's marks add a half.
The worst that passes, a paragraph in every few elements, is read in a second."""

_TYPES_PART: Final = "[Content_Types].xml"
_PACKAGE_RELATIONS: Final = "_rels/.rels"
_XML_NAME: Final = re.compile(r"\.(xml|rels)$", re.IGNORECASE)
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_DECLARED: Final = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_DECLARATION_BYTES: Final = 200
_ENCODINGS: Final = frozenset({b"utf-8", b"us-ascii"})


def check_package(data: bytes) -> None:
    """Let a safe DOCX pass.

    Raises:
        UnsafeDocument: with one sentence in bokmål saying what is wrong and what to do.
    """
    open_package(data)


def open_package(data: bytes) -> Package:
    """Check the package and return its XML parts; pictures and fonts are unpacked but not kept.

    Raises:
        UnsafeDocument: as in ``check_package``.
    """
    if len(data) > MAX_FILE_BYTES:
        megabytes = MAX_FILE_BYTES // 1024 // 1024
        raise UnsafeDocument(
            f"Fila er større enn {megabytes} MB; gjør bildene mindre og prøv på nytt."
        )
    check_signature(data)
    found = entries(data)
    check_kind([entry.name for entry in found])
    check_parts(entry.name for entry in found)
    parts = _xml_parts([entry for entry in found if _XML_NAME.search(entry.name)])
    for entry in found:
        if entry.name not in parts:
            check_content(entry)
    check_types(_content_types(parts[_TYPES_PART], {entry.name for entry in found}))
    relations = {
        name: tuple(relationships(part))
        for name, part in parts.items()
        if name.lower().endswith(".rels")
    }
    for found_there in relations.values():
        check_relations(found_there)
    return Package(parts, _main_part(parts, relations.get(_PACKAGE_RELATIONS, ())), relations)


def _xml_parts(xml: Sequence[Entry]) -> dict[str, bytes]:
    if sum(entry.size for entry in xml) > MAX_XML_BYTES:
        raise UnsafeDocument(
            "Fila har mer tekst enn vi kan lese på én gang; del den i flere dokumenter."
        )
    parts: dict[str, bytes] = {}
    markup = 0
    for entry in xml:
        part = parts[entry.name] = unpack(entry)
        _check_xml(part)
        markup += 2 * (part.count(b"<") - part.count(b"</")) + part.count(b"=")
        if markup > MAX_MARKUP:
            raise UnsafeDocument(
                "Fila har mer formatering enn vi kan lese på én gang; del den i flere dokumenter, "
                "eller lim teksten inn uformatert i et nytt."
            )
    return parts


def _check_xml(part: bytes) -> None:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise UnsafeDocument(
            "Fila inneholder skjulte definisjoner (DOCTYPE) som Word aldri lager; lim teksten inn "
            "i et nytt dokument."
        )
    if b"\0" in part or not _is_utf8(part[:_DECLARATION_BYTES]):
        raise UnsafeDocument(
            "Fila bruker et annet tegnsett enn Word gjør (UTF-8); åpne den i Word og lagre den på "
            "nytt som DOCX."
        )


def _is_utf8(beginning: bytes) -> bool:
    """Whether a part's XML declaration says so, or nothing."""
    beginning = beginning.removeprefix(_BYTE_ORDER_MARK).lstrip()
    if not beginning.startswith(b"<?xml"):
        return True
    declaration, ended, _ = beginning.partition(b"?>")
    encoding = _DECLARED.search(declaration)
    return bool(ended) and (encoding is None or encoding[1].lower() in _ENCODINGS)


def _content_types(part: bytes, names: Collection[str]) -> list[str]:
    """The types declared for parts that are there.

    OnlyOffice declares one for embedded objects in every document it saves, also without any.
    """
    extensions = {name.rpartition(".")[2].lower() for name in names} | {""}
    types: list[str] = []
    for element in parse_part(part).iterdescendants("*"):
        kind = element.get("ContentType")
        if kind is None:
            raise UnsafeDocument("Fila er skadet og kan ikke leses; lagre den på nytt som DOCX.")
        if element.get("Extension", "").lower() in extensions:
            types.append(kind)
    return types


def _main_part(names: Collection[str], relations: Iterable[Relationship]) -> str:
    for relation in relations:
        target = relation.target.lstrip("/")
        # The strict flavour has another address for the same relationship.
        if relation.kind == MAIN_DOCUMENT_RELATION.rpartition("/")[2] and target in names:
            return target
    raise UnsafeDocument("Fila mangler selve teksten; lagre den på nytt som DOCX.")
