"""kjoreplan register: what the rules need to know that neither plan, documents nor roster say."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from service.cli.context import contents, services, write
from service.cli.output import console, json_option, print_json
from service.journeys.judging.registers import (
    export_registers,
    import_registers,
    kept_registers,
    remove_entry,
    stop_register,
)
from service.rules.registers import registers

_GROUP = click.argument("group_id", metavar="GRUPPE")


@click.group()
def register() -> None:
    """Registrene reglene bygger på: saker, avvik, innmeldinger og annet."""


@register.command("list")
@click.option("--group", "group_id", help="Vis hva gruppa fører, og hvor mye.")
@json_option
def list_command(group_id: str | None, as_json: bool) -> None:
    """Hvilke registre som finnes, og hva en oppføring kan si."""
    kept = kept_registers(services(), group_id) if group_id else {}
    rows = [
        {
            "register": name,
            "name": one.name.nb,
            "uses": list(one.uses),
            "fields": list(one.fields),
            "flags": list(one.flags),
            "stored": one.kept,
            "entries": len(kept[name]) if name in kept else None,
        }
        for name, one in registers().items()
    ]
    if as_json:
        print_json({"registers": rows})
        return
    for row in rows:
        entries = "" if row["entries"] is None else f", {row['entries']} oppføringer"
        never = "" if row["stored"] else ", lagres aldri"
        console().print(f"{row['register']}  {row['name']}{entries}{never}")


@register.command("import")
@_GROUP
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL.toml")
def import_command(group_id: str, file: Path) -> None:
    """Les oppføringer fra en fil. Alt eller ingenting lagres."""
    counts = import_registers(services(), group_id, contents(file), file.name, by=getpass.getuser())
    for name, count in counts.items():
        console().print(f"{registers()[name].name.nb}: {count}")


@register.command("export")
@_GROUP
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FIL.toml")
def export_command(group_id: str, output: Path | None) -> None:
    """Skriv gruppas registre som en fil som kan leses inn igjen."""
    text = export_registers(services(), group_id)
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text.encode())


@register.command("remove")
@_GROUP
@click.argument("entry", metavar="OPPFØRING")
def remove_command(group_id: str, entry: str) -> None:
    """Slett én oppføring."""
    remove_entry(services(), group_id, entry)
    console().print("Oppføringen er slettet.")


@register.command("stop")
@_GROUP
@click.argument("name", metavar="REGISTER")
@click.confirmation_option("--yes", prompt="Slette registeret med alle oppføringer?")
def stop_command(group_id: str, name: str) -> None:
    """Slutt å føre et register, og slett det som står der."""
    stop_register(services(), group_id, name)
    console().print("Registeret er slettet.")
