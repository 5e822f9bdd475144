"""What was judged last time, kept for each group while the process lives."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from service.rules.memory import Memory

_MOST = 64  # groups; each holds what its last report rested on, some megabytes


class Memories:
    """A memory for each group, one run at a time; those longest not asked for are forgotten."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of_groups: OrderedDict[str, tuple[threading.Lock, Memory]] = OrderedDict()

    @contextmanager
    def of(self, group_id: str) -> Iterator[Memory]:
        """The group's memory, for one run."""
        with self._lock:
            lock, memory = self._of_groups.setdefault(group_id, (threading.Lock(), Memory()))
            self._of_groups.move_to_end(group_id)
            while len(self._of_groups) > _MOST:
                self._of_groups.popitem(last=False)
        with lock:
            yield memory
