"""What many rules look up, put in order once for each run: people by name and office, entries."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping

from service.domain.model import BodyKind, Person, Role, Roster
from service.rules.offices import Office
from service.rules.records import Record, in_order
from service.rules.texts import case_key, plain

_BOARD_ROLES = frozenset({Role.LEADER, Role.DEPUTY_LEADER, Role.BOARD_MEMBER})
Key = tuple[str, ...]


class RosterIndex:
    """The people of a roster by office on a day, and by the names documents use."""

    def __init__(self, roster: Roster) -> None:
        self._people = roster.people
        self._kinds = {b.key: b.kind for b in roster.bodies}
        self._words = [(p, name_words(p.name)) for p in roster.people]
        self._changes = sorted({day for p in roster.people for day in _changes(p)})
        self._offices: dict[int, Mapping[str, frozenset[Office]]] = {}
        self._named: dict[str, Person | None] = {}

    def offices(self, day: dt.date) -> Mapping[str, frozenset[Office]]:
        """The offices that each person, by id, holds on the day."""
        stretch = bisect_right(self._changes, day)  # between two changes nothing changes
        if stretch not in self._offices:
            self._offices[stretch] = {p.id: self._held(p, day) for p in self._people}
        return self._offices[stretch]

    def _held(self, person: Person, day: dt.date) -> frozenset[Office]:
        return frozenset(
            Office(m.role, _asked_of(m.role, self._kinds[m.body]))
            for m in person.memberships
            if m.body in self._kinds and m.period.covers(day)
        )

    def named(self, text: str) -> Person | None:
        """Whom a name means: the whole name, or a part of it that only one person has."""
        if text not in self._named:
            self._named[text] = self._find(name_words(text))
        return self._named[text]

    def _find(self, words: list[str]) -> Person | None:
        if not words:
            return None
        exact = [p for p, own in self._words if own == words]
        found = exact or [p for p, own in self._words if set(words) <= set(own)]
        return found[0] if len(found) == 1 else None


def _changes(person: Person) -> Iterator[dt.date]:
    """The first days on which the person holds other offices than the day before."""
    for membership in person.memberships:
        yield membership.period.start
        if membership.period.end and membership.period.end < dt.date.max:
            yield membership.period.end + dt.timedelta(days=1)


def _asked_of(role: Role, kind: BodyKind) -> BodyKind:
    """The kind of body rules ask for an office in, wherever the roster has entered it."""
    if role in {Role.MAYOR, Role.DEPUTY_MAYOR, Role.CHIEF_EXECUTIVE}:
        return BodyKind.COUNCIL
    if kind is BodyKind.GROUP_BOARD and role in _BOARD_ROLES:
        return BodyKind.GROUP
    return kind


def name_words(text: str, *, brackets: bool = False) -> list[str]:
    """The words of a name, for comparing; what stands in brackets only where it is asked for."""
    kept = text if brackets else re.sub(r"\(.*?\)", " ", text)
    return re.findall(r"[\w'’-]+", plain(kept))


class RecordIndex:
    """The entries of registers by what they are about: ("case", "person") or other parts."""

    def __init__(self, records: Mapping[str, tuple[Record, ...]]) -> None:
        self._records = records
        self._by_parts: dict[tuple[str, Key], Mapping[Key, list[Record]]] = {}

    def about(self, register: str, parts: Key, record: Record) -> list[Record]:
        """The register's entries with the same parts as ``record``."""
        asked, entries = (register, parts), self._records.get(register, ())
        if asked not in self._by_parts:
            found: dict[Key, list[Record]] = defaultdict(list)
            for one in in_order(entries):
                found[_key(one, parts)].append(one)
            self._by_parts[asked] = dict(found)
        return self._by_parts[asked].get(_key(record, parts), [])


def _key(record: Record, parts: Key) -> Key:
    return tuple(
        case_key(record.case) if name == "case" else str(getattr(record, name)) for name in parts
    )
