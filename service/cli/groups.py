"""kjoreplan group: add, import, export, list and check groups."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from service.cli.context import contents, services, write
from service.cli.output import console, json_option, print_json
from service.journeys.groups import add_group, all_groups, check_group, export_group


@click.group()
def group() -> None:
    """Legg inn grupper, og hent dem ut igjen som én fil."""


@group.command("add")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
def add_command(file: Path) -> None:
    """Legg inn en gruppe fra en gruppefil, eller oppdater den."""
    settings = add_group(services(), contents(file), file.name)
    console().print(f"{settings.group.id} er lagt inn.")


group.add_command(add_command, "import")


@group.command("check")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
def check_command(file: Path) -> None:
    """Se om en gruppefil er i orden, uten å lagre noe."""
    settings = check_group(contents(file), file.name)
    found = settings.group.roster
    console().print(
        f"{file.name} er i orden: {len(found.people)} personer, {len(found.bodies)} organer, "
        f"{len(settings.targets)} kalendere og mapper."
    )


@group.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """Alle grupper på denne maskinen."""
    found = all_groups(services())
    if as_json:
        print_json(
            {
                "groups": [
                    {"id": g.group.id, "name": g.group.name, "municipality": g.group.municipality}
                    for g in found
                ]
            }
        )
        return
    if not found:
        console().print("Ingen grupper ennå. Legg inn den første: kjoreplan group add FIL")
        return
    table = Table(box=None, show_header=False, padding=(0, 1))
    for settings in found:
        one = settings.group
        table.add_row(one.id, one.name, one.municipality, f"{one.term.start.year}–")
    console().print(table)


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
