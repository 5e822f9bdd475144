"""Bringing the three sides of reconciling together: which record and which object are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.domain.projection import (
    CANCELLED,
    GENERATIONS,
    STATUS,
    Applied,
    Desired,
    Name,
    Observed,
    href_of,
)

_OUR_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@kjoreplan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One object as the three sides have it. ``applied`` is never a tombstone."""

    name: Name  # its name now, or the one it will be created under
    generation: int = 0
    desired: Desired | None = None
    applied: Applied | None = None
    observed: Observed | None = None
    blocked: bool = False  # another object lies at its href
    heir: tuple[int, Name] | None = None  # the next generation's name that nothing lies under
    replaces: str | None = None  # the record that ends when this one is written

    @property
    def at_home(self) -> bool:
        """Whether the object lies where our record has it, under the UID our record has."""
        return (
            self.applied is not None
            and self.observed is not None
            and self.observed.href == self.applied.href
            and self.observed.uid in {None, self.applied.uid}
        )


def match(
    desired: Sequence[Desired], applied: Sequence[Applied], observed: Sequence[Observed]
) -> tuple[Item, ...]:
    """One item for each desired object, each other live record, and each unknown one of ours.

    An object is ours by the UID our record or the plan has for it; where it lies is secondary,
    since people's programs and servers' trash bins move objects. Two copies of one UID count as
    the one at the known href.
    """
    shelf = _Shelf(applied, observed)
    wanted = [shelf.wanted(one) for one in desired]
    left = [shelf.unwanted(one) for one in applied if not one.buried and shelf.free(one.uid)]
    return (*wanted, *left, *shelf.unknown())


class _Shelf:
    """Records and objects by name, and which names have been dealt with."""

    def __init__(self, applied: Sequence[Applied], observed: Sequence[Observed]) -> None:
        self._records: Mapping[str, Applied] = {a.uid: a for a in applied}
        self._by_href: Mapping[str, Observed] = {o.href: o for o in observed}
        named = [(o.uid, o) for o in observed if o.uid is not None]
        # Of two copies the one under the name that we give is ours, if nothing else is known.
        self._by_uid = dict(named) | {uid: o for uid, o in named if o.href == href_of(uid)}
        self._taken: set[str] = set()
        homes = {a.href: a.uid for a in applied if not a.buried}
        self._strays = {
            uid for uid, o in self._by_uid.items() if homes.get(o.href) != uid
        }  # only these can lie under another name than their record's

    def free(self, uid: str) -> bool:
        return uid not in self._taken

    def wanted(self, desired: Desired) -> Item:
        records = [r for r in map(self._record, _names(desired)) if r is not None]
        live = max((r for r in records if not r.buried), key=_generation, default=None)
        grave = max((r for r in records if r.buried), key=_generation, default=None)
        if live is not None:
            return self._recorded(desired, live)
        return self._unrecorded(desired, grave)

    def unwanted(self, applied: Applied) -> Item:
        self._taken.add(applied.uid)
        return Item(
            name=Name(applied.uid, applied.href),
            generation=applied.generation,
            applied=applied,
            observed=self._at(applied),
        )

    def unknown(self) -> Iterator[Item]:
        """Objects with a UID of ours that neither plan nor record knows."""
        for uid, observed in self._by_uid.items():
            if self.free(uid) and _OUR_UID.fullmatch(uid):
                yield Item(name=Name(uid, observed.href), observed=observed)

    def _record(self, name: Name) -> Applied | None:
        return self._records.get(name.uid)

    def _recorded(self, desired: Desired, applied: Applied) -> Item:
        self._taken.add(applied.uid)
        name, generation = Name(applied.uid, applied.href), applied.generation
        observed = self._at(applied)
        replaces = None
        if observed is None and (later := self._found(desired, since=generation + 1)):
            generation, observed = later
            name = _named(observed)
            replaces = applied.uid
        return Item(
            name=name,
            generation=generation,
            desired=desired,
            applied=applied,
            observed=observed,
            heir=self._heir(desired, generation) if observed is None else None,
            replaces=replaces,
        )

    def _heir(self, desired: Desired, generation: int) -> tuple[int, Name] | None:
        names = enumerate(_names(desired))
        later = ((n, name) for n, name in names if n > generation)
        return next(((n, name) for n, name in later if name.href not in self._by_href), None)

    def _unrecorded(self, desired: Desired, grave: Applied | None) -> Item:
        """Look for it under all its names; else it is created under the first unused one."""
        replaces = grave.uid if grave else None
        if found := self._found(desired):
            generation, observed = found
            name = _named(observed)
            return Item(
                name=name,
                generation=generation,
                desired=desired,
                observed=observed,
                replaces=replaces if replaces != name.uid else None,
            )
        generation = grave.generation + 1 if grave else 0
        next_name = desired.name(generation) or Name(desired.uid, desired.href)
        self._taken.add(next_name.uid)
        return Item(
            name=next_name,
            generation=generation,
            desired=desired,
            blocked=next_name.href in self._by_href or desired.name(generation) is None,
            replaces=replaces,
        )

    def _found(self, desired: Desired, since: int = 0) -> tuple[int, Observed] | None:
        """The object under one of its names: one that is on, then the latest generation."""
        if not self._strays:
            return None
        hits = [
            (number, self._by_uid[name.uid])
            for number, name in enumerate(_names(desired))
            if number >= since and name.uid in self._strays and self.free(name.uid)
        ]
        if not hits:
            return None
        generation, observed = max(hits, key=lambda hit: (_is_on(hit[1]), hit[0]))
        self._taken.add(observed.uid or "")
        return generation, observed

    def _at(self, applied: Applied) -> Observed | None:
        home = self._by_href.get(applied.href)
        if home is not None and home.uid in {None, applied.uid}:
            return home
        return self._by_uid.get(applied.uid)


def _names(desired: Desired) -> Iterator[Name]:
    for generation in range(GENERATIONS):
        name = desired.name(generation)
        if name is None:
            return
        yield name


def _named(observed: Observed) -> Name:
    return Name(observed.uid or "", observed.href)


def _generation(applied: Applied) -> int:
    return applied.generation


def _is_on(observed: Observed) -> bool:
    return (observed.fields or {}).get(STATUS) != CANCELLED
