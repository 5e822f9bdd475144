"""Where in a document something is to be seen, in words that every room understands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A spot in a document; what is "" doesn't narrow it down.

    Attributes:
        document: its path in the group's folder.
        case: a case's number, or the title of a case without one.
        name: a field's tag or label, a section's number or title, a table's id; in a case, the key
            of a label ("proposal").
        words: what stands there: a person's name in a table's row, a phrase in a paragraph.
    """

    document: str = ""
    case: str = ""
    name: str = ""
    words: str = ""
