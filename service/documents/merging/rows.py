"""Bringing the rows of a table in step: those that we wrote and nobody has changed.

A row is ours while it says exactly what was written in it. Such a row gets other words where it
stands, is taken out, or has a new one laid beside it. A row that people have made or changed is
never touched, nor what they have put into columns of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain
from typing import Final

from service.documents.merging.body import Body, same
from service.documents.merging.lines import Line, lines_of, new_line
from service.documents.merging.obstacles import Obstacle
from service.documents.merging.retyping import text_runs
from service.documents.reading.flow import Cell, cell_text

Row = Mapping[str, str]
Said = frozenset[tuple[str, str]]
ROWS: Final = "rows"  # what the rows of tables are called among the tags of fields


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table's rows as they were written and as they should be, in order, by what each is about.

    A row is its texts by column. People may have taken a column out, but for those that are
    ``needed``: without them a row would say something else than it should.
    """

    table: str
    old: Mapping[str, Row]
    new: Mapping[str, Row]
    needed: frozenset[str]

    @property
    def is_one(self) -> bool:
        """Whether anything is another, or in another place."""
        return list(self.old.items()) != list(self.new.items())


@dataclass(slots=True)
class TableMerge:
    """The changes of one table, planned into the splices of a document's body by `run`.

    Attributes:
        gone: what rows said that are to say something else, or nothing.
        come: what is to be read instead.
    """

    body: Body
    change: TableChange
    gone: Counter[Said] = field(default_factory=Counter)
    come: Counter[Said] = field(default_factory=Counter)
    _lines: list[Line] = field(init=False)
    _by_text: dict[frozenset[str], dict[Said, list[Line]]] = field(default_factory=dict)
    _placed: dict[str, Line] = field(default_factory=dict)
    _taken_out: dict[str, Line] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lines = list(lines_of(self.body.layout, self.change.table))
        for line in self._lines:
            texts = line.texts
            alike = self._by_text.setdefault(frozenset(texts), {})
            alike.setdefault(_said(texts), []).append(line)

    def run(self) -> Iterator[Obstacle]:
        """Plan every change; an obstacle for each that can't be made surely."""
        staying = _staying(self.change)
        for about, row in self.change.old.items():
            wanted = self.change.new.get(about)
            found = self._saying(row)
            if about in staying and wanted == row:
                self._place(about, found)
            elif obstacle := self._settle(about, wanted, found, stays=about in staying):
                yield obstacle
        for about, row in self.change.new.items():
            if about in self._taken_out or about not in self.change.old:
                yield from self._lay(about, row)

    def _settle(
        self, about: str, wanted: Row | None, found: list[Line], *, stays: bool
    ) -> Obstacle | None:
        """Change a row where it stands, or take it out; it may be laid in another place later."""
        if not found:
            return self._made_already(about, wanted)
        line, *others = found
        if others:
            return Obstacle.DOUBLED
        if line.tracked:
            return Obstacle.TRACKED
        if line.is_ours_alone and not (wanted and stays):
            self.body.splices.remove(line.element)
            self.gone[_said(line.texts)] += 1
            self._taken_out[about] = line
            return None
        self._placed[about] = line
        return self._retype(line, self.change.old[about], wanted) if wanted else Obstacle.OWN_VALUE

    def _made_already(self, about: str, wanted: Row | None) -> Obstacle | None:
        """Somebody may have taken a row out, or put it right, before us.

        One that is gone may as well be one that says something else now.
        """
        if wanted is None:
            known = chain(self.change.old.values(), self.change.new.values())
            ours = {line for row in known for line in self._saying(row)}
            return None if ours.issuperset(self._lines) else Obstacle.OWN_VALUE
        right = self._saying(wanted)
        self._place(about, right)
        return None if len(right) == 1 else Obstacle.OWN_VALUE

    def _saying(self, row: Row) -> list[Line]:
        """The rows that say just this, in the columns that are there."""
        return [
            line
            for columns, alike in self._by_text.items()
            for line in alike.get(_said({c: t for c, t in row.items() if c in columns}), ())
        ]

    def _place(self, about: str, found: list[Line]) -> None:
        if found:
            self._placed[about] = found[0]

    def _retype(self, line: Line, old: Row, wanted: Row) -> Obstacle | None:
        changed = {c for c in {*old, *wanted} if not same(old.get(c, ""), wanted.get(c, ""))}
        if self._lacks(line, changed):
            return Obstacle.GONE
        changed &= line.cells.keys()
        for column in sorted(changed):
            obstacle = self._type(line.cells[column], wanted.get(column, ""))
            if obstacle:
                return obstacle
        self.gone[_said(line.texts)] += 1
        self.come[_said({**line.texts, **{c: wanted.get(c, "") for c in changed}})] += 1
        return None

    def _type(self, cell: Cell, text: str) -> Obstacle | None:
        written = [paragraph for paragraph in cell if paragraph.text] or cell[:1]
        origin = written[0].origin if len(written) == 1 else None
        if origin is None:
            return Obstacle.UNUSUAL
        return self.body.type_over(list(text_runs(origin)), origin, cell_text(cell), text)

    def _lay(self, about: str, row: Row) -> Iterator[Obstacle]:
        """Put a new row behind the one before it in the plan, or before the one after it."""
        ours = {*self._placed.values(), *self._taken_out.values()}
        if not ours.issuperset(self._saying(row)):
            return  # somebody has written it already
        pattern = next((line for line in self._lines if line.is_plain), None)
        place = self._place_of(about)
        if pattern is None or place is None or self._lacks(pattern, {c for c in row if row[c]}):
            yield Obstacle.GONE
            return
        self.body.splices.insert(place, new_line(pattern, row))
        self.come[_said({c: row.get(c, "") for c in pattern.cells})] += 1

    def _lacks(self, line: Line, columns: set[str]) -> bool:
        return not self.change.needed.intersection(columns) <= line.cells.keys()

    def _place_of(self, about: str) -> int | None:
        """Behind the row before it in the plan, before the one after it, or where others were."""
        order = list(self.change.new)
        number = order.index(about)
        before = [self._placed[one] for one in order[:number] if one in self._placed]
        if before:
            return self.body.splices.extent(before[-1].element).end
        after = (self._placed[one] for one in order[number:] if one in self._placed)
        beside = next(chain(after, self._taken_out.values()), None)
        return None if beside is None else self.body.splices.extent(beside.element).start


def said_by(rows: tuple[Row, ...]) -> Counter[Said]:
    """How often each row is there, as they look to people."""
    return Counter(map(_said, rows))


def _said(row: Row) -> Said:
    return frozenset(
        (column, " ".join(text.split())) for column, text in row.items() if text.strip()
    )


def _staying(change: TableChange) -> set[str]:
    """The rows that keep their place among each other."""
    old, new = list(change.old), list(change.new)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {about for block in blocks for about in old[block.a : block.a + block.size]}
