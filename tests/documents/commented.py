"""Documents with comments, as tests write them and see them; nothing of the code under test."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass

import docx
from lxml import etree

from service.documents.comments.text import Note
from service.domain.place import Place
from tests.documents.docx_notation import unpacked

AT = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
LATER = AT.replace(day=9)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Seen:
    """A comment as an editor shows it: by whom, what, and the words it is hung on."""

    author: str
    text: str
    words: str


def note(name: str = "", *, text: str = "Skriv det.", number: int = 1, **place: str) -> Note:
    """A finding about a field, a case or a row."""
    return Note(
        code="AP-LHM-4.6",
        fingerprint=f"{number:012x}",
        text=text,
        place=Place(name=name, **place),
    )


def seen(data: bytes) -> list[Seen]:
    """The comments in the order their words have in the text."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    found = []
    for mark in body.iter(f"{_W}commentReference"):
        comment = document.comments.get(int(mark.get(f"{_W}id")))
        assert comment is not None, "a mark without a comment"
        words = _words(next(mark.iterancestors(f"{_W}p")))
        text = "\n".join(p.text for p in comment.paragraphs)
        found.append(Seen(comment.author, text, words))
    shown = {comment.comment_id for comment in document.comments}
    assert len(found) == len(shown), "a comment without a mark, or with two"
    return found


def ours(data: bytes) -> list[tuple[str, str]]:
    """What our comments say below their first line, with the words they are hung on."""
    return [(s.text.partition("\n")[2], s.words) for s in seen(data) if s.author == "Kjøreplan"]


def comment_by_kari(
    data: bytes,
    words: str,
    text: str = "Er dette rett?",
    *,
    date: str = "2026-03-01T09:00:00Z",
    whole: bool = False,
) -> bytes:
    """Kari comments on the end of a paragraph, or the whole of it, in python-docx."""
    document = docx.Document(io.BytesIO(data))
    comment = document.comments.add_comment(text, author="Kari Nordmann", initials="KN")
    comment._comment_elm.set(f"{_W}date", date)
    paragraphs = document.element.body.iter(f"{_W}p")
    paragraph = next(p for p in paragraphs if words in _words(p))
    first, *_ = content = [child for child in paragraph if child.tag != f"{_W}pPr"]
    (first if whole else content[-1]).addprevious(_mark("commentRangeStart", comment.comment_id))
    paragraph.append(_mark("commentRangeEnd", comment.comment_id))
    run = etree.SubElement(paragraph, f"{_W}r")
    run.append(_mark("commentReference", comment.comment_id))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _mark(name: str, number: int) -> etree._Element:
    return etree.Element(f"{_W}{name}", {f"{_W}id": str(number)})


def _words(paragraph: etree._Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter(f"{_W}t"))


def comments_xml(data: bytes) -> list[str]:
    """Each ``w:comment`` as it stands in the part, by people and by us."""
    part = unpacked(data).get("word/comments.xml", b"").decode()
    return re.findall(r"<w:comment .*?</w:comment>", part, re.DOTALL)


def theirs(data: bytes) -> list[str]:
    """Other people's comments as they stand in the part."""
    return [xml for xml in comments_xml(data) if 'w:author="Kjøreplan"' not in xml]
