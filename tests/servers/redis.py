"""Redis, as Debian packages it: on a free port, with nothing kept."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.servers.process import free_port, running


@contextlib.contextmanager
def redis(directory: Path) -> Iterator[str]:
    """Run Redis until the end of the block; yields its address.

    Raises:
        LookupError: it is not installed (Debian's package is redis-server).
    """
    program = shutil.which("redis-server")
    if program is None:
        raise LookupError("Redis is not installed (Debian's package is redis-server)")
    port = free_port()
    options = {
        "--bind": "127.0.0.1",
        "--port": str(port),
        "--dir": str(directory),
        "--save": "",
        "--appendonly": "no",
    }
    command = [program, *(word for option in options.items() for word in option)]
    with running(command, port, directory / "log"):
        yield f"redis://127.0.0.1:{port}/0"
