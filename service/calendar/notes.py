"""How our text and people's notes share one DESCRIPTION.

Ours stands first, as one paragraph; people write where they like. What we wrote is also kept in a
property of its own, so that our lines can be told from theirs wherever they were put: a line that
is not word for word ours is a person's, and is never lost. Where a program has dropped that
property, the first paragraph counts as ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.calendar.canonical import one_line, paragraph


@dataclass(frozen=True, slots=True)
class Parts:
    """A description's two halves: our lines that still stand there, and the person's text."""

    owned: str
    note: str


def split(text: str, written: str | None) -> Parts:
    """Tell our lines from a person's; ``written`` is what we last wrote, None if not known."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if written is None:
        first, _, rest = text.strip("\n").partition("\n\n")
        return Parts(paragraph(first), rest.strip("\n"))
    waiting = written.split("\n") if written else []
    owned, note = [], []
    for line in text.split("\n"):
        if one_line(line) in waiting:
            waiting.remove(one_line(line))
            owned.append(one_line(line))
        else:
            note.append(line)
    return Parts("\n".join(owned), "\n".join(note).strip("\n"))


def join(owned: str, note: str) -> str:
    """Our paragraph, a blank line, and the person's text as it was."""
    return "\n\n".join(part for part in (owned, note) if part.strip())
