"""What members do in the calendars and in the folder."""

from __future__ import annotations

import uuid
from contextlib import suppress
from pathlib import PurePosixPath

from connectors.store import StoreError
from service.domain.errors import InputError
from tests.properties.histories import people
from tests.properties.histories.faulty_store import IS_OURS
from tests.properties.histories.scene import Scene
from tests.properties.histories.shelves import everything

_REFUSED = (InputError, StoreError, LookupError)


class Members(Scene):
    """People with calendar programs, and people with editors."""

    def edit(self, number: int, how: str) -> None:
        """A person edits an event with their own program."""
        found = self._pick(number, self._readable())
        if found:
            edit = {**people.ANNOTATIONS, **people.OWNED}[how]
            target, href, data = found
            self._save(target, href, people.edited(data, edit, self._mark()))

    def spoil(self, number: int, how: int) -> None:
        """A broken program writes something else over an event or a document."""
        found = self._pick(number, self._lying())
        if found:
            target, href, data = found
            ways = people.SPOILED if target == self.world.folder else people.GARBAGE
            self._save(target, href, list(ways.values())[how % len(ways)](data))

    def throw_away(self, number: int, count: int = 1) -> None:
        """A person deletes one event, or several that follow each other in a calendar."""
        found = self._pick(number, self._lying(folder=False))
        if found:
            of_same = [one for one in self._lying(folder=False) if one[0] == found[0]]
            start = of_same.index(found)
            for target, href, data in of_same[start : start + count]:
                self._delete(target, href, data)

    def put_back(self, number: int) -> None:
        """A person takes something out of the trash bin again."""
        found = self._pick(number, self.bin)
        if found:
            (target, href, data), copied = found
            there = everything(self.shelves, target)
            if href not in there:
                self.bin.remove(found)
                names = self.ledger.names(target, data)
                another = any(names & self.ledger.names(target, one) for one in there.values())
                hidden = target == self.world.folder or not IS_OURS.fullmatch(href)
                self._put(target, href, data, copy=copied or (another and hidden))

    def copy(self, number: int, *, uid: bool) -> None:
        """A person copies an event, under another UID or (a careless program) under the same."""
        found = self._pick(number, self._readable())
        if found:
            target, _, data = found
            word = self._mark()
            copied = people.with_uid(data, f"{word}@example.org") if uid else data
            self._put(target, f"{word}.ics", copied, copy=True)

    def carry(self, number: int) -> None:
        """A person's program lays an event under another name in the same calendar."""
        found = self._pick(number, self._readable())
        if found:
            target, href, data = found
            to = f"{self._mark()}.ics"
            self._take(target, href)
            if self._try_put(target, to, data):
                self.ledger.moved(target, href, to, named=False)
            else:
                self.ledger.deleted(target, href, data)

    def invent(self, number: int, kind: str) -> None:
        """A person makes an event of their own, whatever its name looks like."""
        target = self._pick(number, self.world.calendars)
        word = self._mark()
        made = uuid.uuid5(uuid.NAMESPACE_DNS, word)
        uid, href = f"{word}@example.org", f"{word}.ics"
        if kind == "our kind of name":
            href = f"{made}.ics"
        elif kind == "our kind of uid":
            uid, href = f"{made}@kjoreplan", f"{made}.ics"
        elif kind == "our place":
            there = everything(self.shelves, target)
            free = [d.href for d in self.world.desired(target) if d.href not in there]
            href = self._pick(number, free) or href
        self._put(target, href, people.foreign(uid, word))

    def write(self, number: int, how: str) -> None:
        """A person writes in a document."""
        found = self._pick(number, self._documents())
        if found:
            target, href, data = found
            with suppress(*_REFUSED):
                self._save(target, href, people.DOCUMENT[how](data, self._mark()))

    def rename(self, number: int, *, folder: bool) -> None:
        """A person gives a document a name of their own, or lays it in a folder of theirs."""
        found = self._pick(number, self._documents())
        if found:
            target, href, _ = found
            path = PurePosixPath(href)
            to = f"Arkiv {self._name()}/{path.name}" if folder else f"{self._name()}.docx"
            self.shelves.store(target).move(href, to, self._etag(target, href))
            self.ledger.moved(target, href, to, named=not folder)

    def discard(self, number: int) -> None:
        """A person deletes a document."""
        found = self._pick(number, self._documents())
        if found:
            self._delete(*found)

    def duplicate(self, number: int) -> None:
        """A person copies a document."""
        found = self._pick(number, self._documents())
        if found:
            target, href, data = found
            self._put(target, f"{href[:-5]} - kopi {self._name()}.docx", data, copy=True)

    def lay(self, number: int, *, here: bool) -> None:
        """A person lays a file of their own in the folder, perhaps where one of ours would lie."""
        word = self._mark()
        name = f"Notat {self._name()}.docx"
        if here:
            days = [m for m in self.world.meetings() if m.date > self.world.now.date()]
            found = self._pick(number, days)
            name = f"{found.date.year}/{found.date} Protokoll.docx" if found else name
        self._put(self.world.folder, name, f"noe eget {word}".encode())
