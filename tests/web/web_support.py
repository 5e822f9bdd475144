"""What the tests of the pages are about: a group, its plan, and a browser without scripts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import text as sql
from werkzeug.test import TestResponse

from service.db.documents import Documents, StoredDocument
from service.db.groups import Groups
from service.db.meetings import Meetings
from service.db.notices import Notices
from service.demo.person import Handwriting, write_in
from service.demo.servers import EmbeddedServers
from service.documents import read
from service.domain.deadlines import DatedTask
from service.domain.deeds import Actor
from service.domain.model import (
    Audience,
    Body,
    BodyKind,
    Group,
    Meeting,
    MeetingStatus,
    MeetingType,
    Period,
    Roster,
)
from service.domain.notices import Notice
from service.domain.planning import PlanningRule, Trigger
from service.domain.settings import GroupSettings, Target, TargetKind
from service.journeys.judging.digest import Digest
from service.journeys.papers.rendering import render_for_group
from service.journeys.services import Services
from service.rules.results import Finding, NotEvaluated, Report, Severity
from service.web.app import create_app
from service.web.gateway import Gateway
from service.web.ports import WebSettings

NOW = dt.datetime(2026, 5, 11, 8, 0, tzinfo=dt.UTC)  # a Monday, 10.00 in Norway
USERNAME, PASSWORD = "kari", "et langt passord"
SPRING = Period(start=dt.date(2026, 1, 1), end=dt.date(2026, 6, 30))

COUNCIL = Body(key="ks", name="Kommunestyret", kind=BodyKind.COUNCIL)
EXECUTIVE = Body(key="fsk", name="Formannskapet", kind=BodyKind.EXECUTIVE)
OWN = Body(key="gruppa", name="Gruppa", kind=BodyKind.GROUP)


def municipal(id_: str, body: Body, day: int, month: int = 5, **rest: object) -> Meeting:
    kind = MeetingType.MUN_COUNCIL if body is COUNCIL else MeetingType.MUN_EXEC
    fields = {"start": dt.time(17), "status": MeetingStatus.CONFIRMED, **rest}
    return Meeting(
        id=id_,
        body=body.key,
        type=kind,
        date=dt.date(2026, month, day),
        audience=Audience.COUNCIL,
        **fields,  # type: ignore[arg-type]  # a shorthand of the tests
    )


MUNICIPAL = (
    municipal("fsk-1", EXECUTIVE, 12, start=dt.time(9), place="Rådhuset"),
    municipal("ks-1", COUNCIL, 15, place="Kommunestyresalen"),
    municipal(
        "ks-2", COUNCIL, 16, 6, start=None, confidence=0.4, reason="Dagen står med spørsmålstegn."
    ),
)
MEETINGS = (
    Meeting(
        id="g-1",
        body="gruppa",
        type=MeetingType.GRP_ORD,
        date=dt.date(2026, 5, 12),
        start=dt.time(18),
        end=dt.time(20),
        place="Møterom 2",
        status=MeetingStatus.CONFIRMED,
        serves=("ks-1",),
    ),
    Meeting(
        id="g-2",
        body="gruppa",
        type=MeetingType.GRP_ORD,
        date=dt.date(2026, 6, 8),
        start=dt.time(18),
        serves=("ks-2",),
    ),
    Meeting(
        id="g-0",
        body="gruppa",
        type=MeetingType.GRP_EXTRA,
        date=dt.date(2026, 5, 4),
        start=dt.time(18),
        status=MeetingStatus.CANCELLED,
    ),
)
REPORT = Report(
    findings=(
        Finding(
            code="R-3",
            severity=Severity.INFO,
            message="Reglementet har ingen dato. Skriv når det ble vedtatt.",
            target="document:Reglement.docx",
            location="",
            reference="mal 1.0",
        ),
        Finding(
            code="R-1",
            severity=Severity.ERROR,
            message="Sak 12/26 mangler gruppas forslag. Skriv det under «Forslag».",
            target="case:12/26@g-1",
            location="Sak 12/26",
            reference="Kjørereglene punkt 4",
        ),
        Finding(
            code="R-2",
            severity=Severity.WARNING,
            message="Innkallingen gikk ut to dager før møtet. Send den tidligere neste gang.",
            target="meeting:g-1",
            location="",
            reference="Kjørereglene punkt 2",
        ),
    ),
    not_evaluated=(NotEvaluated(code="R-9", missing="Vi vet ikke hvem som møtte."),),
    passed=("R-4", "R-5"),
)


def settings(
    servers: EmbeddedServers, group_id: str = "prove", language: str = "nb"
) -> GroupSettings:
    """A small group; its calendar and folder don't exist yet."""
    return GroupSettings(
        group=Group(
            id=group_id,
            name="Prøvegruppa",
            party="Prøvepartiet",
            municipality="Prøve",
            term=Period(start=dt.date(2023, 10, 1), end=dt.date(2027, 9, 30)),
            language=language,
            roster=Roster(bodies=(OWN, COUNCIL, EXECUTIVE)),
        ),
        planning=PlanningRule(
            trigger=Trigger.EACH_MEETING,
            kinds=(BodyKind.COUNCIL,),
            weekday=0,
            start=dt.time(18),
            end=dt.time(20),
            place="Møterom 2",
        ),
        targets=(
            Target(
                id="kalender",
                kind=TargetKind.CALENDAR,
                audience=Audience.GROUP,
                url=f"{servers.caldav}{group_id}/",
                username=servers.username,
            ),
            Target(
                id="mappe",
                kind=TargetKind.FOLDER,
                audience=Audience.GROUP,
                url=f"{servers.webdav}{group_id}/",
                username=servers.username,
            ),
        ),
    )


# Cheap to check: what a hash costs stands in it, and tests log in some hundred times.
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def add_group(services: Services, group: GroupSettings) -> None:
    group_id = group.group.id
    with services.database.transaction() as session:
        Groups(session).save(group)
        meetings = Meetings(session, group_id)
        meetings.replace_municipal(MUNICIPAL, SPRING)
        meetings.save(MEETINGS)
        documents = Documents(session, group_id, services.box)
        for href, kind, meeting in (
            ("2026/2026-05-12 Innkalling.docx", "innkalling", "g-1"),
            ("2026/2026-05-12 Protokoll.docx", "protokoll", "g-1"),
            ("Reglement.docx", "reglement", None),
        ):
            documents.record(
                StoredDocument(
                    target_id="mappe", href=href, etag="1", type=kind, meeting_id=meeting
                )
            )


def regulation_says(services: Services, **fields: str) -> None:
    """Somebody has written in the group's regulation, and it has been read."""
    own = render_for_group(services, "prove", "reglement")
    hand = Handwriting(fields={f"regulation.{name}": text for name, text in fields.items()})
    reading = read(write_in(own, hand))
    known = StoredDocument(
        target_id="mappe",
        href="Reglement.docx",
        etag="".join(fields.values()) or "2",
        type="reglement",
        document_id=reading.document_id,
    )
    with services.database.transaction() as session:
        documents = Documents(session, "prove", services.box)
        documents.record(known)
        documents.record_reading("mappe", known.href, known.etag, reading, at=NOW)


def tell_of(services: Services, *notices: Notice) -> None:
    """The last pass over the group's folder found that people must know this."""
    with services.database.transaction() as session:
        Notices(session, "prove").replace("mappe", notices, at=NOW)


def text_of(html: str) -> str:
    """What a reader sees, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class WithFindings(Gateway):
    """The real thing, but with findings of every severity to show."""

    def report(self, group_id: str) -> Report:
        return REPORT

    def digest(self, group_id: str) -> Digest:
        return Digest(
            today=NOW.date(),
            until=NOW.date() + dt.timedelta(days=7),
            deadlines=(DatedTask(id="d", date=NOW.date(), title="Send innkallingen"),),
            due=(),
            worse=REPORT.findings[1:],
            mended=("R-4", "R-4"),
            waiting=1,
        )


def application(services: Services, make: Callable[..., Gateway] = Gateway) -> Flask:
    keys = services.box.derived("web session")
    pages = make(journeys=replace(services, actor=Actor.WEB))
    app = create_app(pages, WebSettings(session_keys=keys, cookie_secure=False))
    app.jinja_env.bytecode_cache = COMPILED
    return app


class Compiled(BytecodeCache):
    """Templates as they were compiled for an earlier application of the same run."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


class Browser:
    """A client that logs in and sends the form's own token, as a browser does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **options: object) -> TestResponse:
        return self.client.get(path, **options)  # type: ignore[arg-type]  # passed through

    def post(self, path: str, form: str | None = None, **fields: object) -> TestResponse:
        """Send ``fields`` to ``path`` with the token of the page ``form``."""
        return self.client.post(path, data={"csrf_token": self.token(form or path), **fields})

    def token(self, path: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found is not None
        return found[1]

    def log_in(self) -> Browser:
        answer = self.post("/logg-inn", username=USERNAME, password=PASSWORD)
        assert answer.status_code == 302
        return self


def followed(browser: Browser, answer: TestResponse) -> str:
    """What the page says that an answer leads to."""
    assert answer.status_code == 302
    return text_of(browser.get(answer.location).text)


def everything_in(services: Services) -> dict[str, list[object]]:
    """All rows of all tables."""
    with services.database.reading() as session:
        names = session.scalars(sql("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return {
            n: [tuple(row) for row in session.execute(sql(f'SELECT * FROM "{n}"'))] for n in names
        }
