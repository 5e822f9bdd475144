"""The comments in a document: which are ours, and which of those people have taken up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from service.documents.comments.parts import EXTENDED, local_attributes, parsed
from service.documents.comments.text import AUTHOR, Head, head_in
from service.documents.ooxml import ID, P, T, w
from service.documents.package import Package

START: Final = w("commentRangeStart")
END: Final = w("commentRangeEnd")
REFERENCE: Final = w("commentReference")
_COMMENT: Final = w("comment")


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of ours, with its marks in the text.

    ``taken_up``: a person has answered it, or moved it to where we don't reach, into a footnote.
    """

    element: etree._Element
    head: Head
    marks: tuple[etree._Element, ...]
    taken_up: bool

    @property
    def is_a_persons(self) -> bool:
        """Whether it is no longer ours to change."""
        return self.taken_up or self.head.edited

    @property
    def is_shown(self) -> bool:
        """Whether readers see it; people delete the paragraph it is about."""
        return any(mark.tag == REFERENCE for mark in self.marks)

    def paragraph_ids(self) -> set[str]:
        """By which Word knows it in the parts beside the comments."""
        return _paragraph_ids(self.element)


def remarks(
    package: Package, comments: etree._Element, document: etree._Element
) -> tuple[Remark, ...]:
    """Our comments, in the order they are kept in.

    Raises:
        UnsafeDocument: what Word keeps beside the comments can't be read.
    """
    marks = _marks(document)
    answers = set(_answered_in_place(comments, _spans(document))).union(_in_other_parts(package))
    parents = set(_parents(package))
    found = []
    for comment in comments.iterchildren(_COMMENT):
        own, head = comment.get(ID, ""), head_in(comment)
        its_marks = tuple(marks.pop(own, ()))  # of two comments with one id, the first has them
        if head is not None:
            taken_up = own in answers or not parents.isdisjoint(_paragraph_ids(comment))
            found.append(Remark(comment, head, its_marks, taken_up))
    return tuple(found)


def used_ids(package: Package, comments: etree._Element, document: etree._Element) -> set[str]:
    """Every id that a comment has, or that a mark in a text gives it."""
    ids = {comment.get(ID, "") for comment in comments.iterchildren(_COMMENT)}
    return ids.union(_marks(document), _in_other_parts(package))


def _in_other_parts(package: Package) -> Iterator[str]:
    """The ids of comments in footnotes and the like."""
    for name, part in package.parts.items():
        if name != package.main_part and b"commentReference" in part:
            yield from (mark.get(ID, "") for mark in parsed(package, name).root.iter(REFERENCE))


def _marks(document: etree._Element) -> dict[str, list[etree._Element]]:
    found: dict[str, list[etree._Element]] = defaultdict(list)
    for mark in document.iter(START, END, REFERENCE):
        found[mark.get(ID, "")].append(mark)
    return found


def _spans(document: etree._Element) -> dict[str, tuple[int, int, int]]:
    """Which words each comment is about: in which paragraph it ends, from and to which text."""
    starts: dict[str, int] = {}
    spans: dict[str, tuple[int, int, int]] = {}
    texts = paragraphs = 0
    for element in document.iter(P, T, START, END, REFERENCE):
        own = element.get(ID, "")
        if element.tag == P:
            paragraphs += 1
        elif element.tag == T:
            texts += 1
        elif element.tag == START:
            starts[own] = texts
        else:
            spans[own] = (paragraphs, starts.get(own, texts), texts)
    return spans


def _parents(package: Package) -> Iterator[str]:
    """The ``w14:paraId`` of every comment that has an answer, where the editor tells of threads."""
    name = package.related_name(EXTENDED, of=package.main_part)
    if name:
        for entry in parsed(package, name).root.iterchildren("*"):
            parent = local_attributes(entry).get("paraIdParent")
            if parent:
                yield parent


def _answered_in_place(
    comments: etree._Element, spans: Mapping[str, tuple[int, int, int]]
) -> Iterator[str]:
    """The ids of our comments that somebody has a later comment to the very same words of.

    LibreOffice 7.4 keeps an answer as such a comment.
    """
    ours: dict[tuple[int, int, int] | None, list[etree._Element]] = defaultdict(list)
    theirs: dict[tuple[int, int, int] | None, list[str]] = defaultdict(list)
    for comment in comments.iterchildren(_COMMENT):
        span = spans.get(comment.get(ID, ""))
        if comment.get(w("author")) == AUTHOR:
            ours[span].append(comment)
        else:
            theirs[span].append(comment.get(w("date"), "9999"))
    for span, found in ours.items():
        if span is not None:
            latest = max(theirs.get(span, [""]))
            yield from (c.get(ID, "") for c in found if latest >= c.get(w("date"), ""))


def _paragraph_ids(comment: etree._Element) -> set[str]:
    ids = (local_attributes(paragraph).get("paraId", "") for paragraph in comment.iter(P))
    return set(ids) - {""}
