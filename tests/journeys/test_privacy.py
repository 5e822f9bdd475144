"""Party membership and dissent stay in the group's own folder: nothing else shows them."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

import pytest

from service.cli.syncing import sync_json
from service.db.documents import Documents
from service.db.meetings import Meetings
from service.demo.person import Handwriting, TypedCase, write_in
from service.domain.model import OSLO, Audience, Meeting, MeetingStatus, MeetingType, event_uid
from service.journeys.judging.validating import validate_group
from service.journeys.results import SyncReport
from tests.journeys.town import BOARD, CALENDAR, FOLDER, GROUP, Town, text
from tests.servers.meddler import answer, broken, meddler

NewTown = Callable[..., Town]
DISSENT = "Marit Nordmann stemmer mot eiendomsskatten"
ABSENCE = "syk etter en operasjon"
EVERYWHERE = (*((CALENDAR, who) for who in Audience), (FOLDER, GROUP), (FOLDER, BOARD))
# Groups by what the town is made with, and when their first meeting is over.
GROUPS = {
    "aure": ({}, dt.datetime(2018, 1, 29, 12, tzinfo=OSLO)),
    "gjerstad": (
        {"group_file": "gjerstad.toml", "plan_file": "gjerstad-2023.html", "half": "2023-1"},
        dt.datetime(2023, 2, 13, 12, tzinfo=OSLO),
    ),
}
HAND = Handwriting(
    fields={"meeting.secretary": "Ola Nordmann", "minutes.other": f"Per er {ABSENCE}"},
    attendance={"Kari Nordmann": "Ja", "Per Nordmann": "Nei"},
    cases=(
        TypedCase(
            number="3/18",
            title="Eiendomsskatten",
            lines={"Avvik": DISSENT, "Avviksmelding": DISSENT},  # as Ap and as Sp call it
        ),
    ),
)


@dataclass(frozen=True)
class Told:
    """A group after a full run, and everything that was said about it meanwhile."""

    town: Town
    reports: tuple[SyncReport, ...]
    logged: str

    def secrets(self) -> re.Pattern[str]:
        """What nobody outside the group may see: people, party, dissent, absence."""
        group = self.town.settings.group
        people = [word for p in group.roster.people for word in (p.name, p.name.split()[-1])]
        words = {*people, group.party, group.name, DISSENT, "eiendomsskatt", ABSENCE}
        either = "|".join(map(re.escape, sorted(words)))
        return re.compile(rf"{either}|\b(Ap|Aps|Sp|Sps)\b", re.IGNORECASE)


@pytest.fixture(params=list(GROUPS))
def told(
    request: pytest.FixtureRequest, new_town: NewTown, caplog: pytest.LogCaptureFixture
) -> Told:
    """Write, fill in the protocol, read it back, move things, meet errors: all logged."""
    for name in ("", "service", "connectors", *_ours()):
        caplog.set_level(logging.DEBUG, logger=name)
    traits, now = GROUPS[request.param]
    town = new_town(places=EVERYWHERE, now=now, **traits)
    _board_meets(town)
    reports = [town.sync()]
    protocol = next(
        href for href in sorted(town.folder().all()) if re.search("Protokoll|Referat", href)
    )
    town.folder().rewrite(protocol, write_in(town.folder().get(protocol), HAND))
    town.folder().put("Søknad fra Kari Nordmann.docx", b"ikke noe dokument")
    href, event = next((h, text(d)) for h, d in town.calendar().all().items())
    changed = event.replace("SUMMARY:", "SUMMARY:Hos naboen, ")
    town.calendar().rewrite(href, changed.replace("\n", "\r\n").encode())
    reports += [town.sync(dry_run=True), town.sync(), town.sync()]
    assert validate_group(town.services, town.id).findings
    assert _dissent_was_read(town, protocol)
    return Told(town, tuple(reports), caplog.text)


def _ours() -> list[str]:
    return [n for n in logging.root.manager.loggerDict if n.startswith(("service", "connectors"))]


def _board_meets(town: Town) -> None:
    """A closed meeting of the group's board, entered by hand."""
    meeting = Meeting(
        id="styret-1",
        body="gruppestyret",
        type=MeetingType.GRP_BOARD,
        date=town.now.date() + dt.timedelta(days=8),
        start=dt.time(17),
        end=dt.time(18),
        status=MeetingStatus.CONFIRMED,
        audience=Audience.GROUP_BOARD,
    )
    with town.services.database.transaction() as session:
        Meetings(session, town.id).save([meeting], manual=True)


def _dissent_was_read(town: Town, protocol: str) -> bool:
    folder = town.settings.targets_of(FOLDER, GROUP)[0].id
    with town.services.database.reading() as session:
        reading = Documents(session, town.id, town.services.box).reading(folder, protocol)
    return bool(reading and reading.cases and DISSENT in reading.cases[0].dissent)


def test_no_calendar_shows_a_person_the_party_or_what_somebody_disagreed_with(told: Told) -> None:
    objects = [
        unquote(text(data))
        for audience in Audience
        for data in told.town.calendar(audience).all().values()
    ]
    assert len(objects) > 20
    assert any("BEGIN:VTODO" in one for one in objects)
    for one in objects:
        assert not told.secrets().search(one)


def test_no_log_shows_them_at_any_level(told: Told) -> None:
    assert not told.secrets().search(unquote(told.logged))


def test_no_report_of_a_pass_shows_them(told: Told) -> None:
    for report in told.reports:
        assert report.steps or report is told.reports[-1]
        assert not told.secrets().search(json.dumps(sync_json([report]), ensure_ascii=False))


def test_the_database_file_holds_no_word_of_what_was_read(told: Told) -> None:
    told.town.services.database.close()
    files = [path for path in told.town.directory.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in files)
    for path in files:
        stored = path.read_bytes()
        for secret in (DISSENT, "eiendomsskatt", "Eiendomsskatt", ABSENCE):
            assert secret.encode() not in stored
            assert json.dumps(secret)[1:-1].encode() not in stored


def test_the_boards_meeting_stands_in_the_boards_calendar_alone(told: Told) -> None:
    town = told.town
    uid = event_uid(town.id, "styret-1")
    where = {
        audience
        for audience in Audience
        if any(uid in text(data) for data in town.calendar(audience).all().values())
    }
    assert where == {Audience.GROUP_BOARD}
    assert len(town.calendar(BOARD).all()) == 1
    day = (town.now.date() + dt.timedelta(days=8)).isoformat()
    assert {f"{day[:4]}/{day} Innkalling.docx", f"{day[:4]}/{day} Styrereferat.docx"} == set(
        town.folder(BOARD).all()
    )
    assert not any(day in href for href in town.folder(GROUP).all())


def test_errors_say_nothing_of_whom_they_concern(
    new_town: NewTown, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    town = new_town()
    with meddler(town.caldav.url) as proxy:
        town.reach(CALENDAR, proxy.before(town.url(CALENDAR)))
        for act in (answer(500), answer(503), answer(401), answer(404), broken):
            proxy.always = act
            (error,) = town.sync().errors
            secrets = Told(town, (), "").secrets()
            assert not secrets.search(error)
    assert not secrets.search(unquote(caplog.text))
    assert town.caldav.password not in caplog.text
