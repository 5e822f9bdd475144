"""What people have written and thrown away, and what of it must still be there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from service.calendar.lines import UnreadableObject
from service.calendar.reading import read
from service.domain.settings import Target, TargetKind
from tests.properties.histories.faulty_store import Write
from tests.properties.histories.people import identity, marks, words_in
from tests.properties.histories.shelves import Shelves, everything
from tests.properties.histories.world import World

Place = tuple[str, str]  # a target's id, and an href


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What the service has written on its servers before anybody else did anything."""

    shelves: Shelves
    ours: dict[str, set[str]]
    versions: set[tuple[str, str, str]]
    said: dict[Place, dict[str, str]]
    since: dict[Place, dt.date]


@dataclass(kw_only=True)
class Ledger:
    """Everything people have done that still counts.

    Attributes:
        marks: the marks that stand in an object, each a person's.
        untouchable: the bytes of what is nothing of ours, or can't be read.
        touched: the events a person has saved since the service made them.
        ours: the UIDs the service has made events under, by target.
        versions: those the service wrote itself.
        said: the hard fields an event was last given by the service.
        since: since when an event has been called off.
        thrown: what people have deleted: events by the names of their meeting, documents by theirs.
        named: the documents whose name is a person's.
        copies: objects that people made as a second one of ours.
        left: the UIDs of what people said shall stay as it is.
        overridden: hrefs of events where a person's decision was undone in this pass.
    """

    world: World
    marks: dict[Place, set[str]] = field(default_factory=dict)
    untouchable: dict[Place, bytes] = field(default_factory=dict)
    touched: set[Place] = field(default_factory=set)
    ours: dict[str, set[str]] = field(default_factory=dict)
    versions: set[tuple[str, str, str]] = field(default_factory=set)
    said: dict[Place, dict[str, str]] = field(default_factory=dict)
    since: dict[Place, dt.date] = field(default_factory=dict)
    thrown: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    named: set[Place] = field(default_factory=set)
    copies: set[Place] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    overridden: list[Place] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)

    def settled(self) -> Settled:
        """For other histories to begin with."""
        return Settled(
            shelves=self.world.shelves,
            ours=self.ours,
            versions=self.versions,
            said=self.said,
            since=self.since,
        )

    def take_over(self, settled: Settled) -> None:
        """Begin with that."""
        self.ours, self.versions = settled.ours, settled.versions
        self.said, self.since = settled.said, settled.since

    # what people do

    def wrote(self, target: Target, href: str, data: bytes, *, copy: bool = False) -> None:
        """A person has saved these bytes."""
        place = target.id, href
        kept = marks(words_in(data))
        self.marks[place] = kept
        self.touched.add(place)
        if copy:
            self.copies.add(place)
        if self._is_ours(target, data):
            self.untouchable.pop(place, None)
            self.thrown -= {one for one in self.thrown if one[1] & self.names(target, data)}
        else:
            self.untouchable[place] = data

    def deleted(self, target: Target, href: str, data: bytes) -> None:
        """A person has thrown something away."""
        place = target.id, href
        names = self.names(target, data)
        self._forget(place)
        left = everything(self.world.shelves, target).values()
        if names and not any(self.names(target, one) & names for one in left):
            self.thrown.add((target.id, names))

    def moved(self, target: Target, href: str, to: str, *, named: bool) -> None:
        """A person has given something another place, and perhaps a name of their own."""
        self._move((target.id, href), (target.id, to))
        if named:
            self.named.add((target.id, to))

    def amnesia(self) -> None:
        """The service has lost its memory: of what is gone nobody knows any more."""
        self.thrown.clear()

    def check(self) -> None:
        """Whether everything of people's is where it was."""
        found = {t.id: everything(self.world.shelves, t) for t in self.world.targets}
        for (target, href), data in self.untouchable.items():
            if found[target].get(href) != data:
                self.wrong(f"{target} {href}: nothing of ours, and not as it was")
        for (target, href), kept in self.marks.items():
            there = found[target].get(href)
            if kept and (there is None or not kept <= marks(words_in(there))):
                self.wrong(f"{target} {href}: a person's words are gone")

    def _is_ours(self, target: Target, data: bytes) -> bool:
        if target.kind is TargetKind.FOLDER:
            return bool(identity(data))
        try:
            return read(data).uid in self.ours.get(target.id, ())
        except UnreadableObject:
            return False

    def names(self, target: Target, data: bytes) -> frozenset[str]:
        """Everything that the same thing could be called by."""
        if target.kind is TargetKind.FOLDER:
            return frozenset({identity(data)} - {""})
        try:
            uid = read(data).uid
        except UnreadableObject:
            return frozenset()
        families = (one.uids for one in self.world.desired(target))
        return next((names for names in families if uid in names), frozenset())

    def _forget(self, place: Place) -> None:
        self.untouchable.pop(place, None)
        self.marks.pop(place, None)
        for known in (self.touched, self.named, self.copies):
            known.discard(place)

    def _move(self, place: Place, to: Place) -> None:
        for known in (self.marks, self.untouchable, self.said, self.since):
            if place in known:
                known[to] = known.pop(place)  # type: ignore[attr-defined]  # of whatever they hold
        for some in (self.touched, self.named, self.copies):
            if place in some:
                some.remove(place)
                some.add(to)

    def wrong(self, what: str) -> None:
        self.wrongs.append(what)
