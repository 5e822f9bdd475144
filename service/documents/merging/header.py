"""The page headers' and footers' lines that repeat the meeting, refreshed where they are ours."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from service.documents.gate.check import Package, UnsafeDocument
from service.documents.merging.body import same
from service.documents.merging.managed import DATE, HEADERS
from service.documents.merging.retyping import TextRun, joined, retype, text_runs
from service.documents.ooxml import P, parse_xml, w
from service.documents.reading.flow import Paragraph
from service.documents.reading.inline import ParagraphReader
from service.documents.reading.style_names import style_table
from service.documents.splices import Splices

_NAME: Final = re.compile(r"(header|footer)\d*\.xml")
_ROOTS: Final = frozenset({w("hdr"), w("ftr")})


def page_headers(package: Package) -> Iterator[tuple[str, Splices]]:
    """The parts with page headers and footers, by name.

    Raises:
        UnsafeDocument: one of them is damaged.
    """
    folder = posixpath.dirname(package.main_part)
    for name, data in package.parts.items():
        if posixpath.dirname(name) == folder and _NAME.fullmatch(posixpath.basename(name)):
            try:
                root = parse_xml(data)
            except etree.LxmlError as error:
                raise UnsafeDocument(
                    "Toppteksten i fila er skadet; lagre den på nytt som DOCX."
                ) from error
            if root.tag in _ROOTS:
                yield name, Splices(data, root)


def merge_header(
    part: Splices, styles: bytes, base: Mapping[str, str], wanted: Mapping[str, str]
) -> bool:
    """Type the new line wherever exactly the old one stands; ``wanted`` is what has changed.

    False where a date that has changed stands in another line than ours: somebody has rewritten it.
    """
    reader = ParagraphReader(style_table(styles), frozenset())
    lines = [(base[side], wanted[side]) for side in HEADERS if side in base and side in wanted]
    for element in part.root.iter(P):
        paragraph = reader.read(element, None)
        if any(_refreshed(part, paragraph, *line) for line in lines):
            continue
        if DATE in wanted and _shows(paragraph, base[DATE]):
            return False
    return True


def _refreshed(part: Splices, paragraph: Paragraph, old: str, new: str) -> bool:
    """Whether the paragraph has the old line, which is then the new one."""
    runs = [] if paragraph.origin is None else list(text_runs(paragraph.origin))
    found = _line(runs, old) if old and not paragraph.tracked else []
    if found:
        retype(part, found, new)
    return bool(found)


def _line(runs: list[TextRun], old: str) -> list[TextRun]:
    """The runs that are exactly the line, be it the whole paragraph or what a tab sets apart."""
    for start in range(len(runs)):
        for end in range(len(runs), start, -1):
            part = runs[start:end]
            if same(joined(part), old) and all(run.plain for run in part):
                return part
    return []


def _shows(paragraph: Paragraph, date: str) -> bool:
    return bool(date) and " ".join(date.split()) in paragraph.text
