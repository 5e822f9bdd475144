"""Making the next thing while the one before it is on its way to a server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def made_ahead(make: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R]]:
    """Each item with what is made of it, made in a thread of its own, one ahead of who takes them.

    Raises:
        Exception: what ``make`` raised, when its item's turn comes.
    """
    with ThreadPoolExecutor(1) as pool:
        waiting: tuple[T, Future[R]] | None = None
        for item in items:
            coming = (item, pool.submit(make, item))
            if waiting is not None:
                yield waiting[0], waiting[1].result()
            waiting = coming
        if waiting is not None:
            yield waiting[0], waiting[1].result()
