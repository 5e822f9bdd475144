"""kjoreplan feed: calendar addresses for those without an account."""

from __future__ import annotations

import getpass
from typing import Final

import click
from rich.table import Table

from service.cli.context import services
from service.cli.output import console, json_option, print_json
from service.db.feeds import Feed
from service.domain.model import Audience
from service.journeys.feeds import add_feed, all_feeds, revoke_feed

_GROUP = click.argument("group_id", metavar="GRUPPE")
_AUDIENCES: Final = {
    "gruppa": Audience.GROUP,
    "gruppestyret": Audience.GROUP_BOARD,
    "kommunen": Audience.COUNCIL,
}
_WORDS: Final = {audience: word for word, audience in _AUDIENCES.items()}


@click.group()
def feed() -> None:
    """Kalenderadresser: møtene i folks egne kalendere, bare til å lese."""


@feed.command("add")
@_GROUP
@click.option("--label", required=True, metavar="TEKST", help="Hvem eller hva adressen er til.")
@click.option(
    "--audience",
    type=click.Choice(tuple(_AUDIENCES)),
    default="gruppa",
    help="Hvem sine møter den viser. Uten: gruppa.",
)
@click.option(
    "--person", default="", metavar="ID", help="Adressen svarer bare så lenge personen er med."
)
@json_option
def add_command(group_id: str, label: str, audience: str, person: str, as_json: bool) -> None:
    """Lag en adresse. Den vises bare denne ene gangen."""
    opened = services()
    made = add_feed(
        opened,
        group_id,
        label=label,
        audience=_AUDIENCES[audience],
        person=person,
        by=getpass.getuser(),
    )
    address = opened.public_url + made.path
    if as_json:
        print_json({"feed": _json(made.feed, answers=True), "address": address})
        return
    console().print(address)
    out = console(stderr=True)
    if not opened.public_url:
        out.print("Sett tjenestens egen adresse foran, eller sett KJOREPLAN_PUBLIC_URL.")
    out.print(
        f"Adressen vises bare nå; alle som får tak i den, kan lese møtene. Avslutt den med: "
        f"kjoreplan feed revoke {group_id} {made.feed.id}"
    )


@feed.command("list")
@_GROUP
@json_option
def list_command(group_id: str, as_json: bool) -> None:
    """Hvilke adresser gruppa har gitt ut. Selve adressene er ikke lagret."""
    found = all_feeds(services(), group_id)
    if as_json:
        print_json({"feeds": [_json(one, answers=answers) for one, answers in found]})
        return
    if not found:
        console().print(f"Ingen adresser. Lag en: kjoreplan feed add {group_id} --label TEKST")
        return
    table = Table(box=None, show_header=False, padding=(0, 1))
    for one, answers in found:
        state = "" if answers else "svarer ikke: personen er ikke med"
        table.add_row(one.id, _WORDS[one.audience], one.label, state)
    console().print(table)


@feed.command("revoke")
@_GROUP
@click.argument("feed_id", metavar="ID")
def revoke_command(group_id: str, feed_id: str) -> None:
    """Avslutt en adresse: den svarer ingen fra nå av."""
    revoke_feed(services(), group_id, feed_id)
    console().print("Adressen er avsluttet.")


def _json(one: Feed, *, answers: bool) -> dict[str, object]:
    return {
        "id": one.id,
        "label": one.label,
        "audience": one.audience.value,
        "person": one.person or None,
        "created_at": one.created_at,
        "created_by": one.created_by,
        "answers": answers,
    }
