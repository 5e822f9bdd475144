"""Findings as comments in a DOCX, at the paragraph they are about; people's comments are theirs.

Only the parts that change are written, and of those only the bytes that change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from lxml import etree

from service.documents.comments.parts import comments_part, introduction, without_companions
from service.documents.comments.text import DECLARATION, Note, comment_xml
from service.documents.comments.threads import REFERENCE, Remark, remarks, used_ids
from service.documents.gate.check import open_package
from service.documents.manifest import Manifest
from service.documents.ooxml import P_PR, R_PR, W_NS, P
from service.documents.reading.anchors import Anchors
from service.documents.reading.read import lay_out
from service.documents.splices import Splices
from service.documents.zipped import with_parts
from service.domain.errors import InputError

_SIGNATURES: Final = "_xmlsignatures/"
_NEVER: Final = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A document with its comments, and what became of each, by fingerprint.

    One that is both added and removed has been given new words. ``left`` are those that a person
    has answered or edited.
    """

    data: bytes
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def annotate(
    data: bytes,
    notes: Sequence[Note],
    *,
    at: dt.datetime,
    manifests: Sequence[Manifest] | None = None,
) -> Annotated:
    """Let a document have these comments of ours and no others; the same bytes where it has.

    What a person has answered or edited stays as it is, whatever the notes are.

    Args:
        data: the file, as found.
        notes: one for each finding; of several with one fingerprint the first counts.
        at: when, on the readers' clock; written on new comments.
        manifests: as for ``read``.

    Raises:
        UnsafeDocument: the file is not a DOCX or not a safe one.
        InputError: the file is signed, and changing it would break the signature.
    """
    desk = _Desk(data, manifests)
    wanted = {note.fingerprint: note for note in reversed(notes)}
    settled: dict[str, bool] = {}  # by fingerprint; whether it is a person's
    gone: list[Remark] = []
    for remark in sorted(desk.remarks, key=lambda remark: not remark.is_a_persons):
        note = wanted.get(remark.head.fingerprint)
        stands = note is not None and note.head == remark.head.line and remark.is_shown
        if remark.is_a_persons or (stands and remark.head.fingerprint not in settled):
            settled.setdefault(remark.head.fingerprint, remark.is_a_persons)
        else:
            gone.append(remark)
    desk.remove(gone)
    fresh = [wanted[f] for f in dict.fromkeys(n.fingerprint for n in notes) if f not in settled]
    added = desk.add(fresh, at)
    return Annotated(
        data=desk.written(),
        added=tuple(note.fingerprint for note in added),
        removed=tuple(dict.fromkeys(remark.head.fingerprint for remark in gone)),
        kept=tuple(f for f, is_a_persons in settled.items() if not is_a_persons),
        left=tuple(f for f, is_a_persons in settled.items() if is_a_persons),
    )


def strip(data: bytes) -> bytes:
    """The document without our comments, but for those that a person has answered or edited.

    Raises:
        UnsafeDocument, InputError: as for ``annotate``.
    """
    return annotate(data, (), at=_NEVER).data


class _Desk:
    """One document being worked on."""

    def __init__(self, data: bytes, manifests: Sequence[Manifest] | None) -> None:
        package = open_package(data)
        if any(name.startswith(_SIGNATURES) for name in package.parts):
            raise InputError(
                "Dokumentet er signert digitalt, og en merknad ville gjøre signaturen ugyldig. "
                "Bruk en kopi uten signatur."
            )
        self._data = data
        self._package = package
        self._layout = lay_out(package, manifests)
        self._document = Splices(package.parts[package.main_part], self._layout.document)
        self._name, self._comments = comments_part(package)
        self._gone: set[str] = set()
        self.remarks = remarks(package, self._comments.root, self._document.root)

    def remove(self, gone: Sequence[Remark]) -> None:
        """Take comments out, with their marks in the text."""
        marks = {mark for remark in gone for mark in remark.marks}
        runs = {mark.getparent() for mark in marks if mark.tag == REFERENCE}
        emptied = {run for run in runs if run is not None and _is_emptied(run, marks)}
        for remark in gone:
            self._comments.remove(remark.element)
            self._gone |= remark.paragraph_ids()
        for element in emptied | {m for m in marks if m.getparent() not in emptied}:
            self._document.remove(element)

    def add(self, notes: Sequence[Note], at: dt.datetime) -> list[Note]:
        """Write new comments; those that were. None is where the document has no paragraph."""
        anchors = Anchors(self._layout)
        taken = used_ids(self._package, self._comments.root, self._document.root)
        free = (number for number in count() if str(number) not in taken)
        declared = _declaration(self._comments.root)
        placed: dict[etree._Element, list[int]] = {}
        written = ""
        added = []
        for note in notes:
            paragraph = anchors.find(note.place)
            if paragraph is not None and paragraph.origin is not None:
                number = next(free)
                placed.setdefault(_host(paragraph.origin), []).append(number)
                written += comment_xml(note, number, at, declared)
                added.append(note)
        if added:
            self._comments.fill(self._comments.root, b"", written.encode())
        for element, numbers in placed.items():
            self._mark(element, numbers)
        return added

    def _mark(self, paragraph: etree._Element, numbers: Sequence[int]) -> None:
        """Put comments' marks around all that stands in a paragraph."""
        declared = _declaration(paragraph)
        before = "".join(f'<w:commentRangeStart{declared} w:id="{n}"/>' for n in numbers)
        after = "".join(
            f'<w:commentRangeEnd{declared} w:id="{n}"/>'
            f'<w:r{declared}><w:commentReference w:id="{n}"/></w:r>'
            for n in numbers
        )
        properties = paragraph.find(P_PR)
        at = 0 if properties is None else self._document.extent(properties).end
        self._document.fill(paragraph, before.encode(), after.encode(), at=at)

    def written(self) -> bytes:
        """The document as it is now to be."""
        package = self._package
        parts = {package.main_part: self._document.apply(), self._name: self._comments.apply()}
        changed = {n: part for n, part in parts.items() if part != package.parts.get(n)}
        if self._name not in package.parts:
            if len(changed) == 1:
                return self._data
            changed |= introduction(package, self._name)
        changed |= without_companions(package, self._gone)
        return with_parts(self._data, changed) if changed else self._data


def _is_emptied(run: etree._Element, gone: set[etree._Element]) -> bool:
    """Whether nothing is left of a run without these."""
    return all(child in gone for child in run.iterchildren("*") if child.tag != R_PR)


def _host(paragraph: etree._Element) -> etree._Element:
    """The paragraph, or the one its text box is anchored in: inside one nothing can be marked."""
    return next(reversed([paragraph, *paragraph.iterancestors(P)]))


def _declaration(element: etree._Element) -> str:
    return "" if element.nsmap.get("w") == W_NS else DECLARATION
