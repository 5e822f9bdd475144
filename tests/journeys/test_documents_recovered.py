"""A pass that was cut off, an answer or a database that was lost: documents come right again."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import update

from service.db.documents import Documents
from service.db.tables_sync import DocumentRow
from service.documents.reading.read import read
from service.documents.zipped import member, write_zip
from service.journeys.results import SyncReport
from tests.journeys.council_moves import (
    COPY,
    EARLIER,
    IN_MARCH,
    LAST_MOVED,
    MOVED_TO,
    NEW_CALL,
    NEW_DATE,
    NEW_PROTOCOL,
    OLD_CALL,
    OLD_PROTOCOL,
    by_a_person,
    idle,
    known,
    paragraphs,
    reading,
    with_own_time,
)
from tests.journeys.test_bad_documents import at, behind_proxy
from tests.journeys.town import FOLDER, GROUP, Town, actions, noticed, told
from tests.servers.meddler import after, answer, broken, pass_on

NewTown = Callable[..., Town]
MOVED_DAY = IN_MARCH.date().fromisoformat(MOVED_TO)


@pytest.fixture
def town(new_settled: NewTown) -> Town:
    """A week before the meeting that the council then moves, with a folder alone."""
    return new_settled(now=IN_MARCH, places=[(FOLDER, GROUP)])


CHILD = """
import datetime as dt, os, sys
from pathlib import Path
from connectors.webdav_store import WebDavStore
from service.bootstrap import build_services
from service.config import Config
from service.journeys.syncing import sync_group

directory, group, verb, writes, now = sys.argv[1:]
left = int(writes)
real = getattr(WebDavStore, verb)

def killed(*words):
    global left
    left -= 1
    made = real(*words)
    if left < 0:
        os._exit(9)  # as a power cut: nothing is tidied up
    return made

setattr(WebDavStore, verb, killed)
config = Config(data_dir=Path(directory), database_url=f"sqlite:///{directory}/k.db")
services = build_services(config, now=lambda _: dt.datetime.fromisoformat(now), environ={})
sync_group(services, group)
"""


def killed_after(town: Town, verb: str, writes: int = 0) -> None:
    """A pass that is cut off right after a write to the folder, and before it is noted."""
    town.services.database.close()
    words = [str(town.directory), town.id, verb, str(writes), town.now.isoformat()]
    child = subprocess.run(
        [sys.executable, "-c", CHILD, *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=120,
        check=False,
    )
    assert child.returncode == 9


def by_persons(report: SyncReport) -> list[str]:
    """What a pass takes for the work of people."""
    return [s.href for s in report.steps if s.reason == "changed_by_person"]


@pytest.mark.parametrize(
    ("verb", "writes"), [("move", 0), ("move", 1), ("update", 0), ("update", 1)]
)
def test_what_was_written_and_not_noted_is_known_for_ours(
    town: Town, verb: str, writes: int
) -> None:
    town.council_moves()
    killed_after(town, verb, writes)
    report = town.sync()
    assert not report.errors
    files = town.folder().all()
    assert {NEW_CALL, NEW_PROTOCOL} <= set(files)
    assert not {OLD_CALL, OLD_PROTOCOL} & set(files)
    for href in (NEW_CALL, NEW_PROTOCOL):
        assert reading(town, href).text("meeting.date") == NEW_DATE
        assert known(town)[href].is_untouched
        assert known(town)[href].named == href
    assert noticed(report) == []
    assert town.sync().steps == ()


@pytest.mark.parametrize("verb", ["move", "update"])
def test_a_merge_that_was_cut_off_is_finished_and_no_conflict_is_seen(
    town: Town, verb: str
) -> None:
    theirs = by_a_person(town)
    town.sync()
    town.folder().delete(OLD_CALL)
    town.sync()
    town.council_moves()
    killed_after(town, verb)
    report = town.sync()
    assert ("deleted", OLD_CALL, "") in noticed(report)
    assert len(noticed(report)) == 1
    ours = town.folder().get(NEW_PROTOCOL)
    assert read(ours).text("meeting.date") == NEW_DATE
    assert paragraphs(ours) == paragraphs(theirs)
    assert not known(town)[NEW_PROTOCOL].is_untouched
    assert idle(town)


def test_a_copy_that_was_laid_and_not_noted_is_not_laid_twice(town: Town) -> None:
    theirs = with_own_time(town)
    town.sync()
    town.change(LAST_MOVED, date=MOVED_DAY, start=EARLIER)
    killed_after(town, "create")
    assert COPY in town.folder().all()
    report = town.sync()
    assert noticed(report) == [("copy_laid", OLD_PROTOCOL, COPY)]
    assert town.folder().get(OLD_PROTOCOL) == theirs
    assert [h for h in town.folder().all() if "(nytt" in h] == [COPY]
    assert idle(town)


@pytest.mark.parametrize("method", ["PUT", "MOVE"])
@pytest.mark.parametrize("act", [after(broken), after(answer(500)), answer(500)])
@pytest.mark.parametrize("edited", [True, False])
def test_an_answer_that_was_lost_is_looked_up(
    town: Town, method: str, act: object, edited: bool
) -> None:
    theirs = by_a_person(town) if edited else town.folder().get(OLD_PROTOCOL)
    with behind_proxy(town) as proxy:
        at(proxy, method, act)  # type: ignore[arg-type]  # one of the acts above
        town.council_moves()
        assert town.sync().unreachable
        proxy.always = pass_on
        town.sync()
        ours = town.folder().get(NEW_PROTOCOL)
        assert read(ours).text("meeting.date") == NEW_DATE
        assert paragraphs(ours) == paragraphs(theirs)
        assert known(town)[NEW_PROTOCOL].is_untouched is not edited
        assert not [h for h in town.folder().all() if "(nytt" in h or h == OLD_PROTOCOL]
        assert idle(town)


def test_after_a_database_is_lost_what_nobody_has_edited_still_follows_its_meeting(
    town: Town,
) -> None:
    town.lose_database()
    town.council_moves()
    report = town.sync()
    assert by_persons(report) == []
    assert reading(town, NEW_CALL).text("meeting.date") == NEW_DATE
    assert not {OLD_CALL, OLD_PROTOCOL} & set(town.folder().all())
    assert noticed(report) == []
    assert town.sync().steps == ()


def test_what_another_version_or_machine_has_packed_is_known_again(town: Town) -> None:
    for href in (OLD_CALL, OLD_PROTOCOL):
        town.folder().rewrite(href, _packed_anew(town.folder().get(href)))
    town.lose_database()
    town.council_moves()
    town.sync()
    assert reading(town, NEW_PROTOCOL).text("meeting.date") == NEW_DATE
    assert known(town)[NEW_PROTOCOL].is_untouched


def test_after_a_database_is_lost_what_somebody_has_edited_is_left_and_told(town: Town) -> None:
    theirs = by_a_person(town)
    town.lose_database()
    town.council_moves()
    report = town.sync()
    assert ("differs", NEW_PROTOCOL, "") in noticed(report)
    assert town.folder().get(NEW_PROTOCOL) == theirs  # the name is ours, the words are theirs
    assert not [a for a in actions(report) if a[0] == "copy"]
    assert idle(town)
    town.change(MOVED_TO, place="Skolen")
    town.sync()
    assert reading(town, NEW_PROTOCOL).text("meeting.place") == "Skolen"


def test_documents_of_an_older_version_of_the_service_are_taken_on(town: Town) -> None:
    theirs = by_a_person(town)
    town.sync()
    _forget_what_was_written(town)
    assert told(town.sync()) == []
    town.council_moves()
    town.sync()
    assert reading(town, NEW_CALL).text("meeting.date") == NEW_DATE
    assert reading(town, NEW_PROTOCOL).text("meeting.date") == NEW_DATE
    assert paragraphs(town.folder().get(NEW_PROTOCOL)) == paragraphs(theirs)
    assert idle(town)


def _forget_what_was_written(town: Town) -> None:
    """As the database is right after it was brought up to this version."""
    with town.services.database.transaction() as session:
        documents = Documents(session, town.id, town.services.box)
        for one in documents.all():
            documents.record(replace(one, content_hash="", rendered_hash="", named="", offered=""))
        session.execute(update(DocumentRow).values(written=None))


def _packed_anew(data: bytes) -> bytes:
    """The same parts, compressed by the standard library."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return write_zip(member(name, archive.read(name)) for name in archive.namelist())
