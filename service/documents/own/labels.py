"""By which words a template's controls are found: the label beside, or the heading above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from service.documents.ooxml import P_PR, P_STYLE, SDT, TBL, TC, TR, VAL, P, T, w
from service.documents.own.forms import text_of
from service.documents.reading.style_names import PLAIN, Style, level_of

_EDGES = " \t\n:.–—-"
_LABEL_LENGTH = 60
_SHOWN = 70


@dataclass(frozen=True, slots=True)
class Label:
    """A control's visible name; ``heading`` says that it is the heading above."""

    text: str
    heading: bool = False


class Labels:
    """Looks for labels and headings in one document part."""

    def __init__(self, root: etree._Element, styles: Mapping[str, Style]) -> None:
        self._root = root
        self._styles = styles

    def style(self, paragraph: etree._Element) -> Style:
        """The paragraph's style."""
        found = paragraph.find(f"{P_PR}/{P_STYLE}")
        return PLAIN if found is None else self._styles.get(found.get(VAL, ""), PLAIN)

    def level(self, paragraph: etree._Element) -> int | None:
        """The paragraph's heading level, if it is a heading."""
        own = paragraph.find(f"{P_PR}/{w('outlineLvl')}")
        return self.style(paragraph).level if own is None else level_of(own.get(VAL))

    def headings(self) -> Iterator[str]:
        """The words of every heading."""
        for paragraph in self._root.iter(P):
            if self.level(paragraph) is not None and (text := text_of(paragraph).strip()):
                yield text

    def standing(self) -> Iterator[str]:
        """The lines of running text that hold no control, and so are the template's own words."""
        for paragraph in self._root.iter(P):
            text = text_of(paragraph).strip()
            alone = next(paragraph.iter(SDT), None) is None
            listed = self.style(paragraph).listed  # bullets may be a field's own
            if text and alone and not listed and self.level(paragraph) is None:
                yield text

    def title(self) -> str:
        """What the paragraph in the style of titles says."""
        titles = (p for p in self._root.iter(P) if self.style(p).name == "title")
        return next((text_of(p).strip() for p in titles), "")

    def of(self, control: etree._Element) -> Label | None:
        """The label of an inline control; None where it has none."""
        paragraph = next(control.iterancestors(P))
        before = _words_before(paragraph, control)
        if _is_label(before):
            return Label(before.strip(_EDGES))
        cell = next(control.iterancestors(TC), None)
        if cell is not None:
            left = next((c for c in cell.itersiblings(TC, preceding=True)), None)
            words = "" if left is None else text_of(left)
            return Label(words.strip(_EDGES)) if _is_label(words) else None
        above = next((p for p in paragraph.itersiblings(P, preceding=True) if text_of(p)), None)
        if above is None:
            return None
        if self.level(above) is not None:
            return Label(text_of(above).strip(_EDGES), heading=True)
        words = self.line_above(paragraph)
        return Label(words) if words and text_of(above).strip().endswith(":") else None

    def line_above(self, paragraph: etree._Element) -> str:
        """The paragraph above, if it is a label on a line of its own."""
        above = next(paragraph.itersiblings(P, preceding=True), None)
        if above is None or next(above.iter(SDT), None) is not None:
            return ""
        return text_of(above).strip(_EDGES) if _is_label(text_of(above)) else ""

    def bullets_below(self, paragraph: etree._Element) -> Iterator[str]:
        """What the bullets that follow a bullet say."""
        style = self.style(paragraph)
        for below in paragraph.itersiblings():
            if below.tag != P or not style.listed or self.style(below) != style:
                return
            yield text_of(below).strip()

    def place(self, element: etree._Element) -> str:
        """The words an element stands among, for a person to find it by."""
        around = next(element.iterancestors(TR), None)
        if around is None:
            around = next(element.iterancestors(P), None)
        text = " ".join(" ".join(map(text_of, _lines(element, around))).split())
        heading = self._heading_above(element)
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        return " · ".join(filter(None, (heading, f"«{shown}»" if shown else "")))

    def _heading_above(self, element: etree._Element) -> str:
        block = element
        for ancestor in element.iterancestors(P, TBL):
            block = ancestor
        above = (p for p in block.itersiblings(P, preceding=True) if self.level(p) is not None)
        return next((text_of(p).strip() for p in above), "")


def _lines(element: etree._Element, around: etree._Element | None) -> Iterable[etree._Element]:
    """The paragraphs of the row an element stands in, else the one paragraph."""
    if around is None:
        return [element]
    return around.iter(P) if around.tag == TR else [around]


def _words_before(paragraph: etree._Element, control: etree._Element) -> str:
    """The text between the control before it, or the paragraph's start, and the control."""
    words = ""
    for element in paragraph.iter(SDT, T):
        if element is control:
            break
        if element.tag == SDT:
            words = ""
        elif not any(True for _ in element.iterancestors(SDT)):
            words += element.text or ""
    return words


def _is_label(words: str) -> bool:
    text = words.strip(_EDGES)
    return bool(text) and len(text) <= _LABEL_LENGTH
