"""A world and its ledger, and the ways in which people lay hands on what lies there.

Which of several things something happens to is said by a number; what is left of a division by
how many there are is the one.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from connectors.store import StoreError
from service.calendar.lines import UnreadableObject
from service.calendar.reading import read
from service.domain.settings import Target
from tests.properties.histories import people
from tests.properties.histories.referee import Referee
from tests.properties.histories.shelves import Shelves, everything
from tests.properties.histories.world import World

T = TypeVar("T")
Lying = tuple[Target, str, bytes]
_MEMORY = Path("/dev/shm")


@dataclass(kw_only=True)
class Scene:
    """Where a history takes place.

    Attributes:
        bin: what people have thrown away and may put back, and whether it was a copy of theirs.
        marked: how many marks people have set.
    """

    shelves: Shelves
    slug: str = field(default_factory=lambda: uuid.uuid4().hex[:8])
    bin: list[tuple[Lying, bool]] = field(default_factory=list)
    marked: int = 0
    world: World = field(init=False)
    ledger: Referee = field(init=False)

    def __post_init__(self) -> None:
        folder = tempfile.mkdtemp(prefix="histories-", dir=_MEMORY if _MEMORY.is_dir() else None)
        self.world = World(directory=Path(folder), shelves=self.shelves, slug=self.slug)
        self.ledger = Referee(world=self.world)
        self.world.told, self.world.hasty = self.ledger.told, self.hasty

    def hasty(self, target: Target, href: str) -> None:
        """A person is quicker than the service at the object it is about to write."""
        data = everything(self.shelves, target).get(href)
        word = self._mark()
        if data is None and target != self.world.folder:
            self._put(target, href, people.foreign(f"{word}@example.org", word))
        elif data is None:
            self._put(target, href, f"noe eget {word}".encode())
        elif href.endswith(".docx") and people.identity(data):
            self._save(target, href, people.DOCUMENT["paragraph"](data, word))
        elif target != self.world.folder and _is_readable(data):
            self._save(target, href, people.edited(data, people.OWNED["another title"], word))

    def _mark(self) -> str:
        self.marked += 1
        return people.mark(self.marked)

    def _name(self) -> str:
        """A word for names of files and folders, which our own links have too."""
        self.marked += 1
        return f"navn-{self.marked}"

    def _pick(self, number: int, found: Sequence[T]) -> T | None:
        return found[number % len(found)] if found else None

    def _lying(self, *, folder: bool = True) -> list[Lying]:
        """Everything that lies anywhere, those of one collection after each other."""
        targets = self.world.targets if folder else self.world.calendars
        return [
            (target, href, data)
            for target in targets
            for href, data in sorted(everything(self.shelves, target).items())
        ]

    def _readable(self) -> list[Lying]:
        return [one for one in self._lying(folder=False) if _is_readable(one[2])]

    def _documents(self) -> list[Lying]:
        target = self.world.folder
        found = sorted(everything(self.shelves, target).items())
        return [(target, href, data) for href, data in found if people.identity(data)]

    def _save(self, target: Target, href: str, data: bytes) -> None:
        with suppress(StoreError):
            self.shelves.rewrite(target, href, data)
            self.ledger.wrote(target, href, everything(self.shelves, target)[href])

    def _put(self, target: Target, href: str, data: bytes, *, copy: bool = False) -> None:
        if self._try_put(target, href, data):
            self.ledger.wrote(target, href, everything(self.shelves, target)[href], copy=copy)

    def _try_put(self, target: Target, href: str, data: bytes) -> bool:
        try:
            self.shelves.put(target, href, data)
        except StoreError:
            return False
        return True

    def _take(self, target: Target, href: str) -> None:
        self.shelves.store(target).delete(href, self._etag(target, href))

    def _delete(self, target: Target, href: str, data: bytes) -> None:
        copied = (target.id, href) in self.ledger.copies
        self._take(target, href)
        self.ledger.deleted(target, href, data)
        self.bin.append(((target, href, data), copied))

    def _etag(self, target: Target, href: str) -> str:
        return self.shelves.store(target).get(href).resource.etag


def _is_readable(data: bytes) -> bool:
    try:
        read(data)
    except UnreadableObject:
        return False
    return True
