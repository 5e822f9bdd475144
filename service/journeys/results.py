"""What a pass over one target came to: the same shape for calendars and folders."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from urllib.parse import urlsplit

from connectors.store import Busy, Forbidden, OutcomeUnknown, StoreError, Unauthorized, Unreachable
from service.db.documents import StoredDocument
from service.domain.errors import InputError
from service.domain.notices import Notice
from service.domain.settings import DriftPolicy, Target
from service.journeys.wording import store_sentence

_LOCKED = 423  # somebody has one file open; all others can be written
Account = tuple[str, str, str]
# Which accounts were not let in where: a second try only brings a lock-out nearer.
Refusals = dict[Account, Unauthorized]


def account_of(target: Target, password: str) -> Account:
    """Who asks to be let in where."""
    return urlsplit(target.url).netloc, target.username, password


def _silent(_text: str) -> None:
    """Nobody watches."""


def mark_of(target_id: str, reason: str, steps: Iterable[tuple[str, str]]) -> str:
    """What a stop is known by: its target, its guard, and every action with the UID it is about.

    A "go on" holds for what a person has seen. If more would go by then, it is another stop.
    """
    said = json.dumps([target_id, reason, sorted(steps)])
    return hashlib.sha256(said.encode()).hexdigest()[:20]


class DocumentReason(StrEnum):
    """Why something was done with a document, or not, where calendars have no such case."""

    CANT_MERGE = "cant_merge"  # what somebody has written is in the way
    LOCKED = "locked"  # somebody has it open
    WHEEL = "wheel"  # somebody has asked for a wheel in the folder
    ASKED = "asked"  # somebody has asked for just this
    OVERTAKEN = "overtaken"  # somebody changed it while we wrote


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person chose for an object that waited, seen as the version ``etag`` (None: gone)."""

    target_id: str
    uid: str
    href: str
    etag: str | None
    policy: DriftPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How a pass is made.

    ``go_on``: a person says that whatever a guard stops is right; ``seen`` are the marks of those
    stops whose list a person has seen and found right (see `mark_of`). ``choices`` are a person's
    answers to what waited. ``tick`` is told what is being worked on. ``run`` is the number of the
    run that the pass is part of.
    """

    dry_run: bool = False
    go_on: bool = False
    choices: tuple[Choice, ...] = ()
    tick: Callable[[str], None] = _silent
    seen: frozenset[str] = frozenset()
    run: int | None = None

    def goes_on(self, target_id: str, reason: str, steps: Iterable[tuple[str, str]]) -> bool:
        """Whether a person has found this stop right: its guard, and each action with its UID."""
        return self.go_on or mark_of(target_id, reason, steps) in self.seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing done or, in a dry run, to be done. ``reason`` is a code; see `reason_text`."""

    action: str
    kind: Literal["event", "document", "share"]
    href: str
    reason: str
    writes: bool = False
    before: Mapping[str, str] | None = None
    after: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetResult:
    """One target's pass. ``errors`` are sentences for people; ``temporary``: a later pass may do.

    ``token`` is what to ask the server with next time, None to look at everything. ``documents``
    are those that lie in the folder now, or would after a dry run; None where that isn't known.
    ``notices`` are what people must know of them; None where they were not looked at. ``cause`` is
    what cut the pass short, at the beginning or from then on. ``quiet``: nothing had changed
    anywhere, so nothing was decided. ``settled``: the same pass once more would do nothing.
    ``listed``: it looked at everything, and not only at what the server said was new.
    """

    target_id: str
    steps: tuple[Step, ...] = ()
    conflicts: int = 0
    errors: tuple[str, ...] = ()
    temporary: bool = False
    complete: bool = True  # everything that was decided has been carried out
    token: str | None = None
    documents: tuple[StoredDocument, ...] | None = None
    notices: tuple[Notice, ...] | None = None
    cause: StoreError | InputError | None = None
    quiet: bool = False
    settled: bool = False
    listed: bool = True

    @property
    def refusal(self) -> Unauthorized | None:
        """That the account was not let in."""
        return self.cause if isinstance(self.cause, Unauthorized) else None

    @property
    def unwell(self) -> StoreError | None:
        """That the server itself is in trouble, whoever asks and for whatever."""
        if isinstance(self.cause, Unreachable):
            return self.cause
        if isinstance(self.cause, Busy) and self.cause.status != _LOCKED:
            return self.cause
        return None

    @property
    def answered(self) -> bool:
        """Whether the server is known to be well."""
        if self.cause is not None:
            told = isinstance(self.cause, StoreError) and not isinstance(self.cause, OutcomeUnknown)
            return told and self.unwell is None
        return self.complete or bool(self.steps) or bool(self.conflicts)

    @property
    def waits(self) -> bool:
        """Whether a new try is no use before a person has done something."""
        return isinstance(self.cause, Unauthorized | Forbidden)

    @classmethod
    def failed(cls, target_id: str, error: StoreError, steps: Iterable[Step] = ()) -> TargetResult:
        """A pass that could not be made, or was cut short after ``steps``."""
        return cls(
            target_id=target_id,
            steps=tuple(steps),
            errors=(store_sentence(error),),
            temporary=error.temporary,
            complete=False,
            cause=error,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a pass did, target by target. It names no person and no party.

    ``language`` is the group's written language, nb or nn. ``run`` is the pass's number, None for
    one where nothing was new. ``foretold``: nothing was done, only told.
    """

    group_id: str
    results: tuple[TargetResult, ...]
    language: str = "nb"
    run: int | None = None
    foretold: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, in order."""
        return tuple(step for result in self.results for step in result.steps)

    @property
    def written(self) -> int:
        """How many objects were written to a server."""
        return sum(step.writes for step in self.steps)

    @property
    def conflicts(self) -> int:
        """How many objects wait for a person's choice."""
        return sum(result.conflicts for result in self.results)

    @property
    def unreachable(self) -> bool:
        """Whether a server could not be reached, so that a later pass may do more."""
        return any(result.temporary for result in self.results)

    @property
    def refused(self) -> bool:
        """Whether something went wrong that a person must mend."""
        return any(result.errors and not result.temporary for result in self.results)

    @property
    def notices(self) -> tuple[tuple[str, Notice], ...]:
        """What people must know about documents, each with the target it is about."""
        return tuple((r.target_id, notice) for r in self.results for notice in r.notices or ())

    @property
    def errors(self) -> tuple[str, ...]:
        """What went wrong, in words for people; the same thing is said once for all it concerns."""
        concerned: dict[str, dict[str, None]] = {}  # text to targets, in order and once each
        for result in self.results:
            for text in result.errors:
                concerned.setdefault(text, {})[result.target_id] = None
        return tuple(f"{', '.join(ids)}: {text}" for text, ids in concerned.items())
