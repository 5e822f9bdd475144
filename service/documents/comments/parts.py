"""The parts of a package that its comments live in, and how one is brought in where none is."""

from __future__ import annotations

from itertools import count
from typing import Final

from lxml import etree

from service.documents.ooxml import OFFICE_RELATIONS, RELS_NS, W_NS, parse_xml, w
from service.documents.package import Package, UnsafeDocument, relationships_of
from service.documents.splices import Splices

COMMENTS: Final = f"{OFFICE_RELATIONS}/comments"
_MICROSOFT: Final = "http://schemas.microsoft.com/office"
EXTENDED: Final = f"{_MICROSOFT}/2011/relationships/commentsExtended"
_COMPANIONS: Final = (  # in this order: the second tells by which ids the third goes
    EXTENDED,
    f"{_MICROSOFT}/2016/09/relationships/commentsIds",
    f"{_MICROSOFT}/2018/08/relationships/commentsExtensible",
)
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_XML: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_COMMENTS: Final = _XML + f'<w:comments xmlns:w="{W_NS}"/>'.encode()
_NO_RELATIONS: Final = _XML + f'<Relationships xmlns="{RELS_NS}"/>'.encode()
_TYPES_PART: Final = "[Content_Types].xml"


def parsed(package: Package, name: str) -> Splices:
    """A part to be looked at and changed.

    Raises:
        UnsafeDocument: it is not there or not well-formed.
    """
    try:
        data = package.parts[name]
        return Splices(data, parse_xml(data))
    except (KeyError, etree.LxmlError) as error:
        raise _damaged() from error


def comments_part(package: Package) -> tuple[str, Splices]:
    """The part with the comments, by name; where there is none, an empty one and its name to be.

    Raises:
        UnsafeDocument: the package names one that can't be read.
    """
    name = package.related_name(COMMENTS, of=package.main_part)
    if not name:
        return _free_name(package), Splices(_NO_COMMENTS, parse_xml(_NO_COMMENTS))
    found = parsed(package, name)
    if found.root.tag != w("comments"):
        raise _damaged()
    return name, found


def introduction(package: Package, name: str) -> dict[str, bytes]:
    """The parts that say of a new part ``name``, beside the main one, that it holds comments.

    Raises:
        UnsafeDocument: one of them is there in name only.
    """
    rels = relationships_of(package.main_part)
    relations = package.parts.get(rels, _NO_RELATIONS)
    relation = Splices(relations, parse_xml(relations))
    if relation.root.tag != f"{{{RELS_NS}}}Relationships":
        raise _damaged()
    taken = {element.get("Id") for element in relation.root}
    free = next(f"rId{n}" for n in count(1) if f"rId{n}" not in taken)
    target = name.rpartition("/")[2]
    _append(relation, f'Relationship Id="{free}" Type="{COMMENTS}" Target="{target}"')
    types = parsed(package, _TYPES_PART)
    _append(types, f'Override PartName="/{name}" ContentType="{_TYPE}"')
    return {rels: relation.apply(), _TYPES_PART: types.apply()}


def without_companions(package: Package, paragraphs: set[str]) -> dict[str, bytes]:
    """What Word keeps beside the comments, without that of comments with these ``w14:paraId``.

    Raises:
        UnsafeDocument: a part is there in name only.
    """
    gone = set(paragraphs)
    changed: dict[str, bytes] = {}
    for relation in _COMPANIONS if gone else ():
        name = package.related_name(relation, of=package.main_part)
        if name:
            part = parsed(package, name)
            for entry in part.root.iterchildren("*"):
                ids = local_attributes(entry)
                if gone & {ids.get("paraId", ""), ids.get("durableId", "")}:
                    gone |= {ids.get("durableId", "")} - {""}
                    part.remove(entry)
            changed[name] = part.apply()
    return {name: data for name, data in changed.items() if data != package.parts[name]}


def local_attributes(element: etree._Element) -> dict[str, str]:
    """An element's attributes by their names alone: Word has several namespaces for the same."""
    return {etree.QName(str(k)).localname: str(v) for k, v in element.attrib.items()}


def _append(part: Splices, element: str) -> None:
    """Put an empty element last in a part, in the root's namespace."""
    prefix = f"{part.root.prefix}:" if part.root.prefix else ""
    part.fill(part.root, b"", f"<{prefix}{element}/>".encode())


def _free_name(package: Package) -> str:
    folder = package.main_part.rpartition("/")[0]
    taken = {name.casefold() for name in package.parts}
    names = (f"{folder}/comments{n or ''}.xml" for n in count())
    return next(name for name in names if name not in taken)


def _damaged() -> UnsafeDocument:
    return UnsafeDocument("Merknadene i fila er skadet; lagre den på nytt som DOCX.")
