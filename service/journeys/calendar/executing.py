"""Carrying out what reconciling decided, each write under its precondition."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from threading import Lock

from connectors.store import (
    AlreadyExists,
    Changed,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    Rejected,
    StoreError,
    UidTaken,
)
from service.domain.projection import Action, ActionKind, Applied
from service.domain.steps import settled
from service.journeys.calendar.sending import Writer

Record = Callable[[Action, Applied], None]
_BATCH = 25  # writes remembered in one transaction
_WORTH_TWO = 20  # writes
_LONG_S = 0.03  # for an answer: a server in the same building is quicker


@dataclass(slots=True, kw_only=True)
class Outcome:
    """How the actions of one target went.

    ``overtaken`` are those whose precondition no longer held: somebody wrote in between, or threw
    away an object of that name. They did nothing, and are decided anew at the next look. So is one
    that is done where it is not known which version that became. Of ``unknown`` the server's
    answer was lost.
    """

    done: list[Action] = field(default_factory=list)
    overtaken: list[Action] = field(default_factory=list)
    refused: list[tuple[Action, StoreError]] = field(default_factory=list)
    unknown: list[Action] = field(default_factory=list)

    @property
    def written(self) -> int:
        """How many objects were written, cancelled or removed."""
        return sum(action.kind.writes for action in self.done)


@dataclass(slots=True, kw_only=True)
class Executor:
    """Carries out the actions of one calendar with one or more writers at a time.

    One begins, and a second where there is much to do: it prepares while the server stores. Each
    that has long waited for an answer calls in one more, since a distant server has room for them.
    Against one nearby more than two were no faster.

    ``hire`` opens a writer with a connection of its own. ``record`` remembers each action as soon
    as it is done. It and ``tick`` are never called by two writers at once. No two actions are about
    one object, so each object is written serially.
    """

    hire: Callable[[], AbstractContextManager[Writer]]
    record: Record
    tick: Callable[[], None]
    most: int = 8
    _turn: Lock = field(default_factory=Lock)
    _queue: deque[Action] = field(default_factory=deque)
    _working: list[Future[None]] = field(default_factory=list)
    _hired: int = 0
    _stopped: bool = False

    def run(self, actions: Iterable[Action], outcome: Outcome) -> None:
        """Do everything that can be done, and add to ``outcome`` how it went.

        A refusal of one object doesn't stop the others. What concerns the whole server stops all
        writers once they have finished what they are at.

        Raises:
            StoreError: the server can't be reached, or refuses us altogether.
        """
        ordered = tuple(actions)
        self._queue.extend(ordered)
        with ThreadPoolExecutor(self.most) as pool:
            call = partial(self._call, pool, outcome)
            for _ in range(2 if len(ordered) >= _WORTH_TWO else 1):
                call()
            errors = [e for e in self._ended() if e is not None]
        place = {id(action): number for number, action in enumerate(ordered)}
        outcome.done.sort(key=lambda action: place.get(id(action), -1))  # as they were decided
        if errors:
            raise errors[0]

    def _ended(self) -> Iterator[BaseException | None]:
        """How each writer ended, once all have."""
        while self._working:
            yield self._working.pop().exception()

    def _call(self, pool: ThreadPoolExecutor, outcome: Outcome) -> None:
        """Let one more writer begin, if there is work for it."""
        with self._turn:
            if self._hired < self.most and self._queue and not self._stopped:
                self._hired += 1
                more = partial(self._call, pool, outcome)
                self._working.append(pool.submit(self._work, outcome, more))

    def _work(self, outcome: Outcome, more: Callable[[], None]) -> None:
        try:
            with self.hire() as writer:
                while (action := self._next()) is not None:
                    began = time.monotonic() - time.thread_time()
                    self._do(writer, action, outcome)
                    if time.monotonic() - time.thread_time() - began > _LONG_S:
                        more()
        except BaseException:
            self._stopped = True
            raise

    def _do(self, writer: Writer, action: Action, outcome: Outcome) -> None:
        try:
            etag = writer.write(action).etag if action.kind.writes else _known(action)
        except UidTaken:
            with self._turn:
                self.record(action, _tombstone(action))
                outcome.overtaken.append(action)
        except (AlreadyExists, Changed, NotFound):
            outcome.overtaken.append(action)
        except (Rejected, Forbidden) as error:
            outcome.refused.append((action, error))
        except OutcomeUnknown:
            outcome.unknown.append(action)
            raise
        else:
            with self._turn:
                outcome.done.append(action)
                if etag or not action.kind.writes or action.kind is ActionKind.REMOVE:
                    self.record(action, settled(action, etag))
                else:
                    outcome.overtaken.append(action)
        with self._turn:
            self.tick()

    def _next(self) -> Action | None:
        with self._turn:
            return None if self._stopped or not self._queue else self._queue.popleft()


def _known(action: Action) -> str:
    """The etag of what is only taken note of; an empty one would be a tombstone's.

    Raises:
        Changed: the object lies there, and the server did not say which version it is.
    """
    if action.fields and not action.etag:
        raise Changed("which version lies on the server is not known")
    return action.etag or ""


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
