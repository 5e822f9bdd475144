"""The short group meetings right before and after each council meeting (seed rule SP22-5.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from service.domain.model import Meeting, MeetingType
from service.domain.planning import PlanningRule, Proposal, Unplaced, UnplacedCause, serving
from service.domain.reasons import Speech


def beside_councils(
    rule: PlanningRule, municipal: Sequence[Meeting], template: Meeting, speech: Speech
) -> Proposal:
    """The short meetings the rule asks for; none has a time before the council's is known."""
    kinds = [
        kind
        for kind, minutes in (
            (MeetingType.GRP_PRE, rule.pre_minutes),
            (MeetingType.GRP_POST, rule.post_minutes),
        )
        if minutes is not None
    ]
    councils = [m for m in municipal if m.type is MeetingType.MUN_COUNCIL]
    timed = [m for m in councils if m.start is not None]
    build = {MeetingType.GRP_PRE: _before, MeetingType.GRP_POST: _after}
    return Proposal(
        meetings=tuple(build[kind](rule, m, template, speech) for m in timed for kind in kinds),
        unplaced=tuple(
            _without_time(kind, m, speech) for m in councils if m.start is None for kind in kinds
        ),
    )


def _before(rule: PlanningRule, council: Meeting, template: Meeting, speech: Speech) -> Meeting:
    ends = dt.datetime.combine(council.date, council.start or dt.time.min)
    starts = ends - dt.timedelta(minutes=rule.pre_minutes or 0)
    pre = replace(
        template,
        type=MeetingType.GRP_PRE,
        date=starts.date(),
        start=starts.time(),
        end=ends.time(),
        place=council.place or rule.place,
    )
    return serving(pre, (council,), speech.right_before(council))


def _after(rule: PlanningRule, council: Meeting, template: Meeting, speech: Speech) -> Meeting:
    """Right after the council; where its end is unknown, on its day without a time."""
    post = replace(
        template,
        type=MeetingType.GRP_POST,
        date=council.date,
        place=council.place or rule.place,
    )
    if council.ends_at is not None:
        starts = council.ends_at.replace(tzinfo=None)
        ends = starts + dt.timedelta(minutes=rule.post_minutes or 0)
        post = replace(post, date=starts.date(), start=starts.time(), end=ends.time())
    return serving(post, (council,), speech.right_after(council))


def _without_time(kind: MeetingType, council: Meeting, speech: Speech) -> Unplaced:
    return Unplaced(
        type=kind,
        serves=(council.id,),
        date=council.date,
        cause=UnplacedCause.TIME_UNKNOWN,
        message=speech.time_unknown(kind, council),
    )
