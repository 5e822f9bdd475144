"""kjoreplan group: add, import, export, list and check groups, and their regulations."""

from __future__ import annotations

import os
from pathlib import Path

import click
from rich.table import Table

from service.cli.context import contents, services, write
from service.cli.output import console, json_option, print_json
from service.cli.regulation import regulation_command
from service.cli.rights import rights_command
from service.config import read_config
from service.domain.model import Group
from service.journeys.groups import add_group, all_groups, check_group, export_group
from service.journeys.regulation.settings import overruled
from service.journeys.services import Services
from service.journeys.telling import log_name


@click.group()
def group() -> None:
    """Legg inn grupper, og hent dem ut igjen som én fil."""


@group.command("add")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
def add_command(file: Path) -> None:
    """Legg inn en gruppe fra en gruppefil, eller oppdater den."""
    opened = services()
    settings = add_group(opened, contents(file), file.name)
    console().print(f"{settings.group.id} er lagt inn.")
    for one in overruled(opened, settings.group.id):
        own, holds = one.said("nb")
        console().print(
            f"! {one.name}: fila sier {own}, men {one.source}, sier {holds}. Det "
            "gjelder til gruppa vedtar noe annet.",
            style="yellow",
        )


group.add_command(add_command, "import")
group.add_command(regulation_command)
group.add_command(rights_command)


@group.command("check")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
def check_command(file: Path) -> None:
    """Se om en gruppefil er i orden, uten å lagre noe."""
    settings = check_group(contents(file), file.name, read_config(os.environ).packs_folder)
    found = settings.group.roster
    console().print(
        f"{file.name} er i orden: {len(found.people)} personer, {len(found.bodies)} organer, "
        f"{len(settings.targets)} kalendere og mapper."
    )


@group.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """Alle grupper på denne maskinen."""
    opened = services()
    found = all_groups(opened)
    if as_json:
        print_json({"groups": [_listed(opened, g.group) for g in found]})
        return
    if not found:
        console().print("Ingen grupper ennå. Legg inn den første: kjoreplan group add FIL")
        return
    table = Table(box=None, show_header=False, padding=(0, 1))
    for settings in found:
        one = settings.group
        table.add_row(
            one.id, one.name, one.municipality, f"{one.term.start.year}–", _in_log(opened, one)
        )
    console().print(table)


def _listed(opened: Services, one: Group) -> dict[str, str]:
    return {
        "id": one.id,
        "name": one.name,
        "municipality": one.municipality,
        "log": log_name(opened, one.id),
    }


def _in_log(opened: Services, one: Group) -> str:
    """What the log calls it: there the group's own id would tell too much."""
    return f"i loggen: {log_name(opened, one.id)}"


@group.command("export")
@click.argument("group_id", metavar="GRUPPE")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FIL")
def export_command(group_id: str, output: Path | None) -> None:
    """Skriv gruppa som en gruppefil, uten passord."""
    text = export_group(services(), group_id)
    if output is None:
        click.echo(text, nl=False)
        return
    write(output, text.encode())
    console().print(f"{output} er skrevet.")
