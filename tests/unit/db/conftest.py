"""Every test here runs on SQLite and on PostgreSQL, on databases made by the migrations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

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
from tests.databases import empty_database


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kjoreplan.db'}"
    return request.getfixturevalue("postgres")(empty=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with the newest schema, as the migrations make it."""
    if request.param == "sqlite":
        url = empty_database(tmp_path / "kjoreplan.db")
    else:
        url = request.getfixturevalue("postgres")()
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def migrated_file(tmp_path: Path) -> Path:
    """An SQLite database with the schema and nothing else, to copy."""
    path = tmp_path / "migrated" / "kjoreplan.db"
    empty_database(path)
    return path


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
