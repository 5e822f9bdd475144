"""Compiling a template once, so that filling it in is joining strings."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Final

from lxml import etree

from service.documents.gate.check import Package, open_package
from service.documents.identity import CUSTOM_PART, Identity, custom_xml, foreign_properties
from service.documents.manifest import Manifest, default_root, folder_name, load_manifest
from service.documents.ooxml import W_NS
from service.documents.package import parse_part
from service.documents.rendering.cutting import CASE, controls, cut_body, cut_header
from service.documents.rendering.pieces import Around, Piece
from service.documents.rendering.places import Places
from service.documents.zipped import Archive, member
from service.domain.errors import InputError

_DOCUMENT_ID: Final = "\0"  # no property can have this
_HEADERS: Final = re.compile(r"word/(?:header|footer)\d*\.xml")


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready to be filled in any number of times. It is never changed by that."""

    manifest: Manifest
    hash: str  # SHA-256 over all parts but the identity
    parts: tuple[tuple[str, tuple[Piece, ...]], ...]  # those that are made anew each time
    places: Places
    identity: Around  # one more, which says which document it is
    fixed: Archive  # all others

    @property
    def type(self) -> str:
        """Which kind of document it makes."""
        return self.manifest.type

    @property
    def variant(self) -> str:
        """Whose shape it has: "ap", "sp", "fylke", or "" for everybody's."""
        return self.manifest.variant

    @property
    def language(self) -> str:
        """Bokmål (nb) or nynorsk (nn)."""
        return self.manifest.language


def load_template(
    type: str,  # noqa: A002 - the document's own word
    language: str,
    variant: str = "",
    *,
    root: Traversable | None = None,
) -> Template:
    """Compile ``<root>/<type>/<variant>``. Keep the result: compiling costs many renderings.

    Args:
        type: one of ``manifest.TYPES``.
        language: nb or nn.
        variant: "ap", "sp" or "fylke"; where the type has none such, everybody's is taken.
        root: another templates folder than the shipped one.

    Raises:
        InputError: there is no such template, or its file and manifest can't be used together.
    """
    folder = _folder(type, language, variant, root)
    return compile_template(load_manifest(folder), _file(folder))


def template_file(type_: str, language: str, variant: str = "") -> bytes:
    """A shipped template as the DOCX it is, see `load_template`.

    Raises:
        InputError: there is no such template.
    """
    return _file(_folder(type_, language, variant, None))


def _folder(type_: str, language: str, variant: str, root: Traversable | None) -> Traversable:
    shelf = (root or default_root()) / type_
    folder = shelf / folder_name(language, variant)
    return folder if folder.is_dir() else shelf / folder_name(language)


def _file(folder: Traversable) -> bytes:
    try:
        return (folder / "template.docx").read_bytes()
    except OSError as error:
        raise InputError("Malen mangler template.docx.", where=str(folder)) from error


def compile_template(manifest: Manifest, data: bytes) -> Template:
    """Compile a DOCX by its manifest.

    Raises:
        InputError: the file is unsafe, or its controls and the manifest disagree.
    """
    package = open_package(data)
    body = parse_part(package.parts[package.main_part])
    _check_tags(manifest, body)
    parts = [(package.main_part, cut_body(body, manifest))]
    for name in sorted(filter(_HEADERS.fullmatch, package.parts)):
        pieces = cut_header(parse_part(package.parts[name]), manifest)
        if len(pieces) > 1:
            parts.append((name, pieces))
    hash_ = _hash(package)
    return Template(
        manifest=manifest,
        hash=hash_,
        parts=tuple(parts),
        places=Places.of(manifest),
        identity=_identity(manifest, hash_, package.parts[CUSTOM_PART]),
        fixed=_fixed(data, {CUSTOM_PART, *(name for name, _ in parts)}),
    )


def _check_tags(manifest: Manifest, body: etree._Element) -> None:
    """Say which controls are missing, unknown or doubled, all at once."""
    found = Counter(tag for tag, _ in controls(body))
    known = {spec.tag for spec in manifest.fields}
    known |= {f"{CASE}{label.key}" for label in manifest.case_labels}
    known |= {f"{table.id}.{column.key}" for table in manifest.tables for column in table.columns}
    if manifest.case_labels:
        known |= {f"{CASE}number", f"{CASE}title"}
    counted_by_word = {  # a list number, not a control
        f"{table.id}.position" for table in manifest.tables
    }
    complaints = {
        "mangler": sorted(known - found.keys() - counted_by_word),
        "er ukjente": sorted(found.keys() - known),
        "står mer enn én gang": sorted(tag for tag, count in found.items() if count > 1),
    }
    words = [f"disse {what}: {', '.join(tags)}" for what, tags in complaints.items() if tags]
    folder = folder_name(manifest.language, manifest.variant)
    where = f"{manifest.type}/{folder}/template.docx"
    if words:
        raise InputError(
            f"Feltene i malen stemmer ikke med manifestet; {'; '.join(words)}.", where=where
        )
    if body.nsmap.get("w") != W_NS:
        raise InputError("Malen må lagres på nytt som vanlig DOCX i Word.", where=where)


def _hash(package: Package) -> str:
    digest = hashlib.sha256()
    for name in sorted(package.parts):
        if name != CUSTOM_PART:
            digest.update(name.encode() + b"\0" + package.parts[name] + b"\0")
    return digest.hexdigest()


def _identity(manifest: Manifest, hash_: str, part: bytes) -> Around:
    """The properties of every document from the template, cut where each has its own id."""
    identity = Identity(
        document_id=_DOCUMENT_ID,
        type=manifest.type,
        language=manifest.language,
        variant=manifest.variant,
        schema=manifest.schema,
        template=hash_,
    )
    return Around(*custom_xml(identity, foreign_properties(part)).split(_DOCUMENT_ID.encode()))


def _fixed(data: bytes, made_anew: set[str]) -> Archive:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Archive().followed_by(
            member(name, archive.read(name)) for name in archive.namelist() if name not in made_anew
        )
