"""kjoreplan render and read: documents out, documents in."""

from __future__ import annotations

from pathlib import Path

import click

from service.cli.context import contents, services, write
from service.cli.output import console, json_option, print_json
from service.cli.reading_view import reading_json, show_reading
from service.documents.manifest import TYPES
from service.documents.printing.bounded import ProgramError
from service.documents.printing.unguided import without_guidance
from service.domain.errors import InputError
from service.journeys.judging.validating import read_file
from service.journeys.papers.findings_report import TYPE as FINDINGS_REPORT
from service.journeys.papers.findings_report import findings_report
from service.journeys.papers.new_document import add_document
from service.journeys.papers.rendering import render_for_group, render_from_toml


@click.command()
@click.argument("kind", metavar="TYPE", type=click.Choice(TYPES))
@click.option("--group", "group_id", help="Fyll ut fra gruppas plan og register.")
@click.option("--data", type=click.Path(path_type=Path), help="Fyll ut fra en TOML-fil.")
@click.option("--meeting", "meeting_id", help="Møtet det gjelder, med --group.")
@click.option("--half", help="Halvåret det gjelder, med --group, som 2026-1.")
@click.option("--lang", type=click.Choice(["nb", "nn"]), help="Uten: gruppas språk, ellers nb.")
@click.option("--folder", is_flag=True, help="Legg det i gruppas mappe, med --group.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FIL")
def render(
    kind: str,
    group_id: str | None,
    data: Path | None,
    meeting_id: str | None,
    half: str | None,
    lang: str | None,
    folder: bool,
    output: Path | None,
) -> None:
    """Lag et dokument fra en mal, som DOCX eller (når navnet slutter på .pdf) som PDF."""
    if bool(group_id) == bool(data):
        raise InputError("Oppgi enten --group eller --data.")
    if folder == bool(output) or (folder and (data or lang)):
        raise InputError("Oppgi -o FIL, eller --group og --folder for å legge det i gruppas mappe.")
    if output is None:
        added = add_document(services(), group_id or "", kind, meeting_id=meeting_id, half=half)
        console().print(f"{added.href} er lagt i gruppas mappe.")
        return
    if output.exists():
        raise InputError(
            "Fila finnes fra før og blir ikke overskrevet. Velg et annet navn.", where=str(output)
        )
    if kind == FINDINGS_REPORT and group_id:
        document = findings_report(services(), group_id)
    elif data:
        document = render_from_toml(kind, lang or "nb", contents(data), data.name)
    else:
        document = render_for_group(
            services(), group_id or "", kind, meeting_id=meeting_id, half=half, language=lang
        )
    write(output, _as_pdf(document, output.stem) if output.suffix == ".pdf" else document)
    console().print(f"{output} er skrevet.")


def _as_pdf(document: bytes, title: str) -> bytes:
    language = read_file(title, document).language
    try:
        return services().print_pdf(without_guidance(document), language=language, title=title)
    except ProgramError as error:
        raise InputError(str(error)) from error


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@json_option
def read(file: Path, as_json: bool) -> None:
    """Vis hva tjenesten forstår av et dokument, og hvor sikkert det er."""
    reading = read_file(str(file), contents(file))
    if as_json:
        print_json(reading_json(reading))
        return
    show_reading(reading)
