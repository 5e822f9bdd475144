"""What a person sees of a document, kept beside it while it is edited: the oracle of the corpus.

It is made from what the document was filled with and from the edits, never from what the reader
says of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from service.documents import Manifest
from service.documents.manifest import FieldSpec, LabelSpec
from tests.documents.corpus.texts import Pool

Step = dict[str, Any]


@dataclass(eq=False)
class Spot:
    """A place for one value: a field, or a text of a case.

    ``given`` is what the document was made with, ``text`` what is to be seen in the end. ``named``
    says whether the edits have left its visible name. Words whose name is gone are seen as the
    continuation of the spot above, which ``absorbs`` them if the editor has left no control either.
    """

    place: str
    label: str
    given: str
    tag: str = ""  # "" where it never has a control
    alias: str = ""
    where: str = "label"  # label, heading or title
    plain: bool = True  # a plain-text control; else it may hold line breaks
    before: str = ""  # what stands before it on its line
    in_cell: bool = False
    guidance: str = ""  # what its control shows while it is empty
    aliases: tuple[str, ...] = ()  # other names for it
    text: str = ""
    named: bool = True
    edit: str = ""
    absorbs: list[Spot] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.text or self.given

    @property
    def first(self) -> str:
        """Its first line."""
        return self.text.split("\n", 1)[0]

    @property
    def last(self) -> str:
        """Its last line."""
        return self.text.rsplit("\n", 1)[-1]

    def all_words(self) -> dict[str, str]:
        """The arguments of a step that selects all of it."""
        return (
            {"words": self.first}
            if self.first == self.last
            else {
                "words": self.first,
                "last": self.last,
            }
        )


@dataclass(eq=False)
class Row:
    """A row of a table as it is seen."""

    grid: Grid
    cells: list[str]
    edit: str = ""

    @property
    def at(self) -> int:
        """Which row of the table it is, the header being row 0."""
        return self.grid.rows.index(self) + 1


@dataclass(eq=False)
class Grid:
    """A table with its header words, and each column's key ("" for one of a person's own)."""

    id: str
    header: list[str]
    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    found: bool = True  # its header is still there to know it by
    edit: str = ""

    def written(self) -> list[int]:
        """Columns that people write in, as opposed to those that number themselves."""
        return [n for n, key in enumerate(self.columns) if key not in ("", "position")]

    def edited(self) -> int:
        """How many of its rows somebody has edited."""
        return sum(bool(row.edit) for row in self.rows)


@dataclass(eq=False)
class Case:
    """A case: number and title in its heading, and its labelled texts in order."""

    number: Spot
    title: Spot
    texts: dict[str, Spot]
    edit: str = ""

    def spots(self) -> Iterator[Spot]:
        """All its values."""
        yield from (self.number, self.title, *self.texts.values())


@dataclass(eq=False)
class Sheet:
    """A document as people see it, with the steps that edit it and the problems to be told."""

    manifest: Manifest
    pool: Pool
    fields: list[Spot]
    cases: list[Case]
    grids: list[Grid] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    problems: set[str] = field(default_factory=set)
    edits: list[str] = field(default_factory=list)

    def do(self, step: str, **arguments: object) -> None:
        """Add a step of the hand."""
        self.steps.append({"do": step, **arguments})

    def above(self, spot: Spot) -> Spot:
        """The field before this one in the manifest, which is the order they stand in."""
        return self.fields[self.fields.index(spot) - 1]


def new_sheet(manifest: Manifest, *, cases: int = 6) -> Sheet:
    """A sheet with a text in every field and every label."""
    pool = Pool()
    fields = [_field(spec, pool, number) for number, spec in enumerate(manifest.fields, 1)]
    has_cases = manifest.case_labels or manifest.table("agenda")
    made = [_case(manifest.case_labels, n, pool) for n in range(1, cases + 1)] if has_cases else []
    return Sheet(manifest, pool, fields, made)


def _field(spec: FieldSpec, pool: Pool, number: int) -> Spot:
    """Every seventh field of one line is left for people to fill in."""
    left = spec.kind == "text" and not spec.preset and number % 7 == 0
    lines = {"text": 1, "prose": 2, "list": 3}[spec.kind]
    return Spot(
        place=f"field:{spec.tag}",
        label=spec.label,
        given="" if left else pool.lines(lines),
        tag="" if spec.kind == "list" else spec.tag,
        alias="" if spec.kind == "list" else spec.label,
        where=spec.place,
        plain=spec.kind == "text",
        guidance=spec.guidance,
        aliases=spec.aliases,
    )


def _case(labels: tuple[LabelSpec, ...], number: int, pool: Pool) -> Case:
    def spot(key: str, label: str, given: str, *, plain: bool, before: str) -> Spot:
        return Spot(
            place=key,
            label=label,
            given=given,
            tag=f"case.{number}.{key}",
            alias=label,
            where="case label",
            plain=plain,
            before=before,
        )

    return Case(
        number=spot("number", "Saksnummer", pool.case_number(), plain=True, before="Sak "),
        title=spot("title", "Tittel", pool.title(), plain=True, before=""),
        texts={
            label.key: spot(
                label.key,
                label.label,
                pool.lines(1 if label.kind == "text" else 2),
                plain=label.kind == "text",
                before=f"{label.label}: ",
            )
            for label in labels
        },
    )
