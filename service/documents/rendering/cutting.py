"""Cutting a template's XML into pieces: each hole is marked in the tree, then the text is split."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, islice
from typing import Final

from lxml import etree

from service.documents.manifest import FieldSpec, Manifest, TableSpec
from service.documents.ooxml import (
    P_PR,
    P_STYLE,
    SDT,
    SDT_PR,
    TAG,
    TBL,
    TR,
    VAL,
    P,
)
from service.documents.rendering.marking import allow_breaks, identify, parent, put_run, write
from service.documents.rendering.pieces import (
    NUMBER,
    Around,
    CaseHole,
    Control,
    HeaderHole,
    ListHole,
    Piece,
    TableHole,
)

CASE: Final = "case."
# These characters, which nobody writes, mark the cuts; a processing instruction marks a hole.
_TEXT_CUT: Final = "\U0010fff0"
_COLUMN_CUT: Final = "\U0010fff1"
_NUMBER_CUT: Final = "\U0010fff2"
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
            cutter.header(wanted[tag], control)
    return cutter.pieces()


class _Cutter:
    """Collects holes, each of which leaves a mark in the tree."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._holes: list[Piece] = []
        self._ids = count(1)
        self._declarations = [
            f' xmlns{":" + prefix if prefix else ""}="{uri}"' for prefix, uri in root.nsmap.items()
        ]
        self._found = dict(controls(root))

    def pieces(self) -> tuple[Piece, ...]:
        text = etree.tostring(self._root, encoding="unicode")
        head, *rest = _HOLES.split(text)
        declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        found: list[Piece] = [(declaration + head).encode()]
        for number, after in zip(rest[::2], rest[1::2], strict=True):
            found += [self._holes[int(number)], after.encode()]
        return tuple(found)

    def field(self, spec: FieldSpec) -> None:
        control = self._found[spec.tag]
        identify(control, spec.tag, str(next(self._ids)))
        if spec.kind == "list":
            self._list(spec, control)
        else:
            self._replace([control], self._control(spec.tag, control))

    def header(self, tags: tuple[str, ...], control: etree._Element) -> None:
        run = put_run(control, _TEXT_CUT)
        self._replace([run], HeaderHole(tags, self._around(run)))

    def table(self, spec: TableSpec) -> None:
        own = {tag: c for tag, c in self._found.items() if tag.startswith(f"{spec.id}.")}
        row = next(next(iter(own.values())).iterancestors(TR))
        for tag, control in own.items():
            put_run(control, f"{_COLUMN_CUT}{tag.partition('.')[2]}{_COLUMN_CUT}")
        table = next(row.iterancestors(TBL))
        head, *rest = self._text(row).split(_COLUMN_CUT)
        cells = zip(rest[::2], (text.encode() for text in rest[1::2]), strict=True)
        presets = list(islice(row.itersiblings(TR), spec.presets))
        standing = self._text(*presets)
        for preset in presets:
            table.remove(preset)
        row.addprevious(etree.ProcessingInstruction(_MARK, "row"))
        parent(row).remove(row)
        before, after = self._text(table).split(f"<?{_MARK} row?>")
        hole = TableHole(
            spec,
            before=before.encode(),
            row=head.encode(),
            cells=tuple(cells),
            standing=standing.encode(),
            after=after.encode(),
        )
        self._replace([table], hole)

    def case(self) -> None:
        heading = next(self._found[f"{CASE}number"].iterancestors(P))
        siblings = [heading, *heading.itersiblings()]
        own_ones = [any(tag.startswith(CASE) for tag, _ in controls(s)) for s in siblings]
        last = max(index for index, is_own in enumerate(own_ones) if is_own)
        paragraphs = siblings[: last + 1]
        compiled: list[Control] = []
        for tag, control in (own for paragraph in paragraphs for own in controls(paragraph)):
            key = tag.removeprefix(CASE)
            # The ids of the first case begin at 1000: no template has as many fields.
            identify(control, f"{CASE}{_NUMBER_CUT}.{key}", f"{_NUMBER_CUT}{len(compiled):03}")
            compiled.append(self._control(key, control))
            control.addprevious(etree.ProcessingInstruction(_MARK, "control"))
            parent(control).remove(control)
        head, *rest = self._text(*paragraphs).split(f"<?{_MARK} control?>")
        pairs = zip(compiled, rest, strict=True)
        whole = tuple(control.followed_by(after.encode()) for control, after in pairs)
        self._replace(paragraphs, CaseHole(head.encode(), whole))

    def _list(self, spec: FieldSpec, control: etree._Element) -> None:
        """Bullets carry no controls once filled: people add and remove them freely."""
        first = next(control.iterancestors(P))
        further = len(spec.preset.split("\n")) - 1
        bullets = [first, *islice(_same_style(first), further)]
        standing = self._text(*bullets)
        if spec.preset:
            standing = standing.replace(self._text(control), self._text(*control[-1]))
        put_run(control, _TEXT_CUT)
        self._replace(bullets, ListHole(spec.tag, self._around(first), standing.encode()))

    def _control(self, key: str, element: etree._Element) -> Control:
        """All forms of a control that has been identified. The element is used up."""
        empty = self._text(element)
        write(element, _TEXT_CUT)
        filled = self._around(element)
        allow_breaks(element)
        broken = self._around(element)
        return Control(key, filled, broken, _numbered(empty))

    def _replace(self, elements: Sequence[etree._Element], hole: Piece) -> None:
        mark = etree.ProcessingInstruction(_MARK, str(len(self._holes)))
        self._holes.append(hole)
        elements[0].addprevious(mark)
        for element in elements:
            parent(element).remove(element)

    def _around(self, element: etree._Element) -> Around:
        before, after = self._text(element).split(_TEXT_CUT)
        return Around(_numbered(before), _numbered(after))

    def _text(self, *elements: etree._Element) -> str:
        """The elements as XML without what the root declares."""
        text = "".join(
            etree.tostring(element, encoding="unicode", with_tail=False) for element in elements
        )
        for declaration in self._declarations:
            text = text.replace(declaration, "")
        return text


def _numbered(text: str) -> bytes:
    return text.encode().replace(_NUMBER_CUT.encode(), NUMBER)


def _same_style(paragraph: etree._Element) -> Iterator[etree._Element]:
    style = _style(paragraph)
    for sibling in paragraph.itersiblings():
        if sibling.tag != P or _style(sibling) != style:
            return
        yield sibling


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{P_PR}/{P_STYLE}")
    return "" if style is None else style.get(VAL, "")
