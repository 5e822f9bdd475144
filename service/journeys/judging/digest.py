"""What a leader should know this week: what is due, what got worse, and what was mended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from service.db.findings import Sighting, Sightings
from service.domain.deadlines import DatedTask
from service.domain.model import OSLO
from service.journeys.judging.facts import gather_facts
from service.journeys.judging.validating import validate_group
from service.journeys.services import Services
from service.rules.deadlines import dated_tasks
from service.rules.results import Finding, Report, Severity

_REMEMBERED = dt.timedelta(days=366)  # how long a finding that is gone is remembered
_WORSE = frozenset({Severity.ERROR, Severity.WARNING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One week in the group's rules.

    ``due`` are findings and tasks with a day from today to the end of the week, or past it;
    ``mended`` are the codes of findings that were there a week ago and are gone.
    """

    today: dt.date
    until: dt.date
    deadlines: tuple[DatedTask, ...]
    due: tuple[Finding, ...]
    worse: tuple[Finding, ...]
    mended: tuple[str, ...]
    waiting: int  # errors and warnings that are neither due nor new


def note_findings(services: Services, group_id: str) -> Report:
    """Judge the group, and remember since when each finding has been there.

    Raises:
        InputError: there is no such group, or a pack can't be loaded.
    """
    report = validate_group(services, group_id)
    now = services.now(group_id)
    seen = {f.id: (f.code, str(f.severity)) for f in (*report.findings, *report.baseline)}
    with services.database.transaction() as session:
        sightings = Sightings(session, group_id)
        sightings.record(seen, now)
        sightings.forget_before(now - _REMEMBERED)
    return report


def weekly_digest(services: Services, group_id: str, *, days: int = 7) -> Digest:
    """What is due in the coming days, and what came and went in the past ones.

    Raises:
        InputError: there is no such group, or a pack can't be loaded.
    """
    report = note_findings(services, group_id)
    settings = services.settings(group_id)
    now = services.now(group_id).astimezone(OSLO)
    until, since = now.date() + dt.timedelta(days=days), now - dt.timedelta(days=days)
    with services.database.reading() as session:
        facts = gather_facts(services, session, settings)
        sightings = Sightings(session, group_id).all()
    tasks = dated_tasks(services.packs(settings.group), facts)
    fresh = _fresh(sightings, since)
    due = tuple(f for f in report.findings if f.due and f.due <= until)
    worse = tuple(
        f for f in report.findings if f.id in fresh and f.severity in _WORSE and f not in due
    )
    rest = [f for f in report.findings if f.severity in _WORSE and f not in (*due, *worse)]
    return Digest(
        today=now.date(),
        until=until,
        deadlines=tuple(task for task in tasks if now.date() <= task.date <= until),
        due=due,
        worse=worse,
        mended=tuple(sorted(s.code for s in sightings if s.gone is not None and s.gone >= since)),
        waiting=len(rest),
    )


def _fresh(sightings: tuple[Sighting, ...], since: dt.datetime) -> frozenset[str]:
    """The findings first seen since then; none where all of them were, as after the first run."""
    began = min((s.first_seen for s in sightings), default=since)
    return frozenset(
        s.finding
        for s in sightings
        if s.gone is None and s.first_seen >= since and s.first_seen > began
    )
