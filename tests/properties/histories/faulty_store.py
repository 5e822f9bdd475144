"""A store before the real one: it fails as the weather says, and tells of every write."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from threading import RLock
from types import TracebackType
from typing import Self, TypeVar

from connectors.memory_store import MemoryStore
from connectors.sharing import Sharing
from connectors.store import (
    Changes,
    FolderStore,
    Item,
    Listing,
    NotFound,
    OutcomeUnknown,
    Resource,
    UidTaken,
    Unreachable,
)
from service.domain.settings import Target
from tests.properties.histories.faults import Fault, Weather

T = TypeVar("T")
BINNED = "binned"  # a trash bin refused a UID, which no weather is to blame for
IS_OURS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5.*\.ics|.*\.docx")


@dataclass(frozen=True, kw_only=True)
class Write:
    """What a pass did to one object. ``etag`` is the version it was meant for, "" for a create."""

    target: Target
    verb: str
    href: str
    etag: str = ""
    before: bytes | None = None
    after: bytes | None = None
    to: str = ""
    partial: bool = False  # the collection was last seen by an incomplete listing


@dataclass(kw_only=True)
class FaultyStore:
    """One collection during one pass.

    Attributes:
        inner: what really lies there.
        told: is told of every write that took effect.
        hasty: a person's write into the object at an href, just before ours.
    """

    target: Target
    inner: FolderStore
    weather: Weather
    told: Callable[[Write], None]
    hasty: Callable[[Target, str], None]

    def __post_init__(self) -> None:
        self._turn = RLock()  # two writers, one history

    @property
    def trashes_deleted(self) -> bool:
        return self.inner.trashes_deleted

    def check(self) -> None:
        self._read(self.inner.check)

    def list(self) -> Listing:
        found = self._read(self.inner.list)
        self.weather.partial.discard(self.target.id)
        half = found.resources[::2]
        if not self.weather.incomplete or not any(IS_OURS.fullmatch(r.href) for r in half):
            return found  # of what shows nothing of ours, nobody can tell that it was ever ours
        self.weather.partial.add(self.target.id)
        self.weather.struck.append("incomplete")
        return replace(found, resources=half, complete=False)

    def changes(self, token: str) -> Changes | None:
        found = self._read(lambda: self.inner.changes(token))
        if found is None:
            return None
        if self.weather.forgotten or self.weather.incomplete:
            self.weather.struck.append("forgotten")
            return None
        if self.weather.ghosts:
            there = tuple(r.href for r in self.inner.list().resources[::3])
            changed = tuple(r for r in found.changed if r.href not in there)
            return replace(found, changed=changed, removed=(*found.removed, *there))
        return found

    def get(self, href: str) -> Item:
        return self._read(lambda: self.inner.get(href))

    def get_many(self, hrefs: Collection[str]) -> Mapping[str, Item]:
        fault = self.weather.strikes(write=False)
        found = dict(self.inner.get_many(hrefs))
        if fault is Fault.OMITTED and found:
            found.pop(min(found))
        if fault in {Fault.LOST, Fault.NEVER_CAME}:
            raise Unreachable("no answer")
        self._cut_after(fault)
        return found

    def create(self, href: str, data: bytes) -> Resource:
        return self._write("create", href, lambda: self.inner.create(href, data))

    def update(self, href: str, data: bytes, etag: str) -> Resource:
        return self._write("update", href, lambda: self.inner.update(href, data, etag), etag)

    def delete(self, href: str, etag: str) -> None:
        self._write("delete", href, lambda: self.inner.delete(href, etag), etag)

    def move(self, href: str, to: str, etag: str) -> Resource:
        return self._write("move", href, lambda: self.inner.move(href, to, etag), etag, to)

    def close(self) -> None:
        """It stays open for people."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read(self, work: Callable[[], T]) -> T:
        with self._turn:
            fault = self.weather.strikes(write=False)
            found = work()
            if fault in {Fault.LOST, Fault.NEVER_CAME}:
                raise Unreachable("no answer")
            self._cut_after(fault)
            return found

    def _write(
        self, verb: str, href: str, work: Callable[[], T], etag: str = "", to: str = ""
    ) -> T:
        with self._turn:
            fault = self.weather.strikes(write=True)
            if fault is Fault.HASTY:
                self.hasty(self.target, href)
            if fault is Fault.NEVER_CAME:
                raise OutcomeUnknown("the connection broke")
            before = self._bytes(href)
            try:
                done = work()
            except UidTaken:
                self.weather.struck.append(BINNED)
                raise
            after = self._bytes(to or href)
            write = Write(target=self.target, verb=verb, href=href, etag=etag, before=before)
            self.told(
                replace(write, after=after, to=to, partial=self.target.id in self.weather.partial)
            )
            self._cut_after(fault)
            if fault is Fault.LOST:
                raise OutcomeUnknown("the connection broke")
            if self.weather.withheld and isinstance(done, Resource):
                self.weather.struck.append("withheld")
                return replace(done, etag="")
            return done

    def _bytes(self, href: str) -> bytes | None:
        try:
            return self.inner.get(href).data
        except NotFound:
            return None

    def _cut_after(self, fault: Fault | None) -> None:
        if fault is Fault.KILLED_AFTER:
            self.weather.kill()


class Unshared:
    """A server that can't be asked to share anything."""

    def look(self, *, around: bool = False) -> None:
        return None

    def __getattr__(self, name: str) -> None:
        raise AssertionError(name)  # nothing else is asked of such a server


@dataclass(kw_only=True)
class HistoryConnector:
    """Reaches the collections through the weather of the pass that is being made."""

    inner: Callable[[Target], FolderStore]
    make: Callable[[Target, str], None]
    told: Callable[[Write], None]
    hasty: Callable[[Target, str], None]
    weather: Weather

    def open(self, target: Target, password: str) -> AbstractContextManager[FolderStore]:
        return FaultyStore(
            target=target,
            inner=self.inner(target),
            weather=self.weather,
            told=self.told,
            hasty=self.hasty,
        )

    open_folder = open

    def sharing(self, target: Target, password: str) -> AbstractContextManager[Sharing]:
        return nullcontext(Unshared())

    def empty(self) -> FolderStore:
        return MemoryStore()

    def create(self, target: Target, password: str, name: str) -> None:
        fault = self.weather.strikes(write=True)
        self.make(target, name)
        if fault is Fault.LOST:
            raise OutcomeUnknown("the connection broke")
