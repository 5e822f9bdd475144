"""Changing an XML part where it stands, so that every byte not meant is the byte it was.

A parsed part can only be written anew as a whole: other quotes, other prefixes, other white space
in what people's programs wrote. So the tree is only looked at, and the bytes are cut and joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Final

from lxml import etree

_MARKUP: Final = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rb"""|<[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>""",
    re.DOTALL,
)
_NAME: Final = re.compile(rb"<([^\s/>]+)")


@dataclass(slots=True)
class Extent:
    """The bytes of an element; without an end tag, all but ``start`` are equal.

    Attributes:
        start: where its start tag begins.
        inside: where its start tag has ended.
        close: where its end tag begins.
        end: where all of it has ended.
    """

    start: int
    inside: int
    close: int
    end: int


@dataclass
class Splices:
    """An XML part, the elements in it, and the changes that are to be made.

    ``root`` must be ``data`` parsed, and not changed since.
    """

    data: bytes
    root: etree._Element
    _edits: list[tuple[int, int, bytes]] = field(default_factory=list)

    @cached_property
    def _extents(self) -> dict[etree._Element, Extent]:
        return dict(zip(self.root.iter("*"), _extents(self.data), strict=True))

    def extent(self, element: etree._Element) -> Extent:
        """Where an element of the tree stands."""
        return self._extents[element]

    def remove(self, element: etree._Element) -> None:
        """Take an element out with all it holds."""
        found = self._extents[element]
        self._edits.append((found.start, found.end, b""))

    def insert(self, at: int, xml: bytes) -> None:
        """Put something in between; what is put in at one place keeps the order it came in."""
        self._edits.append((at, at, xml))

    def fill(self, element: etree._Element, before: bytes, after: bytes, *, at: int = 0) -> None:
        """Put something in an element, once: first (or ``at`` a place in it), and last."""
        found = self._extents[element]
        if found.close == found.end:
            name = _NAME.match(self.data, found.start)
            closing = b"</" + (name[1] if name else b"") + b">"
            self._edits.append((found.end - 2, found.end, b">" + before + after + closing))
            return
        self.insert(at or found.inside, before)
        self.insert(found.close, after)

    def apply(self) -> bytes:
        """The part with the changes made.

        Raises:
            ValueError: two changes are about the same bytes.
        """
        pieces: list[bytes] = []
        done = 0
        for start, edits in groupby(sorted(self._edits, key=itemgetter(0)), key=itemgetter(0)):
            if start < done:
                raise ValueError("two changes overlap")
            pieces.append(self.data[done:start])
            done = start
            for _, end, xml in edits:
                pieces.append(xml)
                done = max(done, end)
        return b"".join([*pieces, self.data[done:]])


def _extents(data: bytes) -> Iterator[Extent]:
    """Every element in the order of its start tags, as a tree has them; ``data`` is well-formed."""
    found: list[Extent] = []
    open_: list[Extent] = []
    for match in _MARKUP.finditer(data):
        start, end = match.span()
        kind = data[start + 1 : start + 2]
        if kind == b"/":
            closed = open_.pop()
            closed.close, closed.end = start, end
        elif kind not in b"!?":
            found.append(Extent(start, end, end, end))
            if data[end - 2 : end - 1] != b"/":
                open_.append(found[-1])
    return iter(found)
