"""A DOCX that has passed the gate: its XML parts, and how they point to each other (OPC)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from service.documents.ooxml import RELS_NS, parse_xml
from service.domain.errors import InputError


class UnsafeDocument(InputError):
    """The file is not a DOCX, or it holds something that a text document has no use for.

    Nothing of it was used. Sending the same file again gives the same answer.
    """


@dataclass(frozen=True, slots=True)
class Package:
    """A DOCX that has passed the gate.

    Attributes:
        parts: its XML parts by name.
        main_part: which of them is the text.
        relations: what its ``.rels`` parts say, by their names.
    """

    parts: Mapping[str, bytes]
    main_part: str
    relations: Mapping[str, Sequence[Relationship]]

    def related(self, relation: str, *, of: str = "") -> bytes | None:
        """The part that the relationships of ``of`` (or of the package) name for ``relation``."""
        return self.parts.get(self.related_name(relation, of=of))

    def related_name(self, relation: str, *, of: str = "") -> str:
        """What that part is called, whether it is there or not; "" where none is named."""
        folder = of.rpartition("/")[0]
        for found in self.relations.get(relationships_of(of), ()):
            if found.type == relation:
                base = "" if found.target.startswith("/") else folder
                return posixpath.normpath(posixpath.join(base, found.target.lstrip("/")))
        return ""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part's pointer to another, or to something outside the package."""

    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of its type, which the standard's two flavours share: ``hyperlink``."""
        return self.type.rpartition("/")[2]


def relationships_of(part: str) -> str:
    """The part that holds the relationships of ``part``, or of the package ("")."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def relationships(data: bytes) -> Iterator[Relationship]:
    """What a ``.rels`` part says, in order.

    Raises:
        UnsafeDocument: it is not XML.
    """
    for element in parse_part(data).iter(f"{{{RELS_NS}}}Relationship"):
        # "Internal" is what it is where nothing is said; any other word may be read as external.
        mode = element.get("TargetMode", "Internal")
        yield Relationship(element.get("Type", ""), element.get("Target", ""), mode != "Internal")


def parse_part(data: bytes) -> etree._Element:
    """The root of a part that the package can't do without.

    Raises:
        UnsafeDocument: it is not XML.
    """
    try:
        return parse_xml(data)
    except etree.LxmlError as error:
        raise UnsafeDocument(
            "Fila er skadet og kan ikke leses; lagre den på nytt som DOCX."
        ) from error
