"""What a comment of ours says, and how it is known again: by its author and its first line.

The first line is the rule's code, the finding's fingerprint and a checksum of what stands below.
A comment whose words don't have that checksum has been edited: it is then a person's.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from service.documents.ooxml import BR, TAB, W_NS, P, T, w
from service.domain.place import Place

AUTHOR: Final = "Kjøreplan"
_INITIALS: Final = "KP"
_HEAD: Final = re.compile(r"(\S+) · ([0-9a-z]+)-([0-9a-f]{8})")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DELETED: Final = w("del")
_CHARACTERS: Final = {BR: "\n", w("cr"): "\n", TAB: "\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A finding to be written at the paragraph it is about.

    Attributes:
        code: the rule's; no white space.
        fingerprint: the finding's, the same on every run; small letters and digits.
        text: what is found, why, and what to do; one paragraph a line.
        place: what in the document it is about.
    """

    code: str
    fingerprint: str
    text: str
    place: Place

    @property
    def head(self) -> str:
        """The comment's first line."""
        return f"{self.code} · {self.fingerprint}-{_checksum(self.code, self.text)}"


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a comment of ours, as found. ``edited``: its words are no longer ours."""

    fingerprint: str
    line: str
    edited: bool


def head_in(comment: etree._Element) -> Head | None:
    """The first line by which a ``w:comment`` is ours; None where it is a person's."""
    if comment.get(w("author")) != AUTHOR:
        return None
    lines = [line.strip() for line in _text(comment).split("\n")]
    for number, line in enumerate(lines):
        if found := _HEAD.fullmatch(line):
            below = " ".join(lines[number + 1 :])
            edited = any(lines[:number]) or _checksum(found[1], below) != found[3]
            return Head(found[2], line, edited)
    return None


def comment_xml(note: Note, number: int, at: dt.datetime, declaration: str = "") -> str:
    """The ``w:comment``, with the prefix ``w`` or a ``declaration`` of it.

    ``at`` is written as it is on the clock there: that is what every editor writes and shows.
    """
    lines = (_FORBIDDEN.sub(" ", line) for line in (note.head, *note.text.split("\n")))
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines
    )
    return (
        f'<w:comment{declaration} w:id="{number}" w:author={quoteattr(AUTHOR)} '
        f'w:date="{at:%Y-%m-%dT%H:%M:%S}Z" w:initials="{_INITIALS}">{paragraphs}</w:comment>'
    )


def _checksum(code: str, text: str) -> str:
    """Of the words, not of the white space: editors break and join lines."""
    words = " ".join(unicodedata.normalize("NFC", _FORBIDDEN.sub(" ", f"{code} {text}")).split())
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def _text(comment: etree._Element) -> str:
    """The words that stand in a comment, a line for each paragraph."""
    text = ""
    for element in comment.iter(P, T, *_CHARACTERS):
        if element.tag == P:
            text += "\n"
        elif next(element.iterancestors(_DELETED), None) is None:
            text += _CHARACTERS.get(str(element.tag), element.text or "")
    return text.strip()


DECLARATION: Final = f' xmlns:w="{W_NS}"'
