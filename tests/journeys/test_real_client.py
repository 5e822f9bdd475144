"""A member's own calendar programs see the plan, its changes, and keep what the member added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import icalendar
import pytest

from service.bootstrap import build_services
from service.config import Config
from service.demo.script import data
from service.domain.model import OSLO, Audience
from service.domain.settings import GroupSettings, Target, TargetKind
from service.imports import read_group_file, write_group_file
from service.journeys.groups import add_group
from service.journeys.municipal import import_plan
from service.journeys.planning import approve_plan
from service.journeys.results import SyncReport
from service.journeys.services import Services
from service.journeys.syncing import sync_group
from tests.servers.client import Member
from tests.servers.radicale import radicale as run_radicale
from tests.servers.server import PASSWORD, USERNAME, Server

CALENDARS = {Audience.GROUP: "gruppa", Audience.COUNCIL: "kommunen", Audience.DEADLINES: "frister"}
SPRING = ("2018-01-01", "2018-07-01")
PLANNED = [
    "2018-01-22 18:00-20:30 Gruppemøte",
    "2018-02-05 18:00-20:30 Gruppemøte",
    "2018-03-05 18:00-20:30 Gruppemøte",
    "2018-03-19 18:00-20:30 Gruppemøte",  # the last before summer time, 25 March
    "2018-04-16 18:00-20:30 Gruppemøte",
    "2018-05-14 18:00-20:30 Gruppemøte",
    "2018-06-18 18:00-20:30 Gruppemøte",
]
MOVED = [line.replace("2018-03-19", "2018-03-26") for line in PLANNED]


@dataclass
class Group:
    """A group whose plan is in its calendars, and a member whose programs know the account."""

    services: Services
    settings: GroupSettings
    member: Member

    def sync(self) -> SyncReport:
        """Bring the calendars in step with the plan; nothing may go wrong or wait."""
        report = sync_group(self.services, self.settings.group.id)
        assert (report.errors, report.conflicts) == ((), 0)
        return report

    def approve(self, plan_file: str) -> None:
        """Read a municipality's plan and approve what follows from it."""
        group_id = self.settings.group.id
        import_plan(self.services, group_id, data(plan_file), plan_file)
        approve_plan(self.services, group_id, "2018-1", approved_by="gruppa")

    def council_moves_a_meeting(self) -> SyncReport:
        """From 21 to 28 March, so the group's meeting passes the change to summer time."""
        self.approve("aure-2018-1-endret.txt")
        return self.sync()


@contextmanager
def synced_group(directory: Path) -> Iterator[Group]:
    """The group in step on a server of its own, where a member has found and pulled it all."""
    (directory / "server").mkdir()
    with run_radicale(directory / "server") as server, opened(directory) as services:
        settings = added(services, server)
        member = Member.with_account(directory / "member", server.url, USERNAME, PASSWORD)
        group = Group(services, settings, member)
        group.approve("aure-2018-1.txt")
        group.sync()
        member.discover()
        member.sync()
        yield group


@contextmanager
def opened(directory: Path) -> Iterator[Services]:
    """The services on a database of their own, in February 2018."""
    today = dt.datetime(2018, 2, 14, 12, tzinfo=OSLO)
    config = Config(data_dir=directory, database_url=f"sqlite:///{directory / 'test.db'}")
    services = build_services(config, now=lambda _: today, environ={})
    try:
        yield services
    finally:
        services.database.close()


def added(services: Services, server: Server) -> GroupSettings:
    """The demo's group, with calendars on the server and no folders."""
    settings = read_group_file(data("aure.toml"), "aure.toml")
    targets = tuple(
        Target(
            id=name,
            kind=TargetKind.CALENDAR,
            audience=audience,
            url=f"{server.url}{name}/",
            username=USERNAME,
        )
        for audience, name in CALENDARS.items()
    )
    return add_group(
        services,
        write_group_file(replace(settings, targets=targets)).encode(),
        "aure.toml",
        passwords={target.id: PASSWORD for target in targets},
    )


@pytest.fixture(scope="module")
def as_planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Group]:
    """A group that no test changes."""
    with synced_group(tmp_path_factory.mktemp("group")) as made:
        yield made


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    """A group for one test to change."""
    with synced_group(tmp_path) as made:
        yield made


def test_khal_lists_the_meetings_at_local_time_before_and_after_the_change_to_summer_time(
    as_planned: Group,
) -> None:
    assert as_planned.member.agenda("gruppa", *SPRING) == PLANNED


def test_a_member_abroad_sees_the_same_instants(as_planned: Group) -> None:
    abroad = replace(as_planned.member, zone="UTC")
    hours = {line.split()[0]: line.split()[1] for line in abroad.agenda("gruppa", *SPRING)}
    assert hours["2018-03-19"] == "17:00-19:30"
    assert hours["2018-04-16"] == "16:00-18:30"


def test_vdirsyncer_pulls_every_calendar_whole(as_planned: Group) -> None:
    assert len(as_planned.member.files("gruppa")) == len(PLANNED)
    assert len(as_planned.member.files("kommunen")) == 23
    tasks = [main_component(path) for path in as_planned.member.files("frister")]
    about = ["gruppemøtet" if "gruppemøtet" in task["SUMMARY"] else "" for task in tasks]
    assert about.count("gruppemøtet") == 3 * len(PLANNED)
    assert about.count("") == 2 * 5 + 1  # for each council meeting, and once a year
    assert {task.name for task in tasks} == {"VTODO"}


def test_a_moved_meeting_is_one_event_on_its_new_date(group: Group) -> None:
    moved = group.council_moves_a_meeting()
    group.member.sync()
    assert group.member.agenda("gruppa", *SPRING) == MOVED
    assert len(group.member.files("gruppa")) == len(MOVED)
    assert moved.written > 0


def test_what_a_member_adds_with_khal_survives_our_next_update(group: Group) -> None:
    member = group.member
    answers = ["a", "45m", "c", "Politikk", "n"]  # alarm, categories, next event
    member.khal("edit", "--show-past", "21. mars", answers=answers)
    member.sync()
    group.council_moves_a_meeting()
    member.sync()
    assert member.agenda("gruppa", *SPRING) == MOVED
    event = on_day(member, dt.date(2018, 3, 26))
    assert triggers(event) == [dt.timedelta(minutes=-45)]  # and ours is not put back
    assert event.categories == ["Politikk"]


def test_a_note_written_into_the_file_survives_our_next_update(group: Group) -> None:
    path = file_on_day(group.member, dt.date(2018, 3, 19))
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    (event,) = calendar.events
    event["description"] = f"{event['description']}\n\nHusk saksmappa til Ola."
    path.write_bytes(calendar.to_ical())
    group.member.sync()
    group.council_moves_a_meeting()
    group.member.sync()
    description = str(on_day(group.member, dt.date(2018, 3, 26))["description"])
    assert description.endswith("\n\nHusk saksmappa til Ola.")
    assert "28. mars" in description
    assert "21. mars" not in description


def test_an_event_that_a_member_makes_is_left_alone(group: Group) -> None:
    group.member.khal("new", "-a", "gruppa", "2018-05-02", "19:00", "20:00", "Sosialt")
    group.member.sync()
    group.council_moves_a_meeting()
    again = group.sync()
    group.member.sync()
    own = "2018-05-02 19:00-20:00 Sosialt"
    assert group.member.agenda("gruppa", *SPRING) == sorted([*MOVED, own])
    assert again.written == 0


def main_component(path: Path) -> icalendar.Component:
    """The event or task of a file."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    (found,) = [*calendar.events, *calendar.todos]
    return found


def file_on_day(member: Member, day: dt.date) -> Path:
    """The file of the group's only event on a day."""
    files = member.files("gruppa")
    (found,) = [path for path in files if main_component(path).start.date() == day]
    return found


def on_day(member: Member, day: dt.date) -> icalendar.Component:
    """The group's only event on a day."""
    return main_component(file_on_day(member, day))


def triggers(event: icalendar.Component) -> list[dt.timedelta]:
    """How long before the event its alarms go off."""
    return [alarm["trigger"].dt for alarm in event.walk("VALARM")]
