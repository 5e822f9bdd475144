"""Running somebody else's program on somebody's file, within bounds, and leaving nothing behind.

The program gets a folder of its own, almost no environment, no input and no terminal. It is ended
with its whole process group when its time is out, and limited by the kernel in processor time,
memory and the size of each file (``ulimit`` of POSIX sh; where a system doesn't know one of them,
the others hold).

On Linux it also gets namespaces of its own, where they may be had (``unshare`` and ``setpriv`` of
util-linux, tried once): no network at all, not even loopback, and no process that outlives it or
the service, whatever it starts and however the service ends. Containers and hardened systems often
refuse them. Then the network is as open to the program as to the service, and a process that leaves
its group escapes the end, as all of them do when the service itself is killed; the other bounds
hold.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_NAMESPACES: Final = (
    "setpriv",
    "--pdeathsig",
    "KILL",
    "unshare",
    "--user",
    "--map-current-user",
    "--net",
    "--pid",
    "--fork",
    "--kill-child",
)
_LIMITS: Final = 'ulimit -c 0; ulimit -t "$1"; ulimit -v "$2"; ulimit -f "$3"; shift 3; exec "$@"'
_ULIMIT_BLOCK: Final = 512  # bytes, by POSIX
_PROBE_SECONDS: Final = 10.0
_DYING_SECONDS: Final = 0.5
"""The killed are gone in milliseconds, but an idle init may leave them as zombies for longer."""
_AT_ONCE: Final = 2
_PLACES: Final = threading.BoundedSemaphore(_AT_ONCE)
"""A small machine has two processors, and two programs of 2 GB each fit in its memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much a program may use."""

    seconds: float = 90.0  # by the clock
    cpu_seconds: int = 60
    memory_bytes: int = 2 * 1024**3  # address space, of each process
    file_bytes: int = 64 * 1024**2  # each file it writes


class ProgramError(Exception):
    """A program gave no result. The type says whether a retry helps.

    The message is one or two sentences in bokmål for the person who asked: what and what to do.
    """

    temporary = False


class TemporaryProgramError(ProgramError):
    """The same file may succeed later."""

    temporary = True


class OutOfTime(TemporaryProgramError):
    """Not ready in time. Nothing of it runs any more."""


class PermanentProgramError(ProgramError):
    """The same file will fail again until somebody acts."""


class ProgramMissing(PermanentProgramError):
    """The program is not on this machine; no file will succeed before it is installed."""


class ProgramFailed(PermanentProgramError):
    """The program ended without a result: it can't read the file, or it met one of the bounds."""


class ResultTooLarge(PermanentProgramError):
    """What came out is larger than it may be."""


def locate(program: str, advice: str) -> str:
    """Where a program is: a name on the PATH, or a path.

    Raises:
        ProgramMissing: with ``advice``, which says what to install.
    """
    found = shutil.which(program)
    if found is None:
        raise ProgramMissing(advice)
    return found


def run_bounded(command: Sequence[str], folder: Path, bounds: Bounds) -> int:
    """Run a program in ``folder`` and return its exit status, after the end of all it started.

    What it says is thrown away. At most two run at once; further callers wait their turn.

    Raises:
        OutOfTime: it was ended, or its turn didn't come.
    """
    if not _PLACES.acquire(timeout=bounds.seconds):
        raise _out_of_time(bounds)
    try:
        return _run(command, folder, bounds)
    finally:
        _PLACES.release()


def read_result(path: Path, bounds: Bounds) -> bytes:
    """What the program wrote.

    Raises:
        FileNotFoundError: nothing.
        ResultTooLarge: it is as large as a file may be, so it may lack its end.
    """
    if path.stat().st_size >= bounds.file_bytes // _ULIMIT_BLOCK * _ULIMIT_BLOCK:
        megabytes = bounds.file_bytes / 1024**2
        raise ResultTooLarge(
            f"Resultatet ble større enn {megabytes:.0f} MB; gjør bildene mindre og prøv på nytt."
        )
    return path.read_bytes()


def _run(command: Sequence[str], folder: Path, bounds: Bounds) -> int:
    limits = (bounds.cpu_seconds, bounds.memory_bytes // 1024, bounds.file_bytes // _ULIMIT_BLOCK)
    process = subprocess.Popen(  # noqa: S603 - running it safely is what this module is for
        [*_namespaces(), "/bin/sh", "-c", _LIMITS, "sh", *map(str, limits), *command],
        cwd=folder,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(bounds.seconds)
    except subprocess.TimeoutExpired:
        raise _out_of_time(bounds) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the process group, and see it gone before its folder is removed."""
    give_up = time.monotonic() + _DYING_SECONDS
    while time.monotonic() < give_up:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # macOS says the latter of the dead
            break
        process.poll()
        time.sleep(0.005)
    process.wait()


@cache
def _namespaces() -> tuple[str, ...]:
    """What to put before a command, or nothing where this system refuses."""
    try:
        done = subprocess.run(  # noqa: S603 - constants
            [*_NAMESPACES, "true"], capture_output=True, check=False, timeout=_PROBE_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return _NAMESPACES if done.returncode == 0 else ()


def _out_of_time(bounds: Bounds) -> OutOfTime:
    return OutOfTime(
        f"Det tok mer enn {bounds.seconds:.0f} sekunder å gjøre om dokumentet, så vi avbrøt. "
        "Prøv igjen, og del det opp hvis det gjentar seg."
    )
