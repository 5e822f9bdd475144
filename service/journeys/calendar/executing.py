"""Carrying out what reconciling decided, each write under its precondition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

from connectors.store import (
    AlreadyExists,
    Changed,
    Forbidden,
    Item,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Resource,
    ResourceStore,
    StoreError,
    UidTaken,
)
from service.calendar.lines import UnreadableObject
from service.calendar.reading import read
from service.calendar.writing import merge, new_object
from service.domain.projection import Action, ActionKind, Applied
from service.domain.steps import settled

Record = Callable[[Action, Applied], None]
_CREATES = {ActionKind.CREATE, ActionKind.RECREATE}
_BATCH = 25  # writes remembered in one transaction


@dataclass(slots=True, kw_only=True)
class Outcome:
    """How the actions of one target went.

    ``overtaken`` are those whose precondition no longer held: somebody wrote in between, or threw
    away an object of that name. They did nothing, and are decided anew at the next look.
    """

    done: list[Action] = field(default_factory=list)
    overtaken: list[Action] = field(default_factory=list)
    refused: list[tuple[Action, StoreError]] = field(default_factory=list)

    @property
    def written(self) -> int:
        """How many objects were written, cancelled or removed."""
        return sum(action.kind.writes for action in self.done)


@dataclass(slots=True, kw_only=True)
class Executor:
    """Carries out the actions of one calendar with one or more writers at a time.

    ``record`` remembers each action as soon as it is done. It and ``tick`` are never called by two
    writers at once. No two actions are about one object, so each object is written serially.
    """

    writers: Sequence[Writer]
    record: Record
    tick: Callable[[], None]
    _turn: Lock = field(default_factory=Lock)
    _stopped: bool = False

    def run(self, actions: Iterable[Action], outcome: Outcome) -> None:
        """Do everything that can be done, and add to ``outcome`` how it went.

        A refusal of one object doesn't stop the others. What concerns the whole server stops all
        writers once they have finished what they are at.

        Raises:
            StoreError: the server can't be reached, or refuses us altogether.
        """
        ordered = tuple(actions)
        queue = iter(ordered)
        with ThreadPoolExecutor(len(self.writers)) as pool:
            working = [pool.submit(self._work, w, queue, outcome) for w in self.writers]
        place = {id(action): number for number, action in enumerate(ordered)}
        outcome.done.sort(key=lambda action: place.get(id(action), -1))  # as they were decided
        for finished in working:
            finished.result()

    def _work(self, writer: Writer, queue: Iterator[Action], outcome: Outcome) -> None:
        while (action := self._next(queue)) is not None:
            try:
                etag = writer.write(action).etag if action.kind.writes else ""
            except UidTaken:
                with self._turn:
                    self.record(action, _tombstone(action))
                    outcome.overtaken.append(action)
            except (AlreadyExists, Changed, NotFound):
                outcome.overtaken.append(action)
            except (Rejected, Forbidden) as error:
                outcome.refused.append((action, error))
            except BaseException:
                self._stopped = True
                raise
            else:
                with self._turn:
                    self.record(action, settled(action, etag))
                    outcome.done.append(action)
            with self._turn:
                self.tick()

    def _next(self, queue: Iterator[Action]) -> Action | None:
        with self._turn:
            return None if self._stopped else next(queue, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes objects to one calendar over one connection.

    ``items`` are the objects already fetched by the look; ``stamp`` is DTSTAMP, in UTC.
    """

    store: ResourceStore
    items: Mapping[str, Item]
    stamp: dt.datetime

    def write(self, action: Action) -> Resource:
        """Write one object under its precondition; after a lost answer, see whether it landed.

        Raises:
            StoreError: nothing was written, or it is not known whether it was.
        """
        try:
            return self._send(action)
        except OutcomeUnknown:
            found = self._landed(action)
            if found is None:
                raise
            return found

    def _send(self, action: Action) -> Resource:
        if action.kind in _CREATES:
            data = new_object(action.uid, action.fields, sequence=action.sequence, stamp=self.stamp)
            return self.store.create(action.href, data)
        etag = action.etag or ""
        if action.kind is ActionKind.REMOVE:
            self.store.delete(action.href, etag)
            return Resource(action.href, "")
        present = self._present(action.href, etag)
        data = merge(
            present.data,
            action.fields,
            sequence=action.sequence,
            stamp=self.stamp,
            base=action.before or None,
        )
        return self.store.update(action.href, data, etag)

    def _present(self, href: str, etag: str) -> Item:
        """The version ``etag``, into which our fields are merged.

        Raises:
            Changed: somebody has written a newer one.
        """
        item = self.items.get(href)
        if item is None or item.resource.etag != etag:
            item = self.store.get(href)
        if item.resource.etag != etag:
            raise Changed("a newer version lies on the server")
        return item

    def _landed(self, action: Action) -> Resource | None:
        """After a lost answer: the object as the server has it, if it says what we wrote."""
        try:
            item = self.store.get(action.href)
            found = read(item.data)
        except NotFound:
            return Resource(action.href, "") if action.kind is ActionKind.REMOVE else None
        except UnreadableObject:
            return None
        same = found.uid == action.uid and found.fields == dict(action.fields)
        return item.resource if same and action.kind is not ActionKind.REMOVE else None


def _tombstone(action: Action) -> Applied:
    """What to remember of a name that is used up: the next look takes the generation after it."""
    return Applied(
        uid=action.uid, href=action.href, etag="", fields={}, generation=action.generation
    )


@dataclass(slots=True, kw_only=True)
class Journal:
    """Remembers what was done in batches: a transaction a write would double the run's time.

    A batch lost to a power cut is found again on the server at the next look.
    """

    remember: Callable[[Sequence[tuple[Action, Applied]]], None]
    waiting: list[tuple[Action, Applied]] = field(default_factory=list)

    def note(self, action: Action, record: Applied) -> None:
        """Remember this, now or with those that follow."""
        self.waiting.append((action, record))
        if len(self.waiting) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Remember what still waits."""
        if self.waiting:
            self.remember(self.waiting)
            self.waiting = []
