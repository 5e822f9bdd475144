"""The building blocks a template's content is described with. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.documents.manifest import FieldSpec, LabelSpec, TableSpec
from service.domain.minutes import AttendanceStatus


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title, which the group may change."""

    field: FieldSpec


@dataclass(frozen=True, slots=True)
class FieldTable:
    """Labels and values in two columns; ``alt`` tells a screen reader what it is."""

    alt: str
    fields: tuple[FieldSpec, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A real heading."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bulleted list that belongs to the template."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field on a line of its own after its label, or below its own heading."""

    field: FieldSpec
    level: int = 1  # of the heading, where the field stands below one


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; fixed rows may stand before and after the prototype row.

    ``presets`` stand only where no rows are given. Widths are in millimetres.
    """

    spec: TableSpec
    alt: str
    widths: tuple[int, ...]
    before: tuple[tuple[str, ...], ...] = ()
    presets: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()
    numbered: bool = False  # the first column counts the rows


@dataclass(frozen=True, slots=True)
class Cases:
    """The prototype case: a heading with number and title, then labelled paragraphs."""

    prefix: str  # "Sak"
    number_guidance: str
    title_guidance: str
    labels: tuple[LabelSpec, ...]


Block = Title | FieldTable | Heading | Text | Bullets | Field | Table | Cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A whole template in one language."""

    type: str
    language: str
    variant: str = ""
    titles: tuple[str, ...]
    blocks: tuple[Block, ...]
    page: tuple[str, str]  # what stands before the page number and before the number of pages
    header_left: tuple[str, ...]
    header_right: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    landscape: bool = False  # for tables too wide for an upright page
    status: Mapping[AttendanceStatus, str] = field(default_factory=dict)

    def fields(self) -> tuple[FieldSpec, ...]:
        """All fields in the order they stand."""
        found: list[FieldSpec] = []
        for block in self.blocks:
            if isinstance(block, Title | Field):
                found.append(block.field)
            elif isinstance(block, FieldTable):
                found.extend(block.fields)
        return tuple(found)

    def headings(self) -> tuple[str, ...]:
        """All headings but those of cases, in order."""
        return tuple(
            block.text if isinstance(block, Heading) else block.field.label
            for block in self.blocks
            if isinstance(block, Heading)
            or (isinstance(block, Field) and block.field.place == "heading")
        )
