"""The line of a description that links to where absence is reported.

It is a field of its own: a new link is no other description, and whoever takes the line away, or
has a program that rewrites links, has changed nothing that the plan decides.
"""

from __future__ import annotations

import re
from typing import Final

_LABEL: Final = "Meld forfall: "  # in both written languages
_LINE: Final = re.compile(rf"{_LABEL}(https?://\S+)")


def with_line(description: str, link: str) -> str:
    """The description with the line below it, if there is a link."""
    return "\n".join(part for part in (description, link and _LABEL + link) if part)


def without_line(text: str) -> tuple[str, str]:
    """Our description and its link, "" where it has none."""
    rest, _, last = text.rpartition("\n")
    found = _LINE.fullmatch(last)
    return (rest, found[1]) if found else (text, "")
