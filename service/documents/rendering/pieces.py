"""What a compiled template consists of: finished XML, and holes of a few kinds between it.

A template's body is cut once at its controls, prototype rows and prototype case. What remains are
bytes in order, so that filling in is joining them: no tree is copied, searched or serialised for
each document. (Deep-copying the same prototypes took six times as long as joining text did.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from service.documents.manifest import TableSpec

NUMBER: Final = b"\0"  # where the number of a case goes: no text in XML can have this


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before a text and after it, from the look of its run to the end of it."""

    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Control:
    """A content control with an id of its own, or that of a case with `NUMBER` in tag and id.

    ``broken`` is for text with line breaks, which is then not marked as plain text; ``empty`` is
    all of it with the guidance.
    """

    key: str
    filled: Around
    broken: Around
    empty: bytes

    def followed_by(self, text: bytes) -> Control:
        """The same with something that always stands behind it."""
        filled = Around(self.filled.before, self.filled.after + text)
        broken = Around(self.broken.before, self.broken.after + text)
        return Control(self.key, filled, broken, self.empty + text)


@dataclass(frozen=True, slots=True)
class ListHole:
    """A field with a bullet for each line.

    Where nothing is given, ``standing`` does: the guidance in a control, or the preset bullets.
    """

    key: str
    bullet: Around
    standing: bytes


@dataclass(frozen=True, slots=True)
class TableHole:
    """A table's prototype row, and the table around it.

    ``row`` is how the row begins, and ``cells`` are the keys of columns, each with what stands
    behind its text. ``standing`` are the finished rows that stand where none are given.
    """

    spec: TableSpec
    before: bytes
    row: bytes
    cells: tuple[tuple[str, bytes], ...]
    standing: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class CaseHole:
    """The prototype case: how it begins, and its controls with what stands behind each."""

    before: bytes
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class HeaderHole:
    """A place in the page header for some fields' values, joined with commas."""

    tags: tuple[str, ...]
    around: Around


Piece = bytes | Control | ListHole | TableHole | CaseHole | HeaderHole
