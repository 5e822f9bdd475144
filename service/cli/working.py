"""kjoreplan worker: syncing that runs by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import click

from service.cli.context import services
from service.cli.output import EXIT_SERVER, complain, console, leave
from service.config import Config, read_config
from service.domain.deeds import Actor
from service.domain.errors import InputError
from service.exporter import exporting
from service.jobs.queue import QueueUnavailable
from service.jobs.worker import run_worker
from service.journeys.services import Services


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
    config = read_config(os.environ)
    ours = replace(services(), actor=Actor.WORKER)
    try:
        with _numbers(config, ours):
            run_worker(config, ours, threads, lambda: console().print(text))
    except QueueUnavailable:
        leave(complain("Køen svarer ikke. Se om KJOREPLAN_QUEUE_URL stemmer.", EXIT_SERVER))


@contextmanager
def _numbers(config: Config, ours: Services) -> Iterator[None]:
    """Give numbers to Prometheus meanwhile, where a port is set for it."""
    with ExitStack() as stack:
        if config.metrics_port is not None:
            try:
                stack.enter_context(exporting(ours, config.metrics_port, config.metrics_token))
            except OSError as error:
                raise InputError(
                    f"Porten {config.metrics_port} er opptatt. Velg en annen for tallene.",
                    where="KJOREPLAN_METRICS_PORT",
                ) from error
        yield
