"""Making a control in a template ready to be cut: whose it is, and where its text will stand."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from service.documents.ooxml import (
    ID,
    R_PR,
    R_STYLE,
    SDT_CONTENT,
    SDT_PR,
    SHOWING_PLACEHOLDER,
    TAG,
    VAL,
    XML_SPACE,
    R,
    T,
    w,
)

_PLAIN_TEXT: Final = w("text")


def identify(control: etree._Element, tag: str, number: str) -> None:
    """Give a control its tag and, right after it as the schema has it, its id."""
    properties = control[0]
    for old in properties.findall(ID):
        properties.remove(old)
    (own,) = properties.findall(TAG)
    own.set(VAL, tag)
    new = etree.Element(ID)
    new.set(VAL, number)
    own.addnext(new)


def write(control: etree._Element, text: str) -> None:
    """Put a run with a text where a control has its guidance."""
    run = _run(control, text)
    for placeholder in list(control.iter(SHOWING_PLACEHOLDER)):
        parent(placeholder).remove(placeholder)
    for content in control.findall(SDT_CONTENT):
        content[:] = [run]


def put_run(control: etree._Element, text: str) -> etree._Element:
    """Put a run with a text in a control's place, and return it."""
    run = _run(control, text)
    parent(control).replace(control, run)
    return run


def allow_breaks(control: etree._Element) -> None:
    """Take away that a control holds plain text, which has no line breaks."""
    for plain in list(control.iter(_PLAIN_TEXT)):
        parent(plain).remove(plain)


def parent(element: etree._Element) -> etree._Element:
    """The element that this one stands in.

    Raises:
        LookupError: it is a root.
    """
    found = element.getparent()
    if found is None:
        raise LookupError(element.tag)
    return found


def _run(control: etree._Element, text: str) -> etree._Element:
    run = etree.Element(R)
    look = _look(control)
    if look is not None:
        run.append(look)
    words = etree.SubElement(run, T)
    words.set(XML_SPACE, "preserve")
    words.text = text
    return run


def _look(control: etree._Element) -> etree._Element | None:
    """What the text in a control looks like: as its properties say, else as its first run.

    The look of guidance, a character style, is not that of the text written over it.
    """
    own = control.find(f"{SDT_PR}/{R_PR}")
    runs = (run.find(R_PR) for run in control.iter(R))
    found = own if own is not None else next((look for look in runs if look is not None), None)
    if found is None:
        return None
    look = deepcopy(found)
    for style in look.findall(R_STYLE):
        look.remove(style)
    return look if len(look) else None
