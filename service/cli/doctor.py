"""kjoreplan doctor: what is wrong, in order of importance, and what to do about each thing."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator

import click

from service.bootstrap import health_services, server_time
from service.cli.output import (
    EXIT_FINDINGS,
    EXIT_INPUT,
    console,
    json_option,
    leave,
    print_json,
    progress,
)
from service.config import read_config
from service.db.database import Database
from service.db.sealing import SecretBox
from service.journeys.doctor.examining import AskServers, Examination, examine
from service.journeys.doctor.servers import server_signs
from service.journeys.doctor.signs import Sign, Weight

_HEADINGS = {
    Weight.STOPS: ("Stopper alt", "red"),
    Weight.HURTS: ("Må ordnes", "yellow"),
    Weight.WORTH_KNOWING: ("Greit å vite", None),
}


@click.command()
@click.option("--servers", is_flag=True, help="Spør også hver server om vi slipper inn.")
@json_option
def doctor(servers: bool, as_json: bool) -> None:
    """Se om alt er som det skal, og hva som må gjøres. Endrer ingenting."""
    with progress("Ser over …") as tick:
        found = examine(
            read_config(os.environ),
            public_url=os.environ.get("KJOREPLAN_PUBLIC_URL", "").strip(),
            now=dt.datetime.now(dt.UTC),
            ask_servers=_asking(tick) if servers else None,
            tick=tick,
        )
    if as_json:
        print_json(_json(found))
    else:
        _show(found, servers=servers)
    leave(_status(found))


def _asking(tick: Callable[[str], None]) -> AskServers:
    def ask(database: Database, box: SecretBox) -> Iterator[Sign]:
        return server_signs(health_services(database, box), server_time, tick)

    return ask


def _show(found: Examination, *, servers: bool) -> None:
    out = console()
    if found.fresh:
        for sign in found.signs:
            _show_sign(sign, None)
        return
    out.print(_summary(found), style="green" if found.well else None)
    for weight, (heading, style) in _HEADINGS.items():
        signs = [sign for sign in found.signs if sign.weight is weight]
        if signs:
            out.print(f"\n{heading}", style="bold")
        for sign in signs:
            _show_sign(sign, style)
    if found.unreadable:
        out.print("\nResten kan ikke sees over før dette er ordnet.")
    elif not servers:
        out.print(
            "\nServerne er ikke spurt. Spør dem også: kjoreplan doctor --servers", style="dim"
        )


def _summary(found: Examination) -> str:
    if found.well:
        return "Alt er som det skal."
    count = sum(sign.weight is not Weight.WORTH_KNOWING for sign in found.signs)
    return "Én ting må ordnes." if count == 1 else f"{count} ting må ordnes, det viktigste først."


def _show_sign(sign: Sign, style: str | None) -> None:
    out = console()
    out.print(sign.text, style=style)
    for line in sign.details:
        out.print(f"    {line}")
    out.print(f"  → {sign.remedy}")


def _status(found: Examination) -> int:
    if found.unreadable:
        return EXIT_INPUT
    return 0 if found.well else EXIT_FINDINGS


def _json(found: Examination) -> dict[str, object]:
    status = "ok" if found.well else "findings"
    return {
        "status": "unreadable" if found.unreadable else status,
        "signs": [
            {
                "code": sign.code,
                "weight": sign.weight.name.lower(),
                "text": sign.text,
                "remedy": sign.remedy,
                "count": sign.count,
                "details": list(sign.details),
            }
            for sign in found.signs
        ],
    }
