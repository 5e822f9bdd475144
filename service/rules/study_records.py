"""What registers and attendance lists say of study work, read into sessions and stays.

What is written but can't be read is told apart from what isn't there, so that nothing is judged as
if it were not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from service.domain.model import OSLO, MeetingStatus
from service.domain.presence import Mode, Session, Span, Stay
from service.domain.study import minutes_in
from service.rules.facts import Facts, MeetingDocument
from service.rules.people import person_named
from service.rules.records import Record
from service.rules.results import Missing
from service.rules.texts import is_blank, mentions_any, parse_date, parse_time, plain

ATTENDANCE_LIST = "frammote"
_MODES: Mapping[Mode, tuple[str, ...]] = {
    Mode.HYBRID: ("hybrid", "blandet", "blanda", "kombiner"),
    Mode.DIGITAL: ("digital", "nett", "teams", "zoom", "skype", "telefon", "video"),
    Mode.PHYSICAL: ("fysisk", "oppmøte", "til stede", "til stades"),
    Mode.ALONE: ("selvstudi", "sjølvstudi", "egenstudi", "eigenstudi", "alene", "åleine"),
}
_NOT = ("ikke", "ikkje", "nei", "ingen", "inga")
_YES = ("ja", "x", "samtykke", "samtykkje", "gitt", "ok")
_TICKS = frozenset("✓✔☑☒+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """The sessions of a course; ``stated`` are their study minutes as people have entered them.

    ``unread`` are those whose times can't be read, as they are written.
    """

    known: tuple[Session, ...] = ()
    stated: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[object, ...] = ()

    def with_those_of(self, other: Sessions) -> Sessions:
        """These and the other's; where both have one that starts then, this is the one."""
        same = {session.start: session for session in other.known}
        own = tuple(replace(s, mode=s.mode or _mode_of(same.get(s.start))) for s in self.known)
        starts, days = {s.start for s in own}, {s.start.date() for s in own}
        more = tuple(s for s in other.known if s.start not in starts)
        stated = {s.id: other.stated.get(same[s.start].id) for s in own if s.start in same}
        return Sessions(
            known=tuple(sorted((*own, *more), key=lambda s: (s.start, s.id))),
            stated={
                **{name: minutes for name, minutes in stated.items() if minutes is not None},
                **{s.id: other.stated[s.id] for s in more if s.id in other.stated},
                **self.stated,
            },
            unread=(*self.unread, *(u for u in other.unread if parse_date(str(u)) not in days)),
        )


def _mode_of(session: Session | None) -> Mode | None:
    return session.mode if session else None


def sessions_entered(facts: Facts, courses: frozenset[str]) -> Sessions | Missing:
    """The sessions that the register has for a course, by any of its names."""
    known = facts.register("session")
    if isinstance(known, Missing):
        return known
    own = sorted((r for r in known if plain(r.value("course")) in courses), key=_of_entry)
    taken = [r for r in own if not _is_cancelled(facts, r)]
    read = [(r, _session_entered(facts, r)) for r in taken]
    return Sessions(
        known=tuple(session for _, session in read if session),
        stated={
            session.id: minutes
            for r, session in read
            if session and (minutes := minutes_in(r.value("stated_hours"))) is not None
        },
        unread=tuple(_day_of(facts, r) or r.id for r, session in read if session is None),
    )


def _of_entry(record: Record) -> tuple[str, str]:
    return record.value("at"), record.id


def _is_cancelled(facts: Facts, record: Record) -> bool:
    meeting = facts.meeting(record.meeting)
    return meeting is not None and meeting.status is MeetingStatus.CANCELLED


def _day_of(facts: Facts, record: Record) -> dt.date | None:
    meeting = facts.meeting(record.meeting)
    return record.at.date() if record.at else meeting.date if meeting else None


def _session_entered(facts: Facts, record: Record) -> Session | None:
    meeting = facts.meeting(record.meeting)
    start = record.at or (meeting.starts_at if meeting else None)
    if start is None:
        return None
    until = parse_time(record.value("until"))
    end = _then(start, until) if until else meeting.ends_at if meeting else None
    if end is None or end <= start:
        return None
    name = record.id or start.isoformat()
    return Session(id=name, start=start, end=end, mode=mode_in(record.value("mode")))


def sessions_listed(document: MeetingDocument) -> Sessions:
    """The sessions of an attendance list; where a row doesn't say how, the whole list does."""
    how = mode_in(document.reading.text("course.format") or "")
    everywhere = how if how in {Mode.PHYSICAL, Mode.DIGITAL} else None
    rows = document.reading.tables.get("sessions", ())
    read = [(row, _session_listed(row, everywhere)) for row in rows if _is_filled(row)]
    return Sessions(
        known=tuple(session for _, session in read if session),
        stated={
            session.id: minutes
            for row, session in read
            if session and (minutes := minutes_in(row.get("hours", ""))) is not None
        },
        unread=tuple(row.get("date", "") for row, session in read if session is None),
    )


def _is_filled(row: Mapping[str, str]) -> bool:
    return not all(is_blank(row.get(name)) for name in ("date", "from", "to"))


def _session_listed(row: Mapping[str, str], everywhere: Mode | None) -> Session | None:
    day = parse_date(row.get("date", ""))
    start, until = parse_time(row.get("from", "")), parse_time(row.get("to", ""))
    if not (day and start and until):
        return None
    begins = dt.datetime.combine(day, start, OSLO)
    mode = mode_in(row.get("mode", "")) or everywhere
    return Session(id=begins.isoformat(), start=begins, end=_then(begins, until), mode=mode)


def _then(start: dt.datetime, until: dt.time) -> dt.datetime:
    """The first time the clock shows that after the start: it may be past midnight."""
    end = dt.datetime.combine(start.date(), until, start.tzinfo)
    return end if end > start else end + dt.timedelta(days=1)


def mode_in(text: str) -> Mode | None:
    """How a session is held, as people write it; None where that isn't said clearly."""
    said = [mode for mode, words in _MODES.items() if mentions_any(text, words)]
    if mentions_any(text, _NOT):
        return None
    if said == [Mode.DIGITAL, Mode.PHYSICAL]:
        return Mode.HYBRID
    return said[0] if len(said) == 1 else None


def stays_entered(records: Iterable[Record], sessions: Iterable[Session]) -> Iterator[Stay | str]:
    """Who was at these sessions by the register; the id of a person whose stay can't be read."""
    by_id = {session.id: session for session in sessions}
    for record in records:
        session = by_id.get(record.value("session"))
        if session is not None and record.person:
            yield _stay(session, record) or record.person


def _stay(session: Session, record: Record) -> Stay | None:
    texts = {name: record.value(name) for name in ("joined", "left", "minutes")}
    joined, left = parse_time(texts["joined"]), parse_time(texts["left"])
    minutes = re.fullmatch(r"(\d{1,4})(?: ?min\w*\.?)?", texts["minutes"])
    if any(
        texts[n] and not v for n, v in (("joined", joined), ("left", left), ("minutes", minutes))
    ):
        return None
    length = int(minutes[1]) if minutes else None
    span = _between(session, joined, left) if joined or left else None
    return Stay(session=session.id, person=record.person, span=span, minutes=length)


def _between(session: Session, joined: dt.time | None, left: dt.time | None) -> Span:
    """From when to when; one who came before the start was there from the start."""
    day = session.start.date()
    start = dt.datetime.combine(day, joined, OSLO) if joined else session.start
    if start < session.start and session.end.date() > day:
        start += dt.timedelta(days=1)
    return start, _then(start, left) if left else session.end


def minutes_listed(facts: Facts, document: MeetingDocument) -> dict[str, int | None]:
    """Everyone on an attendance list with their minutes, None where those can't be read."""
    return {
        person: minutes_in(row.get("hours", "")) for person, row in participants(facts, document)
    }


def participants(
    facts: Facts, document: MeetingDocument
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The rows of an attendance list: the person's id, or the name of one the roster lacks."""
    for row in document.reading.tables.get("participants", ()):
        name = " ".join(row.get("name", "").split())
        if not is_blank(name):
            person = person_named(facts, name)
            yield (person.id if person else name), row


def is_done(text: str) -> bool:
    """Whether a cell says that something is done: anything but no."""
    return not is_blank(text) and not mentions_any(text, _NOT)


def is_yes(text: str) -> bool:
    """Whether a cell says yes: "ja", a tick, or a date."""
    said = text.strip()
    ticked = said[:1] in _TICKS or mentions_any(said, _YES) or parse_date(said) is not None
    return is_done(said) and ticked


def consents(records: Iterable[Record], courses: frozenset[str]) -> dict[str, bool]:
    """Whether people have been told of the list of a course and consented: their last word."""
    last: dict[str, tuple[str, bool]] = {}
    for record in records:
        if plain(record.value("course")) in courses and record.person:
            given = "given" in record.flags and parse_date(record.value("told")) is not None
            word = record.value("at"), given
            before = last.setdefault(record.person, word)
            if word[0] > before[0] or (word[0] == before[0] and not given):
                last[record.person] = word
    return {person: given for person, (_, given) in last.items()}
