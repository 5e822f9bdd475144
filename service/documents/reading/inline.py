"""One paragraph, from any editor's runs, controls and tracked changes to what people see."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Final

from lxml import etree

from service.documents.ooxml import (
    ALIAS,
    BR,
    MC_NS,
    P_PR,
    P_STYLE,
    R_PR,
    R_STYLE,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SHOWING_PLACEHOLDER,
    TAB,
    TAG,
    VAL,
    R,
    T,
    w,
)
from service.documents.reading.flow import Control, Paragraph, Span
from service.documents.reading.style_names import PLAIN, Style, is_on, level_of

TRANSPARENT: Final = frozenset(
    map(w, ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo"))
)
GONE: Final = frozenset(map(w, ("del", "moveFrom")))
SUGGESTED: Final = frozenset(map(w, ("ins", "del", "moveTo", "moveFrom")))
_DELETED: Final = w("del")
_NUMBERING: Final = w("numPr")
_OUTLINE: Final = w("outlineLvl")
_BOLD: Final = w("b")
_HIDDEN: Final = w("vanish")
_BREAK_TYPE: Final = w("type")
_LINE: Final = "textWrapping"
_CHARACTERS: Final = {
    TAB: "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_CONTROL: Final = attrgetter("control")
_ALTERNATE: Final = f"{{{MC_NS}}}AlternateContent"
_CHOICE: Final = f"{{{MC_NS}}}Choice"
_FALLBACK: Final = f"{{{MC_NS}}}Fallback"
_TEXT_BOX: Final = w("txbxContent")
_DRAWN: Final = frozenset((w("drawing"), w("pict"), _ALTERNATE))
EDITORS_OWN_GUIDANCE: Final = re.compile(
    r"(klikk|trykk|click|tap)\b.{0,60}\b(tekst|text)\.?", re.IGNORECASE | re.DOTALL
)


class ParagraphReader:
    """Reads paragraphs of one document; text boxes met on the way wait in ``boxes``."""

    def __init__(self, styles: Mapping[str, Style], guidance: Collection[str]) -> None:
        self._styles = styles
        self._guidance = guidance
        self.boxes: list[etree._Element] = []

    def read(self, element: etree._Element, control: Control | None) -> Paragraph:
        """A ``w:p``, inside ``control`` if a block control stands around it."""
        paragraph = Paragraph(element)
        if control is None and not len(element):
            return paragraph
        style = PLAIN
        for child in element:
            if child.tag == P_PR:
                style = self._apply(child, paragraph)
                break
        if control is not None:
            paragraph.controls[control] = ""
        self._inline(element, control, style.bold, paragraph)
        self._finish(paragraph)
        return paragraph

    def _apply(self, properties: etree._Element, paragraph: Paragraph) -> Style:
        """Style, level and tracked mark of a paragraph; return its style."""
        style, numbered, outline = PLAIN, False, None
        for child in properties:
            tag = child.tag
            if tag == P_STYLE:
                style = self._styles.get(child.get(VAL, ""), PLAIN)
            elif tag == _NUMBERING:
                numbered = True
            elif tag == _OUTLINE:
                outline = level_of(child.get(VAL))
            elif tag == R_PR:
                marks = {mark.tag for mark in child}
                paragraph.joins_next = _DELETED in marks
                paragraph.tracked = not marks.isdisjoint(SUGGESTED)
        paragraph.style = style.name
        paragraph.level = style.level if outline is None else outline
        paragraph.listed = numbered or style.listed
        return style

    def _inline(
        self, parent: etree._Element, control: Control | None, bold: bool, paragraph: Paragraph
    ) -> None:
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child, control, bold, paragraph)
            elif tag == SDT:
                inner = control_of(child) or control
                if inner is not None:
                    paragraph.controls.setdefault(inner, "")
                self._inline(content_of(child), inner, bold, paragraph)
            elif tag in GONE:
                paragraph.tracked = True
            elif tag in TRANSPARENT:
                paragraph.tracked = paragraph.tracked or tag in SUGGESTED
                self._inline(child, control, bold, paragraph)

    def _run(
        self, run: etree._Element, control: Control | None, bold: bool, paragraph: Paragraph
    ) -> None:
        text, placeholder, before = "", False, ""
        for child in run:
            tag = child.tag
            if tag == T:
                if before == T and control is not None:
                    text += "\n"  # LibreOffice 7.4 loses the break between them in plain controls
                text += child.text or ""
            elif tag == R_PR:
                look = self._look(child, bold)
                if look is None:
                    return
                bold, placeholder = look
            elif tag == BR:
                text += "\n" if child.get(_BREAK_TYPE, _LINE) == _LINE else ""
            elif tag in _CHARACTERS:
                text += _CHARACTERS[tag]
            elif tag in _DRAWN:
                drawn = child.find(_CHOICE) if tag == _ALTERNATE else child
                self.boxes.extend(() if drawn is None else _boxes(drawn))
            before = tag
        if text:
            paragraph.spans.append(Span(text, control, bold, placeholder))

    def _look(self, properties: etree._Element, bold: bool) -> tuple[bool, bool] | None:
        """Whether a run is bold and whether it is styled as guidance; None if it is hidden."""
        placeholder = False
        for child in properties:
            tag = child.tag
            if tag == R_STYLE:
                style = self._styles.get(child.get(VAL, ""), PLAIN)
                bold = bold or style.bold
                placeholder = style.name == "placeholder text"
            elif tag == _BOLD:
                bold = is_on(child)
            elif tag == _HIDDEN and is_on(child):
                return None
        return bold, placeholder

    def _finish(self, paragraph: Paragraph) -> None:
        """Take guidance out, and gather the text of the paragraph and of its controls.

        A control shows guidance where it says so and all its text looks so, or where the text is
        one the template is known to use: LibreOffice 7.4 keeps neither the flag nor the look.
        """
        if paragraph.controls:
            self._take_out_guidance(paragraph)
        spans = paragraph.spans
        words = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
        paragraph.text = words.strip()

    def _take_out_guidance(self, paragraph: Paragraph) -> None:
        kept: list[Span] = []
        texts: dict[Control, list[str]] = {control: [] for control in paragraph.controls}
        for control, group in groupby(paragraph.spans, key=_CONTROL):
            spans = list(group)
            if control is None:
                kept += spans
            elif not _is_guidance(control, spans, self._guidance):
                kept += spans
                texts[control] += [span.text for span in spans]
        paragraph.spans = kept
        paragraph.controls = {c: "".join(found).strip() for c, found in texts.items()}


def content_of(control: etree._Element) -> etree._Element:
    """What stands in a control."""
    for child in control:
        if child.tag == SDT_CONTENT:
            return child
    return etree.Element(SDT_CONTENT)


def control_of(element: etree._Element) -> Control | None:
    """The control, by the tag and name that its properties give it."""
    for properties in element:
        if properties.tag == SDT_PR:
            tag = alias = ""
            showing = False
            for child in properties:
                name = child.tag
                if name == TAG:
                    tag = child.get(VAL, "")
                elif name == ALIAS:
                    alias = child.get(VAL, "")
                elif name == SHOWING_PLACEHOLDER:
                    showing = is_on(child)
            return Control(tag, alias, showing)
    return None


def _boxes(drawn: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes, each once: what is drawn in two ways is read in the first."""
    for child in drawn:
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _is_guidance(control: Control, spans: list[Span], guidance: Collection[str]) -> bool:
    text = "".join([span.text for span in spans]).strip()
    if not text or text in guidance:
        return True
    if not control.showing_placeholder:
        return False
    untouched = all(span.styled_as_placeholder for span in spans if span.text.strip())
    return untouched or EDITORS_OWN_GUIDANCE.match(text) is not None
