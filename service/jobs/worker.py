"""One worker process: Huey's consumer with threads, ended after the groups at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huey.consumer import Consumer, Scheduler
from sqlalchemy.exc import SQLAlchemyError

from service.config import Config
from service.jobs.crew import Crew
from service.jobs.looking import look_at_addresses, tidy_up
from service.jobs.queue import Duties, Queue, QueueUnavailable, open_queue
from service.journeys.keeping import Keeper
from service.journeys.services import Services
from service.logs import logger

_LOG = logger(__name__)
_LOOK_EVERY_S = 30  # at what the clock asks for; it must go up in a minute
_SLOWEST_S = 1.0  # between looks into a queue that can't be listened to
_HOUR = 60  # minutes


def run_worker(
    config: Config, services: Services, threads: int, started: Callable[[], None] = lambda: None
) -> None:
    """Sync what is due until the process is told to stop (SIGTERM or SIGINT).

    The groups at hand are finished first; a second signal ends at once. ``started`` is called when
    the queue has answered.

    Raises:
        InputError: the queue needs packages that are not installed.
        QueueUnavailable: the queue gives no answer.
    """
    with Keeper(services.database) as keeper:
        crew = Crew(services=services, keeper=keeper, most_on_host=config.host_concurrency)
        queue = _queue(config, services, crew, threads)
        consumer = _Consumer(queue.huey, threads, begins_after=services.luck() * _LOOK_EVERY_S)
        crew.stopping = consumer.stop_flag.is_set
        queue.wake(threads)  # what became due while nobody was at work
        started()
        consumer.run()


def _queue(config: Config, services: Services, crew: Crew, threads: int) -> Queue:
    """The queue whose messages the crew works by."""

    def work() -> None:
        crew.work()

    def tick() -> None:
        try:
            if crew.anything_due():
                crew.call()
        except SQLAlchemyError as error:
            _LOG.error("database_unavailable", error=type(error).__name__)

    duties = Duties(
        work=work,
        tick=tick,
        addresses=lambda: look_at_addresses(services, crew.stopping),
        tidy=lambda: tidy_up(services),
        minute=int(services.luck() * _HOUR),
    )
    queue = open_queue(config, services.box, duties)

    def call() -> None:
        try:
            queue.wake(threads)
        except QueueUnavailable as error:
            _LOG.error("nobody_woken", error=type(error).__name__)

    crew.call = call
    return queue


class _Scheduler(Scheduler):  # type: ignore[misc]  # Huey has no types
    """Looks at the clock from a moment of its own on."""

    def begin_after(self, seconds: float) -> None:
        """Let the clock ask for nothing before then."""
        self._next_periodic += seconds


class _Consumer(Consumer):  # type: ignore[misc]  # Huey has no types
    """Finishes what is at hand whichever signal asks it to stop.

    ``begins_after`` so many seconds the clock is looked at, so that machines that are started
    together don't all look together.
    """

    scheduler_class = _Scheduler

    def __init__(self, huey: Any, threads: int, *, begins_after: float) -> None:  # noqa: ANN401 - Huey has no types
        self._begins_after = begins_after
        super().__init__(
            huey, workers=threads, scheduler_interval=_LOOK_EVERY_S, max_delay=_SLOWEST_S
        )
        self._signal_actions[self._interrupt_sig] = self._signal_actions[self._graceful_sig]

    def _create_scheduler(self) -> _Scheduler:
        scheduler: _Scheduler = super()._create_scheduler()
        scheduler.begin_after(self._begins_after)
        return scheduler
