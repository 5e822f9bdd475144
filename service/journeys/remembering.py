"""What is remembered of passes over a group's targets, and when to look at each again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from contextlib import suppress

from connectors.store import StoreError
from service.db.accounts import targets_of_account
from service.db.audit import KEPT, Audit
from service.db.hosts import Hosts
from service.db.leases import Lease
from service.db.notices import Notices
from service.db.runs import Runs
from service.db.sealing import SecretUnreadable
from service.db.targets import Targets
from service.domain.schedule import AT_ONCE, after_failure, after_success
from service.domain.settings import Target
from service.journeys.results import SyncReport, TargetResult
from service.journeys.services import Services

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


def remember(
    services: Services,
    group_id: str,
    target: Target,
    result: TargetResult,
    password: str,
    rests_on: str,
) -> None:
    """How it went, when to look again, and what it tells of the server and the account.

    After a refused password every target with the same account waits for a person. ``rests_on``:
    see `standing`. It is kept where the pass left nothing to be done.
    """
    now, luck = services.now(group_id), services.luck()
    with services.database.transaction() as session:
        if result.notices is not None:
            Notices(session, group_id).replace(target.id, result.notices, at=now)
        targets = Targets(session, group_id)
        before = targets.state(target.id)
        failures = 0 if result.complete else before.failures + 1
        due = AT_ONCE if before.next_due == AT_ONCE else _next_due(result, failures, now, luck)
        if result.complete and not result.errors:
            targets.record_ok(
                target.id,
                at=now,
                next_due=due,
                sync_token=result.token,
                settled=rests_on if result.settled else None,
                listed=result.listed,
            )
        else:
            message = " ".join(result.errors) or _OVERTAKEN
            targets.record_error(target.id, message, at=now, next_due=due, failures=failures)
        _note_host(Hosts(session), target.host, result, now)
    if result.refusal is not None and target.username:
        _stop_account(services, target, password, " ".join(result.errors), now)


def remember_quiet(services: Services, report: SyncReport, hosts: Collection[str]) -> None:
    """That nothing was new at these targets, all in one transaction; ``hosts`` answered."""
    quiet = {result.target_id: result.token for result in report.results if result.quiet}
    if not quiet:
        return
    now = services.now(report.group_id)
    due = after_success(now, services.luck())
    with services.database.transaction() as session:
        Targets(session, report.group_id).record_quiet(quiet, at=now, next_due=due)
        for host in hosts:
            Hosts(session).well(host)


def _next_due(
    result: TargetResult, failures: int, now: dt.datetime, luck: float
) -> dt.datetime | None:
    if result.complete:
        return after_success(now, luck)
    if result.waits:
        return None
    asked = result.cause.retry_after if isinstance(result.cause, StoreError) else None
    return after_failure(now, failures, luck, asked)


def _note_host(hosts: Hosts, host: str, result: TargetResult, now: dt.datetime) -> None:
    """Let everybody leave a server alone that gives no answer, and go on once it does."""
    if result.unwell is not None:
        hosts.trouble(host, at=now, retry_after=result.unwell.retry_after)
    elif result.answered:
        hosts.well(host)


def _stop_account(
    services: Services, target: Target, password: str, message: str, now: dt.datetime
) -> None:
    """Let no group try the account again: ten wrong passwords lock out a whole network.

    Each target has a transaction of its own, so that nobody who holds one is waited for while we
    hold another.
    """
    database = services.database.unfenced()
    with database.reading() as session:
        found = []
        for group_id, one in targets_of_account(session, target.host, target.username):
            with suppress(SecretUnreadable):
                if services.password(session, group_id, one) == password:
                    found.append((group_id, one.id))
    for group_id, target_id in found:
        with database.transaction() as session, suppress(KeyError):  # gone meanwhile
            Targets(session, group_id).record_error(target_id, message, at=now)


def put_off(services: Services, lease: Lease, message: str) -> None:
    """Try later what a pass has not come to, since something stopped it altogether."""
    now, luck = services.now(lease.group_id), services.luck()
    with services.database.transaction() as session:
        targets = Targets(session, lease.group_id)
        for state in map(targets.state, lease.target_ids):
            if state.next_due is not None and state.next_due <= now:
                failures = state.failures + 1
                due = after_failure(now, failures, luck)
                targets.record_error(
                    state.target_id, message, at=now, next_due=due, failures=failures
                )
