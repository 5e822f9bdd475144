"""What a PDF says about itself and its structure, read with pypdf (PDF 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


@dataclass(frozen=True)
class Node:
    """A structure element: its tag, its element children, and its attributes."""

    tag: str
    children: tuple[Node, ...]
    attributes: dict[str, object]

    def all(self, tag: str) -> Iterator[Node]:
        """Every element with this tag, in reading order."""
        if self.tag == tag:
            yield self
        for child in self.children:
            yield from child.all(tag)


class Pdf:
    """An opened PDF."""

    def __init__(self, data: bytes) -> None:
        self._reader = PdfReader(io.BytesIO(data), strict=True)
        self._root = self._reader.root_object

    @property
    def language(self) -> str:
        return str(self._root["/Lang"])

    @property
    def properties(self) -> dict[str, str]:
        return {key: str(value) for key, value in (self._reader.metadata or {}).items()}

    @property
    def shows_title(self) -> bool:
        return bool(self._root["/ViewerPreferences"]["/DisplayDocTitle"])

    @property
    def claims_ua(self) -> bool:
        metadata = self._root["/Metadata"].get_object().get_data()
        return b"<pdfuaid:part>1</pdfuaid:part>" in metadata

    @property
    def tree(self) -> Node:
        return _node("StructTreeRoot", self._root["/StructTreeRoot"])

    @property
    def bookmarks(self) -> list[str]:
        return list(_titles(self._reader.outline))

    @property
    def annotations(self) -> list[str]:
        return [
            str(annotation.get_object()["/Subtype"])
            for page in self._reader.pages
            for annotation in page.get("/Annots", [])
        ]

    @property
    def pages(self) -> int:
        return len(self._reader.pages)

    @property
    def text(self) -> str:
        return "\n".join(page.extract_text() for page in self._reader.pages)


def _node(tag: str, element: DictionaryObject) -> Node:
    kids = element.get("/K", ArrayObject())
    if hasattr(kids, "get_object"):
        kids = kids.get_object()
    kids = kids if isinstance(kids, list) else [kids]
    found = [kid.get_object() for kid in kids]
    return Node(
        tag,
        tuple(_node(str(k["/S"])[1:], k) for k in found if isinstance(k, dict) and "/S" in k),
        _attributes(element),
    )


def _attributes(element: DictionaryObject) -> dict[str, object]:
    given = element.get("/A")
    given = given.get_object() if given is not None else {}
    parts = [part.get_object() for part in given] if isinstance(given, list) else [given]
    return {str(key): value for part in parts for key, value in part.items()}


def _titles(outline: list[object]) -> Iterator[str]:
    for item in outline:
        if isinstance(item, list):
            yield from _titles(item)
        else:
            yield str(item.title)
