"""kjoreplan wheel: a year's wheel or the term's as a file, here or in the group's folder."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from service.cli.context import services, write
from service.cli.output import (
    EXIT_FINDINGS,
    EXIT_INPUT,
    complain,
    console,
    json_option,
    leave,
    print_json,
    progress,
)
from service.documents.printing.bounded import ProgramError
from service.domain.errors import InputError
from service.domain.model import OSLO
from service.journeys.folder.wheels import LaidWheel, ask_for_wheel
from service.journeys.services import Services
from service.journeys.wheel_files import ENDINGS, wheel_files


@click.command()
@click.argument("group_id", metavar="GRUPPE")
@click.option("--year", type=click.IntRange(2000, 2100), metavar="ÅR", help="Ellers året nå.")
@click.option("--term", is_flag=True, help="Fireårshjulet for valgperioden i stedet.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FIL", help=".pdf, .png eller .svg."
)
@click.option("--folder", is_flag=True, help="Legg PDF og PNG i gruppas mappe.")
@json_option
def wheel(
    group_id: str,
    year: int | None,
    term: bool,
    output: Path | None,
    folder: bool,
    as_json: bool,
) -> None:
    """Lag årshjulet eller fireårshjulet som fil, her eller i gruppas mappe.

    Det som legges i mappa, følger planen ved hver synkronisering så lenge ingen har byttet det ut.
    """
    if (output is None) is not folder:
        raise InputError("Velg enten -o FIL eller --folder.")
    if term and year is not None:
        raise InputError("Velg enten --year eller --term.")
    opened = services()
    chosen = None if term else year or _this_year(opened, group_id)
    try:
        if output is not None:
            _to_file(opened, group_id, chosen, output, as_json=as_json)
        else:
            _to_folder(opened, group_id, chosen, as_json=as_json)
    except ProgramError as error:
        leave(complain(str(error), EXIT_INPUT))


def _this_year(opened: Services, group_id: str) -> int:
    return opened.now(group_id).astimezone(OSLO).year


def _to_file(
    opened: Services, group_id: str, year: int | None, output: Path, *, as_json: bool
) -> None:
    ending = output.suffix.removeprefix(".").lower()
    if ending not in ENDINGS:
        raise InputError("La navnet ende på .pdf, .png eller .svg.", where=str(output))
    files = wheel_files(opened, group_id, year)
    with progress("Lager hjulet …"):
        data = files.make(ending)
    write(output, data)
    if as_json:
        print_json({"title": files.name, "file": str(output)})
    else:
        console().print(f"Skrev {files.name} til {output}.")


def _to_folder(opened: Services, group_id: str, year: int | None, *, as_json: bool) -> None:
    with progress("Lager hjulet …") as tick:
        laid = ask_for_wheel(opened, group_id, year, tick)
    if as_json:
        print_json(asdict(laid))
    else:
        _show(laid)
    leave(EXIT_FINDINGS if laid.theirs else 0)


def _show(laid: LaidWheel) -> None:
    out = console()
    for words, hrefs in (
        ("lagt i mappa", laid.created),
        ("oppdatert", laid.updated),
        ("stemmer med planen fra før", laid.kept),
    ):
        for href in hrefs:
            out.print(f"{href}: {words}.")
    for href in laid.theirs:
        complain(
            f"{href}: der ligger en fil som noen andre har lagt inn eller endret. Gi den et annet "
            "navn, og prøv igjen.",
            0,
        )
