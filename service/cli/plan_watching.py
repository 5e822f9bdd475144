"""kjoreplan plan watch and check: following the address of a published plan."""

from __future__ import annotations

from collections.abc import Iterable

import click

from service.cli.context import services
from service.cli.output import (
    EXIT_INPUT,
    EXIT_SERVER,
    complain,
    console,
    json_option,
    leave,
    print_json,
    progress,
)
from service.domain.errors import InputError
from service.domain.published import Origin
from service.journeys.published.watching import (
    Checked,
    Looked,
    Outcome,
    check_address,
    due_addresses,
    stop_watching,
    watch_plan,
)
from service.journeys.published.wording import plan_waits


@click.command("watch")
@click.argument("group_id", metavar="GRUPPE")
@click.argument("address", metavar="ADRESSE", required=False)
@click.option("--year", type=int, help="Året, når planen ikke sier det selv.")
@click.option("--stop", is_flag=True, help="Slutt å følge med.")
def watch_command(group_id: str, address: str | None, year: int | None, stop: bool) -> None:
    """Følg med på adressen til kommunens møteplan. En endring venter på at noen ser på den."""
    if stop == bool(address):
        raise InputError("Oppgi adressen til planen, eller --stop for å slutte å følge med.")
    opened = services()
    opened.own_settings(group_id)
    if address is None:
        stop_watching(opened, group_id)
        console().print("Adressen følges ikke lenger.")
        return
    with progress("Henter planen …"):
        looked = watch_plan(opened, group_id, address, by="", year=year)
    console().print(
        "Adressen leses hver natt av kjoreplan worker, eller av: kjoreplan plan check --all"
    )
    console().print(_said(looked))


@click.command("check")
@click.argument("group_id", metavar="GRUPPE", required=False)
@click.option("--all", "every", is_flag=True, help="Alle grupper.")
@json_option
def check_command(group_id: str | None, every: bool, as_json: bool) -> None:
    """Les adressene det er på tide å lese: høyst én gang i døgnet hver. Ingenting tas inn."""
    if bool(group_id) == every:
        raise InputError("Oppgi én gruppe, eller --all for alle.")
    opened = services()
    if group_id:
        opened.own_settings(group_id)
    with progress("Leser adressene …"):
        checked = [check_address(opened, url) for url in due_addresses(opened, group_id or "")]
    if as_json:
        print_json({"checked": [_checked_json(one) for one in checked]})
    else:
        _show(checked)
    leave(_status(checked))


def _show(checked: Iterable[Checked]) -> None:
    found = list(checked)
    if not found:
        console().print("Ingen adresser skal leses nå.")
    for one in found:
        if one.failure is not None:
            complain(f"{one.failure} Planen gruppa har, står som før.", 0)
        for looked in one.looked:
            console().print(f"{looked.group_id}: {_said(looked)}")


def _said(looked: Looked) -> str:
    match looked.outcome:
        case Outcome.CHANGED:
            said = plan_waits(Origin.ADDRESS, looked.summary, "nb")
            return f"{said} Se forskjellen: kjoreplan plan draft {looked.group_id}"
        case Outcome.HELD_BACK:
            return (
                "Planen er endret, men en annen plan venter på at noen ser over den. "
                f"Gjør den ferdig først: kjoreplan plan draft {looked.group_id}"
            )
        case Outcome.UNREADABLE:
            return f"{looked.summary} Planen gruppa har, står som før."
        case Outcome.SAME:
            return "Planen er som før."


def _status(checked: Iterable[Checked]) -> int:
    found = list(checked)
    if any(one.failure and one.failure.temporary for one in found):
        return EXIT_SERVER
    unreadable = any(x.outcome is Outcome.UNREADABLE for one in found for x in one.looked)
    return EXIT_INPUT if unreadable or any(one.failure for one in found) else 0


def _checked_json(checked: Checked) -> dict[str, object]:
    return {
        "url": checked.url,
        "error": str(checked.failure) if checked.failure else None,
        "groups": [
            {"group": looked.group_id, "outcome": looked.outcome, "summary": looked.summary}
            for looked in checked.looked
        ],
    }
