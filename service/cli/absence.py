"""kjoreplan absence: who stays away from the group's meetings, and who is called in."""

from __future__ import annotations

from collections.abc import Iterator

import click

from service.cli.context import services
from service.cli.output import clock, console, day, json_option, print_json
from service.domain.absence import Way
from service.domain.model import OSLO
from service.domain.wording import listed
from service.journeys.absence.links import renew_link
from service.journeys.absence.overview import (
    Away,
    Deputy,
    GroupAbsences,
    MeetingAbsences,
    Turn,
    absences_of,
)

_WAYS = {Way.LINK: "meldt på siden", Way.REPLY: "svarte nei i kalenderen"}


@click.command("absence")
@click.argument("group_id", metavar="GRUPPE")
@click.option("--new-link", metavar="MØTE", help="Bytt ut lenka til møtet med denne id-en.")
@json_option
def absence(group_id: str, new_link: str | None, as_json: bool) -> None:
    """Hvem som har meldt forfall til gruppas møter, og hvem som kalles inn i stedet."""
    opened = services()
    if new_link is not None:
        renew_link(opened, group_id, new_link)
    found = absences_of(opened, group_id)
    if as_json:
        print_json(_json(found))
        return
    if new_link is not None:
        console().print("Lenka er byttet ut. Den nye kommer i kalenderen ved neste synkronisering.")
    _show(found)


def _show(found: GroupAbsences) -> None:
    out = console()
    if not found.meetings:
        out.print("Ingen godkjente møter ligger foran, og ingen har meldt forfall.")
    for one in found.meetings:
        when = f"{day(one.meeting.date)}, {clock(one.meeting.start)}"
        out.print(f"{one.title}  {when}", style="bold")
        for line in _lines(one):
            out.print(f"  {line}")
    chosen = found.settings.absence
    if not (chosen.link or chosen.replies):
        out.print("Gruppa tar ikke imot forfall her. Velg det på nettsidene eller i gruppefila.")
    elif chosen.link and not found.has_address:
        out.print("Ingen lenke blir skrevet i kalenderen før KJOREPLAN_PUBLIC_URL er satt.")


def _lines(one: MeetingAbsences) -> Iterator[str]:
    if not one.away:
        yield "Ingen har meldt forfall."
    yield from (f"{away.name}  ({_said(away)})" for away in one.away)
    yield from (f"Ukjent navn: {away.name}  ({_said(away)})" for away in one.unknown)
    if one.away:
        yield from _deputies(one.turn)
        if one.prepares:
            yield (
                f"Dette gjelder gruppas eget møte. Forfall til {listed(one.prepares)} meldes til "
                "kommunen, som kaller inn vara dit."
            )


def _deputies(turn: Turn | None) -> Iterator[str]:
    if turn is None:
        yield "Reglene til gruppa sier ikke at vara skal møte her."
        return
    if turn.called:
        yield f"Kalles inn i tur og orden: {listed([_deputy(one) for one in turn.called])}"
    if turn.vacant and not turn.listed:
        yield "Varalista er tom, så ingen kan kalles inn."
    elif turn.vacant:
        yield f"Varalista er brukt opp; plasser som blir stående tomme: {turn.vacant}"
    elif not turn.called:
        yield "Ingen plasser står tomme, så ingen kalles inn."


def _deputy(one: Deputy) -> str:
    return f"{one.person.name} ({one.rank}. vara)" if one.rank else one.person.name


def _said(away: Away) -> str:
    return f"{_WAYS[away.way]} {away.at.astimezone(OSLO):%d.%m. kl. %H.%M}"


def _json(found: GroupAbsences) -> dict[str, object]:
    chosen = found.settings.absence
    return {
        "group": found.settings.group.id,
        "link": found.linked,
        "replies": chosen.replies,
        "meetings": [_meeting(one) for one in found.meetings],
    }


def _meeting(one: MeetingAbsences) -> dict[str, object]:
    return {
        "id": one.meeting.id,
        "body": one.meeting.body,
        "title": one.title,
        "date": one.meeting.date,
        "start": one.meeting.start,
        "open": one.is_open,
        "away": [_away(away) for away in one.away],
        "unknown": [_away(away) for away in one.unknown],
        "deputies": None if one.turn is None else _turn(one.turn),
        "prepares": list(one.prepares),
    }


def _away(away: Away) -> dict[str, object]:
    person = away.person.id if away.person else None
    return {"person": person, "name": away.name, "at": away.at, "way": away.way}


def _turn(turn: Turn) -> dict[str, object]:
    called = [
        {"person": one.person.id, "name": one.person.name, "rank": one.rank} for one in turn.called
    ]
    return {"called": called, "vacant": turn.vacant, "listed": turn.listed}
