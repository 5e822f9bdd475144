"""Spoiling a document's tree: what comes out is XML, and seldom a document."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Final

from lxml import etree

from tests.documents.docx_notation import W

_COMPATIBLE: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORDS: Final = (
    "p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtPr", "sdtContent", "tag", "alias", "ins", "del",
    "moveTo", "moveFrom", "hyperlink", "smartTag", "fldSimple", "customXml", "txbxContent", "pict",
    "drawing", "pPr", "rPr", "pStyle", "rStyle", "numPr", "outlineLvl", "b", "vanish", "br", "tab",
    "cr", "gridSpan", "gridBefore", "trPr", "tcPr", "showingPlcHdr", "body", "delText", "style",
    "name", "basedOn", "bdo", "noBreakHyphen",
)  # fmt: skip
_TAGS: Final = (
    *(f"{{{W}}}{word}" for word in _WORDS),
    *(f"{{{_COMPATIBLE}}}{word}" for word in ("AlternateContent", "Choice", "Fallback")),
    "x",
    "{urn:x}p",
)
_WRAPS: Final = (
    ("ins",), ("del",), ("moveTo",), ("moveFrom",), ("hyperlink",), ("sdt", "sdtContent"),
    ("tbl", "tr", "tc"), ("p", "r"), ("p", "r", "pict", "txbxContent"), ("tr",), ("tc",), ("p",),
)  # fmt: skip
_VALUES: Final = (
    "", "0", "1", "-1", "9", "63", "٣", "²", "9" * 5000, "true", "off", "Heading1", "Title",
    "case.number", "case.", "meeting.date", "attendance.name", "a" * 3000, "\u202e", "😀", "æøå",
)  # fmt: skip
_TEXTS: Final = (
    "", " ", "\n\n", ":", "–", "Sak ", "Sak 1/18", "Sak 1/18 ", "1.1.1.1.1.1.1.1.1.1 x", "Sted:",
    "Forslag: ", "Navn", "Møtt", "Avvik: –", "5 mot 2", "én mot to", "Følger innstillingen",
    "9" * 400, "\u00a0\u2003", "😀" * 50, "e\u0301", "\u202e\u2066", "\ufeff", "İ", "ẞ", "\ufffd",
    "ord " * 2000, "Avstemning: " + "5 for " * 300, "a:b:c:" * 200, "\t" * 500, "| | |",
)  # fmt: skip
_PROPERTIES: Final = {
    "p": ("pPr", ("pStyle", "numPr", "outlineLvl", "rPr")),
    "r": ("rPr", ("rStyle", "b", "vanish")),
    "tc": ("tcPr", ("gridSpan", "vMerge")),
    "tr": ("trPr", ("gridBefore", "ins", "del")),
    "sdt": ("sdtPr", ("tag", "alias", "showingPlcHdr")),
    "style": ("pPr", ("outlineLvl", "numPr")),
}
_DEEPEST: Final = 90


def spoil_tree(root: etree._Element, chance: random.Random) -> None:
    """Change the tree in one to a dozen places."""
    for _ in range(chance.choice((1, 1, 2, 3, 5, 12))):
        elements = [element for element in root.iter() if element is not root]
        if not elements:
            return
        element = chance.choice(elements)
        chance.choice(_CHANGES)(element, elements, chance)


def _remove(element: etree._Element, elements: Sequence[etree._Element], _: random.Random) -> None:
    _parent(element).remove(element)


def _double(
    element: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    for _ in range(chance.choice((1, 1, 2, 30))):
        element.addnext(deepcopy(element))


def _copy_elsewhere(
    element: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    there = chance.choice(elements)
    if isinstance(there.tag, str):
        there.insert(chance.randrange(len(there) + 1), deepcopy(element))


def _swap(
    element: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    other = chance.choice(elements)
    mine, theirs = deepcopy(element), deepcopy(other)
    _parent(element).replace(element, theirs)
    if other.getparent() is not None:
        _parent(other).replace(other, mine)


def _rename(
    element: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    if isinstance(element.tag, str):
        element.tag = chance.choice(_TAGS)


def _wrap(
    element: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    words = chance.choice(_WRAPS)
    for _ in range(chance.choice((1, 1, 1, 2, _DEEPEST // len(words)))):
        for word in reversed(words):
            around = etree.Element(f"{{{W}}}{word}")
            _parent(element).replace(element, around)
            around.append(element)
            element = around


def _unwrap(element: etree._Element, elements: Sequence[etree._Element], _: random.Random) -> None:
    for child in reversed(element):
        element.addnext(child)
    _parent(element).remove(element)


def _set_value(
    element: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    if isinstance(element.tag, str):
        names = [*element.attrib, f"{{{W}}}val", "x"]
        element.set(chance.choice(names), chance.choice(_VALUES))


def _set_property(
    _: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    """A property that the reader looks for, with a value that it may not expect."""
    word = chance.choice(list(_PROPERTIES))
    properties, names = _PROPERTIES[word]
    owners = [e for e in elements if e.tag == f"{{{W}}}{word}"]
    if owners:
        owner = chance.choice(owners)
        found = owner.find(f"{{{W}}}{properties}")
        if found is None:
            found = etree.Element(f"{{{W}}}{properties}")
            owner.insert(0, found)
        added = etree.SubElement(found, f"{{{W}}}{chance.choice(names)}")
        added.set(f"{{{W}}}val", chance.choice(_VALUES))


def _drop_value(
    element: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    if isinstance(element.tag, str) and element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]


def _set_text(
    element: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    texts = [e for e in elements if e.tag == f"{{{W}}}t"]
    there = chance.choice(texts) if texts else element
    if isinstance(there.tag, str):
        there.text = chance.choice(_TEXTS) + chance.choice(("", there.text or ""))


def _add(
    element: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    added = chance.choice(
        (etree.Comment("x"), etree.PI("x", "y"), etree.Element(chance.choice(_TAGS)))
    )
    if isinstance(element.tag, str):
        element.insert(chance.randrange(len(element) + 1), added)


def _track(
    element: etree._Element, elements: Sequence[etree._Element], chance: random.Random
) -> None:
    """Suggest runs in or out, or delete paragraph marks."""
    for run in chance.sample(elements, min(len(elements), 20)):
        if run.tag == f"{{{W}}}r":
            _wrap_in(run, chance.choice(("ins", "del", "moveFrom", "moveTo")))
        elif run.tag == f"{{{W}}}pPr":
            marks = etree.SubElement(run, f"{{{W}}}rPr")
            etree.SubElement(marks, f"{{{W}}}{chance.choice(('ins', 'del'))}")


def _wrap_in(element: etree._Element, word: str) -> None:
    around = etree.Element(f"{{{W}}}{word}")
    _parent(element).replace(element, around)
    around.append(element)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


_CHANGES: Final[Sequence[Callable[..., None]]] = (
    _remove, _double, _copy_elsewhere, _swap, _rename, _wrap, _unwrap, _set_value, _set_property,
    _set_property, _drop_value, _set_text, _set_text, _add, _track,
)  # fmt: skip
