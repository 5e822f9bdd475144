"""kjoreplan template: whose templates a group has, and trying one of its own."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import click
from rich.table import Table

from service.cli.context import contents, services, write
from service.cli.output import (
    EXIT_FINDINGS,
    console,
    day,
    json_option,
    leave,
    print_json,
    progress,
)
from service.config import read_config
from service.db.templates import StoredTemplate
from service.documents.manifest import LANGUAGES, TYPES
from service.documents.own import Adoption, Remark, adopt, sentence
from service.documents.printing.bounded import ProgramError
from service.documents.printing.pdf import to_pdf
from service.documents.rendering.template import template_file
from service.domain.errors import InputError
from service.domain.model import OSLO, Group
from service.journeys.templates.own_templates import Subject, look_over, remarks_of, take
from service.journeys.templates.shelf import base_manifest
from service.journeys.templates.template_states import (
    TemplateState,
    shipped_template,
    template_states,
)
from service.journeys.templates.uploading import trial

_type_option = click.option(
    "--type", "type_", type=click.Choice(TYPES), required=True, help="Hvilket dokument den er for."
)
_lang_option = click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), help="Uten: gruppas språk, ellers nb."
)
_group_option = click.option("--group", "group_id", help="Mål den mot malen som gruppa har.")
_output = click.Path(path_type=Path)


@click.group()
def template() -> None:
    """Se hvilke maler en gruppe har, prøv en egen, og ta den i bruk."""


@template.command("list")
@click.argument("group_id", metavar="GRUPPE")
@json_option
def list_command(group_id: str, as_json: bool) -> None:
    """Hvilke maler gruppas dokumenter lages etter, og siden når."""
    found = template_states(services(), group_id)
    if as_json:
        print_json(
            {
                "templates": [_state_json(one) for one in found.states],
                "nameless": [one.href for one in found.nameless],
            }
        )
        return
    table = Table(box=None, padding=(0, 1))
    for title in ("Type", "Språk", "Mal", "Siden", "Merknader"):
        table.add_column(title)
    for one in found.states:
        since = day(one.since.astimezone(OSLO).date()) if one.since else ""
        table.add_row(one.subject.type, one.subject.language, _whose(one.holds), since, _noted(one))
    console().print(table)
    for nameless in found.nameless:
        for said in remarks_of(nameless):
            console().print(f"! {nameless.href}: {sentence(said)}")


@template.command("check")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@_type_option
@_lang_option
@_group_option
@json_option
@click.option("-o", "--output", type=_output, metavar="PRØVE", help="Prøven, som PDF eller DOCX.")
def check_command(
    file: Path,
    type_: str,
    language: str | None,
    group_id: str | None,
    as_json: bool,
    output: Path | None,
) -> None:
    """Se om en DOCX kan brukes som mal, og hvordan dokumentet blir. Ingenting lagres."""
    group = services().settings(group_id).group if group_id else None
    subject = _subject(type_, language, group)
    if output is not None:
        _refuse_to_overwrite(output)
    adoption = _looked_over(file, subject, group)
    if output is not None and adoption.usable:
        write(output, _trial(adoption, subject, output))
    if as_json:
        print_json(_adoption_json(adoption))
    else:
        _show(adoption)
        if output is not None and adoption.usable:
            console().print(f"{output} er skrevet.")
    leave(0 if adoption.usable else EXIT_FINDINGS)


@template.command("use")
@click.argument("group_id", metavar="GRUPPE")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@_type_option
@_lang_option
def use_command(group_id: str, file: Path, type_: str, language: str | None) -> None:
    """Ta en DOCX i bruk som gruppas mal, hvis den kan brukes."""
    opened = services()
    subject = _subject(type_, language, opened.settings(group_id).group)
    try:
        adoption = take(opened, group_id, contents(file), subject)
    except InputError as error:
        raise InputError(error.message, where=error.where or str(file)) from None
    _show(adoption)
    if not adoption.usable:
        console().print("Malen er ikke tatt i bruk; den som var i bruk, er det fortsatt.")
        leave(EXIT_FINDINGS)
    console().print("Malen er i bruk. Nye dokumenter lages etter den.")


@template.command("export")
@click.argument("type_", type=click.Choice(TYPES), metavar="TYPE")
@_lang_option
@_group_option
@click.option("-o", "--output", type=_output, required=True, metavar="FIL")
def export_command(type_: str, language: str | None, group_id: str | None, output: Path) -> None:
    """Skriv malen vår til en fil, som utgangspunkt for en egen."""
    _refuse_to_overwrite(output)
    group = services().settings(group_id).group if group_id else None
    subject = _subject(type_, language, group)
    data = (
        shipped_template(group, subject) if group else template_file(subject.type, subject.language)
    )
    write(output, data)
    console().print(f"{output} er skrevet.")


def _subject(type_: str, language: str | None, group: Group | None) -> Subject:
    return Subject(type=type_, language=language or (group.language if group else "nb"))


def _looked_over(file: Path, subject: Subject, group: Group | None) -> Adoption:
    data = contents(file)
    try:
        if group is not None:
            return look_over(group, data, subject)
        return adopt(data, base_manifest(subject.type, subject.language))
    except InputError as error:
        raise InputError(error.message, where=error.where or str(file)) from None


def _trial(adoption: Adoption, subject: Subject, output: Path) -> bytes:
    """What the template makes; as PDF unless the name asks for a DOCX."""
    document = trial(adoption)
    if output.suffix.lower() == ".docx":
        return document
    to_print = partial(to_pdf, soffice=read_config(os.environ).soffice)
    try:
        with progress("Lager prøven …"):
            return to_print(document, language=subject.language, title=output.stem)
    except ProgramError as error:
        raise InputError(str(error)) from error


def _refuse_to_overwrite(output: Path) -> None:
    if output.exists():
        raise InputError(
            "Fila finnes fra før og blir ikke overskrevet. Velg et annet navn.", where=str(output)
        )


def _show(adoption: Adoption) -> None:
    out = console()
    for one in adoption.remarks:
        sign, style = ("-", "red") if one.is_error else ("!", "yellow")
        out.print(f"{sign} {sentence(one)}", style=style)
        if one.place:
            out.print(f"      Ved: {one.place}", style="dim")
    out.print("Malen kan brukes." if adoption.usable else "Malen kan ikke brukes slik den er.")


def _whose(holds: StoredTemplate | None) -> str:
    if holds is None:
        return "vår"
    return "egen, lastet opp" if holds.uploaded else f"egen, {holds.href}"


def _noted(state: TemplateState) -> str:
    said = [f"{len(state.remarks)}"] if state.remarks else []
    said += ["en ny venter"] if state.waiting else []
    said += [f"{one.href} må rettes" for one in state.refused]
    return ", ".join(said)


def _adoption_json(adoption: Adoption) -> dict[str, object]:
    return {
        "usable": adoption.usable,
        "remarks": [_remark_json(one) for one in adoption.remarks],
    }


def _state_json(state: TemplateState) -> dict[str, object]:
    holds = state.holds
    source = "ours" if holds is None else "uploaded" if holds.uploaded else "folder"
    return {
        "type": state.subject.type,
        "language": state.subject.language,
        "name": state.name,
        "source": source,
        "file": holds.href if holds and not holds.uploaded else None,
        "since": state.since,
        "waiting": state.waiting is not None,
        "refused": [one.href for one in state.refused],
        "remarks": [_remark_json(one) for one in state.remarks],
    }


def _remark_json(one: Remark) -> dict[str, object]:
    return {
        "code": one.code,
        "error": one.is_error,
        "place": one.place,
        "message": sentence(one),
    }
