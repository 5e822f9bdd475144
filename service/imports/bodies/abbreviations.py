"""What a plan says its abbreviations mean: "(FSK=formannskap og KST=kommunestyre)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from service.imports.bodies.body_names import core_name, kind_of, name_key

_EQUALS = re.compile(r"(?<![\w/])([A-ZÆØÅ][\wÆØÅæøå.&/-]{0,9})\s*=\s*", re.IGNORECASE)
_COLON = re.compile(r"(?:(?<=[,;:.(])\s*|^)([A-ZÆØÅ]{1,6})\s*(?::|\s[-–])\s+")
_BEFORE = re.compile(r"(?<![\w-])([A-ZÆØÅ]{2,6})\s*\(([^()]+)\)")
_AFTER = re.compile(r"([^,;:.()\t]+?)\s*\(([A-ZÆØÅ]{1,6})\)")
_AND = re.compile(r"^(?:og|samt)\s+")
_SHORT = re.compile(r"[A-ZÆØÅ]{1,6}")
_END = re.compile(r"[;)\t]|\.(?:\s|$)|\s{2,}")


def explained_abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Abbreviations by the meaning that the text gives them, in upper case."""
    found: dict[str, str] = {}
    for text in texts:
        for short, meaning in _explained(text):
            found.setdefault(short.upper(), in_nominative(capital(meaning)))
    return found


def explained_in_rows(rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """Abbreviations that a table explains: each in the cell before the body's name."""
    return {
        short.upper(): in_nominative(capital(meaning))
        for cells in rows
        for short, meaning in pairwise(cells)
        if _SHORT.fullmatch(short) and kind_of(meaning) is not None
    }


def capital(name: str) -> str:
    """The name with a capital first, the rest as it is."""
    return name[:1].upper() + name[1:]


def in_nominative(name: str) -> str:
    """A name without the genitive that a text may have left on it: "formannskaps"."""
    bare = name.removesuffix("s")
    return bare if bare != name and name_key(name) == name_key(bare) else name


def _explained(text: str) -> Iterator[tuple[str, str]]:
    yield from _marked(_EQUALS, text)
    for short, meaning in _marked(_COLON, text):
        if kind_of(meaning) is not None:
            yield short, meaning
    for short, meaning in _BEFORE.findall(text):
        if kind_of(meaning) is not None:
            yield short, meaning.strip(" .")
    for before, short in _AFTER.findall(text):
        name = core_name(_AND.sub("", before.strip())).name
        if kind_of(name) is not None and not any(c.isdigit() for c in name):
            yield short, name


def _marked(mark: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    """Each abbreviation with what follows it, up to the next."""
    marks = list(mark.finditer(text))
    for number, found in enumerate(marks):
        until = marks[number + 1].start(1) if number + 1 < len(marks) else len(text)
        meaning = _END.split(text[found.end() : until])[0]
        if bare := re.sub(r"[\s,]+(?:og)?[\s,(]*$", "", meaning).strip(" ,–-"):
            yield found[1].strip("."), bare
