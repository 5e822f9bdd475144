"""The text of a DOCX as people see it: what stands, and what is struck out.

Names are compared without their namespace, since the strict flavour of the format has another.
Deletions that are tracked are not read, and insertions are, as if all changes were accepted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from service.imports.containers.cells import Cell, Piece, joined

BREAK = "\n"
_TURNED_OFF = frozenset(("0", "false", "off", "none"))
_STRIKES = ("strike", "dstrike")
_UNSEEN = frozenset(
    ("pPr", "rPr", "sdtPr", "del", "moveFrom", "Fallback", "instrText", "rt", "txbxContent")
)
#: What blocks, rows and cells may be wrapped in.
_WRAPPERS = frozenset(
    ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice")
)
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": BREAK, "cr": BREAK, "noBreakHyphen": "-"}


def local(element: etree._Element) -> str:
    """The name of an element, without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value_of(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute, without its namespace."""
    if element is None:
        return None
    return next((str(v) for k, v in element.items() if str(k).rpartition("}")[2] == name), None)


def number_of(element: etree._Element | None) -> int:
    """The attribute ``val`` as a small number, or 0."""
    value = value_of(element) or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0


def seen(element: etree._Element, names: Collection[str]) -> Iterator[etree._Element]:
    """Its children of these names, also those in content controls and insertions."""
    for child in element:
        name = local(child)
        if name in names:
            yield child
        elif name in _WRAPPERS:
            yield from seen(child, names)


@dataclass(frozen=True, slots=True)
class Strokes:
    """Whether runs are struck out, by themselves or by their style; and what footnotes say."""

    styles: frozenset[str]
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def pieces(self, paragraph: etree._Element) -> Iterator[Piece]:
        """The text of a paragraph; line breaks as :data:`BREAK`, text boxes left out.

        A footnote stands in parentheses where its number does.
        """
        yield from self._pieces(paragraph, self._strikes(paragraph.find("{*}pPr"), "pStyle"))

    def _pieces(
        self, element: etree._Element, struck: bool, raised: bool = False
    ) -> Iterator[Piece]:
        for child in element:
            name = local(child)
            if name == "t":
                yield Piece(child.text or "", struck, raised)
            elif name in _CHARACTERS:
                yield Piece(_CHARACTERS[name], struck)
            elif name in _REFERENCES:
                note = self.notes.get((_REFERENCES[name], value_of(child, "id") or ""), "")
                yield Piece(f" ({note})" if note else "", struck)
            elif name == "r":
                marks = child.find("{*}rPr")
                if not _switched(marks, "vanish"):
                    yield from self._pieces(
                        child, self._struck(marks, around=struck), _is_raised(marks)
                    )
            elif name not in _UNSEEN:
                yield from self._pieces(child, struck, raised)

    def _struck(self, marks: etree._Element | None, *, around: bool) -> bool:
        stated = [_switched(marks, name) for name in _STRIKES]
        if True in stated:
            return True
        return False if False in stated else around or self._strikes(marks, "rStyle")

    def _strikes(self, marks: etree._Element | None, kind: str) -> bool:
        return marks is not None and value_of(marks.find(f"{{*}}{kind}")) in self.styles


def _is_raised(marks: etree._Element | None) -> bool:
    return marks is not None and value_of(marks.find("{*}vertAlign")) == "superscript"


def notes_in(part: etree._Element, strokes: Strokes) -> dict[tuple[str, str], str]:
    """The footnotes or endnotes of a part, by kind and id."""
    return {
        (local(note), value_of(note, "id") or ""): joined(
            piece
            for paragraph in note.iterfind("{*}p")
            for piece in (*strokes.pieces(paragraph), Piece(BREAK))
        ).text
        for note in part
    }


def struck_styles(styles: etree._Element) -> frozenset[str]:
    """The styles that strike text out, by themselves or by the style they are based on."""
    stated: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind("{*}style"):
        key = value_of(style, "styleId") or ""
        switches = [_switched(style.find("{*}rPr"), name) for name in _STRIKES]
        stated[key] = True if True in switches else False if False in switches else None
        based[key] = value_of(style.find("{*}basedOn")) or ""

    def strikes(key: str) -> bool:
        passed: set[str] = set()
        while stated.get(key) is None and key in based and key not in passed:
            passed.add(key)
            key = based[key]
        return stated.get(key) is True

    return frozenset(key for key in stated if strikes(key))


def _switched(marks: etree._Element | None, name: str) -> bool | None:
    """Whether a property is on or off, or None where it isn't stated."""
    found = None if marks is None else marks.find(f"{{*}}{name}")
    if found is None:
        return None
    return (value_of(found) or "1").lower() not in _TURNED_OFF


def boxes_of(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that hang in a paragraph; older programs' copies of them are left out."""
    for box in paragraph.iter("{*}txbxContent"):
        around = [local(element) for element in box.iterancestors()]
        if "Fallback" not in around and around.count("p") == _depth(paragraph):
            yield box


def _depth(paragraph: etree._Element) -> int:
    return 1 + sum(local(element) == "p" for element in paragraph.iterancestors())


def lines_of(pieces: Iterable[Piece]) -> Iterator[tuple[Cell, ...]]:
    """The lines of a paragraph, in the cells that its tabs make."""
    cells: list[list[Piece]] = [[]]
    for piece in (*pieces, Piece(BREAK)):
        if piece.text == "\t":
            cells.append([])
        elif piece.text == BREAK:
            yield tuple(joined(cell) for cell in cells)
            cells = [[]]
        else:
            cells[-1].append(piece)
