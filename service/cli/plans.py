"""kjoreplan plan: read a published plan, propose, approve."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path

import click

from service.cli.context import contents, services
from service.cli.output import clock, console, day, json_option, print_json
from service.cli.plan_decisions import COMMANDS
from service.cli.plan_diffs import diff_json, show_diff
from service.cli.plan_drafts import draft_command, show_waiting
from service.cli.plan_reading import read_command
from service.cli.plan_views import (
    meeting_json,
    proposal_json,
    show_import,
    show_meetings,
    show_proposal,
)
from service.cli.plan_watching import check_command, watch_command
from service.domain.extra_meetings import ExtraRequest
from service.domain.halves import half_of, period_of
from service.domain.model import OSLO
from service.journeys.extra_meetings import plan_extra
from service.journeys.municipal import confirm_meeting, import_plan
from service.journeys.planning import approve_plan, propose_plan
from service.journeys.plans import plan_meetings


@click.group()
def plan() -> None:
    """Les kommunens møteplan, foreslå og godkjenn gruppas møter."""


plan.add_command(read_command)
plan.add_command(draft_command)
plan.add_command(watch_command)
plan.add_command(check_command)


@plan.command("import")
@click.argument("group_id", metavar="GRUPPE")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@click.option("--year", type=int, help="Året, når planen ikke sier det selv.")
@click.option("--go-on", is_flag=True, help="Planen er hel, selv om mange møter er tatt ut.")
def import_command(group_id: str, file: Path, year: int | None, go_on: bool) -> None:
    """Ta kommunens møteplan inn i gruppas plan, og vis hva som er nytt."""
    opened = services()
    imported = import_plan(opened, group_id, contents(file), file.name, year=year, go_on=go_on)
    show_import(imported, opened.settings(group_id).group.roster.names())


@plan.command("confirm")
@click.argument("group_id", metavar="GRUPPE")
@click.argument("meeting_id", metavar="MØTE")
def confirm_command(group_id: str, meeting_id: str) -> None:
    """Bekreft et møte som ble lest med tvil."""
    meeting = confirm_meeting(services(), group_id, meeting_id)
    console().print(f"{day(meeting.date)} er bekreftet.")


@plan.command("show")
@click.argument("group_id", metavar="GRUPPE")
@click.option("--half", help="Halvåret, som 2026-1. Uten: det som er nå.")
@json_option
def show_command(group_id: str, half: str | None, as_json: bool) -> None:
    """Vis planen: kommunens møter og gruppas egne."""
    opened = services()
    settings = opened.settings(group_id)
    period = period_of(half or half_of(opened.now(group_id).astimezone(OSLO).date()))
    meetings = plan_meetings(opened, group_id, period)
    if as_json:
        print_json({"meetings": [meeting_json(m) for m in meetings]})
        return
    show_waiting(opened, group_id)
    show_meetings(meetings, settings.group.roster.names())


@plan.command("propose")
@click.argument("group_id", metavar="GRUPPE")
@click.option("--half", required=True, help="Halvåret, som 2026-1.")
@json_option
def propose_command(group_id: str, half: str, as_json: bool) -> None:
    """Foreslå gruppas møter, og vis forskjellen fra planen som gjelder."""
    opened = services()
    proposal = propose_plan(opened, group_id, half)
    group = opened.own_settings(group_id).group
    if as_json:
        print_json({**proposal_json(proposal), **diff_json(proposal, group)})
        return
    show_proposal(proposal, lambda: show_diff(proposal, group))


@plan.command("approve")
@click.argument("group_id", metavar="GRUPPE")
@click.option("--half", required=True, help="Halvåret, som 2026-1.")
@click.option("--by", "approved_by", required=True, help="Hvem som vedtok: gruppa, gruppemøtet …")
@click.option("--protocol", "protocol_ref", default="", help="Hvor vedtaket står.")
@click.option("--only", multiple=True, metavar="ID", help="Godkjenn bare endringen av dette møtet.")
@click.option("--seen", metavar="KODE", help="Fra propose --json: godkjenn bare det som er sett.")
def approve_command(
    group_id: str,
    half: str,
    approved_by: str,
    protocol_ref: str,
    only: tuple[str, ...],
    seen: str | None,
) -> None:
    """Godkjenn forslaget. Møtene kommer i kalenderen ved neste synkronisering."""
    opened = services()
    proposal = approve_plan(
        opened,
        group_id,
        half,
        approved_by=approved_by,
        protocol_ref=protocol_ref,
        only=only or None,
        seen=seen,
    )
    show_proposal(proposal, only=only or None)
    at = opened.now(group_id).astimezone(OSLO)
    when = f"{' '.join(day(at.date()).split())} kl. {clock(at.time())}"
    console().print(f"Planen for {half} er godkjent av {approved_by} {when}.")


@plan.command("extra")
@click.argument("group_id", metavar="GRUPPE")
@click.option("--date", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Som 2026-05-12.")
@click.option("--start", required=True, type=click.DateTime(["%H:%M"]), help="Som 18:00.")
@click.option("--end", type=click.DateTime(["%H:%M"]), help="Som 20:00. Uten: ukjent.")
@click.option("--place", default="", help="Uten: der gruppa pleier å møtes.")
@click.option(
    "--requested-by",
    "requested_by",
    required=True,
    multiple=True,
    metavar="PERSON",
    help="Id-en til en som ber om møtet. Gjenta for hver.",
)
def extra_command(
    group_id: str,
    date: dt.datetime,
    start: dt.datetime,
    end: dt.datetime | None,
    place: str,
    requested_by: tuple[str, ...],
) -> None:
    """Sett opp et ekstra gruppemøte som gruppelederen eller nok faste medlemmer har bedt om."""
    request = ExtraRequest(
        date=date.date(),
        start=start.time(),
        end=end.time() if end else None,
        place=place,
        requested_by=requested_by,
    )
    planned = plan_extra(services(), group_id, request, by=getpass.getuser())
    for warning in planned.warnings:
        console().print(f"! {warning}", style="yellow")
    console().print(
        f"Ekstra gruppemøte {day(planned.meeting.date)} er satt opp. "
        "Det kommer i kalenderen ved neste synkronisering."
    )


for command in COMMANDS:
    plan.add_command(command)
