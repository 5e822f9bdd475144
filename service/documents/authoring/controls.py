"""Inline plain-text content controls (ECMA-376 Part 1, 17.5.2), which python-docx can't make."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree


def add_control(
    paragraph: Paragraph,
    tag: str,
    alias: str,
    *,
    guidance: str = "",
    preset: str = "",
    prose: bool = False,
) -> None:
    """Append a control that shows ``preset``, or else ``guidance`` as placeholder text.

    A control for prose is not marked as plain text: LibreOffice 7.4 turns plain-text controls into
    input fields, and runs their lines together.
    """
    properties = OxmlElement("w:sdtPr")
    properties.append(_element("w:alias", alias))
    properties.append(_element("w:tag", tag))
    properties.append(_element("w:id", "0"))
    if not preset:
        properties.append(OxmlElement("w:showingPlcHdr"))
    if not prose:
        properties.append(OxmlElement("w:text"))
    content = OxmlElement("w:sdtContent")
    content.append(_run(preset or guidance, placeholder=not preset))
    control = OxmlElement("w:sdt")
    control.append(properties)
    control.append(content)
    paragraph._p.append(control)  # noqa: SLF001 - python-docx has no public way to its element


def add_page_field(paragraph: Paragraph, instruction: str) -> None:
    """Append a PAGE or NUMPAGES field with "1" as its last known result."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(_run("1", placeholder=False))
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no public way to its element


def _element(name: str, value: str) -> etree._Element:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element


def _run(text: str, *, placeholder: bool) -> etree._Element:
    run = OxmlElement("w:r")
    if placeholder:
        properties = OxmlElement("w:rPr")
        properties.append(_element("w:rStyle", "PlaceholderText"))
        run.append(properties)
    words = OxmlElement("w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run
