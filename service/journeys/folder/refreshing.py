"""Bringing the documents of meetings that have changed in step with the plan.

What nobody has edited is rendered anew; in what somebody has edited only the values are replaced
that we wrote ourselves; and where that can't be done surely, a copy is laid beside it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from connectors.store import Item
from service.db.documents import StoredDocument
from service.documents.merging.attendance import attendance_change
from service.documents.merging.managed import DATE, MANAGED
from service.documents.merging.merge import Merged, merge_fields
from service.domain.errors import InputError
from service.domain.model import Meeting
from service.domain.notices import NoticeCode
from service.journeys.folder.coming import is_coming, is_elsewhere, originals
from service.journeys.folder.contents import (
    FOLLOW_UPS,
    Contents,
    attendance_in,
    contents_for,
    make,
    rendered_with,
)
from service.journeys.folder.desk import Desk, Said
from service.journeys.folder.offers import is_settled, offer, tell_of_offer
from service.journeys.folder.rewriting import Later, check_free, fetched, rename, write_over
from service.rules.texts import parse_date


def refresh(desk: Desk) -> None:
    """Bring every document of a coming meeting in step.

    Nothing is changed for a meeting that has begun, is over, in doubt or called off.

    Raises:
        StoreError: a document could not be fetched or written.
    """
    works = [work for one in originals(desk) if (work := _work(desk, one)) is not None]
    for work in works:
        with suppress(Later):
            work.run()
    _name_the_rest([work for work in works if work.waits_for_name])


def _work(desk: Desk, document: StoredDocument) -> _Refreshing | None:
    """What may be done with a document; None where nothing is."""
    meeting = desk.meeting_of(document)
    if meeting is None or not is_coming(desk, meeting) or is_elsewhere(desk, document):
        return None
    contents = contents_for(desk, document, meeting)
    if contents is None:
        return None
    return _Refreshing(desk=desk, meeting=meeting, document=document, contents=contents)


def _name_the_rest(waiting: list[_Refreshing]) -> None:
    """Give names that were another document's until that one got its own."""
    free = [work for work in waiting if work.wanted_name not in work.desk.here]
    while free:
        for work in free:
            with suppress(Later):
                work.rename()
        waiting = [work for work in waiting if work not in free]
        free = [work for work in waiting if work.wanted_name not in work.desk.here]
    for work in waiting:
        work.desk.tell(NoticeCode.NAME_TAKEN, work.document.href, work.wanted_name)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be done with a document: its new bytes, or None where they may stay.

    ``rendered``: nobody but we has written in it.
    """

    data: bytes | None
    rendered: bool


@dataclass(slots=True, kw_only=True, eq=False)
class _Refreshing:
    """One document being brought in step with what its meeting is now."""

    desk: Desk
    meeting: Meeting
    document: StoredDocument
    contents: Contents
    waits_for_name: bool = False

    @property
    def wanted_name(self) -> str:
        """The path it should lie at, in the folder that people have moved it to."""
        wanted = self.contents.wanted.href
        if self._is_moved:
            return str(PurePosixPath(self.document.href).with_name(PurePosixPath(wanted).name))
        return wanted

    @property
    def _is_moved(self) -> bool:
        """Whether it lies in a folder of people's under the name that we gave it."""
        here, named = PurePosixPath(self.document.href), PurePosixPath(self.document.named)
        return here != named and here.name == named.name

    def run(self) -> None:
        """Decide, and carry it out: first the name, then what stands in it.

        Raises:
            Later: it must be left for now.
        """
        self._know_name()
        if not self._differs():
            self.rename()
        elif is_settled(self.document, self.contents.values):
            tell_of_offer(self.desk, self.document)
        else:
            check_free(self.desk, self.document.href)
            self._look_and_change()

    def _know_name(self) -> None:
        """Know the name for ours where it is what we would call it, or called it on another day."""
        href = self.document.href
        if self.document.named == href:
            return
        ours = href == self.contents.wanted.href
        day = None if self.document.named or ours else parse_date(PurePosixPath(href).name)
        if day is not None:
            then = contents_for(self.desk, self.document, replace(self.meeting, date=day))
            ours = then is not None and then.wanted.href == href
        if ours:
            self.document = replace(self.document, named=href)
            self.desk.remember(self.document)

    def _differs(self) -> bool:
        """Whether it was last given other values than it should have, or that isn't known."""
        given, values = self.desk.written.get(self.document.href), self.contents.values
        if given is None:
            return True
        if any(given.get(tag, values[tag]) != values[tag] for tag in MANAGED if tag in values):
            return True
        if attendance_in(given) != attendance_in(values):
            return True
        left = values.get(FOLLOW_UPS, "")
        return self.document.is_untouched and given.get(FOLLOW_UPS, left) != left

    def rename(self) -> None:
        """Let the name say the present date, if it is one that we gave and the new one is free.

        Raises:
            Later: it must be left for now.
        """
        href, wanted = self.document.href, self.wanted_name
        if href == wanted or not (self._is_moved or self.document.named == href):
            return
        self.waits_for_name = wanted in self.desk.here
        if not self.waits_for_name:
            named = self.contents.wanted.href
            self.document = rename(self.desk, self.document, wanted, named=named)

    def _look_and_change(self) -> None:
        item, self.document = fetched(self.desk, self.document)
        change = self._change(item)
        if change is not None:
            self.rename()
            self._carry_out(change)

    def _change(self, item: Item) -> _Change | None:
        """What is to be done with the bytes that lie there; None: leave them, somebody was told."""
        if self._is_untouched(item):
            data = make(self.desk, self.contents, self.document.document_id)
            return _Change(None if data == item.data else data, rendered=True)
        base = self.desk.written.get(self.document.href)
        if base is None:  # all that is known is what the plan says now
            return _Change(None, rendered=False)
        found = self._in_the_way(base) or self._merged(item, base)
        if isinstance(found, _Change):
            return found
        offered = offer(self.desk, self.document, self.contents, base, found)
        tell_of_offer(self.desk, offered)
        return None

    def _is_untouched(self, item: Item) -> bool:
        """Whether it is as it was rendered, be that remembered or not."""
        if self.document.is_untouched:
            return True
        identity = self.document.document_id
        try:
            return rendered_with(self.desk, item.data, self.contents, identity)
        except InputError:
            return False

    def _in_the_way(self, base: Said) -> tuple[str, ...]:
        """The minutes of a meeting that was held are not changed, whatever the plan says later."""
        wrote = parse_date(base.get(DATE, ""))
        over = wrote is not None and wrote < self.desk.now.date()
        return (f"{DATE}:over",) if over else ()

    def _merged(self, item: Item, base: Said) -> _Change | tuple[str, ...]:
        manifests, values = self.desk.shelf.manifests, self.contents.values
        came, comes = attendance_in(base), attendance_in(values)
        try:
            change = attendance_change(item.data, came, comes, manifests=manifests)
            tables = [change] if change else []
            made = merge_fields(item.data, base, values, tables=tables, manifests=manifests)
            if tables and not isinstance(made, Merged):  # who stays away stands in nobody's way
                made = merge_fields(item.data, base, values, manifests=manifests)
        except InputError:
            return (":unreadable",)
        if isinstance(made, Merged):
            return _Change(None if made.data == item.data else made.data, rendered=False)
        return tuple(f"{one.tag}:{one.obstacle}" for one in made.hindrances)

    def _carry_out(self, change: _Change) -> None:
        """Write what is to be written, and remember what the document says now."""
        values = self.contents.values
        if change.data is None:
            digest = self.document.content_hash if change.rendered else ""
            self.document = replace(self.document, rendered_hash=digest, offered="")
            self.desk.remember(self.document, written=values)
            return
        self.document = write_over(
            self.desk, self.document, change.data, values, rendered=change.rendered
        )
