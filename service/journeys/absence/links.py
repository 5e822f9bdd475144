"""The link of a meeting's event to where absence is reported: made, and followed.

An event is one object that everybody in the group sees, so its link is the meeting's and not a
person's. It can't be guessed, says nothing of the group to whoever has it, is good until the
meeting begins, and can be revoked, meeting by meeting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.calendar.canonical import ABSENCE
from service.db.absences import AbsenceLinks
from service.db.groups import Groups
from service.db.link_tokens import LinkTokens
from service.db.meetings import Meetings
from service.db.turns import take_turns
from service.domain.absence import is_open
from service.domain.errors import InputError
from service.domain.model import Audience, Meeting, MeetingStatus
from service.domain.projection import Applied, desired
from service.domain.settings import GroupSettings
from service.domain.slots import chronological
from service.journeys.calendar.linking import Links
from service.journeys.services import Services

PATH = "/forfall/"  # below the address of the pages
_PURPOSE = "absence"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedMeeting:
    """The meeting that a link is about, whose it is, and what it prepares."""

    settings: GroupSettings
    meeting: Meeting
    served: tuple[Meeting, ...] = ()


def absence_links(
    services: Services,
    session: Session,
    settings: GroupSettings,
    audience: Audience,
    meetings: Iterable[Meeting],
    written: Iterable[Applied],
) -> Links:
    """The links of an audience's meetings, by meeting id; none where the group hasn't chosen it.

    What was written in the event of a meeting that has begun stays there: nothing is written just
    to take away a link that leads nowhere any more.
    """
    group_id = settings.group.id
    numbers = AbsenceLinks(session, group_id).numbers()
    made = LinkTokens(services.box, _PURPOSE)
    stand = {one.uid: one.fields[ABSENCE] for one in written if ABSENCE in one.fields}
    chosen = settings.absence.link and bool(services.public_url)
    now = services.now(group_id)

    def link(meeting: Meeting) -> str:
        if not is_open(meeting, now):
            uids = desired(group_id, meeting.id, {}).uids & stand.keys()
            return next((stand[uid] for uid in uids), "")
        token = made.make(group_id, meeting.id, str(numbers.get(meeting.id, 0))) if chosen else ""
        return token and services.public_url + PATH + token

    return {
        one.id: link(one)
        for one in meetings
        if one.audience is audience and one.status is not MeetingStatus.CANCELLED
    }


def follow(services: Services, token: str) -> LinkedMeeting | None:
    """The meeting of a link; None where there is no such link, or it is no longer good."""
    said = LinkTokens(services.box, _PURPOSE).open(token)
    if said is None:
        return None
    group_id, meeting_id, number = said
    with services.database.reading() as session:
        settings = Groups(session).get(group_id)
        plan = {m.id: m for m in Meetings(session, group_id).all()}
        current = str(AbsenceLinks(session, group_id).number(meeting_id))
    meeting = plan.get(meeting_id)
    if settings is None or meeting is None or not settings.absence.link or number != current:
        return None
    if not is_open(meeting, services.now(group_id)):
        return None
    served = sorted((plan[one] for one in meeting.serves if one in plan), key=chronological)
    return LinkedMeeting(settings=settings, meeting=meeting, served=tuple(served))


def renew_link(services: Services, group_id: str, meeting_id: str) -> None:
    """Revoke a meeting's link; its event gets another one at the next sync.

    Raises:
        InputError: there is no such group, or absence from that meeting can't be reported.
    """
    services.own_settings(group_id)
    with services.changing(group_id) as session:
        take_turns(session, group_id)
        found = (m for m in Meetings(session, group_id).own() if m.id == meeting_id)
        meeting = next(found, None)
        if meeting is None or not is_open(meeting, services.now(group_id)):
            raise InputError(
                "Det kan ikke meldes forfall til dette møtet. Velg et godkjent møte som ikke har "
                "begynt.",
                where=meeting_id,
            )
        AbsenceLinks(session, group_id).renew(meeting_id)
