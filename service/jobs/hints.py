"""Waking those who sync, from a page or a command, as soon as somebody has changed something."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module

from service.config import Config
from service.db.sealing import SecretBox
from service.domain.errors import InputError
from service.logs import logger

_LOG = logger(__name__)


@dataclass(frozen=True, slots=True)
class Waker:
    """Puts a message in the queue; never fails those who call it.

    What is due stands in the database, so a message that can't be put costs a minute at most.
    """

    config: Config
    box: SecretBox = field(repr=False)

    def __call__(self) -> None:
        """Wake a worker, if there is one."""
        queues = import_module("service.jobs.queue")  # takes longer than most commands
        try:
            queue = queues.open_queue(self.config, self.box)
            try:
                queue.wake()
            finally:
                queue.close()
        except (queues.QueueUnavailable, InputError) as error:
            _LOG.info("nobody_woken", error=type(error).__name__)
