"""What goes wrong during a pass: requests fail, answers are lost, people write, power goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import NoReturn

from sqlalchemy.orm import Session

from connectors.store import (
    Busy,
    Forbidden,
    OutOfSpace,
    Rejected,
    StoreError,
    Unauthorized,
    Unreachable,
)
from service.db.database import Database


class Killed(BaseException):
    """The process is gone, as after ``kill -9``: nothing is tidied up and nothing more is done."""


class Fault(StrEnum):
    """What happens to one request."""

    UNREACHABLE = "unreachable"  # nothing was sent
    DOWN = "down"  # the same, from this request to the end of the pass
    BUSY = "busy"
    LOCKED = "locked"
    TOO_NEW = "too new"  # the server does not vouch for its etag yet
    LOST = "lost"  # it took effect, and the answer never came
    NEVER_CAME = "never came"  # it took no effect, and nobody can tell
    REJECTED = "rejected"
    FORBIDDEN = "forbidden"
    FULL = "full"
    UNAUTHORIZED = "unauthorized"
    OMITTED = "omitted"  # a multiget leaves something out
    HASTY = "hasty"  # a person writes in the object just before
    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"


KILLS = frozenset({Fault.KILLED_BEFORE, Fault.KILLED_AFTER})
READS_TOO = (Fault.UNREACHABLE, Fault.DOWN, Fault.BUSY, Fault.UNAUTHORIZED)
_ONLY_WRITES = frozenset(
    {Fault.LOCKED, Fault.TOO_NEW, Fault.REJECTED, Fault.FORBIDDEN, Fault.FULL, Fault.HASTY}
)
_REFUSALS: Mapping[Fault, Callable[[], StoreError]] = {
    Fault.UNREACHABLE: partial(Unreachable, "no answer"),
    Fault.DOWN: partial(Unreachable, "no answer"),
    Fault.BUSY: partial(Busy, "too many requests", status=429, retry_after=60),
    Fault.LOCKED: partial(Busy, "locked", status=423),
    Fault.TOO_NEW: partial(Busy, "too new to be changed", status=412, retry_after=1.0),
    Fault.REJECTED: partial(Rejected, "the server does not like it", status=415),
    Fault.FORBIDDEN: partial(Forbidden, "may be read but not written", status=403),
    Fault.FULL: partial(OutOfSpace, "full", status=507),
    Fault.UNAUTHORIZED: partial(Unauthorized, "not let in", status=401),
}


@dataclass(kw_only=True)
class Weather:
    """What goes wrong in one pass; by default nothing.

    Attributes:
        requests: by the number of the request.
        writes: by the number of the write.
        commit: the number of the transaction at whose end the process is killed.
        committed: whether that one still counts.
        incomplete: listings are cut off, and tokens forgotten.
        forgotten: the server knows no token.
        withheld: the server tells no etag of what it stores.
        ghosts: the server calls objects removed that were put back.
        struck: what did go wrong, in order.
        partial: the ids of the collections that were last seen in part only.
    """

    requests: Mapping[int, Fault] = field(default_factory=dict)
    writes: Mapping[int, Fault] = field(default_factory=dict)
    commit: int | None = None
    committed: bool = True
    incomplete: bool = False
    forgotten: bool = False
    withheld: bool = False
    ghosts: bool = False
    struck: list[str] = field(default_factory=list, init=False)
    partial: set[str] = field(default_factory=set, init=False)
    _asked: int = field(default=0, init=False)
    _wrote: int = field(default=0, init=False)
    _committing: int = field(default=0, init=False)
    _off: bool = field(default=False, init=False)
    _down: bool = field(default=False, init=False)

    def alive(self) -> None:
        """Go on only while there is power."""
        if self._off:
            raise Killed

    def kill(self) -> NoReturn:
        """From now on nothing happens any more."""
        self._off = True
        self.struck.append("killed")
        raise Killed

    def strikes(self, *, write: bool) -> Fault | None:
        """What happens to the next request.

        Raises:
            StoreError: it is refused, or nobody answers.
        """
        self.alive()
        found = self.requests.get(self._asked)
        self._asked += 1
        if write:
            found = self.writes.get(self._wrote, found)
            self._wrote += 1
        found = Fault.DOWN if self._down else found
        if found is None or (found in _ONLY_WRITES and not write):
            return None
        self._down = found is Fault.DOWN
        self.struck.append(found)
        if found is Fault.KILLED_BEFORE:
            self.kill()
        refusal = _REFUSALS.get(found)
        if refusal is not None:
            raise refusal()
        return found

    def begins_commit(self) -> None:
        """Before a transaction."""
        self.alive()
        self._committing += 1

    def before_commit(self) -> None:
        """When all of it has been said."""
        if self._committing == self.commit and not self.committed:
            self.kill()

    def after_commit(self) -> None:
        """When it holds."""
        if self._committing == self.commit and self.committed:
            self.kill()


class FragileDatabase(Database):
    """A database that keeps only what was committed before the power went."""

    weather = Weather()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        self.weather.begins_commit()
        with super().transaction() as session:
            yield session
            self.weather.before_commit()
        self.weather.after_commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        self.weather.alive()
        with super().reading() as session:
            yield session
