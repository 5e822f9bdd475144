"""What a meeting's or a deadline's calendar entry says, in bokmål or nynorsk.

Titles name the kind of meeting and the body; descriptions say what a meeting prepares. No names of
people, no cases, no party: whoever sees the calendar on somebody's screen learns nothing of those.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from service.calendar import phrases
from service.calendar.canonical import (
    ABSENCE,
    ALARM,
    DESCRIPTION,
    DTEND,
    DTSTART,
    DUE,
    LOCATION,
    RELATED,
    STATUS,
    SUMMARY,
    URL,
    canonical,
    moment_text,
)
from service.domain.deadlines import DatedTask, Deadline
from service.domain.model import Body, Group, Meeting, MeetingStatus, MeetingType, event_uid
from service.domain.slots import chronological
from service.domain.wording import capital, date_range, day_month, definite, listed

_NAMED_ALL = 4  # more meetings than this are a round
_MINUTES_A_DAY = 24 * 60
_MORNING = 9 * 60  # an alarm for a day without a time rings at nine, not at midnight


def meeting_fields(
    meeting: Meeting,
    group: Group,
    *,
    plan: Mapping[str, Meeting] | None = None,
    uids: Mapping[str, str] | None = None,
    url: str = "",
    alarm_minutes: int | None = None,
    unsettled: bool = False,
    absence: str = "",
) -> dict[str, str]:
    """The owned fields of a meeting's event, canonical.

    Args:
        meeting: the meeting.
        group: whose calendar it is; its language and its names of bodies are used, never its name.
        plan: the meetings that ``meeting.serves`` may name, by id.
        uids: the UIDs their events have now; without an entry, the first generation's.
        url: the address of the meeting's document, if there is one.
        alarm_minutes: how long before the start the alarm rings. Where the time is unknown, it
            rings at nine in the morning, so many whole days before, at least one.
        unsettled: what it serves has changed, so it is only perhaps held then.
        absence: the address at which absence from it is reported, if there is one.
    """
    served = _served(meeting, plan or {})
    known = uids or {}
    return canonical(
        {
            SUMMARY: title(meeting, group, served),
            DESCRIPTION: "\n".join(_lines(meeting, group, served, unsettled=unsettled)),
            ABSENCE: absence,
            LOCATION: meeting.place,
            STATUS: _status(meeting, unsettled=unsettled),
            URL: url,
            RELATED: " ".join(known.get(m.id, event_uid(group.id, m.id)) for m in served),
            ALARM: _alarm(alarm_minutes, whole_day=meeting.start is None),
            **_when(meeting),
        }
    )


def proposal_fields(
    meeting: Meeting, group: Group, *, plan: Mapping[str, Meeting], was: Meeting | None = None
) -> dict[str, str]:
    """The owned fields of a proposed meeting's event, for those who decide on it; canonical.

    ``was`` is the meeting as it stands in the plan until the proposal is approved.
    """
    words, served = phrases.WORDS[group.language], _served(meeting, plan)
    name = title(meeting, group, served)
    lines = [words.not_approved, *_lines(meeting, group, served)]
    if was is not None and was.date != meeting.date:
        lines.insert(1, words.moved_from.format(day=day_month(was.date)))
    return canonical(
        {
            SUMMARY: words.proposal.format(title=name[:1].lower() + name[1:]),
            DESCRIPTION: "\n".join(lines),
            LOCATION: meeting.place,
            STATUS: MeetingStatus.TENTATIVE.value,
            RELATED: " ".join(event_uid(group.id, m.id) for m in served),
            **_when(meeting),
        }
    )


def deadline_fields(
    deadline: Deadline,
    meeting: Meeting,
    group: Group,
    *,
    uids: Mapping[str, str] | None = None,
    url: str = "",
    alarm_minutes: int | None = None,
    unsettled: bool = False,
) -> dict[str, str]:
    """The owned fields of a deadline's task, canonical; ``meeting`` is the one it belongs to.

    ``unsettled``: the meeting is only perhaps held when the plan says.
    """
    duty = [phrases.DUTY[group.language][deadline.kind].format(day=day_month(meeting.date))]
    if unsettled:
        duty.append(phrases.WORDS[group.language].unsettled_meeting)
    uid = (uids or {}).get(meeting.id, event_uid(group.id, meeting.id))
    day = day_month(meeting.date)
    return canonical(
        {
            SUMMARY: phrases.DEADLINES[group.language][deadline.kind].format(day=day),
            DESCRIPTION: "\n".join(duty),
            DUE: deadline.date.isoformat(),
            URL: url,
            RELATED: uid,
            ALARM: _alarm(alarm_minutes, whole_day=True),
        }
    )


def task_fields(
    task: DatedTask, group: Group, *, uids: Mapping[str, str] | None = None, url: str = ""
) -> dict[str, str]:
    """The owned fields of the task that a rule asks for, canonical."""
    meeting = task.meeting and (uids or {}).get(task.meeting, event_uid(group.id, task.meeting))
    alarms = sorted((days * _MINUTES_A_DAY for days in task.alarm_days), reverse=True)
    return canonical(
        {
            SUMMARY: task.title,
            DESCRIPTION: task.duty,
            DUE: task.date.isoformat(),
            URL: url,
            RELATED: meeting,
            ALARM: " ".join(_alarm(minutes, whole_day=True) for minutes in alarms),
        }
    )


def title(meeting: Meeting, group: Group, served: Sequence[Meeting] = ()) -> str:
    """The event's title: "Gruppemøte", "Formøte kommunestyret", "Formannskap"."""
    own = phrases.TITLES[group.language].get(meeting.type)
    if own is None:
        body = group.roster.body(meeting.body)
        return capital(body.name if body else _unnamed(meeting, group))
    if meeting.type in {MeetingType.GRP_PRE, MeetingType.GRP_POST} and served:
        return f"{own} {_body(served[0], group)}"
    return own


def _served(meeting: Meeting, plan: Mapping[str, Meeting]) -> list[Meeting]:
    found = (plan[served] for served in meeting.serves if served in plan)
    return sorted(found, key=chronological)


def _lines(
    meeting: Meeting, group: Group, served: Sequence[Meeting], *, unsettled: bool = False
) -> list[str]:
    words = phrases.WORDS[group.language]
    lines = []
    if served:
        lines.append(capital(f"{words.link(meeting.type)} {_what(served, group)}"))
    if meeting.start is None:
        lines.append(words.time_unknown)
    if meeting.confidence < 1:
        lines.append(words.unconfirmed)
    if unsettled:
        lines.append(words.unsettled)
    return lines


def _what(served: Sequence[Meeting], group: Group) -> str:
    on = [m for m in served if m.status is not MeetingStatus.CANCELLED] or list(served)
    if len(on) > _NAMED_ALL:
        return f"{phrases.WORDS[group.language].round} {date_range(on[0].date, on[-1].date)}"
    return listed([f"{_body(m, group)} {day_month(m.date)}" for m in on])


def _body(meeting: Meeting, group: Group) -> str:
    body: Body | None = group.roster.body(meeting.body)
    return definite(body.name if body else _unnamed(meeting, group))


def _unnamed(meeting: Meeting, group: Group) -> str:
    return phrases.BODIES[group.language].get(meeting.type, phrases.ANY_BODY)


def _status(meeting: Meeting, *, unsettled: bool) -> str:
    """What nobody has confirmed, or what rests on what has changed since, is not shown as sure."""
    doubtful = unsettled or meeting.confidence < 1
    unsure = doubtful and meeting.status is MeetingStatus.CONFIRMED
    return (MeetingStatus.TENTATIVE if unsure else meeting.status).value


def _when(meeting: Meeting) -> dict[str, str]:
    if meeting.starts_at is None:
        return {DTSTART: meeting.date.isoformat()}
    end = meeting.ends_at
    times: dict[str, dt.datetime] = {DTSTART: meeting.starts_at} | ({DTEND: end} if end else {})
    return {name: moment_text(when) for name, when in times.items()}


def _alarm(minutes: int | None, *, whole_day: bool) -> str:
    if minutes is None:
        return ""
    if whole_day:
        minutes = max(1, math.ceil(minutes / _MINUTES_A_DAY)) * _MINUTES_A_DAY - _MORNING
    return str(minutes)
