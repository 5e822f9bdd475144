"""Styles by name: editors renumber the ids, and derive new styles from the headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from service.documents.ooxml import P_PR, R_PR, VAL, parse_xml, w

_HEADING: Final = re.compile(r"(?:heading|overskrift) ?([1-9])$")
_BASED_ON: Final = w("basedOn")
_OUTLINE: Final = w("outlineLvl")
_OFF: Final = frozenset({"0", "false", "off"})
_LEVELS: Final = {str(level - 1): level for level in range(1, 10)}  # 9 means "no heading"


_KEPT_BYTES: Final = 256 * 1024  # Word's own styles are 30 to 60 kB


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader needs to know of a style."""

    name: str  # lower case
    level: int | None
    listed: bool
    bold: bool


PLAIN: Final = Style("", None, listed=False, bold=False)


def style_table(styles: bytes) -> Mapping[str, Style]:
    """Each style id's name, heading level and look, inherited ones included.

    Documents of one template share their styles, so the last tables are kept.
    """
    return _kept(styles) if len(styles) <= _KEPT_BYTES else _read(styles)


@lru_cache(maxsize=16)
def _kept(styles: bytes) -> Mapping[str, Style]:
    return _read(styles)


def _read(styles: bytes) -> Mapping[str, Style]:
    try:
        root = parse_xml(styles)
    except etree.LxmlError:
        return {}
    raw = {e.get(w("styleId"), ""): e for e in root.iter(w("style"))}
    known: dict[str, Style] = {}
    for style_id in raw:
        _resolve(style_id, raw, known, depth=0)
    return known


def _resolve(
    style_id: str, raw: Mapping[str, etree._Element], known: dict[str, Style], *, depth: int
) -> Style:
    """A style with what it inherits; a circle of styles ends after ten steps."""
    if style_id in known:
        return known[style_id]
    if style_id not in raw or depth > 10:
        return PLAIN
    element = raw[style_id]
    based_on = _value(element, _BASED_ON) or ""
    parent = _resolve(based_on, raw, known, depth=depth + 1) if based_on else PLAIN
    name = (_value(element, w("name")) or "").strip().lower()
    heading = _HEADING.match(name)
    level = int(heading[1]) if heading else level_of(_value(element, f"{P_PR}/{_OUTLINE}"))
    bold = element.find(f"{R_PR}/{w('b')}")
    listed = element.find(f"{P_PR}/{w('numPr')}") is not None
    known[style_id] = Style(
        name,
        level if level is not None else parent.level,
        listed=listed or parent.listed or name.startswith("list"),
        bold=parent.bold if bold is None else is_on(bold),
    )
    return known[style_id]


def level_of(outline: str | None) -> int | None:
    """The heading level for ``w:outlineLvl``, which counts from 0."""
    return None if outline is None else _LEVELS.get(outline)


def is_on(element: etree._Element) -> bool:
    """The value of a toggle such as ``w:b``, which is on unless it says otherwise (17.17.4)."""
    return element.get(VAL, "1") not in _OFF


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(VAL)
