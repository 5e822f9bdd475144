"""When the fixed times fall: on days that are entered, at the limits of rules, or as is usual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from service.domain.deadlines import DatedTask
from service.domain.model import Meeting, Period
from service.domain.wheels.milestones import YEARLY, InTerm, Milestone, Yearly, months_after
from service.domain.wheels.model import Certainty, WheelItem
from service.domain.wheels.rings import titles
from service.domain.wording import day_month, weekday_name

TERM_MONTHS: Final = 48
_BEFORE_TERM: Final = -6  # months before its start, in which something of a term may be entered


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Something that has a date of its own: an entry of a register, or a meeting of the plan.

    ``name`` is in lower case. ``per`` is the day up to which a report tells, ``source`` says where
    it is entered.
    """

    name: str
    day: dt.date
    source: str
    per: dt.date | None = None
    certainty: Certainty = Certainty.FIXED


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDates:
    """All that wheels are made from; ``names`` is what each meeting is called, by its id."""

    meetings: Sequence[Meeting] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    tasks: Sequence[DatedTask] = ()
    entered: Sequence[Entered] = ()


def in_year(milestone: Yearly, year: int, known: KnownDates, language: str) -> Iterator[WheelItem]:
    """A milestone of every year, as it falls in one of them."""
    per = dt.date(year, *milestone.per) if milestone.per else None
    days = [e for e in known.entered if e.day.year == year and (per is None or e.per == per)]
    usual = Period(start=dt.date(year, *milestone.first), end=dt.date(year, *milestone.last))
    limit = _limit(milestone, known.tasks, Period(start=usual.start, end=dt.date(year, 12, 31)))
    for item in _items(milestone, days, limit, usual, milestone.usual[language], language):
        about = f"for {year + milestone.about}" if milestone.about else f"{year}"
        yield replace(item, name=f"{item.label} {about}")


def in_term(
    milestone: InTerm, term: Period, known: KnownDates, language: str
) -> Iterator[WheelItem]:
    """A milestone of a term; ``term`` has an end."""
    first, last = milestone.within or (_BEFORE_TERM, TERM_MONTHS)
    looked = Period(start=months_after(term.start, first), end=months_after(term.start, last))
    days = [e for e in known.entered if looked.covers(e.day)]
    end = term.end or term.start
    usual = Period(
        start=months_after(term.start, milestone.first),
        end=min(end, months_after(term.start, milestone.last)),
    )
    text = milestone.usual[language].format(end=end.year)
    limit = _limit(milestone, known.tasks, term)
    yield from _items(milestone, days, limit, usual, text, language)


def is_of_milestone(task: DatedTask) -> bool:
    """Whether a task is shown as the limit of a fixed time of the year."""
    return any(_sets(milestone, task) for milestone in YEARLY)


def day_said(day: dt.date, language: str) -> str:
    """A day of the year: "fredag 15. mai"."""
    return f"{weekday_name(day.weekday(), language)} {day_month(day)}"


def _items(
    milestone: Milestone,
    days: Iterable[Entered],
    limit: DatedTask | None,
    usual: Period,
    text: str,
    language: str,
) -> Iterator[WheelItem]:
    """The days entered for a milestone; without any its limit, and without that its usual time."""
    base = WheelItem(
        key=milestone.key,
        ring=milestone.ring.value,
        name=milestone.names[language],
        label=milestone.names[language],
        first=usual.start,
        last=usual.end or usual.start,
        certainty=Certainty.USUAL,
        when=text,
        source=milestone.source[language],
    )
    entered = {one.day: one for one in days if one.name in milestone.entered}
    if entered:
        for day, one in sorted(entered.items()):
            said = day_said(day, language)
            sure, source = one.certainty, one.source
            yield replace(base, first=day, last=day, certainty=sure, when=said, source=source)
    elif limit is not None:
        said = titles(language).until.format(day=day_said(limit.date, language))
        first = min(usual.start, limit.date)
        yield replace(base, first=first, last=limit.date, certainty=Certainty.LIMIT, when=said)
    elif text:
        yield base


def _limit(milestone: Milestone, tasks: Iterable[DatedTask], within: Period) -> DatedTask | None:
    found = (task for task in tasks if _sets(milestone, task) and within.covers(task.date))
    return next(found, None)


def _sets(milestone: Milestone, task: DatedTask) -> bool:
    """Whether the task is a milestone's limit: its id is the deadline's key, or that and a year."""
    for key in milestone.tasks:
        rest = task.id.removeprefix(key)
        if rest != task.id and (not rest or rest[:2].lstrip("-").isdigit()):
            return True
    return False
