"""The main job from start to end: what `kjoreplan demo` does and reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from service.bootstrap import build_services
from service.config import Config
from service.demo.person import write_in
from service.demo.script import GROUPS, GroupScript, data
from service.demo.servers import EmbeddedServers, embedded_servers
from service.domain.model import Audience, Meeting
from service.domain.settings import GroupSettings, Target, TargetKind
from service.imports import read_group_file, write_group_file
from service.journeys.groups import add_group
from service.journeys.judging.validating import validate_group
from service.journeys.municipal import import_plan
from service.journeys.planning import PlanProposal, approve_plan
from service.journeys.plans import plan_meetings
from service.journeys.published.taking_in import PlanImport
from service.journeys.results import SyncReport
from service.journeys.services import Services
from service.journeys.syncing import sync_group
from service.rules.results import Report

USERNAME, PASSWORD = "demo", "demo-passord-2026"
_CALENDARS = {
    Audience.GROUP: "gruppa",
    Audience.GROUP_BOARD: "gruppestyret",
    Audience.COUNCIL: "kommunen",
    Audience.DEADLINES: "frister",
    Audience.LEADER: "lederen",
}
_FOLDERS = (Audience.GROUP, Audience.GROUP_BOARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One group's part of the story, as it went."""

    settings: GroupSettings
    imported: PlanImport
    proposals: tuple[PlanProposal, ...]
    meetings: tuple[Meeting, ...]
    first: SyncReport
    caught_up: SyncReport  # when the demo looks: the documents of meetings near or held
    report: Report
    second: SyncReport
    move: Move | None = None

    @property
    def group_meetings(self) -> tuple[Meeting, ...]:
        """The group's own meetings."""
        return tuple(m for m in self.meetings if m.audience is not Audience.COUNCIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The council moved a meeting: what the new plan said, and what followed."""

    imported: PlanImport
    proposals: tuple[PlanProposal, ...]
    synced: SyncReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The demo's servers and services, up and running."""

    servers: EmbeddedServers
    services: Services
    config: Config
    clocks: dict[str, dt.datetime]  # each group stands in its own half-year


@contextmanager
def stage(directory: Path) -> Iterator[Stage]:
    """Start the servers and open a database of the demo's own below ``directory``."""
    clocks = {_settings(script).group.id: script.planned for script in GROUPS}
    config = Config(
        data_dir=directory,
        database_url=f"sqlite:///{directory / 'kjoreplan.db'}",
        cookie_secure=False,
    )
    with embedded_servers(directory / "servers", username=USERNAME, password=PASSWORD) as servers:
        services = build_services(config, now=lambda group_id: clocks[group_id])
        try:
            yield Stage(servers=servers, services=services, config=config, clocks=clocks)
        finally:
            services.database.close()


def play(stage: Stage, script: GroupScript, tick: Callable[[str], None]) -> Chapter:
    """One group, from published plan to findings, and the second pass that writes nothing."""
    services = stage.services
    settings = _add(stage, script)
    group_id = settings.group.id
    tick(f"{settings.group.municipality}: leser møteplanen")
    imported = import_plan(services, group_id, data(script.plan_file), script.plan_file)
    proposals = _approve(services, group_id, script.halves)
    tick(f"{settings.group.municipality}: skriver kalendere og dokumenter")
    first = sync_group(services, group_id)
    stage.clocks[group_id] = script.now
    caught_up = sync_group(services, group_id)
    _people_write(stage, settings, script)
    tick(f"{settings.group.municipality}: leser dokumentene tilbake")
    sync_group(services, group_id)
    report = validate_group(services, group_id)
    second = sync_group(services, group_id)
    chapter = Chapter(
        settings=settings,
        imported=imported,
        proposals=proposals,
        meetings=plan_meetings(services, group_id, settings.group.term),
        first=first,
        caught_up=caught_up,
        report=report,
        second=second,
    )
    return replace(chapter, move=_council_moves(services, group_id, script))


def _council_moves(services: Services, group_id: str, script: GroupScript) -> Move | None:
    if script.moved is None:
        return None
    imported = import_plan(services, group_id, data(script.moved), script.moved)
    proposals = _approve(services, group_id, script.halves)
    return Move(imported=imported, proposals=proposals, synced=sync_group(services, group_id))


def _approve(
    services: Services, group_id: str, halves: tuple[str, ...]
) -> tuple[PlanProposal, ...]:
    return tuple(approve_plan(services, group_id, half, approved_by="gruppa") for half in halves)


def _settings(script: GroupScript) -> GroupSettings:
    return read_group_file(data(script.group_file), script.group_file)


def _add(stage: Stage, script: GroupScript) -> GroupSettings:
    """The group as its file says, with the demo's own servers as targets."""
    settings = _settings(script)
    settings = replace(settings, targets=tuple(_targets(stage.servers, settings)))
    return add_group(
        stage.services,
        write_group_file(settings).encode(),
        script.group_file,
        passwords={target.id: PASSWORD for target in settings.targets},
    )


def _targets(servers: EmbeddedServers, settings: GroupSettings) -> Iterator[Target]:
    slug = settings.group.id
    for audience, name in _CALENDARS.items():
        yield Target(
            id=f"kalender-{name}",
            kind=TargetKind.CALENDAR,
            audience=audience,
            url=f"{servers.caldav}{slug}-{name}/",
            username=USERNAME,
        )
    for audience in _FOLDERS:
        yield Target(
            id=f"mappe-{_CALENDARS[audience]}",
            kind=TargetKind.FOLDER,
            audience=audience,
            url=f"{servers.webdav}{slug}/{_CALENDARS[audience]}/",
            username=USERNAME,
        )


def _people_write(stage: Stage, settings: GroupSettings, script: GroupScript) -> None:
    """The secretary fills in protocols in the shared folder, as from an editor."""
    target = settings.targets_of(TargetKind.FOLDER, Audience.GROUP)[0]
    with stage.services.connector.open(target, PASSWORD) as folder:
        for href, hand in script.handwriting.items():
            item = folder.get(href)
            folder.update(href, write_in(item.data, hand), item.resource.etag)
