"""What people set by hand in the group's plan: moved, called off, added, given back to the rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count

from sqlalchemy.orm import Session

from service.db.meetings import Meetings
from service.domain.errors import InputError
from service.domain.model import OSLO, Audience, Meeting, MeetingStatus, MeetingType
from service.domain.planning import derived_id
from service.domain.replanning import is_derived
from service.domain.settings import GroupSettings
from service.domain.unsettled import serving_what_follows
from service.domain.wording import day_month
from service.journeys.plan_proposals import coming_proposals, group_body
from service.journeys.services import Services

_T = MeetingType
OWN_TYPES = (_T.GRP_ORD, _T.GRP_EXTRA, _T.GRP_PRE, _T.GRP_POST, _T.SOSIAL, _T.STUDIE, _T.TEMA)
MOST_TEXT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When and where somebody wants a meeting; None leaves what it has. ``untimed``: no time."""

    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    place: str | None = None
    untimed: bool = False


def move_meeting(services: Services, group_id: str, name: str, slot: Slot) -> Meeting:
    """Set a meeting by hand: planning leaves it there from now on.

    ``name`` is the meeting's id, or its date where the group has one meeting that day. One that is
    only proposed stays so, one that was called off is set up again. It serves what is held and
    follows there.

    Raises:
        InputError: no such meeting, it has been held, or it can't lie there.
    """
    if slot == Slot():
        raise InputError("Oppgi hva som skal endres: dato, klokkeslett eller sted.")
    with _opened(services, group_id) as desk:
        meeting = desk.find(name, proposed=True)
        moved = _placed(replace(meeting, status=_set_up(meeting.status)), slot)
        desk.check(moved)
        return desk.keep(serving_what_follows(moved, desk.published()))


def cancel_meeting(services: Services, group_id: str, name: str) -> Meeting:
    """Call a meeting off by hand: planning doesn't set it up again. See `move_meeting`.

    Raises:
        InputError: no such meeting, or it has been held or called off already.
    """
    with _opened(services, group_id) as desk:
        meeting = desk.find(name, proposed=True)
        if meeting.status is MeetingStatus.CANCELLED:
            raise InputError(f"Møtet {day_month(meeting.date)} er avlyst fra før.")
        return desk.keep(replace(meeting, status=MeetingStatus.CANCELLED))


def add_meeting(
    services: Services,
    group_id: str,
    type_: MeetingType,
    slot: Slot,
    *,
    serves: tuple[str, ...] = (),
) -> Meeting:
    """Enter a meeting of the group's own; it is in everybody's calendar after the next sync.

    ``serves`` are the municipal meetings it prepares.

    Raises:
        InputError: there is no such type or municipal meeting, or it can't lie there.
    """
    if type_ not in OWN_TYPES:
        known = ", ".join(one.value for one in OWN_TYPES)
        raise InputError(f"«{type_}» kan ikke legges til her. Velg en av: {known}.")
    if slot.date is None:
        raise InputError("Møtet mangler dato. Skriv den som 2026-05-12.")
    with _opened(services, group_id) as desk:
        body = group_body(desk.settings.group)
        blank = Meeting(
            id=desk.free_id(slot.date),
            body=body.key,
            type=type_,
            date=slot.date,
            status=MeetingStatus.CONFIRMED,
            audience=Audience.GROUP,
            serves=serves,
        )
        if unknown := set(serves) - desk.published().keys():
            raise InputError(f"Kommunens plan har ikke noe møte «{min(unknown)}».")
        added = _placed(blank, slot)
        desk.check(added)
        return desk.keep(added)


def follow_rule(services: Services, group_id: str, name: str) -> Meeting:
    """Give a meeting that somebody has set back to the rule; its next proposal moves it.

    Raises:
        InputError: no such meeting, it has been held, or no rule made it.
    """
    with _opened(services, group_id) as desk:
        meeting = desk.find(name)
        if not is_derived(meeting):
            raise InputError(
                "Møtet er lagt inn av dere, og ingen regel ville satt det opp. Avlys det hvis det "
                "ikke skal holdes."
            )
        if meeting.id not in desk.meetings.manual_ids():
            raise InputError(f"Møtet {day_month(meeting.date)} følger regelen fra før.")
        return desk.keep(desk.serving_again(meeting), manual=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """One group's plan while somebody changes it, in one transaction."""

    services: Services
    session: Session
    settings: GroupSettings
    meetings: Meetings
    today: dt.date

    def find(self, name: str, *, proposed: bool = False) -> Meeting:
        """The group's own meeting of that id or day, which hasn't been held."""
        own = self.meetings.own()
        found = [m for m in own if m.id == name] or _of_day(own, name)
        if not found and proposed:
            found = [m for m in self._proposed() if name in {m.id, m.date.isoformat()}]
        if len(found) > 1:
            ids = ", ".join(sorted(m.id for m in found))
            raise InputError(f"Gruppa har flere møter {name}. Oppgi hvilket: {ids}.")
        if not found:
            raise self._unknown(name)
        if found[0].date < self.today:
            raise InputError(f"Møtet {day_month(found[0].date)} er holdt og kan ikke endres.")
        return found[0]

    def check(self, meeting: Meeting) -> None:
        """Whether a meeting can lie there."""
        if not self.settings.group.term.covers(meeting.date):
            raise InputError("Dagen ligger utenfor gruppas periode. Velg en dag i perioden.")
        if meeting.date < self.today:
            raise InputError("Dagen er passert. Velg en dag fra og med i dag.")
        if meeting.end is not None and (meeting.start is None or meeting.end == meeting.start):
            raise InputError("Møtet må begynne før det slutter. Skriv både start og slutt.")
        if len(meeting.place) > MOST_TEXT:
            raise InputError(f"Skriv stedet med høyst {MOST_TEXT} tegn.")

    def published(self) -> dict[str, Meeting]:
        """The municipality's meetings by id."""
        return {m.id: m for m in self.meetings.municipal()}

    def serving_again(self, meeting: Meeting) -> Meeting:
        """The meeting with what the rule has it serve, where a person has put it elsewhere."""
        if meeting.serves:
            return meeting
        alike = (m for m in self._proposed() if m.serves and m.type is meeting.type)
        found = (m.serves for m in alike if derived_id(m.type, m.serves[0]) == meeting.id)
        return replace(meeting, serves=next(found, ()))

    def keep(self, meeting: Meeting, *, manual: bool = True) -> Meeting:
        """Store the meeting as somebody has set it."""
        number = self.meetings.plan_version()
        self.meetings.save([meeting], manual=manual, plan_version=number)
        return meeting

    def free_id(self, day: dt.date) -> str:
        """An id that no meeting has or has had."""
        used = self.meetings.ids()
        ids = (f"eget-{day.isoformat()}" + (f"-{n}" if n > 1 else "") for n in count(1))
        return next(one for one in ids if one not in used)

    def _proposed(self) -> Iterator[Meeting]:
        for proposal in coming_proposals(self.services, self.session, self.settings):
            yield from (c.after for c in proposal.changes if c.after is not None)

    def _unknown(self, name: str) -> InputError:
        group_id = self.settings.group.id
        if self.meetings.get(name) is not None:
            return InputError("Kommunens møter flytter bare kommunen. Les inn den nye planen.")
        return InputError(
            f"Fant ikke møtet «{name}» blant gruppas egne. Oppgi datoen, eller id-en slik den "
            f"står her: kjoreplan plan show {group_id} --json"
        )


@contextmanager
def _opened(services: Services, group_id: str) -> Iterator[_Desk]:
    settings = services.settings(group_id)
    with services.changing(group_id) as session:
        yield _Desk(
            services=services,
            session=session,
            settings=settings,
            meetings=Meetings(session, group_id),
            today=services.now(group_id).astimezone(OSLO).date(),
        )


def _of_day(own: tuple[Meeting, ...], name: str) -> list[Meeting]:
    day = [m for m in own if m.date.isoformat() == name]
    return [m for m in day if m.status is not MeetingStatus.CANCELLED] or day


def _set_up(status: MeetingStatus) -> MeetingStatus:
    return MeetingStatus.CONFIRMED if status is MeetingStatus.CANCELLED else status


def _placed(meeting: Meeting, slot: Slot) -> Meeting:
    """The meeting there; one that begins at another time lasts as long as before."""
    start = slot.start or meeting.start
    end = slot.end or _kept_end(meeting, slot)
    return replace(
        meeting,
        date=slot.date or meeting.date,
        start=None if slot.untimed else start,
        end=None if slot.untimed else end,
        place=meeting.place if slot.place is None else " ".join(slot.place.split()),
    )


def _kept_end(meeting: Meeting, slot: Slot) -> dt.time | None:
    begins, ends = meeting.starts_at, meeting.ends_at
    if slot.start is None or begins is None or ends is None:
        return meeting.end
    day = dt.datetime.combine(meeting.date, slot.start)
    return (day + (ends - begins)).time()
