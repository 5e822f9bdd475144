"""What a dry run tells is what is then done, and it writes nothing anywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from connectors.store import NotFound
from service.demo.person import Handwriting, write_in
from service.domain.model import Audience
from service.domain.settings import DriftPolicy, TargetKind
from service.journeys.results import SyncReport
from tests.journeys.members import annotate, edited, rewrite, write_protocol
from tests.journeys.town import (
    ALMOST_ALL,
    BOARD,
    CALENDAR,
    CALL,
    FIRST,
    FOLDER,
    GROUP,
    PROTOCOL,
    RULES,
    Town,
    actions,
    told,
)

NewTown = Callable[..., Town]


def changes_of_all_kinds(town: Town) -> None:
    """Members and the council change this and that between two passes."""
    edited(town, FIRST, annotate)
    edited(town, "2018-02-05", rewrite)
    town.calendar().delete(town.calendar().on("2018-03-05")[0])
    town.council_moves()


@pytest.mark.parametrize("drift", list(DriftPolicy))
def test_a_dry_run_tells_exactly_what_is_then_done(
    new_settled: NewTown, drift: DriftPolicy
) -> None:
    town = new_settled(drift=drift, places=[(CALENDAR, Audience.DEADLINES), *ALMOST_ALL])
    changes_of_all_kinds(town)
    before = town.calendar().all()
    foretold = [town.sync(dry_run=True), town.sync(dry_run=True)]
    assert town.calendar().all() == before
    done = town.sync()
    assert done.steps
    for report in foretold:
        assert _counted(report) == _counted(done)
    assert town.sync().written == 0


def _counted(report: SyncReport) -> tuple[object, ...]:
    return actions(report), report.written, report.conflicts, report.errors


def test_a_dry_run_writes_nothing_where_there_is_no_calendar_yet(new_town: NewTown) -> None:
    places = [*((kind, who) for kind in TargetKind for who in (GROUP, BOARD))]
    town = new_town(places=places)
    shelves = (town.calendar(GROUP), town.calendar(BOARD), town.folder(GROUP), town.folder(BOARD))
    foretold = town.sync(dry_run=True)
    assert foretold.written > 5
    assert not foretold.errors
    for shelf in shelves:
        with pytest.raises(NotFound):
            shelf.all()
    assert actions(town.sync()) == actions(foretold)


def test_a_dry_run_tells_what_is_done_with_documents_and_the_links_to_them(town: Town) -> None:
    write_protocol(town)
    town.folder().rename(CALL, "Innkalling.docx")
    town.folder().delete(RULES)
    town.now = town.now.replace(day=25)  # the documents of the second meeting are due
    foretold = [town.sync(dry_run=True), town.sync(dry_run=True)]
    done = town.sync()
    assert ("update", "plan_changed") in told(done)
    assert ("create", "new") in told(done)
    for report in foretold:
        assert actions(report) == actions(done)
        assert report.written == done.written
    assert town.sync().written == 0


def test_a_dry_run_tells_of_the_pdf_of_an_approved_protocol_that_is_brought_in_step(
    new_settled: NewTown,
) -> None:
    town = new_settled(places=[(FOLDER, GROUP)])
    town.services = replace(town.services, print_pdf=lambda data, **_: b"%PDF-1.7 " + data[-9:])
    approved = Handwriting(fields={"minutes.approved": "Godkjent av gruppeleder 23. januar 2018"})
    town.folder().rewrite(PROTOCOL, write_in(town.folder().get(PROTOCOL), approved))
    town.sync()
    town.change(FIRST, date=dt.date(2018, 1, 23), place="Biblioteket")
    foretold, done = town.sync(dry_run=True), town.sync()
    assert ("update", "approved") in told(done)
    assert actions(foretold) == actions(done)
