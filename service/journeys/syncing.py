"""One pass over a group's calendars and folders: look, decide, carry out, remember."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from connectors.store import NotFound, StoreError
from service.db.runs import Runs
from service.db.targets import Targets
from service.domain.model import Audience
from service.domain.settings import GroupSettings, Target, TargetKind
from service.journeys.calendars import sync_calendar
from service.journeys.documents import sync_folder
from service.journeys.results import Mode, Step, TargetResult
from service.journeys.services import Services

INTERVAL = dt.timedelta(minutes=15)
_OVERTAKEN = "Noen endret kalenderen mens vi skrev. Ingenting er overskrevet; vi prøver igjen."
_NAMES = {
    Audience.GROUP: "Gruppemøter",
    Audience.GROUP_BOARD: "Gruppestyret",
    Audience.COUNCIL: "Politiske møter",
    Audience.DEADLINES: "Frister",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a pass did, target by target. It names no person and no party."""

    group_id: str
    results: tuple[TargetResult, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, in order."""
        return tuple(step for result in self.results for step in result.steps)

    @property
    def written(self) -> int:
        """How many objects were written to a server."""
        return sum(step.writes for step in self.steps)

    @property
    def conflicts(self) -> int:
        """How many objects wait for a person's choice."""
        return sum(result.conflicts for result in self.results)

    @property
    def unreachable(self) -> bool:
        """Whether a server could not be reached, so that a later pass may do more."""
        return any(result.temporary for result in self.results)

    @property
    def refused(self) -> bool:
        """Whether something went wrong that a person must mend."""
        return any(result.errors and not result.temporary for result in self.results)

    @property
    def errors(self) -> tuple[str, ...]:
        """What went wrong, in words for people."""
        return tuple(f"{r.target_id}: {text}" for r in self.results for text in r.errors)


def sync_group(
    services: Services,
    group_id: str,
    *,
    dry_run: bool = False,
    go_on: bool = False,
    tick: Callable[[str], None] = lambda _text: None,
) -> SyncReport:
    """Bring every target of the group in step with the approved plan.

    Folders come first, so that an event can link to its document. A target that fails leaves the
    others alone. With ``dry_run`` the same is decided and nothing is written anywhere. ``go_on``
    lifts the guards against mass removal for this pass: a person has seen that it is right.

    Raises:
        InputError: there is no such group.
    """
    settings = services.settings(group_id)
    run = None if dry_run else _started(services, group_id)
    ordered = (
        *settings.targets_of(TargetKind.FOLDER),
        *settings.targets_of(TargetKind.CALENDAR),
    )
    mode = Mode(dry_run=dry_run, go_on=go_on, tick=tick)
    results = tuple(_sync_target(services, settings, t, mode) for t in ordered)
    report = SyncReport(group_id=group_id, results=results)
    if run is not None:
        _finished(services, report, run)
    return report


def _sync_target(
    services: Services,
    settings: GroupSettings,
    target: Target,
    mode: Mode,
) -> TargetResult:
    try:
        result = _work(services, settings, target, mode)
    except StoreError as error:
        result = TargetResult.failed(target.id, error)
    if not mode.dry_run:
        _remember(services, settings.group.id, result)
    return result


def _work(
    services: Services,
    settings: GroupSettings,
    target: Target,
    mode: Mode,
) -> TargetResult:
    """Sync one target; make its collection first if it has never been there."""
    group_id = settings.group.id
    work = sync_calendar if target.kind is TargetKind.CALENDAR else sync_folder
    with services.database.reading() as session:
        password = services.password(session, group_id, target)
        seen_before = Targets(session, group_id).state(target.id).last_ok_at is not None
    with services.connector.open(target, password) as store:
        try:
            return work(services, settings, target, store, mode)
        except NotFound:
            if seen_before:
                raise
        if mode.dry_run:
            return work(services, settings, target, services.connector.empty(), mode)
        services.connector.create(target, password, collection_name(settings, target))
        return work(services, settings, target, store, mode)


def collection_name(settings: GroupSettings, target: Target) -> str:
    """What a new calendar is called where people see it: what it holds and where, no party."""
    return f"{_NAMES[target.audience]} {settings.group.municipality}"


def _started(services: Services, group_id: str) -> int:
    with services.database.transaction() as session:
        return Runs(session, group_id).start(services.now(group_id))


def _finished(services: Services, report: SyncReport, run: int) -> None:
    with services.database.transaction() as session:
        Runs(session, report.group_id).finish(
            run,
            at=services.now(report.group_id),
            counts=Counter(step.action for step in report.steps),
            written=report.written,
            conflicts=report.conflicts,
            errors=report.errors,
        )


def _remember(services: Services, group_id: str, result: TargetResult) -> None:
    """How it went, and when to look again; after a refusal we wait for a person."""
    now = services.now(group_id)
    with services.database.transaction() as session:
        targets = Targets(session, group_id)
        if result.complete and not result.errors:
            targets.record_ok(
                result.target_id, at=now, next_due=now + INTERVAL, sync_token=result.token
            )
            return
        targets.record_error(
            result.target_id,
            " ".join(result.errors) or _OVERTAKEN,
            at=now,
            next_due=now + INTERVAL if result.temporary or not result.errors else None,
        )
