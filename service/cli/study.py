"""kjoreplan study: study courses by hours and presence, and the file for the portal."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from service.cli.context import services, write
from service.cli.output import console, json_option, print_json
from service.journeys.study import StudyLook, export_course, study_courses

_GROUP = click.argument("group_id", metavar="GRUPPE")


@click.group()
def study() -> None:
    """Studiearbeidet: timer, frammøte og kursbevis. Ingenting sendes herfra."""


@study.command("list")
@_GROUP
@json_option
def list_command(group_id: str, as_json: bool) -> None:
    """Gruppas kurs, og hva som mangler."""
    found = study_courses(services(), group_id)
    if as_json:
        print_json({"courses": [dataclasses.asdict(one) for one in found]})
        return
    for one in found:
        _show(one)
    if not found:
        console().print("Gruppa har ikke ført noe studiearbeid.")


@study.command("export")
@_GROUP
@click.argument("course", metavar="KURS")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FIL.csv")
def export_command(group_id: str, course: str, output: Path) -> None:
    """Skriv økter og frammøte til en fil for kursportalen."""
    write(output, export_course(services(), group_id, course))
    console().print(f"Skrev {output}. Bare den som fører kurset i portalen, skal ha den.")


def _show(look: StudyLook) -> None:
    out = console()
    hours, minutes = divmod(look.minutes, 60)
    length = f"{hours} t {minutes} min" if minutes else f"{hours} t"
    out.print(f"{look.id}  {look.title}", style="bold")
    out.print(
        f"  {look.sessions} økter, {length}, {look.digital} % digitalt. {look.present} har møtt, "
        f"{look.qualified} av dem minst 75 % av tida."
    )
    if look.entitled:
        out.print(f"  Krav på kursbevis: {', '.join(look.entitled)}")
    for one in look.open:
        out.print(f"  {one}")
