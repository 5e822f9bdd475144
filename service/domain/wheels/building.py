"""Making the wheels: of a calendar year from the plan, of a term from its fixed times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from service.domain.deadlines import DatedTask
from service.domain.model import Group, Meeting, MeetingStatus, MeetingType, Period
from service.domain.wheels.milestones import YEARLY, months_after
from service.domain.wheels.model import Certainty, RingKind, Wheel, WheelItem
from service.domain.wheels.rings import (
    YearRings,
    is_closed,
    meeting_source,
    rings_of_term,
    titles,
)
from service.domain.wheels.term_milestones import IN_TERM
from service.domain.wheels.times import (
    TERM_MONTHS,
    KnownDates,
    day_said,
    in_term,
    in_year,
    is_of_milestone,
)

_SHORT: Final = frozenset({MeetingType.GRP_PRE, MeetingType.GRP_POST})


def year_wheel(group: Group, year: int, known: KnownDates) -> Wheel:
    """The wheel of a calendar year, in the group's language.

    Cancelled meetings are left out, as are those of a closed audience and what is due for them.
    """
    period = Period(start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))
    held = [
        m
        for m in known.meetings
        if period.covers(m.date)
        and m.status is not MeetingStatus.CANCELLED
        and not is_closed(group, m)
    ]
    rings = YearRings.of_meetings(group, held)
    fixed = (item for one in YEARLY for item in in_year(one, year, known, group.language))
    items = (
        *_numbered([replace(item, ring=RingKind.PLANNING.value) for item in fixed]),
        *(_meeting_item(rings, meeting, known) for meeting in held),
        *(_task_item(task, group.language) for task in _open_tasks(group, known, period)),
    )
    return Wheel(
        title=titles(group.language).year.format(year=year),
        place=group.municipality,
        period=period,
        rings=rings.all,
        items=_by_date(items),
        language=group.language,
    )


def term_wheel(group: Group, known: KnownDates) -> Wheel:
    """The wheel of the group's term, in its language; four years where no end is entered."""
    term = full_term(group.term)
    end = term.end or term.start
    once = [item for one in IN_TERM for item in in_term(one, term, known, group.language)]
    period = _whole_months(term, once)
    yearly = [
        item
        for year in range(term.start.year, end.year + 1)
        for one in YEARLY
        for item in in_year(one, year, known, group.language)
        if term.covers(item.first) and term.covers(item.last)
    ]
    inside = [cut for item in once if (cut := _within(item, period)) is not None]
    return Wheel(
        title=titles(group.language).term.format(start=term.start.year, end=end.year),
        place=group.municipality,
        period=period,
        rings=rings_of_term(group.language),
        items=_by_date(_with_year(item) for item in _numbered(inside, yearly)),
        language=group.language,
    )


def full_term(term: Period) -> Period:
    """The term with an end: four years, where none is entered."""
    end = term.end or months_after(term.start, TERM_MONTHS) - dt.timedelta(days=1)
    return Period(start=term.start, end=end)


def _open_tasks(group: Group, known: KnownDates, period: Period) -> Iterator[DatedTask]:
    closed = {m.id for m in known.meetings if is_closed(group, m)}
    for task in known.tasks:
        if period.covers(task.date) and task.meeting not in closed and not is_of_milestone(task):
            yield task


def _meeting_item(rings: YearRings, meeting: Meeting, known: KnownDates) -> WheelItem:
    certainty = Certainty.FIXED
    if meeting.confidence < 1:
        certainty = Certainty.UNSURE
    elif meeting.status is MeetingStatus.TENTATIVE:
        certainty = Certainty.PROPOSED
    ring, language = rings.of(meeting), rings.group.language
    return WheelItem(
        key=meeting.id,
        ring=ring.key,
        name=known.names.get(meeting.id, ring.name),
        first=meeting.date,
        last=meeting.date,
        certainty=certainty,
        when=day_said(meeting.date, language),
        source=meeting_source(ring, language),
        minor=meeting.type in _SHORT,
    )


def _task_item(task: DatedTask, language: str) -> WheelItem:
    return WheelItem(
        key=task.id,
        ring=RingKind.DEADLINES.value,
        name=task.title,
        first=task.date,
        last=task.date,
        certainty=Certainty.LIMIT,
        when=day_said(task.date, language),
        source=task.duty,
    )


def _numbered(*items: Sequence[WheelItem]) -> list[WheelItem]:
    """Each sequence by date, all numbered from 1; what returns has one number."""
    numbers: dict[str, int] = {}
    ordered = [item for part in items for item in _by_date(part)]
    for item in ordered:
        numbers.setdefault(item.key, len(numbers) + 1)
    return [replace(item, number=numbers[item.key]) for item in ordered]


def _by_date(items: Iterable[WheelItem]) -> tuple[WheelItem, ...]:
    return tuple(sorted(items, key=lambda item: (item.first, item.last, item.key)))


def _whole_months(term: Period, once: Iterable[WheelItem]) -> Period:
    """The term in whole months, from the election before it where that is entered."""
    start = min((item.first for item in once), default=term.start)
    end = term.end or term.start
    return Period(
        start=min(start, term.start).replace(day=1),
        end=months_after(end.replace(day=1), 1) - dt.timedelta(days=1),
    )


def _within(item: WheelItem, period: Period) -> WheelItem | None:
    """The part of an item that lies in the period, if any does."""
    end = period.end or item.last
    if item.last < period.start or item.first > end:
        return None
    return replace(item, first=max(item.first, period.start), last=min(item.last, end))


def _with_year(item: WheelItem) -> WheelItem:
    """A day is said with its year, in a term."""
    sure = item.certainty is not Certainty.USUAL
    return replace(item, when=f"{item.when} {item.last.year}") if sure else item
