"""kjoreplan demo: the whole job on servers of its own, shown step by step."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from rich.text import Text
from werkzeug.serving import make_server

from service.cli.findings import show_report
from service.cli.output import console, json_option, print_json, progress
from service.cli.plan_views import show_import, show_proposal
from service.cli.syncing import show_sync
from service.demo.script import GROUPS
from service.demo.story import PASSWORD, USERNAME, Chapter, Stage, play, stage
from service.domain.model import Audience
from service.journeys.users import add_user
from service.web.build import build_app

_ROWS = 10  # of a table that goes on for a half-year


@click.command()
@click.option("--once", is_flag=True, help="Avslutt når jobben er gjort.")
@click.option(
    "--dir",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    help="Mappa demoen bruker. Uten: en midlertidig, som fjernes etterpå.",
)
@json_option
def demo(once: bool, directory: Path | None, as_json: bool) -> None:
    """Vis hele jobben på to virkelige møteplaner, med egne servere på denne maskinen."""
    with ExitStack() as stack:
        if directory is None:
            directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        running = stack.enter_context(stage(directory))
        web = stack.enter_context(_served(running))
        with progress("Starter …") as tick:
            chapters = [play(running, script, tick) for script in GROUPS]
        if as_json:
            print_json(_json(running, web, chapters))
        else:
            for chapter in chapters:
                _tell(chapter)
            _where_to_look(running, web)
        if not once:
            _wait()


@contextmanager
def _served(running: Stage) -> Iterator[str]:
    """The pages on a free port, until the end."""
    add_user(running.services, USERNAME, PASSWORD)
    app = build_app(running.services, running.config)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join(timeout=5)
        server.server_close()


def _tell(chapter: Chapter) -> None:
    out = console()
    group = chapter.settings.group
    out.rule(Text(group.municipality, style="bold"))
    out.print("\nKommunens møteplan", style="bold")
    show_import(chapter.imported, group.roster.names(), rows=_ROWS)
    out.print("\nGruppas møter", style="bold")
    for proposal in chapter.proposals:
        show_proposal(proposal)
    out.print("\nKalendere og dokumenter", style="bold")
    show_sync(chapter.first, rows=_ROWS)
    show_sync(chapter.caught_up, rows=_ROWS)
    out.print("\nEtter at folk har skrevet i dokumentene: hva reglene sier", style="bold")
    show_report(chapter.report)
    out.print(f"\nAndre gjennomgang: {chapter.second.written} skrevet.")
    if chapter.move:
        out.print("\nKommunestyret flytter et møte", style="bold")
        show_import(chapter.move.imported, group.roster.names())
        for proposal in chapter.move.proposals:
            show_proposal(proposal)
        show_sync(chapter.move.synced)


def _where_to_look(running: Stage, web: str) -> None:
    out = console()
    out.rule(Text("Se selv", style="bold"))
    out.print(f"Sidene:    {web}")
    out.print(f"Kalendere: {running.servers.caldav}")
    out.print(f"Mapper:    {running.servers.webdav}")
    out.print(f"Logg inn som {USERNAME} med passordet {PASSWORD}.")


def _wait() -> None:
    console().print("Avslutt med Ctrl-C.")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return


def _json(running: Stage, web: str, chapters: list[Chapter]) -> dict[str, object]:
    return {
        "groups": [_chapter_json(chapter) for chapter in chapters],
        "web": web,
        "caldav": running.servers.caldav,
        "webdav": running.servers.webdav,
    }


def _chapter_json(chapter: Chapter) -> dict[str, object]:
    passes = (*chapter.first.steps, *chapter.caught_up.steps)
    created = [step for step in passes if step.action == "create"]
    counts = chapter.report.counts()
    municipal = [
        m for m in chapter.meetings if m.audience is Audience.COUNCIL and m.confidence >= 1
    ]
    return {
        "name": chapter.settings.group.name,
        "municipal_meetings": len(municipal),
        "uncertain_meetings": len(chapter.imported.reading.uncertain),
        "bodies": len(chapter.imported.reading.bodies),
        "group_meetings": len(chapter.group_meetings),
        "events_written": sum(step.kind == "event" for step in created),
        "documents_written": sum(step.kind == "document" for step in created),
        "findings": {k: counts[k] for k in ("error", "warning", "info", "not_evaluated")},
        "tasks": counts["task"],
        "second_pass_writes": chapter.second.written,
        "errors": [*chapter.first.errors, *chapter.caught_up.errors],
        "moved": chapter.move.synced.written if chapter.move else 0,
    }
