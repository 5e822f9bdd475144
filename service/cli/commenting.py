"""kjoreplan comment: findings as comments in the group's documents, and out of them again."""

from __future__ import annotations

from dataclasses import asdict

import click

from service.cli.context import services
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
from service.journeys.papers.commenting import Commented, CommentReport, comment_group


@click.command()
@click.argument("group_id", metavar="GRUPPE")
@click.option(
    "--document", "href", metavar="STI", help="Bare dette dokumentet; stien slik den er i mappa."
)
@click.option("--remove", is_flag=True, help="Ta ut merknadene våre i stedet.")
@json_option
def comment(group_id: str, href: str | None, remove: bool, as_json: bool) -> None:
    """Skriv funnene som merknader i gruppas dokumenter, ved avsnittet de gjelder.

    Andres merknader røres ikke, og heller ikke de av våre som noen har svart på eller endret.
    """
    opened = services()
    with progress("Leser dokumentene …") as tick:
        report = comment_group(opened, group_id, href=href, remove=remove, tick=tick)
    if as_json:
        print_json(_json(report))
    else:
        _show(report)
    leave(_status(report))


def _json(report: CommentReport) -> dict[str, object]:
    return {
        "documents": [asdict(document) for document in report.documents],
        "errors": list(report.errors),
    }


def _show(report: CommentReport) -> None:
    out = console()
    for document in report.documents:
        if document.trouble:
            complain(f"{document.href}: {document.trouble}", 0)
        elif told := _told(document):
            out.print(f"{document.href}: {told}")
    for error in report.errors:
        complain(error, 0)
    total = sum(d.added + d.kept + d.updated + d.left for d in report.documents)
    comments = _counted(total, "merknad", "merknader")
    documents = _counted(len(report.documents), "dokument", "dokumenter")
    out.print(f"{report.group_id}: {comments} i {documents}.")


def _told(document: Commented) -> str:
    """What changed in a document; "" where nothing did and nobody has taken anything up."""
    counts = {
        ("ny", "nye"): document.added,
        ("oppdatert", "oppdatert"): document.updated,
        ("fjernet", "fjernet"): document.removed,
        (
            "lar vi stå, noen har svart på den eller endret den",
            "lar vi stå, noen har svart på dem eller endret dem",
        ): document.left,
    }
    return ", ".join(_counted(count, *words) for words, count in counts.items() if count)


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _status(report: CommentReport) -> int:
    """3 where a server was out of reach, 2 where somebody must act, 1 where a later try may do."""
    if report.unreachable:
        return EXIT_SERVER
    if report.errors or any(d.trouble and not d.waits for d in report.documents):
        return EXIT_INPUT
    return EXIT_FINDINGS if any(d.waits for d in report.documents) else 0
