"""From a place as people name it to the paragraph that it is in the document as it stands now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from service.documents.reading.cases import case_paragraphs
from service.documents.reading.flow import Block, Paragraph, Table, all_paragraphs, cell_text
from service.documents.reading.lexicon import key
from service.documents.reading.read import Layout
from service.documents.reading.regions import find_regions
from service.documents.reading.scalars import field_paragraphs
from service.documents.reading.sections import Part, as_section, heading_keys
from service.documents.reading.tables import recognise
from service.domain.place import Place


class Anchors:
    """The paragraphs of one document, to be asked for by place."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def find(self, place: Place) -> Paragraph | None:
        """The paragraph at a place, else the nearest that is there: the case's heading, the top.

        None where the document has no paragraph at all.
        """
        found = None
        if place.case:
            found = self._in_case(place) or self._row(place.case, "agenda")
        if found is None and place.words:
            found = self._row(place.words, place.name) or self._saying(place.words, place.name)
        if found is None and place.name:
            found = self._named(place.name)
        return found or self._top()

    def _in_case(self, place: Place) -> Paragraph | None:
        texts = case_paragraphs(self._layout.parts, self._layout.lexicon, place.case)
        return texts.get(place.name) or texts.get("")

    def _row(self, words: str, table_id: str) -> Paragraph | None:
        """The cell with these words, in the tables of that kind rather than in others."""
        tables = sorted(self._tables(), key=lambda found: found[0] != table_id)
        rows = (row for _, table in tables for row in table.rows[1:])
        cells = (cell for row in rows for cell in row if key(cell_text(cell)) == key(words))
        return next((cell[0] for cell in cells), None)

    def _saying(self, words: str, name: str) -> Paragraph | None:
        """The first paragraph with these words: in the section of that name, else anywhere."""
        parts = sorted(self._layout.parts, key=lambda part: not _is_called(part, name))
        paragraphs = (p for part in parts for p in all_paragraphs([*_heading(part), *part.blocks]))
        return next((p for p in paragraphs if words in p.text), None)

    def _tables(self) -> Iterator[tuple[str, Table]]:
        """Every table whose header row is known, with the id of its kind."""
        for part in self._layout.parts:
            for block in part.blocks:
                found = recognise(block, self._layout.lexicon) if isinstance(block, Table) else None
                if isinstance(block, Table) and found is not None:
                    yield found.id, block

    def _named(self, name: str) -> Paragraph | None:
        tag = self._layout.lexicon.tags.get(key(name), name)
        return self._fields.get(tag) or self._section(name) or self._table(name)

    @cached_property
    def _fields(self) -> dict[str, Paragraph]:
        parts, lexicon = self._layout.parts, self._layout.lexicon
        return field_paragraphs(self._layout.blocks, find_regions(parts, lexicon), lexicon)

    def _section(self, name: str) -> Paragraph | None:
        """A heading by its number, its title, or both."""
        called = (part for part in self._layout.parts if _is_called(part, name))
        return next((part.heading for part in called), None)

    def _table(self, table_id: str) -> Paragraph | None:
        """The first cell of the first table of a kind."""
        tables = (table for found, table in self._tables() if found == table_id)
        return next((p for table in tables for p in table.paragraphs()), None)

    def _top(self) -> Paragraph | None:
        """The title, else the first words, else whatever comes first."""
        paragraphs = list(all_paragraphs(list(self._layout.blocks)))
        titles = (p for p in paragraphs if p.style == "title")
        written = (p for p in paragraphs if p.text)
        return next(titles, None) or next(written, None) or next(iter(paragraphs), None)


def _heading(part: Part) -> list[Block]:
    return [part.heading] if part.heading else []


def _is_called(part: Part, name: str) -> bool:
    return key(name) in heading_keys(part) or as_section(part).number == name
