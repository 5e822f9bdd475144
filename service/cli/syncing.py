"""kjoreplan sync: bring calendars and folders in step with the approved plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import click
from rich.table import Table

from service.cli.context import services
from service.cli.failing import FAILURES, Failure, failure_sentence, failure_status
from service.cli.output import (
    EXIT_FINDINGS,
    EXIT_INPUT,
    EXIT_SERVER,
    complain,
    console,
    json_option,
    leave,
    print_json,
    progress,
)
from service.db.runs import WaitingConflict
from service.domain.errors import InputError
from service.domain.settings import DriftPolicy
from service.journeys.calendar.choosing import choose as choices
from service.journeys.calendar.choosing import waiting_conflicts
from service.journeys.folder.notice_wording import notice_text
from service.journeys.groups import all_groups
from service.journeys.results import Refusals, Step, SyncReport
from service.journeys.share_wording import may_text, sharee_text
from service.journeys.syncing import sync_group
from service.journeys.wording import action_text, reason_text

_CHOICES = {"plan": DriftPolicy.PLAN, "kalender": DriftPolicy.CALENDAR}
_COLOURS = {"create": "green", "recreate": "green", "remove": "red", "cancel": "red"}


@click.command()
@click.argument("group_id", metavar="GRUPPE", required=False)
@click.option("--all", "every", is_flag=True, help="Alle grupper.")
@click.option("--dry-run", is_flag=True, help="Vis hva som ville blitt gjort, og gjør ingenting.")
@click.option(
    "--go-on", is_flag=True, help="Fortsett etter en stans: du har sett at det er riktig."
)
@click.option(
    "--choose",
    type=click.Choice(tuple(_CHOICES)),
    help="Hva som gjelder for møtene som venter på et valg: planen eller kalenderen.",
)
@json_option
def sync(
    group_id: str | None,
    every: bool,
    dry_run: bool,
    go_on: bool,
    choose: str | None,
    as_json: bool,
) -> None:
    """Skriv godkjente møter til kalenderne og dokumenter til mappene, og les dem tilbake."""
    if bool(group_id) == every:
        raise InputError("Oppgi én gruppe, eller --all for alle.")
    opened = services()
    refusals: Refusals = {}
    with progress("Synkroniserer …") as tick:

        def work(one: str) -> SyncReport:
            return sync_group(
                opened,
                one,
                dry_run=dry_run,
                go_on=go_on,
                choices=choices(opened, one, _CHOICES[choose]) if choose else (),
                tick=tick,
                refusals=refusals,
            )

        failed: dict[str, Failure] = {}
        if group_id:
            reports = [work(group_id)]
        else:
            reports, failed = _each((g.group.id for g in all_groups(opened)), work)
    if as_json:
        print_json(sync_json(reports, failed))
    else:
        for report in reports:
            show_sync(report, dry_run=dry_run)
            if report.conflicts:
                show_waiting(waiting_conflicts(opened, report.group_id))
        for one, error in failed.items():
            complain(f"{one}: {failure_sentence(error)}", 0)
    leave(exit_status(reports, failed))


def _each(
    group_ids: Iterable[str], work: Callable[[str], SyncReport]
) -> tuple[list[SyncReport], dict[str, Failure]]:
    """Work on every group; what stops one is kept by the group's id, and the next has its turn."""
    reports: list[SyncReport] = []
    failed: dict[str, Failure] = {}
    for group_id in group_ids:
        try:
            reports.append(work(group_id))
        except FAILURES as error:
            failed[group_id] = error
    return reports, failed


def show_sync(report: SyncReport, *, dry_run: bool = False, rows: int | None = None) -> None:
    """The steps as a table of at most ``rows``, and a summary line."""
    out = console()
    table = Table(box=None, show_header=False, padding=(0, 1))
    spoken_of = {notice.href for _, notice in report.notices}
    shown = [
        step
        for step in report.steps
        if step.writes or (step.action == "left_alone" and step.href not in spoken_of)
    ]
    for step in shown[:rows]:
        table.add_row(
            action_text(step.action, dry_run=dry_run),
            _what(step),
            reason_text(step.reason),
            style=_COLOURS.get(step.action),
        )
    if shown:
        out.print(table)
    if rows is not None and len(shown) > rows:
        out.print(f" … og {len(shown) - rows} til", style="dim")
    for error in report.errors:
        complain(error, 0)
    show_notices(report)
    verb = "ville blitt skrevet" if dry_run else "skrevet"
    out.print(
        f"{report.group_id}: {report.written} {verb}, "
        f"{report.conflicts} venter på svar, {len(report.errors)} feil."
    )


def show_notices(report: SyncReport) -> None:
    """What people must know of their documents: what they have to do something about first."""
    told = [notice for _, notice in report.notices if not notice.code.fails]
    for notice in sorted(told, key=lambda one: (one.code.informs, one.href)):
        console().print(notice_text(notice, report.language))


def show_waiting(conflicts: Sequence[WaitingConflict]) -> None:
    """What waits for a choice, the plan's version beside the calendar's, and how to choose."""
    table = Table(box=None, padding=(0, 1))
    for title in ("Venter på et valg", "Planen", "Kalenderen"):
        table.add_column(title)
    for conflict in conflicts:
        ours, theirs = _version(conflict.ours), _version(conflict.theirs)
        table.add_row(reason_text(conflict.reason), ours, theirs)
    if conflicts:
        console().print(table)
        console().print("Se dem, og velg for hver: kjoreplan conflicts GRUPPE")


def _version(fields: Mapping[str, str]) -> str:
    return _when_and_what(fields) if fields else "–"


def _what(step: Step) -> str:
    fields = step.after or step.before or {}
    if step.kind == "share":
        ended = step.action == "unshare"
        who = sharee_text(step.href) if ended else may_text(step.href, fields["access"])
        return f"{fields['target']}: {who}"
    if step.kind == "document" or not fields:
        return step.href
    return _when_and_what(fields)


def _when_and_what(fields: Mapping[str, str]) -> str:
    when = fields.get("dtstart") or fields.get("due") or ""
    return f"{when[:16].replace('T', ' ')}  {fields.get('summary', '')}"


def sync_json(
    reports: list[SyncReport], failed: Mapping[str, Failure] = MappingProxyType({})
) -> dict[str, object]:
    """The ``sync`` document of the command line's contract."""
    return {
        "actions": [
            {
                "action": step.action,
                "kind": step.kind,
                "href": step.href,
                "reason": step.reason,
                "group": report.group_id,
            }
            for report in reports
            for step in report.steps
        ],
        "notices": [
            {
                "code": notice.code,
                "href": notice.href,
                "other": notice.other,
                "details": list(notice.details),
                "text": notice_text(notice, report.language),
                "target": target_id,
                "group": report.group_id,
            }
            for report in reports
            for target_id, notice in report.notices
        ],
        "written": sum(report.written for report in reports),
        "conflicts": sum(report.conflicts for report in reports),
        "errors": [
            *(error for report in reports for error in report.errors),
            *(f"{group_id}: {failure_sentence(error)}" for group_id, error in failed.items()),
        ],
    }


def exit_status(
    reports: list[SyncReport], failed: Mapping[str, Failure] = MappingProxyType({})
) -> int:
    """3 where a server was out of reach, 2 where somebody must act, 1 where conflicts wait."""
    statuses = {failure_status(error) for error in failed.values()}
    if EXIT_SERVER in statuses or any(report.unreachable for report in reports):
        return EXIT_SERVER
    if statuses or any(report.refused for report in reports):
        return EXIT_INPUT
    return EXIT_FINDINGS if any(report.conflicts for report in reports) else 0
