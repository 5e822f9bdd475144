"""What happens in a calendar or a folder while the server misbehaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from service.domain.model import MeetingStatus
from service.domain.settings import TargetKind
from tests.faults.people import IN_PROTOCOL, Words, noted
from tests.faults.worlds import World
from tests.journeys.council_moves import OLD_CALL, OLD_PROTOCOL, by_a_person
from tests.journeys.town import CALENDAR, FIRST, FOLDER, LAST_MOVED

_SECOND: Final = "2018-02-05"


def _nothing(_: World) -> None:
    pass


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that a pass must carry through.

    Attributes:
        name: as the table says.
        before: how the world is made ready; nothing disturbs it yet.
        happens: what people do right before the pass that is disturbed.
        removes: whether an object is gone afterwards, as it should.
    """

    name: str
    kind: TargetKind
    before: Callable[[World], None] = World.settle
    happens: Callable[[World], None] = _nothing
    removes: bool = False


def _settled_with_words(world: World) -> None:
    world.settle()
    world.words += [noted(world.town, LAST_MOVED), noted(world.town, FIRST)]
    world.settle()


def _called_off_long_ago(world: World) -> None:
    world.settle()
    world.town.change(_SECOND, status=MeetingStatus.CANCELLED)
    world.settle()
    world.town.now += dt.timedelta(days=31)


def _settled_with_protocol(world: World) -> None:
    world.settle()
    by_a_person(world.town)
    world.words.append(Words(OLD_PROTOCOL, IN_PROTOCOL))
    world.settle()


def _moves(world: World) -> None:
    world.town.council_moves()


def _calls_off(world: World) -> None:
    world.town.change(FIRST, status=MeetingStatus.CANCELLED)


def _edits(world: World) -> None:
    world.words.append(noted(world.town, FIRST, moved=True))


def _deletes(world: World) -> None:
    world.town.calendar().delete(world.town.calendar().on(FIRST)[0])


def _loses_database(world: World) -> None:
    world.town.lose_database()


def _changes_place(world: World) -> None:
    world.town.change(LAST_MOVED, place="Skolen")


def _writes_protocol(world: World) -> None:
    by_a_person(world.town)
    world.words.append(Words(OLD_PROTOCOL, IN_PROTOCOL))


def _throws_call_away(world: World) -> None:
    world.shelf.delete(OLD_CALL)


def _in(kind: TargetKind, *operations: tuple[str, dict[str, object]]) -> tuple[Operation, ...]:
    return tuple(
        Operation(name=name, kind=kind, **traits)  # type: ignore[arg-type]  # the words are the fields
        for name, traits in operations
    )


CALENDARS: Final = _in(
    CALENDAR,
    ("made anew", {"before": _nothing}),
    ("first sync", {"before": World.make_place}),
    ("no-op", {"before": _settled_with_words}),
    ("update", {"before": _settled_with_words, "happens": _moves}),
    ("cancel", {"before": _settled_with_words, "happens": _calls_off}),
    ("removal", {"before": _called_off_long_ago, "removes": True}),
    ("edit", {"happens": _edits}),
    ("deletion", {"happens": _deletes}),
    ("lost db", {"before": _settled_with_words, "happens": _loses_database}),
)
FOLDERS: Final = _in(
    FOLDER,
    ("made anew", {"before": _nothing}),
    ("create", {"before": World.make_place}),
    ("no-op", {"before": _settled_with_protocol}),
    ("refresh", {"happens": _changes_place}),
    ("move", {"happens": _moves}),
    ("merge", {"before": _settled_with_protocol, "happens": _changes_place}),
    ("move edited", {"before": _settled_with_protocol, "happens": _moves}),
    ("edit", {"happens": _writes_protocol}),
    ("deletion", {"happens": _throws_call_away}),
    ("lost db", {"before": _settled_with_protocol, "happens": _loses_database}),
)
BY_NAME: Final = {f"{one.kind.value} {one.name}": one for one in (*CALENDARS, *FOLDERS)}
