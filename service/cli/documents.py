"""kjoreplan render, read, validate: documents out, documents in, and what the rules say."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from rich.table import Table

from service.cli.context import contents, services, write
from service.cli.findings import findings_json, show_report
from service.cli.output import EXIT_FINDINGS, console, json_option, leave, print_json
from service.documents.bounded import ProgramError
from service.documents.manifest import TYPES
from service.documents.unguided import without_guidance
from service.domain.errors import InputError
from service.domain.minutes import AttendanceStatus, CaseItem, DocumentReading, Source
from service.journeys.findings_report import TYPE as FINDINGS_REPORT
from service.journeys.findings_report import findings_report
from service.journeys.new_document import add_document
from service.journeys.regulation_settings import adopted_values
from service.journeys.rendering import render_for_group, render_from_toml
from service.journeys.validating import read_file, validate_files, validate_group

_SOURCES = {
    Source.TAG: "fra feltet",
    Source.LABEL: "etter ledeteksten",
    Source.HEADING: "under overskriften",
    Source.TABLE: "fra tabellen",
    Source.BOOKMARK: "etter et bokmerke",
}
_STATUSES = {
    AttendanceStatus.PRESENT: "møtt",
    AttendanceStatus.EXCUSED: "meldt forfall",
    AttendanceStatus.ABSENT: "ikke møtt",
    AttendanceStatus.UNKNOWN: "ikke ført",
}


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
        print_json(_reading_json(reading))
        return
    _show_reading(reading)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FIL…]")
@click.option(
    "--group", "group_id", help="Alt som er kjent om gruppa, eller filene etter gruppas regler."
)
@click.option("--pack", "packs", multiple=True, help="Regelpakke; kan gjentas.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
def validate(
    files: tuple[Path, ...], group_id: str | None, packs: tuple[str, ...], shape: str
) -> None:
    """Vurder dokumenter og plan etter gruppas regler."""
    if not files and not group_id:
        raise InputError("Oppgi filer, eller --group for alt som er kjent om gruppa.")
    if files and not (packs or group_id):
        raise InputError("Oppgi hvilke regler filene skal vurderes etter, med --pack.")
    if files:
        loaded = [(str(file), contents(file)) for file in files]
        opened = services() if group_id else None
        group = opened.settings(group_id).group if opened and group_id else None
        adopted = adopted_values(opened, group_id) if opened and group_id else None
        report = validate_files(loaded, packs, group, dt.datetime.now(dt.UTC), adopted)
    else:
        report = validate_group(services(), group_id or "")
    if shape == "json":
        print_json(findings_json(report))
    else:
        show_report(report)
    leave(EXIT_FINDINGS if report.has_errors else 0)


def _reading_json(reading: DocumentReading) -> dict[str, object]:
    return {
        "type": reading.type,
        "document_id": reading.document_id,
        "language": reading.language,
        "fields": {
            tag: {"value": v.text, "source": v.source, "confidence": v.confidence}
            for tag, v in reading.fields.items()
        },
        "attendance": [
            {"name": a.name, "role": a.role, "status": a.status, "note": a.note}
            for a in reading.attendance or ()
        ],
        "cases": [_case_json(case) for case in reading.cases or ()],
        "problems": [
            {"code": p.code, "message": p.message, "location": p.location} for p in reading.problems
        ],
    }


def _case_json(case: CaseItem) -> dict[str, object]:
    return {
        "number": case.number,
        "title": case.title,
        "recommendation": case.recommendation,
        "discussion": case.discussion,
        "proposal": case.proposal,
        "conclusion": case.conclusion,
        "presenter": case.presenter,
        "dissent": list(case.dissent),
        "votes": case.votes
        and {
            "for": case.votes.in_favour,
            "against": case.votes.against,
            "blank": case.votes.abstained,
        },
        "location": case.location,
    }


def _show_reading(reading: DocumentReading) -> None:
    out = console()
    out.print(reading.type or "Ukjent dokument", style="bold")
    table = Table(box=None, show_header=False, padding=(0, 1))
    for tag, value in reading.fields.items():
        sure = f"{_SOURCES[value.source]}, {value.confidence * 100:.0f} %"
        table.add_row(tag, value.text or "–", sure)
    out.print(table)
    for attendee in reading.attendance or ():
        out.print(f"  {attendee.name}, {attendee.role}: {_STATUSES[attendee.status]}")
    for case in reading.cases or ():
        out.print(f"\nSak {case.number} {case.title}", style="bold")
        for label, text in (
            ("Forslag", case.proposal),
            ("Konklusjon", case.conclusion),
            ("Fører saken", case.presenter),
        ):
            out.print(f"  {label}: {'ikke funnet' if text is None else text or '–'}")
    for problem in reading.problems:
        out.print(f"! {problem.location}: {problem.message}", style="yellow")
