"""How the command line speaks: text for people, JSON for scripts, and exit statuses."""

from __future__ import annotations

import datetime as dt
import errno
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from rich.console import Console

from service.domain import wording
from service.domain.wording import day_month, weekday_name

EXIT_FINDINGS = 1
EXIT_INPUT = 2
EXIT_SERVER = 3

json_option = click.option("--json", "as_json", is_flag=True, help="Ett JSON-dokument, ikke tekst.")


def console(*, stderr: bool = False) -> Console:
    """An output stream: colours and width of the terminal, none of it when piped.

    Texts are shown as they are: a plan may well say "[/]" or ":x:".
    """
    return Console(stderr=stderr, highlight=False, soft_wrap=True, markup=False, emoji=False)


def complain(sentence: str, status: int) -> int:
    """Say what went wrong on standard error, and return the exit status."""
    console(stderr=True).print(sentence)
    return status


_TROUBLES = {
    errno.ENOSPC: "det er ikke plass på disken",
    errno.EDQUOT: "kvoten er brukt opp",
    errno.EFBIG: "den blir for stor for disken",
    errno.EACCES: "du har ikke tilgang",
    errno.EPERM: "du har ikke tilgang",
    errno.EROFS: "disken kan bare leses",
    errno.ENOENT: "mappa finnes ikke",
    errno.ENOTDIR: "mappa finnes ikke",
    errno.EISDIR: "der ligger det en mappe",
    errno.ENAMETOOLONG: "navnet er for langt",
}


def trouble(error: OSError) -> str:
    """What the operating system has against it, in bokmål where we know it."""
    return _TROUBLES.get(error.errno or 0, error.strerror or "ukjent feil")


def print_json(document: object) -> None:
    """One JSON document on standard output, and nothing else there."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


@contextmanager
def progress(text: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done on a terminal; nothing when piped. The function yields changes it."""
    shown = Console(stderr=True)
    if not shown.is_terminal:
        yield lambda _text: None
        return
    with shown.status(text) as status:
        yield status.update


def leave(status: int) -> NoReturn:
    """End the command with this exit status."""
    raise click.exceptions.Exit(status)


def day(date: dt.date) -> str:
    """A date with two letters of the weekday, so that columns line up: "ma. 12. februar 2018"."""
    weekday = weekday_name(date.weekday())[:2]
    return f"{weekday}. {day_month(date):>13} {date.year}"


def clock(start: dt.time | None, end: dt.time | None = None) -> str:
    """A time or a span, "18.00–20.30", or that the time isn't known."""
    if start is None:
        return "tid ikke kunngjort"
    return f"{wording.clock(start)}–{wording.clock(end)}" if end else wording.clock(start)
