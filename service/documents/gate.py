"""The security gate: what a DOCX may be before anything in it is looked at.

A DOCX comes from a shared folder or an upload, so it is hostile until shown otherwise. The gate
reads names, sizes, relationships and content types, and lets through only what a text document
needs. Nothing is unpacked to disk, and nothing is read beyond the caps below.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from service.documents.ooxml import MAIN_DOCUMENT_RELATION, RELS_NS, TYPES_NS, parse_xml
from service.domain.errors import InputError

MAX_FILE_BYTES: Final = 25 * 1024 * 1024
"""A protocol with photographs is a few megabytes; mail and folders stop near this size too."""
MAX_PARTS: Final = 1_000
"""A plain document has 15 parts, one with 200 pictures about 220."""
MAX_XML_PART_BYTES: Final = 20 * 1024 * 1024
"""A hundred pages of tables is 3 MB of XML; parsing costs about ten times the part in memory."""
MAX_TOTAL_BYTES: Final = 100 * 1024 * 1024
"""All parts unpacked: four times the largest file, since pictures don't shrink and XML is small."""
MAX_RATIO: Final = 200
"""Office XML shrinks 5 to 60 times, deflate's own limit is about 1,030: bombs live near that."""
RATIO_FREE_BYTES: Final = 1024 * 1024
"""A part below this size can do no harm however well it is packed."""

_ALLOWED_PARTS: Final = re.compile(
    r"""\[Content_Types\]\.xml
      | _rels/\.rels
      | docProps/(_rels/)?[^/]+\.(xml|rels|jpe?g|png|emf|wmf)
      | word/(glossary/)?(_rels/)?[^/]+\.xml(\.rels)?
      | word/(theme|charts|diagrams|ink)/(_rels/)?[^/]+\.xml(\.rels)?
      | word/(glossary/|theme/)?media/[^/]+\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|ico|webp)
      | word/(glossary/)?fonts/[^/]+\.(odttf|ttf|otf)
      | word/printerSettings/?[^/]*\.bin
      | customXml/(_rels/)?[^/]+\.xml(\.rels)?
      | _xmlsignatures/(_rels/)?[^/]+\.(xml|sigs|rels)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ACTIVE_PARTS: Final = re.compile(
    r"vbaProject|vbaData|activeX|embeddings/|afchunk|customUI|oleObject|macrosheets", re.IGNORECASE
)
_ACTIVE_TYPES: Final = re.compile(
    r"macro|vba|oleObject|activeX|ms-office\.classified|package\.customUI|x-msdownload",
    re.IGNORECASE,
)
_ACTIVE_RELATIONS: Final = re.compile(
    r"/(oleObject|package|control|activeXControlBinary|aFChunk|vbaProject|wordVbaData|subDocument"
    r"|frame|extensibility|attachedToolbars|keyMapCustomizations)$"
)
_NO_RELATIONS: Final = f'<Relationships xmlns="{RELS_NS}"/>'.encode()
_HYPERLINK: Final = re.compile(r"/hyperlink$")
_ENCODING: Final = re.compile(
    rb"""\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8|us-ascii)""", re.IGNORECASE
)
_XML_NAME: Final = re.compile(r"\.(xml|rels)$", re.IGNORECASE)
_MAIN_TYPES: Final = tuple(
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    for kind in ("document", "template")
)


class UnsafeDocument(InputError):
    """The file is not a DOCX, or it holds something that a text document has no use for.

    Nothing of it was used. Sending the same file again gives the same answer.
    """


@dataclass(frozen=True, slots=True)
class Package:
    """A DOCX that has passed the gate: its XML parts by name, and which of them is the text."""

    parts: Mapping[str, bytes]
    main_part: str

    def related(self, relation: str, *, of: str = "") -> bytes | None:
        """The part that the relationships of ``of`` (or of the package) name for ``relation``."""
        return self.parts.get(self.related_name(relation, of=of))

    def related_name(self, relation: str, *, of: str = "") -> str:
        """What that part is called, whether it is there or not; "" where none is named."""
        folder = of.rpartition("/")[0]
        for found in _relationships(self.parts.get(relationships_of(of), _NO_RELATIONS)):
            if found.type == relation:
                base = "" if found.target.startswith("/") else folder
                return posixpath.normpath(posixpath.join(base, found.target.lstrip("/")))
        return ""


def relationships_of(part: str) -> str:
    """The part that holds the relationships of ``part``, or of the package ("")."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


@dataclass(frozen=True, slots=True)
class _Relationship:
    type: str
    target: str
    external: bool


def check_package(data: bytes) -> None:
    """Let a safe DOCX pass.

    Raises:
        UnsafeDocument: with one sentence in bokmål saying what is wrong and what to do.
    """
    open_package(data)


def open_package(data: bytes) -> Package:
    """Check the package and return its XML parts; pictures and fonts are never unpacked.

    Raises:
        UnsafeDocument: as in ``check_package``.
    """
    if len(data) > MAX_FILE_BYTES:
        megabytes = MAX_FILE_BYTES // 1024 // 1024
        raise UnsafeDocument(
            f"Fila er større enn {megabytes} MB; gjør bildene mindre og prøv på nytt."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _check_directory(infos, len(data))
            parts = {i.filename: _read(archive, i) for i in infos if _XML_NAME.search(i.filename)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnsafeDocument(
            "Fila er ikke et Word-dokument (DOCX), eller den er skadet; lagre den på nytt som DOCX."
        ) from error
    _check_content_types(parts)
    _check_relationships(parts)
    return Package(parts, _main_part(parts))


def _check_directory(infos: list[zipfile.ZipInfo], packed_size: int) -> None:
    names = [info.filename.casefold() for info in infos]
    if len(infos) > MAX_PARTS:
        raise UnsafeDocument(
            "Fila har flere deler enn et vanlig dokument; lagre den på nytt som DOCX."
        )
    if len(set(names)) != len(names):
        raise UnsafeDocument("Fila har to deler med samme navn; lagre den på nytt som DOCX.")
    total = sum(info.file_size for info in infos)
    if total > MAX_TOTAL_BYTES or total > max(RATIO_FREE_BYTES, packed_size * MAX_RATIO):
        raise UnsafeDocument(
            "Fila blir urimelig stor når den pakkes ut; lagre den på nytt som DOCX."
        )
    for info in infos:
        _check_entry(info)


def _check_entry(info: zipfile.ZipInfo) -> None:
    name = info.filename
    if _ACTIVE_PARTS.search(name):
        raise UnsafeDocument(
            "Fila inneholder makroer eller innebygde objekter; fjern dem og lagre som vanlig DOCX."
        )
    if info.flag_bits & 0x1:
        raise UnsafeDocument("Fila er beskyttet med passord; fjern passordet og lagre den på nytt.")
    if not _ALLOWED_PARTS.fullmatch(name) or ".." in name:
        raise UnsafeDocument(
            "Fila inneholder noe som ikke hører hjemme i et tekstdokument; lagre den på nytt som "
            "DOCX."
        )
    is_xml = _XML_NAME.search(name) is not None
    too_packed = info.file_size > max(RATIO_FREE_BYTES, info.compress_size * MAX_RATIO)
    if too_packed or (is_xml and info.file_size > MAX_XML_PART_BYTES):
        raise UnsafeDocument(
            "Fila blir urimelig stor når den pakkes ut; lagre den på nytt som DOCX."
        )


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One XML part, capped by what is really read and not by what the directory says."""
    with archive.open(info) as stream:
        data = stream.read(MAX_XML_PART_BYTES + 1)
    if len(data) > MAX_XML_PART_BYTES:
        raise UnsafeDocument(
            "Fila blir urimelig stor når den pakkes ut; lagre den på nytt som DOCX."
        )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or _ENCODING.match(data) or b"\0" in data:
        raise UnsafeDocument(
            "Fila inneholder skjulte definisjoner som Word aldri lager; lagre den på nytt som DOCX."
        )
    return data


def _check_content_types(parts: Mapping[str, bytes]) -> None:
    types = _parse(parts, "[Content_Types].xml")
    declared = [element.get("ContentType") for element in types.iterdescendants("*")]
    if None in declared:
        raise UnsafeDocument("Fila er skadet og kan ikke leses; lagre den på nytt som DOCX.")
    if any(_ACTIVE_TYPES.search(kind) for kind in declared if kind):
        raise UnsafeDocument(
            "Fila inneholder makroer eller innebygde objekter; fjern dem og lagre som vanlig DOCX."
        )
    mains = [
        e for e in types.iter(f"{{{TYPES_NS}}}Override") if e.get("ContentType") in _MAIN_TYPES
    ]
    if not mains:
        raise UnsafeDocument(
            "Fila er ikke et Word-dokument (DOCX); lagre den som DOCX og prøv igjen."
        )


def _check_relationships(parts: Mapping[str, bytes]) -> None:
    for name, data in parts.items():
        if not name.lower().endswith(".rels"):
            continue
        for relation in _relationships(data):
            if relation.external and not _HYPERLINK.search(relation.type):
                raise UnsafeDocument(
                    "Fila henter innhold fra et annet sted når den åpnes; lim inn bildene direkte "
                    "og bruk ingen tilknyttet mal."
                )
            if _ACTIVE_RELATIONS.search(relation.type):
                raise UnsafeDocument(
                    "Fila inneholder makroer eller innebygde objekter; fjern dem og lagre som "
                    "vanlig DOCX."
                )


def _main_part(parts: Mapping[str, bytes]) -> str:
    _parse(parts, "_rels/.rels")
    for relation in _relationships(parts["_rels/.rels"]):
        target = relation.target.lstrip("/")
        # The strict flavour has another address for the same relationship.
        if relation.type.endswith(MAIN_DOCUMENT_RELATION.rpartition("/")[2]) and target in parts:
            return target
    raise UnsafeDocument("Fila mangler selve teksten; lagre den på nytt som DOCX.")


def _relationships(data: bytes) -> list[_Relationship]:
    return [
        _Relationship(e.get("Type", ""), e.get("Target", ""), e.get("TargetMode") == "External")
        for e in _parse_part(data).iter(f"{{{RELS_NS}}}Relationship")
    ]


def _parse(parts: Mapping[str, bytes], name: str) -> etree._Element:
    if name not in parts:
        raise UnsafeDocument(
            "Fila er ikke et Word-dokument (DOCX), eller den er skadet; lagre den på nytt som DOCX."
        )
    return _parse_part(parts[name])


def _parse_part(data: bytes) -> etree._Element:
    try:
        return parse_xml(data)
    except etree.LxmlError as error:
        raise UnsafeDocument(
            "Fila er skadet og kan ikke leses; lagre den på nytt som DOCX."
        ) from error
