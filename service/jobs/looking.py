"""What is done by the clock beside syncing: published plans looked at, old runs forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from service.db.runs import forget_runs
from service.journeys.keeping import wall_clock
from service.journeys.published.watching import check_address, due_addresses
from service.journeys.services import Services
from service.logs import logger

_LOG = logger(__name__)
_REMEMBERED: Final = dt.timedelta(days=90)
_QUIET_REMEMBERED: Final = dt.timedelta(days=2)  # runs in which nothing was done


def look_at_addresses(services: Services, stopping: Callable[[], bool]) -> None:
    """Read the addresses of published plans that are due, each once a night.

    Nothing is taken in: a change waits for a person. What goes wrong with one leaves the others.
    """
    try:
        due = due_addresses(services)
    except SQLAlchemyError as error:
        _LOG.error("database_unavailable", error=type(error).__name__)
        return
    for url in due:
        if stopping():
            return
        try:
            check_address(services, url)
        except Exception as error:  # noqa: BLE001 - one plan's trouble must not stop the others
            _LOG.error("address_failed", error=type(error).__name__)


def tidy_up(services: Services) -> None:
    """Forget old runs, and those that found nothing to do sooner."""
    now = wall_clock()
    try:
        with services.database.transaction() as session:
            forget_runs(session, before=now - _REMEMBERED, quiet_before=now - _QUIET_REMEMBERED)
    except SQLAlchemyError as error:
        _LOG.error("tidying_failed", error=type(error).__name__)
