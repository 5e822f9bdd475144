"""kjoreplan plan: what people set by hand, who has approved what, and undoing it."""

from __future__ import annotations

import datetime as dt

import click

from service.cli.context import services
from service.cli.output import clock, console, day, json_option, print_json
from service.cli.plan_diffs import history_json, show_history, show_undone
from service.domain.errors import InputError
from service.domain.model import Meeting, MeetingType
from service.journeys.plan_edits import (
    Slot,
    add_meeting,
    cancel_meeting,
    follow_rule,
    move_meeting,
)
from service.journeys.planning import plan_history, undo_plan

_NAME = click.argument("meeting", metavar="MØTE")
_GROUP = click.argument("group_id", metavar="GRUPPE")
_TYPES = {
    "gruppemøte": MeetingType.GRP_ORD,
    "ekstra": MeetingType.GRP_EXTRA,
    "formøte": MeetingType.GRP_PRE,
    "ettermøte": MeetingType.GRP_POST,
    "sosialt": MeetingType.SOSIAL,
    "studie": MeetingType.STUDIE,
    "tema": MeetingType.TEMA,
}


def _date(_context: click.Context, _option: click.Parameter, value: str | None) -> dt.date | None:
    try:
        return None if value is None else dt.date.fromisoformat(value)
    except ValueError:
        raise InputError(f"«{value}» er ingen dato. Skriv den som 2026-05-12.") from None


def _time(_context: click.Context, _option: click.Parameter, value: str | None) -> dt.time | None:
    try:
        return None if value is None else dt.time.fromisoformat(value.replace(".", ":"))
    except ValueError:
        raise InputError(f"«{value}» er ikke et klokkeslett. Skriv det som 18.00.") from None


_START = click.option("--start", callback=_time, help="Når det begynner, som 18.00.")
_END = click.option("--end", callback=_time, help="Når det slutter, som 20.30.")
_PLACE = click.option("--place", help="Hvor det holdes.")


@click.command("move")
@_GROUP
@_NAME
@click.option("--date", "date", callback=_date, help="Dagen, som 2026-05-12.")
@_START
@_END
@_PLACE
def move_command(
    group_id: str,
    meeting: str,
    date: dt.date | None,
    start: dt.time | None,
    end: dt.time | None,
    place: str | None,
) -> None:
    """Flytt et av gruppas møter for hånd. MØTE er datoen eller id-en; planleggingen lar det stå."""
    slot = Slot(date=date, start=start, end=end, place=place)
    moved = move_meeting(services(), group_id, meeting, slot)
    console().print(f"Møtet er satt til {_said(moved)}. Planleggingen lar det stå.")


@click.command("cancel")
@_GROUP
@_NAME
def cancel_command(group_id: str, meeting: str) -> None:
    """Avlys et av gruppas møter for hånd. Planleggingen setter det ikke opp igjen."""
    off = cancel_meeting(services(), group_id, meeting)
    console().print(f"Møtet {_said(off)} er avlyst.")


@click.command("add")
@_GROUP
@click.option("--type", "type_", type=click.Choice(tuple(_TYPES)), required=True, help="Møtetypen.")
@click.option("--date", "date", callback=_date, required=True, help="Dagen, som 2026-05-12.")
@_START
@_END
@click.option("--place", default="", help="Hvor det holdes.")
@click.option("--serves", multiple=True, metavar="ID", help="Kommunens møte som det forbereder.")
def add_command(
    group_id: str,
    type_: str,
    date: dt.date,
    start: dt.time | None,
    end: dt.time | None,
    place: str,
    serves: tuple[str, ...],
) -> None:
    """Legg inn et møte som gruppa selv har bestemt."""
    slot = Slot(date=date, start=start, end=end, place=place)
    added = add_meeting(services(), group_id, _TYPES[type_], slot, serves=serves)
    console().print(f"Møtet {_said(added)} er lagt inn som {added.id}.")


@click.command("follow")
@_GROUP
@_NAME
def follow_command(group_id: str, meeting: str) -> None:
    """La et møte som dere har satt for hånd, følge regelen igjen."""
    back = follow_rule(services(), group_id, meeting)
    console().print(
        f"Møtet {_said(back)} følger regelen igjen. Neste forslag sier hvor det skal ligge."
    )


@click.command("history")
@_GROUP
@click.option("--half", help="Halvåret, som 2026-1. Uten: alle.")
@json_option
def history_command(group_id: str, half: str | None, as_json: bool) -> None:
    """Vis hvem som har godkjent planen og når, det siste først."""
    opened = services()
    versions = plan_history(opened, group_id, half)
    if as_json:
        print_json(history_json(versions))
        return
    show_history(versions, opened.own_settings(group_id).group)


@click.command("undo")
@_GROUP
@click.option("--half", help="Halvåret, som 2026-1. Uten: det som sist ble godkjent.")
@click.option("--by", required=True, help="Hvem som angrer.")
def undo_command(group_id: str, half: str | None, by: str) -> None:
    """La planen før siste godkjenning gjelde igjen. Angrer du to ganger, gjelder godkjenningen."""
    show_undone(undo_plan(services(), group_id, by=by, half=half))


COMMANDS = (
    move_command,
    cancel_command,
    add_command,
    follow_command,
    history_command,
    undo_command,
)


def _said(meeting: Meeting) -> str:
    when = " ".join(day(meeting.date).split())
    return f"{when}, {clock(meeting.start, meeting.end)}" if meeting.start else when
