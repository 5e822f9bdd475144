"""What has been said of who stays away from one meeting, and what a later word changes.

No reason is asked for, and none has a place here. A name that the roster doesn't know is kept as it
was typed, so that a slip of the pen loses nobody's report: whoever leads the group sees it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from service.domain.model import OSLO, Audience, Meeting, MeetingStatus

AUDIENCES = frozenset({Audience.GROUP, Audience.GROUP_BOARD})  # of whose meetings it can be said
KEPT_DAYS = 60  # after the meeting
MOST_UNKNOWN = 20  # names at one meeting that the roster doesn't know; more are not kept


class Way(StrEnum):
    """How the word came."""

    LINK = "link"  # on the page that the meeting's event links to
    REPLY = "reply"  # a no to the meeting in a calendar (PARTSTAT, RFC 5545 §3.2.12)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody by id in the roster, or, where the roster doesn't know them, by the name typed."""

    person: str = ""
    typed: str = ""

    def is_same(self, other: Who) -> bool:
        """Whether both are one, however the name is spaced and capitalised."""
        return (self.person, _plain(self.typed)) == (other.person, _plain(other.typed))


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody stays away, and said so then."""

    who: Who
    at: dt.datetime
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Absences:
    """All that is known of one meeting. ``declined``: whose reply was last seen to be a no, by id.

    So a no that stands in a calendar still is no news, and what was withdrawn otherwise stays so.
    """

    reports: tuple[Report, ...] = ()
    declined: frozenset[str] = frozenset()

    @property
    def away(self) -> frozenset[str]:
        """Who stays away, by id in the roster."""
        return frozenset(one.who.person for one in self.reports if one.who.person)

    def reported(self, who: Who, way: Way, at: dt.datetime) -> Absences:
        """With one more report; who has reported already is not reported twice."""
        known = any(one.who.is_same(who) for one in self.reports)
        unknown = sum(not one.who.person for one in self.reports)
        if known or (not who.person and unknown >= MOST_UNKNOWN):
            return self
        return replace(self, reports=(*self.reports, Report(who, at, way)))

    def withdrawn(self, who: Who, way: Way | None = None) -> Absences:
        """Without somebody's report, if it came that way; None: however it came."""
        kept = (
            one for one in self.reports if not (one.who.is_same(who) and way in {None, one.way})
        )
        return replace(self, reports=tuple(kept))

    def heard(self, replies: Mapping[str, bool], at: dt.datetime) -> Absences:
        """After replies in the calendar, by id: True comes, False stays away.

        A yes withdraws what a no reported, and nothing else.
        """
        after = self
        for person, comes in sorted(replies.items()):
            if comes:
                after = after.withdrawn(Who(person), Way.REPLY)
            elif person not in self.declined:
                after = after.reported(Who(person), Way.REPLY, at)
        said_no = frozenset(person for person, comes in replies.items() if not comes)
        return replace(after, declined=said_no | (self.declined - frozenset(replies)))


def is_open(meeting: Meeting, now: dt.datetime) -> bool:
    """Whether absence can be reported: from an approved meeting that has not begun.

    One whose time nobody has said can begin at any time of its day.
    """
    if meeting.status is not MeetingStatus.CONFIRMED or meeting.audience not in AUDIENCES:
        return False
    starts = meeting.starts_at
    return now < starts if starts else now.astimezone(OSLO).date() <= meeting.date


def is_kept(meeting: Meeting, now: dt.datetime) -> bool:
    """Whether what was said of the meeting may still be kept."""
    return (now.astimezone(OSLO).date() - meeting.date).days <= KEPT_DAYS


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
