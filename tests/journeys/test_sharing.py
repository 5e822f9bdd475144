"""Shares of calendars and folders, as passes give, keep and end them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from service.db.audit import Audit
from service.db.given_shares import GivenShares
from service.db.notices import Notices
from service.domain.model import OSLO, Membership, Period, Person, Role
from service.domain.notices import NoticeCode
from service.domain.settings import Target, TargetKind
from service.domain.sharing import Access, Share, Sharee, ShareeKind
from service.imports import write_group_file
from service.journeys.groups import add_group
from service.journeys.results import SyncReport
from service.journeys.sharing import share_again
from tests.journeys.sharing_cloud import Cloud, sharing_cloud
from tests.journeys.town import BOARD, CALENDAR, FOLDER, GROUP, NOW, Town
from tests.servers.server import Server

BOTH = ((CALENDAR, GROUP), (FOLDER, GROUP))
CLOSED = ((CALENDAR, BOARD), (FOLDER, BOARD))
LEAVES = dt.date(2018, 3, 1)
JOINS = dt.date(2018, 2, 1)
READ, ALL = 1, 15


def group(name: str, access: Access = Access.READ) -> Share:
    return Share(sharee=Sharee(ShareeKind.GROUP, name), access=access)


def user(name: str, access: Access = Access.READ, *, person: str = "") -> Share:
    return Share(sharee=Sharee(ShareeKind.USER, name), access=access, person=person)


@pytest.fixture
def cloud(radicale: Server, wsgidav: Server) -> Iterator[Cloud]:
    with sharing_cloud(radicale, wsgidav) as found:
        yield found


@pytest.fixture
def new_cloud_town(new_town: Callable[..., Town], cloud: Cloud) -> Callable[..., Town]:
    """Make a group whose calendar and folder lie where sharing can be asked for."""

    def make(*shares: Share, places: object = BOTH) -> Town:
        town = new_town(caldav=cloud.server("caldav"), webdav=cloud.server("webdav"), places=places)
        ask_for(town, *shares)
        return town

    return make


def ask_for(town: Town, *shares: Share, people: tuple[Person, ...] | None = None) -> None:
    """The group file asks for these shares of every target."""
    targets = tuple(replace(target, shares=shares) for target in town.settings.targets)
    settings = replace(town.settings, targets=targets)
    if people is not None:
        roster = replace(settings.group.roster, people=people)
        settings = replace(settings, group=replace(settings.group, roster=roster))
    town.settings = settings
    add_group(town.services, write_group_file(settings).encode(), "gruppe.toml")


def board_member(id_: str, start: dt.date, end: dt.date | None = None) -> Person:
    period = Period(start=start, end=end)
    held = Membership(body="gruppa", role=Role.DEPUTY_LEADER, period=period)
    return Person(id=id_, name=f"{id_.title()} Nordmann", memberships=(held,))


def shares(report: SyncReport) -> list[tuple[str, str]]:
    return [(step.action, step.href) for step in report.steps if step.kind == "share"]


def told(report: SyncReport) -> list[tuple[str, str]]:
    return [(n.code.value, n.href) for _, n in report.notices if n.code.of_sharing]


def calendar_url(town: Town) -> str:
    return town.settings.targets_of(TargetKind.CALENDAR)[0].url


def folder_url(town: Town) -> str:
    return town.settings.targets_of(TargetKind.FOLDER)[0].url


def test_a_pass_shares_both_as_the_group_has_asked_for_and_the_next_does_nothing(
    new_cloud_town, cloud: Cloud
):
    town = new_cloud_town(group("gruppa"), user("ola", Access.WRITE))

    foretold = town.sync(dry_run=True)
    assert cloud.calendars == {} and cloud.folders == {}
    report = town.sync()

    assert not report.errors
    assert cloud.of(calendar_url(town)) == {"groups/gruppa": "read", "users/ola": "read-write"}
    assert cloud.folder_shares(folder_url(town)) == {(1, "gruppa"): READ, (0, "ola"): ALL}
    expected = [("share", "group:gruppa"), ("share", "user:ola")]
    assert shares(foretold) == shares(report) == expected * 2
    again = town.sync()
    assert shares(again) == told(again) == []
    assert again.written == 0


def test_what_people_have_shared_themselves_is_never_touched(new_cloud_town, cloud: Cloud):
    town = new_cloud_town(group("gruppa"))
    cloud.of(calendar_url(town))["groups/gruppa"] = "read-write"
    cloud.of(calendar_url(town))["users/liv"] = "read"
    town.sync()
    ask_for(town)

    report = town.sync()

    assert shares(report) == [("unshare", "group:gruppa")], "the folder's, which was ours"
    assert cloud.of(calendar_url(town)) == {"groups/gruppa": "read-write", "users/liv": "read"}
    assert cloud.folder_shares(folder_url(town)) == {}


def test_what_somebody_has_taken_away_is_told_and_not_given_back_until_a_person_says_so(
    new_cloud_town, cloud: Cloud
):
    town = new_cloud_town(group("gruppa"))
    town.sync()
    cloud.of(calendar_url(town)).clear()

    for _ in range(2):
        report = town.sync()
        assert shares(report) == []
        assert told(report) == [("share_removed", "group:gruppa")]
    assert cloud.of(calendar_url(town)) == {}

    share_again(town.services, town.id, "calendar-group")
    assert shares(town.sync()) == [("share", "group:gruppa")]
    assert told(town.sync()) == []


def test_another_access_is_given_where_the_group_asks_for_it_and_left_where_a_person_gave_it(
    new_cloud_town, cloud: Cloud
):
    town = new_cloud_town(group("gruppa"))
    town.sync()
    ask_for(town, group("gruppa", Access.WRITE))

    assert shares(town.sync()) == [("change_share", "group:gruppa")] * 2
    assert cloud.of(calendar_url(town)) == {"groups/gruppa": "read-write"}
    assert cloud.folder_shares(folder_url(town)) == {(1, "gruppa"): ALL}

    cloud.of(calendar_url(town))["groups/gruppa"] = "read"
    report = town.sync()
    assert shares(report) == []
    assert told(report) == [("share_changed", "group:gruppa")]
    assert cloud.of(calendar_url(town)) == {"groups/gruppa": "read"}


def test_people_have_access_from_the_day_they_join_until_they_have_left(
    new_cloud_town, cloud: Cloud
):
    town = new_cloud_town()
    comes_and_goes = board_member("ola", JOINS, LEAVES)
    ask_for(town, user("ola", person="ola"), people=(comes_and_goes,))

    def may_see(day: dt.date) -> bool:
        town.now = dt.datetime.combine(day, dt.time(12), OSLO)
        assert not town.sync().errors
        in_folder = (0, "ola") in cloud.folder_shares(folder_url(town))
        assert ("users/ola" in cloud.of(calendar_url(town))) is in_folder
        return in_folder

    one = dt.timedelta(days=1)
    assert [may_see(d) for d in (JOINS - one, JOINS, LEAVES, LEAVES + one)] == [
        False,
        True,
        True,
        False,
    ]


def test_access_ends_with_the_office_in_what_is_for_the_group_board(new_cloud_town, cloud: Cloud):
    town = new_cloud_town(places=CLOSED)
    seat = Membership(body="gruppa", role=Role.MEMBER, period=Period(start=dt.date(2015, 10, 1)))
    ola = board_member("ola", JOINS, LEAVES)
    ask_for(
        town,
        user("ola", person="ola"),
        people=(replace(ola, memberships=(*ola.memberships, seat)),),
    )
    town.now = dt.datetime.combine(LEAVES, dt.time(12), OSLO)
    town.sync()
    assert cloud.of(calendar_url(town)) == {"users/ola": "read"}

    town.now += dt.timedelta(days=1)
    report = town.sync()
    assert shares(report) == [("unshare", "user:ola")] * 2
    assert cloud.of(calendar_url(town)) == {}
    assert told(report) == []


def test_somebody_who_is_no_longer_in_the_roster_loses_access(new_cloud_town, cloud: Cloud):
    town = new_cloud_town()
    ask_for(town, user("ola", person="ola"), people=(board_member("ola", JOINS),))
    town.now = dt.datetime.combine(JOINS, dt.time(12), OSLO)
    town.sync()
    assert cloud.of(calendar_url(town))

    ask_for(town, people=())
    town.sync()
    assert cloud.of(calendar_url(town)) == {}
    assert cloud.folder_shares(folder_url(town)) == {}


def test_something_closed_that_others_can_see_is_told_and_nothing_of_theirs_is_ended(
    new_cloud_town, cloud: Cloud
):
    town = new_cloud_town(group("styret"), places=CLOSED)
    town.sync()
    theirs = {"groups/gruppa": "read", "users/liv": "read", "circles/xyz": "read"}
    cloud.of(calendar_url(town)).update(theirs)
    cloud.published.add(calendar_url(town)[len(cloud.url) :])
    path = "/" + folder_url(town).rstrip("/").rpartition("/")[2]
    cloud.share_folder(path, 3, None, 17)

    report = town.sync()

    assert shares(report) == []
    assert sorted(told(report)) == [
        ("closed_link", "link"),
        ("closed_link", "link"),
        ("closed_shared", "group:gruppa"),
        ("closed_shared", "other"),
        ("closed_shared", "user:liv"),
    ]
    assert cloud.of(calendar_url(town)) == {"groups/styret": "read", **theirs}
    assert not report.errors, "it is told, and the calendar is in step"
    assert told(town.sync(dry_run=True)) == told(report)


def test_a_closed_folder_inside_a_shared_one_is_told(new_cloud_town, cloud: Cloud):
    town = new_cloud_town(places=((FOLDER, BOARD),))
    around = town.settings.targets[0]
    inner = replace(around, url=f"{around.url}styret/")
    town.webdav.open(around.url).ensure_folder()
    town.settings = replace(town.settings, targets=(inner,))
    town.reach(FOLDER, inner.url)
    cloud.share_folder("/" + around.url.rstrip("/").rpartition("/")[2], 1, "gruppa", READ)

    assert told(town.sync()) == [("closed_around", "group:gruppa")]


def test_a_name_the_server_does_not_know_is_told_whatever_the_server_answers(
    new_cloud_town, cloud: Cloud
):
    town = new_cloud_town(group("finnes-ikke"), group("gruppa"))

    for report in (town.sync(), town.sync()):
        assert told(report) == [("share_missing", "group:finnes-ikke")] * 2
        assert not report.errors
    assert cloud.of(calendar_url(town)) == {"groups/gruppa": "read"}


def test_an_account_that_may_not_share_is_told_and_the_meetings_are_written(
    new_cloud_town, cloud: Cloud
):
    town = new_cloud_town(group("gruppa"))
    cloud.refused = True

    report = town.sync()

    assert told(report) == [("share_refused", "group:gruppa")] * 2
    assert not report.errors
    assert any(step.kind == "event" for step in report.steps)


def test_a_share_whose_answer_was_lost_is_known_as_ours_by_the_next_pass(
    new_cloud_town, cloud: Cloud
):
    town = new_cloud_town(group("gruppa"))
    cloud.lost = 1
    first = town.sync()
    assert first.unreachable
    assert cloud.of(calendar_url(town)) or cloud.folder_shares(folder_url(town))

    assert not town.sync().errors
    ask_for(town)
    town.sync()
    assert cloud.of(calendar_url(town)) == {}
    assert cloud.folder_shares(folder_url(town)) == {}


def test_a_server_that_can_not_be_asked_is_said_once_and_is_no_error(new_town):
    town = new_town()
    ask_for(town, group("gruppa"), user("ola", Access.WRITE))

    for report in (town.sync(), town.sync()):
        assert told(report) == [("share_yourself", "")] * 2
        assert not report.errors and shares(report) == []
    with town.services.database.reading() as session:
        standing = Notices(session, town.id).all()
    assert [n.since for n in standing if n.notice.code.of_sharing] == [town.now] * 2
    assert all(n.notice.code.informs for n in standing if n.notice.code.of_sharing)

    ask_for(town)
    assert told(town.sync()) == []
    with town.services.database.reading() as session:
        assert not any(n.notice.code.of_sharing for n in Notices(session, town.id).all())


def test_nothing_is_asked_where_nobody_has_asked_for_shares(new_cloud_town, cloud: Cloud):
    new_cloud_town().sync()
    assert cloud.asked == []


def test_shares_that_stand_cost_one_request_a_target(new_cloud_town, cloud: Cloud):
    town = new_cloud_town(group("gruppa"))
    town.sync()
    cloud.asked.clear()
    town.sync()
    assert [method for method, _ in cloud.asked] == ["GET", "PROPFIND"]


def test_the_accounts_own_name_is_nobody_else(new_cloud_town, cloud: Cloud):
    town = new_cloud_town(places=((CALENDAR, BOARD),))
    cloud.of(calendar_url(town))["users/kari"] = "read-write"
    assert told(town.sync()) == []


def test_neither_steps_nor_notices_nor_what_is_remembered_name_a_person(
    new_cloud_town, cloud: Cloud
):
    town = new_cloud_town()
    ask_for(
        town, user("ola", person="kari-nordmann"), people=(board_member("kari-nordmann", JOINS),)
    )
    town.now = NOW + dt.timedelta(days=60)
    report = town.sync()
    assert shares(report)
    with town.services.database.reading() as session:
        kept = GivenShares(session, town.id).all()
    for said in (report.steps, report.notices, kept):
        assert "nordmann" not in str(said).lower()


def test_an_unreachable_server_ends_no_share_and_keeps_what_was_told(new_cloud_town, cloud: Cloud):
    town = new_cloud_town(group("gruppa"))
    town.sync()
    cloud.of(calendar_url(town)).clear()
    town.sync()
    away: Target = town.settings.targets_of(TargetKind.CALENDAR)[0]
    with town.services.database.reading() as session:
        before = Notices(session, town.id).of_target(away.id)
    assert [one.notice.code for one in before] == [NoticeCode.SHARE_REMOVED]
    town.now += dt.timedelta(hours=1)
    cloud.lost = 0
    caldav, cloud.caldav = cloud.caldav, replace(cloud.caldav, url="http://127.0.0.1:9/")
    town.sync()
    cloud.caldav = caldav
    with town.services.database.reading() as session:
        assert Notices(session, town.id).of_target(away.id) == before


def test_what_was_shared_is_in_the_audit_trail_without_with_whom(new_cloud_town, cloud: Cloud):
    town: Town = new_cloud_town(group("gruppa"), user("ola"))
    town.sync()
    ask_for(town)
    town.sync()
    with town.services.database.reading() as session:
        deeds = [entry.deed for entry in Audit(session, town.id).latest()]
    shared = [deed for deed in reversed(deeds) if deed.kind == "share"]
    assert [deed.action for deed in shared] == ["share"] * 4 + ["unshare"] * 4
    assert {(deed.object, deed.fields) for deed in shared} == {("", ())}


def test_shares_are_looked_at_also_where_nothing_else_is_new(new_cloud_town, cloud: Cloud):
    town: Town = new_cloud_town(group("gruppa"))
    for _ in range(3):
        town.sync()
    assert all(result.quiet for result in town.sync().results)
    ask_for(town, group("gruppa"), group("styret"))
    assert len(shares(town.sync())) == 2
