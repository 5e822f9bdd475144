"""Slowing down whoever guesses passwords.

Counts failures in this process's memory only: a restart forgets them, and several processes count
each for itself. The real defence is the Argon2 hash; this keeps guessing slow and logs quiet.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Hashable

WINDOW_SECONDS = 15 * 60
_MAX_KEYS = 10_000


class Throttle:
    """How often each key has failed within the last quarter of an hour."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[Hashable, deque[float]] = {}
        self._lock = threading.Lock()

    def wait_seconds(self, key: Hashable, limit: int) -> int:
        """Seconds until ``key`` may try again; 0 below ``limit`` failures."""
        with self._lock:
            failures = self._recent(key)
            if len(failures) < limit:
                return 0
            return max(1, round(failures[-limit] + WINDOW_SECONDS - self._clock()))

    def failed(self, key: Hashable) -> None:
        """Count one more failure."""
        with self._lock:
            if len(self._failures) >= _MAX_KEYS:
                self._failures.pop(next(iter(self._failures)))
            self._failures.setdefault(key, deque(maxlen=100)).append(self._clock())

    def succeeded(self, key: Hashable) -> None:
        """Forget the failures of ``key``."""
        with self._lock:
            self._failures.pop(key, None)

    def _recent(self, key: Hashable) -> deque[float]:
        failures = self._failures.get(key, deque())
        while failures and failures[0] <= self._clock() - WINDOW_SECONDS:
            failures.popleft()
        if not failures:
            self._failures.pop(key, None)
        return failures
