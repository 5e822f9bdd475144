"""Which of the group's approved meetings can't be shown as sure, for what they serve has changed.

The plan stands until the group has approved another one. Until then a meeting that now lies after
the council meeting it prepares, or prepares nothing any more, is only perhaps held when it says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from service.domain.model import Meeting, MeetingStatus, MeetingType

_BESIDE = frozenset({MeetingType.GRP_PRE, MeetingType.GRP_POST})


def out_of_order(meeting: Meeting, served: Meeting) -> bool:
    """Whether a group meeting lies where it can't prepare, or follow, what it serves."""
    if meeting.type in _BESIDE and meeting.date != served.date:
        return _apart(meeting, served)
    if meeting.date != served.date or meeting.start is None or served.start is None:
        return meeting.date > served.date
    after = meeting.type is MeetingType.GRP_POST
    return meeting.start < served.start if after else meeting.start >= served.start


def serving_what_follows(meeting: Meeting, municipal: Mapping[str, Meeting]) -> Meeting:
    """A meeting that a person has put somewhere: it serves only what is held and follows there."""
    off = MeetingStatus.CANCELLED
    held = {s: municipal[s] for s in meeting.serves if s in municipal}
    kept = (s for s, m in held.items() if m.status is not off and not out_of_order(meeting, m))
    return replace(meeting, serves=tuple(kept))


def is_unsettled(meeting: Meeting, municipal: Mapping[str, Meeting], today: dt.date) -> bool:
    """Whether an approved meeting waits for the group to look at the plan again.

    ``municipal`` are the published meetings by id, all that there are. What has been held is
    history, and a meeting that serves nothing depends on nobody.
    """
    if not meeting.serves or meeting.status is not MeetingStatus.CONFIRMED or meeting.date < today:
        return False
    off = MeetingStatus.CANCELLED
    known = (municipal[served] for served in meeting.serves if served in municipal)
    held = [served for served in known if served.status is not off]
    return not held or any(out_of_order(meeting, served) for served in held)


def _apart(meeting: Meeting, served: Meeting) -> bool:
    """Whether a short meeting lies on another day than the council's, were it across midnight."""
    if meeting.type is MeetingType.GRP_POST:
        return served.ends_at is None or meeting.date != served.ends_at.date()
    ends = meeting.ends_at
    return ends is None or ends.date() != served.date
