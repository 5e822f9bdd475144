"""What must be read of a saved document and from where, and whether the reader did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from service.documents import Manifest
from service.domain.minutes import DocumentReading
from tests.documents.corpus.document import Saved
from tests.documents.corpus.sheet import Case, Sheet, Spot
from tests.documents.corpus.values import values

NOT_FOUND = "not found"  # nothing in the file tells any longer what these words are


class Outcome(StrEnum):
    """How the reader did on one value."""

    READ = "read"  # the right text in the right place, from where it must come
    NAMED = "named"  # not read, and a problem says so by name
    MISSED = "missed"  # not read, and nothing said
    WRONG = "wrong"  # something else was read


@dataclass(frozen=True)
class Expected:
    """A value that a person can see, and by what it must be found."""

    place: str
    text: str
    anchor: str  # tag, label, heading, table, case label, or "not found"
    names: tuple[str, ...] = ()  # words that a problem must use to name it
    edit: str = ""


@dataclass(frozen=True)
class Verdict:
    """An expected value and what became of it."""

    expected: Expected
    outcome: Outcome
    read: str = ""


def expectation(sheet: Sheet, saved: Saved) -> list[Expected]:
    """Everything that is to be seen in a document after its edits."""
    return [
        *(_field(spot, saved) for spot in sheet.fields),
        *_rows(sheet),
        *(value for n, case in enumerate(sheet.cases) for value in _case(case, n, saved, sheet)),
    ]


def _field(spot: Spot, saved: Saved) -> Expected:
    anchor = _field_anchor(spot, saved)
    orphans = [s.text for s in spot.absorbs if _field_anchor(s, saved) == NOT_FOUND]
    text = "" if anchor == NOT_FOUND else "\n".join([spot.text, *orphans])
    return Expected(spot.place, text, anchor, (spot.label,), spot.edit)


def _field_anchor(spot: Spot, saved: Saved) -> str:
    if saved.tags[spot.tag]:
        return "tag"
    if spot.named:
        return "heading" if spot.where == "title" else spot.where
    return "label" if saved.names[spot.alias] == 1 else NOT_FOUND


def _rows(sheet: Sheet) -> Iterator[Expected]:
    for grid in sheet.grids:
        if not grid.found:
            yield Expected(f"table:{grid.id}", "", NOT_FOUND, tuple(grid.header[:1]), grid.edit)
            continue
        written = [row for row in grid.rows if any(row.cells[n] for n in grid.written())]
        for index, row in enumerate(written):
            for column in grid.written():
                place = f"table:{grid.id}:{index}:{grid.columns[column]}"
                yield Expected(place, row.cells[column], "table", (), row.edit)


def _case(case: Case, index: int, saved: Saved, sheet: Sheet) -> Iterator[Expected]:
    if not sheet.manifest.case_labels:
        return
    for spot in case.spots():
        anchor = _case_anchor(spot, saved)
        orphans = [s.text for s in spot.absorbs if _case_anchor(s, saved) == NOT_FOUND]
        text = "" if anchor == NOT_FOUND else "\n".join([spot.text, *orphans])
        names = (spot.label, case.number.text)
        yield Expected(f"case:{index}:{spot.place}", text, anchor, names, case.edit or spot.edit)


def _case_anchor(spot: Spot, saved: Saved) -> str:
    kept = saved.tags[spot.tag] or (spot.plain and saved.names[spot.alias])
    return "case label" if spot.named or kept else NOT_FOUND


def verdicts(
    expected: Iterable[Expected], reading: DocumentReading, manifest: Manifest
) -> list[Verdict]:
    """Every expected value, and after them whatever was read that nobody wrote."""
    read = dict(values(reading, manifest))
    known = {value.place for value in expected}
    judged = [_judge(value, read.get(value.place), reading) for value in expected]
    made_up = [
        Verdict(Expected(place, "", anchor), Outcome.WRONG, text)
        for place, (text, anchor) in read.items()
        if text and place not in known
    ]
    return judged + made_up


def _judge(value: Expected, read: tuple[str, str] | None, reading: DocumentReading) -> Verdict:
    text, anchor = read or ("", "")
    if value.anchor == NOT_FOUND:
        if text:
            return Verdict(value, Outcome.WRONG, text)
        return Verdict(value, Outcome.NAMED if _named(value, reading) else Outcome.MISSED)
    if read is None:
        return Verdict(value, Outcome.MISSED)
    right = text == value.text and anchor == value.anchor
    return Verdict(value, Outcome.READ if right else Outcome.WRONG, f"{text} [{anchor}]")


def _named(value: Expected, reading: DocumentReading) -> bool:
    return any(
        problem.code == "not-found" and all(name in problem.message for name in value.names)
        for problem in reading.problems
    )


def told(reading: DocumentReading) -> set[str]:
    """The problems that were told, save for what was not found: that is judged by value."""
    return {problem.code for problem in reading.problems} - {"not-found"}


def to_be_told(sheet: Sheet, saved: Saved) -> set[str]:
    """The problems that the edits have made; a copied field is doubled where it keeps its tag."""
    doubled = any(saved.tags[spot.tag] > 1 for spot in sheet.fields)
    return sheet.problems | ({"doubled-tag"} if doubled else set())


def undone(sheet: Sheet, saved: Saved) -> list[str]:
    """Words that should be seen in the file and aren't, or should be gone and are there still.

    Not about the reader: it shows that the edits have really been made.
    """
    spots = [*sheet.fields, *(s for case in sheet.cases for s in case.spots())]
    cells = [cell for grid in sheet.grids for row in grid.rows for cell in row.cells]
    wanted = {line for s in spots for line in s.text.split("\n")}
    wanted |= {line for cell in cells for line in cell.split("\n")}
    given = {line for s in spots for line in s.given.split("\n")}
    gone = {line for line in given if not any(line in words for words in wanted)}
    return [
        *(f"lacks {line!r}" for line in sorted(wanted) if line not in saved.text),
        *(f"still has {line!r}" for line in sorted(gone) if line in saved.text),
    ]
