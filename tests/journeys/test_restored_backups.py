"""An old backup put back: the servers know more than it does, and nothing there is lost by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from service.bootstrap import build_services
from service.calendar.reading import read as read_event
from service.config import Config
from service.db.targets import Targets
from service.demo.person import Handwriting, write_in
from service.documents import read
from service.domain.settings import DriftPolicy
from service.journeys.backups.restoring import restore
from service.journeys.backups.taking import take_backup
from service.journeys.results import SyncReport
from tests.journeys.members import NOTE, OWN_ALARM, OWN_LINES, annotate, edited, ics, rewrite
from tests.journeys.test_words_are_kept import FOREIGN
from tests.journeys.town import CALENDAR, FIRST, FOLDER, LAST_MOVED, MOVED_TO, PROTOCOL, Town, text

NewTown = Callable[..., Town]
DENTIST = "2018-01-30"
HAND = Handwriting(fields={"minutes.other": "Liv tar med kaffe."})
OTHERS = "Oppgaver for Ola.docx"


def config(town: Town) -> Config:
    path = town.directory / "k.db"
    return Config(data_dir=town.directory, database_url=f"sqlite:///{path}")


def backed_up(town: Town, path: Path) -> Path:
    take_backup(config(town), path)
    return path


def put_back(town: Town, backup: Path) -> None:
    """Stop the service, restore, and start it again."""
    town.services.database.close()
    restore(config(town), backup, replace=True)
    town.services = build_services(config(town), now=lambda _group: town.now, environ={})


def kinds(report: SyncReport) -> Counter[str]:
    return Counter(str(step.action) for step in report.steps)


def uids(town: Town) -> list[str]:
    return sorted(read_event(data).uid for data in town.calendar().all().values())


def months_go_by(town: Town) -> None:
    """The plan changes, members write in calendar and folder, and the service follows."""
    town.council_moves()
    assert not town.sync().errors
    edited(town, FIRST, annotate)
    edited(town, MOVED_TO, annotate)
    town.folder().rewrite(PROTOCOL, write_in(town.folder().get(PROTOCOL), HAND))
    town.calendar().put("tannlege.ics", ics(FOREIGN.replace("20180122", "20180130")))
    town.folder().put(OTHERS, b"ikke vart")
    href, _ = town.calendar().on("2018-05-14")
    town.calendar().delete(href)
    assert not town.sync().errors
    town.sync()


def members_words_are_there(town: Town, *days: str) -> None:
    for day in days:
        _, event = town.calendar().on(day)
        assert [line for line in OWN_LINES if f"\n{line}\n" not in event] == [], (day, event)
        assert OWN_ALARM in event
        assert NOTE in event
    protocol = read(town.folder().get(PROTOCOL))
    assert "Liv tar med kaffe." in str(protocol)
    assert town.folder().get(OTHERS) == b"ikke vart"
    assert "Tannlege" in text(town.calendar().get("tannlege.ics"))


def test_an_old_backup_doubles_nothing_and_keeps_what_members_have_written_since(
    new_settled: NewTown, tmp_path: Path
) -> None:
    town = new_settled()
    days = town.calendar().days()
    backup = backed_up(town, tmp_path / "kopi.zip")
    months_go_by(town)
    documents = set(town.folder().all())

    put_back(town, backup)
    foretold = kinds(town.sync(dry_run=True))
    report = town.sync()

    assert not report.errors
    assert kinds(report) == foretold
    assert not {"remove", "cancel", "create"} & set(foretold)
    assert town.calendar().days() == sorted([*days, DENTIST])
    assert len(set(uids(town))) == len(days) + 1
    members_words_are_there(town, FIRST, LAST_MOVED)
    assert set(town.folder().all()) == documents
    assert town.sync().written == 0
    assert town.sync().steps == ()

    town.council_moves()
    assert not town.sync().errors
    members_words_are_there(town, FIRST, MOVED_TO)
    assert len(town.calendar().all()) == len(days) + 1
    assert town.sync().steps == ()


@pytest.mark.parametrize("drift", [DriftPolicy.ASK, DriftPolicy.CALENDAR])
def test_where_the_plan_does_not_win_an_old_backup_overwrites_nothing(
    new_settled: NewTown, tmp_path: Path, drift: DriftPolicy
) -> None:
    town = new_settled(drift=drift)
    backup = backed_up(town, tmp_path / "kopi.zip")
    town.council_moves()
    town.sync()
    href, theirs = edited(town, FIRST, rewrite)
    town.sync()
    days, documents = town.calendar().days(), set(town.folder().all())

    put_back(town, backup)
    for _ in range(3):
        assert not town.sync().errors
        assert town.calendar().days() == days
        assert town.calendar().get(href) == theirs
    assert set(town.folder().all()) == documents
    assert town.sync().written == 0


def test_a_backup_of_an_empty_plan_takes_nothing_away(new_town: NewTown, tmp_path: Path) -> None:
    town = new_town()
    with town.services.database.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM meetings")
    backup = backed_up(town, tmp_path / "kopi.zip")
    town.approve()
    assert not town.sync().errors
    before = town.calendar().all(), town.folder().all()

    put_back(town, backup)
    for _ in range(2):
        report = town.sync()
        assert report.written == 0
        assert (town.calendar().all(), town.folder().all()) == before
    town.approve()
    assert town.sync().written == 0
    assert (town.calendar().all(), town.folder().all()) == before
    assert town.sync().steps == ()


def test_the_guards_hold_after_a_restore(town: Town, tmp_path: Path) -> None:
    backup = backed_up(town, tmp_path / "kopi.zip")
    town.calendar().delete(*sorted(town.calendar().all())[:4])

    put_back(town, backup)
    report = town.sync()

    (error,) = report.errors
    assert "4 av 7" in error
    assert len(town.calendar().all()) == 3


def test_every_target_is_looked_at_anew_and_at_once(town: Town, tmp_path: Path) -> None:
    def states() -> list[tuple[bool, bool]]:
        with town.services.database.reading() as session:
            found = Targets(session, town.id).states()
        return [(one.sync_token is not None, bool(one.next_due)) for one in found]

    assert (True, True) in states()
    put_back(town, backed_up(town, tmp_path / "kopi.zip"))
    assert states() == [(False, True), (False, True)]


def test_what_was_read_and_the_passwords_open_after_a_restore(town: Town, tmp_path: Path) -> None:
    backup = backed_up(town, tmp_path / "kopi.zip")
    put_back(town, backup)
    for kind in (CALENDAR, FOLDER):
        target = next(iter(town.settings.targets_of(kind)))
        with town.services.database.reading() as session:
            assert town.services.password(session, town.id, target) == town.caldav.password
