"""Content controls of every form brought into the one that survives: inline, plain, tagged.

Word puts a control around the whole paragraph or cell when all of it is marked; LibreOffice and
OnlyOffice mangle or lose those. Data bindings, locks, lists and calendars of a control are dropped:
a binding would put the template's own text back over what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from service.documents.ooxml import (
    ALIAS,
    P_PR,
    R_PR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SHOWING_PLACEHOLDER,
    TAG,
    TBL,
    TC,
    TR,
    VAL,
    XML_SPACE,
    P,
    R,
    T,
    w,
)
from service.documents.reading.inline import EDITORS_OWN_GUIDANCE, content_of, control_of

NameOf = Callable[[str, str], str]
"""From a control's tag and name to the tag it is known by, "" where it is none of ours."""

_BLOCKS = frozenset({P, TBL, TR, TC})
_KEPT = (R_PR, w("placeholder"))


class WrongForm(Exception):
    """A control whose form can't be brought into ours; ``code`` is the remark's."""

    def __init__(self, code: str, tag: str, control: etree._Element) -> None:
        super().__init__(code)
        self.code, self.tag, self.control = code, tag, control


def flatten(root: etree._Element, name_of: NameOf) -> Iterator[WrongForm]:
    """Let every known control stand inline in a paragraph; yield those that can't."""
    for control in list(root.iter(SDT)):
        if not _is_block(control):
            continue
        tag = known_tag(control, name_of)
        if not tag:
            if any(known_tag(inner, name_of) for inner in content_of(control).iter(SDT)):
                _unwrap(control)
            continue
        wrong = _wrong_form(control, tag)
        if wrong:
            yield wrong
        else:
            _move_in(control)


def known_tag(control: etree._Element, name_of: NameOf) -> str:
    """The tag a control is known by, through its tag or its name."""
    found = control_of(control)
    return name_of(found.tag, found.alias) if found else ""


def text_of(element: etree._Element) -> str:
    """All text below an element."""
    return "".join(text.text or "" for text in element.iter(T))


def shown(control: etree._Element) -> tuple[str, bool]:
    """What stands in a control, and whether it is guidance: it says so, or any editor's own."""
    text = text_of(content_of(control)).strip()
    own = EDITORS_OWN_GUIDANCE.match(text) is not None
    marked = control.find(f"{SDT_PR}/{SHOWING_PLACEHOLDER}") is not None
    return ("" if own else text), own or marked or not text


def rewrite(control: etree._Element, tag: str, text: str, *, guidance: bool, prose: bool) -> None:
    """Give an inline control ``tag`` and ``text``, the properties that survive, and no others."""
    old = control.find(SDT_PR)
    kept = [] if old is None else [child for name in _KEPT for child in old.findall(name)]
    alias = "" if old is None else next((e.get(VAL, "") for e in old.findall(ALIAS)), "")
    properties = etree.Element(SDT_PR)
    properties.extend(child for child in kept if child.tag == R_PR)
    properties.append(_valued(ALIAS, alias or tag))
    properties.append(_valued(TAG, tag))
    properties.extend(child for child in kept if child.tag != R_PR)
    if guidance:
        properties.append(etree.Element(SHOWING_PLACEHOLDER))
    if not prose:
        properties.append(etree.Element(w("text")))
    content = etree.Element(SDT_CONTENT)
    content.append(_run(control, text))
    control[:] = [properties, content]


def others(names: Iterable[str], label: str) -> tuple[str, ...]:
    """The names besides ``label``, each once."""
    return tuple(name for name in dict.fromkeys(names) if name != label)


def _run(control: etree._Element, text: str) -> etree._Element:
    run = etree.Element(R)
    look = next((r.find(R_PR) for r in content_of(control).iter(R)), None)
    if look is not None:
        run.append(look)
    words = etree.SubElement(run, T)
    words.text = text
    words.set(XML_SPACE, "preserve")
    return run


def _valued(name: str, value: str) -> etree._Element:
    element = etree.Element(name)
    element.set(VAL, value)
    return element


def _is_block(control: etree._Element) -> bool:
    """Whether it stands around paragraphs, cells or rows."""
    return any(child.tag in _BLOCKS for child in content_of(control)) or any(
        child.tag == SDT and _is_block(child) for child in content_of(control)
    )


def _wrong_form(control: etree._Element, tag: str) -> WrongForm | None:
    content = content_of(control)
    tags = [child.tag for child in content if child.tag in _BLOCKS]
    if tags == [TC]:
        tags = [child.tag for child in next(content.iter(TC)) if child.tag in {P, TBL, SDT}]
    if tags == [P]:
        return None
    return WrongForm("row_control" if TR in tags else "several_paragraphs", tag, control)


def _move_in(control: etree._Element) -> None:
    """Put the control inside the one paragraph it stands around."""
    content = content_of(control)
    paragraph = next(content.iter(P))
    inner = etree.Element(SDT)
    properties = control.find(SDT_PR)
    inner.append(etree.Element(SDT_PR) if properties is None else properties)
    words = etree.SubElement(inner, SDT_CONTENT)
    words.extend([child for child in paragraph if child.tag != P_PR])
    paragraph.append(inner)
    _unwrap(control)


def _unwrap(control: etree._Element) -> None:
    """Leave what stands in a control where the control stood."""
    for child in list(content_of(control)):
        control.addprevious(child)
    parent = control.getparent()
    if parent is not None:
        parent.remove(control)
