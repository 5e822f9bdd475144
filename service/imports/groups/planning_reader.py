"""What must agree within [planning], and the rule it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from service.domain.errors import InputError
from service.domain.model import BodyKind
from service.domain.planning import PlanningRule
from service.domain.planning_parts import (
    BoardRule,
    FactionRule,
    NamedPeriod,
    RegularRule,
    SecondSeat,
)
from service.imports.groups.places import Path
from service.imports.groups.planning_schema import PeriodEntry, PlanningEntry, SittingEntry
from service.imports.groups.schema import FileEntry

_COMMITTEES = frozenset({BodyKind.EXECUTIVE, BodyKind.COMMITTEE, BodyKind.OTHER})
Fault = tuple[Path, str]

_ONLY_MUNICIPAL = (
    "Bare kommunens organer utløser gruppemøter: kommunestyre, formannskap, utvalg, annet."
)
_PERIODS = ("rounds", "party_dates", "school_holidays")
_SITTINGS = ("board", "members", "gatherings")


def planning_rule(file: FileEntry, wrong: Callable[[Path, str], InputError]) -> PlanningRule:
    """The group's planning rule. ``wrong`` makes the error that names file, line and field.

    Raises:
        InputError: something in it contradicts something else in the file.
    """
    for path, message in _Checked(file.planning, file).faults():
        raise wrong(("planning", *path), message)
    entry = file.planning
    fields = dict(entry) | {"kinds": tuple(entry.kinds)}
    fields |= {
        name: tuple(NamedPeriod(**dict(one)) for one in getattr(entry, name)) for name in _PERIODS
    }
    return PlanningRule(
        **fields
        | {
            "factions": tuple(FactionRule(**dict(one)) for one in entry.factions),
            "board": BoardRule(**dict(entry.board)) if entry.board else None,
            "members": RegularRule(**dict(entry.members)) if entry.members else None,
            "gatherings": RegularRule(**dict(entry.gatherings)) if entry.gatherings else None,
            "second_seats": tuple(SecondSeat(**dict(one)) for one in entry.second_seats),
        }
    )


@dataclass(frozen=True, slots=True)
class _Checked:
    entry: PlanningEntry
    file: FileEntry

    def faults(self) -> Iterator[Fault]:
        """Where something is wrong, and what to do about it."""
        rule = self.entry
        if rule.end <= rule.start:
            yield ("end",), "Møtet slutter før det begynner."
        yield from _leads((), rule.lead_min_days, rule.lead_max_days)
        for index, kind in enumerate(rule.kinds):
            if not kind.municipal:
                yield ("kinds", index), _ONLY_MUNICIPAL
        for name in _PERIODS:
            for index, period in enumerate(getattr(rule, name)):
                if period.end < period.start:
                    yield (name, index, "end"), f"«{period.name}» slutter før den begynner."
        yield from _overlapping(rule.rounds)
        for name in _SITTINGS:
            sitting: SittingEntry | None = getattr(rule, name)
            yield from _times((name,), sitting) if sitting else ()
        if rule.board and rule.board.lead_min_days is not None:
            yield from _leads(("board",), rule.board.lead_min_days, rule.board.lead_max_days)
        yield from self._factions()
        yield from self._seats()

    def _factions(self) -> Iterator[Fault]:
        kinds = {body.key: body.kind for body in self.file.bodies}
        committees = ", ".join(key for key, kind in kinds.items() if kind in _COMMITTEES)
        bodies = [faction.body for faction in self.entry.factions]
        for index, faction in enumerate(self.entry.factions):
            path = ("factions", index)
            yield from _times(path, faction)
            yield from _leads(path, faction.lead_min_days, faction.lead_max_days)
            if kinds.get(faction.body) not in _COMMITTEES:
                yield (
                    (*path, "body"),
                    f"Fraksjoner møtes før formannskap og utvalg. Skriv en av: {committees}.",
                )
            if bodies.index(faction.body) != index:
                yield (*path, "body"), "Organet har en fraksjon fra før. Skriv det bare én gang."

    def _seats(self) -> Iterator[Fault]:
        people = {person.id for person in self.file.people}
        for index, seat in enumerate(self.entry.second_seats):
            if seat.person not in people:
                message = f"Gruppa har ingen person med id «{seat.person}». Se under people."
                yield ("second_seats", index, "person"), message
            if seat.group == self.file.group.id:
                yield ("second_seats", index, "group"), "Skriv id-en til den andre gruppa."


def _leads(path: Path, least: int, most: int) -> Iterator[Fault]:
    if most < least:
        yield (*path, "lead_max_days"), f"Tallet må være minst lead_min_days, som er {least}."


def _times(path: Path, sitting: SittingEntry) -> Iterator[Fault]:
    if (sitting.start is None) is not (sitting.end is None):
        yield path, "Skriv både start og end, eller ingen av dem."
    elif sitting.start and sitting.end and sitting.end <= sitting.start:
        yield (*path, "end"), "Møtet slutter før det begynner."


def _overlapping(rounds: Sequence[PeriodEntry]) -> Iterator[Fault]:
    for index, one in enumerate(rounds):
        for other in rounds[:index]:
            if one.start <= other.end and other.start <= one.end:
                names = f"«{one.name}» og «{other.name}»"
                yield ("rounds", index), f"{names} overlapper. En dag hører til bare én runde."
