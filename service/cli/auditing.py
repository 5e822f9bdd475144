"""kjoreplan audit: what the service has done on a group's servers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import click

from service.cli.context import services
from service.cli.output import clock, console, day, json_option, print_json
from service.db.audit import AuditEntry
from service.domain.deeds import Actor, Ending
from service.domain.errors import InputError
from service.domain.model import OSLO, Group
from service.domain.wording import listed
from service.journeys.audit_wording import FIELDS, subject_of
from service.journeys.auditing import AuditLine, audit_lines
from service.journeys.wording import action_text, reason_text

_BY: Final = {
    Actor.WORKER: "av seg selv",
    Actor.WEB: "fra nettsidene",
    Actor.CLI: "fra kommandolinja",
}
_ENDINGS: Final = {
    Ending.DONE: "",
    Ending.REFUSED: " (serveren nektet)",
    Ending.UNKNOWN: " (serveren svarte ikke)",
}


@click.command()
@click.argument("group_id", metavar="GRUPPE")
@click.option("--since", metavar="DATO", help="Bare fra og med denne dagen, som 2026-05-12.")
@json_option
def audit(group_id: str, since: str | None, as_json: bool) -> None:
    """Vis hva tjenesten har gjort i gruppas kalendere og mapper de siste to årene."""
    opened = services()
    lines = audit_lines(opened, group_id, since=_start_of(since) if since else None)
    if as_json:
        print_json({"deeds": [_json(line) for line in reversed(lines)]})
    else:
        _show(tuple(reversed(lines)), opened.settings(group_id).group)


def _start_of(text: str) -> dt.datetime:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(), tzinfo=OSLO)
    except ValueError:
        raise InputError("Skriv dagen som 2026-05-12.", where=text) from None


def _json(line: AuditLine) -> dict[str, object]:
    entry, deed = line.entry, line.entry.deed
    return {
        "at": entry.at,
        "run": entry.run,
        "by": entry.actor,
        "target": deed.target_id,
        "kind": deed.kind,
        "action": deed.action,
        "reason": deed.reason,
        "object": deed.object,
        "meeting": line.meeting.id if line.meeting else None,
        "fields": list(deed.fields),
        "outcome": deed.ending,
    }


def _show(lines: Sequence[AuditLine], group: Group) -> None:
    out = console()
    for line in lines:
        at, deed = line.entry.at.astimezone(OSLO), line.entry.deed
        what = f"{subject_of(line, group)} {action_text(deed.action)}{_ENDINGS[deed.ending]}"
        by = _BY[line.entry.actor]
        out.print(f"{day(at.date())} {clock(at.time())}  {what} – {_why(line.entry)}, {by}.")
    if not lines:
        out.print("Tjenesten har ikke gjort noe i denne tida.")


def _why(entry: AuditEntry) -> str:
    named = listed([FIELDS[name] for name in entry.deed.fields if name in FIELDS])
    return reason_text(entry.deed.reason) + (f" ({named})" if named else "")
