"""A copy of a DOCX that says its title and language, and no longer who wrote it.

A PDF takes both from the document's properties, and a screen reader can't do without them. People's
own templates often have neither, or the language of the machine they were made on. Author, editor,
keywords and description stay out of the copy: a PDF is sent on to more people than the document.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from service.documents.gate import UnsafeDocument, open_package
from service.documents.ooxml import RELS_NS, TYPES_NS, VAL, parse_xml, w

_CORE_NS: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_RELATION: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE: Final = "docProps/core.xml"
_ROOT_RELATIONS: Final = "_rels/.rels"
_CONTENT_TYPES: Final = "[Content_Types].xml"
_STYLES: Final = "word/styles.xml"
_DEFAULT_LANGUAGE: Final = "/".join(map(w, ("docDefaults", "rPrDefault", "rPr", "lang")))


def labelled(data: bytes, *, locale: str, title: str) -> bytes:
    """Pass the security gate, and return the copy.

    Args:
        data: a DOCX.
        locale: the language of the text, as "nn-NO".
        title: what readers see in the title bar.

    Raises:
        UnsafeDocument: the file is refused.
    """
    parts = open_package(data).parts
    changed = _with_core(parts, locale, title)
    if _STYLES in parts:
        changed[_STYLES] = _with_language(parts[_STYLES], locale)
    return _repacked(data, changed)


def _with_core(parts: Mapping[str, bytes], locale: str, title: str) -> dict[str, bytes]:
    """The core properties written anew, under the name the package has for them or under ours."""
    core = (
        f'<cp:coreProperties xmlns:cp="{_CORE_NS}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>{escape(locale)}</dc:language>"
        "</cp:coreProperties>"
    ).encode()
    relations = parse_xml(parts[_ROOT_RELATIONS])
    for relation in relations.iter(f"{{{RELS_NS}}}Relationship"):
        name = relation.get("Target", "").lstrip("/")
        if relation.get("Type") == _CORE_RELATION and name in parts:
            return {name: core}
    etree.SubElement(
        relations,
        f"{{{RELS_NS}}}Relationship",
        Id="rIdKjoreplanCore",
        Type=_CORE_RELATION,
        Target=_CORE,
    )
    types = parse_xml(parts[_CONTENT_TYPES])
    etree.SubElement(types, f"{{{TYPES_NS}}}Override", PartName=f"/{_CORE}", ContentType=_CORE_TYPE)
    return {
        _CORE: core,
        _ROOT_RELATIONS: etree.tostring(relations),
        _CONTENT_TYPES: etree.tostring(types),
    }


def _with_language(styles: bytes, locale: str) -> bytes:
    """The styles with another default language, where they state one."""
    root = parse_xml(styles)
    for language in root.iterfind(_DEFAULT_LANGUAGE):
        language.set(VAL, locale)
    return etree.tostring(root)


def _repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with other bytes for some parts. Not compressed: it lives for a second."""
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
            kept = [n for n in source.namelist() if n not in changed and not n.endswith("/")]
            for name in kept:
                target.writestr(name, source.read(name))
            for name, part in changed.items():
                target.writestr(name, part)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnsafeDocument("Fila er skadet; lagre den på nytt som DOCX.") from error
    return buffer.getvalue()
