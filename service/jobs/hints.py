"""Waking those who sync, from a page or a command, as soon as somebody has changed something."""

from __future__ import annotations

import logging
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING

from service.config import Config
from service.db.sealing import SecretBox
from service.domain.errors import InputError

if TYPE_CHECKING:
    from service.jobs.queue import Queue

_LOG = logging.getLogger(__name__)


class Waker:
    """Puts a message in the queue, which is opened at the first; never fails those who call it.

    What is due stands in the database, so a message that can't be put costs a minute at most.
    """

    def __init__(self, config: Config, box: SecretBox) -> None:
        self._config, self._box = config, box
        self._turn = Lock()
        self._queue: Queue | None = None

    def __call__(self) -> None:
        """Wake a worker."""
        queues = import_module("service.jobs.queue")  # a third of a second that few commands need
        try:
            with self._turn:
                if self._queue is None:
                    self._queue = queues.open_queue(self._config, self._box)
            self._queue.wake()
        except (queues.QueueUnavailable, InputError) as error:
            _LOG.warning("nobody was woken: %s", type(error).__name__)
