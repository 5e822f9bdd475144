"""K12's form ``points``: the numbered points of ground rules are complete and in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from service.rules.change_log import log_of, tells_of
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.points import TABLE, Point, doubled_in, gaps_in, out_of_order, points_of
from service.rules.regulations import regulations_of, target_of
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank, mentions_any, plain

_DATE = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\b")  # "30.04." as well as "30.04.2026"


class Points(CheckParams):
    """Each point has its columns filled, names a known side and deadline, and follows in order.

    A number that is passed over is no fault where the change log says that the point went out.
    """

    says: ClassVar = frozenset({"number", "columns", "text", "allowed", "numbers"})
    variants: ClassVar = frozenset(
        {"side", "due", "empty", "unnumbered", "doubled", "order", "gap"}
    )

    lint: Literal["points"]
    document: str
    columns: tuple[str, ...] = ("matter", "followup", "responsible", "due")
    sides: tuple[str, ...]  # who may be responsible; "Adm/pol" and "Pol/adm" are both of two
    dues: tuple[str, ...]  # words a deadline may be said with: "løpende|løpande"; a date may always

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each point, and one for each document."""
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
            else:
                yield from self._document(document)

    def _document(self, document: MeetingDocument) -> Iterator[Result]:
        points = points_of(document)
        if isinstance(points, Missing):
            yield points
            return
        yield self._numbering(document, points)
        for column in self._not_found(points):
            yield Missing("column", {"column": Word("columns", column), "what": document.path})
        yield from (self._point(document, point) for point in points if point.letter)

    def _not_found(self, points: Iterable[Point]) -> Iterator[str]:
        found = {name for point in points for name in point.cells}
        return (c for c in self.columns if found and c not in found)

    def _point(self, document: MeetingDocument, point: Point) -> Result:
        target = Target("point", f"{point.name}@{document.path}")
        blank = tuple(
            Word("columns", name)
            for name in self.columns
            if name in point.cells and is_blank(point.cells[name])
        )
        variant, text, allowed = ("", "", ()) if blank else self._unknown(point)
        if not blank and not variant:
            return Passed(target)
        values = {"number": point.name, "columns": blank, "text": text, "allowed": allowed}
        return Failed(target=target, variant=variant, values=values, place=point.place(document))

    def _unknown(self, point: Point) -> tuple[str, str, tuple[str, ...]]:
        """Which of the cells has a word we don't know, the word, and those there are."""
        side, due = point.cells.get("responsible", ""), point.cells.get("due", "")
        if not self._is_side(side):
            return "side", side, self.sides
        if not self._is_due(due):
            return "due", due, tuple(word.partition("|")[0] for word in self.dues)
        return "", "", ()

    def _is_side(self, text: str) -> bool:
        known = {plain(side) for side in self.sides}
        parts = [p for p in re.split(r"\s*(?:[/,+&]|\bog\b)\s*", plain(text)) if p]
        return is_blank(text) or (bool(parts) and set(parts) <= known)

    def _is_due(self, text: str) -> bool:
        words = (word for words in self.dues for word in words.split("|"))
        return is_blank(text) or bool(_DATE.search(text)) or mentions_any(text, words)

    def _numbering(self, document: MeetingDocument, points: tuple[Point, ...]) -> Result:
        faults = {
            "unnumbered": tuple(point.name for point in points if not point.letter),
            "doubled": doubled_in(points),
            "order": out_of_order(points),
        }
        target = target_of(document)
        if not points:
            return Failed(target=target, variant="empty", place=document.at(TABLE))
        variant = next((name for name, numbers in faults.items() if numbers), "")
        if not variant:
            return self._gaps(document, points)
        numbers = faults[variant]
        place = next(p.place(document) for p in points if p.name == numbers[0])
        return Failed(target=target, variant=variant, values={"numbers": numbers}, place=place)

    def _gaps(self, document: MeetingDocument, points: tuple[Point, ...]) -> Result:
        gaps = tuple(gaps_in(points))
        log = log_of(document) if gaps else ()
        if isinstance(log, Missing):
            return log
        left = tuple(number for number in gaps if not tells_of(log, number))
        if not left:
            return Passed(target_of(document))
        values = {"numbers": left}
        place = document.at(TABLE)
        return Failed(target=target_of(document), variant="gap", values=values, place=place)
