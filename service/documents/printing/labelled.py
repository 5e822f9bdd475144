"""A copy of a DOCX that says its title and language, and no longer who wrote it.

A PDF takes both from the document's properties, and a screen reader can't do without them. People's
own templates often have neither, or the language of the machine they were made on. Author, editor,
keywords and description stay out of the copy: a PDF is sent on to more people than the document.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from service.documents.gate.check import Package, open_package
from service.documents.ooxml import RELS_NS, TYPES_NS, VAL, w
from service.documents.package import parse_part
from service.documents.printing.pictures import check_picture

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
        UnsafeDocument: the file is refused, or a picture in it.
    """
    package = open_package(data)
    changed = _with_core(package, locale, title)
    if _STYLES in package.parts:
        changed[_STYLES] = _with_language(package.parts[_STYLES], locale)
    return _repacked(data, changed)


def _with_core(package: Package, locale: str, title: str) -> dict[str, bytes]:
    """The core properties written anew, under the name the package has for them or under ours."""
    core = (
        f'<cp:coreProperties xmlns:cp="{_CORE_NS}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>{escape(locale)}</dc:language>"
        "</cp:coreProperties>"
    ).encode()
    name = package.related_name(_CORE_RELATION)
    if name in package.parts:
        return {name: core}
    relations = _extended(
        package.parts[_ROOT_RELATIONS],
        f"{{{RELS_NS}}}Relationship",
        Id="rIdKjoreplanCore",
        Type=_CORE_RELATION,
        Target=_CORE,
    )
    types = _extended(
        package.parts[_CONTENT_TYPES],
        f"{{{TYPES_NS}}}Override",
        PartName=f"/{_CORE}",
        ContentType=_CORE_TYPE,
    )
    return {_CORE: core, _ROOT_RELATIONS: relations, _CONTENT_TYPES: types}


def _extended(part: bytes, element: str, **attributes: str) -> bytes:
    """An XML part with one more element at the end."""
    root = parse_part(part)
    etree.SubElement(root, element, attributes)
    return etree.tostring(root)


def _with_language(styles: bytes, locale: str) -> bytes:
    """The styles with another default language, where they state one."""
    root = parse_part(styles)
    for language in root.iterfind(_DEFAULT_LANGUAGE):
        language.set(VAL, locale)
    return etree.tostring(root)


def _repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with other bytes for some parts. Not compressed: it lives for a second."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        kept = [n for n in source.namelist() if n not in changed and not n.endswith("/")]
        for name in kept:
            part = source.read(name)
            check_picture(name, part)
            target.writestr(name, part)
        for name, part in changed.items():
            target.writestr(name, part)
    return buffer.getvalue()
