"""Reading files in processes of their own, which are held to a time and to a size.

The promise is about any bytes, so what breaks it may take the process with it: a file is given two
seconds of processor time, by a timer of the kernel that ends the process also in the middle of a
library's own loop, and 200 MB above what the process has before it reads anything.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, Literal

from service.documents import DocumentData, load_template, read, render
from service.domain.errors import InputError

SECONDS: Final = 2.0
MEGABYTES: Final = 200
_MEGABYTE: Final = 1024 * 1024
_UNIT: Final = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
_MOST_MEMORY: Final = 2048 * _MEGABYTE  # where a runaway is stopped for the machine's sake
_LOGGED: Final = 200
_STATUS: Final = Path("/proc/self/status")  # proc(5): VmHWM is the most memory there has been,
_FORGET: Final = Path("/proc/self/clear_refs")  # and 5 written here makes it what it is now

Kind = Literal["read", "refused", "crash", "hang", "memory"]
Source = Callable[[int], bytes]
Use = Callable[[bytes], object]


@dataclass(frozen=True)
class Outcome:
    """What came of one input; ``megabytes`` is the most there was above the process's start."""

    number: int
    kind: Kind
    milliseconds: float = 0.0
    megabytes: float = 0.0
    detail: str = ""


def read_all(
    source: Source, numbers: range, *, workers: int = 1, use: Use = read
) -> Iterator[Outcome]:
    """Read ``source(number)`` for each number, as the outcomes come in.

    Args:
        source: makes the bytes inside the process that reads them; it must be importable there.
        numbers: which inputs; each process takes every n-th.
        workers: how many processes.
        use: what to do with the bytes, where that is not ``read``; likewise importable.
    """
    shares = [numbers[n::workers] for n in range(min(workers, len(numbers)))]
    at_work = [_Worker(source, share, use) for share in shares]
    try:
        while at_work:
            ready = wait([worker.connection for worker in at_work])
            for worker in [one for one in at_work if one.connection in ready]:
                outcome = worker.next()
                if outcome is None:
                    worker.close()
                    at_work.remove(worker)
                else:
                    yield outcome
    finally:
        for worker in at_work:
            worker.close()


class _Worker:
    """A process with its inputs, started anew behind the one that ended it."""

    connection: Connection
    _process: BaseProcess

    def __init__(self, source: Source, numbers: range, use: Use) -> None:
        self._source = source
        self._numbers = numbers
        self._use = use
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, far = context.Pipe(duplex=False)
        task = (far, self._source, self._numbers, self._use)
        self._process = context.Process(target=_work, args=task)
        self._process.start()
        far.close()
        try:
            self.connection.recv()
        except EOFError:
            self.close()
            message = "a process ended before it had read anything; see above"
            raise RuntimeError(message) from None

    def next(self) -> Outcome | None:
        """The next outcome, or None behind the last."""
        try:
            outcome: Outcome = self.connection.recv()
        except EOFError:
            self.close()
            if not self._numbers:
                return None
            outcome = _ended(self._numbers[0], self._process.exitcode)
            self._numbers = self._numbers[1:]
            self._start()
        else:
            self._numbers = self._numbers[1:]
        return outcome

    def close(self) -> None:
        """End the process if it hasn't."""
        self.connection.close()
        self._process.join(timeout=SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _ended(number: int, status: int | None) -> Outcome:
    if status == -signal.SIGPROF:
        return Outcome(number, "hang", SECONDS * 1000, detail=f"over {SECONDS:g} s")
    return Outcome(number, "crash", detail=f"the process ended with {status}")


def _work(connection: Connection, source: Source, numbers: range, use: Use) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    read(render(load_template("protokoll", "nb"), DocumentData(), document_id="varm"))
    if numbers:
        source(numbers[0])  # what it makes once and keeps is not the reader's
    connection.send("ready")
    base = _most_memory_from_now()
    for number in numbers:
        connection.send(_bounded(number, source(number), base, use))
    connection.close()


def _bounded(number: int, data: bytes, base: int, use: Use) -> Outcome:
    _most_memory_from_now()
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    kind, detail = _outcome(data, use)
    signal.setitimer(signal.ITIMER_PROF, 0)
    milliseconds = (time.process_time() - start) * 1000
    megabytes = (_most_memory() - base) / _MEGABYTE
    if megabytes > MEGABYTES and kind != "crash":
        kind, detail = "memory", f"{megabytes:.0f} MB"
    return Outcome(number, kind, milliseconds, megabytes, detail)


def _outcome(data: bytes, use: Use) -> tuple[Kind, str]:
    try:
        use(data)
    except InputError as error:
        return "refused", error.message
    except Exception as error:  # noqa: BLE001 - any other is what is looked for
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        return "crash", f"{type(error).__name__} in {where}: {error}"[:_LOGGED]
    return "read", ""


def _most_memory_from_now() -> int:
    """Begin to measure anew, where the system can; what is in use now, in bytes."""
    if _FORGET.exists():
        _FORGET.write_text("5")
    return _most_memory()


def _most_memory() -> int:
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
