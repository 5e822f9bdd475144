"""kjoreplan rules …: waivers, confirmations, the baseline, previews, and what the week asks."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Sequence

import click

from service.cli.context import services
from service.cli.findings import show_finding
from service.cli.output import console, json_option, print_json
from service.domain.errors import InputError
from service.domain.wording import day_month
from service.journeys.judging import deciding
from service.journeys.judging.digest import Digest, weekly_digest
from service.journeys.judging.preview import Preview
from service.journeys.judging.preview import preview as look_ahead
from service.rules.parameters import Choice
from service.rules.results import Finding

_GROUP = click.argument("group_id", metavar="GRUPPE")
_CODE = click.argument("code", metavar="REGEL")
_TARGET = click.argument("target", metavar="HVA")


@click.command()
@_GROUP
@_CODE
@_TARGET
@click.option("--reason", required=True, help="Hvorfor gruppa godtar funnet.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Siste dag unntaket gjelder.")
def waive(group_id: str, code: str, target: str, reason: str, until: dt.datetime | None) -> None:
    """Godta et funn, slik «validate --format json» kaller det (target)."""
    last = until.date() if until else None
    deciding.waive(services(), group_id, code, target, reason, by=getpass.getuser(), until=last)
    console().print(f"{code} er godtatt for {target}.")


@click.command()
@_GROUP
@_CODE
@_TARGET
def unwaive(group_id: str, code: str, target: str) -> None:
    """Trekk et unntak tilbake."""
    deciding.withdraw_waiver(services(), group_id, code, target)
    console().print(f"Unntaket for {code} er trukket tilbake.")


@click.command()
@_GROUP
@json_option
def waivers(group_id: str, as_json: bool) -> None:
    """Hvilke funn gruppa har godtatt, hvorfor, og hvor lenge."""
    found = deciding.waivers_of(services(), group_id)
    if as_json:
        rows = (
            {"code": w.code, "target": w.target, "reason": w.reason, "until": w.until}
            for w in found
        )
        print_json({"waivers": list(rows)})
        return
    for one in found:
        until = f", til {day_of_year(one.until)}" if one.until else ""
        console().print(f"{one.code}  {one.target}{until}: {one.reason}")
    if not found:
        console().print("Gruppa har ingen unntak.")


@click.command()
@_GROUP
@_CODE
@click.option("--target", default="", help="Hva det gjelder, slik oppgaven sier det.")
@click.option("--note", default="", help="Noe å huske om det.")
def confirm(group_id: str, code: str, target: str, note: str) -> None:
    """Bekreft at noe tjenesten ikke kan kontrollere, er gjort."""
    deciding.confirm(services(), group_id, code, target, by=getpass.getuser(), note=note)
    console().print(f"{code} er bekreftet.")


@click.command()
@_GROUP
@click.option("--clear", is_flag=True, help="Vis alle funn som vanlig igjen.")
def baseline(group_id: str, clear: bool) -> None:
    """Ta dagens funn som utgangspunkt: bare nye funn vises heretter."""
    if clear:
        deciding.clear_baseline(services(), group_id)
        console().print("Alle funn vises som vanlig igjen.")
        return
    count = deciding.set_baseline(services(), group_id)
    console().print(f"{count} funn er tatt som utgangspunkt. Nye funn vises for seg.")


@click.command()
@_GROUP
@click.option("--pack", "packs", multiple=True, help="Pakkene gruppa ville valgt; kan gjentas.")
@click.option("--set", "values", multiple=True, metavar="REGEL.NAVN=VERDI", help="En annen verdi.")
@json_option
def preview(group_id: str, packs: tuple[str, ...], values: tuple[str, ...], as_json: bool) -> None:
    """Hvilke funn som ville kommet og gått med andre pakker eller verdier. Lagrer ingenting."""
    found = look_ahead(
        services(), group_id, packs=packs or None, parameters=[_choice(one) for one in values]
    )
    if as_json:
        print_json(_preview_json(found))
        return
    _show_all("Kommer", found.come)
    _show_all("Går", found.go)
    _show_all("Endres", [new for _, new in found.changed])
    console().print(
        f"{len(found.come)} kommer, {len(found.go)} går, {len(found.changed)} endres, "
        f"{found.kept - len(found.changed)} er som før. Ingenting er lagret."
    )


@click.command()
@_GROUP
@click.option("--days", default=7, show_default=True, help="Hvor mange dager fram og tilbake.")
@json_option
def week(group_id: str, days: int, as_json: bool) -> None:
    """Hva som har frist denne uka, og hva som er blitt verre eller bedre."""
    found = weekly_digest(services(), group_id, days=days)
    if as_json:
        print_json(_digest_json(found))
        return
    out = console()
    if found.deadlines:
        out.print("\nFrister", style="bold")
    for task in found.deadlines:
        out.print(f"  {day_of_year(task.date)}: {task.title}")
    _show_all("Med frist", found.due)
    _show_all("Blitt verre", found.worse)
    if found.mended:
        out.print(f"\nOrdnet siden sist: {', '.join(found.mended)}")
    out.print(f"\n{found.waiting} andre ting bør ordnes.")


def day_of_year(day: dt.date) -> str:
    """A date as people write it: "12. mai 2026"."""
    return f"{day_month(day)} {day.year}"


def _choice(text: str) -> Choice:
    name, equals, value = text.partition("=")
    code, _, parameter = name.rpartition(".")
    if not equals or not code:
        message = "Skriv det som REGEL.NAVN=VERDI, for eksempel SP22-5.1.gap_days=14."
        raise InputError(message, where=text)
    return code, parameter, int(value) if value.isdecimal() else value


def _show_all(heading: str, findings: Sequence[Finding]) -> None:
    if findings:
        console().print(f"\n{heading}", style="bold")
    for finding in findings:
        show_finding(finding, "")


def _preview_json(found: Preview) -> dict[str, object]:
    return {
        "come": [f.as_json() for f in found.come],
        "go": [f.as_json() for f in found.go],
        "changed": [
            {"before": old.as_json(), "after": new.as_json()} for old, new in found.changed
        ],
        "not_evaluated": [{"code": n.code, "missing": n.missing} for n in found.not_evaluated],
        "kept": found.kept,
    }


def _digest_json(found: Digest) -> dict[str, object]:
    return {
        "until": found.until,
        "deadlines": [{"id": t.id, "date": t.date, "title": t.title} for t in found.deadlines],
        "due": [f.as_json() for f in found.due],
        "worse": [f.as_json() for f in found.worse],
        "mended": list(found.mended),
        "waiting": found.waiting,
    }
