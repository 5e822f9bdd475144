"""The real application over a real database and real servers; only the clock stands still."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ARGUMENTS, CHROMIUM
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from ruled import PACKS, rule
from web_support import (
    NOW,
    PASSWORD_HASH,
    USERNAME,
    Browser,
    WithFindings,
    add_group,
    application,
    settings,
)

from service.bootstrap import HttpConnector, build_services
from service.config import Config
from service.db.runs import Conflicts, Runs, WaitingConflict
from service.db.targets import Targets
from service.db.users import User, Users
from service.demo.servers import EmbeddedServers, embedded_servers
from service.domain.projection import ActionKind, Reason
from service.journeys.services import Services
from tests.databases import empty_database


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the two servers keep what they are given."""
    return tmp_path_factory.mktemp("servers")


@pytest.fixture(scope="session")
def running(served: Path) -> Iterator[EmbeddedServers]:
    with embedded_servers(served, username="ola", password="serverens passord") as running:
        yield running


@pytest.fixture
def servers(running: EmbeddedServers, served: Path) -> EmbeddedServers:
    """The two servers with nothing on them, whatever the test before left there."""
    for kept in (*served.glob("files/*"), *served.glob("collections/collection-root/ola/*")):
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
    return running


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A service with one account and no group."""
    config = Config(data_dir=tmp_path, database_url=empty_database(tmp_path / "k.db"))
    built = build_services(config, now=lambda _group: NOW, environ={})
    with built.database.transaction() as session:
        user = User(username=USERNAME, role="admin", created_at=NOW)
        Users(session).save(user, PASSWORD_HASH)
    yield built
    built.database.close()


@pytest.fixture
def with_group(services: Services, servers: EmbeddedServers) -> Services:
    """A service with one group, in the middle of its half-year."""
    add_group(services, settings(servers))
    return services


@pytest.fixture
def troubled(with_group: Services) -> Services:
    """The same, with a conflict that waits, an error at the folder, and a run behind it."""
    with with_group.database.transaction() as session:
        targets = Targets(session, "prove")
        targets.record_ok(
            "kalender",
            at=NOW - dt.timedelta(minutes=5),
            next_due=NOW + dt.timedelta(minutes=10),
        )
        targets.record_error("mappe", "Serveren svarer ikke. Vi prøver igjen av oss selv.", at=NOW)
        Conflicts(session, "prove").replace(
            "kalender",
            [
                WaitingConflict(
                    target_id="kalender",
                    uid="u1",
                    href="u1.ics",
                    etag="1",
                    reason=Reason.CHANGED_BY_PERSON,
                    ours={
                        "summary": "Gruppemøte",
                        "dtstart": "2026-05-12T18:00:00",
                        "location": "",
                        "status": "CONFIRMED",
                    },
                    theirs={
                        "summary": "Gruppemøte",
                        "dtstart": "2026-05-12T19:00:00",
                        "location": "Biblioteket",
                        "status": "CONFIRMED",
                    },
                    since=NOW - dt.timedelta(hours=2),
                    by_plan=ActionKind.RESTORE,
                    by_calendar=ActionKind.TAKE_OVER,
                )
            ],
        )
        runs = Runs(session, "prove")
        run = runs.start(NOW - dt.timedelta(minutes=6))
        runs.finish(
            run,
            at=NOW - dt.timedelta(minutes=5),
            counts={"create": 3},
            written=3,
            conflicts=1,
            errors=["mappe: Serveren svarer ikke."],
        )
    return with_group


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """A real browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def stranger(with_group: Services) -> Browser:
    """Somebody who is not logged in."""
    return Browser(application(with_group).test_client())


@pytest.fixture
def browser(with_group: Services) -> Browser:
    """The admin, logged in."""
    return Browser(application(with_group).test_client()).log_in()


@pytest.fixture
def troubled_browser(troubled: Services) -> Browser:
    """The admin, logged in on a bad day."""
    return Browser(application(troubled, WithFindings).test_client()).log_in()


@pytest.fixture
def reachable(with_group: Services, servers: EmbeddedServers) -> Services:
    """The group's calendar and folder exist, and the passwords are right."""
    group = with_group.settings("prove")
    for target in group.targets:
        HttpConnector().create(target, servers.password, "Gruppa")
        with with_group.database.transaction() as session:
            Targets(session, "prove").set_password(target.id, servers.password, with_group.box)
    return with_group


@pytest.fixture
def ruled(with_group: Services) -> Services:
    """The same group with people, rules and a regulation that was read."""
    rule(with_group, *PACKS)
    return with_group


@pytest.fixture
def admin(ruled: Services) -> Browser:
    """Somebody logged in, where the group has rules."""
    return Browser(application(ruled).test_client()).log_in()
