"""Every test here runs on SQLite and on PostgreSQL, on databases made by the migrations."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from postgres_server import running_server, server_programs
from sqlalchemy import create_engine, text

from service.db.database import Database
from service.db.groups import Groups
from service.db.sealing import SecretBox
from service.domain.model import (
    Audience,
    Body,
    BodyKind,
    Group,
    Membership,
    PartyStatus,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.planning import PlanningRule, Trigger
from service.domain.settings import DriftPolicy, GroupSettings, Target, TargetKind

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[..., str]]:
    """Makes a database on a PostgreSQL server, empty or with the schema, and returns its URL."""
    with running_server(server_programs()) as where:
        base = "postgresql+psycopg://kjoreplan@"
        admin = create_engine(f"{base}/postgres?{where}", isolation_level="AUTOCOMMIT")

        def make(template: str = "template1") -> str:
            name = f"test{next(_NUMBERS)}"
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
            return f"{base}/{name}?{where}"

        migrate(make())  # test0, which those with a schema are copied from
        yield make
        admin.dispose()


def migrate(url: str) -> None:
    """Give an empty database its schema."""
    database = Database(url)
    database.upgrade()
    database.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the schema and nothing else, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "kjoreplan.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kjoreplan.db'}"
    return request.getfixturevalue("postgres")()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with the newest schema, as the migrations make it."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "kjoreplan.db")
        url = f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("postgres")("test0")
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def box() -> SecretBox:
    return SecretBox([Fernet.generate_key().decode()])


@pytest.fixture
def settings() -> GroupSettings:
    """A group with something in every field."""
    council = Body(
        key="ks", name="Kommunestyret", kind=BodyKind.COUNCIL, aliases=("K-styret", "Komunestyret")
    )
    own = Body(key="gruppa", name="Gruppa", kind=BodyKind.GROUP)
    period = Period(start=dt.date(2023, 10, 1), end=dt.date(2027, 9, 30))
    kari = Person(
        id="kari",
        name="Kari Nordmann",
        memberships=(
            Membership(body="ks", role=Role.DEPUTY, period=period, rank=2),
            Membership(
                body="gruppa",
                role=Role.LEADER,
                period=Period(start=dt.date(2024, 1, 1)),
                appointed_by="årsmøtet",
            ),
        ),
    )
    ola = Person(
        id="ola",
        name="Ola Nordmann",
        status=PartyStatus.INDEPENDENT,
        joined_from_other_party=dt.date(2024, 5, 17),
    )
    group = Group(
        id="prøve",
        name="Prøvegruppa",
        party="Prøvepartiet",
        municipality="Prøve",
        term=period,
        county=True,
        language="nn",
        roster=Roster(bodies=(own, council), people=(ola, kari)),
        packs=("zeta", "alfa"),
        parameters=(
            ("R-2", "limit", 7),
            ("R-1", "before", dt.date(2026, 7, 1)),
            ("R-1", "at", dt.time(18, 30)),
            ("R-1", "words", ("a", "b")),
            ("R-1", "nothing", None),
            ("R-1", "table", {"on": True, "list": [1, 2.5]}),
        ),
    )
    planning = PlanningRule(
        trigger=Trigger.ROUND,
        kinds=(BodyKind.COUNCIL, BodyKind.EXECUTIVE),
        weekday=0,
        start=dt.time(18),
        end=dt.time(21, 15),
        place="Rådhuset",
        pre_minutes=45,
    )
    targets = (
        Target(
            id="kalender",
            kind=TargetKind.CALENDAR,
            audience=Audience.GROUP,
            url="https://sky.example.org/dav/kalender/",
            username="kari",
        ),
        Target(
            id="arkiv",
            kind=TargetKind.FOLDER,
            audience=Audience.GROUP_BOARD,
            url="https://sky.example.org/dav/mappe/",
            password_env="KJOREPLAN_TEST_PASSWORD",
        ),
    )
    return GroupSettings(
        group=group, planning=planning, targets=targets, drift=DriftPolicy.CALENDAR
    )


@pytest.fixture
def stored(database: Database, settings: GroupSettings) -> GroupSettings:
    """The same group, stored."""
    with database.transaction() as session:
        Groups(session).save(settings)
    return settings
