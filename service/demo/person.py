"""Editing a document as a person would: typing into fields, ticking people off, adding cases.

The demo plays the group's secretary with it. What it writes is what an editor saves: text typed
into a field stays in the field, and what a person adds has no fields at all.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_STATUS_COLUMN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCase:
    """A case as the secretary types it: heading text, and paragraphs by their label."""

    number: str
    title: str
    lines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handwriting:
    """What a person writes in one document."""

    fields: Mapping[str, str] = field(default_factory=dict)
    attendance: Mapping[str, str] = field(default_factory=dict)
    cases: Sequence[TypedCase] = ()


def write_in(data: bytes, hand: Handwriting) -> bytes:
    """The document with what the person wrote, everything else as it was.

    Raises:
        LookupError: the document has no such field or row; the demo's script is then wrong.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {info.filename: source.read(info) for info in source.infolist()}
    root = etree.fromstring(parts[_MAIN])
    for tag, text in hand.fields.items():
        _type(_control(root, tag), text)
    for name, status in hand.attendance.items():
        _tick(root, name, status)
    _type_cases(root, hand.cases)
    parts[_MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return out.getvalue()


def _control(root: etree._Element, tag: str) -> etree._Element:
    for control in root.iter(f"{_W}sdt"):
        found = control.find(f"{_W}sdtPr/{_W}tag")
        if found is not None and found.get(f"{_W}val") == tag:
            return control
    raise LookupError(tag)


def _type(control: etree._Element, text: str) -> None:
    """Replace the guidance: the editor drops its style and the mark that it is guidance."""
    properties = control.find(f"{_W}sdtPr")
    content = control.find(f"{_W}sdtContent")
    if properties is None or content is None:
        raise LookupError("an empty control")
    for mark in properties.findall(f"{_W}showingPlcHdr"):
        properties.remove(mark)
    for child in list(content):
        content.remove(child)
    content.append(_run(text))


def _tick(root: etree._Element, name: str, status: str) -> None:
    for row in root.iter(f"{_W}tr"):
        cells = row.findall(f"{_W}tc")
        if len(cells) > _STATUS_COLUMN and _text(cells[0]).strip() == name:
            paragraph = cells[_STATUS_COLUMN].find(f"{_W}p")
            if paragraph is not None:
                for run in paragraph.findall(f"{_W}r"):
                    paragraph.remove(run)
                paragraph.append(_run(status))
                return
    raise LookupError(name)


def _type_cases(root: etree._Element, cases: Sequence[TypedCase]) -> None:
    """The first case goes into the template's fields; the others are typed below it, as text."""
    if not cases:
        return
    heading = _ancestor(_control(root, "case.1.number"), "p")
    block = [heading, *_labelled_after(heading)]
    after = block[-1]
    patterns = [deepcopy(paragraph) for paragraph in block[:2]]
    for paragraph, text in zip(block, _texts(cases[0], block), strict=True):
        for control, value in zip(paragraph.findall(f"{_W}sdt"), text, strict=True):
            if value:
                _type(control, value)
    for case in cases[1:]:
        for plain in _plain(case, patterns):
            after.addnext(plain)
            after = plain


def _labelled_after(heading: etree._Element) -> list[etree._Element]:
    found = []
    for sibling in heading.itersiblings(f"{_W}p"):
        if sibling.find(f"{_W}sdt") is None or sibling.find(f"{_W}r") is None:
            break
        found.append(sibling)
    return found


def _texts(case: TypedCase, block: Sequence[etree._Element]) -> list[tuple[str, ...]]:
    labels = [_text(p.findall(f"{_W}r")[0]).strip().rstrip(":") for p in block[1:]]
    return [(case.number, case.title), *((case.lines.get(label, ""),) for label in labels)]


def _plain(case: TypedCase, patterns: Sequence[etree._Element]) -> list[etree._Element]:
    heading, line = patterns
    texts = [(heading, f"Sak {case.number} {case.title}")]
    texts += [(line, f"{label}: {text}") for label, text in case.lines.items()]
    return [_retyped(pattern, text) for pattern, text in texts]


def _retyped(pattern: etree._Element, text: str) -> etree._Element:
    paragraph = deepcopy(pattern)
    for child in list(paragraph):
        if child.tag != f"{_W}pPr":
            paragraph.remove(child)
    paragraph.append(_run(text))
    return paragraph


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}t").text = text
    return run


def _text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{_W}t"))


def _ancestor(element: etree._Element, name: str) -> etree._Element:
    return next(element.iterancestors(f"{_W}{name}"))
