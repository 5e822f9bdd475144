"""Putting a template together again, with the parts that documents need and no others."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

from lxml import etree

from service.documents.gate.check import Package
from service.documents.identity import CUSTOM_CONTENT_TYPE, CUSTOM_PART, Identity, custom_xml
from service.documents.ooxml import CUSTOM_PROPERTIES_RELATION, RELS_NS, TYPES_NS, parse_xml, w
from service.documents.own.forms import NameOf, flatten
from service.documents.package import parse_part
from service.documents.zipped import member, write_zip

_TYPES: Final = "[Content_Types].xml"
_ROOT_RELATIONS: Final = "_rels/.rels"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_COMMENTS: Final = re.compile(r"word/(?:comments\w*|people)\.xml")
_COMMENT_MARKS: Final = (
    w("commentRangeStart"),
    w("commentRangeEnd"),
    w("commentReference"),
    w("annotationRef"),
)
_HEADERS: Final = re.compile(r"word/(?:header|footer)\d*\.xml")


def repacked(data: bytes, package: Package, body: etree._Element, name_of: NameOf) -> bytes:
    """The template's archive with ``body`` as its text.

    Comments stay behind, controls in headers and footers get the form of those in the text, and a
    part for the documents' identity is added where there is none.
    """
    for mark in list(body.iter(*_COMMENT_MARKS)):
        _remove(mark)
    changed: dict[str, bytes] = {package.main_part: _serialised(body)}
    for name in filter(_HEADERS.fullmatch, package.parts):
        header = parse_part(package.parts[name])
        list(flatten(header, name_of))
        changed[name] = _serialised(header)
    for name, part in package.parts.items():
        if name.endswith(".rels"):
            changed[name] = _without_comments(part)
    changed[_TYPES] = _content_types(package.parts[_TYPES])
    if CUSTOM_PART not in package.parts:
        changed[CUSTOM_PART] = custom_xml(Identity())
    if package.related(CUSTOM_PROPERTIES_RELATION) is None:
        changed[_ROOT_RELATIONS] = _with_custom_part(changed[_ROOT_RELATIONS])
    return _archive(data, changed)


def _archive(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [i.filename for i in archive.infolist() if not i.is_dir()]
        kept = [name for name in names if not _COMMENTS.fullmatch(name)]
        parts = {n: changed[n] if n in changed else archive.read(n) for n in kept}
    parts |= {name: part for name, part in changed.items() if name not in parts}
    ordered = sorted(parts, key=lambda name: (name != _TYPES, name))
    return write_zip(member(name, parts[name]) for name in ordered)


def _content_types(data: bytes) -> bytes:
    """A document's types for a template's, with one for the identity and none for comments."""
    root = parse_xml(data)
    overrides = list(root.iter(f"{{{TYPES_NS}}}Override"))
    for override in overrides:
        if override.get("ContentType") == _MAIN.format("template"):
            override.set("ContentType", _MAIN.format("document"))
        if _COMMENTS.fullmatch(override.get("PartName", "").lstrip("/")):
            _remove(override)
    if not any(o.get("PartName") == f"/{CUSTOM_PART}" for o in overrides):
        own = etree.SubElement(root, f"{{{TYPES_NS}}}Override")
        own.set("PartName", f"/{CUSTOM_PART}")
        own.set("ContentType", CUSTOM_CONTENT_TYPE)
    return _serialised(root)


def _without_comments(data: bytes) -> bytes:
    root = parse_xml(data)
    for relation in list(root.iterchildren("*")):
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind.startswith("comments") or kind == "people":
            root.remove(relation)
    return _serialised(root)


def _with_custom_part(data: bytes) -> bytes:
    root = parse_xml(data)
    taken = {relation.get("Id") for relation in root.iterchildren("*")}
    relation = etree.SubElement(root, f"{{{RELS_NS}}}Relationship")
    relation.set("Id", next(i for n in range(1, len(taken) + 2) if (i := f"rId{n}") not in taken))
    relation.set("Type", CUSTOM_PROPERTIES_RELATION)
    relation.set("Target", CUSTOM_PART)
    return _serialised(root)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
