"""kjoreplan rotate-key: another key for passwords and what is read of documents."""

from __future__ import annotations

import os

import click

from service.cli.context import services
from service.cli.output import console, progress
from service.config import read_config
from service.journeys.rotating import drop_old_keys
from service.journeys.rotating import rotate_key as rotate


@click.command("rotate-key")
@click.option("--drop-old", is_flag=True, help="Slett de gamle nøklene; alt låses med den nyeste.")
def rotate_key(drop_old: bool) -> None:
    """Bytt nøkkelen som passord og leste dokumenter er låst med."""
    config = read_config(os.environ)
    opened = services()
    with progress("Låser om …"):
        done = drop_old_keys(config, opened) if drop_old else rotate(config, opened)
    out = console()
    out.print(f"Alt som er låst ({done.sealed} felt), er låst med den nyeste nøkkelen.")
    if drop_old:
        out.print(
            "De gamle nøklene er borte. Kopier fra før byttet åpnes bare med den nøkkelen som "
            "gjaldt da."
        )
        return
    out.print("Start sidene og arbeideren på nytt nå; til da kjenner de bare den gamle nøkkelen.")
    if done.in_file:
        out.print("Fjern deretter den gamle: kjoreplan rotate-key --drop-old")
    else:
        out.print("Ta deretter bort den gamle nøkkelen i KJOREPLAN_SECRET_KEY.")
