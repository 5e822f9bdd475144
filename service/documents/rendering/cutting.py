"""Cutting a template's XML into pieces: each hole is marked in the tree, then the text is split."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice
from typing import Final

from lxml import etree

from service.documents.manifest import FieldSpec, Manifest, TableSpec
from service.documents.ooxml import (
    ID,
    P_PR,
    P_STYLE,
    R_PR,
    R_STYLE,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SHOWING_PLACEHOLDER,
    TAG,
    TBL,
    TR,
    VAL,
    P,
    R,
    w,
)
from service.documents.rendering.pieces import (
    CaseHole,
    Control,
    FieldHole,
    HeaderHole,
    ListHole,
    Piece,
    Slot,
    TableHole,
)

CASE: Final = "case."
# Private-use characters mark the cuts inside a fragment; a processing instruction marks a hole.
_TAG_CUT: Final = "\ue000"
_ID_CUT: Final = "\ue001"
_TEXT_CUT: Final = "\ue002"
_CUTS: Final = re.compile(f"[{_TAG_CUT}{_ID_CUT}{_TEXT_CUT}]")
_PLAIN_TEXT: Final = w("text")
_MARK: Final = "kjoreplan"
_HOLES: Final = re.compile(rf"<\?{_MARK} (\d+)\?>")


def controls(root: etree._Element) -> list[tuple[str, etree._Element]]:
    """The tagged content controls below ``root``, in document order."""
    return [
        (tag.get(VAL, ""), control)
        for control in root.iter(SDT)
        if (tag := control.find(f"{SDT_PR}/{TAG}")) is not None
    ]


def cut_body(root: etree._Element, manifest: Manifest) -> tuple[Piece, ...]:
    """Cut a document part. The tree is used up. Its tags must agree with the manifest."""
    cutter = _Cutter(root)
    for table in manifest.tables:
        cutter.table(table)
    if manifest.case_labels:
        cutter.case()
    for spec in manifest.fields:
        cutter.field(spec)
    return cutter.pieces()


def cut_header(root: etree._Element, manifest: Manifest) -> tuple[Piece, ...]:
    """Cut a page header or footer, where values are mirrored without controls of their own."""
    cutter = _Cutter(root)
    wanted: dict[str, tuple[str, ...]] = {spec.tag: (spec.tag,) for spec in manifest.fields}
    wanted |= {"header.left": manifest.header_left, "header.right": manifest.header_right}
    for tag, control in controls(root):
        if tag in wanted:
            cutter.replace([control], HeaderHole(wanted[tag], cutter.look(control)))
    return cutter.pieces()


class _Cutter:
    """Collects holes, each of which leaves a mark in the tree."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._holes: list[Piece] = []
        self._declarations = [
            f' xmlns{":" + prefix if prefix else ""}="{uri}"' for prefix, uri in root.nsmap.items()
        ]
        self._found = dict(controls(root))

    def pieces(self) -> tuple[Piece, ...]:
        text = etree.tostring(self._root, encoding="unicode")
        head, *rest = _HOLES.split(text)
        declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        found: list[Piece] = [declaration + head]
        for number, after in zip(rest[::2], rest[1::2], strict=True):
            found += [self._holes[int(number)], after]
        return tuple(found)

    def replace(self, elements: Sequence[etree._Element], hole: Piece) -> None:
        mark = etree.ProcessingInstruction(_MARK, str(len(self._holes)))
        self._holes.append(hole)
        elements[0].addprevious(mark)
        for element in elements:
            _parent(element).remove(element)

    def field(self, spec: FieldSpec) -> None:
        control = self._found[spec.tag]
        if spec.kind == "list":
            self._list(spec, control)
        else:
            self.replace([control], FieldHole(spec, self._control(control)))

    def table(self, spec: TableSpec) -> None:
        own = {tag: c for tag, c in self._found.items() if tag.startswith(f"{spec.id}.")}
        row = next(next(iter(own.values())).iterancestors(TR))
        looks = {tag.partition(".")[2]: self.look(control) for tag, control in own.items()}
        for tag, control in own.items():
            self._cut_text(control, _TAG_CUT + tag.partition(".")[2] + _TAG_CUT)
        table = next(row.iterancestors(TBL))
        prototype = tuple(
            Slot(text, looks[text]) if index % 2 else text
            for index, text in enumerate(self._text(row).split(_TAG_CUT))
        )
        presets = list(islice(row.itersiblings(TR), spec.presets))
        standing = "".join(self._text(preset) for preset in presets)
        for preset in presets:
            table.remove(preset)
        row.addprevious(etree.ProcessingInstruction(_MARK, "row"))
        _parent(row).remove(row)
        before, after = self._text(table).split(f"<?{_MARK} row?>")
        self.replace([table], TableHole(spec, before, prototype, standing, after))

    def case(self) -> None:
        heading = next(self._found["case.number"].iterancestors(P))
        siblings = [heading, *heading.itersiblings()]
        own_ones = [any(tag.startswith(CASE) for tag, _ in controls(s)) for s in siblings]
        last = max(index for index, is_own in enumerate(own_ones) if is_own)
        paragraphs = siblings[: last + 1]
        pieces: list[str | Control] = []
        for paragraph in paragraphs:
            own = [(tag, control) for tag, control in controls(paragraph)]
            compiled = [self._control(control) for _, control in own]
            for _, control in own:
                control.addprevious(etree.ProcessingInstruction(_MARK, "control"))
                _parent(control).remove(control)
            head, *rest = self._text(paragraph).split(f"<?{_MARK} control?>")
            pieces.append(head)
            for control_piece, after in zip(compiled, rest, strict=True):
                pieces += [control_piece, after]
        self.replace(paragraphs, CaseHole(tuple(pieces)))

    def _list(self, spec: FieldSpec, control: etree._Element) -> None:
        """Bullets carry no controls once filled: people add and remove them freely."""
        first = next(control.iterancestors(P))
        further = len(spec.preset.split("\n")) - 1
        bullets = [first, *islice(_same_style(first), further)]
        look = self.look(control)
        compiled = self._control(control)
        preset = "".join(self._text(run) for run in control[-1])
        self._cut_text(control, _TEXT_CUT)
        before, after = self._text(first).split(_TEXT_CUT)
        standing: tuple[str | Control, ...] = (before, compiled, after)
        if spec.preset:
            standing = (before + preset + after, *(self._text(bullet) for bullet in bullets[1:]))
        self.replace(bullets, ListHole(spec, (before, after), standing, look))

    def _control(self, element: etree._Element) -> Control:
        """Both forms of a control; ids and tags are cut out, since clones get their own."""
        look = self.look(element)
        empty = deepcopy(element)
        key = _cut_properties(empty)
        filled = deepcopy(empty)
        for placeholder in list(filled.iter(SHOWING_PLACEHOLDER)):
            _parent(placeholder).remove(placeholder)
        for content in filled.findall(SDT_CONTENT):
            content[:] = []
            content.text = _TEXT_CUT
        a, b, c, d = _CUTS.split(self._text(filled))
        for plain in list(filled.iter(_PLAIN_TEXT)):
            _parent(plain).remove(plain)
        e, f, g, h = _CUTS.split(self._text(filled))
        i, j, k = _CUTS.split(self._text(empty))
        return Control(key.removeprefix(CASE), (a, b, c, d), (e, f, g, h), (i, j, k), look)

    def look(self, control: etree._Element) -> str:
        """What the text in a control looks like: as its properties say, else as its first run.

        The look of guidance, a character style, is not that of the text written over it.
        """
        own = control.find(f"{SDT_PR}/{R_PR}")
        runs = (run.find(R_PR) for run in control.iter(R))
        found = own if own is not None else next((look for look in runs if look is not None), None)
        if found is None:
            return ""
        look = deepcopy(found)
        for style in look.findall(R_STYLE):
            look.remove(style)
        return self._text(look) if len(look) else ""

    def _cut_text(self, control: etree._Element, cut: str) -> None:
        """Put a cut in the control's place."""
        mark = etree.Element("cut")
        mark.text = cut
        _parent(control).replace(control, mark)

    def _text(self, element: etree._Element) -> str:
        """The element as XML without what its root declares, and without the helper elements."""
        text = etree.tostring(element, encoding="unicode", with_tail=False)
        for declaration in self._declarations:
            text = text.replace(declaration, "")
        return text.replace("<cut>", "").replace("</cut>", "")


def _same_style(paragraph: etree._Element) -> Iterator[etree._Element]:
    style = _style(paragraph)
    for sibling in paragraph.itersiblings():
        if sibling.tag != P or _style(sibling) != style:
            return
        yield sibling


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{P_PR}/{P_STYLE}")
    return "" if style is None else style.get(VAL, "")


def _cut_properties(control: etree._Element) -> str:
    """Cut out the tag and, right after it as the schema has it, the id; return the tag."""
    properties = control[0]
    for number in properties.findall(ID):
        properties.remove(number)
    (tag,) = properties.findall(TAG)
    key = tag.get(VAL, "")
    tag.set(VAL, _TAG_CUT)
    number = etree.Element(ID)
    number.set(VAL, _ID_CUT)
    tag.addnext(number)
    return key


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    if parent is None:
        raise LookupError(element.tag)
    return parent
