"""Who is away, and the secret of the link, stay where they belong through all that is written."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from dataclasses import dataclass
from urllib.parse import unquote

import pytest

from service.cli.syncing import sync_json
from service.documents.reading.read import read as read_document
from service.domain.minutes import AttendanceStatus
from service.domain.model import OSLO, Audience
from service.journeys.absence.links import renew_link
from service.web.serve import SecretPaths
from tests.journeys.absent import NewTown, answer, meeting, open_for, report, token, withdraw
from tests.journeys.members import write_protocol
from tests.journeys.town import CALENDAR, FOLDER, GROUP, PROTOCOL, Town

NAMES = re.compile("Kari|Ola|Normann|Nordmann", re.IGNORECASE)
EVERYWHERE = (*((CALENDAR, who) for who in Audience), (FOLDER, GROUP))


@dataclass(frozen=True)
class Spoken:
    """A group after all of it; the links its calendar has had, and what was told and logged."""

    town: Town
    tokens: tuple[str, str]
    told: tuple[str, ...]
    logged: str


@pytest.fixture
def spoken(new_town: NewTown, caplog: pytest.LogCaptureFixture) -> Spoken:
    """A group through reports, withdrawals, replies, a new link and a meeting that is over."""
    for name in ("", *(n for n in logging.root.manager.loggerDict if n.startswith("service"))):
        caplog.set_level(logging.DEBUG, logger=name)
    town = new_town(places=EVERYWHERE)
    open_for(town, replies=True)
    reports = [town.sync()]
    old = token(town)
    report(town, "Kari Nordmann", "Ola Nordmann", "Ola Normann")
    reports.append(town.sync())
    write_protocol(town)
    withdraw(town, "Kari Nordmann")
    answer(town, "Kari Nordmann", "DECLINED")
    reports += [town.sync(), town.sync()]
    renew_link(town.services, town.id, meeting(town).id)
    reports += [town.sync(dry_run=True), town.sync()]
    new = token(town)
    town.now = dt.datetime(2018, 1, 29, 12, tzinfo=OSLO)
    reports.append(town.sync())
    told = tuple(json.dumps(sync_json([one]), ensure_ascii=False) for one in reports)
    came = read_document(town.folder().get(PROTOCOL)).attendance or ()
    assert any(one.status is AttendanceStatus.EXCUSED for one in came)
    return Spoken(town, (old, new), told, unquote(caplog.text))


def test_no_log_and_no_report_of_a_pass_has_a_name_or_a_link(spoken: Spoken) -> None:
    assert spoken.logged
    for said in (spoken.logged, *spoken.told):
        assert not NAMES.search(said)
        for secret in (*spoken.tokens, "/forfall/"):
            assert secret not in said


def test_no_calendar_has_a_name_but_what_people_have_put_there(spoken: Spoken) -> None:
    town = spoken.town
    objects = [
        unquote(data.decode()).replace("\r\n ", "")
        for audience in Audience
        for data in town.calendar(audience).all().values()
    ]
    assert len(objects) > 10
    for one in objects:
        ours = "\n".join(line for line in one.split("\r\n") if not line.startswith("ATTENDEE"))
        assert not NAMES.search(ours)
        assert town.id not in ours
        assert not re.search(r"\b(away|forfall meldt|meldt forfall|borte)\b", ours, re.IGNORECASE)


def test_no_file_is_called_by_who_is_away(spoken: Spoken) -> None:
    town = spoken.town
    assert not any(NAMES.search(href) for href in town.folder().all())


def test_the_database_holds_no_word_of_who_is_away(spoken: Spoken) -> None:
    town = spoken.town
    town.services.database.close()
    stored = b"".join(path.read_bytes() for path in town.directory.rglob("*") if path.is_file())
    assert b"Normann" not in stored
    assert b"declined" not in stored


def test_the_server_of_the_pages_tells_of_a_lost_request_without_its_secret() -> None:
    record = logging.LogRecord(
        "waitress", logging.INFO, "", 0, "Client lost while serving /forfall/Ab_-9", None, None
    )
    assert SecretPaths().filter(record)
    assert record.getMessage() == "Client lost while serving /forfall/…"
    other = logging.LogRecord("waitress", logging.INFO, "", 0, "Task queue depth is %d", (3,), None)
    assert SecretPaths().filter(other)
    assert other.getMessage() == "Task queue depth is 3"
