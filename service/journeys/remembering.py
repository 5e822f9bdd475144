"""What is remembered of passes over a group's targets, and when to look at each again."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from service.db.audit import KEPT, Audit
from service.db.notices import Notices
from service.db.runs import Runs
from service.db.targets import Targets
from service.journeys.results import SyncReport, TargetResult
from service.journeys.services import Services

INTERVAL = dt.timedelta(minutes=15)
_OVERTAKEN = "Noen var raskere enn oss mens vi skrev. Ingenting er overskrevet; vi prøver igjen."


def started(services: Services, group_id: str) -> int:
    """Note that a pass begins. Returns its number."""
    with services.database.transaction() as session:
        return Runs(session, group_id).start(services.now(group_id))


def finished(services: Services, report: SyncReport, run: int) -> None:
    """Note how a pass ended."""
    with services.database.transaction() as session:
        Runs(session, report.group_id).finish(
            run,
            at=services.now(report.group_id),
            counts=Counter(step.action for step in report.steps),
            written=report.written,
            conflicts=report.conflicts,
            errors=report.errors,
        )
        Audit(session, report.group_id).forget_before(services.now(report.group_id) - KEPT)


def remember(services: Services, group_id: str, result: TargetResult, rests_on: str) -> None:
    """How it went, and when to look again; after a refusal we wait for a person.

    ``rests_on``: see `standing`. It is kept where the pass left nothing to be done.
    """
    now = services.now(group_id)
    with services.database.transaction() as session:
        if result.notices is not None:
            Notices(session, group_id).replace(result.target_id, result.notices, at=now)
        targets = Targets(session, group_id)
        if result.complete and not result.errors:
            targets.record_ok(
                result.target_id,
                at=now,
                next_due=now + INTERVAL,
                sync_token=result.token,
                settled=rests_on if result.settled else None,
                listed=result.listed,
            )
            return
        mended_by_itself = result.complete or result.temporary or not result.errors
        targets.record_error(
            result.target_id,
            " ".join(result.errors) or _OVERTAKEN,
            at=now,
            next_due=now + INTERVAL if mended_by_itself else None,
        )


def remember_quiet(services: Services, report: SyncReport) -> None:
    """That nothing was new at these targets, all in one transaction."""
    quiet = {result.target_id: result.token for result in report.results if result.quiet}
    if quiet:
        now = services.now(report.group_id)
        with services.database.transaction() as session:
            Targets(session, report.group_id).record_quiet(quiet, at=now, next_due=now + INTERVAL)
