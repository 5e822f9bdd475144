"""What the checks of order in the plan share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from service.domain.model import Meeting, MeetingType
from service.rules.facts import Facts, precedes
from service.rules.protocols import Sitting
from service.rules.records import Record
from service.rules.results import Failed, Missing, Target


def target_of(meeting: Meeting) -> Target:
    """The meeting as a target."""
    return Target("meeting", meeting.id)


def demanding(facts: Facts, types: Iterable[MeetingType]) -> Iterator[Meeting | Missing]:
    """The municipality's meetings of these types; an uncertain date demands nothing yet."""
    if not facts.has_municipal_plan():
        yield Missing("municipal_plan")
    for meeting in facts.of_types(types):
        yield Missing("unconfirmed", {"what": meeting}) if meeting.confidence < 1 else meeting


def failed(meeting: Meeting, facts: Facts, variant: str = "", **values: object) -> Failed:
    """A finding about a municipal meeting."""
    said = {"body": facts.body_called(meeting.body), "date": meeting.date, **values}
    return Failed(
        target=target_of(meeting), variant=variant, values=said, facts=(meeting,), due=meeting.date
    )


def any_true(answers: Iterable[bool | None]) -> bool | None:
    """True if one is, None if none is but one is unknown."""
    seen = set(answers)
    return True if True in seen else None if None in seen else False


def untimed(*meetings: Meeting) -> Missing:
    """The first of the meetings whose time nobody knows."""
    return Missing("time", {"what": next(m for m in meetings if m.start is None)})


def held_before(earlier: Sitting, meeting: Meeting | None, day: dt.date) -> bool | Missing:
    """Whether the meeting of a protocol was over before another meeting, or before a day.

    ``day`` is that of ``meeting`` where there is one. On one day the times of both must be known.
    """
    if earlier.meeting and meeting:
        before = precedes(earlier.meeting, meeting)
        return untimed(earlier.meeting, meeting) if before is None else before
    if earlier.date is None:
        return Missing("date", {"what": earlier.said()})
    if day == earlier.date:
        return Missing("time", {"what": earlier.said()})
    return earlier.date < day


def entered_before(record: Record, meeting: Meeting) -> bool | None:
    """Whether it surely came before the meeting; None where its day or the time is not known."""
    if record.at is None:
        return None
    if record.at.date() != meeting.date:
        return record.at.date() < meeting.date
    if meeting.starts_at is None or record.at.time() == dt.time.min:
        return None
    return record.at < meeting.starts_at


def is_near(missing: Missing, since: dt.date, until: dt.date) -> bool:
    """Whether it is the protocol of a meeting in the weeks before, or of an unknown day."""
    what = missing.values.get("what")
    day = what.date if isinstance(what, Meeting) else what
    return since <= day <= until if isinstance(day, dt.date) else day is not None
