"""Calendar addresses for those without an account: made, ended, and answered.

An address shows one audience's approved meetings as the plan has them, to whoever knows it. One
that is tied to a person of the roster answers only while they belong (`domain.belonging`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from service.calendar.canonical import DTSTART
from service.calendar.feed import FeedEvent, feed
from service.db.feeds import Feed, Feeds, InCalendar, feed_of_token
from service.db.groups import Groups
from service.db.meetings import Meetings
from service.domain.belonging import belongs
from service.domain.errors import InputError
from service.domain.model import OSLO, Audience
from service.domain.projection import CANCELLED, STATUS, Desired
from service.domain.settings import GroupSettings
from service.domain.sharing import CLOSED
from service.journeys.calendar.calendars import GRACE_DAYS
from service.journeys.calendar.projecting import desired_objects
from service.journeys.naming import audience_name
from service.journeys.services import Services

SHOWN = (Audience.GROUP, Audience.GROUP_BOARD, Audience.COUNCIL)
PATH = "/kalender/"  # below the address of the pages
_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeed:
    """An address just made. ``path`` is all there ever is of its token."""

    feed: Feed
    path: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAnswer:
    """What an address has to show, and since when. ``etag`` is the opaque text."""

    etag: str
    changed_at: dt.datetime
    name: str
    events: tuple[FeedEvent, ...]

    def body(self) -> bytes:
        """The calendar's bytes."""
        return feed(self.name, self.events, stamp=self.changed_at)


def add_feed(
    services: Services, group_id: str, *, label: str, audience: Audience, person: str = "", by: str
) -> NewFeed:
    """Make an address.

    Raises:
        InputError: there is no such group or person, the audience has no address, or it is closed
            and the person isn't one of those it is for.
    """
    settings, now = services.settings(group_id), services.now(group_id)
    label = " ".join(label.split())
    if not label or len(label) > _LONGEST_LABEL:
        raise InputError(
            f"Skriv med høyst {_LONGEST_LABEL} tegn hvem eller hva adressen er til.", where="label"
        )
    _refuse_audience(settings, audience, person, now.astimezone(OSLO).date())
    with services.database.transaction() as session:
        made, token = Feeds(session, group_id).add(
            label=label, audience=audience, person=person, at=now, by=by
        )
    return NewFeed(feed=made, path=f"{PATH}{token}.ics")


def _refuse_audience(
    settings: GroupSettings, audience: Audience, person: str, today: dt.date
) -> None:
    roster = settings.group.roster
    if audience not in SHOWN:
        raise InputError(
            "Bare møtene til gruppa, gruppestyret og kommunen har kalenderadresser. "
            "Velg en av dem.",
            where="audience",
        )
    if person and all(one.id != person for one in roster.people):
        raise InputError(
            f"Gruppa har ingen person med id «{person}». Se hvem som er med, i gruppefila.",
            where="person",
        )
    if audience in CLOSED and not (person and belongs(roster, person, audience, today)):
        raise InputError(
            "Gruppestyrets møter er bare for dem som sitter i styret. Oppgi personen adressen er "
            "til.",
            where="person",
        )


def all_feeds(services: Services, group_id: str) -> tuple[tuple[Feed, bool], ...]:
    """The group's addresses, the oldest first, each with whether it answers today.

    Raises:
        InputError: there is no such group.
    """
    roster = services.settings(group_id).group.roster
    today = services.now(group_id).astimezone(OSLO).date()
    with services.database.reading() as session:
        found = Feeds(session, group_id).all()
    return tuple(
        (one, not one.person or belongs(roster, one.person, one.audience, today)) for one in found
    )


def revoke_feed(services: Services, group_id: str, feed_id: str) -> None:
    """End an address: it answers nobody from here on.

    Raises:
        InputError: the group has no such address.
    """
    with services.database.transaction() as session:
        if not Feeds(session, group_id).revoke(feed_id):
            raise InputError(
                f"Gruppa har ingen kalenderadresse «{feed_id}». Se hvilke som finnes: "
                f"kjoreplan feed list {group_id}"
            )


def answer_feed(services: Services, token: str) -> FeedAnswer | None:
    """What the address of a token shows now, in five queries; None if it opens nothing.

    What it last showed is remembered by a hash only, so that whoever asks again can be told that
    nothing has changed, and since when.
    """
    with services.database.reading() as session:
        found = feed_of_token(session, token)
        settings = found and Groups(session).for_feed(found.group_id, found.person)
        if not found or not settings:
            return None
        now = services.now(found.group_id)
        today = now.astimezone(OSLO).date()
        roster = settings.group.roster
        if found.person and not belongs(roster, found.person, found.audience, today):
            return None
        events = tuple(_events(session, settings, found.audience, today))
    name = audience_name(settings.group, found.audience)
    content = _hash([name, *([e.uid, e.sequence, e.shown] for e in events)])
    changed_at = found.changed_at
    if content != found.content:
        changed_at = now.astimezone(dt.UTC).replace(microsecond=0)
        with services.database.transaction() as session:
            Feeds(session, found.group_id).record_change(found.id, content, at=changed_at)
    return FeedAnswer(
        etag=_hash([content, changed_at.isoformat()])[:32],
        changed_at=changed_at,
        name=name,
        events=events,
    )


def _events(
    session: Session, settings: GroupSettings, audience: Audience, today: dt.date
) -> Iterator[FeedEvent]:
    """What the audience's calendar shows, whether the group has such a calendar or not."""
    group_id = settings.group.id
    written = Feeds(session, group_id).in_calendar(audience)
    meetings = Meetings(session, group_id).all()
    wanted = desired_objects(settings, meetings, audience, {}, written, today=today)
    for one in wanted:
        there = next((written[uid] for uid in one.uids if uid in written), None)
        if one.fields.get(STATUS) == CANCELLED and _is_over(one, there, today, written):
            continue
        yield FeedEvent(uid=one.uid, fields=one.fields, sequence=there.sequence if there else 0)


def _is_over(
    one: Desired, there: InCalendar | None, today: dt.date, written: Mapping[str, InCalendar]
) -> bool:
    """Whether a meeting has been cancelled for so long that it is shown no more.

    A calendar knows since when; without one, the meeting's own day is all there is to count from.
    """
    if there is None and written:
        return True  # it has been taken out of the calendar, or never was in it
    day = dt.date.fromisoformat(one.fields[DTSTART][:10])
    if there is not None and there.cancelled_since is not None:
        day = there.cancelled_since.astimezone(OSLO).date()
    return (today - day).days >= GRACE_DAYS


def _hash(said: object) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
