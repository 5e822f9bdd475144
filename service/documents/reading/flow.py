"""A document's text as people see it: paragraphs and tables, whatever markup carries them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, takewhile
from typing import Final

from lxml import etree


@dataclass(slots=True, eq=False)
class Control:
    """A content control that some of the text stands in. Compared by identity."""

    tag: str
    alias: str
    showing_placeholder: bool


@dataclass(slots=True)
class Span:
    """A stretch of text with one look."""

    text: str
    control: Control | None = None
    bold: bool = False
    styled_as_placeholder: bool = False


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph with deleted text gone, inserted text in place, and guidance set apart.

    ``level`` is 1 to 9 for headings. ``listed`` says that it has a bullet or a number. ``text`` is
    what a person has written or the template says, and ``controls`` are those in it, in order, each
    with its text ("" where it shows only guidance). ``origin`` is the ``w:p`` it begins with.
    """

    origin: etree._Element | None = None
    style: str = ""  # name, lower case
    level: int | None = None
    listed: bool = False
    tracked: bool = False  # somebody's suggestion waits to be accepted
    joins_next: bool = False  # its mark is deleted: the next paragraph continues it
    spans: list[Span] = field(default_factory=list)
    controls: dict[Control, str] = field(default_factory=dict)
    text: str = ""

    def bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.text) and all(span.bold for span in self.spans if span.text.strip())

    def lead(self) -> str:
        """The bold words it begins with."""
        return "".join([span.text for span in takewhile(_is_bold, self.spans)])


def _is_bold(span: Span) -> bool:
    return span.bold


Cell = list[Paragraph]


@dataclass(eq=False)
class Table:
    """Rows of cells; a cell that spans several columns stands in the first of them."""

    rows: list[list[Cell]] = field(default_factory=list)
    tracked: bool = False  # a row is suggested in or out

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in it, row by row."""
        for row in self.rows:
            yield from chain.from_iterable(row)


Block = Paragraph | Table
WIDEST: Final = 63  # columns that Word allows a table


def cell_text(cell: Cell) -> str:
    """A cell's text, a line for each paragraph."""
    return "\n".join(paragraph.text for paragraph in cell if paragraph.text)


def row_text(row: list[Cell]) -> str:
    """A row on one line, as people read it where the table is no list of ours."""
    return " | ".join(filter(None, map(cell_text, filter(None, row))))


def all_paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Every paragraph, those in tables included, in document order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from block.paragraphs()
