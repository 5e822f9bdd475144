"""What a leader should know this week: what is due, what got worse, and what was mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from service.db.findings import Baseline, Sighting, Sightings
from service.domain.deadlines import DatedTask
from service.domain.model import OSLO
from service.journeys.judging.checklist import can_be_confirmed
from service.journeys.judging.facts import gather_facts
from service.journeys.judging.validating import validate_group
from service.journeys.services import Services
from service.rules.deadlines import dated_tasks
from service.rules.definitions import RulePack
from service.rules.facts import Facts
from service.rules.results import Finding, Report, Severity

_REMEMBERED = dt.timedelta(days=366)  # how long a finding that is gone is remembered
_WORSE = frozenset({Severity.ERROR, Severity.WARNING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One week in the group's rules.

    ``due`` are findings and tasks with a day from today to the end of the week, or past it;
    ``mended`` are the codes of findings that are gone though their rules are still judged, and of
    tasks that somebody confirmed; those whose time ran out are not among them.
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

    What is mended of the baseline is struck from it: it is new if it comes back.

    Raises:
        InputError: there is no such group, or a pack can't be loaded.
    """
    report = validate_group(services, group_id)
    now = services.now(group_id)
    there = (*report.findings, *report.baseline, *report.waived)
    seen = {f.id: (f.code, str(f.severity)) for f in there}
    sure = _judged(report) - {one.code for one in report.not_evaluated}
    with services.database.transaction() as session:
        baseline = Baseline(session, group_id)
        gone = [k for k in baseline.all() if k.finding not in seen and k.code in sure]
        baseline.strike([one.finding for one in gone])
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
        began = Sightings(session, group_id).since() or now
    packs = services.packs(settings.group)
    tasks = dated_tasks(packs, facts)
    fresh = _fresh(sightings, since, began)
    mended = _mended(sightings, _judged(report), packs, facts)
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
        mended=tuple(sorted(s.code for s in mended if s.gone is not None and s.gone > since)),
        waiting=len(rest),
    )


def _judged(report: Report) -> frozenset[str]:
    """The rules that are judged: those of the group's packs that it has not switched off."""
    found = {f.code for f in (*report.findings, *report.baseline, *report.waived)}
    lacking = {one.code for one in report.not_evaluated}
    return frozenset(found.union(lacking, report.passed, report.not_applicable))


def _mended(
    sightings: Iterable[Sighting],
    judged: Collection[str],
    packs: Iterable[RulePack],
    facts: Facts,
) -> Iterator[Sighting]:
    """The findings that are gone because somebody did something about them."""
    tasks = {rule.code for pack in packs for rule in pack.rules if can_be_confirmed(rule)}
    for one in sightings:
        words = (a for a in facts.attestations if a.rule == one.code and a.at >= one.first_seen)
        if one.gone and one.code in judged and (one.code not in tasks or any(words)):
            yield one


def _fresh(sightings: Iterable[Sighting], since: dt.datetime, began: dt.datetime) -> frozenset[str]:
    """The findings first seen after then; none of those that the first run found."""
    return frozenset(
        s.finding for s in sightings if s.gone is None and s.first_seen > max(since, began)
    )
