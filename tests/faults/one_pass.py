"""A pass over a group in a process of its own, to be killed.

The process is forked from one that has everything loaded and no thread, so that it begins at once.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import Engine, event

from service.bootstrap import build_services
from service.config import Config
from service.journeys.syncing import sync_group


def started(directory: Path, group: str, now: dt.datetime, commits: int = 0) -> BaseProcess:
    """Begin a pass with the database in ``directory``.

    Args:
        directory: where the service keeps its database.
        group: whose pass it is.
        now: the group's clock.
        commits: the process kills itself right before this commit; 0 for never.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=_run, args=(str(directory), group, now, commits))
    process.start()
    return process


def _run(directory: str, group: str, now: dt.datetime, commits: int) -> None:
    left = commits

    def dies(_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "commit", dies)
    config = Config(data_dir=Path(directory), database_url=f"sqlite:///{directory}/k.db")
    services = build_services(config, now=lambda _: now, environ={})
    sync_group(services, group)
    services.database.close()
