"""What a pass tells those who watch over the service: one line of the log, and numbers."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from service import metrics
from service.db.figures import Figures, figures
from service.db.leases import LeaseLost
from service.domain.errors import InputError
from service.domain.settings import Target
from service.journeys.results import SyncReport, TargetResult
from service.journeys.services import Services
from service.logs import logger, reference

_P = ParamSpec("_P")
_Pass = Callable[Concatenate[Services, str, _P], SyncReport]

log = logger(__name__)


def told(work: _Pass[_P]) -> _Pass[_P]:
    """Let a pass over a group be told of when it ends, whichever way."""

    @wraps(work)
    def telling(
        services: Services, group_id: str, /, *words: _P.args, **named: _P.kwargs
    ) -> SyncReport:
        began = time.perf_counter()
        try:
            report = work(services, group_id, *words, **named)
        except (InputError, LeaseLost):  # whoever asked is told, and nothing was done
            raise
        except Exception:
            seconds = time.perf_counter() - began
            _count("failed", seconds)
            log.exception(
                "pass",
                group=log_name(services, group_id),
                outcome="failed",
                ms=_ms(seconds),
            )
            raise
        _tell(services, report, time.perf_counter() - began)
        return report

    return telling


def log_name(services: Services, group_id: str, target_id: str = "") -> str:
    """What the log calls a group, or a target of it: see `reference`."""
    key = services.box.derived("log references")[0]
    return reference(key, group_id, *((target_id,) if target_id else ()))


def numbers(services: Services) -> bytes:
    """All numbers, as Prometheus reads them."""
    return metrics.exposition(_figures(services))


def _figures(services: Services) -> Figures | None:
    try:
        with services.database.reading() as session:
            return figures(session, dt.datetime.now(dt.UTC))
    except SQLAlchemyError:
        return None


def _tell(services: Services, report: SyncReport, seconds: float) -> None:
    outcome = _outcome(report)
    if report.foretold:
        log.debug(
            "dry_run", group=log_name(services, report.group_id), outcome=outcome, ms=_ms(seconds)
        )
        return
    _count(outcome, seconds)
    if report.run is None:  # nothing was new: a line for each would drown the others
        return
    for step in report.steps:
        metrics.ACTIONS.labels(step.kind, str(step.action)).inc()
    _tell_failures(services, report)
    log.info(
        "pass",
        group=log_name(services, report.group_id),
        run=report.run,
        outcome=outcome,
        targets=len(report.results),
        actions=dict(Counter(str(step.action) for step in report.steps)),
        written=report.written,
        conflicts=report.conflicts,
        ms=_ms(seconds),
    )


def _tell_failures(services: Services, report: SyncReport) -> None:
    failed = [result for result in report.results if result.errors]
    if not failed:
        return
    targets = {one.id: one for one in services.own_settings(report.group_id).targets}
    for result in failed:
        _tell_failure(services, report, result, targets[result.target_id])


def _tell_failure(
    services: Services, report: SyncReport, result: TargetResult, target: Target
) -> None:
    log.warning(
        "target_failed",
        group=log_name(services, report.group_id),
        target=log_name(services, report.group_id, target.id),
        run=report.run,
        kind=target.kind.value,
        host=urlsplit(target.url).netloc.rpartition("@")[2],
        errors=len(result.errors),
        temporary=result.temporary,
        **_cause(result),
    )


def _cause(result: TargetResult) -> dict[str, object]:
    """What cut the pass over a target short, where something did."""
    if result.cause is None:
        return {}
    status = getattr(result.cause, "status", None)
    return {"error": type(result.cause).__name__} | ({"status": status} if status else {})


def _outcome(report: SyncReport) -> str:
    """How it ended, in one word: what a person must mend before what mends itself."""
    if report.refused:
        return "refused"
    if report.unreachable:
        return "unreachable"
    if report.run is None:
        return "quiet"
    return "waiting" if report.conflicts else "ok"


def _count(outcome: str, seconds: float) -> None:
    metrics.PASSES.labels(outcome).inc()
    metrics.PASS_SECONDS.observe(seconds)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
