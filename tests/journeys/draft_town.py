"""A group whose municipality publishes plans, without calendars and folders: drafts write none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

from service.bootstrap import build_services
from service.config import Config
from service.db.groups import Groups
from service.db.meetings import Meetings
from service.db.plan_drafts import PlanDrafts, StoredDraft
from service.demo.script import data
from service.domain.model import OSLO, Meeting
from service.domain.published import Origin
from service.imports import read_group_file
from service.imports.corrections import Row
from service.journeys.published.drafts import draft_of, start_draft
from service.journeys.published.looking import PlanDraft
from service.journeys.services import Services
from tests.databases import empty_database

NOW = dt.datetime(2018, 1, 15, 12, tzinfo=OSLO)
PLAN = """Dato;Utvalg;Tid
tirsdag 23.01.2018;Formannskap;09:00
onsdag 15.02.2018;Kommunestyre;18:00
torsdag 22.03.2018;Kommunestyre;18:00
"""
DOUBTED = "2018-02-15"  # a Thursday


@dataclass
class DraftTown:
    """A service with a group in Aure, and what people do with its municipality's plan."""

    directory: Path
    id: str = "aure"
    now: dt.datetime = NOW
    environ: dict[str, str] = field(default_factory=dict)
    services: Services = field(init=False)

    def __post_init__(self) -> None:
        config = Config(
            data_dir=self.directory,
            database_url=empty_database(self.directory / "k.db"),
            private_addresses=True,
        )
        self.services = build_services(config, now=lambda _group: self.now, environ=self.environ)
        self.add(self.id)

    def add(self, group_id: str) -> None:
        """One more group of the same town."""
        own = read_group_file(data("aure.toml"), "aure.toml")
        settings = replace(own, group=replace(own.group, id=group_id), targets=())
        with self.services.database.transaction() as session:
            Groups(session).save(settings)

    def hand_in(self, text: str = PLAN, *, year: int | None = None) -> PlanDraft:
        """Somebody pastes a plan."""
        pasted = StoredDraft(
            data=text.encode(),
            filename="plan.csv",
            origin=Origin.PASTED,
            year=year,
            created_at=self.now,
            created_by="kari",
        )
        return start_draft(self.services, self.id, pasted)

    def draft(self) -> PlanDraft:
        """What waits."""
        found = draft_of(self.services, self.id)
        assert found is not None
        return found

    def row(self, day: str) -> Row:
        """The row of the draft that was read for a day."""
        return next(r for r in self.draft().plan.rows if r.read.date.isoformat() == day)

    def waits(self, group_id: str = "") -> bool:
        with self.services.database.reading() as session:
            return PlanDrafts(session, group_id or self.id).get() is not None

    def municipal(self) -> dict[str, Meeting]:
        """The municipality's meetings as the group knows them, by day."""
        with self.services.database.reading() as session:
            return {m.date.isoformat(): m for m in Meetings(session, self.id).municipal()}
