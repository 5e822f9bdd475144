"""kjoreplan worker: syncing that runs by itself."""

from __future__ import annotations

import os

import click

from service.cli.context import services
from service.cli.output import EXIT_SERVER, complain, console, leave
from service.config import read_config
from service.jobs.queue import QueueUnavailable
from service.jobs.worker import run_worker


@click.command()
@click.option(
    "--threads",
    type=click.IntRange(1, 32),
    default=4,
    show_default=True,
    help="Så mange grupper synkroniseres samtidig.",
)
def worker(threads: int) -> None:
    """Hold kalendere og mapper à jour av seg selv, og les kommunenes planer om natta."""
    text = (
        f"Synkroniserer det som er på tide, inntil {threads} grupper samtidig "
        "(avslutt med Ctrl-C; det som er i gang, gjøres ferdig)"
    )
    try:
        run_worker(read_config(os.environ), services(), threads, lambda: console().print(text))
    except QueueUnavailable:
        leave(complain("Køen svarer ikke. Se om KJOREPLAN_QUEUE_URL stemmer.", EXIT_SERVER))
